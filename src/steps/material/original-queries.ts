import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Speaker } from '../../method/turns.ts'
import type { Material } from './queries.ts'

/** Whether a study keeps texts as they were before names were taken out, and which version of that is said. */
export async function originalsKept(db: Db, { studyId }: Seat) {
  const row = await db
    .selectFrom('original_settings')
    .select(['keeps', 'version'])
    .where('study_id', '=', studyId)
    .executeTakeFirst()
  return { keeps: row?.keeps === 1, version: row?.version ?? 0 }
}

/** How many texts are kept as they were, those out of sight too: they would go as well. */
export async function originalCount(db: Db, { studyId }: Seat): Promise<number> {
  const { count } = await db
    .selectFrom('material_originals')
    .select((row) => row.fn.countAll().as('count'))
    .where('study_id', '=', studyId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/**
 * Says whether a study keeps texts as they were. Where it does not any more, all that was kept goes. Throws Conflict when
 * somebody else said something else since the visitor read it, or when more is kept than the visitor knew of.
 */
export async function setOriginalsKept(
  tx: Tx,
  seat: Seat,
  { keeps, version, count }: { keeps: boolean; version: number; count: number },
) {
  const { studyId } = seat
  const now = await originalsKept(tx, seat)
  if (now.version !== version) throw new Conflict('it was set meanwhile')
  const values = { study_id: studyId, keeps: keeps ? (1 as const) : (0 as const), version: version + 1 }
  await tx
    .insertInto('original_settings')
    .values(values)
    .onConflict((row) => row.column('study_id').doUpdateSet(values))
    .execute()
  if (keeps) return { id: studyId, fields: ['keeps'] }
  if ((await originalCount(tx, seat)) !== count) throw new Conflict('another number is kept by now')
  await tx.deleteFrom('material_originals').where('study_id', '=', studyId).execute()
  return { id: studyId, fields: ['keeps', 'originals'] }
}

/**
 * Keeps a text as it is, where the study says so, before names are taken out of it for the first time. Never one of a
 * mirror conversation: names of young people and parents are not kept at all.
 */
export async function keepOriginal(tx: Tx, seat: Seat, material: Material, speakers: readonly Speaker[]) {
  const { keeps } = await originalsKept(tx, seat)
  if (!keeps || material.kind === 'mirror') return
  const { id, title, text, turns } = material
  await tx
    .insertInto('material_originals')
    .values({
      ...{ material_id: id, study_id: seat.studyId, title, text, turns },
      ...{ speakers: JSON.stringify(speakers), kept_at: seat.at },
    })
    .onConflict((row) => row.column('material_id').doNothing())
    .execute()
}

/** Whether a text is kept as it was. */
export async function hasOriginal(db: Db, seat: Seat, id: string): Promise<boolean> {
  return (await originalOf(db, seat, id)) !== undefined
}

/** A text as it was before names were taken out of it. Throws NotFound where that is not kept. */
export async function originalWith(db: Db, seat: Seat, id: string) {
  const row = await originalOf(db, seat, id)
  if (!row) throw new NotFound('it is not kept')
  return { ...row, speakers: JSON.parse(row.speakers) as Speaker[] }
}
export type Original = Awaited<ReturnType<typeof originalWith>>

function originalOf(db: Db, { studyId }: Seat, id: string) {
  return db
    .selectFrom('material_originals_for_researchers')
    .select(['title', 'text', 'turns', 'speakers', 'kept_at'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', id)
    .executeTakeFirst()
}

/** Removes a text as it was; what it is now stays. Undefined where nothing was kept. */
export async function removeOriginal(tx: Tx, { studyId }: Seat, id: string) {
  const gone = await tx
    .deleteFrom('material_originals')
    .where('study_id', '=', studyId)
    .where('material_id', '=', id)
    .returning('material_id')
    .executeTakeFirst()
  return gone && { id, fields: ['original'] }
}
