import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { AnswerInput, ItemInput, PromiseInput } from './input.ts'
import { needState } from './queries.ts'
import { moved } from '../../method/order.ts'

/** The agenda of a meeting in its order, each item with the action point that it is about and who wrote its answer. */
export function itemsOf(db: Db, seat: Seat, meetingId: string) {
  return items(db, seat)
    .where('item.meeting_id', '=', meetingId)
    .orderBy('item.position')
    .orderBy('item.id')
    .execute()
}
export type Item = Awaited<ReturnType<typeof itemsOf>>[number]

/** One item of the agenda of a meeting. Throws NotFound when there is none by that id. */
export function itemWith(db: Db, seat: Seat, meetingId: string, id: string): Promise<Item> {
  return items(db, seat)
    .where('item.meeting_id', '=', meetingId)
    .where('item.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such item'))
}

function items(db: Db, seat: Seat) {
  return db
    .selectFrom('agenda_items as item')
    .leftJoin('action_points as action', (join) =>
      join.onRef('action.study_id', '=', 'item.study_id').onRef('action.id', '=', 'item.action_id'),
    )
    .leftJoin('people as writer', (join) =>
      join.onRef('writer.study_id', '=', 'item.study_id').onRef('writer.id', '=', 'item.answered_by'),
    )
    .selectAll('item')
    .select(['action.title as action', 'writer.name as writer'])
    .where('item.study_id', '=', seat.studyId)
}

/** The action points that an item can be about: `{ id, title }`. */
export function actionTitlesOf(db: Db, seat: Seat) {
  return db
    .selectFrom('action_points')
    .select(['id', 'title'])
    .where('study_id', '=', seat.studyId)
    .orderBy('id')
    .execute()
}

/**
 * Adds an item at the end of the agenda. Throws Conflict when the meeting is closed. The database refuses an action
 * point of another study.
 */
export async function insertItem(tx: Tx, seat: Seat, meetingId: string, input: ItemInput) {
  await needState(tx, seat, meetingId, 'planning')
  const { last } = await tx
    .selectFrom('agenda_items')
    .select((row) => row.fn.max<number | null>('position').as('last'))
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  const id = newId()
  const place = { id, study_id: seat.studyId, meeting_id: meetingId, position: (last ?? -1) + 1 }
  const nothingYet = { outcome: '', answer: null, reason: '', answered_at: null, answered_by: null }
  await tx
    .insertInto('agenda_items')
    .values({ ...place, ...input, ...nothingYet, version: 1 })
    .execute()
  return { id }
}

type ItemValues =
  | ItemInput
  | { outcome: string }
  | (AnswerInput & { answered_at: string; answered_by: string })
  | { answer: null; reason: string; answered_at: null; answered_by: null }

/**
 * Changes an item: the agenda, or what came of it. Throws Conflict when somebody else did since the visitor read it, or
 * the state of its meeting allows that no more.
 */
export async function updateItem(
  tx: Tx,
  seat: Seat,
  { meeting_id, id }: Pick<Item, 'meeting_id' | 'id'>,
  version: number,
  values: ItemValues,
  as: 'planning' | 'answers',
) {
  await needState(tx, seat, meeting_id, as)
  const changed = await tx
    .updateTable('agenda_items')
    .set({ ...values, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meeting_id)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the item was changed meanwhile')
  return { id, fields: Object.keys(values) }
}

/**
 * Writes down what the assembly answered, with who did and when. Throws Conflict when somebody else changed the item
 * meanwhile, or the papers are a draft again.
 */
export function answerItem(tx: Tx, seat: Seat, item: Item, version: number, answer: AnswerInput) {
  const values = { ...answer, answered_at: seat.at, answered_by: seat.personId }
  return updateItem(tx, seat, item, version, values, 'answers')
}

/** Moves an item a place. Undefined when it stands first or last already. Throws Conflict when the meeting is closed. */
export async function moveItem(tx: Tx, seat: Seat, meetingId: string, id: string, to: 'earlier' | 'later') {
  await itemWith(tx, seat, meetingId, id)
  await needState(tx, seat, meetingId, 'planning')
  const ids = (await itemsOf(tx, seat, meetingId)).map((item) => item.id)
  const order = moved(ids, id, to)
  if (!order) return undefined
  for (const [position, one] of order.entries()) {
    await tx
      .updateTable('agenda_items')
      .set({ position })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', one)
      .execute()
  }
  return { id, fields: ['position'] }
}

/** Removes an item with its answer and with the remarks about it. Throws Conflict when the meeting is closed. */
export async function deleteItem(tx: Tx, seat: Seat, meetingId: string, id: string) {
  await itemWith(tx, seat, meetingId, id)
  await needState(tx, seat, meetingId, 'planning')
  await tx.deleteFrom('remarks').where('study_id', '=', seat.studyId).where('item_id', '=', id).execute()
  await tx.deleteFrom('agenda_items').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}

/** What the members of a meeting promised, as it was written down. */
export function promisesOf(db: Db, seat: Seat, meetingId: string) {
  return db
    .selectFrom('promises')
    .selectAll()
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meetingId)
    .orderBy('id')
    .execute()
}
export type Pledge = Awaited<ReturnType<typeof promisesOf>>[number]

/** One promise made in a meeting. Throws NotFound when there is none by that id. */
export async function promiseWith(db: Db, seat: Seat, meetingId: string, id: string): Promise<Pledge> {
  const promise = (await promisesOf(db, seat, meetingId)).find((one) => one.id === id)
  if (!promise) throw new NotFound('no such promise')
  return promise
}

/** Writes down a promise. Throws Conflict as long as the papers are a draft. */
export async function insertPromise(tx: Tx, seat: Seat, meetingId: string, input: PromiseInput) {
  await needState(tx, seat, meetingId, 'answers')
  const id = newId()
  const own = { id, study_id: seat.studyId, meeting_id: meetingId }
  await tx
    .insertInto('promises')
    .values({ ...own, ...columnsOf(input), version: 1 })
    .execute()
  return { id }
}

/** Changes a promise. Throws Conflict when somebody else did since the visitor read it, or the papers are a draft again. */
export async function updatePromise(
  tx: Tx,
  seat: Seat,
  pledge: Pledge,
  version: number,
  input: PromiseInput,
) {
  await needState(tx, seat, pledge.meeting_id, 'answers')
  const changed = await tx
    .updateTable('promises')
    .set({ ...columnsOf(input), version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', pledge.id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the promise was changed meanwhile')
  return { id: pledge.id, fields: Object.keys(input) }
}

function columnsOf({ is_done, ...rest }: PromiseInput) {
  return { ...rest, is_done: is_done ? (1 as const) : (0 as const) }
}

/**
 * Removes a promise. Throws NotFound when the meeting has none by that id, and Conflict as long as its papers are a
 * draft.
 */
export async function deletePromise(tx: Tx, seat: Seat, meetingId: string, id: string) {
  await needState(tx, seat, meetingId, 'answers')
  return tx
    .deleteFrom('promises')
    .where('study_id', '=', seat.studyId)
    .where('meeting_id', '=', meetingId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such promise'))
}
