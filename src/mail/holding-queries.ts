import type { Schema, Tx } from '../db/schema.ts'
import { clockAt, sendingMoment } from '../method/sending-hours.ts'
import { pastDate } from './why.ts'

/**
 * Keeps a reminder until people may be reminded, and drops it when its receiver has nothing to be reminded of any more.
 * Tells whether it is not to go now: what it waited for, or a pause after a failure, may have taken a night.
 */
export async function holdBack(
  tx: Tx,
  mail: Schema['mails'],
  now: Date,
  { timeZone }: { timeZone: string },
): Promise<boolean> {
  const { date: today } = clockAt(now, timeZone)
  const wanted = await tx
    .selectFrom('people_to_remind')
    .innerJoin('studies', 'studies.id', 'people_to_remind.study_id')
    .select('people_to_remind.takes_part')
    .where('people_to_remind.study_id', '=', mail.study_id)
    .where('people_to_remind.person_id', '=', mail.person_id)
    .where('studies.photos_by', '>=', today)
    .where((row) =>
      row.or([row('people_to_remind.talk_on', 'is', null), row('people_to_remind.talk_on', '>', today)]),
    )
    .executeTakeFirst()
  // Who agreed meanwhile is not asked once more whether to take part.
  if (!wanted || (wanted.takes_part === 1 && mail.template === 'invitationReminder')) {
    await tx.deleteFrom('mails').where('id', '=', mail.id).execute()
    return true
  }
  const moment = sendingMoment(now, timeZone)
  if (moment <= now) return false
  const values = { state: 'waiting', due_at: moment.toISOString(), tries: mail.tries - 1 } as const
  await tx.updateTable('mails').set(values).where('id', '=', mail.id).execute()
  return true
}

/**
 * Gives up an invitation that asks for photos by a day that is past, and tells whether it did: a pause after a failure
 * may have taken days, or somebody sends it once more.
 */
export async function isTooLate(
  tx: Tx,
  mail: Schema['mails'],
  now: Date,
  { timeZone }: { timeZone: string },
): Promise<boolean> {
  const { date: today } = clockAt(now, timeZone)
  const late = await tx
    .selectFrom('studies')
    .select('id')
    .where('id', '=', mail.study_id)
    .where('photos_by', '<', today)
    .executeTakeFirst()
  if (!late) return false
  const values = { state: 'failed', problem: pastDate, tries: mail.tries - 1 } as const
  await tx.updateTable('mails').set(values).where('id', '=', mail.id).execute()
  return true
}
