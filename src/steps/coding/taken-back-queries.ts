import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { inTurns } from '../../http/in-turns.ts'
import { passageKinds } from '../../method/lists.ts'
import { spanOf } from '../../method/quoted.ts'
import { wordingsIn, wordingsOf, type Sentence, type Wordings } from '../../method/wordings.ts'
import { indexText } from '../material/index-queries.ts'
import { removeOriginal } from '../material/original-queries.ts'
import { materialWith, type Material } from '../material/queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { blotPassages, hiddenQuotationsOf, hideForGood, type Hidden } from './left-out-queries.ts'
import { quotationsOfText, quotationWith, type Quotation } from './queries.ts'
import { blotted, blottedAt, blottedOut, placesOf, sharing, tellingOf } from './taken-back-rules.ts'

/**
 * Takes a sentence of one's own back, for good: it goes out of sight everywhere, with every quotation that shares words
 * with it, and it is blotted out in the text and in all that the text was before, however it was worded there. How far
 * it could be seen stays known. Throws NotFound for one that the person was never asked about: it was not in view.
 */
export async function takeBackQuotation(tx: Tx, seat: Seat, id: string, looked: Looked) {
  const quotation = await askedQuotation(tx, seat, id)
  const material = await materialWith(tx, seat, quotation.material_id)
  const found = await findSentence(tx, seat, material, sentenceOf(quotation), looked)
  const { shared } = found
  const elsewhere = await findElsewhere(tx, seat, material.id, found.words)
  const there = elsewhere.flatMap((one) => one.found.shared)
  const taken = [...(shared.some((one) => one.id === id) ? shared : [quotation, ...shared]), ...there]
  const ids = taken.map((one) => one.id)
  await notingTaken(tx, seat, { ids }, 'removed', async () => {
    await blotSentence(tx, seat, material, found)
    for (const one of elsewhere) await blotSentence(tx, seat, one.material, one.found)
    for (const one of [{ material, found }, ...elsewhere])
      await blotPassages(tx, seat, one.material.id, { ...wordsAt(one.found, found), kinds: passageKinds })
    await takeOut(tx, seat, [...taken, ...found.hidden, ...elsewhere.flatMap((one) => one.found.hidden)])
  })
  return { id, ids, fields: ['withdrawn_at', 'words', 'remark'] }
}

/** Looks for the sentence of a quotation before it is taken back. Throws NotFound as `takeBackQuotation` does. */
export async function lookForQuotation(db: Db, seat: Seat, id: string): Promise<Looked> {
  const quotation = await askedQuotation(db, seat, id)
  const material = await materialWith(db, seat, quotation.material_id)
  return lookForSentence(db, seat, material, sentenceOf(quotation))
}

async function askedQuotation(db: Db, seat: Seat, id: string): Promise<Quotation> {
  const quotation = await quotationWith(db, seat, id)
  if (quotation.wished_at === null) throw new NotFound('nobody asked for this quotation')
  return quotation
}

function sentenceOf(quotation: Quotation): Sentence {
  return { words: quotation.words, place: spanOf(quotation) }
}

/** Takes quotations out of sight for good, with their words: nothing that is put back brings them back. */
export async function takeOut(
  tx: Tx,
  seat: Seat,
  quotations: readonly Pick<Quotation, 'id' | 'words'>[],
): Promise<void> {
  await hideForGood(
    tx,
    seat,
    quotations.map(({ id }) => id),
  )
  for (const { id, words } of quotations) {
    await tx
      .updateTable('quotations')
      .set({ withdrawn_at: seat.at, words: blotted(words), remark: '', with_name: 0 })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', id)
      .execute()
  }
}

/** A sentence in a text and in all that the text was, and the quotations that share words with it, out of sight too. */
export type FoundSentence = Wordings & {
  versions: { version: number; text: string }[]
  shared: Quotation[]
  hidden: Hidden[]
}

/** Where a sentence stands in a text, and the wordings that are surely this sentence. */
export function wordsAt({ spans }: Wordings, { words }: Wordings) {
  return { spans: spans.at(-1) ?? [], telling: tellingOf(words) }
}

/** What was found of a sentence before a change began. */
export type Looked = { sentence: Sentence; texts: readonly string[]; wordings: Wordings }

/** Looks for a sentence in all versions of a text: in long ones that takes longer than a change may. */
export async function lookForSentence(
  db: Db,
  seat: Seat,
  material: Material,
  sentence: Sentence,
): Promise<Looked> {
  const versions = await earlierTexts(db, seat, material.id)
  const texts = [...versions.map(({ text }) => text), material.text]
  return { sentence, texts, wordings: await inTurns(wordingsIn(texts, sentence)) }
}

/**
 * Finds a sentence in all versions of a text, however it was worded there: what was found beforehand, or it is looked
 * for anew where the text changed since, so that nobody is told to try again who takes words back.
 */
export async function findSentence(
  tx: Tx,
  seat: Seat,
  material: Material,
  sentence: Sentence,
  looked: Looked | undefined,
): Promise<FoundSentence> {
  const versions = await earlierTexts(tx, seat, material.id)
  const texts = [...versions.map(({ text }) => text), material.text]
  const known = looked && isAsLooked(looked, sentence, texts) ? looked.wordings : undefined
  const { spans: own, words } = known ?? wordingsOf(texts, sentence)
  const telling = tellingOf(words)
  const spans = own.map((some, at) => [...some, ...placesOf(texts[at] ?? '', telling)])
  const shared = sharing(await quotationsOfText(tx, seat, material.id), texts, spans)
  const hidden = sharing(await hiddenQuotationsOf(tx, seat, material.id), texts, spans)
  return { versions, spans, words, shared, hidden }
}

function isAsLooked({ sentence, texts }: Looked, now: Sentence, then: readonly string[]): boolean {
  const isSame = sentence.place?.start === now.place?.start && sentence.place?.end === now.place?.end
  const isSentence = isSame && sentence.words === now.words
  return isSentence && texts.length === then.length && texts.every((text, at) => text === then[at])
}

/**
 * Finds wordings of a sentence in the other texts of the person in this seat, as in notes that were made a text. Only
 * those of some length: a yes there is another yes.
 */
export async function findElsewhere(
  tx: Tx,
  seat: Seat,
  materialId: string,
  words: readonly string[],
): Promise<{ material: Material; found: FoundSentence }[]> {
  const telling = tellingOf(words)
  const others = await tx
    .selectFrom('materials_for_researchers')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .where('id', '!=', materialId)
    .orderBy('id')
    .execute()
  const all: { material: Material; found: FoundSentence }[] = []
  for (const { id } of others) {
    const material = await materialWith(tx, seat, id)
    const versions = await earlierTexts(tx, seat, id)
    const texts = [...versions.map(({ text }) => text), material.text]
    const spans = texts.map((text) => placesOf(text, telling))
    if (spans.every((some) => some.length === 0)) continue
    const shared = sharing(await quotationsOfText(tx, seat, id), texts, spans)
    const hidden = sharing(await hiddenQuotationsOf(tx, seat, id), texts, spans)
    // What the talk's notes hold of it is looked for once, with the sentence itself.
    all.push({ material, found: { versions, spans, words: [], shared, hidden } })
  }
  return all
}

/** Blots a sentence out in its text, in all that the text was, and in what was noted of the talk. */
export async function blotSentence(
  tx: Tx,
  seat: Seat,
  material: Material,
  { versions, spans, words }: FoundSentence,
): Promise<void> {
  await rewriteText(tx, seat, material, blottedAt(material.text, spans.at(-1) ?? []))
  for (const [index, { version, text }] of versions.entries()) {
    await tx
      .updateTable('material_versions')
      .set({ text: blottedAt(text, spans[index] ?? []) })
      .where('study_id', '=', seat.studyId)
      .where('material_id', '=', material.id)
      .where('version', '=', version)
      .execute()
  }
  // Before names were taken out the sentence had other words: all of that goes.
  await removeOriginal(tx, seat, material.id)
  await blotNotes(tx, seat, words)
}

function earlierTexts(db: Db, { studyId }: Seat, materialId: string) {
  return db
    .selectFrom('material_versions_for_researchers')
    .select(['version', 'text'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', materialId)
    .orderBy('version')
    .execute()
}

/**
 * Gives a text other letters, as many as it had. It is another version then: a form that still holds the words is told
 * so when it is sent.
 */
export async function rewriteText(
  tx: Tx,
  { studyId }: Seat,
  { id, version }: { id: string; version: number },
  text: string,
): Promise<void> {
  await tx
    .updateTable('quotations')
    .set({ placed_for: version + 1 })
    .where('study_id', '=', studyId)
    .where('material_id', '=', id)
    .execute()
  await tx
    .updateTable('materials')
    .set({ text, version: version + 1 })
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .execute()
  await indexText(tx, id)
}

/** Where the same words stood before they came into a text: in notes of the talk. */
async function blotNotes(tx: Tx, seat: Seat, words: readonly string[]): Promise<void> {
  const { studyId, personId } = seat
  const notes = await tx
    .selectFrom('interview_notes_for_researchers')
    .select(['interview_id', 'spot', 'text', 'version'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  for (const { interview_id, spot, text, version } of notes.filter((note) => holds(note.text, words))) {
    await tx
      .updateTable('interview_notes')
      .set({ text: blottedOut(text, words), version: version + 1 })
      .where('study_id', '=', studyId)
      .where('interview_id', '=', interview_id)
      .where('spot', '=', spot)
      .execute()
  }
  await blotInTalks(tx, seat, words)
}

/** What else holds what was said: a text beside a note, a word at a moment, a line of a researcher's own logbook. */
async function blotInTalks(tx: Tx, { studyId, personId }: Seat, words: readonly string[]): Promise<void> {
  const beside = await tx
    .selectFrom('other_notes_for_researchers')
    .select(['interview_id', 'client_id', 'text'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  for (const { interview_id, client_id, text } of beside.filter((one) => holds(one.text, words))) {
    await tx
      .updateTable('other_notes')
      .set({ text: blottedOut(text, words) })
      .where('study_id', '=', studyId)
      .where('interview_id', '=', interview_id)
      .where('client_id', '=', client_id)
      .execute()
  }
  const marks = await tx
    .selectFrom('talk_marks_for_researchers')
    .select(['interview_id', 'client_id', 'word'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  for (const { interview_id, client_id, word } of marks.filter((one) => holds(one.word, words))) {
    await tx
      .updateTable('talk_marks')
      .set({ word: blottedOut(word, words) })
      .where('study_id', '=', studyId)
      .where('interview_id', '=', interview_id)
      .where('client_id', '=', client_id)
      .execute()
  }
  const lines = await tx
    .selectFrom('logbook_lines_for_researchers')
    .select(['interview_id', 'written_by', 'touched', 'my_part', 'version'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  const holding = lines.filter(({ touched, my_part }) => holds(`${touched}\n${my_part}`, words))
  for (const { interview_id, written_by, touched, my_part, version } of holding) {
    await tx
      .updateTable('logbook_lines')
      .set({
        ...{ touched: blottedOut(touched, words), my_part: blottedOut(my_part, words) },
        version: version + 1,
      })
      .where('study_id', '=', studyId)
      .where('interview_id', '=', interview_id)
      .where('written_by', '=', written_by)
      .execute()
  }
}

function holds(text: string, wordings: readonly string[]): boolean {
  return placesOf(text, wordings).length > 0
}
