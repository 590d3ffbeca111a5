import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import type { MaterialKind } from '../../method/lists.ts'
import { writeTurns, type Speaker, type Turn } from '../../method/turns.ts'
import { needWords } from '../people/consent-queries.ts'
import { indexText } from './index-queries.ts'

export const pageSize = 50

/** The texts of the study without their words, newest first, a page at a time: those before an id. */
export function materialsOf(db: Db, seat: Seat, before = '', limit = pageSize) {
  return db
    .selectFrom('materials_for_researchers as material')
    .leftJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'material.study_id')
        .onRef('participants.person_id', '=', 'material.person_id'),
    )
    .select(['material.id', 'material.kind', 'material.title', 'material.person_id', 'material.made_at'])
    .select(['participants.number', (row) => row.fn<number>('length', ['material.text']).as('length')])
    .where('material.study_id', '=', seat.studyId)
    .$if(before !== '', (query) => query.where('material.id', '<', before))
    .orderBy('material.id', 'desc')
    .limit(limit)
    .execute()
}

/** One text with its words. Throws NotFound when there is none by that id. */
export function materialWith(db: Db, seat: Seat, id: string) {
  return db
    .selectFrom('materials_for_researchers as material')
    .leftJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'material.study_id')
        .onRef('participants.person_id', '=', 'material.person_id'),
    )
    .selectAll('material')
    .select('participants.number')
    .where('material.study_id', '=', seat.studyId)
    .where('material.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such text'))
}
export type Material = Awaited<ReturnType<typeof materialWith>>

/** How many texts the study has. */
export async function materialCount(db: Db, seat: Seat): Promise<number> {
  const { count } = await db
    .selectFrom('materials_for_researchers')
    .select((row) => row.fn.countAll().as('count'))
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export type NewMaterial = {
  kind: MaterialKind
  title: string
  person_id: string | null
  text: string
  /** Who says what, and when; none where that is not known. */
  turns?: readonly Turn[] | undefined
  speakers?: readonly Speaker[]
}

/** Adds a text. Throws NotFound for words of somebody who does not take part with them: nobody could see them. */
export async function insertMaterial(tx: Tx, seat: Seat, { turns, speakers, ...material }: NewMaterial) {
  if (material.person_id !== null) await needWords(tx, seat, material.person_id)
  const id = newId()
  const made = { made_at: seat.at, made_by: seat.personId, version: 1 }
  await tx
    .insertInto('materials')
    .values({ id, study_id: seat.studyId, ...material, turns: writeTurns(turns ?? []), ...made })
    .execute()
  await indexText(tx, id)
  if (speakers && speakers.length > 0) await insertSpeakers(tx, seat, id, speakers)
  return { id }
}

/** Adds who speaks in a text. */
export async function insertSpeakers(
  tx: Tx,
  { studyId }: Seat,
  id: string,
  speakers: readonly Speaker[],
): Promise<void> {
  await tx
    .insertInto('material_speakers')
    .values(
      speakers.map(({ number, name, role }) => ({
        study_id: studyId,
        material_id: id,
        number,
        name,
        role,
      })),
    )
    .execute()
}

/** Who speaks in a text, by number. */
export function speakersOf(db: Db, seat: Seat, id: string) {
  return db
    .selectFrom('material_speakers_for_researchers')
    .select(['number', 'name', 'role'])
    .where('study_id', '=', seat.studyId)
    .where('material_id', '=', id)
    .orderBy('number')
    .execute()
}

/** Removes a text with what hangs on it. */
export async function deleteMaterial(tx: Tx, seat: Seat, id: string) {
  await materialWith(tx, seat, id)
  await tx.deleteFrom('materials').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (kind !== 'participant' || ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('materials_for_researchers')
    .select(['person_id as id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('person_id', 'in', ids)
    .groupBy('person_id')
    .execute()
  return entriesOf(rows, 'materials', () => `/studies/${seat.studyId}/material`)
}
