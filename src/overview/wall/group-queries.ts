import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { moved } from '../../method/order.ts'
import { fresh, none, type Laying } from './input.ts'
import { groupsOf, groupWith } from './queries.ts'

/**
 * Lays photos in a group, in a new one, or in none. Throws Conflict when somebody else laid one of them elsewhere since
 * the visitor saw where they lay, and NotFound when a photo or the group is not there.
 */
export async function layPhotos(tx: Tx, seat: Seat, { photo: ids, group, title, seen }: Laying) {
  const { studyId } = seat
  const known = await tx
    .selectFrom('photos_for_researchers as photo')
    .leftJoin('grouped_photos_for_researchers as lying', (join) =>
      join.onRef('lying.study_id', '=', 'photo.study_id').onRef('lying.photo_id', '=', 'photo.id'),
    )
    .select(['photo.id', 'lying.moved'])
    .where('photo.study_id', '=', studyId)
    .where('photo.id', 'in', ids)
    .execute()
  if (known.length < new Set(ids).size) throw new NotFound('no such photo')
  if (known.some(({ moved }) => moved !== null && moved > seen))
    throw new Conflict('a photo was moved meanwhile')
  const group_id = group === fresh ? await insertGroup(tx, seat, title) : await idOf(tx, seat, group)
  const moved = newId()
  await tx
    .insertInto('grouped_photos')
    .values(known.map(({ id }) => ({ study_id: studyId, photo_id: id, group_id, moved })))
    .onConflict((row) => row.columns(['study_id', 'photo_id']).doUpdateSet({ group_id, moved }))
    .execute()
  return { id: group_id ?? studyId, ids: known.map(({ id }) => id), fields: ['group_id'] }
}

async function idOf(tx: Tx, seat: Seat, group: string): Promise<string | null> {
  return group === none ? null : (await groupWith(tx, seat, group)).id
}

async function insertGroup(tx: Tx, seat: Seat, title: string): Promise<string> {
  const id = newId()
  const last = (await groupsOf(tx, seat)).at(-1)?.position ?? -1
  const row = { id, study_id: seat.studyId, title, position: last + 1, version: 1 }
  await tx.insertInto('photo_groups').values(row).execute()
  return id
}

/** Gives a group another title. Throws Conflict when it has one since the visitor read it. */
export async function updateGroup(tx: Tx, seat: Seat, id: string, version: number, title: string) {
  await groupWith(tx, seat, id)
  const changed = await tx
    .updateTable('photo_groups')
    .set({ title, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the group was changed meanwhile')
  return { id, fields: ['title'] }
}

/** Lets a group and the one before it change places. Undefined where it is the first. */
export async function moveGroup(tx: Tx, seat: Seat, id: string) {
  await groupWith(tx, seat, id)
  const ids = (await groupsOf(tx, seat)).map((group) => group.id)
  const order = moved(ids, id, 'earlier')
  if (!order) return undefined
  for (const [position, one] of order.entries()) {
    await tx
      .updateTable('photo_groups')
      .set({ position })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', one)
      .execute()
  }
  return { id, fields: ['position'] }
}

/** Takes a group away. Its photos lie in none then. */
export async function deleteGroup(tx: Tx, seat: Seat, id: string) {
  await groupWith(tx, seat, id)
  await tx
    .updateTable('grouped_photos')
    .set({ group_id: null, moved: newId() })
    .where('study_id', '=', seat.studyId)
    .where('group_id', '=', id)
    .execute()
  await tx.deleteFrom('photo_groups').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}
