import { takenUp } from '../../method/action-changes.ts'
import { actionStates, type ActionState, type Standing, type Verdict } from '../../method/lists.ts'

/** A calendar date so many weeks later: the same day of the week, wherever the clock is put forward between them. */
export function weeksLater(date: string, weeks: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  // eslint-disable-next-line no-restricted-globals -- it counts days here and reads no clock.
  return new Date(Date.UTC(year, month - 1, day + weeks * 7)).toISOString().slice(0, 10)
}

/** What says when somebody looks: calendar dates, as they are where the house stands. */
export type Schedule = {
  state: ActionState
  lookOn: string | null
  agreedOn: string | null
  everyWeeks: number | null
  lastCheckOn: string | null
  embeddedOn: string | null
}

/** Tells whether somebody looks how it stands: not at a proposal, nor at what has stopped. */
export function isChecked(state: ActionState): boolean {
  return state !== 'proposed' && state !== 'stopped'
}

/** Tells whether what was to be done is done, with a fixed place or without: one still looks whether it helps. */
export function isDone(state: ActionState): boolean {
  return state === 'done' || state === 'embedded'
}

/** Tells whether something was agreed with who takes it up, and holds still. */
export function isAgreed({ state, said_yes }: { state: ActionState; said_yes: number }): boolean {
  return said_yes === 1 && isChecked(state)
}

/** What has its fixed place is looked at once more after half a year; from then on the place looks after it. */
const weeksAfterEmbedding = 26

/**
 * The day of the next check; undefined when there is none to come. The first is on the agreed day, or one rhythm after
 * it was agreed; each later one is a rhythm after the last. A proposal and what has stopped are not looked at, and what is
 * done only as long as it has a rhythm.
 */
export function nextCheckOn(schedule: Schedule): string | undefined {
  const { state, lookOn, agreedOn, everyWeeks, lastCheckOn, embeddedOn } = schedule
  if (!isChecked(state)) return undefined
  if (state === 'embedded') {
    return embeddedOn === null
      ? undefined
      : stillDue(weeksLater(embeddedOn, weeksAfterEmbedding), lastCheckOn)
  }
  const first = lookOn ?? (agreedOn !== null && everyWeeks !== null ? weeksLater(agreedOn, everyWeeks) : null)
  const firstStillDue = first === null ? undefined : stillDue(first, lastCheckOn)
  if (state === 'done' && everyWeeks === null) return undefined
  if (firstStillDue !== undefined || lastCheckOn === null || everyWeeks === null) return firstStillDue
  return weeksLater(lastCheckOn, everyWeeks)
}

/** A day to look, unless a check stands for it: one of that day, of the week before it, or later. */
function stillDue(date: string, lastCheckOn: string | null): string | undefined {
  return lastCheckOn !== null && lastCheckOn >= weeksLater(date, -1) ? undefined : date
}

/** What is late: the check, or the whole; undefined when nothing is. A day is late from the day after it. */
export function lateness(
  { state, dueOn, next }: { state: ActionState; dueOn: string | null; next: string | undefined },
  today: string,
): 'check' | 'due' | undefined {
  if (next !== undefined && next < today) return 'check'
  const isOpen = state === 'proposed' || takenUp.includes(state)
  return isOpen && dueOn !== null && dueOn < today ? 'due' : undefined
}

/** What an action point asks of those who can help. */
export type Plea = Exclude<Standing, 'on_track'> | Extract<Verdict, 'adjust' | 'stop'>

type Said = { standing: Standing | null; verdict: Verdict | null }

/**
 * What the last check asks for; undefined when it asks for nothing. That it is adjusted or stopped is asked until the
 * state has changed since; help is asked until the next check says otherwise, or nothing is to be done any more.
 */
export function pleaOf(
  state: ActionState,
  check: Said | undefined,
  hasMovedSince: boolean,
): Plea | undefined {
  if (!check || !isChecked(state)) return undefined
  const { standing, verdict } = check
  if (takenUp.includes(state) && (standing === 'stuck' || standing === 'needs_help')) return standing
  if (hasMovedSince) return undefined
  return verdict === 'adjust' || verdict === 'stop' ? verdict : undefined
}

/** What of an action point tells how it will go on. */
export type Planned = {
  state: ActionState
  look_on: string | null
  agreed_on: string | null
  every_weeks: number | null
  embedded_on: string | null
  due_on: string | null
  check: (Said & { at: string }) | undefined
  hasMovedSince: boolean
}

/** What is to come of an action point: the day of its next check, what is late, what it asks for. */
export type Outlook = {
  next: string | undefined
  late: 'check' | 'due' | undefined
  plea: Plea | undefined
  isOpen: boolean
}

/**
 * What an action point waits for: help, where it asks for that or should have been done by now, or else only a check that
 * is not in yet.
 */
export function waitsFor({ plea, late }: Outlook): 'help' | 'check' | undefined {
  return plea !== undefined || late === 'due' ? 'help' : late
}

/** How many action points a page of the list holds. */
const pageSize = 50

/** Under which head of the list an action point stands: what it waits for, or else its state. */
export type Head = 'help' | 'check' | ActionState
export type Ordered = { id: string; head: Head }
type Seen = { id: string; state: ActionState; outlook: Outlook }

/**
 * All action points in the order of the list, each with its head: first those that ask for help, then those whose check
 * is late, both by urgency; then the others state by state, as they were made.
 */
export function inOrder(points: readonly Seen[]): Ordered[] {
  const headed = points.map((point) => ({ ...point, head: waitsFor(point.outlook) ?? point.state }))
  const waiting = (head: Head) => headed.filter((point) => point.head === head).sort(byUrgency)
  const others = actionStates.flatMap((state) => headed.filter((point) => point.head === state))
  return [...waiting('help'), ...waiting('check'), ...others].map(({ id, head }) => ({ id, head }))
}

/** Of a list in order, what stands on a page; pages count from 1. */
export function onPage<Row>(order: readonly Row[], number: number): Row[] {
  return order.slice((number - 1) * pageSize, number * pageSize)
}

/** The last page of a list; one that is empty has a first. */
export function lastPage({ length }: readonly unknown[]): number {
  return Math.max(1, Math.ceil(length / pageSize))
}

/** The worst first: what is stuck, then what asks for something, then what is late. */
const urgencies: readonly (Plea | 'check' | 'due')[] = [
  ...(['stuck', 'needs_help', 'stop', 'adjust'] as const),
  ...(['due', 'check'] as const),
]

function byUrgency({ outlook: one }: Seen, { outlook: other }: Seen): number {
  return urgencyOf(one) - urgencyOf(other) || (one.next ?? '').localeCompare(other.next ?? '')
}

function urgencyOf({ plea, late }: Outlook): number {
  const what = plea ?? late
  return what === undefined ? 0 : urgencies.indexOf(what)
}

/** How an action point will go on, seen on a day. `day` gives the calendar date of a time. */
export function outlookOf(point: Planned, day: (at: string) => string, today: string): Outlook {
  const { state, look_on, agreed_on, every_weeks, embedded_on, due_on, check, hasMovedSince } = point
  const next = nextCheckOn({
    state,
    lookOn: look_on,
    agreedOn: agreed_on,
    everyWeeks: every_weeks,
    lastCheckOn: check ? day(check.at) : null,
    embeddedOn: embedded_on,
  })
  return {
    next,
    late: lateness({ state, dueOn: state === 'proposed' ? (look_on ?? due_on) : due_on, next }, today),
    plea: pleaOf(state, check, hasMovedSince),
    isOpen: state === 'proposed' || takenUp.includes(state),
  }
}

/** What is asked within a week, in the order of the form. */
const asked = ['owner_id', 'different', 'mandate', 'follow', 'look_on', 'every_weeks', 'fixed_place'] as const
export type Missing = (typeof asked)[number]

/** What an action point does not say yet, of what is asked within a week. Nothing, once it is done or stopped. */
export function missingIn(
  point: { state: ActionState } & Record<Missing, string | number | null>,
): Missing[] {
  if (point.state !== 'proposed' && !takenUp.includes(point.state)) return []
  return asked.filter((field) => point[field] === null || point[field] === '')
}

/** What was agreed: the columns of which each former content is kept. */
export const agreedColumns = [
  'title',
  'what',
  'owner_id',
  'said_yes',
  'helpers',
  'different',
  'mandate',
  'follow',
  'look_on',
  'every_weeks',
  'fixed_place',
  'fixed_when',
  'due_on',
  'subject_id',
  'issue_id',
] as const
export type AgreedColumn = (typeof agreedColumns)[number]
export type Agreed = Record<AgreedColumn, string | number | null>

/** The columns in which two contents differ. */
export function changedIn(before: Agreed, after: Agreed): AgreedColumn[] {
  return agreedColumns.filter((column) => before[column] !== after[column])
}
