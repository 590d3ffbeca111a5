import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { TrailEntry, TrailKind } from '../../http/trail.ts'
import type { InterviewInput } from './input.ts'
import type { Spot } from './rules.ts'

/** The talks of the study, by number: who with, when, where, by whom. */
export function interviewsOf(db: Db, seat: Seat) {
  return interviews(db, seat).orderBy('participants.number').orderBy('interview.id').execute()
}

/** One talk. Throws NotFound when there is none by that id. */
export function interviewWith(db: Db, seat: Seat, id: string) {
  return interviews(db, seat)
    .where('interview.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such talk'))
}
export type Interview = Awaited<ReturnType<typeof interviewWith>>

function interviews(db: Db, seat: Seat) {
  return db
    .selectFrom('interviews_for_researchers as interview')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'interview.study_id')
        .onRef('participants.person_id', '=', 'interview.person_id'),
    )
    .leftJoin('people as interviewer', 'interviewer.id', 'interview.interviewer_id')
    .leftJoin('consents', 'consents.person_id', 'interview.person_id')
    .selectAll('interview')
    .select(['participants.number', 'interviewer.name as interviewer', 'consents.may_record'])
    .where('interview.study_id', '=', seat.studyId)
}

/** How many talks there are, and how many have had their day. */
export async function interviewCounts(db: Db, seat: Seat) {
  const today = seat.at.slice(0, 10)
  const { total, held } = await db
    .selectFrom('interviews_for_researchers')
    .select((row) => [
      row.fn.countAll().as('total'),
      row.fn
        .sum<number | string | null>(row.case().when('held_on', '<=', today).then(1).else(0).end())
        .as('held'),
    ])
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return { total: Number(total), held: Number(held ?? 0) }
}

/** Plans a talk. The database refuses somebody of another study. */
export async function insertInterview(tx: Tx, seat: Seat, input: InterviewInput) {
  const id = newId()
  await tx
    .insertInto('interviews')
    .values({ id, study_id: seat.studyId, ...input, made_at: seat.at, version: 1 })
    .execute()
  return { id }
}

/** Changes when, where and by whom. Throws NotFound when there is no such talk. */
export async function updateInterview(
  tx: Tx,
  seat: Seat,
  id: string,
  input: Omit<InterviewInput, 'person_id'>,
) {
  await tx
    .updateTable('interviews')
    .set((row) => ({ ...input, version: row('version', '+', 1) }))
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such talk'))
  return { id, fields: Object.keys(input) }
}

/** Removes a talk with its notes. Texts made from it stay. */
export function deleteInterview(tx: Tx, seat: Seat, id: string) {
  return tx
    .deleteFrom('interviews')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such talk'))
}

/** The notes of a talk: `{ spot, text, version }`. */
export function notesOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('interview_notes_for_researchers')
    .select(['spot', 'photo_id', 'element_id', 'text', 'version'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .execute()
}

type Written = { spot: string; place: Spot; text: string; version: number }

/**
 * Saves a note over the version that its writer had in view. Undefined when somebody else was first: one statement
 * that names the version, since reading first and then writing loses an update.
 */
export async function saveNote(
  tx: Tx,
  seat: Seat,
  interviewId: string,
  { spot, place, text, version }: Written,
) {
  const own = { study_id: seat.studyId, interview_id: interviewId, spot }
  const saved =
    version === 0
      ? await tx
          .insertInto('interview_notes')
          .values({ ...own, ...place, text, version: 1 })
          .onConflict((row) => row.columns(['interview_id', 'spot']).doNothing())
          .returning('version')
          .executeTakeFirst()
      : await tx
          .updateTable('interview_notes')
          .set({ text, version: version + 1 })
          .where('study_id', '=', seat.studyId)
          .where('interview_id', '=', interviewId)
          .where('spot', '=', spot)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  return saved && { id: interviewId, fields: [spot], version: saved.version }
}

/** On which sides photos were laid in a talk. */
export function laidPhotosOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('laid_photos')
    .select(['photo_id', 'element_id'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .execute()
}

/** Lays a photo on a side of the model, or takes it up again. */
export async function layPhoto(
  tx: Tx,
  seat: Seat,
  interviewId: string,
  photoId: string,
  elementId: string | null,
) {
  const own = { study_id: seat.studyId, interview_id: interviewId, photo_id: photoId }
  if (elementId === null) {
    await tx
      .deleteFrom('laid_photos')
      .where('study_id', '=', seat.studyId)
      .where('interview_id', '=', interviewId)
      .where('photo_id', '=', photoId)
      .execute()
  } else {
    await tx
      .insertInto('laid_photos')
      .values({ ...own, element_id: elementId })
      .onConflict((row) => row.columns(['interview_id', 'photo_id']).doUpdateSet({ element_id: elementId }))
      .execute()
  }
  return { id: interviewId, ids: [interviewId, photoId], fields: ['element_id'] }
}

/** What of this step rests on things of earlier ones. */
export async function trailOf(
  db: Db,
  seat: Seat,
  kind: TrailKind,
  ids: readonly string[],
): Promise<Map<string, TrailEntry>> {
  if (ids.length === 0) return new Map()
  const entries = (rows: { id: string | null; count: unknown }[], what: string) => {
    const href = `/studies/${seat.studyId}/interviews`
    return new Map(rows.map(({ id, count }) => [id ?? '', { kind: what, count: Number(count), href }]))
  }
  if (kind === 'participant') {
    const rows = await db
      .selectFrom('interviews_for_researchers')
      .select(['person_id as id', (row) => row.fn.countAll().as('count')])
      .where('study_id', '=', seat.studyId)
      .where('person_id', 'in', ids)
      .groupBy('person_id')
      .execute()
    return entries(rows, 'interviews')
  }
  if (kind !== 'photo' && kind !== 'element') return new Map()
  const column = kind === 'photo' ? 'photo_id' : 'element_id'
  const rows = await db
    .selectFrom('laid_photos')
    .select([`${column} as id`, (row) => row.fn.count('interview_id').distinct().as('count')])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
    .groupBy(column)
    .execute()
  const noted = await db
    .selectFrom('interview_notes')
    .select([`${column} as id`, (row) => row.fn.count('interview_id').distinct().as('count')])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
    .groupBy(column)
    .execute()
  return new Map([...entries(rows, 'interviews'), ...entries(noted, 'interviews')])
}
