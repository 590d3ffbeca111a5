import { newId } from '../db/new-id.ts'
import type { Db, Tx } from '../db/schema.ts'
import { contactIn, type OtherWords } from '../method/both-languages.ts'
import type { Language } from '../method/languages.ts'
import type { LinkRole, Role, VisitRole } from '../method/roles.ts'
import { whyErased, type WhyErased } from './erased-links.ts'
import { lasting } from './lasting.ts'
import { hashOf, newToken } from './tokens.ts'

export type SeatKey = { studyId: string; personId: string; role: Role }

export type Link = { id: string; studyId: string; personId: string; role: LinkRole }

/** Why the team ended links: new ones came in their place, or the way in was shut. */
export type WhyEnded = 'renewed' | 'revoked'

/** A link that leads nowhere any more. Where its study is still there, `contact` says whom to ask, in each language. */
export type LostLink = {
  state: 'unknown' | 'expired' | 'ended' | WhyEnded | WhyErased
  isCard: boolean
  contact: Record<Language, string>
}
export type LinkFound = { state: 'good'; link: Link } | LostLink

/** What a personal link leads to. A link that is not used for 30 days has expired. */
export async function linkWith(db: Db, token: string, role: LinkRole, at: string): Promise<LinkFound> {
  const hash = hashOf(token)
  const row = await linkRows(db)
    .where('links.token_hash', '=', hash)
    .where('links.role', '=', role)
    .executeTakeFirst()
  return foundIn(db, row, { hash, role, at })
}

/** What the code of a card leads to: the same as the link on it. */
export async function linkWithCode(db: Db, code: string, at: string): Promise<LinkFound> {
  const hash = hashOf(code)
  const row = await linkRows(db).where('links.code_hash', '=', hash).executeTakeFirst()
  return foundIn(db, row, { hash, role: 'participant', at })
}

async function foundIn(
  db: Db,
  row: LinkRow | undefined,
  { hash, role, at }: { hash: string; role: LinkRole; at: string },
): Promise<LinkFound> {
  if (!row) return { state: (await whyErased(db, hash)) ?? 'unknown', isCard: false, contact: nobody }
  const state = endOf(row, at)
  if (state !== undefined) return lost(row, state)
  return { state: 'good', link: { id: row.id, studyId: row.study_id, personId: row.person_id, role } }
}

/** The link by which a browser came to a seat, where it has been ended since; undefined where it was not. */
export async function lostLinkOf(
  db: Db,
  visitId: string,
  { studyId, personId, role }: SeatKey,
): Promise<LostLink | undefined> {
  const row = await linkRows(db)
    .innerJoin('visit_seats', 'visit_seats.link_id', 'links.id')
    .where('visit_seats.visit_id', '=', visitId)
    .where('visit_seats.study_id', '=', studyId)
    .where('visit_seats.person_id', '=', personId)
    .where('visit_seats.role', '=', role)
    .where('links.ended_at', 'is not', null)
    .executeTakeFirst()
  return row && lost(row, row.ended_why ?? 'ended')
}

function linkRows(db: Db) {
  return db
    .selectFrom('links')
    .innerJoin('studies', 'studies.id', 'links.study_id')
    .leftJoin('revoked_seats as shut', (join) =>
      join
        .onRef('shut.study_id', '=', 'links.study_id')
        .onRef('shut.person_id', '=', 'links.person_id')
        .onRef('shut.role', '=', 'links.role'),
    )
    .select((row) => row('shut.person_id', 'is not', null).as('is_shut'))
    .select(['links.id', 'links.study_id', 'links.person_id', 'links.used_at', 'links.ended_at'])
    .select(['links.ended_why', 'links.code_hash', 'studies.contact_name', 'studies.contact'])
    .select(['studies.language', 'studies.other_words'])
}
type LinkRow = NonNullable<Awaited<ReturnType<ReturnType<typeof linkRows>['executeTakeFirst']>>>

const nobody: LostLink['contact'] = { nl: '', en: '' }

/** Where the team shut the way in since, an older link that was replaced leads to no newer one either. */
function lost({ code_hash, is_shut, ...study }: LinkRow, ended: LostLink['state']): LostLink {
  const state = is_shut ? 'revoked' : ended
  const said = { ...study, other_words: JSON.parse(study.other_words) as OtherWords }
  const contact = { nl: contactIn(said, 'nl'), en: contactIn(said, 'en') }
  return { state, isCard: code_hash !== null, contact }
}

type Uses = { used_at: string; ended_at: string | null; ended_why: WhyEnded | null }

/** Why a link does not work any more; undefined while it does. */
function endOf(
  { used_at, ended_at, ended_why }: Uses,
  at: string,
): 'expired' | 'ended' | WhyEnded | undefined {
  if (ended_at !== null) return ended_why ?? 'ended'
  return Date.parse(at) - Date.parse(used_at) > lasting.link ? 'expired' : undefined
}

/**
 * Makes a personal link for a seat, with a code where it goes onto a card. Gives its token, which is kept nowhere else.
 * For so many milliseconds it stands in for the second key, once.
 */
export async function insertLink(
  tx: Tx,
  seat: { studyId: string; personId: string; role: VisitRole },
  now: Date,
  { freshFor = 0, code }: { freshFor?: number; code?: string } = {},
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
      ended_why: null,
      fresh_until: freshFor > 0 ? new Date(now.getTime() + freshFor).toISOString() : null,
      code_hash: code === undefined ? null : hashOf(code),
    })
    .execute()
  return { id, token }
}

/** The personal links of a seat, newest first, each with how it stands. */
export async function linksTo(db: Db, { studyId, personId, role }: SeatKey, at: string) {
  const rows = await db
    .selectFrom('links')
    .select(['id', 'made_at', 'used_at', 'opened_at', 'ended_at', 'ended_why', 'code_hash'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.map((row) => ({
    made_at: row.made_at,
    isCard: row.code_hash !== null,
    state: endOf(row, at) ?? (row.opened_at === null ? ('unused' as const) : ('opened' as const)),
  }))
}
export type ListedLink = Awaited<ReturnType<typeof linksTo>>[number]

/** Ends all links of a seat, and with them every browser that came in by one. Undefined when there was none. */
export async function endLinksTo(
  tx: Tx,
  { studyId, personId, role }: SeatKey,
  at: string,
  ended_why: WhyEnded,
) {
  const ended = await tx
    .updateTable('links')
    .set({ ended_at: at, ended_why })
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  return ended.length === 0
    ? undefined
    : { id: personId, ids: ended.map(({ id }) => id), fields: ['ended_at', 'ended_why'] }
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
