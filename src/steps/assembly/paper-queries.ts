import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { meetingAllows, meetingStates } from '../../method/meetings.ts'
import { itemWith } from './item-queries.ts'
import type { RemarkInput } from './input.ts'
import { needState } from './queries.ts'

/**
 * The action points as they stand, as they were made: who takes each up, its last check, and what the assembly
 * answered before this meeting. Of a check what was written with it stays with the team. A participant's name never
 * stands here, whatever role the person is given. `day` gives the calendar date of a time.
 */
export async function actionsAsTheyStand(db: Db, seat: Seat, meetingId: string, day: (at: string) => string) {
  const actions = await db
    .selectFrom('action_points as action')
    .leftJoin('people as owner', (join) =>
      join
        .onRef('owner.study_id', '=', 'action.study_id')
        .onRef('owner.id', '=', 'action.owner_id')
        .on((row) =>
          row.not(
            row.exists(
              row
                .selectFrom('participants')
                .select('participants.person_id')
                .whereRef('participants.study_id', '=', 'owner.study_id')
                .whereRef('participants.person_id', '=', 'owner.id'),
            ),
          ),
        ),
    )
    .select(['action.id', 'action.state', 'action.title', 'action.what', 'action.said_yes', 'action.due_on'])
    .select(['action.every_weeks', 'action.look_on', 'action.agreed_on', 'action.embedded_on'])
    .select(['action.fixed_place', 'action.reason'])
    .select('owner.name as owner')
    .where('action.study_id', '=', seat.studyId)
    .orderBy('action.id')
    .execute()
  const checks = await lastChecksOf(db, seat)
  const answers = await answersBefore(db, seat, meetingId)
  return actions.map((action) => {
    const check = checks.get(action.id)
    return {
      ...action,
      check,
      next_on: nextLook(action, check ? day(check.at) : null),
      answers: answers.filter(({ action_id }) => action_id === action.id),
    }
  })
}
export type StandingAction = Awaited<ReturnType<typeof actionsAsTheyStand>>[number]

type Planned = Pick<
  Schema['action_points'],
  'state' | 'every_weeks' | 'look_on' | 'agreed_on' | 'embedded_on'
>

/**
 * When one looks at an action point next; null when no check is to come. The first is on the agreed day or one rhythm
 * after it was agreed, each later one a rhythm after the last; what has its fixed place is looked at once more after
 * half a year. A check stands for a day when it was made within the week before it, or later.
 */
export function nextLook(action: Planned, lastCheckOn: string | null): string | null {
  const { state, every_weeks, look_on, agreed_on, embedded_on } = action
  const stillDue = (day: string) => lastCheckOn === null || lastCheckOn < weeksLater(day, -1)
  if (state === 'stopped' || (state === 'done' && every_weeks === null)) return null
  if (state === 'embedded') {
    const once = embedded_on === null ? null : weeksLater(embedded_on, 26)
    return once !== null && stillDue(once) ? once : null
  }
  const begun = agreed_on !== null && every_weeks !== null ? weeksLater(agreed_on, every_weeks) : null
  const first = look_on ?? begun
  if (first !== null && stillDue(first)) return first
  return lastCheckOn === null || every_weeks === null ? null : weeksLater(lastCheckOn, every_weeks)
}

function weeksLater(date: string, weeks: number): string {
  const day = new Date(`${date}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + weeks * 7)
  return day.toISOString().slice(0, 10)
}

async function lastChecksOf(db: Db, seat: Seat) {
  const checks = await db
    .selectFrom('action_entries')
    .select(['action_id', 'at', 'standing', 'verdict'])
    .where('study_id', '=', seat.studyId)
    .where('kind', '=', 'check')
    .orderBy('at')
    .orderBy('id')
    .execute()
  return new Map(checks.map((check) => [check.action_id, check]))
}

const readable = meetingStates.filter((state) => meetingAllows[state].reading)

function answersBefore(db: Db, seat: Seat, meetingId: string) {
  return db
    .selectFrom('agenda_items as item')
    .innerJoin('meetings as meeting', (join) =>
      join.onRef('meeting.study_id', '=', 'item.study_id').onRef('meeting.id', '=', 'item.meeting_id'),
    )
    .select(['item.action_id', 'item.answer', 'item.reason', 'item.answered_at', 'meeting.held_on'])
    .where('item.study_id', '=', seat.studyId)
    .where('item.meeting_id', '<>', meetingId)
    .where('item.action_id', 'is not', null)
    .where('item.answer', 'is not', null)
    .where('meeting.state', 'in', readable)
    .orderBy('item.answered_at')
    .execute()
}

/** What members asked and said about the papers of a meeting, as it came in, with what the team said to it. */
export function remarksOf(db: Db, seat: Seat, meetingId: string) {
  return db
    .selectFrom('remarks as remark')
    .innerJoin('people as person', (join) =>
      join.onRef('person.study_id', '=', 'remark.study_id').onRef('person.id', '=', 'remark.person_id'),
    )
    .selectAll('remark')
    .select('person.name as person')
    .where('remark.study_id', '=', seat.studyId)
    .where('remark.meeting_id', '=', meetingId)
    .orderBy('remark.id')
    .execute()
}
export type Remark = Awaited<ReturnType<typeof remarksOf>>[number]

/** One remark about the papers of a meeting. Throws NotFound when there is none by that id. */
export async function remarkWith(db: Db, seat: Seat, meetingId: string, id: string): Promise<Remark> {
  const remark = (await remarksOf(db, seat, meetingId)).find((one) => one.id === id)
  if (!remark) throw new NotFound('no such remark')
  return remark
}

/**
 * Adds what a member asks or says. Throws NotFound when the papers are not for this person or have no such item, and
 * Conflict when the meeting takes no remarks (any more).
 */
export async function insertRemark(tx: Tx, seat: Seat, meetingId: string, input: RemarkInput) {
  await needState(tx, seat, meetingId, 'remarks')
  if (input.item_id !== null) await itemWith(tx, seat, meetingId, input.item_id)
  const id = newId()
  const own = { id, study_id: seat.studyId, meeting_id: meetingId, person_id: seat.personId }
  const noReply = { reply: '', replied_at: null, replied_by: null }
  await tx
    .insertInto('remarks')
    .values({ ...own, ...input, at: seat.at, ...noReply })
    .execute()
  return { id }
}

/**
 * Takes back what one said oneself. Throws NotFound when it is not there or somebody else's, Conflict when the team
 * replied to it or the meeting takes no remarks any more.
 */
export async function deleteRemark(tx: Tx, seat: Seat, meetingId: string, id: string) {
  await needState(tx, seat, meetingId, 'remarks')
  const { person_id } = await remarkWith(tx, seat, meetingId, id)
  if (person_id !== seat.personId) throw new NotFound('no remark of this person')
  const taken = await tx
    .deleteFrom('remarks')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('reply', '=', '')
    .returning('id')
    .executeTakeFirst()
  if (!taken) throw new Conflict('there is a reply to it')
  return taken
}

/** Writes the team's reply to a remark. Throws Conflict when somebody else did since the visitor read it. */
export async function replyTo(
  tx: Tx,
  seat: Seat,
  remark: Pick<Remark, 'id'>,
  { reply, seen }: { reply: string; seen: string },
) {
  const replied = await tx
    .updateTable('remarks')
    .set({ reply, replied_at: seat.at, replied_by: seat.personId })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', remark.id)
    .where((row) => (seen === '' ? row('replied_at', 'is', null) : row('replied_at', '=', seen)))
    .returning('id')
    .executeTakeFirst()
  if (!replied) throw new Conflict('somebody else replied meanwhile')
  return { id: remark.id, fields: ['reply'] }
}
