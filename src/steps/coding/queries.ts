import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { entriesOf, together, type Entries, type TrailKind } from '../../http/trail.ts'

export const pageSize = 50

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

/** All quotations of one person, by text and place. */
export function quotationsOf(db: Db, seat: Seat, personId: string) {
  return quotations(db, seat)
    .where('quotation.person_id', '=', personId)
    .orderBy('quotation.material_id')
    .orderBy('quotation.start_offset')
    .execute()
}

/** What the team asks the person in this seat about, in the order of asking, and of the text where that was at once. */
export function ownQuotationsOf(db: Db, seat: Seat) {
  return askedQuotationsOf(db, seat, seat.personId)
}

/** The same of one person. */
export function askedQuotationsOf(db: Db, seat: Seat, personId: string) {
  return quotations(db, seat)
    .where('quotation.person_id', '=', personId)
    .where('quotation.wished_at', 'is not', null)
    .orderBy('quotation.wished_at')
    .orderBy('quotation.material_id')
    .orderBy('quotation.start_offset')
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
  if (kind === 'interview') return readingsOfTalks(db, seat, ids)
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

/** How much is open of what those of talks read back: nothing too, since more can be asked or opened there. */
async function readingsOfTalks(db: Db, { studyId }: Seat, ids: readonly string[]): Promise<Entries> {
  const rows = await db
    .selectFrom('interviews_for_researchers as talk')
    .innerJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'talk.study_id')
        .onRef('consents.person_id', '=', 'talk.person_id')
        .on('consents.takes_part', '=', 1),
    )
    .leftJoin('asked_things as things', (join) =>
      join.onRef('things.study_id', '=', 'talk.study_id').onRef('things.person_id', '=', 'talk.person_id'),
    )
    .select(['talk.id', 'talk.person_id', 'things.asked', 'things.answered'])
    .where('talk.study_id', '=', studyId)
    .where('talk.id', 'in', ids)
    .execute()
  const counted = rows.map((row) => ({ ...row, count: Number(row.asked ?? 0) - Number(row.answered ?? 0) }))
  return entriesOf(
    counted,
    'reading',
    (_, { person_id }) => `/studies/${studyId}/coding/reading/${person_id}`,
  )
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
