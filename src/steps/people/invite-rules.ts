import type { State } from './standing.ts'

type Asked = {
  state: State
  email: string | null
  invited_at: string | null
  /** An invitation that was written and is not settled yet. */
  open: 'waiting' | 'uncertain' | undefined
}

/**
 * Why somebody gets no invitation: it is over, or was held, or no mail leads there, or one waits already, or one may have
 * arrived.
 */
export type WhyNot = 'declined' | 'withdrawn' | 'interviewed' | 'address' | 'waiting' | 'uncertain'

type WhyOver = 'declined' | 'withdrawn' | 'interviewed'

/** Why an invitation asks nothing of somebody any more; undefined where it still does. */
export function whyNotAsked({ state }: Pick<Asked, 'state'>): WhyOver | undefined {
  return state === 'declined' || state === 'withdrawn' || state === 'interviewed' ? state : undefined
}

/** Why somebody is sent no invitation; undefined where one can go. */
export function whyNotInvited(person: Omit<Asked, 'invited_at'>): WhyNot | undefined {
  return whyNotAsked(person) ?? (person.email === null ? 'address' : person.open)
}

/**
 * Why the last mail to somebody is not sent once more: nothing goes to who is gone, and an invitation neither to who had
 * the talk nor with a date that is past. Undefined where it can go.
 */
export function whyNotRepeated(
  person: Pick<Asked, 'state'>,
  template: string,
  isLate: boolean,
): WhyOver | 'late' | undefined {
  const why = whyNotAsked(person)
  if (template !== 'invitation') return why === 'interviewed' ? undefined : why
  return why ?? (isLate ? 'late' : undefined)
}

/** Which mails are the invitations of a study. */
export function invitationsIn({ studyId }: { studyId: string }) {
  return { studyId, role: 'participant', template: 'invitation' } as const
}

/** Who of some people gets an invitation, and why each of the others gets none. */
export type Reach<Person> = {
  gets: Person[]
  /** How many of them got one before. */
  again: number
  /** How many of them agreed to take part already. */
  joined: number
  left: { person: Person; why: WhyNot | 'shut' }[]
}

const joinedStates: readonly State[] = ['agreed', 'photos', 'ready']

/**
 * Whom an invitation to many reaches. A way in that the team shut it does not open again: that is done on the
 * page of the person.
 */
export function reachOf<Person extends Asked & { isShut: boolean }>(
  people: readonly Person[],
): Reach<Person> {
  const whyNot = (person: Person) => whyNotAsked(person) ?? (person.isShut ? 'shut' : whyNotInvited(person))
  const gets = people.filter((person) => whyNot(person) === undefined)
  return {
    gets,
    again: gets.filter(({ invited_at, state }) => invited_at !== null && state !== 'unsent').length,
    joined: gets.filter(({ state }) => joinedStates.includes(state)).length,
    left: people.flatMap((person) => {
      const why = whyNot(person)
      return why === undefined ? [] : [{ person, why }]
    }),
  }
}
