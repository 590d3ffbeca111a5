import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import type { Column } from './colleague-input.ts'
import { plainColumns } from './column-rules.ts'

/** What the columns of earlier lists were said to hold, by their heads (`headOf` in column-rules.ts). */
export async function knownColumnsOf(db: Db, seat: Seat): Promise<Map<string, Column>> {
  const rows = await db
    .selectFrom('known_columns')
    .select(['head', 'field', 'trait_id'])
    .where('study_id', '=', seat.studyId)
    .execute()
  return new Map(rows.map(({ head, field, trait_id }) => [head, trait_id ?? field ?? '']))
}

/** Keeps what columns hold, by their heads; those of other heads stay known. */
export async function keepColumns(tx: Tx, seat: Seat, columns: ReadonlyMap<string, Column>): Promise<void> {
  for (const [head, column] of columns) {
    const isPlain = (plainColumns as readonly string[]).includes(column)
    const said = { field: isPlain ? column : null, trait_id: isPlain || column === '' ? null : column }
    await tx
      .insertInto('known_columns')
      .values({ study_id: seat.studyId, head, ...said })
      .onConflict((conflict) => conflict.columns(['study_id', 'head']).doUpdateSet(said))
      .execute()
  }
}
