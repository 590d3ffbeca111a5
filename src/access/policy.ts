import type { AccountRole, Role } from '../method/roles.ts'

/** How far a right reaches: the rows of the person, or those of the whole study. */
export type Scope = 'own' | 'study'

const team = { lead: 'study', researcher: 'study' } as const
const members = { ...team, advisor: 'study' } as const

/** Who may do what in a study, and how far. The only place where these rights are given; buttons ask it too. */
export const policy = {
  'study.read': members,
  'study.edit': team,
  'study.export': team,
  'study.remove': { lead: 'study' },
  'preparations.read': members,
  'preparations.edit': { lead: 'study' },
  'members.read': members,
  'members.edit': { lead: 'study' },
  'mails.read': { lead: 'study' },
  'mails.repeat': { lead: 'study' },
  'mails.export': { lead: 'study' },
  'people.read': members,
  'people.edit': team,
  'people.invite': team,
  'people.export': team,
  'people.stop': team,
  'sample.read': team,
  'sample.edit': team,
  'people.erase': { lead: 'study' },
  'own.read': { participant: 'own' },
  'own.arrive': { participant: 'own' },
  'own.erase': { participant: 'own' },
  'own.export': { participant: 'own' },
  'own.leave': { participant: 'own', owner: 'own', assembly: 'own' },
  'appointment.answer': { participant: 'own' },
  'key.give': { participant: 'own' },
  'key.choose': { participant: 'own' },
  'consent.give': { participant: 'own' },
  'consent.withdraw': { participant: 'own' },
  'consent.words': { participant: 'own' },
  'photos.read': { ...members, participant: 'own' },
  'photos.add': { participant: 'own' },
  'photos.edit': { participant: 'own' },
  'photos.answer': { participant: 'own' },
  'photos.blur': { ...team, participant: 'own' },
  'photos.askBlur': team,
  'photos.group': team,
  'photos.wish': team,
  'photos.remove': { ...team, participant: 'own' },
  'photos.export': team,
  'photos.addAtTable': team,
  'material.read': members,
  'material.edit': team,
  'material.export': team,
  'interviews.read': members,
  'interviews.edit': team,
  'interviews.export': team,
  'recordings.read': members,
  'recordings.edit': team,
  'coding.read': members,
  'coding.edit': members,
  'coding.wish': team,
  'coding.export': team,
  'quotations.answer': { participant: 'own' },
  'passages.say': { participant: 'own' },
  'answers.register': team,
  'taken.read': members,
  'quotations.remove': { participant: 'own' },
  'findings.read': members,
  'findings.edit': team,
  'findings.export': team,
  'feedback.read': members,
  'feedback.edit': team,
  'feedback.export': team,
  'feedback.remove': { lead: 'study' },
  'session.read': { attendee: 'own' },
  'session.leave': { attendee: 'own' },
  'dots.place': { attendee: 'own' },
  'actions.read': { ...members, owner: 'own' },
  'actions.edit': team,
  'actions.check': { ...team, owner: 'own' },
  'actions.export': team,
  'actions.remove': { lead: 'study' },
  'assembly.read': members,
  'assembly.edit': team,
  'assembly.export': team,
  'papers.read': { assembly: 'own' },
  'papers.open': { assembly: 'own' },
  'papers.remark': { assembly: 'own' },
  'guide.read': members,
  'guide.edit': team,
} as const satisfies Record<string, Partial<Record<Role, Scope>>>

export type Right = keyof typeof policy

/** Who may do what outside studies; `account` is anyone who has one. */
export const accountPolicy = {
  'home.read': ['account'],
  'profile.edit': ['account'],
  'accounts.read': ['administrator'],
  'accounts.edit': ['administrator'],
  'studies.start': ['researcher'],
} as const satisfies Record<string, readonly (AccountRole | 'account')[]>

export type AccountRight = keyof typeof accountPolicy

/** How far a role's right reaches; undefined when it has not got it. */
export function scopeOf(role: Role, right: Right): Scope | undefined {
  return (policy[right] as Partial<Record<Role, Scope>>)[role]
}

/** Tells whether a role has a right in a study. */
export function may(role: Role, right: Right): boolean {
  return scopeOf(role, right) !== undefined
}

/** Tells whether an account with these roles has a right outside studies. */
export function accountMay(roles: readonly AccountRole[], right: AccountRight): boolean {
  const allowed: readonly (AccountRole | 'account')[] = accountPolicy[right]
  return allowed.includes('account') || roles.some((role) => allowed.includes(role))
}

/** Tells whether a right is one to look only. What is taken for looking cannot write. */
export function isForReading(right: Right | AccountRight): boolean {
  return right.endsWith('.read') || right.endsWith('.export')
}
