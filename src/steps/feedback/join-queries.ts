import { enterByCode, openVisit, type Visitor } from '../../access/visits.ts'
import { newRandomId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import type { Language } from '../../method/languages.ts'

/** The session that a join code leads to; undefined when there is none. Asked by anyone who has the code. */
export function sessionOfCode(db: Db, code: string) {
  return db
    .selectFrom('feedback_sessions as session')
    .innerJoin('studies as study', 'study.id', 'session.study_id')
    .select(['session.id', 'session.study_id', 'session.kind', 'session.state', 'session.dots'])
    .select(['session.is_open_ballot', 'session.made_at', 'study.network_name'])
    .where('session.join_code', '=', code)
    .executeTakeFirst()
}
export type JoinedSession = NonNullable<Awaited<ReturnType<typeof sessionOfCode>>>

/** As whom this browser is in a session already, and whether it can still go in; undefined when it is not. */
export async function attendanceIn(db: Db, session: JoinedSession, { id: visitId }: Visitor) {
  if (visitId === undefined) return undefined
  const found = await db
    .selectFrom('attendances')
    .leftJoin('visit_seats', (join) =>
      join
        .onRef('visit_seats.visit_id', '=', 'attendances.visit_id')
        .onRef('visit_seats.person_id', '=', 'attendances.person_id')
        .on('visit_seats.role', '=', 'attendee'),
    )
    .select(['attendances.person_id', 'visit_seats.link_id'])
    .where('attendances.session_id', '=', session.id)
    .where('attendances.visit_id', '=', visitId)
    .executeTakeFirst()
  return found && { personId: found.person_id, isSeated: found.link_id !== null }
}

/**
 * Lets somebody without a name into an open session: a person, a seat, and a place in this browser's visit, which is
 * made when there is none. The database refuses a second one in the same browser. Throws Conflict when it is not open.
 */
export async function insertAttendance(
  tx: Tx,
  visitor: Visitor,
  { id, study_id, made_at }: JoinedSession,
  person: { name: string; language: Language },
  now: Date,
) {
  await needOpen(tx, id)
  const visit = await openVisit(tx, visitor, now)
  // A random id, and the time of the session: others would give away who came in first, and in which browser.
  const person_id = newRandomId()
  const own = { study_id, person_id }
  const nobody = { account_id: null, email: null, made_at }
  await tx
    .insertInto('people')
    .values({ id: person_id, study_id, ...person, ...nobody })
    .execute()
  await tx
    .insertInto('seats')
    .values({ ...own, role: 'attendee', sees_names: 0, reads_raw: 0 })
    .execute()
  await tx
    .insertInto('attendances')
    .values({ ...own, session_id: id, visit_id: visit.id })
    .execute()
  await enterByCode(tx, visit.id, { studyId: study_id, personId: person_id }, now)
  return { id, fields: ['attendances'], personId: person_id, token: visit.token }
}

/** Lets somebody back in who had left in this browser. */
export async function enterAgain(
  tx: Tx,
  visitId: string,
  { id, study_id }: JoinedSession,
  personId: string,
  now: Date,
) {
  await needOpen(tx, id)
  await enterByCode(tx, visitId, { studyId: study_id, personId }, now)
  return { id, fields: ['seats'] }
}

async function needOpen(tx: Tx, id: string): Promise<void> {
  await tx
    .selectFrom('feedback_sessions')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow(() => new Conflict('the session is not open'))
}
