import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Picture } from '../../files/pictures.ts'
import { deleteFiles } from '../../files/rows.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { deleteBlurRequest, insertFiles } from './editing-queries.ts'
import { keepingDepicted } from './people-queries.ts'
import { photoWith } from './queries.ts'

/** A photo that the visitor may see and that is a picture or a drawing. Throws NotFound when there is none by that id. */
export async function pictureWith(db: Db, seat: Seat, id: string) {
  const photo = await photoWith(db, seat, id)
  const { master, large, width, height } = photo
  if (master === null || large === null || width === null || height === null) {
    throw new NotFound('there is nothing to see')
  }
  return { ...photo, master, large, width, height }
}
export type StoredPhoto = Awaited<ReturnType<typeof pictureWith>>

/**
 * Puts what was made of a photo in its place; nothing of the old one stays. What was agreed about the photo holds, since
 * less is shown than was agreed to, and so does who is on it. Throws Conflict when the photo changed since it was made.
 */
export async function replaceByBlurred(
  tx: Tx,
  seat: Seat,
  photo: StoredPhoto,
  picture: Omit<Picture, 'sha256'>,
) {
  const columns = await insertFiles(tx, seat, picture)
  const write = () =>
    tx
      .updateTable('photos')
      .set({ ...columns, version: photo.version + 1 })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', photo.id)
      .where('version', '=', photo.version)
      .where('master', '=', photo.master)
      .returning('id')
      .executeTakeFirst()
  const changed = await notingTaken(tx, seat, { ids: [photo.id] }, 'replaced', () =>
    keepingDepicted(tx, seat, photo.id, write),
  )
  if (!changed) throw new Conflict('the photo was changed meanwhile')
  await deleteFiles(tx, [photo.master, photo.large, photo.thumb])
  await deleteBlurRequest(tx, seat, photo.id)
  return { id: photo.id, fields: Object.keys(columns) }
}

/** Asks the person of a photo to make something on it unrecognisable; asked again, the last reason holds. */
export async function askForBlur(tx: Tx, seat: Seat, id: string, reason: string) {
  await pictureWith(tx, seat, id)
  await notingTaken(tx, seat, { ids: [id] }, 'limits', () =>
    tx
      .insertInto('blur_requests')
      .values({ study_id: seat.studyId, photo_id: id, reason, asked_at: seat.at })
      .onConflict((row) => row.columns(['study_id', 'photo_id']).doUpdateSet({ reason, asked_at: seat.at }))
      .execute(),
  )
  return { id, fields: ['blur_request'] }
}

/** Takes back what was asked. */
export async function askForNoBlur(tx: Tx, seat: Seat, id: string) {
  await photoWith(tx, seat, id)
  await deleteBlurRequest(tx, seat, id)
  return { id, fields: ['blur_request'] }
}
