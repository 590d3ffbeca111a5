import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { OpenRung } from '../../method/lists.ts'
import { none, type Filter } from './input.ts'

/** The photos that a filter leaves, by number: `{ id, person_id, number }`. */
export function filteredPhotos(db: Db, seat: Seat, { angle, side, organisation, team, group }: Filter) {
  return inSight(db, seat)
    .where((row) =>
      row.and([
        ...(angle ? [row('photo.angle', '=', angle)] : []),
        ...(organisation ? [row('person.organisation_id', '=', organisation)] : []),
        ...(team ? [row('person.team_id', '=', team)] : []),
        ...(group === none ? [row('lying.group_id', 'is', null)] : []),
        ...(group && group !== none ? [row('lying.group_id', '=', group)] : []),
        ...(side
          ? [
              row(
                'photo.id',
                'in',
                row
                  .selectFrom('laid_photos_for_researchers as laid')
                  .select('laid.photo_id')
                  .where('laid.study_id', '=', seat.studyId)
                  .where('laid.element_id', '=', side),
              ),
            ]
          : []),
      ]),
    )
    .select(['photo.id', 'photo.person_id', 'person.number'])
    .execute()
}

/** All photos in sight, by number, each with the group in which it lies. */
export function sortedPhotos(db: Db, seat: Seat) {
  return inSight(db, seat)
    .select(['photo.id', 'photo.kind', 'photo.words', 'person.number', 'lying.group_id'])
    .execute()
}
export type SortedPhoto = Awaited<ReturnType<typeof sortedPhotos>>[number]

function inSight(db: Db, seat: Seat) {
  return db
    .selectFrom('photos_for_researchers as photo')
    .innerJoin('participants as person', (join) =>
      join.onRef('person.study_id', '=', 'photo.study_id').onRef('person.person_id', '=', 'photo.person_id'),
    )
    .leftJoin('grouped_photos_for_researchers as lying', (join) =>
      join.onRef('lying.study_id', '=', 'photo.study_id').onRef('lying.photo_id', '=', 'photo.id'),
    )
    .where('photo.study_id', '=', seat.studyId)
    .orderBy('person.number')
    .orderBy('photo.position')
    .orderBy('photo.id')
}

/** The groups in their order. */
export function groupsOf(db: Db, seat: Seat) {
  return db
    .selectFrom('photo_groups')
    .select(['id', 'title', 'version', 'position'])
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}
export type Group = Awaited<ReturnType<typeof groupsOf>>[number]

/** One group. Throws NotFound when there is none by that id. */
export async function groupWith(db: Db, seat: Seat, id: string): Promise<Group> {
  const group = (await groupsOf(db, seat)).find((one) => one.id === id)
  if (!group) throw new NotFound('no such group')
  return group
}

/** The sides of the model on which photos were laid, in their order. */
export function sidesWithPhotos(db: Db, seat: Seat) {
  return db
    .selectFrom('elements')
    .select(['id', 'name'])
    .where('study_id', '=', seat.studyId)
    .where(
      'id',
      'in',
      db
        .selectFrom('laid_photos_for_researchers as laid')
        .select('laid.element_id')
        .where('laid.study_id', '=', seat.studyId),
    )
    .orderBy('position')
    .execute()
}

/** The pictures that a rung may see, in an order that tells nothing of whose they are. */
export function slidesFor(db: Db, seat: Seat, rung: OpenRung) {
  return db
    .selectFrom(`photos_for_${rung}`)
    .select(['id', 'kind', 'words', 'width', 'height', 'name'])
    .where('study_id', '=', seat.studyId)
    .orderBy('id')
    .execute()
}
export type Slide = Awaited<ReturnType<typeof slidesFor>>[number]
