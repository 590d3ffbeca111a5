/* eslint-disable no-restricted-globals -- It computes with dates that are handed in, and reads no clock. */

/** How long before it was sent something happened, at most: what waited longer than this did not happen in a talk. */
const longest = 30 * 24 * 60 * 60_000

/** When something happened that a browser tells of so many milliseconds later: its own clock may be wrong. */
export function momentAgo(at: string, ago: number): string {
  return new Date(Date.parse(at) - Math.min(Math.max(ago, 0), longest)).toISOString()
}

/** How long into a talk a moment is, as 12:05 or 1:02:05; empty before it began, or when it is not known when. */
export function sinceBegin(began: string | undefined, at: string): string {
  const passed = began === undefined ? -1 : Date.parse(at) - Date.parse(began)
  return passed < 0 ? '' : clockTime(passed)
}

/** A length of time in milliseconds as a clock shows it: 4:07 or 1:02:09. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const two = (number: number) => String(number).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** How many minutes a talk has taken, or took. */
export function minutesOf(
  { began_at, ended_at }: { began_at: string; ended_at: string | null },
  at: string,
): number {
  return Math.max(0, Math.floor((Date.parse(ended_at ?? at) - Date.parse(began_at)) / 60_000))
}
