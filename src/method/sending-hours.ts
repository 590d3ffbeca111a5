/* eslint-disable no-restricted-globals -- It computes with dates that are handed in, and reads no clock. */
import { daysFrom, isWorkingDay, workingDayUpTo } from './working-days.ts'

/** The hours of a working day in which people may be reminded, and the one at which that begins by itself. */
export const sendingHours = { first: 8, byItself: 9, end: 20 } as const

/** The mails that remind, and are bound to these hours. */
export const reminderLetters = ['invitationReminder', 'reminder'] as const
export type ReminderLetter = (typeof reminderLetters)[number]

/** Whether a mail is one that reminds. */
export function isReminder(template: string): template is ReminderLetter {
  return (reminderLetters as readonly string[]).includes(template)
}

/** The date and the hour that a clock in a zone shows at a moment. */
export function clockAt(moment: Date, timeZone: string): { date: string; hour: number } {
  // Swedish writes dates as ISO 8601 does.
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment)
  return { date: shown.slice(0, 10), hour: Number(shown.slice(11, 13)) }
}

/** The moment at which clocks in a zone show an hour of a date: right on both sides of summer time. */
export function momentAt(date: string, hour: number, timeZone: string): Date {
  const asUtc = Date.parse(`${date}T${String(hour).padStart(2, '0')}:00:00Z`)
  // A zone is at most 14 hours ahead of UTC and 12 behind it.
  const offsets = Array.from({ length: 26 * 4 + 1 }, (_, quarter) => (quarter - 14 * 4) * 15 * 60_000)
  const moments = offsets.map((offset) => new Date(asUtc + offset))
  const found = moments.find((moment) => {
    const clock = clockAt(moment, timeZone)
    return clock.date === date && clock.hour === hour
  })
  return found ?? new Date(asUtc)
}

/** The first moment from now on at which somebody may be reminded: now, or when the next working day begins. */
export function sendingMoment(now: Date, timeZone: string): Date {
  const { date, hour } = clockAt(now, timeZone)
  if (isWorkingDay(date) && hour >= sendingHours.first && hour < sendingHours.end) return now
  const from = hour < sendingHours.first ? date : daysFrom(date, 1)
  return momentAt(workingDayFrom(from), sendingHours.first, timeZone)
}

/** The date on which a reminder goes that was written at a time (ISO 8601). */
export function sendingDay(at: string, timeZone: string): string {
  return clockAt(sendingMoment(new Date(at), timeZone), timeZone).date
}

/** The date itself when people work on it, else the next working day. */
export function workingDayFrom(date: string): string {
  return isWorkingDay(date) ? date : workingDayFrom(daysFrom(date, 1))
}

/**
 * The days on which people are reminded by themselves: so many days before a date each, or on the working day before
 * where nobody works; each once, in their order.
 */
export function reminderDays(photosBy: string, daysBefore: readonly number[]): string[] {
  const days = daysBefore.map((days) => workingDayUpTo(daysFrom(photosBy, -days)))
  return [...new Set(days)].sort()
}
