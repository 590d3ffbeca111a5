import { insertAccount } from '../../src/access/accounts.ts'
import { change } from '../../src/access/change.ts'
import { takeAccount } from '../../src/access/seat.ts'
import { insertLink } from '../../src/access/links.ts'
import { enterByLink, signIn, stranger, visitorWith } from '../../src/access/visits.ts'
import type { Db, Tx } from '../../src/db/schema.ts'
import type { AccountRole, MemberRole } from '../../src/method/roles.ts'
import { insertStudy } from '../../src/steps/study/queries.ts'

/** The time at which all of a test begins. */
export const now = new Date('2026-11-22T09:00:00.000Z')
const at = now.toISOString()

/** Who have an account. All have the same password, which is hashed for those who sign in with it only. */
const accounts = {
  /** Leads the study. */
  noor: ['researcher'],
  /** Researches in it, and sees names. */
  ravi: ['researcher'],
  /** Reads along; sees no names and no raw text. */
  ada: [],
  /** Keeps the house; is in no study. */
  bea: ['administrator'],
  /** Leads another study. */
  kai: ['researcher'],
} as const satisfies Record<string, readonly AccountRole[]>
export type AccountName = keyof typeof accounts

/** Who take part by a personal link: both with an address, an organisation and a team. */
const participants = { sam: 7, vera: 12 } as const
export type ParticipantName = keyof typeof participants

export const emailOf = (name: string) => `${name}@voorbeeld.example`

const members: Partial<Record<AccountName, { role: MemberRole; sees: 0 | 1 }>> = {
  ravi: { role: 'researcher', sees: 1 },
  ada: { role: 'advisor', sees: 0 },
}

/** Puts the cast into a migrated database: noor's study, and kai's beside it. */
export async function fillCast(db: Db): Promise<void> {
  const actor = { kind: 'system', action: 'cast', at } as const
  for (const [name, roles] of Object.entries(accounts)) {
    const account = {
      name: capital(name),
      email: emailOf(name),
      language: 'en',
      roles,
      passwordHash: null,
    } as const
    await change(db, actor, (tx) => insertAccount(tx, account, at))
  }
  const ours = await startStudy(db, 'noor', 'De Vlonder')
  await startStudy(db, 'kai', 'De Wadden')
  await change(db, actor, async (tx) => {
    for (const [name, member] of Object.entries(members)) await addMember(tx, ours, name, member)
    await addItems(tx, ours)
    for (const [name, number] of Object.entries(participants)) await addParticipant(tx, ours, name, number)
    return { id: ours }
  })
}

async function startStudy(db: Db, name: AccountName, study: string): Promise<string> {
  const { token } = await signedIn(db, name)
  const visitor = await visitorWith(db, token, now)
  const { account, ...actor } = await takeAccount(db, { visitor, right: 'studies.start', at })
  const input = { name: study, network_name: study, language: 'nl', beginning: 'template' } as const
  const { id } = await change(db, actor, (tx) => insertStudy(tx, actor, account, input))
  return id
}

async function addMember(
  tx: Tx,
  study_id: string,
  name: string,
  { role, sees }: { role: MemberRole; sees: 0 | 1 },
): Promise<void> {
  const { id: account_id } = await tx
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', emailOf(name))
    .executeTakeFirstOrThrow()
  const person = { study_id, account_id, name: capital(name), email: emailOf(name), language: 'en' as const }
  await tx
    .insertInto('people')
    .values({ id: name, ...person, made_at: at })
    .execute()
  await tx
    .insertInto('seats')
    .values({ study_id, person_id: name, role, sees_names: sees, reads_raw: sees })
    .execute()
}

async function addItems(tx: Tx, study_id: string): Promise<void> {
  const organisations = ['Oeverlicht', 'Wilgenroos'].map((name, position) => ({
    id: name.toLowerCase(),
    study_id,
    name,
    position,
  }))
  await tx.insertInto('organisations').values(organisations).execute()
  await tx
    .insertInto('teams')
    .values({
      id: 'kreken',
      study_id,
      name: 'Kreken',
      position: 0,
      begins_on: null,
      ends_on: null,
      successor_id: null,
    })
    .execute()
}

async function addParticipant(tx: Tx, study_id: string, name: string, number: number): Promise<void> {
  const own = { study_id, person_id: name }
  const person = {
    name: `${capital(name)} Visser`,
    email: emailOf(name),
    language: 'en' as const,
    made_at: at,
  }
  await tx.insertInto('drawn_numbers').values({ study_id, number }).execute()
  await tx
    .insertInto('people')
    .values({ id: name, study_id, account_id: null, ...person })
    .execute()
  await tx
    .insertInto('seats')
    .values({ ...own, role: 'participant', sees_names: 0, reads_raw: 0 })
    .execute()
  await tx
    .insertInto('participants')
    .values({
      ...own,
      number,
      organisation_id: 'oeverlicht',
      team_id: 'kreken',
      invited_at: null,
      version: 1,
    })
    .execute()
}

/** The cookie of a browser in which somebody of the cast is signed in, or came by a personal link. */
export async function cookieOf(db: Db, name: AccountName | ParticipantName): Promise<string> {
  const { token } = name in accounts ? await signedIn(db, name as AccountName) : await linked(db, name)
  return `visit=${token}`
}

async function signedIn(db: Db, name: AccountName): Promise<{ token: string }> {
  const { id } = await db
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', emailOf(name))
    .executeTakeFirstOrThrow()
  return change(db, { kind: 'system', action: 'cast', at }, async (tx) => {
    const token = await signIn(tx, stranger, id, now)
    return { id, token }
  })
}

async function linked(db: Db, name: string): Promise<{ token: string }> {
  const { study_id } = await db
    .selectFrom('seats')
    .select('study_id')
    .where('person_id', '=', name)
    .executeTakeFirstOrThrow()
  const seat = { studyId: study_id, personId: name, role: 'participant' } as const
  return change(db, { kind: 'system', action: 'cast', at }, async (tx) => {
    const { id } = await insertLink(tx, seat, now)
    const token = await enterByLink(tx, stranger, { id, ...seat }, now)
    // As who has given the second key, until the clock has moved on by two hours.
    await tx.updateTable('visit_seats').set({ key_at: at }).where('link_id', '=', id).execute()
    return { id, token }
  })
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
