import { randomInt } from 'node:crypto'
import { removeAnswersUnder } from '../../access/answers.ts'
import type { Seat } from '../../access/seat.ts'
import { deleteLinksOf } from '../../access/links.ts'
import { deferConstraints } from '../../db/constraints.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import type { SessionCondition, SessionChange } from '../../method/session-changes.ts'
import type { SessionState } from '../../method/lists.ts'
import type { DetailsInput } from './input.ts'
import { codeAlphabet, codeLength } from './rules.ts'

/** The sessions of a study as they were made, each with how many joined and how many dots lie there, not where. */
export function sessionsOf(db: Db, seat: Pick<Seat, 'studyId'>) {
  return sessions(db, seat).execute()
}
export type Session = Awaited<ReturnType<typeof sessionsOf>>[number]

/** One session. Throws NotFound when there is none by that id. */
export function sessionWith(db: Db, seat: Pick<Seat, 'studyId'>, id: string): Promise<Session> {
  return sessions(db, seat)
    .where('session.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such session'))
}

function sessions(db: Db, { studyId }: Pick<Seat, 'studyId'>) {
  return db
    .selectFrom('feedback_sessions as session')
    .selectAll()
    .select((row) => [
      row
        .selectFrom('attendances')
        .select(({ fn }) => fn.countAll<string | number>().as('count'))
        .whereRef('attendances.session_id', '=', 'session.id')
        .as('joined'),
      row
        .selectFrom('dots')
        .select(({ fn }) => fn.countAll<string | number>().as('count'))
        .whereRef('dots.session_id', '=', 'session.id')
        .as('placed'),
    ])
    .where('session.study_id', '=', studyId)
    .orderBy('session.id')
}

/** How many sessions there are, and of how many the results are known, are open now, or wait to be closed. */
export async function sessionCounts(db: Db, seat: Seat) {
  const rows = await db
    .selectFrom('feedback_sessions')
    .select(['state', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .groupBy('state')
    .execute()
  const of = (state: SessionState) => Number(rows.find((row) => row.state === state)?.count ?? 0)
  const [open, revealed, closed] = [of('open'), of('revealed'), of('closed')]
  return { total: of('prepared') + open + revealed + closed, held: revealed + closed, open, revealed }
}

/** The findings and points of a session in their order, each with what was said of it. */
export async function contentsOf(db: Db, seat: Pick<Seat, 'studyId'>, sessionId: string) {
  const findings = await db
    .selectFrom('session_findings as chosen')
    .innerJoin('findings as finding', (join) =>
      join.onRef('finding.study_id', '=', 'chosen.study_id').onRef('finding.id', '=', 'chosen.finding_id'),
    )
    .select(['finding.id', 'finding.title', 'finding.text', 'finding.kind', 'finding.holds_for'])
    .select(['finding.state', 'chosen.said'])
    .where('chosen.study_id', '=', seat.studyId)
    .where('chosen.session_id', '=', sessionId)
    .orderBy('chosen.position')
    .execute()
  const points = await db
    .selectFrom('session_points as chosen')
    .innerJoin('development_points as point', (join) =>
      join.onRef('point.study_id', '=', 'chosen.study_id').onRef('point.id', '=', 'chosen.point_id'),
    )
    .select(['point.id', 'point.text', 'chosen.said', 'chosen.outcome', 'chosen.paper_dots'])
    .where('chosen.study_id', '=', seat.studyId)
    .where('chosen.session_id', '=', sessionId)
    .orderBy('chosen.position')
    .execute()
  return { findings, points }
}
export type Contents = Awaited<ReturnType<typeof contentsOf>>

/** Prepares a session. */
export async function insertSession(tx: Tx, seat: Seat, input: DetailsInput) {
  const id = newId()
  await tx
    .insertInto('feedback_sessions')
    .values({
      ...{ id, study_id: seat.studyId, ...input, state: 'prepared', is_open_ballot: 0 },
      ...{ join_code: null, said: '', made_at: seat.at, version: 1 },
    })
    .execute()
  return { id }
}

type Values = Partial<Omit<Schema['feedback_sessions'], 'id' | 'study_id' | 'state' | 'version'>>

/** Changes a session. Throws Conflict when it is not in one of these states, or somebody else was first. */
export async function updateSession(
  tx: Tx,
  seat: Seat,
  { id, version }: { id: string; version: number },
  values: Values,
  states: readonly SessionState[],
) {
  await tx
    .updateTable('feedback_sessions')
    .set((row) => ({ ...values, version: row('version', '+', 1) }))
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', 'in', states)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the session has changed'))
  return { id, fields: Object.keys(values) }
}

/** Chooses what a prepared session shows, in this order. What was said of what stays is kept. */
export async function setContents(
  tx: Tx,
  seat: Seat,
  session: { id: string; version: number },
  chosen: { findings: readonly string[]; points: readonly string[] },
) {
  await updateSession(tx, seat, session, {}, ['prepared'])
  const own = { study_id: seat.studyId, session_id: session.id }
  await tx
    .deleteFrom('session_findings')
    .where('session_id', '=', session.id)
    .where('finding_id', 'not in', ['', ...chosen.findings])
    .execute()
  await tx
    .deleteFrom('session_points')
    .where('session_id', '=', session.id)
    .where('point_id', 'not in', ['', ...chosen.points])
    .execute()
  for (const [position, finding_id] of chosen.findings.entries()) {
    await tx
      .insertInto('session_findings')
      .values({ ...own, finding_id, position, said: '' })
      .onConflict((row) => row.columns(['session_id', 'finding_id']).doUpdateSet({ position }))
      .execute()
  }
  for (const [position, point_id] of chosen.points.entries()) {
    await tx
      .insertInto('session_points')
      .values({ ...own, point_id, position, outcome: null, said: '', paper_dots: null })
      .onConflict((row) => row.columns(['session_id', 'point_id']).doUpdateSet({ position }))
      .execute()
  }
  return { id: session.id, fields: ['findings', 'points'] }
}

/**
 * Takes a session from one state to the next. Undefined when what must be so first is not. Throws Conflict when the
 * session is in another state by now.
 */
export async function changeState(tx: Tx, seat: Seat, id: string, { from, to, needs }: SessionChange) {
  const { state, join_code, is_open_ballot } = await sessionWith(tx, seat, id)
  if (state !== from) throw new Conflict(`the session is ${state}`)
  if (needs && !(await holds(tx, { id, is_open_ballot }, needs))) return undefined
  await tx
    .updateTable('feedback_sessions')
    .set((row) => ({
      ...{ state: to, version: row('version', '+', 1) },
      ...(to === 'open' && join_code === null ? { join_code: newCode() } : {}),
    }))
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  if (to === 'closed') await forgetBrowsers(tx, seat, id)
  return { id, fields: ['state'] }
}

type Asked = Pick<Session, 'id' | 'is_open_ballot'>

async function holds(tx: Tx, { id, is_open_ballot }: Asked, condition: SessionCondition): Promise<boolean> {
  if (condition === 'dots_counted') {
    if (is_open_ballot === 0) return true
    const uncounted = tx
      .selectFrom('session_points')
      .select('point_id')
      .where('session_id', '=', id)
      .where('paper_dots', 'is', null)
    return (await uncounted.executeTakeFirst()) === undefined
  }
  if (condition === 'nobody_joined') {
    const some = tx.selectFrom('attendances').select('person_id').where('session_id', '=', id)
    return (await some.executeTakeFirst()) === undefined
  }
  const finding = tx.selectFrom('session_findings').select('position').where('session_id', '=', id)
  const point = tx.selectFrom('session_points').select('position').where('session_id', '=', id)
  return (await finding.unionAll(point).execute()).length > 0
}

/** From here on nobody can tell in which browser a dot was placed: who was there stays, without a way to them. */
async function forgetBrowsers(tx: Tx, seat: Seat, id: string): Promise<void> {
  const present = await tx
    .updateTable('attendances')
    .set({ visit_id: null })
    .where('study_id', '=', seat.studyId)
    .where('session_id', '=', id)
    .returning('person_id')
    .execute()
  const people = present.map(({ person_id }) => person_id)
  await deleteLinksOf(tx, seat.studyId, people, 'attendee')
  await removeAnswersUnder(tx, `/studies/${seat.studyId}/attendees`)
}

function newCode(): string {
  return Array.from({ length: codeLength }, () => codeAlphabet[randomInt(codeAlphabet.length)]).join('')
}

/** Lets dots be placed in the open, or on phones again. Undefined once a dot lies there, or was counted by hand. */
export async function setBallot(tx: Tx, seat: Seat, id: string, isOpen: boolean) {
  const session = await sessionWith(tx, seat, id)
  if (Number(session.placed) > 0) return undefined
  const { points } = await contentsOf(tx, seat, id)
  if (points.some(({ paper_dots }) => paper_dots !== null)) return undefined
  return updateSession(tx, seat, session, { is_open_ballot: isOpen ? 1 : 0 }, ['prepared', 'open'])
}

type Remark = { id: string; said: string }

/** Keeps what was said, and which points need no action. */
export async function saveSaid(
  tx: Tx,
  seat: Seat,
  session: { id: string; version: number },
  {
    said,
    findings,
    points,
  }: {
    said: string
    findings: readonly Remark[]
    points: readonly (Remark & { outcome: 'discussed' | null })[]
  },
) {
  await updateSession(tx, seat, session, { said }, ['open', 'revealed', 'closed'])
  for (const finding of findings) {
    await tx
      .updateTable('session_findings')
      .set({ said: finding.said })
      .where('session_id', '=', session.id)
      .where('finding_id', '=', finding.id)
      .execute()
  }
  for (const { id, ...values } of points) {
    await tx
      .updateTable('session_points')
      .set(values)
      .where('session_id', '=', session.id)
      .where('point_id', '=', id)
      .execute()
  }
  return { id: session.id, fields: ['said', 'outcome'] }
}

/** Keeps what was counted by hand. Throws Conflict unless the ballot is open and its result not yet shown. */
export async function savePaperDots(
  tx: Tx,
  seat: Seat,
  session: { id: string; version: number },
  counts: readonly { id: string; dots: number }[],
) {
  await updateSession(tx, seat, session, { is_open_ballot: 1 }, ['open'])
  for (const { id, dots } of counts) {
    await tx
      .updateTable('session_points')
      .set({ paper_dots: dots })
      .where('session_id', '=', session.id)
      .where('point_id', '=', id)
      .execute()
  }
  return { id: session.id, fields: ['paper_dots'] }
}

/** Removes a session with its dots and those who were there. Refused by the database where action points rest on it. */
export async function deleteSession(tx: Tx, seat: Seat, id: string) {
  await sessionWith(tx, seat, id)
  await deferConstraints(tx)
  await tx
    .deleteFrom('people')
    .where('study_id', '=', seat.studyId)
    .where('id', 'in', tx.selectFrom('attendances').select('person_id').where('session_id', '=', id))
    .execute()
  await tx.deleteFrom('feedback_sessions').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (ids.length === 0 || (kind !== 'finding' && kind !== 'point')) return new Map()
  const table = kind === 'finding' ? 'session_findings' : 'session_points'
  const rows = await db
    .selectFrom(table)
    .select([`${kind}_id as id`, (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where(`${kind}_id`, 'in', ids)
    .groupBy(`${kind}_id`)
    .execute()
  return entriesOf(rows, 'sessions', () => `/studies/${seat.studyId}/feedback`)
}
