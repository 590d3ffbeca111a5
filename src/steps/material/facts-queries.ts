import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { materialFacts } from '../../method/material-forms.ts'
import type { Facts } from './facts-input.ts'
import { materialWith } from './queries.ts'

/** What is known of a text beside its words; undefined when nothing is. */
export function factsWith(db: Db, seat: Seat, materialId: string) {
  return db
    .selectFrom('material_facts_for_researchers')
    .select([...materialFacts, 'version'])
    .where('study_id', '=', seat.studyId)
    .where('material_id', '=', materialId)
    .executeTakeFirst()
}
export type KnownFacts = NonNullable<Awaited<ReturnType<typeof factsWith>>>

/**
 * Notes what is known of a text over the version that its writer had in view, 0 where nothing was known. Throws NotFound
 * when there is no such text, and Conflict when somebody else was first.
 */
export async function saveFacts(tx: Tx, seat: Seat, id: string, version: number, facts: Facts) {
  await materialWith(tx, seat, id)
  const own = { study_id: seat.studyId, material_id: id }
  const saved =
    version === 0
      ? await tx
          .insertInto('material_facts')
          .values({ ...own, ...facts, version: 1 })
          .onConflict((row) => row.column('material_id').doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('material_facts')
          .set({ ...facts, version: version + 1 })
          .where('study_id', '=', seat.studyId)
          .where('material_id', '=', id)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (!saved) throw new Conflict('the facts were changed meanwhile')
  return { id, fields: Object.keys(facts) }
}
