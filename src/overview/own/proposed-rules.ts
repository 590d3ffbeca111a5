import { openRungs, type OpenRung, type ReadBackAnswer, type Rung } from '../../method/lists.ts'

type Said = { answer: ReadBackAnswer | null; rung: Rung }

/**
 * How far something may go that has no yes yet, as a proposal: the narrowest rung that its person said yes to for
 * anything else, so that none is wider than what was chosen once. Undefined while there is no yes.
 */
export function proposedRung(said: readonly Said[]): OpenRung | undefined {
  const chosen = new Set(said.filter(({ answer }) => answer === 'fine').map(({ rung }) => rung))
  return openRungs.find((rung) => chosen.has(rung))
}
