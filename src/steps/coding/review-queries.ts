import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import type { Span } from '../../method/letters.ts'
import type { QuotationStanding } from '../../method/lists.ts'
import { materialWith } from '../material/queries.ts'
import { tieToPaper } from '../people/answer-paper-queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { needQuotable } from './passage-queries.ts'
import { unasked } from './permission-queries.ts'
import { quotationWith } from './queries.ts'

const undecided = ['review', 'gone'] as const

/** Which texts have quotations that somebody has to look at since the text was corrected, and how many. */
export async function textsToReview(db: Db, seat: Seat) {
  const rows = await db
    .selectFrom('quotations_for_researchers')
    .select(['material_id', 'title', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('standing', 'in', undecided)
    .groupBy(['material_id', 'title'])
    .orderBy('title')
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/**
 * Gives a quotation a place in its text, and the words that stand there. Words that its person did not answer for are
 * asked anew: the answer goes, the question stays. Throws Conflict when the text is another version by now, when
 * somebody decided about the quotation meanwhile, or when another quotation has that place.
 */
export async function setPlace(
  tx: Tx,
  seat: Seat,
  id: string,
  { start, end }: Span,
  { version, standing }: { version: number; standing: QuotationStanding },
) {
  const quotation = await quotationWith(tx, seat, id)
  const material = await materialWith(tx, seat, quotation.material_id)
  if (material.version !== version) throw new Conflict('the text was changed meanwhile')
  if (quotation.standing !== standing) throw new Conflict('it was decided meanwhile')
  await needFreePlace(tx, seat, quotation, { start, end })
  await needQuotable(tx, seat, material.id, { start, end })
  const words = material.text.slice(start, end)
  const isSame = words === quotation.words
  const place = { start_offset: start, end_offset: end, proposed_start: null, proposed_end: null }
  const write = () =>
    tx
      .updateTable('quotations')
      .set({ ...place, words, standing: 'anchored', placed_for: version, ...(isSame ? {} : unasked) })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', id)
      .execute()
  if (isSame) await write()
  else await notingTaken(tx, seat, { ids: [id] }, 'replaced', write)
  if (!isSame) await tieToPaper(tx, seat, { kind: 'quotation', id }, null)
  return { id, fields: isSame ? ['standing'] : ['standing', 'words', ...Object.keys(unasked)] }
}

async function needFreePlace(
  tx: Tx,
  { studyId }: Seat,
  { id, material_id }: { id: string; material_id: string },
  { start, end }: Span,
): Promise<void> {
  const other = await tx
    .selectFrom('quotations')
    .select('id')
    .where('study_id', '=', studyId)
    .where('material_id', '=', material_id)
    .where('start_offset', '=', start)
    .where('end_offset', '=', end)
    .where('id', '<>', id)
    .executeTakeFirst()
  if (other) throw new Conflict('another quotation stands there')
}

/**
 * Keeps the words of a quotation as they were, though its text does not have them any more. Throws Conflict when it got
 * a place in the text meanwhile.
 */
export async function keepWords(tx: Tx, seat: Seat, id: string) {
  const { standing } = await quotationWith(tx, seat, id)
  if (standing === 'anchored') throw new Conflict('it was decided meanwhile')
  await tx
    .updateTable('quotations')
    .set({ standing: 'kept', proposed_start: null, proposed_end: null })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: ['standing'] }
}
