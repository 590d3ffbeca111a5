/** One thing that takes a participant's time. */
export type AskedTime = { what: string; minutes: number }

/** All of it together, in minutes. */
export function totalOf(times: readonly AskedTime[]): number {
  return times.reduce((sum, { minutes }) => sum + minutes, 0)
}

/** Minutes as whole hours and what is left; `both` when there is something of each to name. */
export function hoursIn(total: number): { hours: number; minutes: number; both: 'yes' | 'no' } {
  const hours = Math.floor(total / 60)
  const minutes = total % 60
  return { hours, minutes, both: hours > 0 && minutes > 0 ? 'yes' : 'no' }
}

/** What so many people give together: to the hour, since nobody plans a network by the minute. */
export function minutesOfAll(minutes: number, people: number): number {
  const all = minutes * people
  return all < 60 ? all : Math.round(all / 60) * 60
}
