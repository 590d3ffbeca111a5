import { newId } from '../db/new-id.ts'
import type { Db, Tx } from '../db/schema.ts'
import type { Language } from '../method/languages.ts'
import type { AccountRole, VisitRole } from '../method/roles.ts'
import { lasting, minute, since } from './lasting.ts'
import { insertLink, type Link, type SeatKey } from './links.ts'
import { hashOf, newToken } from './tokens.ts'

export type Account = {
  id: string
  email: string
  name: string
  language: Language
  roles: readonly AccountRole[]
}

/** Who is here: a browser, known by its cookie or not, in which somebody may be signed in. */
export type Visitor = { id: string | undefined; account: Account | undefined }

export const stranger: Visitor = { id: undefined, account: undefined }

/** Finds the visit of a cookie, and notes now and then that it is still used. */
export async function visitorWith(db: Db, token: string | undefined, now: Date): Promise<Visitor> {
  const { visitor, isDue } = await visitorNow(db, token, now)
  if (visitor.id !== undefined && isDue) await noteUse(db, visitor.id, visitor.account !== undefined, now)
  return visitor
}

/** Finds the visit of a cookie without noting a use: a page that was left open is none, or it would never end. */
export async function visitorStill(db: Db, token: string | undefined, now: Date): Promise<Visitor> {
  return (await visitorNow(db, token, now)).visitor
}

async function visitorNow(db: Db, token: string | undefined, now: Date) {
  if (token === undefined) return { visitor: stranger, isDue: false }
  const visit = await db
    .selectFrom('visits')
    .leftJoin('accounts', 'accounts.id', 'visits.account_id')
    .select(['visits.id', 'visits.seen_at', 'visits.account_since', 'visits.account_seen_at'])
    .select(['accounts.id as account_id', 'accounts.email', 'accounts.name', 'accounts.language'])
    .select(['accounts.is_administrator', 'accounts.is_researcher', 'accounts.ended_at'])
    .where('visits.token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (!visit || since(visit.seen_at, now) > lasting.link) return { visitor: stranger, isDue: false }
  const account = isSignedIn(visit, now) ? accountOf(visit) : undefined
  return { visitor: { id: visit.id, account }, isDue: since(visit.seen_at, now) > 5 * minute }
}

/** Signs an account in, in a visit with a new token; the seats that the visit held stay with it. */
export async function signIn(tx: Tx, visitor: Visitor, accountId: string, now: Date): Promise<string> {
  const at = now.toISOString()
  return renewVisit(tx, visitor, {
    account_id: accountId,
    account_since: at,
    account_seen_at: at,
    seen_at: at,
  })
}

/** Signs out; the seats of personal links stay. Gives the visit's new token. */
export async function signOut(tx: Tx, visitor: Visitor, now: Date): Promise<string> {
  const none = { account_id: null, account_since: null, account_seen_at: null }
  return renewVisit(tx, visitor, { ...none, seen_at: now.toISOString() })
}

/** Ends an account everywhere, or everywhere but here. */
export async function endVisitsOf(tx: Tx, accountId: string, exceptVisitId = ''): Promise<void> {
  await tx
    .updateTable('visits')
    .set({ account_id: null, account_since: null, account_seen_at: null })
    .where('account_id', '=', accountId)
    .where('id', '!=', exceptVisitId)
    .execute()
}

/** Puts the seat of a link into the visit, beside those it holds. Gives the visit's new token. */
export async function enterByLink(tx: Tx, visitor: Visitor, link: Link, now: Date): Promise<string> {
  const at = now.toISOString()
  const { token, id } = await renewedVisit(tx, visitor, { seen_at: at })
  await addSeat(tx, id, link)
  await tx.updateTable('links').set({ used_at: at }).where('id', '=', link.id).execute()
  return token
}

/** The visit of this browser. One that is made for it comes with its token. */
export async function openVisit(
  tx: Tx,
  visitor: Visitor,
  now: Date,
): Promise<{ id: string; token: string | undefined }> {
  if (visitor.id !== undefined) return { id: visitor.id, token: undefined }
  return renewedVisit(tx, visitor, { seen_at: now.toISOString() })
}

/**
 * Puts the seat of a join code into a visit. The visit keeps its token, so that pressing twice is known to be the same
 * browser. The seat has a link, whose token nobody is given: what ends links ends it too.
 */
export async function enterByCode(
  tx: Tx,
  visitId: string,
  { studyId, personId }: { studyId: string; personId: string },
  now: Date,
): Promise<void> {
  const seat = { studyId, personId, role: 'attendee' } as const
  const { id } = await insertLink(tx, seat, now)
  await addSeat(tx, visitId, { id, ...seat })
}

/** Notes that the person behind a link did something on its pages: opening it proves nothing, mail scanners do. */
export async function noteOpened(db: Db, visitor: Visitor, seat: SeatKey, at: string): Promise<void> {
  const link = db
    .selectFrom('visit_seats')
    .select('link_id')
    .where('visit_id', '=', visitor.id ?? '')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .where('role', '=', seat.role)
  await db
    .updateTable('links')
    .set({ opened_at: at })
    .where('opened_at', 'is', null)
    .where('id', 'in', link)
    .execute()
}

/** Takes a seat out of the visit: "that is not me". */
export async function leaveSeat(tx: Tx, visitor: Visitor, seat: SeatKey): Promise<void> {
  await tx
    .deleteFrom('visit_seats')
    .where('visit_id', '=', visitor.id ?? '')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .where('role', '=', seat.role)
    .execute()
}

/** Removes visits that nobody has used for as long as a link lasts. */
export async function removeOldVisits(tx: Tx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - lasting.link).toISOString()
  await tx.deleteFrom('visits').where('seen_at', '<', limit).execute()
}

async function addSeat(
  tx: Tx,
  visitId: string,
  link: Omit<Link, 'role'> & { role: VisitRole },
): Promise<void> {
  const seat = { study_id: link.studyId, person_id: link.personId, role: link.role, link_id: link.id }
  await tx
    .insertInto('visit_seats')
    .values({ visit_id: visitId, ...seat })
    .onConflict((row) =>
      row.columns(['visit_id', 'study_id', 'person_id', 'role']).doUpdateSet({ link_id: link.id }),
    )
    .execute()
}

type Values = {
  account_id?: string | null
  account_since?: string | null
  account_seen_at?: string | null
  seen_at: string
}

async function renewVisit(tx: Tx, visitor: Visitor, values: Values): Promise<string> {
  return (await renewedVisit(tx, visitor, values)).token
}

/** Gives the visit a new token, so that one known from before is worth nothing; makes a visit when there is none. */
async function renewedVisit(
  tx: Tx,
  visitor: Visitor,
  values: Values,
): Promise<{ id: string; token: string }> {
  const token = newToken()
  const token_hash = hashOf(token)
  if (visitor.id !== undefined) {
    await tx
      .updateTable('visits')
      .set({ token_hash, ...values })
      .where('id', '=', visitor.id)
      .execute()
    return { id: visitor.id, token }
  }
  const id = newId()
  const none = { account_id: null, account_since: null, account_seen_at: null }
  await tx
    .insertInto('visits')
    .values({ id, token_hash, ...none, ...values })
    .execute()
  return { id, token }
}

async function noteUse(db: Db, visitId: string, signedIn: boolean, now: Date): Promise<void> {
  const at = now.toISOString()
  await db
    .updateTable('visits')
    .set(signedIn ? { seen_at: at, account_seen_at: at } : { seen_at: at })
    .where('id', '=', visitId)
    .execute()
  await db
    .updateTable('links')
    .set({ used_at: at })
    .where('id', 'in', db.selectFrom('visit_seats').select('link_id').where('visit_id', '=', visitId))
    .execute()
}

type Signed = {
  account_id: string | null
  account_since: string | null
  account_seen_at: string | null
  ended_at: string | null
}

function isSignedIn(visit: Signed, now: Date): boolean {
  if (visit.account_id === null || visit.ended_at !== null) return false
  if (visit.account_since === null || visit.account_seen_at === null) return false
  return (
    since(visit.account_seen_at, now) <= lasting.accountIdle &&
    since(visit.account_since, now) <= lasting.account
  )
}

type AccountRow = {
  account_id: string | null
  email: string | null
  name: string | null
  language: Language | null
  is_administrator: number | null
  is_researcher: number | null
}

function accountOf(row: AccountRow): Account {
  const roles: AccountRole[] = []
  if (row.is_administrator === 1) roles.push('administrator')
  if (row.is_researcher === 1) roles.push('researcher')
  return {
    id: row.account_id ?? '',
    email: row.email ?? '',
    name: row.name ?? '',
    language: row.language ?? 'nl',
    roles,
  }
}
