import { newId } from '../../db/new-id.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'

/** Two meetings of the assembly: one with its answers and promises, and one of which the papers are being made. */
export function assemblyRows({ studyId: study_id, id, randomId, at, on }: Draft): Rows {
  const each = facts.meetings.map((meeting) => ({ meeting, own: { study_id, meeting_id: id(meeting.key) } }))
  return {
    meetings: each.map(({ meeting: { key, name, introduction, week, state } }) => ({
      ...{
        id: id(key),
        study_id,
        name,
        introduction,
        state,
        held_on: on(week),
        place: 'Zilverdam',
        version: 1,
      },
      made_at: at(Math.min(week - 3, 0)),
    })),
    meeting_members: each.flatMap(({ meeting: { members, week, state }, own }) =>
      members.map((member) => ({
        ...{ ...own, person_id: randomId(member), invited_at: state === 'draft' ? null : at(week - 1) },
      })),
    ),
    agenda_items: each.flatMap(({ meeting: { key, items, week }, own }) =>
      items.map(({ kind, title, about, minutes, outcome, answer, reason }, position) => ({
        ...{
          id: id(`${key}:${position}`),
          ...own,
          kind,
          title,
          text: '',
          minutes: minutes ?? null,
          position,
        },
        ...{ action_id: about === undefined ? null : id(about), outcome, answer: answer ?? null, reason },
        ...{
          answered_at: answer ? at(week, 120) : null,
          answered_by: answer ? randomId('r1') : null,
          version: 1,
        },
      })),
    ),
    remarks: each.flatMap(({ meeting: { key, remarks, week }, own }) =>
      remarks.map(({ by, item, kind, text, reply }, place) => ({
        ...{ id: newId(), ...own, item_id: id(`${key}:${item}`), person_id: randomId(by), kind, text, reply },
        at: at(week - 1, 300 + place * 40),
        ...(reply === ''
          ? { replied_at: null, replied_by: null }
          : { replied_at: at(week), replied_by: randomId('r1') }),
      })),
    ),
    promises: each.flatMap(({ meeting: { promises }, own }) =>
      promises.map(({ who, what, dueWeek, isDone }) => ({
        ...{
          id: newId(),
          ...own,
          who,
          what,
          due_on: on(dueWeek),
          is_done: isDone ? (1 as const) : (0 as const),
        },
        version: 1,
      })),
    ),
  }
}
