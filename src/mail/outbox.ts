import { change } from '../access/change.ts'
import { newId } from '../db/new-id.ts'
import type { Db, Schema, Tx } from '../db/schema.ts'
import type { Language } from '../method/languages.ts'
import { isReminder } from '../method/sending-hours.ts'
import { textIn } from '../text/text.ts'
import { accountsAt, seatsAt, type Receiver } from './help-queries.ts'
import { isSurelyUnsent, type Deliver } from './deliver.ts'
import { holdBack, isTooLate } from './holding-queries.ts'
import { mint, type Minted } from './minting-queries.ts'

/** A mail to a person of a study, or to an account. Where its body says {link} or {declineLink}, their own
 * comes. */
export type NewMail = {
  to: Receiver
  address: string
  language: Language
  template: string
  subject: string
  body: string
  /** A calendar file that goes along. */
  calendar?: string
}

/** What sends the mails that wait. */
export type Outbox = {
  /** Sends soon what waits, after the answer has gone out. */
  poke: () => void
  /** Sends all that is due, and resolves when it is done. */
  sendDue: () => Promise<void>
}

/** Puts a mail into the outbox, in the transaction of what it is about. It goes when it is due, or soon after. */
export async function insertMail(tx: Tx, mail: NewMail, at: string, dueAt = at): Promise<void> {
  await insertRow(tx, {
    ...nobody,
    ...('accountId' in mail.to
      ? { account_id: mail.to.accountId }
      : { study_id: mail.to.studyId, person_id: mail.to.personId, role: mail.to.role }),
    address: mail.address,
    language: mail.language,
    template: mail.template,
    subject: mail.subject,
    body: mail.body,
    calendar: mail.calendar ?? null,
    due_at: dueAt,
    made_at: at,
  })
}

/**
 * Asks for new links, or for a way to a new password, for whoever has this address, if anyone. Whether anyone has is
 * found out while sending: until then all addresses are treated alike, in time too.
 */
export async function insertHelp(
  tx: Tx,
  help: { template: 'linkHelp' | 'passwordHelp'; address: string; language: Language },
  at: string,
): Promise<void> {
  await insertRow(tx, { ...nobody, ...help, subject: '', body: '', calendar: null, due_at: at, made_at: at })
}

/** Makes the outbox. Each mail goes out at most once: what a crash left in the middle stays "sending". */
export function createOutbox(db: Db, deliver: Deliver, settings: Settings): Outbox {
  let atWork: Promise<void> | undefined
  let again = false
  const sendDue = async () => {
    again = true
    atWork ??= work().finally(() => (atWork = undefined))
    await atWork
  }
  const work = async () => {
    while (again) {
      again = false
      while (await sendNext(db, deliver, settings)) again = true
    }
  }
  const poke = () => {
    setImmediate(() => {
      sendDue().catch(settings.onError)
    })
  }
  return { poke, sendDue }
}

type Settings = {
  now: () => Date
  baseUrl: string
  timeZone: string
  onError: (error: unknown) => void
}

const nobody = { study_id: null, person_id: null, role: null, account_id: null }

type NewRow = Omit<
  Schema['mails'],
  'id' | 'state' | 'tries' | 'tried_at' | 'sent_at' | 'problem' | 'was_kept'
>

async function insertRow(tx: Tx, row: NewRow): Promise<void> {
  const fresh = {
    id: newId(),
    state: 'waiting',
    tries: 0,
    tried_at: null,
    sent_at: null,
    problem: null,
    was_kept: null,
  } as const
  await tx
    .insertInto('mails')
    .values({ ...row, ...fresh })
    .execute()
}

/** Sends one mail. False when none is due. */
async function sendNext(db: Db, deliver: Deliver, settings: Settings): Promise<boolean> {
  const now = settings.now()
  const next = await takeNext(db, settings, now)
  if (!next || next === 'helped') return next === 'helped'
  const { mail, text } = next
  let how: Awaited<ReturnType<Deliver>>
  try {
    const { id, address: to, subject } = mail
    how = await deliver({ id, to, subject, text, calendar: calendarOf(mail, settings), at: now })
  } catch (error) {
    await noteFailure(db, next, error, now)
    return true
  }
  const sent_at = settings.now().toISOString()
  await db
    .updateTable('mails')
    .set({ state: 'sent', sent_at, problem: null, was_kept: how === 'kept' ? 1 : 0 })
    .where('id', '=', mail.id)
    .execute()
  return true
}

function calendarOf({ calendar, language }: Mail, { timeZone }: Settings) {
  if (calendar === null) return undefined
  return { fileName: textIn(language, timeZone)('appointments.fileName'), content: calendar }
}

type Mail = Schema['mails']
type Ready = { mail: Mail } & Minted

/** Marks the next mail as being sent and makes its links, both or neither; a plea for help is answered at once. */
async function takeNext(db: Db, settings: Settings, now: Date): Promise<Ready | 'helped' | undefined> {
  let next: Ready | 'helped' | undefined
  await change(db, { kind: 'system', action: 'mails.send', at: now.toISOString() }, async (tx) => {
    next = undefined
    const mail = await claim(tx, now)
    if (!mail) return undefined
    if (isReminder(mail.template) && (await holdBack(tx, mail, now, settings))) next = 'helped'
    else if (mail.template === 'invitation' && (await isTooLate(tx, mail, now, settings))) next = 'helped'
    else if (mail.template === 'linkHelp' || mail.template === 'passwordHelp') {
      await answerHelp(tx, mail, settings)
      next = 'helped'
    } else next = { mail, ...(await mint(tx, mail, settings)) }
    return { id: mail.id, ...(mail.study_id === null ? {} : { studyId: mail.study_id }) }
  })
  return next
}

/** Marks a mail as being sent, before it is: one statement, so that no two processes send the same. */
function claim(tx: Tx, now: Date): Promise<Mail | undefined> {
  const at = now.toISOString()
  const next = tx
    .selectFrom('mails')
    .select('id')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', at)
    .orderBy('id')
    .limit(1)
  return tx
    .updateTable('mails')
    .set((mail) => ({ state: 'sending', due_at: at, tried_at: at, tries: mail('tries', '+', 1) }))
    .where('id', '=', next)
    .where('state', '=', 'waiting')
    .returningAll()
    .executeTakeFirst()
}

/** Minutes until the next try, after each try that surely failed. */
const pauses = [1, 5, 30, 120, 480]

async function noteFailure(db: Db, { mail, unused }: Ready, error: unknown, now: Date): Promise<void> {
  const problem = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
  if (!isSurelyUnsent(error)) {
    // It may have arrived: somebody has to look before it goes out again.
    await db.updateTable('mails').set({ problem }).where('id', '=', mail.id).execute()
    return
  }
  const pause = pauses[mail.tries - 1]
  const due_at = new Date(now.getTime() + (pause ?? 0) * 60_000).toISOString()
  const state = pause === undefined ? 'failed' : 'waiting'
  await change(db, { kind: 'system', action: 'mails.fail', at: now.toISOString() }, async (tx) => {
    await unused(tx)
    await tx.updateTable('mails').set({ state, due_at, problem }).where('id', '=', mail.id).execute()
    return { id: mail.id }
  })
}

/** Turns a plea for help into the mails that help, none where nobody has the address. */
async function answerHelp(tx: Tx, help: Mail, settings: Settings): Promise<void> {
  const at = settings.now().toISOString()
  const found =
    help.template === 'linkHelp' ? await seatsAt(tx, help.address) : await accountsAt(tx, help.address)
  for (const { to, language, names } of found) {
    const t = textIn(language, settings.timeZone)
    const template = help.template === 'linkHelp' ? 'newLink' : 'password'
    const text = (part: 'subject' | 'body') => t(`mail.${template}.${part}`, { ...names, link: '{link}' })
    const mail = { to, address: help.address, language, template }
    await insertMail(tx, { ...mail, subject: text('subject'), body: text('body') }, at)
  }
  await tx.deleteFrom('mails').where('id', '=', help.id).execute()
}
