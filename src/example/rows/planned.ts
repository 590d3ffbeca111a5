import { newId } from '../../db/new-id.ts'
import type { Schema } from '../../db/schema.ts'
import type { TalkState } from '../../method/lists.ts'
import type { Draft, Rows } from '../draft.ts'

const hour = 60 * 60_000
const day = 24 * hour

/**
 * Talks beside the first with each: two that are still to come, one of which does not suit, and one whose time is past
 * since today. None of them was held: the figures of the example are those of the first ones.
 */
export function plannedTalks({ studyId: study_id, now, id, randomId, at }: Draft): Rows {
  const soon = (days: number, hours: number) => {
    const midnight = Math.floor(now.getTime() / day) * day
    const starts_at = new Date(midnight + days * day + hours * hour).toISOString()
    return { held_on: starts_at.slice(0, 10), starts_at, minutes: 45 }
  }
  const begun = new Date(Math.floor((now.getTime() - 2 * hour) / hour) * hour).toISOString()
  const justNow = { held_on: begun.slice(0, 10), starts_at: begun, minutes: 45 }
  const talk = { study_id, version: 1, online: '', state: 'planned' as const, sequence: 0 }
  const mailed = { mailed_at: at(-1, 5) }
  const near = { asks_relation: 'none' as const, writes_relation: 'none' as const, made_at: at(-1) }
  return {
    interviews: [
      {
        ...{ ...talk, ...near, ...mailed, ...soon(3, 13), id: id('talk:3:again'), person_id: randomId('P3') },
        ...{ place: 'De bibliotheek, kamer 2', interviewer_id: randomId('r1') },
        ...{ unsuited_at: null, unsuited_words: '' },
      },
      {
        ...{ ...talk, ...near, ...mailed, ...soon(5, 9), id: id('talk:9:again'), person_id: randomId('P9') },
        ...{ place: 'Het wijkgebouw', interviewer_id: randomId('r1') },
        ...{ unsuited_at: at(0), unsuited_words: 'Liever in de middag, dan ben ik in de buurt.' },
      },
      {
        ...{ ...talk, ...near, ...mailed, ...justNow, id: id('talk:12:again'), person_id: randomId('P12') },
        ...{ place: 'Wandelend langs het kanaal', interviewer_id: randomId('r1') },
        ...{ unsuited_at: null, unsuited_words: '' },
      },
    ],
    interview_writers: [
      { study_id, interview_id: id('talk:3:again'), person_id: randomId('r2') },
      { study_id, interview_id: id('talk:9:again'), person_id: randomId('r2') },
    ],
  }
}

/** How a talk that was held on a day of a week came to be coded. */
export function changesOf(
  { studyId: study_id, at }: Draft,
  interview_id: string,
  by_id: string,
  held: number,
): Schema['interview_changes'][] {
  const steps: [TalkState, TalkState, string][] = [
    ['planned', 'held', at(held, 90)],
    ['held', 'transcribed', at(held + 1, 30)],
    ['transcribed', 'coded', at(-28, 400)],
  ]
  return steps.map(([from_state, to_state, moment]) => ({
    ...{ id: newId(), study_id, interview_id, from_state, to_state, by_id, at: moment, words: '' },
  }))
}
