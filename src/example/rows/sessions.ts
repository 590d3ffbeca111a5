import type { Schema } from '../../db/schema.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'

/** The sessions: three with their results and one that is open, under the code that is given. */
export function sessionRows(draft: Draft, joinCode: string): Rows {
  const { studyId: study_id, id, at, on } = draft
  const each = facts.sessions.map((session) => ({ session, session_id: id(session.key) }))
  return {
    feedback_sessions: each.map(({ session, session_id }) => ({
      ...{ id: session_id, study_id, kind: session.kind, state: session.state, version: 1 },
      rung: rungOf(session),
      ...{ held_on: on(session.week), place: session.place, dots: session.dots, present: session.present },
      is_open_ballot: session.ballot === 'open' ? (1 as const) : (0 as const),
      join_code: session.state === 'open' ? joinCode : null,
      ...{ said: session.said.join('\n\n'), made_at: at(Math.min(session.week, 0) - 1) },
    })),
    session_findings: each.flatMap(({ session_id }) =>
      facts.findings.map(({ key }, position) => ({
        study_id,
        session_id,
        finding_id: id(key),
        position,
        said: '',
      })),
    ),
    session_points: each.flatMap(({ session, session_id }) =>
      facts.findings.map(({ key }, position) => ({
        ...{ study_id, session_id, point_id: id(`point:${key}`), position, said: '', outcome: null },
        paper_dots: session.ballot === 'open' ? (session.votes[key] ?? 0) : null,
      })),
    ),
    ...ballots(draft),
  }
}

/** How far something has to reach to be shown in a session. */
export function rungOf({ kind }: Pick<Schema['feedback_sessions'], 'kind'>): 'participants' | 'leaders' {
  return kind === 'participants' ? 'participants' : 'leaders'
}

/** The dots of secret ballots, each placed by one of those who were there. They have no name and no browser. */
function ballots({ studyId: study_id, id, randomId, at }: Draft): Rows {
  const people: Schema['people'][] = []
  const attendances: Schema['attendances'][] = []
  const dots: Schema['dots'][] = []
  for (const { key, week, present, ballot, votes } of facts.sessions) {
    if (ballot === 'open') continue
    const session_id = id(key)
    const own = { study_id, session_id }
    const ids = Array.from({ length: present }, (_, place) => randomId(`${key}:${place}`))
    for (const person_id of ids) {
      const person = { id: person_id, study_id, account_id: null, name: 'Aanwezige', email: null }
      people.push({ ...person, language: 'nl', made_at: at(week) })
      attendances.push({ ...own, person_id, visit_id: null })
    }
    const placed = Object.entries(votes).flatMap(([finding, count]) => Array<string>(count).fill(finding))
    for (const [place, finding] of placed.entries()) {
      const person_id = ids[place % ids.length] ?? ''
      const number = Math.floor(place / ids.length) + 1
      dots.push({ ...own, person_id, number, point_id: id(`point:${finding}`) })
    }
  }
  const seats = people.map(({ id: person_id }) => ({
    ...{ study_id, person_id, role: 'attendee' as const, sees_names: 0 as const, reads_raw: 0 as const },
  }))
  return { people, seats, attendances, dots }
}
