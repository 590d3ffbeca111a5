import type { Db, Tx } from '../db/schema.ts'
import { hashOf } from './tokens.ts'

/**
 * Remembers the links of a person whose everything is erased, as hashes that lead to nobody: who still has one is told
 * so, and not that it is unknown. To be called before the links go.
 */
export async function insertErasedLinks(
  tx: Tx,
  { studyId, personId }: { studyId: string; personId: string },
  at: string,
): Promise<void> {
  const links = await tx
    .selectFrom('links')
    .select('token_hash')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  for (const { token_hash } of links) await tx.insertInto('erased_links').values({ token_hash, at }).execute()
}

/** Tells whether a token was that of a person whose everything is erased. */
export async function isErasedLink(db: Db, token: string): Promise<boolean> {
  const row = await db
    .selectFrom('erased_links')
    .select('at')
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets links that were erased a year ago. */
export async function removeOldErasedLinks(tx: Tx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - 365 * 24 * 60 * 60_000).toISOString()
  await tx.deleteFrom('erased_links').where('at', '<', limit).execute()
}
