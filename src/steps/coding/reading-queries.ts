import { change } from '../../access/change.ts'
import { takeClock, type ClockSeat, type Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { insertMail } from '../../mail/outbox.ts'
import { clockAt } from '../../method/sending-hours.ts'
import { participantWith } from '../people/queries.ts'
import { studyOf } from '../study/queries.ts'
import { readingMail, type ReadingLetter } from './reading-mail.ts'
import { isReminderDue } from './reading-rules.ts'

/** Who reads back, or could: how much is asked of each who takes part, how much is answered, and by which day. */
export async function readingsOf(db: Db, seat: Seat) {
  const rows = await readings(db, seat).orderBy('participants.number').execute()
  return rows.map((row) => ({ ...row, asked: Number(row.asked ?? 0), answered: Number(row.answered ?? 0) }))
}

/** The same of one person. Throws NotFound where that one is no participant. */
export async function readingOf(db: Db, seat: Seat, personId: string) {
  await participantWith(db, seat, personId)
  const row = await readings(db, seat).where('participants.person_id', '=', personId).executeTakeFirst()
  return row && { ...row, asked: Number(row.asked ?? 0), answered: Number(row.answered ?? 0) }
}
export type Reading = Awaited<ReturnType<typeof readingsOf>>[number]

function readings(db: Db, { studyId }: Seat) {
  return db
    .selectFrom('participants')
    .innerJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'participants.study_id')
        .onRef('consents.person_id', '=', 'participants.person_id')
        .on('consents.takes_part', '=', 1),
    )
    .innerJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'participants.study_id')
        .onRef('people.id', '=', 'participants.person_id'),
    )
    .leftJoin('asked_things as things', (join) =>
      join
        .onRef('things.study_id', '=', 'participants.study_id')
        .onRef('things.person_id', '=', 'participants.person_id'),
    )
    .leftJoin('reading_dates as dates', (join) =>
      join
        .onRef('dates.study_id', '=', 'participants.study_id')
        .onRef('dates.person_id', '=', 'participants.person_id'),
    )
    .select(['participants.person_id', 'participants.number', 'things.asked', 'things.answered'])
    .select(['dates.read_by', 'dates.asked_at', 'dates.mailed_at', 'dates.reminded_at', 'dates.version'])
    .select((row) => row.case().when('people.email', 'is', null).then(0).else(1).end().as('has_address'))
    .where('participants.study_id', '=', studyId)
}

/** By which day the person in this seat reads back; undefined where nobody said. */
export function ownReadingDate(db: Db, { studyId, personId }: Seat) {
  return db
    .selectFrom('readings_back')
    .select('read_by')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** How many people have not answered all that was asked by a day that is past, and how many were not given a day. */
export async function readingCounts(db: Db, seat: Seat, today: string) {
  const open = (await readingsOf(db, seat)).filter(({ asked, answered }) => answered < asked)
  return {
    late: open.filter(({ read_by }) => read_by !== null && read_by < today).length,
    unsaid: open.filter(({ read_by }) => read_by === null).length,
  }
}

/**
 * Asks somebody to read back by a day, or by another one, with a mail where there is an address. Throws Conflict where
 * somebody else said a day meanwhile, or where nothing is left to answer.
 */
export async function askToRead(
  tx: Tx,
  seat: Seat,
  personId: string,
  { readBy, version }: { readBy: string; version: number },
  timeZone: string,
) {
  const known = await readingOf(tx, seat, personId)
  if (!known || known.answered >= known.asked) throw new Conflict('nothing is left to answer')
  if ((known.version ?? 0) !== version) throw new Conflict('another day was said meanwhile')
  const isMailed = await mailTo(tx, seat, personId, { letter: 'readBack', readBy, at: seat.at, timeZone })
  const said = {
    ...{ read_by: readBy, asked_at: seat.at, asked_by: seat.personId, reminded_at: null },
    ...{ mailed_at: isMailed ? seat.at : null, version: version + 1 },
  }
  await tx
    .insertInto('reading_dates')
    .values({ study_id: seat.studyId, person_id: personId, ...said })
    .onConflict((row) => row.columns(['study_id', 'person_id']).doUpdateSet(said))
    .execute()
  return { id: personId, fields: ['read_by'] }
}

type Told = { letter: ReadingLetter; readBy: string; at: string; timeZone: string }

/** Puts a mail about reading back into the outbox. False where no mail leads to the person. */
export async function mailTo(
  tx: Tx,
  seat: Seat | ClockSeat,
  personId: string,
  { letter, readBy, at, timeZone }: Told,
): Promise<boolean> {
  const { studyId } = seat
  const person = await tx
    .selectFrom('people')
    .select(['name', 'email', 'language'])
    .where('study_id', '=', studyId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const { email: address, language } = person
  if (address === null) return false
  const to = { studyId, personId, role: 'participant' } as const
  const mail = readingMail(letter, await studyOf(tx, seat), { ...person, readBy }, timeZone)
  await insertMail(tx, { to, address, language, ...mail }, at)
  return true
}

/**
 * Reminds those who read back by a day that is near and have something left to answer, each once a day that was said.
 * Tells whether anything was put into the outbox.
 */
export async function remindToRead(db: Db, now: Date, timeZone: string): Promise<boolean> {
  const rows = await toRemind(db).execute()
  const clock = clockAt(now, timeZone)
  const due = rows.filter(({ read_by, asked_at }) =>
    isReminderDue({ readBy: read_by, askedOn: clockAt(new Date(asked_at), timeZone).date }, clock),
  )
  const at = now.toISOString()
  for (const { study_id: studyId, person_id: personId } of due) {
    await change(db, { kind: 'system', action: 'reading.remind', at, studyId }, async (tx) => {
      // Read anew: the person may have answered, or another process was first.
      const still = await toRemind(tx)
        .where('study_id', '=', studyId)
        .where('person_id', '=', personId)
        .executeTakeFirst()
      if (!still) return undefined
      const told = { letter: 'readBackReminder', readBy: still.read_by, at, timeZone } as const
      await mailTo(tx, takeClock(studyId), personId, told)
      await tx
        .updateTable('reading_dates')
        .set({ reminded_at: at })
        .where('study_id', '=', studyId)
        .where('person_id', '=', personId)
        .execute()
      return { id: personId, studyId, fields: ['reminded_at'] }
    })
  }
  return due.length > 0
}

function toRemind(db: Db) {
  return db
    .selectFrom('readings_back')
    .select(['study_id', 'person_id', 'read_by', 'asked_at'])
    .where('mailed_at', 'is not', null)
    .where('reminded_at', 'is', null)
    .whereRef('answered', '<', 'asked')
}
