import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { needAnswerInView } from '../../http/answered.ts'
import { readBackColumns } from '../../http/form.ts'
import { rungs } from '../../method/lists.ts'
import { answeredOn, tieToPaper } from '../people/answer-paper-queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { setColumns, untouched } from './editing-queries.ts'
import type { ReadBackPhoto } from './permission-input.ts'
import { photoWith } from './queries.ts'

/**
 * Says that the team wants to use a photo, so that its person is asked, or that it does not any more. Throws Conflict when
 * it stays in the talk, whatever is said of it.
 */
export async function setWish(tx: Tx, seat: Seat, id: string, wished: boolean) {
  const { most_place } = await photoWith(tx, seat, id)
  if (wished && most_place === 0) throw new Conflict('the photo stays in the talk')
  const columns = wished ? { wished_at: seat.at } : { ...untouched }
  await notingTaken(tx, seat, { ids: [id] }, 'question', () => setColumns(tx, seat, id, columns))
  return { id, fields: wished ? ['wished_at'] : Object.keys(untouched) }
}

/**
 * Keeps what the person said of using a photo; one on which somebody can be recognised waits in the talk for what that
 * one says. `paperId` is the paper on which it was said, if not here. Throws NotFound when the team did not ask for it,
 * and Conflict when it is to go further than it can.
 */
export async function setReadBack(
  tx: Tx,
  seat: Seat,
  id: string,
  said: ReadBackPhoto,
  paperId: string | null = null,
) {
  const { wished_at, most_place } = await photoWith(tx, seat, id)
  if (wished_at === null) throw new NotFound('nobody asked for this photo')
  if (rungs.indexOf(said.rung) > most_place)
    throw new Conflict('the people on the photo do not let it go so far')
  const marked = said.recognisable === 'yes' ? { is_recognisable: 1 as const } : {}
  const columns = { ...readBackColumns(said), ...marked }
  await notingTaken(tx, seat, { ids: [id] }, 'answer', () => setColumns(tx, seat, id, columns))
  await tieToPaper(tx, seat, { kind: 'photo', id }, paperId)
  return { id, fields: Object.keys(columns) }
}

/** Keeps what the person said in a form, as setReadBack() does. Throws Conflict when another answer came meanwhile. */
export async function answerOnScreen(tx: Tx, seat: Seat, id: string, said: ReadBackPhoto, version: string) {
  needAnswerInView(await photoWith(tx, seat, id), version, readBackColumns(said))
  return setReadBack(tx, seat, id, said)
}

/** Forgets all that was said of photos on one paper, of those out of sight too. */
export async function forgetAnswersOn(tx: Tx, seat: Seat, paperId: string): Promise<void> {
  const { answer, rung, remark, with_name } = untouched
  const ids = await answeredOn(tx, seat, 'photo', paperId)
  await notingTaken(tx, seat, { ids }, 'answer', async () => {
    for (const id of ids) await setColumns(tx, seat, id, { answer, rung, remark, with_name })
  })
}
