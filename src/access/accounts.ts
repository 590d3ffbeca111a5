import { newId } from '../db/new-id.ts'
import type { Db, Flag, Tx } from '../db/schema.ts'
import { Conflict, Unusable } from '../errors.ts'
import type { Language } from '../method/languages.ts'
import type { AccountRole } from '../method/roles.ts'
import type { AccountSeat } from './seat.ts'
import { hashOf } from './tokens.ts'
import { endVisitsOf } from './visits.ts'

export type NewAccount = {
  email: string
  name: string
  language: Language
  roles: readonly AccountRole[]
  passwordHash: string | null
}

/** Adds an account. Throws Unusable when the address has one. */
export async function insertAccount(tx: Tx, account: NewAccount, at: string): Promise<{ id: string }> {
  const added = await tx
    .insertInto('accounts')
    .values({
      id: newId(),
      email: account.email,
      name: account.name,
      password_hash: account.passwordHash,
      language: account.language,
      ...flagsOf(account.roles),
      made_at: at,
      ended_at: null,
      example_of: null,
    })
    .onConflict((row) => row.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Unusable(`There is an account with this address already.`)
  return added
}

/** Tells whether nobody has an account yet, or nobody who may manage them. */
export async function isWithout(db: Db, what: 'accounts' | 'administrators'): Promise<boolean> {
  const found = await db
    .selectFrom('accounts')
    .select('id')
    .$if(what === 'administrators', (query) =>
      query.where('is_administrator', '=', 1).where('ended_at', 'is', null),
    )
    .limit(1)
    .executeTakeFirst()
  return found === undefined
}

/** What signing in needs of the account with an address: `{ id, password_hash }`. Ended accounts are not found. */
export function credentialsOf(db: Db, email: string) {
  return db
    .selectFrom('accounts')
    .select(['id', 'password_hash'])
    .where('email', '=', email)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

/** The hash of one's own password. */
export async function ownPasswordHash(db: Db, { accountId }: AccountSeat): Promise<string | null> {
  const row = await db
    .selectFrom('accounts')
    .select('password_hash')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return row.password_hash
}

export type AccountLink = { accountId: string | null; email: string; name: string }

/** Whose one-time link this is; an account of null is the first set-up. Undefined when it is unknown, used or old. */
export async function accountLinkWith(db: Db, token: string, now: Date): Promise<AccountLink | undefined> {
  const link = await db
    .selectFrom('account_links')
    .leftJoin('accounts', 'accounts.id', 'account_links.account_id')
    .select(['account_links.account_id', 'accounts.email', 'accounts.name', 'accounts.ended_at'])
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst()
  if (link?.ended_at !== null) return undefined
  return { accountId: link.account_id, email: link.email ?? '', name: link.name ?? '' }
}

/** Makes a one-time link to choose a password, or, without an account, to make the first one. */
export async function insertAccountLink(
  tx: Tx,
  { accountId, token, now, hours }: { accountId: string | null; token: string; now: Date; hours: number },
): Promise<{ id: string }> {
  const expires_at = new Date(now.getTime() + hours * 60 * 60_000).toISOString()
  await tx
    .insertInto('account_links')
    .values({ token_hash: hashOf(token), account_id: accountId, expires_at })
    .execute()
  return { id: accountId ?? '' }
}

/** Uses a one-time link up. False when another request was first. */
export async function useAccountLink(tx: Tx, token: string): Promise<boolean> {
  const used = await tx
    .deleteFrom('account_links')
    .where('token_hash', '=', hashOf(token))
    .returning('token_hash')
    .executeTakeFirst()
  return used !== undefined
}

/** Ends the set-up links that are open: there is only one at a time, and none once somebody has an account. */
export async function endSetUpLinks(tx: Tx): Promise<void> {
  await tx.deleteFrom('account_links').where('account_id', 'is', null).execute()
}

/** Sets a new password. Whoever is signed in with the old one is signed out, but for one's own visit. */
export async function setPassword(
  tx: Tx,
  accountId: string,
  passwordHash: string,
  exceptVisitId?: string,
): Promise<{ id: string; fields: string[] }> {
  await tx.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', accountId).execute()
  await tx.deleteFrom('account_links').where('account_id', '=', accountId).execute()
  await endVisitsOf(tx, accountId, exceptVisitId)
  return { id: accountId, fields: ['password_hash'] }
}

/** Changes one's own name and language. */
export async function updateProfile(
  tx: Tx,
  { accountId }: AccountSeat,
  profile: { name: string; language: Language },
): Promise<{ id: string; fields: string[] }> {
  await tx.updateTable('accounts').set(profile).where('id', '=', accountId).execute()
  return { id: accountId, fields: Object.keys(profile) }
}

/** All accounts by name, for the administrator. */
export function accountsOf(db: Db, _seat: AccountSeat) {
  return db
    .selectFrom('accounts')
    .select(['id', 'email', 'name', 'language', 'is_administrator', 'is_researcher', 'made_at', 'ended_at'])
    .select((row) => row('password_hash', 'is not', null).as('hasPassword'))
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/**
 * Sets what an account is outside studies. Undefined when there is none by that id. Throws Conflict when nobody would
 * be left to manage accounts.
 */
export async function setRoles(tx: Tx, _seat: AccountSeat, id: string, roles: readonly AccountRole[]) {
  const changed = await tx
    .updateTable('accounts')
    .set(flagsOf(roles))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  await keepAnAdministrator(tx)
  return changed && { id: changed.id, fields: Object.keys(flagsOf(roles)) }
}

/**
 * Ends an account, everywhere and at once, or opens it again. Undefined when there is none by that id. Throws Conflict
 * when nobody would be left to manage accounts.
 */
export async function setEnded(tx: Tx, { at }: AccountSeat, id: string, ended: boolean) {
  const changed = await tx
    .updateTable('accounts')
    .set({ ended_at: ended ? at : null })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (changed && ended) await endVisitsOf(tx, id)
  await keepAnAdministrator(tx)
  return changed && { id: changed.id, fields: ['ended_at'] }
}

/** Two who take the keys from each other at once would leave a house without any. */
async function keepAnAdministrator(tx: Tx): Promise<void> {
  if (await isWithout(tx, 'administrators')) throw new Conflict('somebody must manage the accounts')
}

function flagsOf(roles: readonly AccountRole[]): { is_administrator: Flag; is_researcher: Flag } {
  return {
    is_administrator: roles.includes('administrator') ? 1 : 0,
    is_researcher: roles.includes('researcher') ? 1 : 0,
  }
}
