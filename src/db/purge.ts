import { sql } from 'kysely'
import { codeOf } from '../errors.ts'
import { engineOf } from './migrate.ts'
import type { Db } from './schema.ts'

/**
 * Clears the file of a SQLite database of what was deleted: pages are written anew without their free room, and the log
 * beside it is emptied. Tells whether that was done: not while another process reads or writes, as a back-up does; then
 * it is to be tried again. On PostgreSQL the server looks after its own files, and nothing is done.
 */
export async function purgeDeleted(db: Db): Promise<boolean> {
  if (engineOf(db) === 'postgres') return true
  try {
    // secure_delete blanks rows that go, but not the copies that stay behind where a page was put in order.
    await sql`vacuum`.execute(db)
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
    return rows[0]?.busy === 0
  } catch (error) {
    if (!codeOf(error).startsWith('SQLITE_BUSY')) throw error
    return false
  }
}
