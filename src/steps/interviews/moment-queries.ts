import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { needWords } from '../people/consent-queries.ts'
import type { Talk } from './queries.ts'
import { noteEnded } from './state-queries.ts'

/** When a talk began and ended, as far as that was said. */
export function timesOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('talk_times_for_researchers')
    .select(['began_at', 'ended_at'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .executeTakeFirst()
}
export type Times = Awaited<ReturnType<typeof timesOf>>

/**
 * Notes that a talk began. The earliest time stands, in whatever order several come in; one that had ended by then goes
 * on.
 */
export async function beginTalk(tx: Tx, seat: Seat, { id }: Talk, at: string) {
  await tx
    .insertInto('talk_times')
    .values({ study_id: seat.studyId, interview_id: id, began_at: at, ended_at: null })
    .onConflict((row) =>
      row.column('interview_id').doUpdateSet((to) => ({
        began_at: to
          .case()
          .when('excluded.began_at', '<', to.ref('talk_times.began_at'))
          .then(to.ref('excluded.began_at'))
          .else(to.ref('talk_times.began_at'))
          .end(),
        ended_at: to
          .case()
          .when('talk_times.ended_at', '>', to.ref('excluded.began_at'))
          .then(to.ref('talk_times.ended_at'))
          .end(),
      })),
    )
    .execute()
  return { id, fields: ['began_at'] }
}

/** Notes that a talk ended, and so was held. Undefined when nobody said that it began, or it had ended already. */
export async function endTalk(tx: Tx, seat: Seat, { id }: Talk, at: string) {
  const ended = await tx
    .updateTable('talk_times')
    .set({ ended_at: at })
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', id)
    .where('ended_at', 'is', null)
    .returning('interview_id')
    .executeTakeFirst()
  if (!ended) return undefined
  await noteEnded(tx, seat, id)
  return { id, fields: ['ended_at'] }
}

/** The moments of a talk that matter, in their order. */
export function marksOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('talk_marks_for_researchers')
    .select(['client_id', 'at', 'word'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .orderBy('at')
    .orderBy('client_id')
    .execute()
}

/** Notes that a moment matters; the same one again only changes its word, and an empty one takes none away. */
export async function markMoment(
  tx: Tx,
  seat: Seat,
  talk: Talk,
  { client_id, at, word }: { client_id: string; at: string; word: string },
) {
  await needWords(tx, seat, talk.person_id)
  await tx
    .insertInto('talk_marks')
    .values({ study_id: seat.studyId, interview_id: talk.id, client_id, at, word })
    .onConflict((row) => {
      const same = row.columns(['interview_id', 'client_id'])
      return word === '' ? same.doNothing() : same.doUpdateSet({ word })
    })
    .execute()
  return { id: talk.id, fields: ['mark'] }
}

/** Takes a moment back. Throws NotFound when there is none by that mark. */
export async function removeMark(tx: Tx, seat: Seat, talk: Talk, clientId: string) {
  await needWords(tx, seat, talk.person_id)
  await tx
    .deleteFrom('talk_marks')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', talk.id)
    .where('client_id', '=', clientId)
    .returning('client_id')
    .executeTakeFirstOrThrow(() => new NotFound('no such moment'))
  return { id: talk.id, fields: ['mark'] }
}
