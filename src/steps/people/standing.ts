import { countIn, type TrailEntry } from '../../http/trail.ts'
import type { Participant } from './queries.ts'

/**
 * How far somebody is, in the order in which it goes: nothing written yet, an invitation that waits or could not be sent,
 * sent, seen to have pressed a button, agreed, with photos, ready with them, interviewed. Or over: said no, or stopped
 * after having agreed.
 */
export const states = [
  'added',
  'waiting',
  'unsent',
  'invited',
  'opened',
  'agreed',
  'photos',
  'ready',
  'interviewed',
  'declined',
  'withdrawn',
] as const
export type State = (typeof states)[number]

type Signs = {
  invited_at: string | null
  opened_at: string | null
  ready_at: string | null
  takes_part: 0 | 1 | null
  /** Whether this person ever agreed to take part. */
  said_yes: 0 | 1 | null
  /** Whether a personal link was ever made. Where a mail could not be sent, its link went again. */
  has_link: 0 | 1 | null
  /** Of the invitations by mail: 2 where one was sent or is on its way, 1 where one waits, 0 where none could be sent. */
  mailed: 0 | 1 | 2 | null
}
/** What later steps know: how many photos are in, how many are still expected, and whether a talk was held. */
export type Brought = { photos: number; expected: number; isHeld: boolean }

/** A participant, with how far the person is. */
export type Placed = Participant & Brought & { state: State }

/** What somebody brought, by the trail. A talk that is planned was not held. */
export function broughtIn(entries: readonly TrailEntry[] = [], today: string): Brought {
  const day = entries.find(({ kind }) => kind === 'interviews')?.day
  return {
    photos: countIn(entries, 'photos'),
    expected: countIn(entries, 'expectedPhotos'),
    isHeld: day ? day <= today : false,
  }
}

/** How far somebody is. What was said last goes before all that was brought: who stopped has stopped. */
export function stateOf(signs: Signs, { photos, isHeld }: Omit<Brought, 'expected'>): State {
  if (signs.takes_part === 0) return signs.said_yes === 1 ? 'withdrawn' : 'declined'
  if (isHeld) return 'interviewed'
  if (signs.takes_part === 1) {
    if (signs.ready_at !== null) return 'ready'
    return photos > 0 ? 'photos' : 'agreed'
  }
  if (signs.opened_at !== null) return 'opened'
  if (signs.invited_at === null) return 'added'
  // Whom a link was handed has it, whatever became of the mail.
  if (signs.has_link === 1 || signs.mailed === null || signs.mailed === 2) return 'invited'
  return signs.mailed === 1 ? 'waiting' : 'unsent'
}

/** How many are in each state, the states in their order. Everybody is in one: they add up to all. */
export function countsOf(all: readonly { state: State }[]): { state: State; count: number }[] {
  return states.map((state) => ({ state, count: all.filter((one) => one.state === state).length }))
}

/** Whether somebody can be sent an invitation and was not yet; who had the talk already is asked nothing. */
export function isDue({ state, email }: { state: State; email: string | null }): boolean {
  return state === 'added' && email !== null
}

/**
 * How many people there are, and how many got nothing yet: `unasked`, of whom `due` can be mailed. `still` are those who
 * did not say no or stop, and `begun` those of them who opened their link.
 */
export function peopleCountsOf(all: readonly (Signs & { state: State; email: string | null })[]) {
  const still = all.filter(({ takes_part }) => takes_part !== 0)
  const unasked = all.filter(({ state }) => state === 'added').length
  const due = all.filter(isDue).length
  return {
    ...{ total: all.length, unasked, due },
    still: still.length,
    begun: still.filter(({ opened_at }) => opened_at !== null).length,
  }
}

/** Of those who take part: how many have no photo, how many one, and so on up to the most that somebody has. */
export function photoCountsOf(
  all: readonly (Pick<Brought, 'photos'> & { takes_part: 0 | 1 | null })[],
): number[] {
  const taking = all.filter(({ takes_part }) => takes_part === 1)
  if (taking.length === 0) return []
  const most = Math.max(...taking.map(({ photos }) => photos))
  return Array.from(
    { length: most + 1 },
    (_, count) => taking.filter(({ photos }) => photos === count).length,
  )
}

/** Which people a list shows: those in one state, or with so many photos; all when neither is asked. */
export type Filter = { state: State | undefined; photos: number | undefined }

/** Reads a filter from an address. What it does not know is no filter. */
export function filterFrom(state: string, photos: string): Filter {
  return {
    state: states.find((one) => one === state),
    photos: /^\d{1,3}$/.test(photos) ? Number(photos) : undefined,
  }
}

/** Whether a filter lets somebody through. */
export function isIn(
  filter: Filter,
  one: Pick<Brought, 'photos'> & { state: State; takes_part: 0 | 1 | null },
): boolean {
  if (filter.state !== undefined && one.state !== filter.state) return false
  return filter.photos === undefined || (one.takes_part === 1 && one.photos === filter.photos)
}
