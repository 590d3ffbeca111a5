import Database from 'better-sqlite3'
import { Unusable } from '../errors.ts'

/**
 * Copies a SQLite database as it is at one moment, also while a server writes to it. Copying the file itself would
 * miss what is in its log, or be torn. Throws Unusable when the copy is not sound.
 */
export function copySqlite(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true })
  try {
    source.prepare('vacuum into ?').run(to)
  } finally {
    source.close()
  }
  checkSqlite(to)
  return Promise.resolve()
}

/** Throws Unusable when a SQLite file is damaged. */
export function checkSqlite(file: string): void {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const found = database.pragma('integrity_check', { simple: true })
    const loose = database.pragma('foreign_key_check') as unknown[]
    if (found !== 'ok' || loose.length > 0) throw new Unusable(`The database ${file} is damaged.`)
  } finally {
    database.close()
  }
}
