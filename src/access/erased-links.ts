import type { Db, Tx } from '../db/schema.ts'
import { linkRoles } from '../method/roles.ts'

/** What took a link away: what one person had here was erased or taken off the list, or the whole study was. */
export type WhyErased = 'person' | 'study'

/**
 * Remembers the links that go with a person, or with a whole study, as hashes that lead to nobody: who still has one is
 * told so, and not that it is unknown. To be called before the links go.
 */
export async function insertErasedLinks(
  tx: Tx,
  { studyId, personId }: { studyId: string; personId?: string },
  at: string,
): Promise<void> {
  const links = await tx
    .selectFrom('links')
    .select(['token_hash', 'code_hash'])
    .where('study_id', '=', studyId)
    .where('role', 'in', linkRoles)
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .execute()
  const why = personId === undefined ? 'study' : 'person'
  for (const { token_hash, code_hash } of links)
    for (const hash of [token_hash, code_hash ?? []].flat())
      await tx.insertInto('erased_links').values({ token_hash: hash, at, why }).execute()
}

/** Why a token or a code leads nowhere, by its hash; undefined when it never led anywhere that is remembered. */
export async function whyErased(db: Db, hash: string): Promise<WhyErased | undefined> {
  const row = await db
    .selectFrom('erased_links')
    .select('why')
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  return row?.why
}

/** Forgets links that were erased a year ago. */
export async function removeOldErasedLinks(tx: Tx, now: Date): Promise<void> {
  const limit = new Date(now.getTime() - 365 * 24 * 60 * 60_000).toISOString()
  await tx.deleteFrom('erased_links').where('at', '<', limit).execute()
}
