import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import { moved, movedBefore } from '../../method/order.ts'
import type { Place } from './input.ts'
import { photosOfPerson, photoWith } from './queries.ts'

/** Puts a photo in another place among those of its person. Undefined when it cannot go there. */
export async function movePhoto(tx: Tx, seat: Seat, id: string, place: Place) {
  const photo = await photoWith(tx, seat, id)
  const own = (await photosOfPerson(tx, seat, photo.person_id)).map((one) => one.id)
  const order = 'to' in place ? moved(own, id, place.to) : movedBefore(own, id, place.before)
  if (!order) return undefined
  for (const [position, one] of order.entries()) {
    await tx
      .updateTable('photos')
      .set({ position })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', one)
      .execute()
  }
  return { id, fields: ['position'] }
}

/** Marks a photo as one to take to the talk, or as one to leave. */
export async function setBrought(tx: Tx, seat: Seat, id: string, isBrought: boolean) {
  await photoWith(tx, seat, id)
  await tx
    .updateTable('photos')
    .set({ is_brought: isBrought ? 1 : 0 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: ['is_brought'] }
}
