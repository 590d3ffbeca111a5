/* eslint-disable no-restricted-globals -- It computes with times that are handed in, and reads no clock. */

/** What a clock on a wall shows: a date (YYYY-MM-DD) and a time (HH:MM). */
export type Wall = { date: string; time: string }

/** What the clocks in a zone show at a moment (ISO 8601). */
export function wallAt(at: string, timeZone: string): Wall {
  // Swedish writes dates and times as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  const shown = format.format(new Date(at))
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) }
}

/**
 * The moment (ISO 8601, UTC) at which clocks in a zone show a date and a time. Of an hour that comes twice, as when
 * summer time ends, the first; undefined for one that is skipped, as when it begins.
 */
export function momentOf({ date, time }: Wall, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${date}T${time}:00.000Z`)
  const day = 24 * 60 * 60_000
  const moments = [asUtc - day, asUtc + day].map((near) => asUtc - aheadAt(near, timeZone))
  const found = moments
    .toSorted((one, other) => one - other)
    .map((moment) => new Date(moment).toISOString())
    .find((moment) => {
      const shown = wallAt(moment, timeZone)
      return shown.date === date && shown.time === time
    })
  return found
}

/** By how many milliseconds clocks in a zone are ahead of UTC, at a whole minute. */
function aheadAt(moment: number, timeZone: string): number {
  const { date, time } = wallAt(new Date(moment).toISOString(), timeZone)
  return Date.parse(`${date}T${time}:00.000Z`) - moment
}

/** The moment (ISO 8601) that lies so many minutes after another. */
export function minutesAfter(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString()
}
