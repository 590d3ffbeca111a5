import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { longEnough } from '../../method/anchors.ts'
import type { Span } from '../../method/letters.ts'
import { passageKinds, type PassageKind, type PassageOutcome } from '../../method/lists.ts'
import { beyondText, spanOf } from '../../method/quoted.ts'
import { materialWith, type Material } from '../material/queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { openedTextWith } from './opened-queries.ts'
import { blotPassages, hideFor } from './left-out-queries.ts'
import { isBlotted, leftOutIn, meets, withOwnWords } from './passage-rules.ts'
import {
  blotSentence,
  findElsewhere,
  findSentence,
  lookForSentence,
  rewriteText,
  takeOut,
  wordsAt,
  type Looked,
} from './taken-back-queries.ts'

/** What was said of passages of one text, in their order there. */
export function passagesOf(db: Db, seat: Seat, materialId: string) {
  return passages(db, seat)
    .where('passage.material_id', '=', materialId)
    .orderBy('passage.is_gone')
    .orderBy('passage.start_offset')
    .orderBy('passage.id')
    .execute()
}
export type Passage = Awaited<ReturnType<typeof passagesOf>>[number]

/** What one person said of passages, by text and place. */
export function passagesBy(db: Db, seat: Seat, personId: string) {
  return passages(db, seat)
    .where('passage.person_id', '=', personId)
    .orderBy('passage.material_id')
    .orderBy('passage.is_gone')
    .orderBy('passage.start_offset')
    .orderBy('passage.id')
    .execute()
}

/** One of them. Throws NotFound when there is none by that id in sight. */
export function passageWith(db: Db, seat: Seat, id: string): Promise<Passage> {
  return passages(db, seat)
    .where('passage.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such passage'))
}

function passages(db: Db, seat: Seat) {
  return db
    .selectFrom('passages_for_researchers as passage')
    .selectAll('passage')
    .where('passage.study_id', '=', seat.studyId)
    .$if(seat.scope === 'own', (query) => query.where('passage.person_id', '=', seat.personId))
}

/** Of how many people something that was said of a passage waits for a researcher. */
export async function passagesToHandle(db: Db, { studyId }: Seat): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('passages_for_researchers')
    .select(['person_id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', studyId)
    .where('handled_at', 'is', null)
    .groupBy('person_id')
    .execute()
  return new Map(rows.map(({ person_id, count }) => [person_id, Number(count)]))
}

/** Throws Conflict where a piece of a text shares words with what is left out. */
export async function needQuotable(db: Db, seat: Seat, materialId: string, span: Span): Promise<void> {
  if (await isLeftOut(db, seat, materialId, span)) throw new Conflict('these words are left out')
}

/** Tells whether a piece of a text shares words with what is left out. */
export async function isLeftOut(db: Db, seat: Seat, materialId: string, span: Span): Promise<boolean> {
  return meets(span, leftOutIn(await passagesOf(db, seat, materialId)))
}

type Said = {
  kind: PassageKind
  span: Span
  remark: string
  version: number
  /** What was found of the words beforehand, where they are to be left out. */
  looked: Looked | undefined
}

/** Looks for words of a text before they are left out. */
export function lookForPassage(db: Db, seat: Seat, material: Material, place: Span): Promise<Looked> {
  return lookForSentence(db, seat, material, { words: material.text.slice(place.start, place.end), place })
}

/**
 * Keeps what the person in this seat says of a passage of a text that is open to read whole. What is to be left out
 * holds at once. Throws NotFound where the text is not open, and Conflict where it changed since it was read, or where
 * the passage is left out already.
 */
export async function insertPassage(tx: Tx, seat: Seat, materialId: string, said: Said, today: string) {
  await openedTextWith(tx, seat, materialId, today)
  const material = await materialWith(tx, seat, materialId)
  if (material.version !== said.version) throw new Conflict('the text was changed meanwhile')
  const known = await passagesOf(tx, seat, materialId)
  if (meets(said.span, leftOutIn(known))) throw new Conflict('it is left out already')
  const { start, end } = said.span
  const id = newId()
  const words = material.text.slice(start, end)
  const row = {
    ...{ id, study_id: seat.studyId, material_id: materialId, person_id: seat.personId, kind: said.kind },
    ...{ start_offset: start, end_offset: end, is_gone: 0 as const, words, remark: said.remark },
    ...{ said_at: seat.at, outcome: null, answer: '', handled_at: null, handled_by: null, version: 1 },
  }
  if (said.kind === 'leave_out') await leaveOut(tx, seat, material, row, said.looked)
  else await tx.insertInto('passages').values(row).execute()
  return { id, ids: [id, materialId], fields: ['kind', 'remark'] }
}

/**
 * Blots the words out wherever they stand, as those of a sentence that is taken back, and takes what was quoted of them
 * out of sight. Here alone the words are kept, so that their person can undo it; in notes and other texts they are gone.
 */
async function leaveOut(
  tx: Tx,
  seat: Seat,
  material: Material,
  row: Parameters<typeof insertRow>[1],
  looked: Looked | undefined,
): Promise<void> {
  const span = { start: row.start_offset, end: row.end_offset }
  const found = await findSentence(tx, seat, material, { words: row.words, place: span }, looked)
  const elsewhere = await findElsewhere(tx, seat, material.id, found.words)
  const there = elsewhere.flatMap((one) => one.found.shared)
  const ids = [...found.shared, ...there].map(({ id }) => id)
  await notingTaken(tx, seat, { ids }, 'leftOut', async () => {
    // A few letters stand in many notes that are about something else.
    const words = found.words.filter((one) => one.length >= longEnough)
    await blotSentence(tx, seat, material, { ...found, words })
    for (const one of elsewhere) await blotSentence(tx, seat, one.material, one.found)
    for (const one of [{ material, found }, ...elsewhere])
      await blotPassages(tx, seat, one.material.id, { ...wordsAt(one.found, found), kinds: said })
    await takeOut(tx, seat, [...there, ...elsewhere.flatMap((one) => one.found.hidden)])
    await insertRow(tx, row)
    for (const { id } of found.shared) {
      await tx
        .updateTable('quotations')
        .set({ withdrawn_at: seat.at })
        .where('study_id', '=', seat.studyId)
        .where('id', '=', id)
        .execute()
    }
    const hidden = [...found.shared, ...found.hidden].map(({ id }) => id)
    await hideFor(tx, seat, row.id, hidden)
  })
}

/** What is said of passages that can be read, unlike what is left out. */
const said = passageKinds.filter((kind) => kind !== 'leave_out')

async function insertRow(
  tx: Tx,
  row: Omit<Passage, 'outcome' | 'handled_at' | 'handled_by'> & {
    outcome: null
    handled_at: null
    handled_by: null
  },
): Promise<void> {
  await tx.insertInto('passages').values(row).execute()
}

/**
 * Takes back what the person in this seat said of a passage. What was left out comes back into the text, where that was
 * not changed there meanwhile, and with it what was quoted of it and how far that might go.
 */
export async function deletePassage(tx: Tx, seat: Seat, id: string) {
  const passage = await passageWith(tx, seat, id)
  const material = await materialWith(tx, seat, passage.material_id)
  const freed = await freedBy(tx, seat, id)
  await tx.deleteFrom('passages').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  if (passage.kind !== 'leave_out') return { id, ids: [id, material.id], fields: ['kind'] }
  const isBack = passage.is_gone === 0 && isBlotted(material.text, passage)
  const text = isBack ? withOwnWords(material.text, [passage]) : material.text
  if (isBack) {
    await rewriteText(tx, seat, material, text)
    // There may be names in it that nobody looked for.
    await tx
      .deleteFrom('name_checks')
      .where('study_id', '=', seat.studyId)
      .where('material_id', '=', material.id)
      .execute()
  }
  for (const one of freed) {
    const span = spanOf(one)
    const stands = span !== undefined && text.slice(span.start, span.end) === one.words
    await tx
      .updateTable('quotations')
      .set({ withdrawn_at: null })
      .$if(one.standing === 'anchored' && !stands, (query) =>
        query.set({
          ...{ standing: 'review', proposed_start: one.start_offset, proposed_end: one.end_offset },
          ...{ start_offset: one.start_offset + beyondText, end_offset: one.end_offset + beyondText },
        }),
      )
      .where('study_id', '=', seat.studyId)
      .where('id', '=', one.id)
      .execute()
  }
  return { id, ids: [id, material.id, ...freed.map((one) => one.id)], fields: ['kind', 'text'] }
}

/** The quotations that are out of sight for this passage alone. */
function freedBy(tx: Tx, { studyId }: Seat, passageId: string) {
  return tx
    .selectFrom('left_out_quotations as tie')
    .innerJoin('quotations as quotation', (join) =>
      join.onRef('quotation.study_id', '=', 'tie.study_id').onRef('quotation.id', '=', 'tie.quotation_id'),
    )
    .select(['quotation.id', 'quotation.words', 'quotation.standing', 'quotation.start_offset'])
    .select(['quotation.end_offset', 'quotation.proposed_start', 'quotation.proposed_end'])
    .where('tie.study_id', '=', studyId)
    .where('tie.passage_id', '=', passageId)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('left_out_quotations as other')
            .select('other.passage_id')
            .whereRef('other.quotation_id', '=', 'tie.quotation_id')
            .where('other.passage_id', '<>', passageId),
        ),
      ),
    )
    .execute()
}

/** Keeps what a researcher did with what was said. Throws Conflict when somebody else did so since it was read. */
export async function handlePassage(
  tx: Tx,
  seat: Seat,
  id: string,
  { outcome, answer, version }: { outcome: PassageOutcome; answer: string; version: number },
) {
  await passageWith(tx, seat, id)
  const handled = { handled_at: seat.at, handled_by: seat.personId }
  await tx
    .updateTable('passages')
    .set({ outcome, answer, ...handled, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('somebody else handled it'))
  return { id, fields: ['outcome', 'answer'] }
}
