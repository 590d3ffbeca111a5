import type { Draft, Rows } from '../draft.ts'
import { facts, type Reading } from '../facts.ts'
import { daysFrom, workingDayUpTo } from '../../method/working-days.ts'
import { blotted } from '../../steps/coding/taken-back-rules.ts'

const day = 24 * 60 * 60_000

/** Who reads back in these days: by when, the whole talks that are open, and what was said of passages of them. */
export function readingRows(draft: Draft, typed: ReadonlyMap<number, string>): Rows {
  const { studyId: study_id, now, id, randomId } = draft
  const before = (days: number) => new Date(now.getTime() - days * day).toISOString()
  const byOf = ({ readInDays = 0 }: Reading) => workingDayUpTo(daysFrom(before(0).slice(0, 10), readInDays))
  const ownOf = ({ participant }: Reading) => ({ study_id, person_id: randomId(`P${participant}`) })
  const asked = facts.readings.flatMap((reading) => {
    const { by, askedDaysAgo } = reading
    return by === undefined || askedDaysAgo === undefined
      ? []
      : [{ reading, asker: randomId(by), asked_at: before(askedDaysAgo) }]
  })
  return {
    reading_dates: asked.map(({ reading, asker, asked_at }) => ({
      ...{ ...ownOf(reading), read_by: byOf(reading), asked_at, asked_by: asker, version: 1 },
      ...{ mailed_at: reading.isMailed ? asked_at : null, reminded_at: null },
    })),
    text_wishes: facts.readings.flatMap((reading) =>
      reading.wishedDaysAgo === undefined
        ? []
        : [{ ...ownOf(reading), wished_at: before(reading.wishedDaysAgo) }],
    ),
    opened_texts: asked
      .filter(({ reading }) => reading.opened)
      .map(({ reading, asker, asked_at }) => ({
        ...{ ...ownOf(reading), material_id: id(`text:${reading.participant}`), until_on: byOf(reading) },
        ...{ opened_at: asked_at, opened_by: asker },
      })),
    passages: asked.flatMap(({ reading, asker }) =>
      reading.passages.map(({ kind, words, remark, outcome, answer = '' }, place) => {
        const { start, end } = placeIn(typed, reading.participant, words)
        const handled = outcome && { handled_at: before(1), handled_by: asker, version: 2 }
        return {
          ...{ ...ownOf(reading), id: id(`passage:${reading.participant}:${place}`), kind, words, remark },
          ...{ material_id: id(`text:${reading.participant}`), start_offset: start, end_offset: end },
          ...{ is_gone: 0 as const, said_at: before(3), outcome: outcome ?? null, answer },
          ...(handled ?? { handled_at: null, handled_by: null, version: 1 }),
        }
      }),
    ),
  }
}

/** A talk with the words blotted out that its person wanted left out. */
export function withoutLeftOut(text: string, number: number): string {
  const passages = facts.readings.find(({ participant }) => participant === number)?.passages ?? []
  return passages
    .filter(({ kind }) => kind === 'leave_out')
    .reduce((left, { words }) => left.replace(words, blotted(words)), text)
}

function placeIn(typed: ReadonlyMap<number, string>, number: number, words: string) {
  const start = typed.get(number)?.indexOf(words) ?? -1
  if (start === -1) throw new Error(`Talk ${number} does not hold: ${words}`)
  return { start, end: start + words.length }
}
