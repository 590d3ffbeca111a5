import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { photoWith } from '../photos/queries.ts'
import type { Talk } from './queries.ts'

/** On which sides photos were laid in a talk. */
export function laidPhotosOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('laid_photos_for_researchers')
    .select(['photo_id', 'element_id'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .execute()
}

/** Lays a photo of the person on a side of the model, or takes it up again. Undefined when it did not lie there. */
export async function layPhoto(
  tx: Tx,
  seat: Seat,
  interview: Talk,
  photoId: string,
  elementId: string | null,
) {
  await needOwnPhoto(tx, seat, interview, photoId)
  const own = { study_id: seat.studyId, interview_id: interview.id, photo_id: photoId }
  const told = { id: interview.id, ids: [interview.id, photoId], fields: ['element_id'] }
  if (elementId !== null) {
    await tx
      .insertInto('laid_photos')
      .values({ ...own, element_id: elementId })
      .onConflict((row) => row.columns(['interview_id', 'photo_id']).doUpdateSet({ element_id: elementId }))
      .execute()
    return told
  }
  const taken = await tx
    .deleteFrom('laid_photos')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interview.id)
    .where('photo_id', '=', photoId)
    .returning('photo_id')
    .executeTakeFirst()
  return taken && told
}

/** Throws NotFound unless a photo is of the person with whom the talk is. */
export async function needOwnPhoto(tx: Tx, seat: Seat, interview: Talk, photoId: string): Promise<void> {
  const { person_id } = await photoWith(tx, seat, photoId)
  if (person_id !== interview.person_id) throw new NotFound('no photo of this person')
}
