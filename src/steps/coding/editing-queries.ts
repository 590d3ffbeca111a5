import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { photoWith } from '../photos/queries.ts'
import { codeByName, readyCode } from './code-queries.ts'
import { needQuotable } from './passage-queries.ts'
import { unasked } from './permission-queries.ts'
import { quotationWith } from './queries.ts'
import type { Span } from '../../method/letters.ts'

type Chosen = { codes: readonly string[]; name: string }
type Quoted = Chosen & { span: Span; words: string; photo_id: string | null }

/**
 * Quotes a piece of a text and codes it; a piece that is quoted already gets the codes beside those that it has. Throws
 * Conflict when the text is not the version any more in which the piece was found.
 */
export async function insertQuotation(
  tx: Tx,
  seat: Seat,
  material: { id: string; version: number },
  { span, words, photo_id, ...chosen }: Quoted,
) {
  const place = { material_id: material.id, start_offset: span.start, end_offset: span.end }
  await tx
    .selectFrom('materials_for_researchers')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', material.id)
    .where('version', '=', material.version)
    .executeTakeFirstOrThrow(() => new Conflict('the text was changed meanwhile'))
  await needQuotable(tx, seat, material.id, span)
  const added = await tx
    .insertInto('quotations')
    .values({
      ...{ id: newId(), study_id: seat.studyId, ...place, words },
      ...{ made_at: seat.at, made_by: seat.personId, wished_at: null, ...unasked, version: 1 },
      ...{ standing: 'anchored', proposed_start: null, proposed_end: null, placed_for: material.version },
    })
    .onConflict((row) => row.columns(['material_id', 'start_offset', 'end_offset']).doNothing())
    .returning('id')
    .executeTakeFirst()
  const { id } =
    added ??
    (await tx
      .selectFrom('quotations')
      .select('id')
      .where('study_id', '=', seat.studyId)
      .where('material_id', '=', material.id)
      .where('start_offset', '=', span.start)
      .where('end_offset', '=', span.end)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow(() => new Conflict('these words were taken back')))
  const codes = await codeQuotation(tx, seat, id, chosen)
  if (photo_id !== null) await tiePhoto(tx, seat, id, photo_id)
  return { id, ids: [id, ...codes], fields: ['codings'] }
}

/** Gives a quotation codes, beside those that it has. */
export async function insertCodings(tx: Tx, seat: Seat, id: string, chosen: Chosen) {
  await quotationWith(tx, seat, id)
  return { id, ids: [id, ...(await codeQuotation(tx, seat, id, chosen))], fields: ['codings'] }
}

async function codeQuotation(tx: Tx, seat: Seat, id: string, { codes, name }: Chosen): Promise<string[]> {
  const named = name === '' ? [] : [await codeByName(tx, seat, name)]
  const chosen = [...new Set([...codes, ...named])]
  for (const code_id of chosen) {
    await readyCode(tx, seat, code_id)
    await tx
      .insertInto('codings')
      .values({
        ...{ study_id: seat.studyId, quotation_id: id, code_id },
        ...{ coder_id: seat.personId, made_at: seat.at },
      })
      .onConflict((row) => row.columns(['quotation_id', 'code_id']).doNothing())
      .execute()
  }
  return chosen
}

/** Takes a code off a quotation. Throws NotFound when it does not bear it. */
export async function deleteCoding(tx: Tx, seat: Seat, id: string, codeId: string) {
  await quotationWith(tx, seat, id)
  await tx
    .deleteFrom('codings')
    .where('study_id', '=', seat.studyId)
    .where('quotation_id', '=', id)
    .where('code_id', '=', codeId)
    .returning('code_id')
    .executeTakeFirstOrThrow(() => new NotFound('no such coding'))
  return { id, ids: [id, codeId], fields: ['codings'] }
}

/** Ties a quotation to the photo that it is about, or to none. */
export async function tiePhoto(tx: Tx, seat: Seat, id: string, photoId: string | null) {
  await quotationWith(tx, seat, id)
  if (photoId === null) {
    await tx
      .deleteFrom('quotation_photos')
      .where('study_id', '=', seat.studyId)
      .where('quotation_id', '=', id)
      .execute()
  } else {
    await photoWith(tx, seat, photoId)
    await tx
      .insertInto('quotation_photos')
      .values({ study_id: seat.studyId, quotation_id: id, photo_id: photoId })
      .onConflict((row) => row.column('quotation_id').doUpdateSet({ photo_id: photoId }))
      .execute()
  }
  return { id, fields: ['photo_id'] }
}

/** Removes a quotation with its codings. The text stays as it is. */
export async function deleteQuotation(tx: Tx, seat: Seat, id: string) {
  await quotationWith(tx, seat, id)
  await notingTaken(tx, seat, { ids: [id] }, 'team', () =>
    tx.deleteFrom('quotations').where('study_id', '=', seat.studyId).where('id', '=', id).execute(),
  )
  return { id }
}
