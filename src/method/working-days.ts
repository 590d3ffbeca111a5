/* eslint-disable no-restricted-globals -- It computes with dates that are handed in, and reads no clock. */
/** Calendar dates (YYYY-MM-DD) as days since 1970. They bear no zone and no hours, so that nothing shifts. */
const msOfDay = 24 * 60 * 60_000

function numberOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / msOfDay
}

function dateOf(number: number): string {
  return new Date(number * msOfDay).toISOString().slice(0, 10)
}

/** The date so many days later, or earlier when they are fewer than none. */
export function daysFrom(date: string, days: number): string {
  return dateOf(numberOf(date) + days)
}

/** The day of the week, from 0 for Sunday. The first of 1970 was a Thursday. */
function weekdayOf(date: string): number {
  return (((numberOf(date) + 4) % 7) + 7) % 7
}

/**
 * Easter Sunday of a year of the Gregorian calendar: the anonymous algorithm in Nature 13 (1876), p. 487, as
 * J. Meeus gives it in Astronomical Algorithms (1991), chapter 8, with the letters used there.
 */
export function easterOf(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return onDay(year, Math.floor(n / 31), (n % 31) + 1)
}

function onDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * The public holidays of a year in the Netherlands: those of article 3 of the Algemene termijnenwet, of which Good
 * Friday is made equal to the others. The King's birthday is kept on 26 April when the 27th is a Sunday.
 */
export function holidaysOf(year: number): string[] {
  const easter = easterOf(year)
  const kingsDay = onDay(year, 4, 27)
  return [
    onDay(year, 1, 1),
    daysFrom(easter, -2),
    daysFrom(easter, 1),
    weekdayOf(kingsDay) === 0 ? onDay(year, 4, 26) : kingsDay,
    onDay(year, 5, 5),
    daysFrom(easter, 39),
    daysFrom(easter, 50),
    onDay(year, 12, 25),
    onDay(year, 12, 26),
  ]
}

/** Whether people work on a date: from Monday to Friday, and on no public holiday. */
export function isWorkingDay(date: string): boolean {
  const weekday = weekdayOf(date)
  return weekday > 0 && weekday < 6 && !holidaysOf(Number(date.slice(0, 4))).includes(date)
}

/** The date itself when people work on it, else the last working day before it. */
export function workingDayUpTo(date: string): string {
  return isWorkingDay(date) ? date : workingDayUpTo(daysFrom(date, -1))
}
