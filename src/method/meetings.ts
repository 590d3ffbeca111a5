import type { Role } from './roles.ts'

/** Where a meeting of the assembly is. Its papers are the team's until they are shared. */
export const meetingStates = ['draft', 'shared', 'closed'] as const
export type MeetingState = (typeof meetingStates)[number]

/** What something on the agenda is for: to know, to talk about, or something that is asked. */
export const itemKinds = ['information', 'discussion', 'answer'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What a member of the assembly says about the papers. */
export const remarkKinds = ['question', 'comment'] as const
export type RemarkKind = (typeof remarkKinds)[number]

const team = ['lead', 'researcher'] as const satisfies readonly Role[]

type MeetingChange = { from: MeetingState; to: MeetingState; who: readonly Role[] }

/** Which state follows which, and who may bring that about. */
export const meetingChanges: readonly MeetingChange[] = [
  { from: 'draft', to: 'shared', who: team },
  { from: 'shared', to: 'closed', who: team },
  { from: 'shared', to: 'draft', who: team },
  { from: 'closed', to: 'shared', who: team },
]

type Allowed = { planning: boolean; inviting: boolean; reading: boolean; remarks: boolean; answers: boolean }

/**
 * What a state allows: the team changes the agenda and chooses who comes, the team invites them, members read the
 * papers, members ask and comment, the team writes down answers, outcomes and promises.
 */
export const meetingAllows: Record<MeetingState, Allowed> = {
  draft: { planning: true, inviting: false, reading: false, remarks: false, answers: false },
  shared: { planning: true, inviting: true, reading: true, remarks: true, answers: true },
  closed: { planning: false, inviting: false, reading: true, remarks: false, answers: true },
}
