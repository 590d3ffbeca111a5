import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import { differences } from '../../method/alike.ts'
import type { MaterialKind } from '../../method/lists.ts'
import { turnsAfter, writeTurns, type Speaker, type Turn } from '../../method/turns.ts'
import { needWords } from '../people/consent-queries.ts'
import { indexText } from './index-queries.ts'
import { moveQuotations } from './anchor-queries.ts'
import { movePassages } from './passage-queries.ts'
import { passagesIn } from './passage-rules.ts'

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

async function insertSpeakers(tx: Tx, { studyId }: Seat, id: string, speakers: readonly Speaker[]) {
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

type Change = {
  title: string
  text: string
  version: number
  /** Who says what, and when; without them those that are known move along. */
  turns?: readonly Turn[] | undefined
  /** Who speaks in it and was not known. */
  added?: Speaker | undefined
}

/**
 * Corrects a text; what it was is kept, with who corrected it, and its quotations move along. Tells which of them
 * somebody has to look at. Throws Conflict when it changed since the visitor read it.
 */
export async function updateMaterial(tx: Tx, seat: Seat, id: string, change: Change) {
  const { title, text, version, added } = change
  const old = await materialWith(tx, seat, id)
  if (old.version !== version) throw new Conflict('the text was changed meanwhile')
  const differing = differences(old.text, text)
  const turns = writeTurns(change.turns ?? turnsAfter(old, text, differing))
  const isSame = old.text === text
  const isSpokenSame = turns === old.turns
  const toReview = isSame
    ? []
    : await moveQuotations(tx, seat, old, { text, version: version + 1, differing })
  if (!isSame) await movePassages(tx, seat, id, (spans) => passagesIn(old.text, text, spans, differing))
  const changed = await tx
    .updateTable('materials')
    .set({ title, text, turns, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the text was changed meanwhile')
  if (added) await insertSpeakers(tx, seat, id, [added])
  if (added || differing.some((one) => mayName(text.slice(one.newStart, one.newEnd))))
    await forgetNameCheck(tx, seat, id)
  if (!isSame || !isSpokenSame) {
    const until = { until_at: seat.at, until_by: seat.personId }
    await tx
      .insertInto('material_versions')
      .values({
        ...{ study_id: seat.studyId, material_id: id, version, ...until },
        ...{ text: old.text, turns: old.turns },
      })
      .execute()
    await indexText(tx, id)
  }
  const fields = [
    'title',
    ...(isSame ? [] : ['text']),
    ...(isSpokenSame ? [] : ['turns']),
    ...(added ? ['speakers'] : []),
  ]
  return { id, ids: [id, ...toReview], fields, toReview }
}

/** Whether there may be a name or a number in what came into a text: without a capital or a digit there is none. */
function mayName(words: string): boolean {
  return /[\p{Lu}\d]/u.test(words)
}

/** That somebody looked for names in a text holds no longer: what came in since was not looked at. */
async function forgetNameCheck(tx: Tx, { studyId }: Seat, id: string): Promise<void> {
  await tx.deleteFrom('name_checks').where('study_id', '=', studyId).where('material_id', '=', id).execute()
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
