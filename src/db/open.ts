import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import pg from 'pg'
import { postgresDialect } from './postgres.ts'
import type { Db, Schema } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'

/**
 * Opens the database on a PostgreSQL server.
 * `onLost` hears of connections that end while nobody uses them, as when that server restarts.
 */
export function openPostgres(url: string, onLost: (error: Error) => void = () => undefined): Db {
  const pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 5000, max: 10 })
  // Without a listener the restart of that server would end ours.
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  return new Kysely<Schema>({ dialect: postgresDialect(pool) })
}

/** Opens the database in a file, and makes the file when there is none. */
export function openSqlite(file: string): Db {
  return onSqlite(new Database(file))
}

/** Makes an opened SQLite database safe and gives it our query language. */
export function onSqlite(database: Database.Database): Db {
  // On every open: SQLite keeps WAL in the file but forgets the rest, and better-sqlite3 falls back to NORMAL,
  // which loses acknowledged rows in a power cut.
  for (const setting of settings) database.pragma(setting)
  return new Kysely<Schema>({ dialect: sqliteDialect(database) })
}

const settings = [
  'busy_timeout = 1000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  // What is taken away leaves nothing in the pages of the file.
  'secure_delete = ON',
  // Without it `insert or replace` slips past the trigger that keeps the audit log.
  'recursive_triggers = ON',
]
