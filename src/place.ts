import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config.ts'
import { copySqlite } from './db/copy.ts'
import { migrate } from './db/migrate.ts'
import { openPostgres, openSqlite } from './db/open.ts'
import type { Db } from './db/schema.ts'
import { codeOf, Unusable } from './errors.ts'

/** Makes the folders that the settings name, and sees that they can be written. */
export function makeFolders({ dataFolder, uploadsFolder }: Config): void {
  for (const folder of [dataFolder, uploadsFolder]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (error) {
      throw new Unusable(`The folder ${folder} cannot be made or written (${codeOf(error)}).`)
    }
  }
}

/** The file of the database, where it is one. */
export function databaseFile({ dataFolder }: Config): string {
  return path.join(dataFolder, 'voetspoor.sqlite')
}

/** Opens the database and brings it up to date; a SQLite file is copied before it changes. */
export async function openUpToDate(config: Config, onError: (error: unknown) => void): Promise<Db> {
  const file = databaseFile(config)
  const db = openDatabase(config, onError)
  try {
    await migrate(db, { before: () => (config.databaseUrl ? Promise.resolve() : copyBefore(file)) })
  } catch (error) {
    if (error instanceof Unusable) throw error
    if (!isOutside(error)) throw error
    const where = config.databaseUrl ? 'on the server that DATABASE_URL names' : file
    // A host with two addresses fails without words.
    const why = (error as Error).message || codeOf(error)
    throw new Unusable(`The database (${where}) cannot be opened: ${why}`)
  }
  return db
}

/** Keeps the database as it is before it changes. Only the newest copy stays: an old one holds what was taken away. */
async function copyBefore(file: string): Promise<void> {
  const { dir, base } = path.parse(file)
  const earlier = readdirSync(dir).filter((name) => name.startsWith(`${base}.before-`))
  await copySqlite(file, `${file}.before-${Date.now()}`)
  for (const name of earlier) rmSync(path.join(dir, name))
}

/** Tells a disk, a file or a server that refuses from a mistake in a migration. */
function isOutside(error: unknown): boolean {
  const { message } = error as Error
  return (
    /^SQLITE_(AUTH|BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOTADB|PERM|PROTOCOL|READONLY)/.test(
      codeOf(error),
    ) ||
    // https://www.postgresql.org/docs/current/errcodes-appendix.html; pg gives its own time-out no code.
    /^(E[A-Z]+$|08|28|3D|42501|53|57P)/.test(codeOf(error)) ||
    /^(timeout exceeded|Connection terminated)/.test(message)
  )
}

function openDatabase(config: Config, onError: (error: unknown) => void): Db {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, onError)
  try {
    const file = databaseFile(config)
    // SQLite opens one that it may not write, and says so at the first write only.
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
    return openSqlite(file)
  } catch (error) {
    throw new Unusable(`The database ${databaseFile(config)} cannot be opened (${codeOf(error)}).`)
  }
}

/** The version of this program. */
export function versionOf(): string {
  const file = path.join(import.meta.dirname, '../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
