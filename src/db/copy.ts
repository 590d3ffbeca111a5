import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { codeOf, Unusable } from '../errors.ts'

/**
 * Copies a SQLite database as it is at one moment, also while a server writes to it. Copying the file itself would
 * miss what is in its log, or be torn. The copy appears when it is whole, and survives a power cut then. Throws
 * Unusable when it is not sound, and what SQLite throws when it cannot be made.
 */
export function copySqlite(from: string, to: string): Promise<void> {
  const part = `${to}.part`
  try {
    reading(from, from, (source) => source.prepare('vacuum into ?').run(part))
    checkSqlite(part, from)
    sync(part)
    renameSync(part, to)
  } finally {
    rmSync(part, { force: true })
  }
  // Windows can sync no folder and needs none.
  if (process.platform !== 'win32') sync(path.dirname(to))
  return Promise.resolve()
}

/** Throws Unusable when a SQLite file is damaged. The message calls it by the second name. */
export function checkSqlite(file: string, name = file): void {
  reading(file, name, (database) => {
    const found = database.pragma('integrity_check', { simple: true })
    const loose = database.pragma('foreign_key_check') as unknown[]
    if (found !== 'ok' || loose.length > 0) throw damaged(name)
  })
}

function reading(file: string, name: string, work: (database: Database.Database) => void): void {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    work(database)
  } catch (error) {
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))) throw error
    throw damaged(name)
  } finally {
    database.close()
  }
}

function damaged(name: string): Unusable {
  return new Unusable(`The database ${name} is damaged, or is no database.`)
}

function sync(file: string): void {
  // Windows syncs only what is open for writing.
  const handle = openSync(file, process.platform === 'win32' ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
