import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import type { ActionState } from '../../method/lists.ts'
import { outlookOf, waitsFor, type Agreed } from './rules.ts'

/** What a list of action points is narrowed to; what is left out narrows nothing. */
export type Filter = { state?: ActionState; subject?: string; issue?: string }

/**
 * The action points as they were made, each with who takes it up, its last check, and whether its state has changed
 * since. An owner has those to which the owner said yes.
 */
export async function actionsOf(db: Db, seat: Seat) {
  return withLatest(db, seat, await actions(db, seat).execute())
}
export type Action = Awaited<ReturnType<typeof actionsOf>>[number]

/** The action points with these ids, as far as they are still there, in no order of their own. */
export async function actionsWith(db: Db, seat: Seat, ids: readonly string[]): Promise<Action[]> {
  if (ids.length === 0) return []
  return withLatest(db, seat, await actions(db, seat).where('action.id', 'in', ids).execute())
}

/** Of each action point that the filter lets through only what says how it will go on, to put all in order. */
export async function plannedOf(db: Db, seat: Seat, { state, subject, issue }: Filter = {}) {
  const points = await inReach(db, seat)
    .select(['action.id', 'action.state', 'action.look_on', 'action.agreed_on', 'action.every_weeks'])
    .select(['action.embedded_on', 'action.due_on'])
    .where((row) =>
      row.and([
        ...(state === undefined ? [] : [row('action.state', '=', state)]),
        ...(subject === undefined ? [] : [row('action.subject_id', '=', subject)]),
        ...(issue === undefined ? [] : [row('action.issue_id', '=', issue)]),
      ]),
    )
    .orderBy('action.id')
    .execute()
  return tied(points, await latestEntries(db, seat).execute())
}

/** How many action points there are. */
export async function actionTotal(db: Db, seat: Seat): Promise<number> {
  const { count } = await inReach(db, seat)
    .select((row) => row.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One action point. Throws NotFound when there is none by that id, or it is not this owner's. */
export async function actionWith(db: Db, seat: Seat, id: string): Promise<Action> {
  const point = await actions(db, seat)
    .where('action.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such action point'))
  const [action] = await withLatest(db, seat, [point])
  if (!action) throw new NotFound('no such action point')
  return action
}

function actions(db: Db, seat: Seat) {
  return inReach(db, seat)
    .leftJoin('people as owner', (join) =>
      join.onRef('owner.study_id', '=', 'action.study_id').onRef('owner.id', '=', 'action.owner_id'),
    )
    .leftJoin('subjects as subject', (join) =>
      join.onRef('subject.study_id', '=', 'action.study_id').onRef('subject.id', '=', 'action.subject_id'),
    )
    .leftJoin('issues as issue', (join) =>
      join.onRef('issue.study_id', '=', 'action.study_id').onRef('issue.id', '=', 'action.issue_id'),
    )
    .selectAll('action')
    .select(['owner.name as owner', 'subject.name as subject', 'issue.name as issue'])
    .orderBy('action.id')
}

/** All of the study; for an owner those to which the owner said yes. */
function inReach(db: Db, seat: Seat) {
  return db
    .selectFrom('action_points as action')
    .where('action.study_id', '=', seat.studyId)
    .$if(seat.scope === 'own', (query) =>
      query
        .where('action.owner_id', '=', seat.personId)
        .where('action.said_yes', '=', 1)
        .where('action.state', '<>', 'proposed'),
    )
}

/** Adds the last check of each, and whether its state has changed since. */
async function withLatest<Point extends { id: string }>(db: Db, seat: Seat, points: readonly Point[]) {
  const ids = points.map(({ id }) => id)
  const latest = await latestEntries(db, seat)
    .select('text')
    .where('action_id', 'in', ids.length > 0 ? ids : [''])
    .execute()
  return tied(points, latest)
}

/** The last check and the last change of state of each action point, without the words. */
function latestEntries(db: Db, seat: Seat) {
  return db
    .selectFrom('action_entries')
    .select(['id', 'action_id', 'at', 'kind', 'standing', 'verdict'])
    .where('study_id', '=', seat.studyId)
    .where('id', 'in', (query) =>
      query
        .selectFrom('action_entries as last')
        .select((row) => row.fn.max('last.id').as('id'))
        .where('last.study_id', '=', seat.studyId)
        .groupBy(['last.action_id', 'last.kind']),
    )
}

type Latest = { id: string; action_id: string; kind: string }

function tied<Point extends { id: string }, Entry extends Latest>(
  points: readonly Point[],
  latest: readonly Entry[],
) {
  const checks = new Map(
    latest.flatMap((entry) => (entry.kind === 'check' ? [[entry.action_id, entry]] : [])),
  )
  const moves = new Map(latest.flatMap((entry) => (entry.kind === 'state' ? [[entry.action_id, entry]] : [])))
  return points.map((point) => {
    const check = checks.get(point.id)
    const move = moves.get(point.id)
    return { ...point, check, hasMovedSince: check !== undefined && move !== undefined && move.id > check.id }
  })
}

/**
 * How many action points there are, how many are still open, how many wait for help, and how many only for a check. `day` gives the calendar date of a time.
 */
export async function actionCounts(db: Db, seat: Seat, day: (at: string) => string) {
  const outlooks = (await plannedOf(db, seat)).map((action) => outlookOf(action, day, day(seat.at)))
  return {
    total: outlooks.length,
    open: outlooks.filter(({ isOpen }) => isOpen).length,
    late: outlooks.filter((outlook) => waitsFor(outlook) === 'check').length,
    help: outlooks.filter((outlook) => waitsFor(outlook) === 'help').length,
  }
}

/** What happened to action points, oldest first: changes of state and checks, each with who wrote it down. */
export async function historyOf(db: Db, seat: Seat, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('action_entries as entry')
    .leftJoin('people as writer', (join) =>
      join.onRef('writer.study_id', '=', 'entry.study_id').onRef('writer.id', '=', 'entry.by_id'),
    )
    .selectAll('entry')
    .select('writer.name as by')
    .where('entry.study_id', '=', seat.studyId)
    .where('entry.action_id', 'in', ids)
    .orderBy('entry.id')
    .execute()
}
export type Entry = Awaited<ReturnType<typeof historyOf>>[number]

/** What was agreed before, oldest first, each with until when and who changed it. */
export async function versionsOf(db: Db, seat: Seat, id: string) {
  const rows = await db
    .selectFrom('action_versions as version')
    .leftJoin('people as writer', (join) =>
      join.onRef('writer.study_id', '=', 'version.study_id').onRef('writer.id', '=', 'version.by_id'),
    )
    .select(['version.version', 'version.agreed', 'version.until_at', 'writer.name as by'])
    .where('version.study_id', '=', seat.studyId)
    .where('version.action_id', '=', id)
    .orderBy('version.version')
    .execute()
  return rows.map((row) => ({ ...row, agreed: JSON.parse(row.agreed) as Agreed }))
}
export type Version = Awaited<ReturnType<typeof versionsOf>>[number]

/**
 * The findings that action points rest on, by the action point's id: those it was tied to, or those of the development
 * point that it comes from. To others than members the ones that are ready.
 */
export async function findingsUnder(db: Db, seat: Seat, ids: readonly string[]) {
  const under = new Map<string, { id: string; title: string }[]>()
  if (ids.length === 0) return under
  const rows = await findingEdges(db, seat)
    .innerJoin('findings as finding', (join) =>
      join.onRef('finding.study_id', '=', 'edge.study_id').onRef('finding.id', '=', 'edge.finding_id'),
    )
    .select(['edge.action_id', 'finding.id', 'finding.title'])
    .where('edge.action_id', 'in', ids)
    .$if(seat.scope === 'own', (query) => query.where('finding.state', '=', 'ready'))
    .orderBy('finding.id')
    .execute()
  for (const { action_id, id, title } of rows) {
    under.set(action_id, [...(under.get(action_id) ?? []), { id, title }])
  }
  return under
}

/** Which action point rests on which finding, whether by hand or through its development point. */
function findingEdges(db: Db, seat: Seat) {
  return db.selectFrom((query) =>
    query
      .selectFrom('action_findings')
      .select(['study_id', 'action_id', 'finding_id'])
      .where('study_id', '=', seat.studyId)
      .union(
        query
          .selectFrom('action_points as action')
          .innerJoin('point_findings as point', (join) =>
            join
              .onRef('point.study_id', '=', 'action.study_id')
              .onRef('point.point_id', '=', 'action.point_id'),
          )
          .select(['action.study_id', 'action.id as action_id', 'point.finding_id'])
          .where('action.study_id', '=', seat.studyId),
      )
      .as('edge'),
  )
}

/** How many quotations and photos each finding rests on, as far as the researchers see them, by its id. */
export async function evidenceCounts(db: Db, seat: Seat, findingIds: readonly string[]) {
  const counts = new Map(findingIds.map((id) => [id, { quotations: 0, photos: 0 }]))
  if (findingIds.length === 0) return counts
  for (const kind of ['quotations', 'photos'] as const) {
    const rows = await db
      .selectFrom(`finding_${kind}_for_researchers`)
      .select(['finding_id', (row) => row.fn.countAll().as('count')])
      .where('study_id', '=', seat.studyId)
      .where('finding_id', 'in', findingIds)
      .groupBy('finding_id')
      .execute()
    for (const { finding_id, count } of rows) {
      const known = counts.get(finding_id)
      if (known) known[kind] = Number(count)
    }
  }
  return counts
}

/**
 * A development point as it stood in a session, with the dots that it got and those that were given in all: null as
 * long as the group has not seen them. Throws NotFound when the session did not have it.
 */
export async function sessionPointWith(db: Db, seat: Seat, sessionId: string, pointId: string) {
  const point = await db
    .selectFrom('session_points as placed')
    .innerJoin('feedback_sessions as session', (join) =>
      join.onRef('session.study_id', '=', 'placed.study_id').onRef('session.id', '=', 'placed.session_id'),
    )
    .innerJoin('development_points as point', (join) =>
      join.onRef('point.study_id', '=', 'placed.study_id').onRef('point.id', '=', 'placed.point_id'),
    )
    .select(['placed.session_id', 'placed.point_id', 'point.text'])
    .select(['session.kind', 'session.state', 'session.held_on', 'session.is_open_ballot'])
    .where('placed.study_id', '=', seat.studyId)
    .where('placed.session_id', '=', sessionId)
    .where('placed.point_id', '=', pointId)
    .executeTakeFirstOrThrow(() => new NotFound('no such point in a session'))
  const isSeen = point.state === 'revealed' || point.state === 'closed'
  return { ...point, votes: isSeen ? await votesIn(db, seat, point) : null }
}
export type SessionPoint = Awaited<ReturnType<typeof sessionPointWith>>

/** Votes are counted from rows, or as they were counted by hand; those of different sessions are never added up. */
async function votesIn(
  db: Db,
  seat: Seat,
  { session_id, point_id, is_open_ballot }: { session_id: string; point_id: string; is_open_ballot: 0 | 1 },
) {
  const rows =
    is_open_ballot === 1
      ? await db
          .selectFrom('session_points')
          .select(['point_id', 'paper_dots as count'])
          .where('study_id', '=', seat.studyId)
          .where('session_id', '=', session_id)
          .execute()
      : await db
          .selectFrom('dots')
          .select(['point_id', (row) => row.fn.countAll().as('count')])
          .where('study_id', '=', seat.studyId)
          .where('session_id', '=', session_id)
          .groupBy('point_id')
          .execute()
  const counts = rows.map((row) => ({ point_id: row.point_id, count: Number(row.count ?? 0) }))
  return {
    own: counts.find((row) => row.point_id === point_id)?.count ?? 0,
    all: counts.reduce((sum, { count }) => sum + count, 0),
  }
}

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (ids.length === 0) return new Map()
  const base = `/studies/${seat.studyId}/actions`
  if (kind === 'finding') {
    const rows = await findingEdges(db, seat)
      .select(['edge.finding_id as id', (row) => row.fn.countAll().as('count')])
      .where('edge.finding_id', 'in', ids)
      .groupBy('edge.finding_id')
      .execute()
    return entriesOf(rows, 'actions', () => base)
  }
  const column = columns[kind]
  if (!column) return new Map()
  const rows = await db
    .selectFrom('action_points')
    .select([`${column} as id`, (row) => row.fn.countAll().as('count'), (row) => row.fn.min('id').as('one')])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
    .groupBy(column)
    .execute()
  const isFilter = kind === 'issue' || kind === 'subject'
  return entriesOf(rows, 'actions', (id, { count, one }) => {
    if (isFilter) return `${base}?${kind}=${id}`
    return Number(count) === 1 ? `${base}/${one}` : base
  })
}

const columns: Partial<Record<TrailKind, 'issue_id' | 'subject_id' | 'point_id' | 'session_id'>> = {
  issue: 'issue_id',
  subject: 'subject_id',
  point: 'point_id',
  session: 'session_id',
}
