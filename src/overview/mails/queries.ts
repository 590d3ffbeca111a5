import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { longestSending } from '../../mail/state.ts'
import { pastDate } from '../../mail/why.ts'

export const pageSize = 50

/** The mails of a study, newest first, a page at a time: those before an id. One more than a page, if there is more. */
export function mailsOf(db: Db, seat: Seat, before: string, limit = pageSize + 1) {
  return db
    .selectFrom('mails')
    .select([
      'id',
      'address',
      'subject',
      'state',
      'due_at',
      'tried_at',
      'sent_at',
      'problem',
      'tries',
      'was_kept',
    ])
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
      'tried_at',
      'sent_at',
      'problem',
      'was_kept',
    ])
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such mail'))
}

/** How many mails did not arrive, of how many nobody knows whether they did, and how many failed and are tried again. */
export type StuckMails = { failed: number; maybe: number; again: number }

export async function stuckMails(db: Db, seat: Seat, now: Date): Promise<StuckMails> {
  const leftBefore = new Date(now.getTime() - longestSending).toISOString()
  const rows = await db
    .selectFrom('mails')
    .select((mail) => ['state', mail.fn.countAll<number | string>().as('count')])
    .where('study_id', '=', seat.studyId)
    .where((mail) =>
      mail.or([
        // One that named a day that is past is not sent once more: its person is invited anew.
        mail.and([mail('state', '=', 'failed'), mail('problem', 'is distinct from', pastDate)]),
        mail.and([mail('state', '=', 'sending'), mail('due_at', '<', leftBefore)]),
        mail.and([mail('state', '=', 'waiting'), mail('problem', 'is not', null)]),
      ]),
    )
    .groupBy('state')
    .execute()
  const countOf = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { failed: countOf('failed'), maybe: countOf('sending'), again: countOf('waiting') }
}
