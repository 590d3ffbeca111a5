import type { Db, Tx } from '../db/schema.ts'
import { hashOf } from './tokens.ts'

/** Tells one sending of a form from another: who, where to, the page it was on, and all that was typed. */
export function answerKey(...parts: string[]): string {
  return hashOf(JSON.stringify(parts))
}

/** What was answered to this very form before: an address; null while that is still going on; undefined when new. */
export async function answerGiven(db: Db, key: string): Promise<string | null | undefined> {
  const row = await db.selectFrom('answers').select('location').where('key', '=', key).executeTakeFirst()
  return row?.location
}

/** Claims a form for this request. False when another has answered it, or is at work on it. */
export async function claimAnswer(db: Db, key: string, now: Date): Promise<boolean> {
  const at = now.toISOString()
  // Who claimed it and has not answered since was killed.
  const givenUp = new Date(now.getTime() - 60_000).toISOString()
  const claimed = await db
    .insertInto('answers')
    .values({ key, at, location: null })
    .onConflict((row) =>
      row
        .column('key')
        .doUpdateSet({ at })
        .where('answers.location', 'is', null)
        .where('answers.at', '<', givenUp),
    )
    .returning('key')
    .executeTakeFirst()
  return claimed !== undefined
}

/** Keeps what was answered. */
export async function keepAnswer(db: Db, key: string, location: string): Promise<void> {
  await db.updateTable('answers').set({ location }).where('key', '=', key).execute()
}

/** Gives a form back that was refused, so that it can be mended and sent again. */
export async function releaseAnswer(db: Db, key: string): Promise<void> {
  await db.deleteFrom('answers').where('key', '=', key).execute()
}

/** Forgets what was answered with addresses that begin so: an answer bears the time of what was sent. */
export async function removeAnswersUnder(tx: Tx, path: string): Promise<void> {
  await tx.deleteFrom('answers').where('location', 'like', `${path}/%`).execute()
}

/** Forgets answers of more than a day ago. */
export async function removeOldAnswers(tx: Tx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - 24 * 60 * 60_000).toISOString()
  await tx.deleteFrom('answers').where('at', '<', limit).execute()
}
