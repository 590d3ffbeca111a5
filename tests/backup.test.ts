import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  appendFile,
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import Database from 'better-sqlite3'
import { backUp, restore } from '../src/backup.ts'
import { readConfig, type Config } from '../src/config.ts'
import { checkSqlite, copySqlite } from '../src/db/copy.ts'
import { migrate } from '../src/db/migrate.ts'
import { openSqlite } from '../src/db/open.ts'
import type { Db } from '../src/db/schema.ts'
import { openStorage, openTemporaryFolder, type Storage } from '../src/files/storage.ts'
import { imageOf } from './support/databases.ts'
import { freshFolder, started } from './support/program.ts'

const at = '2026-11-22T12:00:00.000Z'

let folder: string
let config: Config
let db: Db
let storage: Storage
const empty = () => Promise.resolve()
beforeEach(async () => {
  folder = await freshFolder()
  config = placeIn('original')
  await mkdir(config.dataFolder, { recursive: true })
  storage = await openStorage(config.uploadsFolder)
  const file = path.join(config.dataFolder, 'voetspoor.sqlite')
  await writeFile(file, await imageOf(empty))
  db = openSqlite(file)
})
afterEach(() => db.destroy())

function placeIn(name: string): Config {
  const place = path.join(folder, name)
  return readConfig({ DATA_DIR: path.join(place, 'data'), UPLOADS_DIR: path.join(place, 'uploads') })
}

const settingsOf = ({ dataFolder, uploadsFolder }: Config) => ({
  DATA_DIR: dataFolder,
  UPLOADS_DIR: uploadsFolder,
})

/** Stores a file, then a row that names it, as a photo does. */
async function keep(content: string): Promise<string> {
  const name = await storage.write(Buffer.from(content))
  await db.insertInto('answers').values({ key: name, location: content, at }).execute()
  return name
}

/** The same for many at once, which need not survive a power cut. */
async function keepMany(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, number) => ({
    key: number.toString(16).padStart(32, '0'),
    location: `content of ${number}`,
    at,
  }))
  for (const { key, location } of rows) await writeFile(path.join(config.uploadsFolder, key), location)
  await db.insertInto('answers').values(rows).execute()
}

/** The files that rows name, with their content, as they are in some place. */
async function keptIn({ dataFolder, uploadsFolder }: Config): Promise<Map<string, string>> {
  const file = path.join(dataFolder, 'voetspoor.sqlite')
  checkSqlite(file)
  const opened = openSqlite(file)
  const rows = await opened.selectFrom('answers').selectAll().execute()
  await opened.destroy()
  const kept = new Map<string, string>()
  for (const { key, location } of rows) {
    const content = await readFile(path.join(uploadsFolder, key), 'utf8')
    expect(content).toBe(location)
    kept.set(key, content)
  }
  return kept
}

async function filesBelow(place: string): Promise<string[]> {
  if (!existsSync(place)) return []
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)
}

const below = (name: string) => path.join(folder, name)

describe('a back-up', () => {
  it('brings back every row and file, and opens as a database does', async () => {
    const names = [await keep('one'), await keep(''), await keep('three'.repeat(100_000))]
    expect(await backUp(config, below('copy'))).toEqual({ folder: below('copy'), uploads: 3 })
    const other = placeIn('other')
    expect(await restore(other, below('copy'))).toEqual({ folder: below('copy'), uploads: 3 })
    expect([...(await keptIn(other)).keys()].sort()).toEqual(names.sort())
    const opened = openSqlite(path.join(other.dataFolder, 'voetspoor.sqlite'))
    await migrate(opened)
    await opened.insertInto('answers').values({ key: 'later', location: null, at }).execute()
    await opened.destroy()
  })

  it('names each file with its size and sum, and the version and time', async () => {
    const name = await keep('one')
    await backUp(config, below('copy'))
    const manifest = JSON.parse(await readFile(below('copy/manifest.json'), 'utf8')) as Record<
      string,
      unknown
    >
    const sha256 = createHash('sha256').update('one').digest('hex')
    expect(manifest).toMatchObject({
      format: 1,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      madeAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(manifest.files).toContainEqual({ name: `uploads/${name}`, size: 3, sha256 })
    expect((await filesBelow(below('copy'))).sort()).toEqual(
      [name, 'manifest.json', 'voetspoor.sqlite'].sort(),
    )
  })

  it('leaves out mail, what is under way, and what is no stored file', async () => {
    await mkdir(path.join(config.dataFolder, 'mail'))
    await writeFile(path.join(config.dataFolder, 'mail/a.eml'), 'a link that works')
    const temporary = await openTemporaryFolder(config.uploadsFolder)
    await writeFile(path.join(temporary, 'a'.repeat(32)), 'where it was taken')
    await writeFile(path.join(config.uploadsFolder, 'README.md'), 'read me')
    await symlink('/etc/passwd', path.join(config.uploadsFolder, 'b'.repeat(32)))
    await backUp(config, below('copy'))
    expect((await filesBelow(below('copy'))).sort()).toEqual(['manifest.json', 'voetspoor.sqlite'])
  })

  it('holds what is in the log of the database and not in its file yet', async () => {
    const name = await keep('one')
    expect(existsSync(path.join(config.dataFolder, 'voetspoor.sqlite-wal'))).toBe(true)
    await backUp(config, below('copy'))
    await restore(placeIn('other'), below('copy'))
    expect([...(await keptIn(placeIn('other'))).keys()]).toEqual([name])
  })

  it('takes a file whole that was still being written at first', async () => {
    await keepMany(100)
    const slow = 'c'.repeat(32)
    const file = path.join(config.uploadsFolder, slow)
    await writeFile(file, 'half ')
    const running = started(['backup', below('copy')], settingsOf(config))
    await partWith(1, slow)
    await appendFile(file, 'whole')
    await db.insertInto('answers').values({ key: slow, location: 'half whole', at }).execute()
    expect(await running.outcome).toMatchObject({ code: 0 })
    await restore(placeIn('other'), below('copy'))
    // Whole where its row is there.
    expect((await keptIn(placeIn('other'))).size).toBeGreaterThanOrEqual(100)
  })

  it('beside writes holds all that its rows name', async () => {
    await keepMany(100)
    const running = started(['backup', below('copy')], settingsOf(config))
    let written = 0
    for (; running.child.exitCode === null; written += 1) {
      const name = await keep(`during ${written}`)
      // Rows first, files later.
      if (written % 3 === 0) await db.deleteFrom('answers').where('key', '=', name).execute()
    }
    expect(await running.outcome).toMatchObject({ code: 0, stderr: '' })
    expect(written).toBeGreaterThan(10)
    await restore(placeIn('other'), below('copy'))
    expect((await keptIn(placeIn('other'))).size).toBeGreaterThanOrEqual(100)
  })

  it('is refused where a folder is already, even an empty one', async () => {
    await mkdir(below('copy'))
    await expect(backUp(config, below('copy'))).rejects.toThrow('is there already')
    expect(await readdir(below('copy'))).toEqual([])
  })

  it('is refused, and leaves nothing, where there is nothing to back up or nowhere to put it', async () => {
    await expect(backUp(placeIn('empty'), below('copy'))).rejects.toThrow('is missing')
    await expect(backUp(config, below('missing/copy'))).rejects.toThrow('ENOENT')
    await rename(config.uploadsFolder, below('elsewhere'))
    await expect(backUp(config, below('copy'))).rejects.toThrow('uploads is missing')
    expect((await readdir(folder)).sort()).toEqual(['elsewhere', 'original'])
  })

  it('of a damaged database is refused, and leaves nothing', async () => {
    await keepMany(500)
    await db.destroy()
    const file = path.join(config.dataFolder, 'voetspoor.sqlite')
    const bytes = await readFile(file)
    bytes.fill(7, 8192, bytes.length - 4096)
    await writeFile(file, bytes)
    await expect(backUp(config, below('copy'))).rejects.toThrow('voetspoor.sqlite is damaged')
    expect(await readdir(folder)).toEqual(['original'])
    db = openSqlite(':memory:')
  })

  it('with PostgreSQL is refused with what to do instead', async () => {
    const onServer = { ...config, databaseUrl: 'postgres://localhost/voetspoor' }
    await expect(backUp(onServer, below('copy'))).rejects.toThrow('pg_dump')
    await expect(restore(onServer, below('copy'))).rejects.toThrow('pg_restore')
  })

  it('that is killed leaves no folder, and the next one clears what it left', async () => {
    await keepMany(60)
    for (const count of [1, 20, 45]) {
      const running = started(['backup', below('copy')], settingsOf(config))
      await partWith(count)
      running.child.kill('SIGKILL')
      expect(await running.outcome).toMatchObject({ signal: 'SIGKILL' })
      expect(existsSync(below('copy'))).toBe(false)
      expect(await parts()).toHaveLength(1)
    }
    const alive = `copy.part-${hostname()}-${process.pid}-0123456789abcdef`
    const elsewhere = `copy.part-elsewhere-1-0123456789abcdef`
    for (const name of [alive, elsewhere, 'copy.part-own']) await mkdir(below(name))
    await backUp(config, below('copy'))
    expect((await parts()).sort()).toEqual([alive, elsewhere, 'copy.part-own'].sort())
    await restore(placeIn('other'), below('copy'))
    expect(await keptIn(placeIn('other'))).toHaveProperty('size', 60)
  }, 60_000)
})

const parts = async () => (await readdir(folder)).filter((name) => name.includes('.part-'))

/** Waits until a back-up that is under way holds so many files. */
async function partWith(count: number, name = ''): Promise<void> {
  for (;;) {
    const [part = 'none yet'] = await parts()
    const names = await filesBelow(below(part)).catch(() => [])
    if (names.length >= count && names.some((file) => file.endsWith(name))) return
    await pause(1)
  }
}

type Manifest = { format: number; files: { name: string; size: number; sha256: string }[] }

/** Changes a manifest as somebody could who knows how it is made. */
async function edit(change: (manifest: Manifest) => void): Promise<void> {
  const manifest = JSON.parse(await readFile(below('copy/manifest.json'), 'utf8')) as Manifest
  change(manifest)
  await writeFile(below('copy/manifest.json'), JSON.stringify(manifest))
}

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file)
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  await writeFile(file, bytes)
}

const first = async () => below(`copy/uploads/${(await readdir(below('copy/uploads')))[0] ?? ''}`)
const outside = 'a'.repeat(32)
const sumOf = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

const damages: Record<string, () => Promise<unknown>> = {
  'whose database differs by a bit': () => flip(below('copy/voetspoor.sqlite')),
  'whose database is cut off': () => truncate(below('copy/voetspoor.sqlite'), 4096),
  'whose database is missing': () => rm(below('copy/voetspoor.sqlite')),
  'whose database is a folder': async () => {
    await rm(below('copy/voetspoor.sqlite'))
    await mkdir(below('copy/voetspoor.sqlite'))
  },
  'with a log beside its database': () => writeFile(below('copy/voetspoor.sqlite-wal'), 'log'),
  'with a file that differs by a bit': async () => flip(await first()),
  'with a file that is cut off': async () => truncate(await first(), 1),
  'with a file that has grown': async () => appendFile(await first(), 'x'),
  'with a file missing': async () => rm(await first()),
  'with a file too many': () => writeFile(below(`copy/uploads/${outside}`), 'new'),
  'with a link in the place of a file': async () => {
    const file = await first()
    await rename(file, below('moved'))
    await symlink(below('moved'), file)
  },
  'whose files are elsewhere, behind a link': async () => {
    await rename(below('copy/uploads'), below('moved'))
    await symlink(below('moved'), below('copy/uploads'))
  },
  'without a manifest': () => rm(below('copy/manifest.json')),
  'whose manifest is cut off': () => truncate(below('copy/manifest.json'), 100),
  'whose manifest is empty': () => writeFile(below('copy/manifest.json'), ''),
  'whose manifest is null': () => writeFile(below('copy/manifest.json'), 'null'),
  'of another format': () => edit((manifest) => (manifest.format = 2)),
  'whose manifest forgets the database': () =>
    edit((manifest) => manifest.files.splice(0, 1)).then(() => rm(below('copy/voetspoor.sqlite'))),
  'whose manifest forgets a file': () => edit((manifest) => manifest.files.pop()),
  'whose manifest names a file twice': () =>
    edit((manifest) => manifest.files.push(...manifest.files.slice(-1))),
  'whose manifest has another sum': () =>
    edit(({ files }) => {
      for (const file of files) file.sha256 = '0'.repeat(64)
    }),
  'whose manifest has another size': () =>
    edit(({ files }) => {
      for (const file of files) file.size += 1
    }),
  ...Object.fromEntries(
    [`uploads/../../${outside}`, `../${outside}`, `uploads/..`, `/tmp/${outside}`, `uploads/a/${outside}`]
      .concat([`uploads\\..\\${outside}`, 'uploads/', 'README.md', '__proto__', `uploads/${outside}\n`])
      .map((name) => [
        `whose manifest names ${JSON.stringify(name)}`,
        async () => {
          await writeFile(below(outside), 'out')
          await edit(({ files }) => files.push({ name, size: 3, sha256: sumOf('out') }))
        },
      ]),
  ),
  'with a false database and its true sum': async () => {
    const file = below('copy/voetspoor.sqlite')
    const bytes = await readFile(file)
    bytes.fill(7, 4096, bytes.length - 4096)
    await writeFile(file, bytes)
    await edit(({ files }) => {
      for (const file of files) if (file.name === 'voetspoor.sqlite') file.sha256 = sumOf(bytes)
    })
  },
  'with a row that hangs in the air and its true sum': async () => {
    const database = new Database(below('copy/voetspoor.sqlite'))
    database.pragma('foreign_keys = off')
    database
      .prepare(
        "insert into visit_seats (visit_id, study_id, person_id, role, link_id) values ('v', 's', 'p', 'participant', 'l')",
      )
      .run()
    database.close()
    const bytes = await readFile(below('copy/voetspoor.sqlite'))
    await edit(({ files }) => {
      for (const file of files.filter(({ name }) => name === 'voetspoor.sqlite'))
        Object.assign(file, { sha256: sumOf(bytes), size: bytes.length })
    })
  },
}

describe('a back-up is refused, and nothing restored,', () => {
  it.each(Object.entries(damages))('%s', async (_, damage) => {
    await keep('one')
    await keep('two')
    await backUp(config, below('copy'))
    await damage()
    const left = (await filesBelow(folder)).sort()
    const problem: unknown = await restore(placeIn('other'), below('copy')).catch((error: unknown) => error)
    expect((problem as Error).constructor.name).toBe('Unusable')
    expect((problem as Error).message).toMatch(/^The (back-up|database) .*damaged|is no back-up/)
    expect((problem as Error).message).not.toContain('\n')
    expect((await filesBelow(folder)).sort()).toEqual(left)
  })
})

describe('restoring', () => {
  it('is refused where there is a database, a log of one, or a file', async () => {
    await keep('one')
    await backUp(config, below('copy'))
    await expect(restore(config, below('copy'))).rejects.toThrow('into an empty place only')
    for (const [number, file] of [
      'data/voetspoor.sqlite',
      'data/voetspoor.sqlite-wal',
      'data/voetspoor.sqlite-shm',
      'data/voetspoor.sqlite-journal',
      'uploads/holiday.jpg',
      `uploads/${outside}`,
    ].entries()) {
      const place = placeIn(`taken${number}`)
      await mkdir(place.dataFolder, { recursive: true })
      await mkdir(place.uploadsFolder)
      await writeFile(below(`taken${number}/${file}`), 'mine')
      await expect(restore(place, below('copy'))).rejects.toThrow(`${file} is there`)
      expect(await filesBelow(below(`taken${number}`))).toEqual([path.basename(file)])
    }
  })

  it('is welcome in folders that were made, with what a checkout holds', async () => {
    const name = await keep('one')
    await backUp(config, below('copy'))
    const place = placeIn('made')
    await mkdir(path.join(place.dataFolder, 'mail'), { recursive: true })
    await openTemporaryFolder(place.uploadsFolder)
    await writeFile(path.join(place.uploadsFolder, 'README.md'), 'read me')
    await restore(place, below('copy'))
    expect([...(await keptIn(place)).keys()]).toEqual([name])
    expect((await filesBelow(below('made'))).sort()).toEqual(['README.md', name, 'voetspoor.sqlite'].sort())
  })

  it('leaves the back-up as it was, also one that cannot be written', async () => {
    await keep('one')
    await backUp(config, below('copy'))
    await cp(below('copy'), below('moved/elsewhere'), { recursive: true })
    for (const name of ['moved/elsewhere/uploads', 'moved/elsewhere']) await chmod(below(name), 0o500)
    const before = (await filesBelow(below('moved'))).sort()
    await restore(placeIn('other'), below('moved/elsewhere'))
    expect((await filesBelow(below('moved'))).sort()).toEqual(before)
    await restore(placeIn('third'), below('copy'))
  })

  it('says that it is no back-up', async () => {
    await expect(restore(placeIn('other'), folder)).rejects.toThrow('is no back-up')
    await expect(restore(placeIn('other'), below('missing'))).rejects.toThrow('is no back-up')
    expect(existsSync(below('other'))).toBe(false)
  })

  it('that is killed leaves no database, and can be done again', async () => {
    await keepMany(60)
    await backUp(config, below('copy'))
    const place = placeIn('other')
    let halfway = 0
    for (let tries = 0; tries < 4; tries += 1) {
      const running = started(['restore', below('copy')], settingsOf(place))
      const wanted = tries * 18
      while (running.child.exitCode === null) {
        const names = await filesBelow(below('other')).catch(() => [])
        if (names.length > wanted) break
        await pause(1)
      }
      running.child.kill('SIGKILL')
      const { signal } = await running.outcome
      if (!existsSync(path.join(place.dataFolder, 'voetspoor.sqlite'))) {
        expect(signal).toBe('SIGKILL')
        halfway += 1
        continue
      }
      // Whole as soon as it is there.
      expect((await keptIn(place)).size).toBe(60)
      await rm(below('other'), { recursive: true })
    }
    expect(halfway).toBeGreaterThan(0)
    if (!existsSync(path.join(place.dataFolder, 'voetspoor.sqlite'))) await restore(place, below('copy'))
    expect((await keptIn(place)).size).toBe(60)
    expect((await filesBelow(below('other'))).filter((name) => name.length === 32)).toHaveLength(60)
  }, 60_000)

  it('goes on where an earlier one was killed between the files', async () => {
    const name = await keep('one')
    await keep('two')
    await backUp(config, below('copy'))
    const place = placeIn('other')
    await mkdir(place.uploadsFolder, { recursive: true })
    await cp(below(`copy/uploads/${name}`), path.join(place.uploadsFolder, name))
    await restore(place, below('copy'))
    expect((await keptIn(place)).size).toBe(2)
  })
})

it('a copy of a database appears whole or not at all', async () => {
  await keep('one')
  const file = path.join(config.dataFolder, 'voetspoor.sqlite')
  await copySqlite(file, below('whole'))
  checkSqlite(below('whole'))
  await writeFile(below('nonsense'), 'no database at all'.repeat(1000))
  expect(() => void copySqlite(below('nonsense'), below('half'))).toThrow('is no database')
  expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([])
})
