import type { Db, Schema, Tx } from '../db/schema.ts'
import { Conflict } from '../errors.ts'
import type { LinkRole } from '../method/roles.ts'
import { longestSending } from './state.ts'

/** The mail that each of some people was written last, by person. */
export async function lastMailsTo(db: Db, studyId: string, role: LinkRole, personIds: readonly string[]) {
  if (personIds.length === 0) return new Map<string, LastMail>()
  const newest = db
    .selectFrom('mails')
    .select((mail) => mail.fn.max('id').as('id'))
    .where('study_id', '=', studyId)
    .where('role', '=', role)
    .where('person_id', 'in', personIds)
    .groupBy('person_id')
  const rows = await db
    .selectFrom('mails')
    .select([
      'id',
      'person_id',
      'template',
      'state',
      'tries',
      'due_at',
      'tried_at',
      'sent_at',
      'problem',
      'was_kept',
    ])
    .where('id', 'in', newest)
    .execute()
  return new Map(rows.map(({ person_id, ...mail }): [string, LastMail] => [person_id ?? '', mail]))
}
export type LastMail = Pick<
  Schema['mails'],
  'id' | 'template' | 'state' | 'tries' | 'due_at' | 'tried_at' | 'sent_at' | 'problem' | 'was_kept'
>

/** The words of one mail, with the places of its links: what came there is kept nowhere. */
export function wordsOf(db: Db, studyId: string, id: string) {
  return db
    .selectFrom('mails')
    .select(['subject', 'body', 'language'])
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * Sends what has not gone out yet to another address of the same person. What failed at the old one and waits for another
 * try has its first one at the new address, and at once.
 */
export async function readdress(
  tx: Tx,
  { studyId, at }: By,
  personId: string,
  address: string,
): Promise<void> {
  await tx
    .updateTable('mails')
    .set({ due_at: at, tries: 0, tried_at: null, problem: null })
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .where('tries', '>', 0)
    .where('address', '!=', address)
    .execute()
  await tx
    .updateTable('mails')
    .set({ address })
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('state', '!=', 'sent')
    .execute()
}

/** Removes what has not gone out yet to somebody who wants no more mail. */
export async function dropUnsent(tx: Tx, studyId: string, personId: string, role: LinkRole): Promise<void> {
  await tx
    .deleteFrom('mails')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('state', 'in', ['waiting', 'failed'])
    .execute()
}

type By = { studyId: string; at: string }
type Words = Pick<Schema['mails'], 'subject' | 'body'>

/**
 * Puts a mail of a study into the outbox once more, of which somebody has looked whether it arrived: one that was left
 * in the middle, or that failed for good; or one that never left, as there was no mail server. In other words where these
 * are given. Throws Conflict when it is none of these, or not any more, and when another of its kind to the same person
 * waits, may have arrived, or left since it was written: nobody gets the same mail twice.
 */
export async function sendAgain(tx: Tx, by: By, id: string, words: Partial<Words> = {}) {
  await needNoOther(tx, by, id)
  return settle(tx, by, id, {
    ...words,
    ...{ state: 'waiting', due_at: by.at, tries: 0, sent_at: null, problem: null, was_kept: null },
  })
}

/**
 * Notes that a mail has arrived after all, as somebody found out who asked. Throws Conflict when it was neither left in
 * the middle, nor given up, nor kept here, or is not any more.
 */
export function markArrived(tx: Tx, by: By, id: string) {
  return settle(tx, by, id, { state: 'sent', sent_at: by.at, problem: null, was_kept: 0 })
}

async function needNoOther(tx: Tx, { studyId }: By, id: string): Promise<void> {
  const other = await tx
    .selectFrom('mails')
    .innerJoin('mails as other', (join) =>
      join
        .onRef('other.study_id', '=', 'mails.study_id')
        .onRef('other.person_id', '=', 'mails.person_id')
        .onRef('other.role', '=', 'mails.role')
        .onRef('other.template', '=', 'mails.template')
        .onRef('other.id', '!=', 'mails.id'),
    )
    .select('other.id')
    .where('mails.study_id', '=', studyId)
    .where('mails.id', '=', id)
    .where((row) =>
      row.or([
        row('other.state', 'in', ['waiting', 'sending']),
        row.and([
          row('other.state', '=', 'sent'),
          row(row.fn.coalesce('other.was_kept', row.lit(0)), '=', 0),
          row('other.sent_at', '>', row.ref('mails.made_at')),
        ]),
      ]),
    )
    .executeTakeFirst()
  if (other) throw new Conflict('another mail of this kind waits or has left')
}

async function settle(tx: Tx, { studyId, at }: By, id: string, values: Partial<Schema['mails']>) {
  const leftBefore = new Date(Date.parse(at) - longestSending).toISOString()
  const settled = await tx
    .updateTable('mails')
    .set(values)
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .where((mail) =>
      mail.or([
        mail('state', '=', 'failed'),
        mail('was_kept', '=', 1),
        mail.and([mail('state', '=', 'sending'), mail('due_at', '<', leftBefore)]),
      ]),
    )
    .returning('id')
    .executeTakeFirst()
  if (!settled) throw new Conflict('the mail is on its way or has arrived')
  return { id, fields: Object.keys(values) }
}
