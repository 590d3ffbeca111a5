import type { SessionState } from './lists.ts'
import type { Role } from './roles.ts'

/** The team: who leads a session. */
const team = ['lead', 'researcher'] as const satisfies readonly Role[]

/** What must be so before a session can be changed. */
export type SessionCondition = 'something_chosen' | 'nobody_joined' | 'dots_counted'

/**
 * The changes that a feedback session can undergo: from which state to which, by whom, and what must be so first.
 * `noun` ends the address of the change. What is not here is refused.
 */
export const sessionChanges = [
  { noun: 'opening', from: 'prepared', to: 'open', who: team, needs: 'something_chosen' },
  { noun: 'return', from: 'open', to: 'prepared', who: team, needs: 'nobody_joined' },
  { noun: 'reveal', from: 'open', to: 'revealed', who: team, needs: 'dots_counted' },
  { noun: 'closing', from: 'revealed', to: 'closed', who: team, needs: undefined },
] as const satisfies readonly {
  noun: string
  from: SessionState
  to: SessionState
  who: readonly Role[]
  needs: SessionCondition | undefined
}[]
export type SessionChange = (typeof sessionChanges)[number]
