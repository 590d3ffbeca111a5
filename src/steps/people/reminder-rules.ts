import { reminderDays, workingDayFrom, type ReminderLetter } from '../../method/sending-hours.ts'
import { daysFrom } from '../../method/working-days.ts'

/** How many reminders somebody gets at most. The database holds no third. */
export const mostReminders = 2

/** How many days before the date a study may choose. */
export const daysToChoose = [14, 10, 7, 5, 3, 2, 1] as const

type Reminded = { takes_part: 0 | 1 | null; had: number; talk_on: string | null; last_on: string | null }

/** The mail that reminds somebody: of the photos who agreed, of the invitation who did not say anything. */
export function reminderFor({ takes_part }: Pick<Reminded, 'takes_part'>): ReminderLetter {
  return takes_part === 1 ? 'reminder' : 'invitationReminder'
}

/**
 * Who of some people can get a reminder on a day, if `before` others went out first: nobody who had two, or one on that
 * very day, and nobody from the day of the talk on, for which the photos were asked.
 */
export function reachedOn<Person extends Omit<Reminded, 'takes_part'>>(
  people: readonly Person[],
  day: string,
  before = 0,
): Person[] {
  return people.filter(
    ({ had, talk_on, last_on }) =>
      had + before < mostReminders && (talk_on === null || talk_on > day) && (last_on ?? '') < day,
  )
}

/** How many of some people would get which mail. */
export function reminderCounts(
  people: readonly Pick<Reminded, 'takes_part'>[],
): Record<ReminderLetter, number> & { total: number } {
  const reminder = people.filter((person) => reminderFor(person) === 'reminder').length
  return { total: people.length, reminder, invitationReminder: people.length - reminder }
}

/** A day on which people are reminded, and whether it was seen to be still to come. */
export type ChosenDay = { day: string; isForeseen: boolean }
/** What was done for a day: to how many it went, and on which date. */
export type Run = { people: number; on: string }
type Around = { chosen: readonly ChosenDay[]; runs: ReadonlyMap<string, Run>; photosBy: string | null }

/** The chosen days, in their order. One that was chosen when it was past already was never foreseen. */
export function chosenDays(
  photosBy: string | null,
  days: readonly { days_before: number; foreseen_on: string | null }[],
): ChosenDay[] {
  if (photosBy === null) return []
  const each = days.map(({ days_before, foreseen_on }) => {
    const [day = ''] = reminderDays(photosBy, [days_before])
    return { day, isForeseen: foreseen_on === day }
  })
  const dates = [...new Set(each.map(({ day }) => day))].sort()
  return dates.map((date) => ({
    day: date,
    isForeseen: each.some(({ day, isForeseen }) => day === date && isForeseen),
  }))
}

/**
 * Which chosen day is done on a date. Its own; or else the last one before it, when that passed unused though it was
 * foreseen, as when the program did not run: late is kinder than never, as long as the date for photos is still ahead,
 * and the next reminder does not come tomorrow. Never two on one date.
 */
export function dayToDo({ chosen, runs, photosBy }: Around, date: string): string | undefined {
  if ([...runs.values()].some(({ on }) => on === date)) return undefined
  if (chosen.some(({ day }) => day === date)) return runs.has(date) ? undefined : date
  const last = chosen.filter(({ day }) => day < date).at(-1)
  if (!last || !last.isForeseen || runs.has(last.day)) return undefined
  const next = chosen.find(({ day }) => day > date)?.day
  const isTooLate = photosBy === null || date >= photosBy
  return isTooLate || next === daysFrom(date, 1) ? undefined : last.day
}

export type PlannedDay = {
  day: string
  /** On which date it is done, or was: that of the day itself, or a later one. */
  on: string
  state: 'done' | 'doneLate' | 'today' | 'coming' | 'late' | 'missed'
  /** How many it went to, or would go to as things are now. */
  people: Record<ReminderLetter, number> & { total: number }
}

type Plan = Around & {
  people: readonly Reminded[]
  /** The date now, and whether the hours of that day are over. */
  today: string
  isOver: boolean
}

/** What goes out when, and what went. */
export function planOf(plan: Plan): PlannedDay[] {
  const { chosen, runs, people, today, isOver } = plan
  const soonest = workingDayFrom(isOver ? daysFrom(today, 1) : today)
  const late = dayToDo(plan, soonest)
  const isAhead = (day: string) => !runs.has(day) && (day >= soonest || day === late)
  const ahead = chosen.map(({ day }) => day).filter(isAhead)
  return chosen.map(({ day }) => {
    const run = runs.get(day)
    const none = { total: run?.people ?? 0, reminder: 0, invitationReminder: 0 }
    if (run) return { day, on: run.on, state: run.on === day ? 'done' : 'doneLate', people: none }
    if (!isAhead(day)) return { day, on: day, state: 'missed', people: none }
    const on = day === late ? soonest : day
    const state = on !== day ? 'late' : day === today ? 'today' : 'coming'
    return { day, on, state, people: reminderCounts(reachedOn(people, on, ahead.indexOf(day))) }
  })
}
