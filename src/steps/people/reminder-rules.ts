import {
  reminderDays,
  sendingHours,
  workingDayFrom,
  type ReminderLetter,
} from '../../method/sending-hours.ts'
import { daysFrom } from '../../method/working-days.ts'
import type { Arrival } from './arrival-rules.ts'

/** How many reminders somebody gets at most. The database holds no third. */
export const mostReminders = 2

/** How many days before the date a study may choose. */
export const daysToChoose = [14, 10, 7, 5, 3, 2, 1] as const

type Reminded = {
  takes_part: 0 | 1 | null
  had: number
  talk_on: string | null
  last_on: string | null
  arrival: Arrival
  asked_on: string
}

/** The mail that reminds somebody: of the photos who agreed, of the invitation who did not say anything. */
export function reminderFor({ takes_part }: Pick<Reminded, 'takes_part'>): ReminderLetter {
  return takes_part === 1 ? 'reminder' : 'invitationReminder'
}

/**
 * Who of some people can get a reminder on a day: nobody whose invitation did not arrive, or did on that very day, nobody
 * who had two, or one on that day, and nobody from the day of the talk on, for which the photos were asked.
 */
export function reachedOn<Person extends Omit<Reminded, 'takes_part'>>(
  people: readonly Person[],
  day: string,
): Person[] {
  return people.filter(
    ({ arrival, asked_on, had, talk_on, last_on }) =>
      arrival === 'arrived' &&
      asked_on < day &&
      had < mostReminders &&
      (talk_on === null || talk_on > day) &&
      (last_on ?? '') < day,
  )
}

/** Some people as they are once those who can get a reminder on a day got it. */
function remindedOn(people: readonly Reminded[], day: string): Reminded[] {
  const reached = new Set(reachedOn(people, day))
  return people.map((one) => (reached.has(one) ? { ...one, had: one.had + 1, last_on: day } : one))
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
  state: 'done' | 'doneLate' | 'today' | 'soon' | 'coming' | 'late' | 'lateSoon' | 'missed'
  /** How many it went to, or would go to as things are now, once the days before it went out. */
  people: Record<ReminderLetter, number> & { total: number }
}

type Plan = Around & {
  people: readonly Reminded[]
  /** The date now, and the hour. */
  today: string
  hour: number
}

/** What goes out when, and what went. What is due by now goes out soon: the clock looks each minute. */
export function planOf(plan: Plan): PlannedDay[] {
  const { chosen, runs, people, today, hour } = plan
  const soonest = workingDayFrom(hour < sendingHours.end ? today : daysFrom(today, 1))
  const late = dayToDo(plan, soonest)
  const ahead = chosen.flatMap(({ day }) => {
    if (runs.has(day) || (day < soonest && day !== late)) return []
    return { day, on: day === late ? soonest : day }
  })
  return chosen.map(({ day }) => {
    const run = runs.get(day)
    const none = { total: run?.people ?? 0, reminder: 0, invitationReminder: 0 }
    if (run) return { day, on: run.on, state: run.on === day ? 'done' : 'doneLate', people: none }
    const place = ahead.findIndex((one) => one.day === day)
    const on = ahead[place]?.on
    if (on === undefined) return { day, on: day, state: 'missed', people: none }
    const state = stateTo(day, on, plan)
    const then = ahead.slice(0, place).reduce((before, one) => remindedOn(before, one.on), [...people])
    return { day, on, state, people: reminderCounts(reachedOn(then, on)) }
  })
}

/** How a day stands that is still to be done, on a date. */
function stateTo(
  day: string,
  on: string,
  { today, hour }: Pick<Plan, 'today' | 'hour'>,
): PlannedDay['state'] {
  const isDue = on === today && hour >= sendingHours.byItself
  if (on !== day) return isDue ? 'lateSoon' : 'late'
  if (isDue) return 'soon'
  return day === today ? 'today' : 'coming'
}
