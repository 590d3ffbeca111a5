import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PostgresAdapter, sql } from 'kysely'
import {
  actionStates,
  angles,
  assemblyAnswers,
  findingKinds,
  materialKinds,
  speakerRoles,
  rungs,
  sessionKinds,
  sessionStates,
  standings,
  verdicts,
} from '../method/lists.ts'
import { roles } from '../method/roles.ts'
import { Unusable } from '../errors.ts'
import { newId } from './new-id.ts'
import type { Db, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

const folderOfMigrations = path.join(import.meta.dirname, '../../migrations')

type Migration = { name: string; text: string; checksum: string }

/**
 * Brings the database up to date with the numbered files of a folder, and makes its views anew (`views.sql`).
 * All of it happens in one transaction: a failure or a kill leaves the database as it was. Throws Unusable when a
 * file that has run was changed or is missing. `before` is called once when a database with data in it is about to
 * change.
 */
export async function migrate(db: Db, { folder = folderOfMigrations, before = nothing } = {}): Promise<void> {
  const files = readMigrations(folder, engineOf(db))
  if (engineOf(db) === 'sqlite') await bringUpToDate(db, files, before)
  else await oneAtATime(db, (connection) => bringUpToDate(connection, files, before))
}

/** Which of the two kinds of database this is; it names the files that differ. */
export function engineOf(db: Db): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

async function nothing(): Promise<void> {
  // A database in memory or on a server needs no copy of ours.
}

/** Lets one process migrate while the others wait: their transactions would fail on what the first has made. */
async function oneAtATime(db: Db, work: (connection: Db) => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(840190)`.execute(connection)
    try {
      await work(connection)
    } finally {
      await sql`select pg_advisory_unlock(840190)`.execute(connection)
    }
  })
}

async function bringUpToDate(db: Db, files: Files, before: () => Promise<void>): Promise<void> {
  const applied = await appliedTo(db)
  refuseRewritten(files.numbered, applied)
  const due = files.numbered.filter(({ name }) => !applied.has(name))
  if (due.length === 0 && applied.get(files.views.name) === files.views.checksum) return
  if (applied.size > 0) await before()
  await inTransaction(db, async (tx) => {
    // Another process may have done it since: the server and the command line that are started together.
    const done = await appliedTo(tx)
    await sql`create table if not exists migrations (name text primary key, checksum text not null, at text not null)`.execute(
      tx,
    )
    await dropViews(tx)
    for (const migration of due.filter(({ name }) => !done.has(name))) {
      await run(tx, migration.text)
      await note(tx, migration)
    }
    await run(tx, files.views.text)
    await sql`delete from migrations where name = ${files.views.name}`.execute(tx)
    await note(tx, files.views)
    await fillLists(tx)
    await nameHouse(tx)
  })
}

type Files = { numbered: Migration[]; views: Migration }

function readMigrations(folder: string, engine: string): Files {
  const migrations = readdirSync(folder)
    .filter(
      (file) =>
        file.endsWith('.sql') && !file.endsWith(engine === 'sqlite' ? '.postgres.sql' : '.sqlite.sql'),
    )
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n')
      return { name: file, text, checksum: checksumOf(text) }
    })
  const text = migrations.find(({ name }) => name === 'views.sql')?.text ?? ''
  // The lists go with the views: one that grew in the code reaches the database at the next start.
  const views = { name: 'views.sql', text, checksum: checksumOf(text + JSON.stringify({ ...lists, rungs })) }
  return { numbered: migrations.filter(({ name }) => name !== views.name), views }
}

/** The tables of codes, with what stands in them. */
const lists = {
  roles,
  angles,
  material_kinds: materialKinds,
  speaker_roles: speakerRoles,
  finding_kinds: findingKinds,
  session_kinds: sessionKinds,
  session_states: sessionStates,
  action_states: actionStates,
  standings,
  verdicts,
  assembly_answers: assemblyAnswers,
} as const

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The files that have run, with their checksums; none in a database that is new. */
async function appliedTo(db: Db): Promise<Map<string, string>> {
  const tables = await db.introspection.getTables()
  if (!tables.some(({ name }) => name === 'migrations')) return new Map()
  const { rows } = await sql<{
    name: string
    checksum: string
  }>`select name, checksum from migrations`.execute(db)
  return new Map(rows.map(({ name, checksum }) => [name, checksum]))
}

function refuseRewritten(files: Migration[], applied: Map<string, string>): void {
  for (const [name, checksum] of applied) {
    if (name === 'views.sql') continue
    const file = files.find((migration) => migration.name === name)
    if (!file) throw new Unusable(`The database is newer than this program: ${name} has run and is not here.`)
    if (file.checksum !== checksum)
      throw new Unusable(`migrations/${name} was changed after it ran. Restore it.`)
  }
}

async function dropViews(tx: Tx): Promise<void> {
  const views = (await tx.introspection.getTables()).filter(({ isView }) => isView)
  for (const { name } of views) {
    // A view may rest on another; SQLite does not mind and does not know the word.
    const cascade = engineOf(tx) === 'postgres' ? sql`cascade` : sql``
    await sql`drop view if exists ${sql.id(name)} ${cascade}`.execute(tx)
  }
}

/** Runs a file. better-sqlite3 takes one statement at a time; an empty line divides them. */
async function run(tx: Tx, text: string): Promise<void> {
  const statements = text.replaceAll(/^--.*$/gm, '').split(/\n\s*\n/)
  for (const statement of statements.filter((part) => part.trim() !== ''))
    await sql.raw(statement).execute(tx)
}

async function note(tx: Tx, { name, checksum }: Migration): Promise<void> {
  const at = new Date().toISOString()
  await sql`insert into migrations (name, checksum, at) values (${name}, ${checksum}, ${at})`.execute(tx)
}

/** Gives a new database its own name; a copy of one keeps it. */
async function nameHouse(tx: Tx): Promise<void> {
  const house = await tx.selectFrom('house').select('id').executeTakeFirst()
  if (!house) await tx.insertInto('house').values({ id: newId() }).execute()
}

/** Fills the tables of codes from the method. */
async function fillLists(tx: Tx): Promise<void> {
  for (const [table, codes] of Object.entries(lists)) {
    for (const code of codes) await fill(tx, table as keyof typeof lists, { code })
  }
  for (const [place, code] of rungs.entries()) await fill(tx, 'rungs', { code, place })
}

function fill(tx: Tx, table: keyof typeof lists | 'rungs', row: object): Promise<unknown> {
  return tx
    .insertInto(table)
    .values(row as never)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
