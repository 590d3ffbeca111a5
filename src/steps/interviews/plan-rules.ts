import type { Relation } from '../../method/lists.ts'
import { minutesAfter, momentOf } from '../../method/wall-clock.ts'
import type { Key } from '../../text/text.ts'
import type { InterviewInput } from './input.ts'

/** When and where a talk is, and who is there for the study: as it is stored. */
export type Plan = {
  held_on: string | null
  starts_at: string | null
  minutes: number | null
  place: string
  online: string
  interviewer_id: string | null
  writer_id: string | null
  asks_relation: Relation | null
  writes_relation: Relation | null
}

/** Why a plan cannot be: a field, and what is wrong with it. */
export type Misplan = { field: string; key: Key }

/**
 * What was typed as it is stored: the time on the wall as a moment in UTC. A relation is of somebody: where nobody is
 * chosen there is none.
 */
export function planOf(
  input: Omit<InterviewInput, 'person_id'>,
  timeZone: string,
): { plan: Plan } | { wrong: Misplan } {
  const { starts, asks_relation, writes_relation, ...typed } = input
  const wrong = (field: string, key: Key) => ({ wrong: { field, key } })
  if (typed.place !== '' && typed.online !== '') return wrong('online', 'appointments.placeTwice')
  const relations = {
    asks_relation: typed.interviewer_id === null ? null : asks_relation,
    writes_relation: typed.writer_id === null ? null : writes_relation,
  }
  if (starts === null) return { plan: { ...typed, ...relations, starts_at: null, minutes: null } }
  if (typed.held_on === null) return wrong('held_on', 'appointments.dayRequired')
  if (typed.minutes === null) return wrong('minutes', 'appointments.minutesRequired')
  const starts_at = momentOf({ date: typed.held_on, time: starts }, timeZone)
  if (starts_at === undefined) return wrong('starts', 'appointments.noSuchTime')
  return { plan: { ...typed, ...relations, starts_at } }
}

type When = Pick<Plan, 'held_on' | 'starts_at' | 'minutes'>

/** Whether a talk can have been held: it began, or it is its day where no time is known. `today` is that of the house. */
export function hasCome({ held_on, starts_at }: When, at: string, today: string): boolean {
  return starts_at === null ? held_on !== null && held_on <= today : starts_at <= at
}

/** Whether a talk lies behind: it would have ended, or its day is past where no time is known. */
export function hasPassed({ held_on, starts_at, minutes }: When, at: string, today: string): boolean {
  return starts_at === null
    ? held_on !== null && held_on < today
    : minutesAfter(starts_at, minutes ?? 0) <= at
}

/** Whether something changed of what the participant sees of an appointment. */
export function looksOther(before: Plan, after: Plan): boolean {
  const seen = ['held_on', 'starts_at', 'minutes', 'place', 'online', 'interviewer_id', 'writer_id'] as const
  return seen.some((field) => before[field] !== after[field])
}

/** The ways to say how somebody stands to the participant that call for a warning, the stronger first. */
export function warningsFor(
  talk: Pick<Plan, 'asks_relation' | 'writes_relation'>,
): { part: 'asks' | 'writes'; relation: 'works_with' | 'judges' }[] {
  const said = [
    { part: 'asks' as const, relation: talk.asks_relation },
    { part: 'writes' as const, relation: talk.writes_relation },
  ]
  return (['judges', 'works_with'] as const).flatMap((relation) =>
    said.filter((one) => one.relation === relation).map(({ part }) => ({ part, relation })),
  )
}

/** Which talks a list shows: those in one state, those whose time is past, or those that do not suit; all otherwise. */
export const talkFilters = [
  'planned',
  'past',
  'unsuited',
  'held',
  'transcribed',
  'read_back',
  'coded',
] as const
export type TalkFilter = (typeof talkFilters)[number]

/** Reads a filter from an address. What it does not know is no filter. */
export function talkFilterFrom(text: string): TalkFilter | undefined {
  return talkFilters.find((one) => one === text)
}
