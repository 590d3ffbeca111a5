import { newId } from '../../db/new-id.ts'
import type { Schema } from '../../db/schema.ts'
import { totalOf } from '../../method/asked-time.ts'
import { languages } from '../../method/languages.ts'
import { fill, proposal, studyTextKeys, type Question } from '../../method/template.ts'
import type { Study } from '../../steps/study/queries.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'

/** The keys of the template's categories and of the sides of its model, in its order. */
const categoryKeys = ['network', 'craft', 'knowledge', 'employer']
const elementKeys = ['professional', 'network', 'homeOrganisation', 'context']

/** The study with its lists, its model and its texts: the template, with the network's own facts. */
export function studyRows({ studyId: study_id, id, randomId, at, on }: Draft): { rows: Rows; study: Study } {
  const { study } = facts
  const beginning = proposal('nl')
  const places = { network: study.network }
  const list = <Item extends { key: string }>(name: string, items: readonly Item[]) =>
    items.map((item, position) => ({ item, row: { id: id(`${name}:${item.key}`), study_id, position } }))
  const keyed = <Item extends object>(keys: readonly string[], items: readonly Item[]) =>
    items.map((item, place) => ({ ...item, key: keys[place] ?? '' }))
  const elements = list('element', keyed(elementKeys, beginning.elements))
  const questionsOf = (part: Schema['questions']['part'], element_id: string | null, questions: Question[]) =>
    questions.map(({ text, deeper }, position) => ({
      ...{ id: newId(), study_id, part, element_id, position },
      text: fill(text, places),
      deeper: fill(deeper, places),
    }))
  const row: Schema['studies'] = {
    id: study_id,
    name: study.name,
    language: 'nl',
    subject: study.subject,
    question: study.question,
    working_definition: study.workingDefinition,
    network_name: study.network,
    terms: JSON.stringify(beginning.terms),
    commissioner: study.commissioner,
    contact_name: facts.members[0]?.name ?? '',
    contact: study.contact,
    responsible: study.responsible,
    privacy_officer: study.privacyOfficer,
    key_holder: study.keyHolder,
    keep_recording: study.keepRecording,
    keep_data: study.keepData,
    photos_by: on(-35),
    min_photos: 3,
    max_photos: 5,
    small_group: study.smallGroup,
    with_young: 0,
    other_words: JSON.stringify(study.inEnglish),
    is_example: 1,
    made_at: at(-46),
    version: 1,
  }
  const rows: Rows = {
    studies: [row],
    study_texts: languages.flatMap((language) => {
      const { texts } = proposal(language)
      return studyTextKeys.map((key) => ({ study_id, key, language, text: texts[key], changed_at: null }))
    }),
    reminder_days: study.remindedBefore.map((days_before) => ({
      ...{ study_id, days_before, foreseen_on: null },
    })),
    asked_times: beginning.time.map((time, position) => ({ study_id, position, ...time })),
    preparations: study.preparations.map(({ item, note, week, by }) => ({
      ...{ study_id, item, note, version: 1 },
      done_on: week === undefined ? null : on(week),
      done_by: by === undefined ? null : randomId(by),
    })),
    issues: list('issue', study.issues).map(({ item, row }) => ({ ...row, name: item.text })),
    organisations: list('organisation', facts.organisations).map(({ item, row }) => ({
      ...row,
      name: item.name,
    })),
    teams: list('team', facts.teams).map(({ item, row }) => ({
      ...row,
      name: item.name,
      begins_on: item.key === 'bovenveen' ? on(-70) : null,
      ...{ ends_on: null, successor_id: null },
    })),
    categories: list('category', keyed(categoryKeys, beginning.categories)).map(({ item, row }) => ({
      ...row,
      name: item.name,
      explanation: item.explanation,
    })),
    elements: elements.map(({ item, row }) => ({
      ...row,
      name: fill(item.name, places),
      explanation: fill(item.explanation, places),
    })),
    questions: [
      ...elements.flatMap(({ item, row }) => questionsOf('element', row.id, item.questions)),
      ...questionsOf('opening', null, beginning.opening),
      ...questionsOf('follow_up', null, beginning.followUps),
      ...questionsOf('closing', null, beginning.closing),
      ...questionsOf('looking', null, beginning.looking),
    ],
    subjects: list('subject', facts.subjects).map(({ item, row }) => ({
      ...row,
      name: item.name,
      explanation: item.explain,
    })),
  }
  const read = {
    terms: beginning.terms,
    other_words: study.inEnglish,
    asked_minutes: totalOf(beginning.time),
  }
  return { rows, study: { ...row, ...read } }
}
