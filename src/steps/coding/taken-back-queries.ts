import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { indexText } from '../material/index-queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { quotationsOfText, quotationWith } from './queries.ts'
import { blotted, blottedAt, blottedOut, touching } from './taken-back-rules.ts'

/**
 * Takes a sentence of one's own back, for good: it goes out of sight everywhere, with every quotation that shares words
 * with it, and in the text it is blotted out. How far it could be seen stays known. Throws NotFound for one that the
 * person was never asked about: it was not in view.
 */
export async function takeBackQuotation(tx: Tx, seat: Seat, id: string) {
  const { wished_at, material_id, start_offset, end_offset, words } = await quotationWith(tx, seat, id)
  if (wished_at === null) throw new NotFound('nobody asked for this quotation')
  const span = { start: start_offset, end: end_offset }
  const taken = touching(await quotationsOfText(tx, seat, material_id), span)
  const ids = taken.map((quotation) => quotation.id)
  await notingTaken(tx, seat, { ids }, 'removed', async () => {
    await blotText(tx, seat, material_id, (text) => blottedAt(text, span))
    await blotEarlier(tx, seat, material_id, words)
    for (const quotation of taken) {
      await tx
        .updateTable('quotations')
        .set({ withdrawn_at: seat.at, words: blotted(quotation.words), remark: '', with_name: 0 })
        .where('study_id', '=', seat.studyId)
        .where('id', '=', quotation.id)
        .execute()
    }
  })
  return { id, ids, fields: ['withdrawn_at', 'words', 'remark'] }
}

async function blotText(tx: Tx, { studyId }: Seat, id: string, blot: (text: string) => string) {
  const { text } = await tx
    .selectFrom('materials_for_researchers')
    .select('text')
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('materials')
    .set({ text: blot(text) })
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .execute()
  await indexText(tx, id)
}

/** Where the same words stood before they came into this text: in earlier versions of it, and in notes of the talk. */
async function blotEarlier(tx: Tx, seat: Seat, materialId: string, words: string): Promise<void> {
  const { studyId, personId } = seat
  const versions = await tx
    .selectFrom('material_versions_for_researchers')
    .select(['version', 'text'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', materialId)
    .execute()
  for (const { version, text } of versions) {
    await tx
      .updateTable('material_versions')
      .set({ text: blottedOut(text, words) })
      .where('study_id', '=', studyId)
      .where('material_id', '=', materialId)
      .where('version', '=', version)
      .execute()
  }
  const notes = await tx
    .selectFrom('interview_notes_for_researchers')
    .select(['interview_id', 'spot', 'text', 'version'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  for (const { interview_id, spot, text, version } of notes.filter((note) => note.text.includes(words))) {
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
async function blotInTalks(tx: Tx, { studyId, personId }: Seat, words: string): Promise<void> {
  const beside = await tx
    .selectFrom('other_notes_for_researchers')
    .select(['interview_id', 'client_id', 'text'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .execute()
  for (const { interview_id, client_id, text } of beside.filter((one) => one.text.includes(words))) {
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
  for (const { interview_id, client_id, word } of marks.filter((one) => one.word.includes(words))) {
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
  const holding = lines.filter(({ touched, my_part }) => `${touched}\n${my_part}`.includes(words))
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
