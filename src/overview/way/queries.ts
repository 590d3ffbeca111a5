import { sql, type RawBuilder } from 'kysely'
import type { Db, Schema } from '../../db/schema.ts'
import type { Seat } from '../../access/seat.ts'
import { wayKinds, type WayKind } from '../../http/trail.ts'
import { goesOn, type Direction, type WayEdge } from './rules.ts'

/** Where it stands in the database that one thing rests on another: a table or view, and its two columns. */
type Joint = { from: WayKind; to: WayKind; table: keyof Schema; fromColumn: string; toColumn: string }

const joints: readonly Joint[] = [
  joint('participant', 'interview', 'interviews_for_researchers', 'person_id', 'id'),
  joint('participant', 'material', 'materials_for_researchers', 'person_id', 'id'),
  joint('participant', 'photo', 'photos_for_researchers', 'person_id', 'id'),
  joint('interview', 'material', 'interview_texts_for_researchers', 'interview_id', 'material_id'),
  joint('material', 'quotation', 'quotations_for_researchers', 'material_id', 'id'),
  joint('photo', 'quotation', 'quotations_for_researchers', 'photo_id', 'id'),
  joint('photo', 'finding', 'finding_photos_for_researchers', 'id', 'finding_id'),
  joint('quotation', 'finding', 'finding_quotations_for_researchers', 'id', 'finding_id'),
  joint('finding', 'recommendation', 'recommendation_findings', 'finding_id', 'recommendation_id'),
  joint('finding', 'point', 'point_findings', 'finding_id', 'point_id'),
  joint('finding', 'session', 'session_findings', 'finding_id', 'session_id'),
  joint('finding', 'action', 'action_findings', 'finding_id', 'action_id'),
  joint('point', 'session', 'session_points', 'point_id', 'session_id'),
  joint('point', 'action', 'action_points', 'point_id', 'id'),
  joint('session', 'action', 'action_points', 'session_id', 'id'),
  joint('action', 'item', 'agenda_items', 'action_id', 'id'),
  joint('photo', 'guide', 'guide_photos', 'photo_id', 'study_id'),
  joint('finding', 'guide', 'guide_findings', 'finding_id', 'study_id'),
  joint('recommendation', 'guide', 'guide_recommendations', 'recommendation_id', 'study_id'),
]

function joint(from: WayKind, to: WayKind, table: keyof Schema, fromColumn: string, toColumn: string): Joint {
  return { from, to, table, fromColumn, toColumn }
}

/** All edges that lie on the way from some things, in one direction: at most one query a joint. */
export async function edgesFrom(
  db: Db,
  seat: Seat,
  start: { kind: WayKind; ids: readonly string[] },
  direction: Direction,
): Promise<WayEdge[]> {
  const edges: WayEdge[] = []
  const open = new Map<WayKind, Set<string>>([[start.kind, new Set(start.ids)]])
  for (const kind of direction === 'forward' ? wayKinds : wayKinds.toReversed()) {
    const ids = [...(open.get(kind) ?? [])]
    if (ids.length === 0) continue
    for (const one of joints.filter(({ from, to }) => (direction === 'forward' ? from : to) === kind)) {
      const found = await edgesOf(db, seat, one, direction, ids)
      edges.push(...found)
      if (!goesOn(one, start.kind, direction)) continue
      for (const { from, fromId, to, toId } of found) {
        const [next, id] = direction === 'forward' ? [to, toId] : [from, fromId]
        open.set(next, (open.get(next) ?? new Set()).add(id))
      }
    }
  }
  return edges
}

async function edgesOf(
  db: Db,
  { studyId }: Seat,
  { from, to, table, fromColumn, toColumn }: Joint,
  direction: Direction,
  ids: readonly string[],
): Promise<WayEdge[]> {
  const near = direction === 'forward' ? fromColumn : toColumn
  const { rows } = await sql<{ from_id: string; to_id: string }>`
    select ${sql.ref(fromColumn)} as from_id, ${sql.ref(toColumn)} as to_id from ${sql.table(table)}
    where study_id = ${studyId} and ${sql.ref(near)} in (${sql.join(ids)})
    and ${sql.ref(fromColumn)} is not null and ${sql.ref(toColumn)} is not null`.execute(db)
  return rows.map(({ from_id, to_id }) => ({ from, fromId: from_id, to, toId: to_id }))
}

/** What a thing is called on the way: words of its own, and of a list where it has a place in one. */
export type Called = { id: string; words: string; more?: Partial<More> }
type More = {
  number: number
  talk: Pick<Schema['interviews'], 'held_on'>
  session: Pick<Schema['feedback_sessions'], 'kind' | 'held_on'>
  state: Schema['action_points']['state']
  standing: Schema['quotations']['standing']
  answer: Schema['agenda_items']['answer']
  /** On whose agenda an item is. */
  meeting: string
}

/** Where things stand that are called by words of their own. */
const named = {
  material: { table: 'materials_for_researchers', words: 'title' },
  photo: { table: 'photos_for_researchers', words: 'words' },
  finding: { table: 'findings', words: 'title' },
  recommendation: { table: 'recommendations', words: 'text' },
  point: { table: 'development_points', words: 'text' },
} as const satisfies Partial<Record<WayKind, { table: keyof Schema; words: string }>>

/**
 * The names of things of one kind, in their order. Who is no member is told of nothing that is still in the making:
 * drafts, sessions without results, action points that are only proposed, and what the assembly has not answered.
 */
export function namesOf(
  db: Db,
  { studyId }: Seat,
  kind: WayKind,
  ids: readonly string[],
  isMember: boolean,
): Promise<Called[]> {
  switch (kind) {
    case 'participant':
      return participantsOf(db, studyId, ids)
    case 'interview':
      return interviewsOf(db, studyId, ids)
    case 'session':
      return sessionsOf(db, studyId, ids, isMember)
    case 'action':
      return actionsOf(db, studyId, ids, isMember)
    case 'item':
      return itemsOf(db, studyId, ids, isMember)
    case 'guide':
      return guidesOf(db, studyId, isMember)
    case 'quotation':
      return quotationsOf(db, studyId, ids, isMember)
    case 'finding':
      return ownWordsOf(db, studyId, kind, ids, isMember ? sql`` : sql`and state = 'ready'`)
    default:
      return ownWordsOf(db, studyId, kind, ids, sql``)
  }
}

async function ownWordsOf(
  db: Db,
  studyId: string,
  kind: keyof typeof named,
  ids: readonly string[],
  also: RawBuilder<unknown>,
): Promise<Called[]> {
  const { table, words } = named[kind]
  const { rows } = await sql<Called>`
    select id, ${sql.ref(words)} as words from ${sql.table(table)}
    where study_id = ${studyId} and id in (${sql.join(ids)}) ${also} order by id`.execute(db)
  return rows
}

async function quotationsOf(
  db: Db,
  studyId: string,
  ids: readonly string[],
  isMember: boolean,
): Promise<Called[]> {
  const rows = await db
    .selectFrom('quotations_for_researchers')
    .select(['id', 'words', 'standing'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(({ id, words, standing }) => ({ id, words, ...(isMember ? { more: { standing } } : {}) }))
}

async function participantsOf(db: Db, studyId: string, ids: readonly string[]): Promise<Called[]> {
  const rows = await db
    .selectFrom('participants')
    .select(['person_id as id', 'number'])
    .where('study_id', '=', studyId)
    .where('person_id', 'in', ids)
    .orderBy('number')
    .execute()
  return rows.map(({ id, number }) => ({ id, words: '', more: { number } }))
}

async function interviewsOf(db: Db, studyId: string, ids: readonly string[]): Promise<Called[]> {
  const rows = await db
    .selectFrom('interviews_for_researchers')
    .select(['id', 'held_on'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .orderBy('held_on')
    .orderBy('id')
    .execute()
  return rows.map(({ id, held_on }) => ({ id, words: '', more: { talk: { held_on } } }))
}

async function sessionsOf(
  db: Db,
  studyId: string,
  ids: readonly string[],
  isMember: boolean,
): Promise<Called[]> {
  const rows = await db
    .selectFrom('feedback_sessions')
    .select(['id', 'kind', 'held_on'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .$if(!isMember, (query) => query.where('state', 'in', ['revealed', 'closed']))
    .orderBy('held_on')
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, held_on }) => ({ id, words: '', more: { session: { kind, held_on } } }))
}

async function actionsOf(
  db: Db,
  studyId: string,
  ids: readonly string[],
  isMember: boolean,
): Promise<Called[]> {
  const rows = await db
    .selectFrom('action_points')
    .select(['id', 'title', 'state'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .$if(!isMember, (query) => query.where('state', '!=', 'proposed'))
    .orderBy('id')
    .execute()
  return rows.map(({ id, title, state }) => ({ id, words: title, more: { state } }))
}

async function itemsOf(
  db: Db,
  studyId: string,
  ids: readonly string[],
  isMember: boolean,
): Promise<Called[]> {
  const rows = await db
    .selectFrom('agenda_items')
    .select(['id', 'title', 'answer', 'meeting_id'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .$if(!isMember, (query) => query.where('answer', 'is not', null))
    .orderBy('id')
    .execute()
  return rows.map(({ id, title, answer, meeting_id }) => ({
    id,
    words: title,
    more: { answer, meeting: meeting_id },
  }))
}

/** The guide of the study, by the study's own id. */
async function guidesOf(db: Db, studyId: string, isMember: boolean): Promise<Called[]> {
  const rows = await db
    .selectFrom('guides')
    .select(['study_id as id', 'title as words'])
    .where('study_id', '=', studyId)
    .$if(!isMember, (query) => query.where('published_at', 'is not', null))
    .execute()
  return rows
}
