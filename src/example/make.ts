import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { insertAccount, isWithout } from '../access/accounts.ts'
import { change } from '../access/change.ts'
import { hashPassword } from '../access/passwords.ts'
import { newToken } from '../access/tokens.ts'
import type { Db, Tx } from '../db/schema.ts'
import { takePicture, type Picture } from '../files/pictures.ts'
import type { Storage } from '../files/storage.ts'
import { keepFigures } from '../steps/guide/queries.ts'
import { newDraft, type Draft, type Rows } from './draft.ts'
import { drawEach } from './draw.ts'
import { facts } from './facts.ts'
import { addressesOf, insertRows, markAccount } from './queries.ts'
import { actionRows } from './rows/actions.ts'
import { assemblyRows } from './rows/assembly.ts'
import { findingRows } from './rows/findings.ts'
import { guideRows } from './rows/guide.ts'
import { networkRows } from './rows/network.ts'
import { peopleRows, type Doors, type Lead } from './rows/people.ts'
import { photoGroupRows, photoRows } from './rows/photos.ts'
import { sessionRows } from './rows/sessions.ts'
import { takenRows } from './rows/taken.ts'
import { studyRows } from './rows/study.ts'
import { talkRows } from './rows/talks.ts'

type Credentials = { email: string; password: string }

/** What was made, with the ways in: passwords and tokens that are kept nowhere else. */
export type Example = {
  studyId: string
  /** Null where somebody manages the accounts already. */
  administrator: Credentials | null
  researcher: Credentials
  doors: Doors
  joinCode: string
}

/** An account that asks for an example: it leads it too. */
type Asking = { id: string; name: string; email: string }

/**
 * Adds the example study, with accounts of its own. All that is slow comes first: drawing its pictures takes half a
 * minute. Then it goes in as one short transaction, or not at all.
 */
export async function makeExample(db: Db, storage: Storage, now: Date, asking?: Asking): Promise<Example> {
  const pictures = await drawAll(storage)
  try {
    return await insertExample(db, pictures, now, asking)
  } catch (error) {
    await removeAll(storage, pictures)
    throw error
  }
}

/** Puts the example into the database, with pictures that are stored already, by their key. */
export async function insertExample(
  db: Db,
  pictures: ReadonlyMap<string, Picture>,
  now: Date,
  asking?: Asking,
): Promise<Example> {
  const talks = await readTalks()
  const lead = asking && { accountId: asking.id, name: asking.name, email: asking.email }
  const passwords = { administrator: newPassword(), researcher: newPassword() }
  const hashes = {
    administrator: await hashPassword(passwords.administrator),
    researcher: await hashPassword(passwords.researcher),
  }
  const draft = newDraft(now)
  const joinCode = newJoinCode()
  const at = now.toISOString()
  let ways: Pick<Example, 'administrator' | 'researcher' | 'doors'> | undefined
  await change(db, { kind: 'system', action: 'example.make', at, studyId: draft.studyId }, async (tx) => {
    const { accounts, administrator } = await insertAccounts(tx, hashes, at)
    const { rows, doors } = allRows(draft, { talks, pictures, accounts, lead, joinCode })
    await insertRows(tx, rows)
    await keepFigures(tx, draft.studyId)
    for (const { id } of accounts.values()) await markAccount(tx, id, draft.studyId)
    ways = {
      administrator: administrator ? { email: administrator, password: passwords.administrator } : null,
      researcher: { email: accounts.get('r1')?.email ?? '', password: passwords.researcher },
      doors,
    }
    return { id: draft.studyId }
  })
  if (!ways) throw new Error('The example was not made.')
  return { studyId: draft.studyId, joinCode, ...ways }
}

/** The texts of the talks by the number of who speaks. */
async function readTalks(): Promise<Map<number, string>> {
  // They lie beside the source: the compiler takes no texts along.
  const folder = path.join(import.meta.dirname, '../../src/example/talks')
  const read = facts.participants.map(async ({ number }): Promise<[number, string]> => {
    const name = `P${String(number).padStart(2, '0')}.txt`
    return [number, (await readFile(path.join(folder, name), 'utf8')).trim()]
  })
  return new Map(await Promise.all(read))
}

/** Four groups of four characters, without those that look alike. */
function newPassword(): string {
  const letters = newToken()
    .toLowerCase()
    .replaceAll(/[^a-hj-km-np-z2-9]/g, '')
  return letters.length < 16 ? newPassword() : (letters.slice(0, 16).match(/.{4}/g) ?? []).join('-')
}

function newJoinCode(): string {
  const letters = newToken()
    .toUpperCase()
    .replaceAll(/[^A-HJ-KM-NP-Z2-9]/g, '')
  return letters.length < 6 ? newJoinCode() : letters.slice(0, 6)
}

/** Draws the pictures and takes them in as if they were uploaded. */
async function drawAll(storage: Storage): Promise<Map<string, Picture>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-example-'))
  const pictures = new Map<string, Picture>()
  const keys = facts.participants
    .flatMap(({ photos }) => photos)
    .filter(({ text, withdrawnInWeek }) => text === undefined && withdrawnInWeek === undefined)
    .map(({ key }) => key)
  try {
    await drawEach(keys, async (key, jpeg) => {
      const file = path.join(folder, key)
      await writeFile(file, jpeg)
      const picture = await takePicture(file, storage)
      if ('refused' in picture) throw new Error(`The picture ${key} is refused: ${picture.refused}.`)
      pictures.set(key, picture)
    })
    return pictures
  } catch (error) {
    await removeAll(storage, pictures)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function removeAll(storage: Storage, pictures: ReadonlyMap<string, Picture>): Promise<void> {
  for (const { master, large, thumb } of pictures.values()) {
    for (const { name } of [master, large, thumb]) await storage.remove(name)
  }
}

type Hashes = { administrator: string; researcher: string }
type Accounts = Map<string, { id: string; email: string }>

/** The accounts of its members by key, and the address of an administrator where there was none. */
async function insertAccounts(
  tx: Tx,
  hashes: Hashes,
  at: string,
): Promise<{ accounts: Accounts; administrator: string | undefined }> {
  const taken = new Set(await addressesOf(tx))
  const free = (name: string) => {
    const address = (count: number) => `${name}${count === 1 ? '' : count}@vlonder.example`
    let count = 1
    while (taken.has(address(count))) count += 1
    return address(count)
  }
  const accounts: Accounts = new Map()
  for (const { key, name, address, role } of facts.members) {
    const account = { email: free(address), name, language: 'nl' as const }
    const roles = role === 'advisor' ? [] : (['researcher'] as const)
    const passwordHash = key === 'r1' ? hashes.researcher : null
    const { id } = await insertAccount(tx, { ...account, roles, passwordHash }, at)
    accounts.set(key, { id, email: account.email })
  }
  if (!(await isWithout(tx, 'administrators'))) return { accounts, administrator: undefined }
  const administrator = free('beheer')
  const account = { email: administrator, name: 'Beheer', language: 'nl' as const }
  const roles = ['administrator'] as const
  await insertAccount(tx, { ...account, roles, passwordHash: hashes.administrator }, at)
  return { accounts, administrator }
}

type Given = {
  talks: ReadonlyMap<number, string>
  pictures: ReadonlyMap<string, Picture>
  accounts: Accounts
  lead: Lead | undefined
  joinCode: string
}

function allRows(draft: Draft, { talks, pictures, accounts, lead, joinCode }: Given) {
  const { rows: study, study: read } = studyRows(draft)
  const { rows: people, doors } = peopleRows(draft, read, accounts, lead)
  const parts = [
    study,
    people,
    networkRows(draft),
    photoRows(draft, pictures),
    photoGroupRows(draft),
    takenRows(draft),
    talkRows(draft, talks),
    findingRows(draft),
    sessionRows(draft, joinCode),
    actionRows(draft),
    assemblyRows(draft),
    guideRows(draft),
  ]
  return { rows: joined(parts), doors }
}

/** Rows of several parts as one; a table that two parts fill has those of both. */
function joined(parts: readonly Rows[]): Rows {
  const all: Record<string, object[]> = {}
  for (const part of parts) {
    for (const [table, rows] of Object.entries(part)) all[table] = [...(all[table] ?? []), ...rows]
  }
  return all
}
