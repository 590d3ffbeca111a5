import type { State } from './standing.ts'

/** Why a new link is not mailed: to nobody who is over, or has no address, or is about to get one by an invitation. */
export type WhyHanded = 'declined' | 'withdrawn' | 'address' | 'waiting'

/** Why a link that takes the place of the others can only be handed over; undefined where it can be mailed. */
export function whyHanded(
  { state, email }: { state: State; email: string | null },
  invitation: 'waiting' | 'uncertain' | undefined,
): WhyHanded | undefined {
  if (state === 'declined' || state === 'withdrawn') return state
  if (email === null) return 'address'
  return invitation === 'waiting' ? 'waiting' : undefined
}
