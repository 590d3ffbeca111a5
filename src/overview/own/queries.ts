import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { findingEdges } from '../../steps/actions/queries.ts'

/** One thing that somebody brought. */
export type Thing = { kind: 'photo' | 'quotation'; id: string }

/**
 * Where others could see something that a participant brought, or one thing of it, also when it was taken back or that
 * person has stopped: the sessions that were opened, what was taken up, the meetings whose papers were shared, the
 * published guide. The participant is the one in this seat, unless a researcher asks for another.
 */
export async function shownOf(db: Db, seat: Seat, thing?: Thing, personId = seat.personId) {
  const { studyId } = seat
  const { kind, id } = thing ?? {}
  const brought = db
    .selectFrom('evidence_brought as brought')
    .where('brought.study_id', '=', studyId)
    .where('brought.person_id', '=', personId)
    .where((row) => row.and(kind && id ? { 'brought.kind': kind, 'brought.thing_id': id } : {}))
  const sessions = await brought
    .innerJoin('session_findings as chosen', 'chosen.finding_id', 'brought.finding_id')
    .innerJoin('feedback_sessions as session', 'session.id', 'chosen.session_id')
    .innerJoin('rungs', 'rungs.code', 'session.rung')
    .whereRef('brought.rung_place', '>=', 'rungs.place')
    .where('session.state', '!=', 'prepared')
    .select(['session.id', 'session.kind', 'session.held_on'])
    .distinct()
    .orderBy('session.id')
    .execute()
  const forLeaders = brought.where('brought.rung_place', '>=', 2)
  const actions = await forLeaders
    .innerJoin(findingEdges(db, seat).selectAll().as('edge'), 'edge.finding_id', 'brought.finding_id')
    .innerJoin('action_points as action', 'action.id', 'edge.action_id')
    .innerJoin('findings', 'findings.id', 'brought.finding_id')
    .where('findings.state', '=', 'ready')
    .where('action.owner_id', 'is not', null)
    .where('action.said_yes', '=', 1)
    .select(['action.id', 'action.title'])
    .distinct()
    .orderBy('action.id')
    .execute()
  const meetings = await forLeaders
    .innerJoin('findings', 'findings.id', 'brought.finding_id')
    .innerJoin('meetings as meeting', 'meeting.study_id', 'brought.study_id')
    .where('findings.state', '=', 'ready')
    .where('meeting.state', '!=', 'draft')
    .select(['meeting.id', 'meeting.name', 'meeting.held_on'])
    .distinct()
    .orderBy('meeting.id')
    .execute()
  const guide = await db
    .selectFrom('brought_to_guides')
    .innerJoin('guides', 'guides.study_id', 'brought_to_guides.study_id')
    .select('guides.title')
    .where('brought_to_guides.study_id', '=', studyId)
    .where('brought_to_guides.person_id', '=', personId)
    .where((row) => row.and(kind && id ? { kind, thing_id: id } : {}))
    .executeTakeFirst()
  return { sessions, actions, meetings, guide }
}
/** What others would see of photos and quotations, by their ids, if the person in this seat says that it is fine. */
export async function ifGiven(
  db: Db,
  { studyId }: Seat,
  { photos, quotations }: { photos: readonly string[]; quotations: readonly string[] },
) {
  const ofPhotos = await db
    .selectFrom('photos_if_given')
    .select(['id', 'kind', 'words', 'width', 'height', 'most_place'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ['', ...photos])
    .execute()
  const ofQuotations = await db
    .selectFrom('quotations_if_given')
    .select(['id', 'words'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ['', ...quotations])
    .execute()
  return { photos: ofPhotos, quotations: ofQuotations }
}
export type IfGiven = Awaited<ReturnType<typeof ifGiven>>

export type Shown = Awaited<ReturnType<typeof shownOf>>
