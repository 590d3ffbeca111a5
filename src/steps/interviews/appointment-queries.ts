import { change } from '../../access/change.ts'
import { takeClock, type ClockSeat, type Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { insertMail } from '../../mail/outbox.ts'
import { contactIn } from '../../method/both-languages.ts'
import { firstName } from '../../method/person-names.ts'
import { textIn } from '../../text/text.ts'
import { studyOf } from '../study/queries.ts'
import { appointmentMail, type Appointment, type AppointmentNews } from './appointment-mail.ts'
import { interviewWith, type Interview } from './queries.ts'

/** Why no mail goes about an appointment. */
export type NoMail = 'over' | 'noTime' | 'notAgreed' | 'noAddress' | 'often'

/** Who is told of a talk; where no mail goes, why not. Names stay here: who plans may not be allowed to see them. */
async function whyNoMail(db: Db, seat: Seat, talk: Interview): Promise<NoMail | undefined> {
  if (talk.state !== 'planned') return 'over'
  if (talk.starts_at === null) return 'noTime'
  if (talk.starts_at <= seat.at) return 'over'
  if (talk.takes_part !== 1) return 'notAgreed'
  return (await receiverOf(db, seat, talk.person_id)).email === null ? 'noAddress' : undefined
}

/** How many mails about appointments go to one person within a day before the same is not sent once more. */
const mostInADay = 3
const day = 24 * 60 * 60_000

/** Why an appointment is not mailed once more as it is: what holds of each mail, or that enough went of late. */
export async function whyNotAgain(db: Db, seat: Seat, talk: Interview): Promise<NoMail | undefined> {
  const why = await whyNoMail(db, seat, talk)
  if (why !== undefined) return why
  const { count } = await db
    .selectFrom('mails')
    .select((row) => row.fn.countAll().as('count'))
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', talk.person_id)
    .where('template', 'in', ['appointment', 'appointmentChanged'] satisfies AppointmentNews[])
    .where('made_at', '>', new Date(Date.parse(seat.at) - day).toISOString())
    .executeTakeFirstOrThrow()
  return Number(count) < mostInADay ? undefined : 'often'
}

/**
 * Tells the participant of an appointment, or of what changed in it; where it has no time any more, that it is off. Who
 * takes part and has an address gets a mail. `before` is the talk as it was; undefined where it is new.
 */
export async function tellAppointment(
  tx: Tx,
  seat: Seat,
  id: string,
  before: Interview | undefined,
  timeZone: string,
): Promise<void> {
  const talk = await interviewWith(tx, seat, id)
  if ((await whyNoMail(tx, seat, talk)) === undefined) {
    const news = before === undefined || before.mailed_at === null ? 'appointment' : 'appointmentChanged'
    await sendNews(tx, seat, news, shown(talk), { personId: talk.person_id, at: seat.at, timeZone })
    await setMailed(tx, seat.studyId, id, seat.at)
  } else if (before !== undefined) {
    await callOff(tx, seat, { ...before, sequence: talk.sequence }, timeZone)
    await setMailed(tx, seat.studyId, id, null)
  }
}

/** Tells that an appointment is off, where it was told of and is still to come. */
export async function callOff(tx: Tx, seat: Seat, talk: Interview, timeZone: string): Promise<void> {
  if (talk.mailed_at === null || (await whyNoMail(tx, seat, talk)) !== undefined) return
  const told = { personId: talk.person_id, at: seat.at, timeZone }
  await sendNews(tx, seat, 'appointmentGone', shown(talk), told)
}

function shown(talk: Interview): Appointment {
  return { ...talk, place: talk.place ?? '', online: talk.online ?? '' }
}

async function setMailed(tx: Tx, studyId: string, id: string, mailed_at: string | null): Promise<void> {
  await tx
    .updateTable('interviews')
    .set({ mailed_at })
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .execute()
}

/** Puts a mail about an appointment into the outbox, in words of the person's language. Nothing where no mail leads there. */
async function sendNews(
  tx: Tx,
  seat: Seat | ClockSeat,
  news: AppointmentNews,
  { starts_at, ...talk }: Appointment,
  { personId, at, timeZone }: { personId: string; at: string; timeZone: string },
): Promise<void> {
  const { name, email: address, language } = await receiverOf(tx, seat, personId)
  if (address === null || starts_at === null) return
  const study = await studyOf(tx, seat)
  const say = textIn(language, timeZone)
  const names = {
    ...{ name: firstName(name), study: study.name, contact: contactIn(study, language) },
    researcher: study.contact_name,
  }
  const { calendar, ...mail } = appointmentMail(say, news, { ...talk, starts_at }, names, at)
  const to = { studyId: seat.studyId, personId, role: 'participant' } as const
  await insertMail(
    tx,
    { to, address, language, ...mail, ...(calendar === undefined ? {} : { calendar }) },
    at,
  )
}

function receiverOf(db: Db, { studyId }: Seat | ClockSeat, personId: string) {
  return db
    .selectFrom('people')
    .select(['name', 'email', 'language'])
    .where('study_id', '=', studyId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
}

/**
 * Calls off the appointments of those who stopped since: stopping itself knows of no talks. Tells whether anything was
 * put into the outbox.
 */
export async function callOffForStopped(db: Db, now: Date, timeZone: string): Promise<boolean> {
  const at = now.toISOString()
  const due = await db
    .selectFrom('appointments_of_stopped')
    .select(['study_id', 'id'])
    .where('starts_at', '>', at)
    .execute()
  for (const { study_id: studyId, id } of due) {
    await change(db, { kind: 'system', action: 'appointments.callOff', at }, async (tx) => {
      // Read anew: somebody may have come back, or another process was first.
      const talk = await tx
        .selectFrom('appointments_of_stopped')
        .selectAll()
        .where('study_id', '=', studyId)
        .where('id', '=', id)
        .executeTakeFirst()
      if (!talk) return undefined
      const off = { ...talk, sequence: talk.sequence + 1 }
      const told = { personId: talk.person_id, at, timeZone }
      await sendNews(tx, takeClock(studyId), 'appointmentGone', off, told)
      await tx
        .updateTable('interviews')
        .set({ mailed_at: null, sequence: off.sequence })
        .where('study_id', '=', studyId)
        .where('id', '=', id)
        .execute()
      return { id, studyId, fields: ['mailed_at'] }
    })
  }
  return due.length > 0
}
