import { randomUUID } from 'node:crypto'
import { afterEach } from '@jest/globals'
import Database from 'better-sqlite3'
import pg from 'pg'
import { migrate } from '../../src/db/migrate.ts'
import { onSqlite, openPostgres } from '../../src/db/open.ts'
import type { Db } from '../../src/db/schema.ts'

export type Engine = 'SQLite' | 'PostgreSQL'
/** Puts into a migrated database what the tests start from. */
export type Fill = (db: Db) => Promise<void>

const codes = { SQLite: 'sqlite', PostgreSQL: 'postgres' }

/** The engines to test on: both, or the one that the variable ENGINE names (sqlite or postgres). */
export const engines = (['SQLite', 'PostgreSQL'] as const).filter((engine) =>
  [undefined, codes[engine]].includes(process.env.ENGINE),
)

/**
 * Gives a database of its own to one test, migrated and filled. It goes after the test.
 * Hand in the same function each time, and not a new arrow: its work is done once for a file of tests, and copied.
 */
export function freshDatabase(engine: Engine, fill: Fill): Promise<Db> {
  return engine === 'SQLite' ? freshSqlite(fill) : freshPostgres(fill)
}

const leftovers: (() => Promise<void>)[] = []

afterEach(async () => {
  await Promise.all(leftovers.splice(0).map((remove) => remove()))
})

const images = new Map<Fill, Promise<Buffer>>()
const templates = new Map<Fill, Promise<string>>()

async function freshSqlite(fill: Fill): Promise<Db> {
  const image = images.get(fill) ?? makeImage(fill)
  images.set(fill, image)
  const db = onSqlite(new Database(await image))
  leftovers.push(() => db.destroy())
  return db
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

async function freshPostgres(fill: Fill): Promise<Db> {
  const template = templates.get(fill) ?? makeTemplate(fill)
  templates.set(fill, template)
  const name = await createDatabase(`template "${await template}" strategy file_copy`)
  const db = openPostgres(addressOf(name))
  leftovers.push(async () => {
    await db.destroy()
    await onServer(`drop database "${name}" (force)`)
  })
  return db
}

// No other file's: PostgreSQL copies no database that somebody is connected to.
async function makeTemplate(fill: Fill): Promise<string> {
  const name = await createDatabase()
  const db = openPostgres(addressOf(name))
  await migrate(db)
  await fill(db)
  await db.destroy()
  return name
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
