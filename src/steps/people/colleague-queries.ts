import type { Seat } from '../../access/seat.ts'
import { newRandomId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Language } from '../../method/languages.ts'
import { changedBy, matcherIn, type Answers, type Line } from './colleague-rules.ts'
import { colleaguesOf, tie, tieParticipants } from './listed-queries.ts'
import { isGone, setSampleFacts } from './plan-queries.ts'
import { insertParticipants } from './queries.ts'

/** Why the study holds a list of names; undefined when it holds none. */
export async function nameListOf(db: Db, seat: Seat) {
  return db
    .selectFrom('name_lists')
    .select(['reason', 'made_at'])
    .where('study_id', '=', seat.studyId)
    .executeTakeFirst()
}

/** Says why the study holds a list of names, or says it otherwise. */
export async function setReason(tx: Tx, seat: Seat, reason: string) {
  await tx
    .insertInto('name_lists')
    .values({ study_id: seat.studyId, reason, made_at: seat.at, made_by: seat.personId })
    .onConflict((conflict) => conflict.column('study_id').doUpdateSet({ reason }))
    .execute()
  return { id: seat.studyId, fields: ['reason'] }
}

/** Removes the list of names with all that was drawn from it. Who is asked already stays on the list of people. */
export async function deleteNameList(tx: Tx, seat: Seat) {
  await tx.deleteFrom('name_lists').where('study_id', '=', seat.studyId).execute()
  return { id: seat.studyId }
}

/**
 * Takes in the lines of a list: who is on it already is changed, nobody is there twice, and who is in no line stays.
 * Throws NotFound where no reason was given to hold a list, Conflict where a line may be about several since it was read.
 */
export async function takeInColleagues(tx: Tx, seat: Seat, lines: readonly Line[], answers: Answers) {
  if (!(await nameListOf(tx, seat))) throw new NotFound('no list of names is held')
  const match = matcherIn(await colleaguesOf(tx, seat), lines, answers)
  const own = { study_id: seat.studyId }
  const people = lines.map((line) => {
    const { before, isOpen } = match(line)
    if (before === 'several' || isOpen) throw new Conflict('the list changed meanwhile')
    const { values, ...row } = changedBy(before, line)
    return { id: before?.id ?? newRandomId(), isNew: before === undefined, row, values }
  })
  for (const { id, row } of people.filter(({ isNew }) => !isNew)) {
    await tx
      .updateTable('colleagues')
      .set(row)
      .where('study_id', '=', seat.studyId)
      .where('id', '=', id)
      .execute()
  }
  const added = people.filter(({ isNew }) => isNew).map(({ id, row }) => ({ ...own, id, ...row }))
  for (const rows of inParts(added)) await tx.insertInto('colleagues').values(rows).execute()
  for (const part of inParts(people)) {
    await tx
      .deleteFrom('colleague_values')
      .where('study_id', '=', seat.studyId)
      .where(
        'colleague_id',
        'in',
        part.map(({ id }) => id),
      )
      .execute()
    const rows = part.flatMap(({ id, values }) =>
      [...values].map(([trait_id, value_id]) => ({ ...own, colleague_id: id, trait_id, value_id })),
    )
    if (rows.length > 0) await tx.insertInto('colleague_values').values(rows).execute()
  }
  await tieParticipants(tx, seat)
  return { id: seat.studyId, fields: ['colleagues'] }
}

/** Rows in parts that a statement can hold: PostgreSQL takes 65,535 values at once, SQLite 32,766. */
export function inParts<Row>(rows: readonly Row[], size = 500): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, part) =>
    rows.slice(part * size, (part + 1) * size),
  )
}

/** Takes one person from the list of names. Throws NotFound when nobody there has that id. */
export function deleteColleague(tx: Tx, seat: Seat, id: string) {
  return tx
    .deleteFrom('colleagues')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('nobody of that id'))
}

/** Takes whoever is asked as this participant from the list of names. */
export async function deleteColleagueOf(tx: Tx, seat: Seat, personId: string): Promise<void> {
  await tx
    .deleteFrom('colleagues')
    .where('study_id', '=', seat.studyId)
    .where(
      'id',
      'in',
      tx
        .selectFrom('asked_colleagues')
        .select('colleague_id')
        .where('study_id', '=', seat.studyId)
        .where('person_id', '=', personId),
    )
    .execute()
}

/**
 * Puts people of the list of names on the list of those who are asked, with what the sample counts of them. Who is there
 * already is left. In whose place (`replaces`) is for one of them alone. Undefined when nobody else is left, or `replaces`
 * has no place to take. Throws Conflict when somebody there has an address of theirs.
 */
export async function askColleagues(
  tx: Tx,
  seat: Seat,
  ids: readonly string[],
  { language, replaces, random }: { language: Language; replaces: string | null; random: () => number },
) {
  const all = await colleaguesOf(tx, seat)
  const chosen = all.filter(({ id, person_id }) => ids.includes(id) && person_id === null)
  if (chosen.length === 0 || !(await isGone(tx, seat, replaces))) return undefined
  const people = chosen.map(({ name, email, organisation_id, team_id }) => ({
    ...{ name, email, organisation_id, team_id },
    language,
  }))
  const added = await insertParticipants(tx, seat, people, random)
  for (const [place, { id, values }] of chosen.entries()) {
    const person_id = added.ids[place] ?? ''
    await tie(tx, seat, id, person_id)
    const facts = { volunteered: false, replaces, team_since: null, values: new Map(values) }
    await setSampleFacts(tx, seat, person_id, facts)
  }
  return added
}
