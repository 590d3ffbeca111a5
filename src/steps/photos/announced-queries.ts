import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { needParticipation } from '../people/consent-queries.ts'
import type { Announcement } from './announced-input.ts'
import { mostPhotos } from './rules.ts'

/** The photos that the participant in this seat chose and that have not arrived, in the order of choosing. */
export function announcedPhotos(db: Db, seat: Seat) {
  return db
    .selectFrom('announced_photos_for_researchers')
    .select(['client_id', 'bytes', 'device', 'announced_at'])
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .orderBy('announced_at')
    .orderBy('client_id')
    .execute()
}
export type AnnouncedPhoto = Awaited<ReturnType<typeof announcedPhotos>>[number]

/** The marks under which the photos of the participant in this seat arrived. One that was taken away has none. */
export async function arrivedMarks(db: Db, seat: Seat): Promise<string[]> {
  const arrived = await db
    .selectFrom('photos')
    .select('client_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .execute()
  return arrived.map(({ client_id }) => client_id)
}

/** How many photos of each person were chosen and have not arrived: `{ id, number, count }`, by number. */
export function announcedCounts(db: Db, seat: Seat) {
  return db
    .selectFrom('announced_photos_for_researchers as photo')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'photo.study_id')
        .onRef('participants.person_id', '=', 'photo.person_id'),
    )
    .select(['photo.person_id as id', 'participants.number', (row) => row.fn.countAll().as('count')])
    .where('photo.study_id', '=', seat.studyId)
    .groupBy(['photo.person_id', 'participants.number'])
    .orderBy('participants.number')
    .execute()
}

/** How many photos of a whole study were chosen and have not arrived. */
export async function expectedTotal(db: Db, seat: Seat): Promise<number> {
  const counts = await announcedCounts(db, seat)
  return counts.reduce((sum, { count }) => sum + Number(count), 0)
}

/** Notes which photos are to come. One that is in, or was announced before, is not noted again. */
export async function insertAnnounced(tx: Tx, seat: Seat, { photo, device }: Announcement) {
  const { studyId: study_id, personId: person_id, at: announced_at } = seat
  await needParticipation(tx, seat, person_id)
  const known = await announcedPhotos(tx, seat)
  const arrived = await arrivedMarks(tx, seat)
  const isKnown = (mark: string) =>
    arrived.includes(mark) || known.some(({ client_id }) => client_id === mark)
  const coming = photo.filter(({ clientId }) => !isKnown(clientId)).slice(0, mostPhotos - known.length)
  if (coming.length === 0) return undefined
  await tx
    .insertInto('announced_photos')
    .values(
      coming.map(({ clientId, bytes }) => ({
        ...{ study_id, person_id, client_id: clientId, bytes, device, announced_at },
      })),
    )
    .onConflict((row) => row.doNothing())
    .execute()
  return { id: person_id, fields: ['announced'] }
}

/** A photo arrived: it is no longer to come. */
export async function deleteAnnounced(tx: Tx, seat: Seat, personId: string, clientId: string): Promise<void> {
  await tx
    .deleteFrom('announced_photos')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .where('client_id', '=', clientId)
    .execute()
}

/** The participant in this seat says that a photo will not come. Throws NotFound when none was announced by that mark. */
export async function withdrawAnnounced(tx: Tx, seat: Seat, clientId: string) {
  const dropped = await dropAnnounced(tx, seat, clientId)
  if (!dropped) throw new NotFound('no such announcement')
  return dropped
}

/** A photo that was refused, or will not come, is no longer waited for. Undefined when nobody waited for it. */
export async function dropAnnounced(tx: Tx, seat: Seat, clientId: string) {
  const known = await announcedPhotos(tx, seat)
  if (!known.some(({ client_id }) => client_id === clientId)) return undefined
  await deleteAnnounced(tx, seat, seat.personId, clientId)
  return { id: seat.personId, fields: ['announced'] }
}
