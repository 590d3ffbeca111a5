import type { Db, Tx } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { insertEntry, type Program, type Told } from './audit.ts'
import { isForReading } from './policy.ts'
import type { AccountSeat, Seat } from './seat.ts'

/** Who writes: a person in a study, an account outside studies, the program itself, or someone not known yet. */
export type Actor = Seat | AccountSeat | Program

/**
 * Does a write and its audit entry in one transaction: both or neither. The only way to write.
 * Gives what the write gives; nothing is logged when that is undefined, for then nothing was changed.
 * Throws when the actor's right is one to look only.
 */
export function change<Written extends Told | undefined>(
  db: Db,
  actor: Actor,
  write: (tx: Tx) => Promise<Written>,
): Promise<Written> {
  if ('right' in actor && isForReading(actor.right))
    throw new Error(`${actor.right} is a right to look only.`)
  return inTransaction(db, async (tx) => {
    const written = await write(tx)
    if (written) await insertEntry(tx, actor, 'done', written)
    return written
  })
}
