import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { Kept } from './pseudonym-naming-rules.ts'

/** By what somebody is known to proposals and replacements. */
export const personKey = (id: string) => `person ${id}`
export const colleagueKey = (id: string) => `colleague ${id}`

/**
 * What stands in the texts of the study in the place of which words. Who was on the list of names when that was written,
 * and was asked since, is the same somebody.
 */
export async function keptPseudonyms(
  db: Db,
  { studyId }: Seat,
): Promise<(Kept & { id: string; original: string })[]> {
  const rows = await db
    .selectFrom('pseudonyms')
    .leftJoin('asked_colleagues as asked', (join) =>
      join
        .onRef('asked.study_id', '=', 'pseudonyms.study_id')
        .onRef('asked.colleague_id', '=', 'pseudonyms.colleague_id'),
    )
    .select(['pseudonyms.id', 'kind', 'words_key', 'original', 'replacement', 'pseudonyms.colleague_id'])
    .select((row) => row.fn.coalesce('pseudonyms.person_id', 'asked.person_id').as('person_id'))
    .where('pseudonyms.study_id', '=', studyId)
    .orderBy('replacement')
    .orderBy('original')
    .execute()
  return rows.map(({ words_key, person_id, colleague_id, ...row }) => ({
    ...row,
    key: words_key,
    known: knownKey(person_id, colleague_id),
  }))
}

function knownKey(personId: string | null, colleagueId: string | null): string | undefined {
  if (personId !== null) return personKey(personId)
  return colleagueId === null ? undefined : colleagueKey(colleagueId)
}

/**
 * Forgets what came for some words: the texts keep it, and nobody can tell any more for whom it came. Its number is
 * nobody else's. Throws NotFound when it is not there.
 */
export async function removePseudonym(tx: Tx, seat: Seat, id: string) {
  await tx
    .deleteFrom('pseudonyms')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such row'))
  await tx.insertInto('names_to_purge').values({ material_id: id, at: seat.at }).execute()
  return { id, fields: ['original'] }
}
