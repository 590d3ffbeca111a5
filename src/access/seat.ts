import type { Db } from '../db/schema.ts'
import { Forbidden, NotFound, SignedOut } from '../errors.ts'
import type { Language } from '../method/languages.ts'
import { memberRoles, type Role } from '../method/roles.ts'
import type { Terms } from '../method/template.ts'
import type { OwnWords } from '../method/words.ts'
import type { Flag } from '../db/schema.ts'
import { noteRefusal } from './audit.ts'
import { accountMay, scopeOf, type AccountRight, type Right, type Scope } from './policy.ts'
import { lostLinkOf, type LostLink } from './links.ts'
import { hasCode, useKey } from './second-key.ts'
import { hashOf } from './tokens.ts'
import type { Account, Visitor } from './visits.ts'

declare const seated: unique symbol

/**
 * One person's place in one study, at the moment of one request, for one right.
 * Only takeSeat() makes one and every query asks for one: holding it proves that the right was checked.
 */
export type Seat = {
  readonly [seated]: true
  readonly kind: 'seat'
  readonly studyId: string
  readonly studyName: string
  readonly isExample: boolean
  /** What the network calls things. */
  readonly words: OwnWords
  readonly personId: string
  readonly personName: string
  readonly language: Language
  readonly role: Role
  readonly right: Right
  readonly scope: Scope
  readonly seesNames: boolean
  readonly readsRaw: boolean
  /** When the seat was taken. All that is written from it bears this time. */
  readonly at: string
}

/** An account outside studies, at the moment of one request, for one right. Only takeAccount() makes one. */
export type AccountSeat = {
  readonly [seated]: true
  readonly kind: 'account'
  readonly accountId: string
  readonly right: AccountRight
  readonly at: string
}

/**
 * Anyone at all, with or without an account, before the guide of one study that was published. Only takeGuide() makes
 * one. It is no Seat: what is for everyone can be read with it, and nothing else.
 */
export type Guest = {
  readonly [seated]: true
  readonly kind: 'guest'
  readonly studyId: string
  /** That of the study: a guide is sorted alike for all who read it. */
  readonly language: Language
}

/** The program's own place in a study, for what happens without a visitor. It reads what a letter of the study needs. */
export type ClockSeat = { readonly [seated]: true; readonly kind: 'clock'; readonly studyId: string }

/**
 * What is needed beside the role. Set per person: to see names, and to read whole talks. Given in this browser: the
 * second key of a participant, before that person's own words; `code` is the same where a code was chosen, before what
 * cannot be taken back.
 */
export type Need = 'names' | 'raw' | 'namesAndRaw' | 'key' | 'code'

/** The ways into a study. Each takes seats of its own kind only. */
export type StudyDoor = 'account' | 'participant' | 'owner' | 'assembly' | 'attendee'

/** Thrown when a page is behind the second key, and it was not given in this browser. Becomes a 401 that asks for it. */
export class KeyNeeded extends Error {
  readonly seat: Seat

  constructor(seat: Seat) {
    super('the second key is needed')
    this.seat = seat
  }
}

/** Thrown when a page is for who sees names or reads whole talks, and the person of the study does not. Becomes a 403 that says so. */
export class Unshown extends Forbidden {
  readonly seat: Seat
  readonly needs: 'names' | 'raw'

  constructor(seat: Seat, needs: 'names' | 'raw') {
    super('not shown to this person')
    this.seat = seat
    this.needs = needs
  }
}

/** Thrown when the link by which this browser came in was ended since. Becomes a 410 that says why. */
export class LinkEnded extends NotFound {
  readonly link: LostLink

  constructor(link: LostLink) {
    super('no seat in this study: the link to it was ended')
    this.link = link
  }
}

type Claim = {
  visitor: Visitor
  door: StudyDoor
  studyId: string
  /** Whose page it is. Not asked of accounts, which have one person in a study. */
  personId: string | undefined
  right: Right
  needs?: Need | undefined
  at: string
}

/**
 * Gives the visitor the seat in a study that this door leads to. Throws SignedOut without a visit that could hold
 * one, LinkEnded or NotFound to a stranger, Forbidden to a person of the study without the right, Unshown to one who has it but
 * not what is needed beside it, KeyNeeded where the second key was not given.
 */
export async function takeSeat(db: Db, claim: Claim): Promise<Seat> {
  const { visitor, door, right, at } = claim
  if (door === 'account' && !visitor.account) throw new SignedOut('an account is needed')
  if (door !== 'account' && visitor.id === undefined) throw new SignedOut('a personal link is needed')
  const rows = await (door === 'account' ? memberSeats(db, claim) : linkSeats(db, claim, door))
  if (rows.length === 0) throw await noSeat(db, claim)
  const seats = rows.map((row) => seatOf(row, right, at))
  const seat = seats.find((one) => one.scope !== undefined && hasNeed(one, claim.needs))
  if (!seat) {
    await noteRefusal(db, seats[0] as Seat)
    const unshown = seats.find((one) => one.scope !== undefined)
    const { needs } = claim
    if (unshown && (needs === 'names' || needs === 'raw' || needs === 'namesAndRaw')) {
      const missing = needs === 'namesAndRaw' ? (unshown.readsRaw ? 'names' : 'raw') : needs
      throw new Unshown(unshown as Seat, missing)
    }
    throw new Forbidden(right)
  }
  const asksKey = claim.needs === 'key' || (claim.needs === 'code' && (await hasCode(db, seat)))
  if (asksKey && !(await useKey(db, seat, visitor))) throw new KeyNeeded(seat as Seat)
  return seat as Seat
}

type SeatRow = {
  study_id: string
  study_name: string
  is_example: Flag
  study_language: Language
  terms: string
  person_id: string
  name: string
  language: Language
  role: Role
  sees_names: Flag
  reads_raw: Flag
}

function seatOf(row: SeatRow, right: Right, at: string) {
  return {
    kind: 'seat' as const,
    studyId: row.study_id,
    studyName: row.study_name,
    isExample: row.is_example === 1,
    words: { language: row.study_language, terms: JSON.parse(row.terms) as Terms },
    personId: row.person_id,
    personName: row.name,
    language: row.language,
    role: row.role,
    right,
    scope: scopeOf(row.role, right),
    seesNames: row.sees_names === 1,
    readsRaw: row.reads_raw === 1,
    at,
  }
}

/** Why there is no seat: its link was ended, or there is nothing here that this visitor may know of. */
async function noSeat(db: Db, { visitor, door, studyId, personId }: Claim): Promise<NotFound> {
  if (door === 'account') return new NotFound('no seat in this study')
  const key = { studyId, personId: personId ?? '', role: door }
  const lost = await lostLinkOf(db, visitor.id ?? '', key)
  return lost ? new LinkEnded(lost) : new NotFound('no seat in this study')
}

function hasNeed(seat: { seesNames: boolean; readsRaw: boolean }, needs: Need | undefined): boolean {
  if (needs === undefined || needs === 'key' || needs === 'code') return true
  if (needs === 'namesAndRaw') return seat.seesNames && seat.readsRaw
  return needs === 'names' ? seat.seesNames : seat.readsRaw
}

/** Gives a signed-in visitor a right outside studies. Throws SignedOut to strangers, Forbidden without the right. */
export async function takeAccount(
  db: Db,
  { visitor, right, at }: { visitor: Visitor; right: AccountRight; at: string },
): Promise<AccountSeat & { account: Account }> {
  const { account } = visitor
  if (!account) throw new SignedOut('an account is needed')
  const seat = { kind: 'account', accountId: account.id, right, at, account } as AccountSeat & {
    account: Account
  }
  if (!accountMay(account.roles, right)) {
    await noteRefusal(db, seat)
    throw new Forbidden(right)
  }
  return seat
}

/**
 * Lets whoever holds the link that stands on the table of a talk add a photo for the person with whom the talk is, and
 * nothing else. Throws NotFound when the link is unknown, had its time, or went with the talk.
 */
export async function takeTable(db: Db, { token, at }: { token: string; at: string }): Promise<Seat> {
  const row = await db
    .selectFrom('table_links as link')
    .innerJoin('interviews_for_researchers as talk', (join) =>
      join.onRef('talk.study_id', '=', 'link.study_id').onRef('talk.id', '=', 'link.interview_id'),
    )
    .innerJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'talk.study_id').onRef('people.id', '=', 'talk.person_id'),
    )
    .innerJoin('studies', 'studies.id', 'link.study_id')
    .select(['link.study_id', 'talk.person_id', 'people.name', 'people.language'])
    .select(['studies.name as study_name', 'studies.is_example', 'studies.language as study_language'])
    .select('studies.terms')
    .where('link.token_hash', '=', hashOf(token))
    .where('link.until', '>', at)
    .executeTakeFirstOrThrow(() => new NotFound('no such link at a table'))
  return seatOf({ ...row, role: 'participant', sees_names: 0, reads_raw: 0 }, 'photos.add', at) as Seat
}

/** Lets anyone read the guide of a study. Throws NotFound when there is none, or it is not published. */
export async function takeGuide(db: Db, studyId: string): Promise<Guest> {
  const { language } = await db
    .selectFrom('guides')
    .innerJoin('studies', 'studies.id', 'guides.study_id')
    .select('studies.language')
    .where('guides.study_id', '=', studyId)
    .where('guides.published_at', 'is not', null)
    .executeTakeFirstOrThrow(() => new NotFound('no such guide'))
  return { kind: 'guest', studyId, language } as Guest
}

/** Gives the program its place in a study. Only the clock asks for it. */
export function takeClock(studyId: string): ClockSeat {
  return { kind: 'clock', studyId } as ClockSeat
}

function seatsIn(db: Db, studyId: string) {
  return db
    .selectFrom('seats')
    .innerJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'seats.study_id').onRef('people.id', '=', 'seats.person_id'),
    )
    .innerJoin('studies', 'studies.id', 'seats.study_id')
    .select(['seats.study_id', 'seats.person_id', 'seats.role', 'seats.sees_names', 'seats.reads_raw'])
    .select(['people.name', 'people.language', 'studies.name as study_name', 'studies.is_example'])
    .select(['studies.language as study_language', 'studies.terms'])
    .where('seats.study_id', '=', studyId)
}

function memberSeats(db: Db, { studyId, visitor }: Claim) {
  return seatsIn(db, studyId)
    .where('people.account_id', '=', visitor.account?.id ?? '')
    .where('seats.role', 'in', memberRoles)
    .execute()
}

function linkSeats(db: Db, { studyId, personId, visitor }: Claim, role: Role) {
  return seatsIn(db, studyId)
    .innerJoin('visit_seats', (join) =>
      join
        .onRef('visit_seats.study_id', '=', 'seats.study_id')
        .onRef('visit_seats.person_id', '=', 'seats.person_id')
        .onRef('visit_seats.role', '=', 'seats.role'),
    )
    .innerJoin('links', 'links.id', 'visit_seats.link_id')
    .where('links.ended_at', 'is', null)
    .where('visit_seats.visit_id', '=', visitor.id ?? '')
    .where('seats.person_id', '=', personId ?? '')
    .where('seats.role', '=', role)
    .execute()
}
