import { randomUUID } from 'node:crypto'
import { afterAll, afterEach } from '@jest/globals'
import Database from 'better-sqlite3'
import pg from 'pg'
import { migrate } from '../../src/db/migrate.ts'
import { onSqlite, openPostgres } from '../../src/db/open.ts'
import type { Db } from '../../src/db/schema.ts'

export type Engine = 'SQLite' | 'PostgreSQL'
/** Puts into a migrated database what the tests start from. */
export type Fill = (db: Db) => Promise<void>
/** How long something stays: until the test is over, or all tests of its file. */
export type Lasts = 'test' | 'file'

const codes = { SQLite: 'sqlite', PostgreSQL: 'postgres' }

/** The engines to test on: both, or the one that the variable ENGINE names (sqlite or postgres). */
export const engines = (['SQLite', 'PostgreSQL'] as const).filter((engine) =>
  [undefined, codes[engine]].includes(process.env.ENGINE),
)

/**
 * Gives a database of its own to one test, or to a file of them, migrated and filled. It goes when they are over.
 * Hand in the same function each time, and not a new arrow: its work is done once for a file of tests, and copied.
 */
export async function freshDatabase(engine: Engine, fill: Fill, lasts: Lasts = 'test'): Promise<Db> {
  const { db, remove } = await (engine === 'SQLite' ? freshSqlite(fill) : freshPostgres(fill))
  removeAfter(lasts, remove)
  return db
}

/** Does this after the test, or after all tests of the file. */
export function removeAfter(lasts: Lasts, remove: () => Promise<void>): void {
  leftovers[lasts].push(remove)
}

const leftovers: Record<Lasts, (() => Promise<void>)[]> = { test: [], file: [] }
const removeAll = async (lasts: Lasts) => {
  await Promise.all(leftovers[lasts].splice(0).map((remove) => remove()))
}

afterEach(() => removeAll('test'))
afterAll(() => removeAll('file'))

const images = new Map<Fill, Promise<Buffer>>()
const templates = new Map<Fill, Promise<string>>()

type Fresh = { db: Db; remove: () => Promise<void> }

async function freshSqlite(fill: Fill): Promise<Fresh> {
  const db = onSqlite(new Database(await imageOf(fill)))
  return { db, remove: () => db.destroy() }
}

/** A SQLite file, migrated and filled, as its bytes. */
export function imageOf(fill: Fill): Promise<Buffer> {
  const image = images.get(fill) ?? makeImage(fill)
  images.set(fill, image)
  return image
}

async function makeImage(fill: Fill): Promise<Buffer> {
  const database = new Database(':memory:')
  const db = onSqlite(database)
  await migrate(db)
  await fill(db)
  const image = database.serialize()
  await db.destroy()
  return image
}

async function freshPostgres(fill: Fill): Promise<Fresh> {
  const template = templates.get(fill) ?? makeTemplate(fill)
  templates.set(fill, template)
  const name = await createDatabase(`template "${await template}" strategy file_copy`)
  const db = openPostgres(addressOf(name))
  const remove = async () => {
    await db.destroy()
    await onServer(`drop database "${name}" (force)`)
  }
  return { db, remove }
}

// No other file's: PostgreSQL copies no database that somebody is connected to.
async function makeTemplate(fill: Fill): Promise<string> {
  migrated ??= makeMigrated()
  await migrated
  const name = await createDatabase(`template ${emptyHouse} strategy file_copy`)
  const db = openPostgres(addressOf(name))
  await fill(db)
  await db.destroy()
  return name
}

const emptyHouse = 'migrated'
let migrated: Promise<void> | undefined

/** One for all files of a run: the first that needs it makes it, the others wait. */
async function makeMigrated(): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES ?? '' })
  await client.connect()
  await client.query('select pg_advisory_lock(1)')
  const { rowCount } = await client.query('select from pg_database where datname = $1', [emptyHouse])
  if (rowCount === 0) {
    const name = await createDatabase()
    const db = openPostgres(addressOf(name))
    await migrate(db)
    await db.destroy()
    await client.query(`alter database "${name}" rename to ${emptyHouse}`)
  }
  // Ends the lock too.
  await client.end()
}

async function createDatabase(how = ''): Promise<string> {
  const name = `test-${randomUUID()}`
  await onServer(`create database "${name}" ${how}`)
  return name
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES ?? '' })
  await client.connect()
  await client.query(statement)
  await client.end()
}

function addressOf(name: string): string {
  const address = new URL(process.env.TEST_POSTGRES ?? '')
  address.pathname = name
  return address.href
}
