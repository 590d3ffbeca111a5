import { insertErasedLinks } from '../../access/erased-links.ts'
import { needInView } from '../../access/in-view.ts'
import type { AccountSeat, ClockSeat, Seat } from '../../access/seat.ts'
import type { Account } from '../../access/visits.ts'
import { deferConstraints } from '../../db/constraints.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { otherThan, type OtherWords } from '../../method/both-languages.ts'
import { type Language, languages } from '../../method/languages.ts'
import { plain } from '../../method/plain.ts'
import {
  type Beginning,
  emptyBeginning,
  fill,
  proposal,
  type Question,
  type StudyTextKey,
  studyTextKeys,
  type Terms,
} from '../../method/template.ts'
import {
  explained,
  groupOf,
  type Item,
  type List,
  type NewStudy,
  type QuestionInput,
  type Team,
  type TextGroup,
} from './input.ts'
import { insertMemberRow } from './member-queries.ts'
import { insertTimes } from './time-queries.ts'

type Part = Schema['questions']['part']
/** What is changed, and its version as the visitor had it in view. */
type Key = { id: string; version: string }

/** The study in which the visitor sits, with its words read and the time that it asks of a participant added up. */
export async function studyOf(db: Db, seat: Seat | ClockSeat) {
  const study = await db
    .selectFrom('studies')
    .selectAll()
    .select((row) =>
      row
        .selectFrom('asked_times')
        .select((time) => time.fn.sum('minutes').as('sum'))
        .whereRef('asked_times.study_id', '=', 'studies.id')
        .as('asked_minutes'),
    )
    .where('id', '=', seat.studyId)
    .executeTakeFirstOrThrow(() => new NotFound('no such study'))
  const terms = JSON.parse(study.terms) as Terms
  const other_words = JSON.parse(study.other_words) as OtherWords
  return { ...study, terms, other_words, asked_minutes: Number(study.asked_minutes ?? 0) }
}
export type Study = Awaited<ReturnType<typeof studyOf>>

/** Starts a study, with the account that does so as its lead. Gives the study's id. */
export async function insertStudy(tx: Tx, actor: AccountSeat, account: Account, input: NewStudy) {
  const id = newId()
  const begin = input.beginning === 'template' ? proposal : emptyBeginning
  const places = { network: input.network_name }
  const beginning = begin(input.language)
  const other = begin(otherThan(input.language))
  await tx
    .insertInto('studies')
    .values({
      id,
      name: input.name,
      language: input.language,
      subject: beginning.subject,
      question: fill(beginning.question, places),
      working_definition: fill(beginning.workingDefinition, places),
      network_name: input.network_name,
      terms: JSON.stringify(beginning.terms),
      ...unsaid,
      contact_name: account.name,
      contact: account.email,
      min_photos: 3,
      max_photos: 5,
      small_group: 5,
      with_young: 0,
      other_words: JSON.stringify({
        subject: other.subject,
        question: fill(other.question, places),
      } satisfies OtherWords),
      is_example: 0,
      made_at: actor.at,
      version: 1,
    })
    .execute()
  await insertBeginning(tx, id, beginning, places)
  await insertTexts(tx, id, begin)
  await insertTimes(tx, id, beginning.time)
  await insertMemberRow(tx, id, account, { role: 'lead', sees_names: true, reads_raw: true }, actor.at)
  return { id, studyId: id }
}

const unsaid = {
  commissioner: '',
  responsible: '',
  privacy_officer: '',
  key_holder: '',
  keep_recording: '',
  keep_data: '',
  photos_by: null,
}

async function insertBeginning(
  tx: Tx,
  studyId: string,
  beginning: Beginning,
  places: Record<string, string>,
) {
  const row = (position: number) => ({ id: newId(), study_id: studyId, position })
  for (const [position, { name, explanation }] of beginning.categories.entries()) {
    await tx
      .insertInto('categories')
      .values({ ...row(position), name: fill(name, places), explanation })
      .execute()
  }
  for (const [position, subject] of beginning.subjects.entries()) {
    await tx
      .insertInto('subjects')
      .values({ ...row(position), ...subject })
      .execute()
  }
  for (const [position, element] of beginning.elements.entries()) {
    const name = fill(element.name, places)
    const placed = { ...row(position), name, explanation: fill(element.explanation, places) }
    await tx.insertInto('elements').values(placed).execute()
    await insertQuestions('element', placed.id, element.questions)
  }
  await insertQuestions('opening', null, beginning.opening)
  await insertQuestions('follow_up', null, beginning.followUps)
  await insertQuestions('closing', null, beginning.closing)
  await insertQuestions('looking', null, beginning.looking)

  async function insertQuestions(part: Part, element_id: string | null, questions: Question[]) {
    if (questions.length === 0) return
    const rows = questions.map(({ text, deeper }, position) => ({
      ...row(position),
      part,
      element_id,
      text: fill(text, places),
      deeper: fill(deeper, places),
    }))
    await tx.insertInto('questions').values(rows).execute()
  }
}

async function insertTexts(tx: Tx, studyId: string, begin: typeof proposal) {
  const rows = languages.flatMap((language) => {
    const { texts } = begin(language)
    return studyTextKeys.map((key) => ({ study_id: studyId, key, language, text: texts[key] }))
  })
  await tx.insertInto('study_texts').values(rows).execute()
}

type StudyColumns = Partial<Omit<Schema['studies'], 'id' | 'version' | 'terms' | 'other_words'>>

/**
 * Changes columns of the study. Throws Conflict when somebody else did since the visitor read it: nothing is
 * overwritten unseen.
 */
export async function updateStudy(
  tx: Tx,
  seat: Seat,
  version: number,
  values: StudyColumns & { terms?: Terms; other_words?: OtherWords },
) {
  const { terms, other_words, ...columns } = values
  const changed = await tx
    .updateTable('studies')
    .set({
      ...columns,
      ...(terms ? { terms: JSON.stringify(terms) } : {}),
      ...(other_words ? { other_words: JSON.stringify(other_words) } : {}),
      version: version + 1,
    })
    .where('id', '=', seat.studyId)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the study was changed meanwhile')
  return { id: changed.id, fields: Object.keys(values) }
}

/** Removes a study with all that is in it; an example takes the accounts along that were made for it. */
export async function deleteStudy(tx: Tx, seat: Seat) {
  const made = await tx
    .updateTable('accounts')
    .set({ example_of: null })
    .where('example_of', '=', seat.studyId)
    .returning('id')
    .execute()
  await deferConstraints(tx)
  await insertErasedLinks(tx, { studyId: seat.studyId }, seat.at)
  await tx.deleteFrom('studies').where('id', '=', seat.studyId).execute()
  const accounts = made.map(({ id }) => id)
  if (accounts.length > 0) {
    await tx
      .deleteFrom('accounts')
      .where('id', 'in', accounts)
      .where(
        'id',
        'not in',
        tx
          .selectFrom('people')
          .select('account_id')
          .where('account_id', 'is not', null)
          .$castTo<{ account_id: string }>(),
      )
      .execute()
  }
  return { id: seat.studyId, ids: [seat.studyId, ...accounts] }
}

/** The items of a list in their order: `{ id, name, explanation }`. */
export async function itemsOf(db: Db, seat: Seat, list: List) {
  const rows = await db
    .selectFrom(list)
    .selectAll()
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    explanation: 'explanation' in row ? row.explanation : '',
  }))
}

/** The teams in their order, each with its time and what came after it. */
export function teamsOf(db: Db, seat: Seat) {
  return db
    .selectFrom('teams')
    .select(['id', 'name', 'begins_on', 'ends_on', 'successor_id'])
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** The organisations in their order: `{ id, name }`. */
export function organisationsOf(db: Db, seat: Seat) {
  return db
    .selectFrom('organisations')
    .select(['id', 'name'])
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** Whether a list has an item of that name, but for one: capitals and accents make no other name. */
export async function isNamed(db: Db, seat: Seat, list: List, name: string, but?: string): Promise<boolean> {
  return (await itemsOf(db, seat, list)).some((item) => item.id !== but && plain(item.name) === plain(name))
}

/** Adds an item at the end of a list. Undefined when the list has one of that name. */
export async function insertItem(tx: Tx, seat: Seat, list: List, item: Item | Team) {
  if (await isNamed(tx, seat, list, item.name)) return undefined
  const row = {
    id: newId(),
    study_id: seat.studyId,
    position: await nextPosition(tx, seat, list),
    ...columnsOf(list, item),
  }
  return tx
    .insertInto(list)
    .values(row as never)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
}

/** One item of a list, with the columns that can be changed. Throws NotFound when the study has none by that id. */
export async function itemWith(db: Db, seat: Seat, list: List, id: string) {
  const row = await db
    .selectFrom(list)
    .selectAll()
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such item'))
  return changeable(row)
}

function changeable<Row extends Schema[List]>({ id: _id, study_id: _study, position: _place, ...row }: Row) {
  return row
}

/**
 * Changes an item. Throws NotFound when the study has none by that id, Conflict when somebody else changed it since
 * the visitor read it.
 */
export async function updateItem(tx: Tx, seat: Seat, list: List, { id, version }: Key, item: Item | Team) {
  const columns = columnsOf(list, item)
  needInView(await itemWith(tx, seat, list, id), version)
  await tx
    .updateTable(list)
    .set(columns as never)
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: Object.keys(columns) }
}

/** Removes an item. The database refuses it where something rests on it. */
export async function deleteItem(tx: Tx, seat: Seat, list: List, id: string) {
  return tx
    .deleteFrom(list)
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such item'))
}

async function nextPosition(tx: Tx, seat: Seat, list: List): Promise<number> {
  const { last } = await tx
    .selectFrom(list)
    .select((row) => row.fn.max<number | null>('position').as('last'))
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return (last ?? -1) + 1
}

function columnsOf(list: List, item: Item | Team) {
  if (list === 'teams' && 'begins_on' in item) return item
  const { name } = item
  return explained.includes(list) && 'explanation' in item
    ? { name, explanation: item.explanation }
    : { name }
}

/** All questions of the conversation, in their order. */
export function questionsOf(db: Db, seat: Seat) {
  return db
    .selectFrom('questions')
    .select(['id', 'part', 'element_id', 'text', 'deeper'])
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** Adds a question at the end of its part. The database refuses an element of another study. */
export async function insertQuestion(
  tx: Tx,
  seat: Seat,
  place: { part: Part; element_id: string | null },
  question: QuestionInput,
) {
  const { last } = await tx
    .selectFrom('questions')
    .select((row) => row.fn.max<number | null>('position').as('last'))
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  const id = newId()
  const position = (last ?? -1) + 1
  await tx
    .insertInto('questions')
    .values({ id, study_id: seat.studyId, position, ...place, ...question })
    .execute()
  return { id }
}

/** One question. Throws NotFound when the study has none by that id. */
export function questionWith(db: Db, seat: Seat, id: string) {
  return db
    .selectFrom('questions')
    .select(['id', 'part', 'element_id', 'text', 'deeper'])
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such question'))
}

/**
 * Changes a question. Throws NotFound when the study has none by that id, Conflict when somebody else changed it since
 * the visitor read it.
 */
export async function updateQuestion(tx: Tx, seat: Seat, { id, version }: Key, question: QuestionInput) {
  const { text, deeper } = await questionWith(tx, seat, id)
  needInView({ text, deeper }, version)
  await tx
    .updateTable('questions')
    .set(question)
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: Object.keys(question) }
}

/** Removes a question. Throws NotFound when the study has none by that id. */
export function deleteQuestion(tx: Tx, seat: Seat, id: string) {
  return tx
    .deleteFrom('questions')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such question'))
}

/** The study's texts in one language, all of them. One that came after the study began is as the template proposes. */
export async function textsOf(db: Db, seat: Seat | ClockSeat, language: Language) {
  const rows = await db
    .selectFrom('study_texts')
    .select(['key', 'text'])
    .where('study_id', '=', seat.studyId)
    .where('language', '=', language)
    .execute()
  const own = Object.fromEntries(rows.map(({ key, text }) => [key, text]))
  return { ...proposal(language).texts, ...own } as Record<StudyTextKey, string>
}

/** The texts of one group in one language. */
export async function textsIn(db: Db, seat: Seat, group: TextGroup, language: Language) {
  const texts = Object.entries(await textsOf(db, seat, language)) as [StudyTextKey, string][]
  return Object.fromEntries(texts.filter(([key]) => groupOf(key) === group))
}

/** Which texts of one group were changed in another language since they were in this one. */
export async function staleTexts(db: Db, seat: Seat, group: TextGroup, language: Language) {
  const rows = await db
    .selectFrom('study_texts')
    .select(['key', 'language', 'changed_at'])
    .where('study_id', '=', seat.studyId)
    .where('changed_at', 'is not', null)
    .execute()
  const own = new Map(rows.filter((row) => row.language === language).map((row) => [row.key, row.changed_at]))
  const stale = new Set(
    rows
      .filter((row) => row.language !== language && (row.changed_at ?? '') > (own.get(row.key) ?? ''))
      .map(({ key }) => key),
  )
  return studyTextKeys.filter((key) => stale.has(key) && groupOf(key) === group)
}

/**
 * Changes the texts of one group. One that was older than its other language was in view, and is of now, changed or
 * not. Throws Conflict when somebody else did since the visitor read them. */
export async function updateTexts(
  tx: Tx,
  seat: Seat,
  { group, language, version }: { group: TextGroup; language: Language; version: string },
  texts: Partial<Record<StudyTextKey, string>>,
) {
  const before: Record<string, string> = await textsIn(tx, seat, group, language)
  needInView(before, version)
  const stale: readonly string[] = await staleTexts(tx, seat, group, language)
  for (const [key, text] of Object.entries(texts)) {
    if (text === before[key] && !stale.includes(key)) continue
    const own = { text, changed_at: seat.at }
    await tx
      .insertInto('study_texts')
      .values({ study_id: seat.studyId, language, key, ...own })
      .onConflict((row) => row.columns(['study_id', 'key', 'language']).doUpdateSet(own))
      .execute()
  }
  return { id: seat.studyId, fields: Object.keys(texts) }
}
