import type { OpenRung, SessionKind, SessionState } from '../../method/lists.ts'
import type { Role } from '../../method/roles.ts'
import { sessionChanges, type SessionChange, type SessionCondition } from '../../method/session-changes.ts'

/** What a person may do with a session in this state, once what must be so first is. */
export function changesFrom(state: SessionState, role: Role): SessionChange[] {
  return sessionChanges.filter(({ from, who }) => from === state && (who as readonly Role[]).includes(role))
}

type Held = {
  state: SessionState
  joined: string | number | null
  is_open_ballot: number
}
type Chosen = { findings: readonly unknown[]; points: readonly { paper_dots: number | null }[] }

/** What a person may do now with a session that shows this: nothing that would be refused. */
export function changesNow(session: Held, { findings, points }: Chosen, role: Role): SessionChange[] {
  const isSo: Record<SessionCondition, boolean> = {
    something_chosen: findings.length + points.length > 0,
    nobody_joined: Number(session.joined) === 0,
    dots_counted: session.is_open_ballot === 0 || points.every(({ paper_dots }) => paper_dots !== null),
  }
  return changesFrom(session.state, role).filter(({ needs }) => needs === undefined || isSo[needs])
}

/** Up to which rung a session of this kind shows what findings rest on, unless another is chosen. */
export function rungOf(kind: SessionKind): OpenRung {
  return kind === 'participants' ? 'participants' : 'leaders'
}

/** With fewer than this, a count of dots may show who chose what. */
const smallGroup = 8

/** Tells whether a group is too small for dots that are placed unseen. False as long as nobody is known to be there. */
export function isSmall(present: number | null, joined: number): boolean {
  const people = Math.max(present ?? 0, joined)
  return people < smallGroup && (present !== null || joined > 0)
}

/** Tells whether more have joined than are there: somebody is in twice, or comes from outside. */
export function isCrowded(present: number | null, joined: number): boolean {
  return present !== null && joined > present
}

/** The characters of join codes: none that look or sound like another. */
export const codeAlphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const codeLength = 6

/** Tells whether how the dots fell is known in this state. */
export function isKnown(state: SessionState): boolean {
  return state === 'revealed' || state === 'closed'
}

/** A join code as it was typed, read from a screen or a slip of paper: case, spaces and dashes are nothing. */
export function codeFrom(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s\-–.]/g, '')
}

/** A join code as it is shown: in groups of three. */
export function shownCode(code: string): string {
  return code.replaceAll(/(...)(?=.)/g, '$1 ')
}

/** A point with the dots that it got, or how many were counted for it by hand. */
export type Counted = { id: string; position: number; dots: number }

/** Points by their dots, most first; those with as many keep their order. */
export function ranked<Point extends Counted>(points: readonly Point[]): Point[] {
  return points.toSorted((a, b) => b.dots - a.dots || a.position - b.position)
}

/** Those that got a place of their own in the order, by that place; the same place twice keeps the given order. */
export function inOrder(places: readonly { id: string; place: number | null }[]): string[] {
  return places
    .flatMap(({ id, place }) => (place === null ? [] : [{ id, place }]))
    .toSorted((a, b) => a.place - b.place)
    .map(({ id }) => id)
}
