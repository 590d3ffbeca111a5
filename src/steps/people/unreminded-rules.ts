import type { Arrival } from './arrival-rules.ts'
import { mostReminders } from './reminder-rules.ts'
import type { State } from './standing.ts'

/** Why somebody gets no reminder on a day, the reason that lasts longest first. */
const reasons = [
  ...(['gone', 'talk', 'ready', 'unasked', 'address', 'shut'] as const),
  ...(['unsent', 'kept', 'uncertain', 'waiting', 'twice', 'fresh', 'today'] as const),
] as const
export type WhyUnreminded = (typeof reasons)[number]

type Told = {
  id: string
  state: State
  invited_at: string | null
  ready_at: string | null
  email: string | null
}
type Remindable = {
  id: string
  had: number
  talk_on: string | null
  last_on: string | null
  arrival: Arrival
  asked_on: string
}

/** How many of all people get no reminder on a day for which reason; `gets` are those who get one. */
export function unreminded(
  all: readonly Told[],
  remindable: readonly Remindable[],
  gets: readonly { id: string }[],
  day: string,
): { why: WhyUnreminded; count: number }[] {
  const known = new Map(remindable.map((one) => [one.id, one]))
  const reached = new Set(gets.map(({ id }) => id))
  const found = all.filter(({ id }) => !reached.has(id)).map((one) => whyNot(one, known.get(one.id), day))
  return reasons
    .map((why) => ({ why, count: found.filter((one) => one === why).length }))
    .filter(({ count }) => count > 0)
}

function whyNot(person: Told, found: Remindable | undefined, day: string): WhyUnreminded {
  const { state, invited_at, ready_at, email } = person
  if (state === 'declined' || state === 'withdrawn') return 'gone'
  if (state === 'interviewed' || (found?.talk_on && found.talk_on <= day)) return 'talk'
  if (ready_at !== null) return 'ready'
  if (invited_at === null) return 'unasked'
  if (email === null) return 'address'
  // Whoever was asked and is not ready, and still is not among those who may be reminded, has no way in.
  if (!found) return 'shut'
  if (found.arrival !== 'arrived') return found.arrival
  if (found.had >= mostReminders) return 'twice'
  return found.asked_on >= day ? 'fresh' : 'today'
}
