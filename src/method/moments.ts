/* eslint-disable no-restricted-globals -- It computes with dates that are handed in, and reads no clock. */

/** How long before it was sent something happened, at most: what waited longer than this did not happen in a talk. */
const longest = 30 * 24 * 60 * 60_000

/** When something happened that a browser tells of so many milliseconds later: its own clock may be wrong. */
export function momentOf(at: string, ago: number): string {
  return new Date(Date.parse(at) - Math.min(Math.max(ago, 0), longest)).toISOString()
}

/** How long into a talk a moment is, as 12:05 or 1:02:05; empty before it began, or when it is not known when. */
export function sinceBegin(began: string | undefined, at: string): string {
  const seconds = began === undefined ? -1 : Math.floor((Date.parse(at) - Date.parse(began)) / 1000)
  if (seconds < 0) return ''
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** How many minutes a talk has taken, or took. */
export function minutesOf(
  { began_at, ended_at }: { began_at: string; ended_at: string | null },
  at: string,
): number {
  return Math.max(0, Math.floor((Date.parse(ended_at ?? at) - Date.parse(began_at)) / 60_000))
}
