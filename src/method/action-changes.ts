import type { ActionState } from './lists.ts'

/** Who brings a change about: the team of the study, or the person who takes the action point up. */
export type Changer = 'team' | 'owner'

/**
 * What must be there first: somebody who said yes, a fixed place, a reason, or (for `version`) another content: then
 * the change is made by writing down what will be different from now on, and the old words stay readable.
 */
type ChangeNeed = 'yes' | 'place' | 'reason' | 'version'

export type ActionChange = {
  from: ActionState
  to: ActionState
  by: readonly Changer[]
  needs?: ChangeNeed
}

const team = ['team'] as const
const both = ['team', 'owner'] as const

/**
 * From where to where an action point may go. It begins as `proposed` and is `agreed` once somebody said yes: without
 * that it is a wish. Only who does the work knows that it has begun and that it is done, so the owner may say those two,
 * and take the second back; what touches the agreement between people (agreeing, adjusting, a fixed place, stopping) is
 * written down by the team. Stopping is an outcome and not a removal: it bears its reason, and is there from every state
 * in which something was still to be done. Each step forward has its way back, for a mistake can be mended and a fixed
 * place can be lost; the history keeps both.
 */
export const actionChanges: readonly ActionChange[] = [
  { from: 'proposed', to: 'agreed', by: team, needs: 'yes' },
  { from: 'proposed', to: 'stopped', by: team, needs: 'reason' },
  { from: 'agreed', to: 'underway', by: both },
  { from: 'agreed', to: 'proposed', by: team },
  { from: 'agreed', to: 'stopped', by: team, needs: 'reason' },
  { from: 'underway', to: 'done', by: both },
  { from: 'underway', to: 'adjusted', by: team, needs: 'version' },
  { from: 'underway', to: 'agreed', by: team },
  { from: 'underway', to: 'stopped', by: team, needs: 'reason' },
  { from: 'adjusted', to: 'underway', by: both },
  { from: 'adjusted', to: 'done', by: both },
  { from: 'adjusted', to: 'stopped', by: team, needs: 'reason' },
  { from: 'done', to: 'embedded', by: team, needs: 'place' },
  { from: 'done', to: 'underway', by: both },
  { from: 'embedded', to: 'underway', by: team },
  { from: 'stopped', to: 'proposed', by: team },
]

/** The changes that somebody may make from a state, in the order of the table. */
export function changesFrom(from: ActionState, who: Changer): ActionChange[] {
  return actionChanges.filter((change) => change.from === from && change.by.includes(who))
}

/** One change; undefined when it is not for somebody to make. */
export function changeBetween(from: ActionState, to: ActionState, who: Changer): ActionChange | undefined {
  return changesFrom(from, who).find((change) => change.to === to)
}

/** The states in which somebody is at it, so that there must be somebody who said yes. */
export const takenUp: readonly ActionState[] = ['agreed', 'underway', 'adjusted']
