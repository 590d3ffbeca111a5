import { newId } from '../db/new-id.ts'
import type { Db, Schema, Tx } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Role } from '../method/roles.ts'
import { hashOf } from './tokens.ts'

/** Who did something, for the log: a person in a study, an account, the program itself, or someone unknown. */
export type Doer =
  | { kind: 'seat'; studyId: string; personId: string; role: Role; right: string; at: string }
  | { kind: 'account'; accountId: string; right: string; at: string }
  | Program
export type Program = { kind: 'system' | 'stranger'; action: string; at: string; studyId?: string }

/** What a write tells of itself: ids, and the names of the fields that it changed. Never content. */
export type Told = { id: string; ids?: readonly string[]; fields?: readonly string[]; studyId?: string }

/** Adds an entry to the log, in the transaction of what it tells of. */
export async function insertEntry(
  tx: Tx,
  doer: Doer,
  outcome: Schema['audit_log']['outcome'],
  told?: Told,
): Promise<void> {
  const who = rowOf(doer)
  await tx
    .insertInto('audit_log')
    .values({
      id: newId(),
      at: doer.at,
      outcome,
      ...who,
      study_id: told?.studyId ?? who.study_id,
      subjects: JSON.stringify(told ? (told.ids ?? [told.id]) : []),
      fields: JSON.stringify(told?.fields ?? []),
    })
    .execute()
}

/** Notes that something was refused. */
export async function noteRefusal(db: Db, doer: Doer): Promise<void> {
  await inTransaction(db, (tx) => insertEntry(tx, doer, 'refused'))
}

/**
 * Notes that somebody looked at what is sensitive: one entry a page with its ids, at most one a person, page and hour.
 */
export async function noteReading(db: Db, doer: Doer, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { actor_id, study_id, action } = rowOf(doer)
  const key = hashOf(JSON.stringify([actor_id, study_id, action, doer.at.slice(0, 13), ids]))
  const known = await db.selectFrom('readings').select('key').where('key', '=', key).executeTakeFirst()
  if (known) return
  await inTransaction(db, async (tx) => {
    const first = await tx
      .insertInto('readings')
      .values({ key, at: doer.at })
      .onConflict((row) => row.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (first) await insertEntry(tx, doer, 'read', { id: '', ids })
  })
}

/** Forgets what was read before this hour: the log keeps it. */
export async function removeOldReadings(tx: Tx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - 2 * 60 * 60_000).toISOString()
  await tx.deleteFrom('readings').where('at', '<', limit).execute()
}

function rowOf(doer: Doer) {
  switch (doer.kind) {
    case 'seat':
      return {
        actor: doer.kind,
        // Who is in a session has no name. When each of them did what would be a way back to a browser all the same.
        actor_id: doer.role === 'attendee' ? null : doer.personId,
        study_id: doer.studyId,
        role: doer.role,
        action: doer.right,
      }
    case 'account':
      return { actor: doer.kind, actor_id: doer.accountId, study_id: null, role: null, action: doer.right }
    case 'system':
    case 'stranger':
      return {
        actor: doer.kind,
        actor_id: null,
        study_id: doer.studyId ?? null,
        role: null,
        action: doer.action,
      }
  }
}
