import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { sql } from 'kysely'
import { checkSqlite } from '../src/db/copy.ts'
import { migrate } from '../src/db/migrate.ts'
import { openSqlite } from '../src/db/open.ts'
import type { Db } from '../src/db/schema.ts'
import { engines, freshDatabase } from './support/databases.ts'
import { freshFolder, root, run, settingsIn, startedNode } from './support/program.ts'

let folder: string
beforeEach(async () => {
  folder = await freshFolder()
  await cp(path.join(root, 'migrations'), migrations(), { recursive: true })
})

const migrations = () => path.join(folder, 'migrations')
const file = () => path.join(folder, 'voetspoor.sqlite')
const add = (name: string, text: string) => writeFile(path.join(migrations(), name), text)
// As it is in the program: the functions are the same each time.
const empty = () => Promise.resolve()

async function tablesOf(db: Db): Promise<string[]> {
  return (await db.introspection.getTables()).map(({ name }) => name).sort()
}

async function applied(db: Db): Promise<unknown[]> {
  return (await sql`select * from migrations order by name`.execute(db)).rows
}

describe.each(engines)('migrating, on %s', (engine) => {
  it('leaves nothing of files of which the last fails', async () => {
    const db = await freshDatabase(engine, empty)
    const [tables, rows] = [await tablesOf(db), await applied(db)]
    await add('9001_good.sql', 'create table good (id text primary key);\n')
    await add('9002_bad.sql', 'create table half (id text);\n\nnonsense;\n')
    // Not toThrow: SQLite's error may come from the realm of another file of tests.
    await expect(migrate(db, { folder: migrations() })).rejects.toMatchObject({
      message: expect.stringMatching(/syntax error/),
    })
    expect(await tablesOf(db)).toEqual(tables)
    expect(await applied(db)).toEqual(rows)
    await rm(path.join(migrations(), '9002_bad.sql'))
    await migrate(db, { folder: migrations() })
    expect(await tablesOf(db)).toEqual([...tables, 'good'].sort())
  })

  it('refuses a file that was changed after it ran, but not its line ends', async () => {
    const db = await freshDatabase(engine, empty)
    await add('9001_good.sql', 'create table good (\n  id text primary key\n);\n')
    await migrate(db, { folder: migrations() })
    await add('9001_good.sql', 'create table good (\r\n  id text primary key\r\n);\r\n')
    await migrate(db, { folder: migrations() })
    await add('9001_good.sql', 'create table good (\n  id text primary key, name text\n);\n')
    await expect(migrate(db, { folder: migrations() })).rejects.toThrow(
      '9001_good.sql was changed after it ran',
    )
  })

  it('refuses a database that a newer program has worked on', async () => {
    const db = await freshDatabase(engine, empty)
    await add('9001_good.sql', 'create table good (id text primary key);\n')
    await migrate(db, { folder: migrations() })
    await expect(migrate(db)).rejects.toThrow('The database is newer than this program: 9001_good.sql')
  })

  it('does nothing the second time', async () => {
    const db = await freshDatabase(engine, empty)
    const rows = await applied(db)
    let copies = 0
    const before = () => Promise.resolve(void (copies += 1))
    await migrate(db, { before })
    expect(await applied(db)).toEqual(rows)
    expect(copies).toBe(0)
  })

  it('makes the views anew after each migration, whatever rests on what', async () => {
    const db = await freshDatabase(engine, empty)
    const views = 'create view aaa_codes as select code from roles;\n'
    await add('views.sql', `${views}\ncreate view bbb_codes as select code from aaa_codes;\n`)
    await migrate(db, { folder: migrations() })
    expect(await tablesOf(db)).toEqual(expect.arrayContaining(['aaa_codes', 'bbb_codes']))
    await add('views.sql', 'create view aaa_codes as select code, 1 as one from roles;\n')
    await migrate(db, { folder: migrations() })
    expect(await tablesOf(db)).not.toContain('bbb_codes')
    const { rows } = await sql`select one from aaa_codes limit 1`.execute(db)
    expect(rows).toEqual([{ one: 1 }])
  })

  it('asks for a copy once, before a database with something in it changes', async () => {
    const db = await freshDatabase(engine, empty)
    await add('9001_good.sql', 'create table good (id text primary key);\n')
    await add('9002_more.sql', 'create table more (id text primary key);\n')
    const seen: string[][] = []
    const before = async () => void seen.push(await tablesOf(db))
    await migrate(db, { folder: migrations(), before })
    expect(seen).toHaveLength(1)
    expect(seen[0]).not.toContain('good')
  })
})

it('a SQLite file that is opened again is as safe as a new one', async () => {
  const first = openSqlite(file())
  await migrate(first)
  await first.destroy()
  const again = openSqlite(file())
  expect(await setting(again, 'journal_mode')).toBe('wal')
  expect(await setting(again, 'synchronous')).toBe(2)
  expect(await setting(again, 'foreign_keys')).toBe(1)
  expect(await setting(again, 'busy_timeout')).toBe(1000)
  await again.destroy()
})

describe.each(engines)('a talk from before it was planned to the minute, on %s', (engine) => {
  it('is held where its day was past, typed out where it had a text, and is planned otherwise', async () => {
    const engineFile = engine === 'SQLite' ? '.sqlite.sql' : '.postgres.sql'
    const files = (await readdir(migrations()))
      .filter((name) => /^\d{4}_\w+\.sql$/.test(name) || name.endsWith(engineFile))
      .sort()
    const isOld = (name: string) => name < '0046'
    const db =
      engine === 'SQLite' ? openSqlite(path.join(folder, 'old.sqlite')) : await freshDatabase(engine, empty)
    await db.connection().execute(async (old) => {
      const run = (statement: string) => sql.raw(statement).execute(old)
      const runAll = async (names: string[]) => {
        for (const name of names) {
          const statements = (await readFile(path.join(migrations(), name), 'utf8')).split(/\n\s*\n/)
          for (const statement of statements.filter((one) => /^(?!--)\S/m.test(one))) await run(statement)
        }
      }
      // The rows below stand alone: what they rest on is no part of this.
      if (engine === 'SQLite') await run('pragma foreign_keys = off')
      else {
        await run('create schema old')
        await run('set search_path = old')
        await run('set session_replication_role = replica')
      }
      await runAll(files.filter(isOld))
      const talk = (id: string, day: string) =>
        run(`insert into interviews (id, study_id, person_id, held_on, place, interviewer_id, made_at, version)
          values ('${id}', 's', 'p', ${day}, 'Kantoor', null, '2020-01-01T00:00:00.000Z', 1)`)
      const days = { past: "'2020-03-01'", texted: "'2020-03-02'", today: 'cast(current_date as text)' }
      for (const [id, day] of Object.entries({ ...days, later: "'2999-03-01'", open: 'null' })) {
        await talk(id, day)
      }
      for (const id of ['texted', 'later']) {
        await run(`insert into interview_texts (study_id, interview_id, material_id, person_id)
          values ('s', '${id}', 'text-${id}', 'p')`)
      }
      await runAll(files.filter((name) => !isOld(name)))
      const { rows } = await sql`
        select id, state, place, starts_at, minutes, online, sequence, mailed_at, unsuited_words from interviews
        order by id
      `.execute(old)
      const planned = { starts_at: null, minutes: null, online: '', sequence: 0, mailed_at: null }
      const kept = { ...planned, place: 'Kantoor', unsuited_words: '' }
      expect(rows).toEqual([
        { id: 'later', state: 'planned', ...kept },
        { id: 'open', state: 'planned', ...kept },
        { id: 'past', state: 'held', ...kept },
        { id: 'texted', state: 'transcribed', ...kept },
        { id: 'today', state: 'planned', ...kept },
      ])
      expect((await sql`select * from interview_changes`.execute(old)).rows).toEqual([])
    })
    if (engine === 'SQLite') await db.destroy()
  })
})

async function setting(db: Db, name: string): Promise<unknown> {
  const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)
  return Object.values(rows[0] ?? {})[0]
}

it('what another process did meanwhile is not done again', async () => {
  const [one, other] = [openSqlite(file()), openSqlite(file())]
  await migrate(one)
  await add('9001_good.sql', 'create table good (id text primary key);\n')
  const before = () => migrate(other, { folder: migrations() })
  await migrate(one, { folder: migrations(), before })
  expect(await tablesOf(one)).toContain('good')
  for (const db of [one, other]) await db.destroy()
})

it('a kill at any moment of migrating leaves a file that starts afterwards', async () => {
  const whole = migratingChild(path.join(folder, 'measured.sqlite'))
  await whole.says('begins')
  const began = Date.now()
  await whole.outcome
  const took = Math.max(Date.now() - began, 10)
  let killed = 0
  for (let tries = 0; tries < 12; tries += 1) {
    const name = path.join(folder, `${tries}.sqlite`)
    const running = migratingChild(name)
    await running.says('begins')
    await pause(Math.random() * took)
    running.child.kill('SIGKILL')
    const { signal } = await running.outcome
    if (signal === 'SIGKILL') killed += 1
    await expectWhole(name)
  }
  expect(killed).toBeGreaterThan(3)
}, 120_000)

/** A process that says when it begins to migrate a file. */
function migratingChild(name: string) {
  const at = (module: string) => JSON.stringify(pathToFileURL(path.join(root, 'dist/db', module)).href)
  const program = `
    const { openSqlite } = await import(${at('open.js')})
    const { migrate } = await import(${at('migrate.js')})
    process.stdout.write('begins')
    const db = openSqlite(${JSON.stringify(name)})
    await migrate(db)
    await db.destroy()`
  return startedNode(['--input-type=module', '--eval', program])
}

/** Starts on a file as the program does, and looks whether all is there. */
async function expectWhole(name: string): Promise<void> {
  const db = openSqlite(name)
  await migrate(db)
  expect(await tablesOf(db)).toEqual(await wholeTables())
  await db.destroy()
  checkSqlite(name)
}

async function wholeTables(): Promise<string[]> {
  const db = openSqlite(':memory:')
  await migrate(db)
  const tables = await tablesOf(db)
  await db.destroy()
  return tables
}

describe('before a file with data in it changes', () => {
  it('a sound copy is kept beside it, with what was there', async () => {
    const settings = await settingsIn(folder)
    expect(await run(['migrate'], settings)).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const data = path.join(folder, 'data')
    expect((await readdir(data)).filter((name) => name.includes('before'))).toEqual([])
    const db = openSqlite(path.join(data, 'voetspoor.sqlite'))
    const at = '2026-11-22T12:00:00.000Z'
    await db.insertInto('answers').values({ key: 'kept', location: null, at }).execute()
    await sql`update migrations set checksum = 'older' where name = 'views.sql'`.execute(db)
    await db.destroy()
    expect(await run(['migrate'], settings)).toMatchObject({ code: 0, stdout: '', stderr: '' })
    const [copy = '', ...more] = (await readdir(data)).filter((name) => name.includes('before'))
    expect(more).toEqual([])
    checkSqlite(path.join(data, copy))
    const before = openSqlite(path.join(data, copy))
    expect(await before.selectFrom('answers').select('key').execute()).toEqual([{ key: 'kept' }])
    expect(await applied(before)).toContainEqual(expect.objectContaining({ checksum: 'older' }))
    await before.destroy()
  })

  it('nothing changes when no copy can be made', async () => {
    const db = openSqlite(file())
    await migrate(db)
    await add('9001_good.sql', 'create table good (id text primary key);\n')
    const before = () => Promise.reject(new Error('the disk is full'))
    await expect(migrate(db, { folder: migrations(), before })).rejects.toThrow('the disk is full')
    expect(await tablesOf(db)).not.toContain('good')
    await db.destroy()
    expect(existsSync(file())).toBe(true)
  })
})
