import { newId } from '../db/new-id.ts'
import type { Db, Tx } from '../db/schema.ts'
import type { LinkRole, Role, VisitRole } from '../method/roles.ts'
import { isErasedLink } from './erased-links.ts'
import { lasting, since } from './lasting.ts'
import { hashOf, newToken } from './tokens.ts'

export type SeatKey = { studyId: string; personId: string; role: Role }

export type LinkFound = { state: 'unknown' | 'erased' | 'expired' | 'ended' } | ({ state: 'good' } & Link)
export type Link = { id: string; studyId: string; personId: string; role: LinkRole }

/** What a personal link leads to. A link that is not used for 30 days has expired. */
export async function linkWith(db: Db, token: string, role: LinkRole, now: Date): Promise<LinkFound> {
  const link = await db
    .selectFrom('links')
    .select(['id', 'study_id', 'person_id', 'used_at', 'ended_at'])
    .where('token_hash', '=', hashOf(token))
    .where('role', '=', role)
    .executeTakeFirst()
  if (!link) return { state: (await isErasedLink(db, token)) ? 'erased' : 'unknown' }
  if (link.ended_at !== null) return { state: 'ended' }
  if (since(link.used_at, now) > lasting.link) return { state: 'expired' }
  return { state: 'good', id: link.id, studyId: link.study_id, personId: link.person_id, role }
}

/**
 * Makes a personal link for a seat. Gives its token, which is kept nowhere else. For so many milliseconds it stands in
 * for the second key, once.
 */
export async function insertLink(
  tx: Tx,
  seat: { studyId: string; personId: string; role: VisitRole },
  now: Date,
  freshFor = 0,
): Promise<{ id: string; token: string }> {
  const token = newToken()
  const id = newId()
  const at = now.toISOString()
  await tx
    .insertInto('links')
    .values({
      id,
      study_id: seat.studyId,
      person_id: seat.personId,
      role: seat.role,
      token_hash: hashOf(token),
      made_at: at,
      used_at: at,
      opened_at: null,
      ended_at: null,
      fresh_until: freshFor > 0 ? new Date(now.getTime() + freshFor).toISOString() : null,
    })
    .execute()
  return { id, token }
}

/** The personal links of a seat, newest first. */
export function linksTo(db: Db, { studyId, personId, role }: SeatKey) {
  return db
    .selectFrom('links')
    .select(['id', 'made_at', 'opened_at', 'ended_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** Ends all links of a seat, and with them every browser that came in by one. Undefined when there was none. */
export async function endLinksTo(tx: Tx, { studyId, personId, role }: SeatKey, at: string) {
  const ended = await tx
    .updateTable('links')
    .set({ ended_at: at })
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  return ended.length === 0
    ? undefined
    : { id: personId, ids: ended.map(({ id }) => id), fields: ['ended_at'] }
}

/** Ends the seats of people for good, in all browsers, and the ways back to them. */
export async function deleteLinksOf(
  tx: Tx,
  studyId: string,
  personIds: readonly string[],
  role: VisitRole,
): Promise<void> {
  if (personIds.length === 0) return
  await tx
    .deleteFrom('links')
    .where('study_id', '=', studyId)
    .where('person_id', 'in', personIds)
    .where('role', '=', role)
    .execute()
}
