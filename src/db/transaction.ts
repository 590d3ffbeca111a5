import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from '../errors.ts'
import type { Db, Tx } from './schema.ts'

const inside = new AsyncLocalStorage<{ open: boolean }>()

/**
 * Does the work in one transaction: all of it when it returns, nothing of it when it throws. Nothing but queries may
 * be awaited in it. PostgreSQL runs it SERIALIZABLE and does it again when another came between.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(db, work)
    } catch (error) {
      if (tries === 10 || !cameBetween(error)) throw error
      await pause(Math.random() * 10 * 2 ** Math.min(tries, 5))
    }
  }
}

/** Throws inside an open inTransaction(): there `db` would wait for ever, or miss what is not committed yet. */
export function refuseInTransaction(): void {
  if (inside.getStore()?.open) throw new Error('Use tx, not db, inside change().')
}

async function once<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const guard = { open: true }
  try {
    return await db
      .transaction()
      .setIsolationLevel('serializable')
      .execute((tx) => inside.run(guard, () => work(tx)))
  } finally {
    // What the work started and did not await may use db again, like everything after the commit.
    guard.open = false
  }
}

/** serialization_failure and deadlock_detected, https://www.postgresql.org/docs/current/errcodes-appendix.html */
function cameBetween(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error))
}
