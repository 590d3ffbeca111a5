import type { Schema } from '../../db/schema.ts'
import { written } from '../../method/numbers.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts, type Participant, type Quotation } from '../facts.ts'
import { changesOf, plannedTalks } from './planned.ts'
import { readingRows, withoutLeftOut } from './readings.ts'
import { speakersOf, spokenOf } from './spoken.ts'

/** Who talks with whom: nobody with the team that is too near. */
const interviewers: Record<string, string> = {
  molenkwartier: 'r2',
  kreken: 'r3',
  spoorzicht: 'r1',
  hofland: 'r2',
  bovenveen: 'r3',
}

/** The talks with their texts, and what was quoted and coded in them. `talks` has the text of each by number. */
export function talkRows(draft: Draft, typed: ReadonlyMap<number, string>): Rows {
  const { studyId: study_id, id, randomId, at, on } = draft
  const own = (participant: Participant) => ({ study_id, person_id: randomId(`P${participant.number}`) })
  const interviewerOf = ({ team }: Participant) => randomId(interviewers[team] ?? 'r1')
  const weekOf = (place: number) => -34 + Math.floor((place * 5) / (facts.participants.length - 1))
  const spoken = new Map(
    facts.participants.map(({ number, mayRecord }) => {
      const text = textOf(typed, number)
      return [number, mayRecord ? spokenOf(text) : { text, turns: [] }]
    }),
  )
  const talks = new Map([...spoken].map(([number, { text }]) => [number, text]))
  const { interviews: coming = [], ...planned } = plannedTalks(draft)
  const held = facts.participants.map((participant, place) => ({
    ...{
      id: id(`talk:${participant.number}`),
      ...own(participant),
      version: 1,
      place: places[place % places.length] ?? '',
    },
    ...{ held_on: on(weekOf(place)), interviewer_id: interviewerOf(participant), made_at: at(-37) },
    ...{ starts_at: null, minutes: null, online: '', state: 'coded' as const, sequence: 0 },
    ...{ asks_relation: 'none' as const, writes_relation: null, mailed_at: null },
    ...{ unsuited_at: null, unsuited_words: '' },
  }))
  return {
    interviews: [...held, ...coming],
    ...planned,
    interview_changes: facts.participants.flatMap((participant, place) =>
      changesOf(draft, id(`talk:${participant.number}`), interviewerOf(participant), weekOf(place)),
    ),
    material_speakers: facts.participants
      .filter(({ mayRecord }) => mayRecord)
      .flatMap(({ number }) => speakersOf(study_id, id(`text:${number}`))),
    laid_photos: laidPhotos(draft),
    materials: facts.participants.map((participant, place) => ({
      ...{ id: id(`text:${participant.number}`), ...own(participant), version: 1 },
      kind: participant.mayRecord ? ('transcript' as const) : ('notes' as const),
      title: `${participant.mayRecord ? 'Gesprek' : 'Aantekeningen'} ${written(participant.number)}`,
      ...{
        text: withoutLeftOut(textOf(talks, participant.number), participant.number),
        turns: JSON.stringify(spoken.get(participant.number)?.turns ?? []),
      },
      ...{ made_at: at(weekOf(place) + 1), made_by: interviewerOf(participant) },
    })),
    interview_texts: facts.participants.map((participant) => ({
      ...{ ...own(participant), interview_id: id(`talk:${participant.number}`) },
      material_id: id(`text:${participant.number}`),
    })),
    ...quoted(draft, talks),
    ...readingRows(draft, talks),
  }
}

const places = ['De bibliotheek, kamer 2', 'Het wijkgebouw', 'Wandelend langs het kanaal', 'Online']

function textOf(talks: ReadonlyMap<number, string>, number: number): string {
  const text = talks.get(number)
  if (text === undefined) throw new Error(`The example has no talk ${number}.`)
  return text
}

/** Each photo that something was said about lies on the side that it was said about. */
function laidPhotos({ studyId: study_id, id, randomId }: Draft): Schema['laid_photos'][] {
  const laid = new Map<string, Quotation>()
  for (const quotation of facts.quotations) if (quotation.photo) laid.set(quotation.photo, quotation)
  return [...laid].map(([photo, { participant, element }]) => ({
    ...{ study_id, interview_id: id(`talk:${participant}`), photo_id: randomId(`photo:${photo}`) },
    element_id: id(`element:${element}`),
  }))
}

const coders = ['r1', 'r2', 'r3']

function quoted(draft: Draft, talks: ReadonlyMap<number, string>): Rows {
  const { studyId: study_id, id, randomId, at } = draft
  const quotations = facts.quotations.map((quotation, place) => {
    const start = textOf(talks, quotation.participant).indexOf(quotation.words)
    if (start === -1) throw new Error(`Talk ${quotation.participant} does not hold: ${quotation.words}`)
    return { quotation, place, start, coder: randomId(coders[place % coders.length] ?? '') }
  })
  return {
    ...codebook(draft),
    quotations: quotations.map(({ quotation, place, start, coder }) => ({
      ...{
        id: id(quotationKey(quotation)),
        study_id,
        material_id: id(`text:${quotation.participant}`),
        version: 2,
      },
      ...{ start_offset: start, end_offset: start + quotation.words.length, words: quotation.words },
      ...{ standing: 'anchored' as const, proposed_start: null, proposed_end: null, placed_for: 0 },
      ...{
        made_at: quotation.later ? at(-1, place) : at(-28, place),
        made_by: coder,
        wished_at: quotation.later ? at(-1, 60 + place) : at(-27),
        remark: quotation.remark ?? '',
        with_name: quotation.withName ? (1 as const) : (0 as const),
      },
      withdrawn_at: null,
      ...answerOf(quotation),
    })),
    quotation_photos: quotations.flatMap(({ quotation }) =>
      quotation.photo
        ? [
            {
              study_id,
              quotation_id: id(quotationKey(quotation)),
              photo_id: randomId(`photo:${quotation.photo}`),
            },
          ]
        : [],
    ),
    codings: quotations.flatMap(({ quotation, place, coder }) =>
      codeKeysOf(quotation).map((key) => ({
        ...{ study_id, quotation_id: id(quotationKey(quotation)), code_id: id(key), coder_id: coder },
        made_at: quotation.later ? at(-1, place) : at(-28, place),
      })),
    ),
  }
}

function answerOf({ answer, rung }: Quotation) {
  if (answer === undefined) return { answer: 'fine' as const, rung }
  return { answer: answer === 'open' ? null : answer, rung: 'researchers' as const }
}

/** The key under which a quotation has its id. */
export function quotationKey({ participant, words }: Quotation): string {
  return `quotation:${participant}:${words}`
}

function codeKeysOf({ element, category, codes }: Quotation): string[] {
  return [`element:${element}`, `category:${category}`, ...codes.map((code) => `code:${code}`)]
}

/** The codes that are used. A free one stands under the category that it was given with most. */
function codebook({ studyId: study_id, id, at }: Draft): Rows {
  const keys = [...new Set(facts.quotations.flatMap(codeKeysOf))]
  const free = keys.filter((key) => key.startsWith('code:'))
  return {
    codes: keys.map((key) => ({
      ...{ id: id(key), study_id, explanation: '', made_at: at(-28), version: 1 },
      name: key.startsWith('code:') ? key.slice('code:'.length) : null,
      element_id: key.startsWith('element:') ? id(key) : null,
      category_id: key.startsWith('category:') ? id(key) : null,
    })),
    code_parents: free.map((key) => ({
      ...{ study_id, code_id: id(key), parent_id: id(`category:${mostlyIn(key.slice('code:'.length))}`) },
    })),
  }
}

function mostlyIn(code: string): string {
  const counts = new Map<string, number>()
  for (const { codes, category } of facts.quotations) {
    if (codes.includes(code)) counts.set(category, (counts.get(category) ?? 0) + 1)
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? ''
}
