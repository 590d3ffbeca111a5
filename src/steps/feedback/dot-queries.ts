import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'

/**
 * The points of sessions whose results are known, each with its dots: those that lie there, or those counted by hand.
 * Of a session that is not revealed yet there are none.
 */
export async function countedPoints(db: Db, seat: Pick<Seat, 'studyId'>) {
  const rows = await db
    .selectFrom('session_points as chosen')
    .innerJoin('feedback_sessions as session', (join) =>
      join.onRef('session.study_id', '=', 'chosen.study_id').onRef('session.id', '=', 'chosen.session_id'),
    )
    .innerJoin('development_points as point', (join) =>
      join.onRef('point.study_id', '=', 'chosen.study_id').onRef('point.id', '=', 'chosen.point_id'),
    )
    .select(['chosen.session_id', 'point.id', 'point.text', 'chosen.position', 'chosen.outcome'])
    .select(['chosen.said', 'chosen.paper_dots', 'session.is_open_ballot'])
    .select((row) =>
      row
        .selectFrom('dots')
        .select(({ fn }) => fn.countAll<string | number>().as('count'))
        .whereRef('dots.study_id', '=', 'chosen.study_id')
        .whereRef('dots.session_id', '=', 'chosen.session_id')
        .whereRef('dots.point_id', '=', 'chosen.point_id')
        .as('placed'),
    )
    .where('chosen.study_id', '=', seat.studyId)
    .where('session.state', 'in', ['revealed', 'closed'])
    .orderBy('chosen.session_id')
    .orderBy('chosen.position')
    .execute()
  return rows.map(({ is_open_ballot, paper_dots, placed, ...point }) => ({
    ...point,
    dots: is_open_ballot === 1 ? (paper_dots ?? 0) : Number(placed),
  }))
}
export type CountedPoint = Awaited<ReturnType<typeof countedPoints>>[number]

/** How many people placed dots in a session: never who, nor where. */
export async function votersIn(
  db: Db,
  { studyId }: Pick<Seat, 'studyId'>,
  sessionId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('dots')
    .select((row) => row.fn.count('person_id').distinct().as('count'))
    .where('study_id', '=', studyId)
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The session of an attendee's seat. Throws NotFound when there is none. */
export function ownSession(db: Db, seat: Seat) {
  return db
    .selectFrom('attendances')
    .innerJoin('feedback_sessions as session', (join) =>
      join
        .onRef('session.study_id', '=', 'attendances.study_id')
        .onRef('session.id', '=', 'attendances.session_id'),
    )
    .select(['session.id', 'session.kind', 'session.state', 'session.rung', 'session.dots'])
    .select('session.is_open_ballot')
    .where('attendances.study_id', '=', seat.studyId)
    .where('attendances.person_id', '=', seat.personId)
    .executeTakeFirstOrThrow(() => new NotFound('no session of this person'))
}
export type OwnSession = Awaited<ReturnType<typeof ownSession>>

/** On which points the dots of an attendee lie: a point's id for each. */
export async function ownDots(db: Db, seat: Seat): Promise<string[]> {
  const rows = await db
    .selectFrom('dots')
    .select('point_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .orderBy('number')
    .execute()
  return rows.map(({ point_id }) => point_id)
}

/**
 * Places a dot: the first number that is free for this person, which the key decides. Undefined when none is left.
 * Throws NotFound when the point is not of this session, Conflict when no dots are placed in it now.
 */
export async function insertDot(tx: Tx, seat: Seat, pointId: string) {
  const session = await openSession(tx, seat, pointId)
  const own = { study_id: seat.studyId, session_id: session.id, person_id: seat.personId }
  // Counting first and placing then gave 7 of 3 where requests raced.
  for (let number = 1; number <= session.dots; number += 1) {
    const placed = await tx
      .insertInto('dots')
      .values({ ...own, number, point_id: pointId })
      .onConflict((row) => row.columns(['session_id', 'person_id', 'number']).doNothing())
      .returning('number')
      .executeTakeFirst()
    if (placed) return { id: session.id }
  }
  return undefined
}

/** Takes a dot back from a point. Undefined when none lay there. Throws as insertDot() does. */
export async function deleteDot(tx: Tx, seat: Seat, pointId: string) {
  const session = await openSession(tx, seat, pointId)
  const last = tx
    .selectFrom('dots')
    .select((row) => row.fn.max('number').as('number'))
    .where('session_id', '=', session.id)
    .where('person_id', '=', seat.personId)
    .where('point_id', '=', pointId)
  const taken = await tx
    .deleteFrom('dots')
    .where('session_id', '=', session.id)
    .where('person_id', '=', seat.personId)
    .where('number', '=', last)
    .returning('number')
    .executeTakeFirst()
  return taken && { id: session.id }
}

async function openSession(tx: Tx, seat: Seat, pointId: string): Promise<OwnSession> {
  const session = await ownSession(tx, seat)
  await tx
    .selectFrom('session_points')
    .select('position')
    .where('session_id', '=', session.id)
    .where('point_id', '=', pointId)
    .executeTakeFirstOrThrow(() => new NotFound('no such point in this session'))
  if (session.state !== 'open') throw new Conflict(`the session is ${session.state}`)
  if (session.is_open_ballot === 1) throw new Conflict('dots are counted by hand')
  return session
}
