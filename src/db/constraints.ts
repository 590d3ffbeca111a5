import { sql } from 'kysely'
import { codeOf } from '../errors.ts'
import { engineOf } from './migrate.ts'
import type { Tx } from './schema.ts'

/**
 * Lets what is removed whole refer to itself until the commit: PostgreSQL looks after each cascade whether something
 * still refers to what went, SQLite at the end of the statement.
 */
export async function deferConstraints(tx: Tx): Promise<void> {
  if (engineOf(tx) === 'postgres') await sql`set constraints all deferred`.execute(tx)
}

/** Tells whether the database refused a write because something rests on a row, or because what it names is missing. */
export function isStillUsed(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'].includes(codeOf(error))
}

/** Tells whether the database refused a write because there is one of that name already. */
export function isTaken(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(error))
}
