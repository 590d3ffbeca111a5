import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Updateable } from 'kysely'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { readBackColumns, type ReadBack } from '../../http/form.ts'
import { entriesOf, together, type Entries, type TrailKind } from '../../http/trail.ts'
import { answeredOn, tieToPaper } from '../people/answer-paper-queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { photoWith } from '../photos/queries.ts'
import type { CodeInput } from './input.ts'
import { codeNamed, makesCycle, type Edge, type Span } from './rules.ts'

export const pageSize = 50

/** The codebook in its order: the sides of the model, the categories, then what the team made, by name. */
export async function codebookOf(db: Db, seat: Seat) {
  const codes = await codebook(db, seat).orderBy('place').orderBy('position').execute()
  const order = new Intl.Collator(seat.language)
  return codes.toSorted(
    (a, b) => a.place - b.place || a.position - b.position || order.compare(a.name, b.name),
  )
}
export type Code = Awaited<ReturnType<typeof codebookOf>>[number]

/** One code. Throws NotFound when the codebook has none by that id. */
export function codeWith(db: Db, seat: Seat, id: string): Promise<Code> {
  return codebook(db, seat)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such code'))
}

function codebook(db: Db, seat: Seat) {
  return db
    .selectFrom('codebook')
    .select(['id', 'kind', 'place', 'name', 'explanation', 'position', 'version'])
    .where('study_id', '=', seat.studyId)
}

/** Which codes stand under which: `{ code_id, parent_id }`. */
export function edgesOf(db: Db, seat: Seat): Promise<Edge[]> {
  return db
    .selectFrom('code_parents')
    .select(['code_id', 'parent_id'])
    .where('study_id', '=', seat.studyId)
    .orderBy('code_id')
    .orderBy('parent_id')
    .execute()
}

/** How many quotations in sight each code has, by its id. */
export async function quotationsPerCode(db: Db, seat: Seat): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('codings_for_researchers')
    .select(['code_id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .groupBy('code_id')
    .execute()
  return new Map(rows.map(({ code_id, count }) => [code_id, Number(count)]))
}

/** Of how many people the quotations in sight of each code are, by its id. What is nobody's own counts for no person. */
export async function peoplePerCode(db: Db, seat: Seat): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('codings_for_researchers as coding')
    .innerJoin('quotations_for_researchers as quotation', (join) =>
      join
        .onRef('quotation.study_id', '=', 'coding.study_id')
        .onRef('quotation.id', '=', 'coding.quotation_id'),
    )
    .select(['coding.code_id', (row) => row.fn.count('quotation.person_id').distinct().as('count')])
    .where('coding.study_id', '=', seat.studyId)
    .groupBy('coding.code_id')
    .execute()
  return new Map(rows.map(({ code_id, count }) => [code_id, Number(count)]))
}

/** Makes a code. Undefined when there is one of that name. Throws Conflict for a place that cannot be. */
export async function insertCode(tx: Tx, seat: Seat, { name, explanation, parents }: CodeInput) {
  if (codeNamed(await codebook(tx, seat).execute(), name)) return undefined
  const id = newId()
  await tx
    .insertInto('codes')
    .values({
      ...{ id, study_id: seat.studyId, name, explanation, made_at: seat.at, version: 1 },
      ...{ element_id: null, category_id: null },
    })
    .execute()
  await setParents(tx, seat, id, parents)
  return { id }
}

/**
 * Changes a code that the team made. Undefined when another has that name. Throws Conflict when it was changed
 * meanwhile.
 */
export async function updateCode(tx: Tx, seat: Seat, id: string, version: number, input: CodeInput) {
  const { name, explanation, parents } = input
  const others = (await codebook(tx, seat).execute()).filter((code) => code.id !== id)
  if (codeNamed(others, name)) return undefined
  const changed = await tx
    .updateTable('codes')
    .set({ name, explanation, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('name', 'is not', null)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw new Conflict('the code was changed meanwhile')
  await setParents(tx, seat, id, parents)
  return { id, fields: ['name', 'explanation', 'parents'] }
}

async function setParents(tx: Tx, seat: Seat, id: string, parents: readonly string[]) {
  const others = (await edgesOf(tx, seat)).filter(({ code_id }) => code_id !== id)
  if (makesCycle(others, id, parents)) throw new Conflict('a code does not stand under itself')
  await tx.deleteFrom('code_parents').where('study_id', '=', seat.studyId).where('code_id', '=', id).execute()
  for (const parent_id of new Set(parents)) {
    await readyCode(tx, seat, parent_id)
    await tx.insertInto('code_parents').values({ study_id: seat.studyId, code_id: id, parent_id }).execute()
  }
}

/** What hangs on a code, in sight or not: how many quotations bear it, and how many codes stand under it. */
export async function hangingOn(db: Db, seat: Seat, id: string) {
  const { quotations } = await db
    .selectFrom('codings')
    .select((row) => row.fn.countAll().as('quotations'))
    .where('study_id', '=', seat.studyId)
    .where('code_id', '=', id)
    .executeTakeFirstOrThrow()
  const { codes } = await db
    .selectFrom('code_parents')
    .select((row) => row.fn.countAll().as('codes'))
    .where('study_id', '=', seat.studyId)
    .where('parent_id', '=', id)
    .executeTakeFirstOrThrow()
  return { quotations: Number(quotations), codes: Number(codes) }
}

/** Removes a code that the team made. Its quotations stay, without it; what stood under it stands by itself. */
export async function deleteCode(tx: Tx, seat: Seat, id: string) {
  await tx.deleteFrom('codings').where('study_id', '=', seat.studyId).where('code_id', '=', id).execute()
  await tx
    .deleteFrom('code_parents')
    .where('study_id', '=', seat.studyId)
    .where('parent_id', '=', id)
    .execute()
  return tx
    .deleteFrom('codes')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('name', 'is not', null)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such code of the team'))
}

/** Puts all quotations of a code under another, each with who coded it and when, and removes the first. */
export async function mergeCode(tx: Tx, seat: Seat, id: string, into: string) {
  if (id === into) throw new NotFound('a code is not merged with itself')
  await readyCode(tx, seat, into)
  const codings = await tx
    .selectFrom('codings')
    .selectAll()
    .where('study_id', '=', seat.studyId)
    .where('code_id', '=', id)
    .execute()
  for (const coding of codings) {
    await tx
      .insertInto('codings')
      .values({ ...coding, code_id: into })
      .onConflict((row) => row.columns(['quotation_id', 'code_id']).doNothing())
      .execute()
  }
  await deleteCode(tx, seat, id)
  return { id: into, ids: [id, into], fields: ['codings'] }
}

/** Sees to it that a code can be pointed to: a side or a category gets its row when it is first used. */
async function readyCode(tx: Tx, seat: Seat, id: string): Promise<void> {
  const { kind } = await codeWith(tx, seat, id)
  if (kind === 'free') return
  await tx
    .insertInto('codes')
    .values({
      ...{ id, study_id: seat.studyId, name: null, explanation: '', made_at: seat.at, version: 1 },
      element_id: kind === 'element' ? id : null,
      category_id: kind === 'category' ? id : null,
    })
    .onConflict((row) => row.column('id').doNothing())
    .execute()
}

/** The quotations of one text, in their order there. */
export function quotationsOfText(db: Db, seat: Seat, materialId: string) {
  return quotations(db, seat)
    .where('quotation.material_id', '=', materialId)
    .orderBy('quotation.start_offset')
    .orderBy('quotation.end_offset', 'desc')
    .execute()
}
export type Quotation = Awaited<ReturnType<typeof quotationsOfText>>[number]

/** The quotations of one code, newest first, a page at a time: those before an id. */
export function quotationsOfCode(db: Db, seat: Seat, codeId: string, before = '', limit = pageSize) {
  return quotations(db, seat)
    .innerJoin('codings_for_researchers as codings', (join) =>
      join
        .onRef('codings.study_id', '=', 'quotation.study_id')
        .onRef('codings.quotation_id', '=', 'quotation.id'),
    )
    .where('codings.code_id', '=', codeId)
    .$if(before !== '', (query) => query.where('quotation.id', '<', before))
    .orderBy('quotation.id', 'desc')
    .limit(limit)
    .execute()
}

/** All quotations of the study, or those that bear one code, by text and place. */
export function allQuotations(db: Db, seat: Seat, codeId = '') {
  return quotations(db, seat)
    .$if(codeId !== '', (query) =>
      query.where('quotation.id', 'in', (row) =>
        row
          .selectFrom('codings_for_researchers as codings')
          .select('codings.quotation_id')
          .where('codings.code_id', '=', codeId),
      ),
    )
    .orderBy('quotation.material_id')
    .orderBy('quotation.start_offset')
    .orderBy('quotation.id')
    .execute()
}

/** One quotation. Throws NotFound when there is none by that id in sight. */
export function quotationWith(db: Db, seat: Seat, id: string): Promise<Quotation> {
  return quotations(db, seat)
    .where('quotation.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such quotation'))
}

/** Some quotations, by their ids. */
export function quotationsAmong(db: Db, seat: Seat, ids: readonly string[]): Promise<Quotation[]> {
  return quotations(db, seat)
    .where('quotation.id', 'in', ['', ...ids])
    .execute()
}

/** What the team asks the person in this seat about, in the order of asking. */
export function ownQuotationsOf(db: Db, seat: Seat) {
  return askedQuotationsOf(db, seat, seat.personId)
}

/** The same of one person. */
export function askedQuotationsOf(db: Db, seat: Seat, personId: string) {
  return quotations(db, seat)
    .where('quotation.person_id', '=', personId)
    .where('quotation.wished_at', 'is not', null)
    .orderBy('quotation.wished_at')
    .orderBy('quotation.id')
    .execute()
}

function quotations(db: Db, seat: Seat) {
  return db
    .selectFrom('quotations_for_researchers as quotation')
    .leftJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'quotation.study_id')
        .onRef('participants.person_id', '=', 'quotation.person_id'),
    )
    .selectAll('quotation')
    .select('participants.number')
    .where('quotation.study_id', '=', seat.studyId)
    .$if(seat.scope === 'own', (query) => query.where('quotation.person_id', '=', seat.personId))
}

/** Which codes quotations bear, by whom and when: those of the quotations with these ids. */
export function codingsOf(db: Db, seat: Seat, ids: readonly string[]) {
  return codings(db, seat)
    .where('coding.quotation_id', 'in', ids.length > 0 ? ids : [''])
    .execute()
}
export type Coding = Awaited<ReturnType<typeof codingsOf>>[number]

/** The same of all quotations of one text: asked by the text, since a text may have thousands. */
export function codingsOfText(db: Db, seat: Seat, materialId: string): Promise<Coding[]> {
  return codings(db, seat)
    .innerJoin('quotations_for_researchers as quotations', (join) =>
      join
        .onRef('quotations.study_id', '=', 'coding.study_id')
        .onRef('quotations.id', '=', 'coding.quotation_id'),
    )
    .where('quotations.material_id', '=', materialId)
    .execute()
}

/** The same of all quotations of the study. */
export function allCodings(db: Db, seat: Seat): Promise<Coding[]> {
  return codings(db, seat).execute()
}

function codings(db: Db, seat: Seat) {
  return db
    .selectFrom('codings_for_researchers as coding')
    .innerJoin('codebook as code', (join) =>
      join.onRef('code.study_id', '=', 'coding.study_id').onRef('code.id', '=', 'coding.code_id'),
    )
    .innerJoin('people as coder', (join) =>
      join.onRef('coder.study_id', '=', 'coding.study_id').onRef('coder.id', '=', 'coding.coder_id'),
    )
    .select(['coding.quotation_id', 'coding.code_id', 'coding.made_at', 'code.name', 'coder.name as coder'])
    .where('coding.study_id', '=', seat.studyId)
    .orderBy('code.place')
    .orderBy('code.name')
    .orderBy('coding.made_at')
}

/** How many quotations the study has, and how many of them bear no code. */
export async function quotationCounts(db: Db, seat: Seat) {
  const { total, coded } = await db
    .selectFrom('quotations_for_researchers as quotation')
    .leftJoin('codings_for_researchers as codings', (join) =>
      join
        .onRef('codings.study_id', '=', 'quotation.study_id')
        .onRef('codings.quotation_id', '=', 'quotation.id'),
    )
    .select((row) => [
      row.fn.count('quotation.id').distinct().as('total'),
      row.fn.count('codings.quotation_id').distinct().as('coded'),
    ])
    .where('quotation.study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return { total: Number(total), uncoded: Number(total) - Number(coded) }
}

/** How many quotations each text has, by its id. */
export async function quotationsPerText(db: Db, seat: Seat): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('quotations_for_researchers')
    .select(['material_id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .groupBy('material_id')
    .execute()
  return new Map(rows.map(({ material_id, count }) => [material_id, Number(count)]))
}

/** How many quotations the team asks the person in this seat about, and how many of them are answered. */
export async function ownQuotationCounts(db: Db, seat: Seat) {
  const { asked, answered } = await db
    .selectFrom('quotations_for_researchers')
    .select((row) => [row.fn.count('wished_at').as('asked'), row.fn.count('answer').as('answered')])
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .executeTakeFirstOrThrow()
  return { asked: Number(asked), answered: Number(answered) }
}

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
  const added = await tx
    .insertInto('quotations')
    .values({
      ...{ id: newId(), study_id: seat.studyId, ...place, words },
      ...{ made_at: seat.at, made_by: seat.personId, wished_at: null, ...unasked, version: 1 },
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

async function codeByName(tx: Tx, seat: Seat, name: string): Promise<string> {
  const known = codeNamed(await codebook(tx, seat).execute(), name)
  const code = known ?? (await insertCode(tx, seat, { name, explanation: '', parents: [] }))
  if (!code) throw new Conflict('somebody made this code meanwhile')
  return code.id
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

/** Says that the team wants to use a quotation, so that its person is asked, or that it does not any more. */
export async function setWish(tx: Tx, seat: Seat, id: string, wished: boolean) {
  const { person_id } = await quotationWith(tx, seat, id)
  if (person_id === null) throw new NotFound('nobody to ask')
  const columns = wished ? { wished_at: seat.at } : { wished_at: null, ...unasked }
  await notingTaken(tx, seat, { ids: [id] }, 'question', () => setColumns(tx, seat, id, columns))
  return { id, fields: Object.keys(columns) }
}

const unasked = { answer: null, rung: 'researchers', remark: '', with_name: 0 } as const

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

/** What of this step rests on things of earlier ones. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (ids.length === 0) return new Map()
  const base = `/studies/${seat.studyId}/coding`
  if (kind === 'element' || kind === 'category') {
    const href = (id: string) => `${base}/codes/${id}`
    return together(
      entriesOf(await childrenOf(db, seat, ids), 'codes', href),
      entriesOf(await codedWith(db, seat, ids), 'quotations', href),
    )
  }
  const column = columns[kind]
  if (!column) return new Map()
  const rows = await db
    .selectFrom('quotations_for_researchers')
    .select([`${column} as id`, (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where(column, 'in', ids)
    .groupBy(column)
    .execute()
  const href = (id: string) => (kind === 'material' ? `${base}/materials/${id}` : base)
  return entriesOf(rows, 'quotations', href)
}

const columns: Partial<Record<TrailKind, 'photo_id' | 'person_id' | 'material_id'>> = {
  photo: 'photo_id',
  participant: 'person_id',
  material: 'material_id',
}

/** Counts what is out of sight too: a side that it rests on cannot go. */
function codedWith(db: Db, seat: Seat, ids: readonly string[]) {
  return db
    .selectFrom('codings')
    .select(['code_id as id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('code_id', 'in', ids)
    .groupBy('code_id')
    .execute()
}

function childrenOf(db: Db, seat: Seat, ids: readonly string[]) {
  return db
    .selectFrom('code_parents')
    .select(['parent_id as id', (row) => row.fn.countAll().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('parent_id', 'in', ids)
    .groupBy('parent_id')
    .execute()
}
