import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { deferConstraints } from '../../db/constraints.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { together, type Entries, type TrailKind } from '../../http/trail.ts'
import { meetingAllows, meetingStates, type MeetingState } from '../../method/meetings.ts'
import type { MeetingInput } from './input.ts'

/** The meetings as they were made: of the whole study, or those whose papers the person may read. */
export function meetingsOf(db: Db, seat: Seat) {
  return meetings(db, seat).orderBy('meeting.id').execute()
}
export type Meeting = Awaited<ReturnType<typeof meetingsOf>>[number]

/** One meeting. Throws NotFound when there is none by that id, or its papers are not for this person. */
export function meetingWith(db: Db, seat: Seat, id: string): Promise<Meeting> {
  return meetings(db, seat)
    .where('meeting.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such meeting'))
}

const readable = meetingStates.filter((state) => meetingAllows[state].reading)

function meetings(db: Db, seat: Seat) {
  return db
    .selectFrom('meetings as meeting')
    .selectAll('meeting')
    .where('meeting.study_id', '=', seat.studyId)
    .$if(seat.scope === 'own', (query) =>
      query
        .where('meeting.state', 'in', readable)
        .where((row) =>
          row.exists(
            row
              .selectFrom('meeting_members as member')
              .select('member.person_id')
              .whereRef('member.study_id', '=', 'meeting.study_id')
              .whereRef('member.meeting_id', '=', 'meeting.id')
              .where('member.person_id', '=', seat.personId),
          ),
        ),
    )
}

/** How many meetings there are, how many are closed, and how many questions of members nobody has answered. */
export async function assemblyCounts(db: Db, seat: Seat) {
  const all = await meetingsOf(db, seat)
  const open = await openQuestionsOf(db, seat)
  return {
    total: all.length,
    closed: all.filter(({ state }) => state === 'closed').length,
    questions: [...open.values()].reduce((sum, count) => sum + count, 0),
  }
}

/** How many questions of members wait for an answer, by meeting. */
export async function openQuestionsOf(db: Db, seat: Seat): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('remarks')
    .select(['meeting_id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('kind', '=', 'question')
    .where('reply', '=', '')
    .groupBy('meeting_id')
    .execute()
  return new Map(rows.map(({ meeting_id, count }) => [meeting_id, Number(count)]))
}

/** What goes with a meeting when it is removed. */
export async function hangingOn(db: Db, seat: Seat, meetingId: string) {
  const count = async (table: 'agenda_items' | 'remarks' | 'promises') => {
    const { total } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll().as('total'))
      .where('study_id', '=', seat.studyId)
      .where('meeting_id', '=', meetingId)
      .executeTakeFirstOrThrow()
    return Number(total)
  }
  const { answers } = await db
    .selectFrom('agenda_items')
    .select((row) => row.fn.count('answer').as('answers'))
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  return {
    items: await count('agenda_items'),
    answers: Number(answers),
    remarks: await count('remarks'),
    promises: await count('promises'),
  }
}

/** Adds a meeting, whose papers are a draft. */
export async function insertMeeting(tx: Tx, seat: Seat, input: MeetingInput) {
  const id = newId()
  await tx
    .insertInto('meetings')
    .values({ id, study_id: seat.studyId, ...input, state: 'draft', made_at: seat.at, version: 1 })
    .execute()
  return { id }
}

/** Changes a meeting. Throws Conflict when somebody else did since the visitor read it. */
export async function updateMeeting(tx: Tx, seat: Seat, id: string, version: number, input: MeetingInput) {
  await meetingWith(tx, seat, id)
  const changed = await tx
    .updateTable('meetings')
    .set({ ...input, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the meeting was changed meanwhile')
  return { id, fields: Object.keys(input) }
}

/** Brings a meeting from one state to another. Throws Conflict when it is not in the first any more. */
export async function setState(tx: Tx, seat: Seat, id: string, from: MeetingState, to: MeetingState) {
  await meetingWith(tx, seat, id)
  const changed = await tx
    .updateTable('meetings')
    .set({ state: to })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the meeting is in another state by now')
  return { id, fields: ['state'] }
}

/** Throws Conflict when a meeting is in a state that does not allow something (any more). */
export async function needState(
  tx: Tx,
  seat: Seat,
  meetingId: string,
  what: keyof (typeof meetingAllows)[MeetingState],
): Promise<void> {
  const { state } = await meetingWith(tx, seat, meetingId)
  if (!meetingAllows[state][what]) throw new Conflict('the state of the meeting forbids it')
}

/** Removes a meeting with its agenda, its remarks, its answers and its promises. */
export async function deleteMeeting(tx: Tx, seat: Seat, id: string) {
  await deferConstraints(tx)
  return tx
    .deleteFrom('meetings')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such meeting'))
}

/**
 * What of this step rests on action points: the answers that the assembly gave about them, and for the team, since it
 * may be a draft, what of the agenda has no answer or needs none.
 */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (kind !== 'action' || ids.length === 0) return new Map()
  const answered = await aboutActions(db, seat, ids).where('answer', 'is not', null).execute()
  const answers = leadingOn(seat, answered, 'answers', '/answers')
  if (!may(seat.role, 'assembly.read')) return answers
  const open = await aboutActions(db, seat, ids).where('answer', 'is', null).execute()
  return together(answers, leadingOn(seat, open, 'agendaItems', ''))
}

/** Items of agendas by the action point that they are about, with the latest meeting of each. */
function aboutActions(db: Db, seat: Seat, ids: readonly string[]) {
  return db
    .selectFrom('agenda_items')
    .select((row) => [
      'action_id as id',
      row.fn.countAll().as('count'),
      row.fn.max('meeting_id').as('meeting_id'),
    ])
    .where('study_id', '=', seat.studyId)
    .where('action_id', 'in', ids)
    .groupBy('action_id')
}

type About = { id: string | null; count: string | number | bigint; meeting_id: string }

/** Only who may look at the meetings is led there. */
function leadingOn(seat: Seat, rows: readonly About[], kind: string, below: string): Entries {
  const base = may(seat.role, 'assembly.read') ? `/studies/${seat.studyId}/assembly` : undefined
  return new Map(
    rows.map(({ id, count, meeting_id }) => [
      id ?? '',
      [{ kind, count: Number(count), href: base && `${base}/${meeting_id}${below}` }],
    ]),
  )
}
