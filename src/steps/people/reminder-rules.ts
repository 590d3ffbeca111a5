import { reminderDays, type ReminderLetter } from '../../method/sending-hours.ts'

/** How many reminders somebody gets at most. The database holds no third. */
export const mostReminders = 2

/** How many days before the date a study may choose. */
export const daysToChoose = [14, 10, 7, 5, 3, 2, 1] as const

type Reminded = { takes_part: 0 | 1 | null; had: number }

/** The mail that reminds somebody: of the photos who agreed, of the invitation who did not say anything. */
export function reminderFor({ takes_part }: Pick<Reminded, 'takes_part'>): ReminderLetter {
  return takes_part === 1 ? 'reminder' : 'invitationReminder'
}

/** How many would get which mail, if `before` others went out first. */
export function reminderCounts(
  people: readonly Reminded[],
  before = 0,
): Record<ReminderLetter, number> & { total: number } {
  const reached = people.filter(({ had }) => had + before < mostReminders)
  const reminder = reached.filter((person) => reminderFor(person) === 'reminder').length
  return { total: reached.length, reminder, invitationReminder: reached.length - reminder }
}

export type PlannedDay = {
  day: string
  state: 'done' | 'today' | 'coming' | 'missed'
  /** How many it went to, or would go to as things are now. */
  people: Record<ReminderLetter, number> & { total: number }
}

type Plan = {
  photosBy: string | null
  daysBefore: readonly number[]
  people: readonly Reminded[]
  runs: ReadonlyMap<string, number>
  /** The date now, and whether the hours of that day are over. */
  today: string
  isOver: boolean
}

/** What goes out when, and what went. A day on which nothing ran is not made good: the next one comes. */
export function planOf({ photosBy, daysBefore, people, runs, today, isOver }: Plan): PlannedDay[] {
  const days = photosBy === null ? [] : reminderDays(photosBy, daysBefore)
  const isAhead = (day: string) => !runs.has(day) && (day > today || (day === today && !isOver))
  const ahead = days.filter(isAhead)
  return days.map((day) => {
    const went = runs.get(day)
    const none = { total: went ?? 0, reminder: 0, invitationReminder: 0 }
    if (went !== undefined) return { day, state: 'done', people: none }
    if (!isAhead(day)) return { day, state: 'missed', people: none }
    const counts = reminderCounts(people, ahead.indexOf(day))
    return { day, state: day === today ? 'today' : 'coming', people: counts }
  })
}
