/** What a person can be in a study. One person may be several, each with a seat of its own. */
export const roles = [
  'lead',
  'researcher',
  'advisor',
  'participant',
  'attendee',
  'owner',
  'assembly',
] as const
export type Role = (typeof roles)[number]

/** Those who come in by an account; a person has one of these at most. */
export const memberRoles = ['lead', 'researcher', 'advisor'] as const satisfies readonly Role[]
export type MemberRole = (typeof memberRoles)[number]

/** Tells whether a role is one of those who come in by an account. */
export function isMemberRole(role: Role): role is MemberRole {
  return (memberRoles as readonly Role[]).includes(role)
}

/** Those who come in by a link of their own. */
export const linkRoles = ['participant', 'owner', 'assembly'] as const satisfies readonly Role[]
export type LinkRole = (typeof linkRoles)[number]

/** Those whose seats a visit holds: by a link of their own, or by the join code of a feedback session. */
export type VisitRole = LinkRole | 'attendee'

/** What an account can be outside studies. A researcher may start one and is then its lead. */
export const accountRoles = ['administrator', 'researcher'] as const
export type AccountRole = (typeof accountRoles)[number]

/** The first part of the address of a personal link. */
export const doorOf: Record<LinkRole, string> = { participant: 'p', owner: 'o', assembly: 'a' }
