import type { Seat } from '../../access/seat.ts'
import type { Updateable } from 'kysely'
import type { Schema, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { needAnswerInView } from '../../http/answered.ts'
import { readBackColumns, type ReadBack } from '../../http/form.ts'
import { answeredOn, tieToPaper } from '../people/answer-paper-queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { quotationWith } from './queries.ts'

/** Says that the team wants to use a quotation, so that its person is asked, or that it does not any more. */
export async function setWish(tx: Tx, seat: Seat, id: string, wished: boolean) {
  const { person_id } = await quotationWith(tx, seat, id)
  if (person_id === null) throw new NotFound('nobody to ask')
  const columns = wished ? { wished_at: seat.at } : { wished_at: null, ...unasked }
  await notingTaken(tx, seat, { ids: [id] }, 'question', () => setColumns(tx, seat, id, columns))
  return { id, fields: Object.keys(columns) }
}

/** What holds of a quotation about which nobody was asked. */
export const unasked = { answer: null, rung: 'researchers', remark: '', with_name: 0 } as const

/**
 * Keeps what the person said of using a quotation; `paperId` is the paper on which it was said, if not here. Only one that
 * the team asked for can be answered.
 */
export async function setReadBack(
  tx: Tx,
  seat: Seat,
  id: string,
  said: ReadBack,
  paperId: string | null = null,
) {
  const { wished_at } = await quotationWith(tx, seat, id)
  if (wished_at === null) throw new NotFound('nobody asked for this quotation')
  const columns = readBackColumns(said)
  await notingTaken(tx, seat, { ids: [id] }, 'answer', () => setColumns(tx, seat, id, columns))
  await tieToPaper(tx, seat, { kind: 'quotation', id }, paperId)
  return { id, fields: Object.keys(columns) }
}

/** Keeps what the person said in a form, as setReadBack() does. Throws Conflict when another answer came meanwhile. */
export async function answerOnScreen(tx: Tx, seat: Seat, id: string, said: ReadBack, version: string) {
  const quotation = await quotationWith(tx, seat, id)
  needAnswerInView({ ...quotation, sentence: quotation.words }, version, readBackColumns(said))
  return setReadBack(tx, seat, id, said)
}

/** Forgets all that was said of quotations on one paper, of those out of sight too. */
export async function forgetAnswersOn(tx: Tx, seat: Seat, paperId: string): Promise<void> {
  const ids = await answeredOn(tx, seat, 'quotation', paperId)
  await notingTaken(tx, seat, { ids }, 'answer', async () => {
    for (const id of ids) await setColumns(tx, seat, id, unasked)
  })
}

async function setColumns(tx: Tx, { studyId }: Seat, id: string, columns: Updateable<Schema['quotations']>) {
  await tx
    .updateTable('quotations')
    .set(columns)
    .where('study_id', '=', studyId)
    .where('id', '=', id)
    .execute()
}
