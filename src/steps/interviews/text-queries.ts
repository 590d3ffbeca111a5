import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { insertMaterial, materialWith, type NewMaterial } from '../material/queries.ts'
import { interviewWith } from './queries.ts'
import { noteHeld } from './state-queries.ts'

/** The texts of one talk without their words, oldest first. */
export function textsOf(db: Db, seat: Seat, interviewId: string) {
  return texts(db, seat).where('tie.interview_id', '=', interviewId).execute()
}

/** The texts of all talks without their words, oldest first, each with the id of its talk. */
export function textsOfTalks(db: Db, seat: Seat) {
  return texts(db, seat).execute()
}

function texts(db: Db, seat: Seat) {
  return db
    .selectFrom('interview_texts_for_researchers as tie')
    .innerJoin('materials_for_researchers as material', (join) =>
      join.onRef('material.study_id', '=', 'tie.study_id').onRef('material.id', '=', 'tie.material_id'),
    )
    .select(['tie.interview_id', 'material.id', 'material.kind', 'material.title'])
    .select((row) => row.fn<number>('length', ['material.text']).as('length'))
    .where('tie.study_id', '=', seat.studyId)
    .orderBy('material.id')
}

/** The texts of a person that are of no talk yet, oldest first. */
export function looseTextsOf(db: Db, seat: Seat, personId: string) {
  return db
    .selectFrom('materials_for_researchers')
    .select(['id', 'kind', 'title'])
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .where('id', 'not in', (row) =>
      row
        .selectFrom('interview_texts_for_researchers')
        .select('material_id')
        .where('study_id', '=', seat.studyId),
    )
    .orderBy('id')
    .execute()
}

/**
 * Adds a text to a talk: it holds the words of whom the talk is with. Who adds a typed-out talk has held it. Throws
 * NotFound when there is no such talk, or when that person does not take part.
 */
export async function insertText(
  tx: Tx,
  seat: Seat,
  interviewId: string,
  text: Omit<NewMaterial, 'person_id'>,
  today: string,
) {
  const { person_id } = await interviewWith(tx, seat, interviewId)
  const { id } = await insertMaterial(tx, seat, { ...text, person_id })
  if (text.kind === 'transcript') await noteHeld(tx, seat, interviewId, today)
  await insertTie(tx, seat, { interview_id: interviewId, material_id: id, person_id })
  return { id, ids: [id, interviewId] }
}

/**
 * Says of which talk a text is: one that was typed out was held. Undefined when that was known. Throws NotFound when
 * there is no such talk, or no such text of whom it is with, and Conflict when the text is of another talk.
 */
export async function tieText(tx: Tx, seat: Seat, interviewId: string, materialId: string, today: string) {
  const { person_id } = await interviewWith(tx, seat, interviewId)
  const material = await materialWith(tx, seat, materialId)
  if (material.person_id !== person_id) throw new NotFound('no text of this person')
  const tie = { interview_id: interviewId, material_id: materialId, person_id }
  if (await insertTie(tx, seat, tie)) {
    if (material.kind === 'transcript') await noteHeld(tx, seat, interviewId, today)
    return told(interviewId, materialId)
  }
  const known = await textsOf(tx, seat, interviewId)
  if (known.some(({ id }) => id === materialId)) return undefined
  throw new Conflict('the text is of another talk')
}

type Tie = { interview_id: string; material_id: string; person_id: string }

/** Undefined when the text is of a talk already. */
function insertTie(tx: Tx, { studyId: study_id }: Seat, tie: Tie) {
  return tx
    .insertInto('interview_texts')
    .values({ study_id, ...tie })
    .onConflict((row) => row.column('material_id').doNothing())
    .returning('material_id')
    .executeTakeFirst()
}

/** Takes a text off its talk; it stays. Throws NotFound when it is not of this talk. */
export async function untieText(tx: Tx, seat: Seat, interviewId: string, materialId: string) {
  await interviewWith(tx, seat, interviewId)
  await tx
    .deleteFrom('interview_texts')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .where('material_id', '=', materialId)
    .returning('material_id')
    .executeTakeFirstOrThrow(() => new NotFound('no such text of this talk'))
  return told(interviewId, materialId)
}

function told(interviewId: string, materialId: string) {
  return { id: interviewId, ids: [interviewId, materialId], fields: ['interview_id'] }
}
