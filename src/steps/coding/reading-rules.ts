import { daysFrom, isWorkingDay, workingDayUpTo } from '../../method/working-days.ts'
import { sendingHours } from '../../method/sending-hours.ts'

/** By which day somebody is asked to read back, if the team does not say otherwise: in two weeks, on a working day. */
export function proposedDay(today: string): string {
  return workingDayUpTo(daysFrom(today, 14))
}

/** How many days before the day by which one reads back a reminder goes. */
const daysBefore = 3

type Asked = { readBy: string; askedOn: string }

/**
 * On which day the reminder goes: three days before, or on the working day before that. None where it was asked on that
 * very day or later: then the first mail is reminder enough.
 */
export function reminderDay({ readBy, askedOn }: Asked): string | undefined {
  const day = workingDayUpTo(daysFrom(readBy, -daysBefore))
  return day > askedOn ? day : undefined
}

/** Whether the reminder goes now: late is kinder than never, until the day by which one reads back is past. */
export function isReminderDue(asked: Asked, { date, hour }: { date: string; hour: number }): boolean {
  const day = reminderDay(asked)
  const isHour = hour >= sendingHours.byItself && hour < sendingHours.end
  return day !== undefined && isHour && isWorkingDay(date) && date >= day && date <= asked.readBy
}

/** How reading back stands: nothing asked, no day said yet, waiting, past its day, or all answered. */
export function readingState(
  { asked, answered, read_by }: { asked: number; answered: number; read_by: string | null },
  today: string,
): 'none' | 'unsaid' | 'waiting' | 'late' | 'answered' {
  if (asked === 0) return 'none'
  if (answered === asked) return 'answered'
  if (read_by === null) return 'unsaid'
  return read_by < today ? 'late' : 'waiting'
}
