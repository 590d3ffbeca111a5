import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { dueAt } from './recording-rules.ts'
import { textsOf } from './text-queries.ts'

/** Whether the text of a talk is confirmed, by whom, and for how long sound is kept after that. */
export async function keepingOf(db: Db, seat: Seat, interviewId: string) {
  const confirmed = await db
    .selectFrom('confirmed_texts as confirmed')
    .leftJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'confirmed.study_id')
        .onRef('people.id', '=', 'confirmed.confirmed_by'),
    )
    .select(['confirmed.confirmed_at', 'people.name'])
    .where('confirmed.study_id', '=', seat.studyId)
    .where('confirmed.interview_id', '=', interviewId)
    .executeTakeFirst()
  return { confirmed, term: await termOf(db, seat) }
}

/** Recordings that go within a week, since their text was confirmed: of which talk, with whom, and when. */
export async function recordingsGoing(db: Db, seat: Seat) {
  const kept = await db
    .selectFrom('recordings_kept as kept')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'kept.study_id')
        .onRef('participants.person_id', '=', 'kept.person_id'),
    )
    .select(['kept.interview_id', 'kept.confirmed_at', 'kept.days', 'kept.is_agreed', 'kept.gone_at'])
    .select(['kept.last_at', 'participants.number'])
    .where('kept.study_id', '=', seat.studyId)
    .where('kept.is_agreed', '=', 1)
    .where('kept.confirmed_at', 'is not', null)
    .orderBy('participants.number')
    .execute()
  const limit = new Date(Date.parse(seat.at) + week).toISOString()
  return kept.flatMap(({ interview_id, number, ...one }) => {
    const due = dueAt(one)
    return due === undefined || due > limit ? [] : [{ interview_id, number, due }]
  })
}

const week = 7 * 24 * 60 * 60_000

/** Where a study set nothing, sound goes so many days after its text was confirmed. */
const usualDays = 14

/** For how many days sound is kept after its text was confirmed; null where only somebody removes it. */
export async function termOf(db: Db, { studyId }: Pick<Seat, 'studyId'>) {
  const row = await db
    .selectFrom('recording_terms')
    .select(['days', 'version'])
    .where('study_id', '=', studyId)
    .executeTakeFirst()
  return row ?? { days: usualDays, version: 0 }
}

/** Sets that. Throws Conflict when somebody else did since the visitor read it. */
export async function setTerm(
  tx: Tx,
  { studyId }: Seat,
  { days, version }: { days: number | null; version: number },
) {
  const values = { study_id: studyId, days, version: version + 1 }
  const set =
    version === 0
      ? tx
          .insertInto('recording_terms')
          .values(values)
          .onConflict((row) => row.column('study_id').doNothing())
          .returning('study_id')
      : tx
          .updateTable('recording_terms')
          .set(values)
          .where('study_id', '=', studyId)
          .where('version', '=', version)
          .returning('study_id')
  await set.executeTakeFirstOrThrow(() => new Conflict('it was set meanwhile'))
  return { id: studyId, fields: ['days'] }
}

/**
 * Keeps that the text of a talk was checked against its sound. Undefined when that was known. Throws Conflict when the
 * talk has no text.
 */
export async function confirmText(tx: Tx, seat: Seat, interviewId: string) {
  const texts = await textsOf(tx, seat, interviewId)
  if (texts.length === 0) throw new Conflict('there is no text to confirm')
  const row = await tx
    .insertInto('confirmed_texts')
    .values({
      ...{ study_id: seat.studyId, interview_id: interviewId },
      ...{ confirmed_at: seat.at, confirmed_by: seat.personId },
    })
    .onConflict((conflict) => conflict.column('interview_id').doNothing())
    .returning('interview_id')
    .executeTakeFirst()
  return row && { id: interviewId, fields: ['confirmed_at'] }
}

/** Takes that back: the sound stays until it is said again. */
export async function unconfirmText(tx: Tx, seat: Seat, interviewId: string) {
  await tx
    .deleteFrom('confirmed_texts')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .execute()
  return { id: interviewId, fields: ['confirmed_at'] }
}
