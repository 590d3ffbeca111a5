import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { preparations, type Preparation } from '../../method/preparations.ts'

/** One of the things to settle: what was noted, and when and by whom it was settled. */
export type Prepared = {
  item: Preparation
  note: string
  done_on: string | null
  done_by: string | null
  /** The name of who settled it; null while nobody has. */
  name: string | null
  version: number
}

/** All that is to be settled before a study begins, in its order, also that of which nothing was said yet. */
export async function preparationsOf(db: Db, { studyId }: Seat): Promise<Prepared[]> {
  const rows = await db
    .selectFrom('preparations')
    .leftJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'preparations.study_id')
        .onRef('people.id', '=', 'preparations.done_by'),
    )
    .select(['item', 'note', 'done_on', 'done_by', 'people.name', 'version'])
    .where('preparations.study_id', '=', studyId)
    .execute()
  return preparations.map((item) => {
    const said = rows.find((row) => row.item === item)
    return said ?? { item, note: '', done_on: null, done_by: null, name: null, version: 0 }
  })
}

/** How many things there are to settle, and how many are. */
export async function preparationCounts(db: Db, seat: Seat): Promise<{ settled: number; total: number }> {
  const all = await preparationsOf(db, seat)
  return { settled: all.filter(({ done_on }) => done_on !== null).length, total: all.length }
}

/** Keeps what was said of one of them. Throws Conflict when somebody else did since the visitor read it. */
export async function setPreparation(
  tx: Tx,
  { studyId }: Seat,
  { item, version }: Pick<Prepared, 'item' | 'version'>,
  said: Pick<Prepared, 'note' | 'done_on' | 'done_by'>,
) {
  const row = { study_id: studyId, item, ...said, version: version + 1 }
  const kept = await tx
    .insertInto('preparations')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['study_id', 'item']).doUpdateSet(row).where('preparations.version', '=', version),
    )
    .returning('item')
    .executeTakeFirst()
  if (!kept) throw new Conflict('it was changed meanwhile')
  return { id: studyId, fields: [item, ...Object.keys(said)] }
}
