import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { entriesOf, together, type Entries, type TrailKind } from '../../http/trail.ts'
import { announcedCounts } from './announced-queries.ts'

/** The photos that the visitor may see: a participant's own in their order, or all of the study by number. */
export function photosOf(db: Db, seat: Seat) {
  return photos(db, seat).execute()
}
export type Photo = Awaited<ReturnType<typeof photosOf>>[number]

/** The photos of one person in their order. */
export function photosOfPerson(db: Db, seat: Seat, personId: string) {
  return photos(db, seat).where('photo.person_id', '=', personId).execute()
}

/** Some photos, by number. */
export function photosAmong(db: Db, seat: Seat, ids: readonly string[]): Promise<Photo[]> {
  return photos(db, seat)
    .where('photo.id', 'in', ids.length > 0 ? ids : [''])
    .execute()
}

/** One photo that the visitor may see. Throws NotFound when there is none by that id. */
export function photoWith(db: Db, seat: Seat, id: string): Promise<Photo> {
  return photos(db, seat)
    .where('photo.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such photo'))
}

/** Tells whether something rests on a photo: what was told at it, or what was made of it. */
export async function isInUse(db: Db, { studyId }: Seat, id: string): Promise<boolean> {
  const use = await db
    .selectFrom('photos_in_use')
    .select('photo_id')
    .where('study_id', '=', studyId)
    .where('photo_id', '=', id)
    .executeTakeFirst()
  return use !== undefined
}

function photos(db: Db, seat: Seat) {
  return db
    .selectFrom('photos_for_researchers as photo')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'photo.study_id')
        .onRef('participants.person_id', '=', 'photo.person_id'),
    )
    .select(['photo.id', 'photo.person_id', 'photo.kind', 'photo.words', 'photo.angle', 'photo.is_own'])
    .select(['photo.is_brought', 'photo.by_team', 'photo.added_at'])
    .select([
      'photo.is_recognisable',
      'photo.people_place',
      'photo.has_refused',
      'photo.has_unsaid',
      'photo.is_to_blur',
      'photo.most_place',
      'photo.width',
      'photo.height',
      'photo.large',
      'photo.thumb',
      'photo.master',
    ])
    .leftJoin('blur_requests_for_researchers as blur', (join) =>
      join.onRef('blur.study_id', '=', 'photo.study_id').onRef('blur.photo_id', '=', 'photo.id'),
    )
    .select(['blur.asked_at as blur_asked_at', 'blur.reason as blur_reason'])
    .select([
      'photo.wished_at',
      'photo.answer',
      'photo.rung',
      'photo.remark',
      'photo.with_name',
      'photo.version',
      'participants.number',
    ])
    .where('photo.study_id', '=', seat.studyId)
    .$if(seat.scope === 'own', (query) => query.where('photo.person_id', '=', seat.personId))
    .orderBy('participants.number')
    .orderBy('photo.position')
    .orderBy('photo.id')
}

/** How many photos the participant in this seat has, and of how many it is asked whether, and how far, they may go. */
export async function ownPhotoCounts(db: Db, seat: Seat) {
  const { total, brought, asked, answered } = await db
    .selectFrom('photos_for_researchers')
    .select((row) => [
      row.fn.countAll().as('total'),
      row.fn.sum<number | null>('is_brought').as('brought'),
      row.fn.count('wished_at').filterWhere('most_place', '>', 0).as('asked'),
      row.fn.count('answer').filterWhere('most_place', '>', 0).as('answered'),
    ])
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .executeTakeFirstOrThrow()
  return { total: Number(total), brought: Number(brought), asked: Number(asked), answered: Number(answered) }
}

/** How many photos a study has, and from how many people. */
export async function photoCounts(db: Db, seat: Seat) {
  const { total, people } = await db
    .selectFrom('photos_for_researchers')
    .select((row) => [row.fn.countAll().as('total'), row.fn.count('person_id').distinct().as('people')])
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return { total: Number(total), people: Number(people) }
}

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (kind !== 'participant' || ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('photos_for_researchers')
    .select(['person_id as id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('person_id', 'in', ids)
    .groupBy('person_id')
    .execute()
  const wall = (id: string) => `/studies/${seat.studyId}/photos?person=${id}#p-${id}`
  const expected = (await announcedCounts(db, seat)).filter(({ id }) => ids.includes(id))
  return together(entriesOf(expected, 'expectedPhotos', wall), entriesOf(rows, 'photos', wall))
}
