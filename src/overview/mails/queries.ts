import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'

export const pageSize = 50

/** The mails of a study, newest first, a page at a time: those before an id. One more than a page, if there is more. */
export function mailsOf(db: Db, seat: Seat, before: string, limit = pageSize + 1) {
  return db
    .selectFrom('mails')
    .select(['id', 'address', 'subject', 'state', 'due_at', 'sent_at', 'problem', 'tries', 'was_kept'])
    .where('study_id', '=', seat.studyId)
    .$if(before !== '', (query) => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** One mail of the study. Throws NotFound when there is none by that id. */
export function mailWith(db: Db, seat: Seat, id: string) {
  return db
    .selectFrom('mails')
    .select([
      'id',
      'address',
      'subject',
      'body',
      'state',
      'tries',
      'due_at',
      'sent_at',
      'problem',
      'was_kept',
    ])
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such mail'))
}
