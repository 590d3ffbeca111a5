import { change } from '../../access/change.ts'
import { needInView } from '../../access/in-view.ts'
import { takeClock, type ClockSeat, type Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { insertMail } from '../../mail/outbox.ts'
import { clockAt, sendingDay, sendingHours } from '../../method/sending-hours.ts'
import { daysFrom, isWorkingDay } from '../../method/working-days.ts'
import { textIn } from '../../text/text.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { arrivalOf } from './arrival-rules.ts'
import type { Missing } from './gaps.ts'
import { composeMail } from './mail.ts'
import { chosenDays, dayToDo, reachedOn, reminderFor, type ChosenDay, type Run } from './reminder-rules.ts'

type OfStudy = Seat | ClockSeat

/** Where the clocks are read, and whether mails are kept here, as there is no mail server. */
export type House = { timeZone: string; isKept: boolean }

/**
 * Who is not ready and has a way in, with on which date and whether the invitation arrived, how many reminders each had,
 * and on which date the last one went.
 */
export async function peopleToRemind(db: Db, { studyId }: OfStudy, { timeZone, isKept }: House) {
  const rows = await db
    .selectFrom('people_to_remind')
    .select(['person_id as id', 'number', 'name', 'email', 'language', 'takes_part', 'had'])
    .select(['last_at', 'talk_on', 'invited_at', 'sent_at'])
    .select(['waits', 'is_sending', 'is_sent', 'has_left', 'is_known'])
    .where('study_id', '=', studyId)
    .orderBy('number')
    .execute()
  return rows.map(({ waits, is_sending, is_sent, has_left, is_known, invited_at, sent_at, ...row }) => {
    const ways = { waits, is_sending, is_sent, has_left, is_known, takes_part: row.takes_part }
    const asked_at = sent_at !== null && sent_at > invited_at ? sent_at : invited_at
    return {
      ...row,
      arrival: arrivalOf(ways, { isKept }),
      asked_on: clockAt(new Date(asked_at), timeZone).date,
      last_on: row.last_at === null ? null : sendingDay(row.last_at, timeZone),
    }
  })
}
export type ToRemind = Awaited<ReturnType<typeof peopleToRemind>>[number]

/** How many days before the date people are reminded, the first reminder first, and which day that was at last. */
export function reminderDaysOf(db: Db, { studyId }: OfStudy) {
  return db
    .selectFrom('reminder_days')
    .select(['days_before', 'foreseen_on'])
    .where('study_id', '=', studyId)
    .orderBy('days_before', 'desc')
    .execute()
}

/** The days for which reminders went out, each with to how many and on which date. */
export async function reminderRunsOf(
  db: Db,
  { studyId }: OfStudy,
  timeZone: string,
): Promise<Map<string, Run>> {
  const rows = await db
    .selectFrom('reminder_runs')
    .select(['day', 'people', 'at'])
    .where('study_id', '=', studyId)
    .execute()
  return new Map(
    rows.map(({ day, people, at }) => [day, { people, on: clockAt(new Date(at), timeZone).date }]),
  )
}

/** What of the chosen days is in view, for whoever changes them. */
export function inView(days: readonly { days_before: number }[]) {
  return { days: days.map(({ days_before }) => days_before) }
}

/** Changes when people are reminded. Throws Conflict when somebody else did since the visitor read it. */
export async function updateReminderDays(tx: Tx, seat: Seat, days: readonly number[], version: string) {
  const before = await reminderDaysOf(tx, seat)
  needInView(inView(before), version)
  await tx.deleteFrom('reminder_days').where('study_id', '=', seat.studyId).execute()
  const rows = days.map((days_before) => ({
    study_id: seat.studyId,
    days_before,
    foreseen_on: before.find((one) => one.days_before === days_before)?.foreseen_on ?? null,
  }))
  if (rows.length > 0) await tx.insertInto('reminder_days').values(rows).execute()
  return { id: seat.studyId, fields: ['reminder_days'] }
}

/** The reminders of some people, each in words of the person's language, and what is missing in some of them. */
export async function composeReminders(
  db: Db,
  seat: OfStudy,
  people: readonly ToRemind[],
  timeZone: string,
): Promise<{ mails: Reminder[]; missing: Missing[] }> {
  const study = await studyOf(db, seat)
  const texts = { nl: await textsOf(db, seat, 'nl'), en: await textsOf(db, seat, 'en') }
  const mails: Reminder[] = []
  const missing: Missing[] = []
  for (const person of people) {
    const say = textIn(person.language, timeZone)
    const template = reminderFor(person)
    const mail = composeMail(say, template, texts[person.language], study, person)
    if ('missing' in mail) missing.push(...mail.missing)
    else mails.push({ person, template, ...mail })
  }
  return { mails, missing }
}
export type Reminder = { person: ToRemind; template: string; subject: string; body: string }

/**
 * Puts reminders into the outbox, each under the number that it has for its person: where that one is there already,
 * somebody was first, and it does not go. Gives whom it went to.
 */
export async function insertReminders(
  tx: Tx,
  { studyId, at, dueAt }: { studyId: string; at: string; dueAt: string },
  reminders: readonly Reminder[],
): Promise<string[]> {
  const ids: string[] = []
  for (const { person, ...mail } of reminders) {
    const first = await tx
      .insertInto('reminders')
      .values({ study_id: studyId, person_id: person.id, nth: person.had + 1, at })
      .onConflict((row) => row.doNothing())
      .returning('nth')
      .executeTakeFirst()
    if (!first) continue
    const to = { studyId, personId: person.id, role: 'participant' as const }
    const { email: address, language } = person
    await insertMail(tx, { to, address, language, ...mail }, at, dueAt)
    ids.push(person.id)
  }
  return ids
}

/**
 * Reminds people in all studies that have a day to do today, from nine in the morning until eight in the evening. Once a
 * day: the key decides, also between two processes. Tells whether anything was put into the outbox.
 */
export async function sendDueReminders(db: Db, now: Date, house: House): Promise<boolean> {
  const { timeZone } = house
  const { date: today, hour } = clockAt(now, timeZone)
  const studies = await studiesToRemind(db, today)
  for (const study of studies) await foresee(db, study, hour < sendingHours.end ? today : daysFrom(today, 1))
  if (!isWorkingDay(today) || hour < sendingHours.byItself || hour >= sendingHours.end) return false
  let anything = false
  for (const { seat, chosen, photosBy } of studies) {
    const day = dayToDo({ chosen, photosBy, runs: await reminderRunsOf(db, seat, timeZone) }, today)
    if (day === undefined) continue
    const people = reachedOn(await peopleToRemind(db, seat, house), today)
    const { mails, missing } = await composeReminders(db, seat, people, timeZone)
    // Half a letter is not sent: the page of reminders says what is missing.
    if (missing.length === 0 && (await runOnce(db, seat.studyId, { day, at: now.toISOString(), mails })))
      anything = true
  }
  return anything
}

type WithDays = { seat: ClockSeat; photosBy: string; chosen: ChosenDay[] }

/** The studies that chose days, and whose date for photos is not past. */
async function studiesToRemind(db: Db, today: string): Promise<WithDays[]> {
  const studies = await db
    .selectFrom('studies')
    .select(['id', 'photos_by'])
    .where('photos_by', '>=', today)
    .where('id', 'in', db.selectFrom('reminder_days').select('study_id'))
    .execute()
  const found: WithDays[] = []
  for (const { id, photos_by } of studies) {
    const seat = takeClock(id)
    const chosen = chosenDays(photos_by, await reminderDaysOf(db, seat))
    found.push({ seat, photosBy: photos_by ?? '', chosen })
  }
  return found
}

/** Notes which chosen days are still to come: only such a one is made good when it passes unused. */
async function foresee(db: Db, { seat, photosBy, chosen }: WithDays, from: string): Promise<void> {
  if (!chosen.some(({ day, isForeseen }) => day >= from && !isForeseen)) return
  for (const { days_before } of await reminderDaysOf(db, seat)) {
    const [coming] = chosenDays(photosBy, [{ days_before, foreseen_on: null }])
    if (coming === undefined || coming.day < from) continue
    await db
      .updateTable('reminder_days')
      .set({ foreseen_on: coming.day })
      .where('study_id', '=', seat.studyId)
      .where('days_before', '=', days_before)
      .execute()
  }
}

type Due = { day: string; at: string; mails: readonly Reminder[] }

/** Notes that a day is done and writes its mails, both or neither. Undefined when it was done meanwhile. */
function runOnce(db: Db, studyId: string, { day, at, mails }: Due) {
  return change(db, { kind: 'system', action: 'reminders.send', at, studyId }, async (tx) => {
    const first = await tx
      .insertInto('reminder_runs')
      .values({ study_id: studyId, day, people: mails.length, at })
      .onConflict((row) => row.doNothing())
      .returning('day')
      .executeTakeFirst()
    if (!first) return undefined
    const ids = await insertReminders(tx, { studyId, at, dueAt: at }, mails)
    return { id: studyId, ids }
  })
}
