import type { Db, Tx } from '../db/schema.ts'
import type { Role } from '../method/roles.ts'
import type { Visitor } from './visits.ts'

const minute = 60_000
const hour = 60 * minute

/**
 * How long a code that was given holds while nothing behind it is used, how long a link by mail or by hand stands in
 * for it, and how long after agreeing one may choose it with nothing but the link.
 */
export const keyLasting = { idle: 2 * hour, mailed: hour, handed: 24 * hour, firstChoice: 24 * hour }

/** So many wrong codes in a row end it: then only a fresh link helps. */
const mostTries = 10

/** A participant in a study, at the moment of one request. A Seat is one. */
type Holder = { studyId: string; personId: string; role: Role; at: string }

/** How somebody stands before what is behind the second key. */
export type KeyState = {
  isOpen: boolean
  hasCode: boolean
  /** The link by which this browser came in stands in for the code, once. */
  isFresh: boolean
  /** A code can be chosen now. */
  mayChoose: boolean
  /** A fresh link can be mailed. */
  hasAddress: boolean
}

/** Tells how this participant stands, in this browser. */
export async function keyStateOf(db: Db, holder: Holder, visitor: Visitor): Promise<KeyState> {
  const { at } = holder
  const visit = await visitOf(db, holder, visitor)
  const isOpen = isStillOpen(visit?.key_at, at)
  const hasOne = await hasCode(db, holder)
  const { email } = await addressOf(db, holder)
  return {
    isOpen,
    hasCode: hasOne,
    isFresh: isFreshStill(visit?.fresh_until, at),
    mayChoose: isOpen || (!hasOne && (await isFirstVisit(db, holder))),
    hasAddress: email !== null,
  }
}

/** Where a mail to this participant goes, if anywhere, and in which language. */
export function addressOf(db: Db, holder: Holder) {
  return db
    .selectFrom('people')
    .select(['email', 'language'])
    .where('study_id', '=', holder.studyId)
    .where('id', '=', holder.personId)
    .executeTakeFirstOrThrow()
}

/** Tells whether this participant chose a code. */
export async function hasCode(db: Db, holder: Holder): Promise<boolean> {
  return (await codeOf(db, holder)) !== undefined
}

/** Tells whether the second key was given in this browser and holds still, and notes that it is used. */
export async function useKey(db: Db, holder: Holder, visitor: Visitor): Promise<boolean> {
  const visit = await visitOf(db, holder, visitor)
  if (!isStillOpen(visit?.key_at, holder.at)) return false
  if (since(visit?.key_at, holder.at) > 5 * minute) await setKey(db, holder, visitor, holder.at)
  return true
}

/**
 * Takes one try, and gives the hash that a code must fit; undefined when there is no code, it has ended, or the pause
 * after the last wrong one is not over. What is counted here is a wrong one until openKey() says otherwise, so that
 * trying at many doors at once gains nothing.
 */
export async function takeTry(tx: Tx, holder: Holder): Promise<string | undefined> {
  const code = await codeOf(tx, holder)
  if (!code || code.tries >= mostTries) return undefined
  const next_at = later(holder.at, pauseAfter(code.tries + 1) * 1000)
  const taken = await tx
    .updateTable('second_keys')
    .set({ tries: code.tries + 1, next_at })
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .where('tries', '=', code.tries)
    .where('next_at', '<=', holder.at)
    .returning('code_hash')
    .executeTakeFirst()
  return taken?.code_hash
}

/** Seconds for which no code is taken after so many wrong ones in a row. */
export function pauseAfter(tries: number): number {
  return tries <= 3 ? 0 : Math.min(60 * 5 ** (tries - 4), 60 * 60)
}

/** Lets this browser in, after the right code. */
export async function openKey(tx: Tx, holder: Holder, visitor: Visitor) {
  await tx
    .updateTable('second_keys')
    .set({ tries: 0, next_at: holder.at })
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .execute()
  await setKey(tx, holder, visitor, holder.at)
  return { id: holder.personId }
}

/** Lets this browser in by the fresh link through which it came, and uses that up. Undefined when it is not fresh. */
export async function openByLink(tx: Tx, holder: Holder, visitor: Visitor) {
  const visit = await visitOf(tx, holder, visitor)
  if (!visit || !isFreshStill(visit.fresh_until, holder.at)) return undefined
  const used = await tx
    .updateTable('links')
    .set({ fresh_until: null })
    .where('id', '=', visit.link_id)
    .where('fresh_until', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (!used) return undefined
  await setKey(tx, holder, visitor, holder.at)
  return { id: holder.personId, fields: ['fresh_until'] }
}

/** Keeps a code of one's own, in the place of the one before. It counts as given in this browser, and in no other. */
export async function setCode(tx: Tx, holder: Holder, visitor: Visitor, code_hash: string) {
  const fresh = { code_hash, chosen_at: holder.at, tries: 0, next_at: holder.at }
  await tx
    .insertInto('second_keys')
    .values({ study_id: holder.studyId, person_id: holder.personId, ...fresh })
    .onConflict((row) => row.columns(['study_id', 'person_id']).doUpdateSet(fresh))
    .execute()
  await tx
    .updateTable('visit_seats')
    .set({ key_at: null })
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .execute()
  await setKey(tx, holder, visitor, holder.at)
  return { id: holder.personId, fields: ['code_hash'] }
}

function codeOf(db: Db, holder: Holder) {
  return db
    .selectFrom('second_keys')
    .select('tries')
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .executeTakeFirst()
}

function visitOf(db: Db, holder: Holder, visitor: Visitor) {
  return db
    .selectFrom('visit_seats')
    .innerJoin('links', 'links.id', 'visit_seats.link_id')
    .select(['visit_seats.key_at', 'visit_seats.link_id', 'links.fresh_until'])
    .where('visit_seats.visit_id', '=', visitor.id ?? '')
    .where('visit_seats.study_id', '=', holder.studyId)
    .where('visit_seats.person_id', '=', holder.personId)
    .where('visit_seats.role', '=', holder.role)
    .executeTakeFirst()
}

async function setKey(db: Db, holder: Holder, visitor: Visitor, key_at: string): Promise<void> {
  await db
    .updateTable('visit_seats')
    .set({ key_at })
    .where('visit_id', '=', visitor.id ?? '')
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .where('role', '=', holder.role)
    .execute()
}

/** Whether somebody agreed for the first time a short while ago, and nothing of what that person said is kept yet. */
async function isFirstVisit(db: Db, holder: Holder): Promise<boolean> {
  const agreed = await db
    .selectFrom('consent_entries')
    .select('at')
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .where('takes_part', '=', 1)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!agreed || since(agreed.at, holder.at) > keyLasting.firstChoice) return false
  const said = await db
    .selectFrom('materials_for_researchers')
    .select('id')
    .where('study_id', '=', holder.studyId)
    .where('person_id', '=', holder.personId)
    .limit(1)
    .executeTakeFirst()
  return said === undefined
}

function isStillOpen(keyAt: string | null | undefined, at: string): boolean {
  return typeof keyAt === 'string' && since(keyAt, at) <= keyLasting.idle
}

function isFreshStill(until: string | null | undefined, at: string): boolean {
  return typeof until === 'string' && until >= at
}

function since(then: string | null | undefined, at: string): number {
  return Date.parse(at) - Date.parse(then ?? at)
}

function later(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString()
}
