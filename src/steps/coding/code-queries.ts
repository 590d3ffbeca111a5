import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { CodeInput } from './input.ts'
import { codeNamed, makesCycle, type Edge } from './rules.ts'

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

/** The code of a name, made where there is none. Throws Conflict when somebody made it meanwhile. */
export async function codeByName(tx: Tx, seat: Seat, name: string): Promise<string> {
  const known = codeNamed(await codebook(tx, seat).execute(), name)
  const code = known ?? (await insertCode(tx, seat, { name, explanation: '', parents: [] }))
  if (!code) throw new Conflict('somebody made this code meanwhile')
  return code.id
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
export async function readyCode(tx: Tx, seat: Seat, id: string): Promise<void> {
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
