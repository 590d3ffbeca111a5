import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { notingTaken } from '../people/taken-queries.ts'
import type { Depicted, Permission } from './people-input.ts'
import { photoWith } from './queries.ts'

/** Who can be recognised on a photo in sight, in the order in which they were named. */
export async function depictedOn(db: Db, seat: Seat, photoId: string) {
  await photoWith(db, seat, photoId)
  return db
    .selectFrom('photo_people')
    .select(['id', 'kind', 'who', 'permission', 'rung', 'guardian'])
    .where('study_id', '=', seat.studyId)
    .where('photo_id', '=', photoId)
    .orderBy('id')
    .execute()
}
export type DepictedRow = Awaited<ReturnType<typeof depictedOn>>[number]

/** Whether children, young people and parents may be on photos of this study. */
export async function allowsYoung(db: Db, seat: Seat): Promise<boolean> {
  const { with_young } = await db
    .selectFrom('studies')
    .select('with_young')
    .where('id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return with_young === 1
}

/**
 * Does what lays the same picture anew with less on it. Another picture takes the list of who is on it along; this one
 * does not, since only its person can say that nobody can be recognised any more.
 */
export async function keepingDepicted<Written>(
  tx: Tx,
  { studyId }: Seat,
  photoId: string,
  write: () => Promise<Written>,
): Promise<Written> {
  const rows = await tx
    .selectFrom('photo_people')
    .selectAll()
    .where('study_id', '=', studyId)
    .where('photo_id', '=', photoId)
    .execute()
  const written = await write()
  if (written && rows.length > 0) await tx.insertInto('photo_people').values(rows).execute()
  return written
}

/** Names somebody who can be recognised on a picture. Throws NotFound where there is no picture. */
export async function insertDepicted(tx: Tx, seat: Seat, photoId: string, { guardian, ...said }: Depicted) {
  const { kind } = await photoWith(tx, seat, photoId)
  if (kind !== 'picture') throw new NotFound('nobody can be recognised on this')
  const id = newId()
  await notingTaken(tx, seat, { ids: [photoId] }, 'limits', () =>
    tx
      .insertInto('photo_people')
      .values({
        ...{ id, study_id: seat.studyId, photo_id: photoId, added_at: seat.at },
        ...{ ...said, guardian: guardian ? 1 : 0 },
      })
      .execute(),
  )
  // When all who are named are taken off again, the picture is still for the talk only until its person says otherwise.
  await tx
    .updateTable('photos')
    .set({ is_recognisable: 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', photoId)
    .execute()
  return { id, ids: [photoId, id], fields: ['is_recognisable'] }
}

/** Keeps what somebody on a picture said since. Throws NotFound when nobody by that id is on it. */
export async function updateDepicted(
  tx: Tx,
  seat: Seat,
  { photoId, id }: { photoId: string; id: string },
  { permission, rung, guardian }: Permission,
) {
  await photoWith(tx, seat, photoId)
  await notingTaken(tx, seat, { ids: [photoId] }, 'limits', () =>
    tx
      .updateTable('photo_people')
      .set({ permission, rung, guardian: guardian ? 1 : 0 })
      .where('study_id', '=', seat.studyId)
      .where('photo_id', '=', photoId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirstOrThrow(() => new NotFound('nobody by that id on this picture')),
  )
  return { id, ids: [photoId, id], fields: ['permission', 'rung', 'guardian'] }
}

/** Takes somebody off the list: named by mistake, or not to be recognised any more. */
export async function deleteDepicted(tx: Tx, seat: Seat, photoId: string, id: string) {
  await photoWith(tx, seat, photoId)
  await tx
    .deleteFrom('photo_people')
    .where('study_id', '=', seat.studyId)
    .where('photo_id', '=', photoId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('nobody by that id on this picture'))
  return { id, ids: [photoId, id] }
}

/** Says that nobody can be recognised on a photo, or nobody any more: the list of who were is empty. */
export async function setNobody(tx: Tx, seat: Seat, photoId: string) {
  await photoWith(tx, seat, photoId)
  await tx
    .deleteFrom('photo_people')
    .where('study_id', '=', seat.studyId)
    .where('photo_id', '=', photoId)
    .execute()
  await tx
    .updateTable('photos')
    .set({ is_recognisable: 0 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', photoId)
    .execute()
  return { id: photoId, fields: ['is_recognisable'] }
}
