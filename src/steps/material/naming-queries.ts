import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { inTurns } from '../../http/in-turns.ts'
import { knownNames } from './pseudonym-queries.ts'
import { proposingIn } from './pseudonym-rules.ts'
import type { ProposalKind } from './pseudonym-word-rules.ts'

/** What may stand in words of young people and parents: it names no person. */
const harmless: readonly ProposalKind[] = ['organisation', 'team', 'place', 'web']

/**
 * The words of a text in which a person is or may be named, each once. Who may not see names is told what looks like one,
 * and not which names the study knows.
 */
export async function namesIn(db: Db, seat: Seat, text: string): Promise<string[]> {
  const known = seat.seesNames ? await knownNames(db, seat) : []
  const proposals = await inTurns(proposingIn(text, known))
  return proposals.filter(({ kind }) => !harmless.includes(kind)).flatMap(({ words }) => words)
}
