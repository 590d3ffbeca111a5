import { needInView, versionOf } from '../../access/in-view.ts'
import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { plain } from '../../method/plain.ts'
import type { Translate } from '../../text/text.ts'
import { insertItem, organisationsOf, teamsOf } from '../study/queries.ts'
import type { NewNames } from './cross-table-input.ts'
import type { NewTrait, TraitChange } from './network-input.ts'
import {
  endedBefore,
  type Count,
  type CountTable,
  type EndedTeam,
  type Named,
  type Trait,
} from './network-rules.ts'

/** The network in counts: its organisations, its traits, and a table by team and one by each trait. */
export type Network = {
  organisations: Named[]
  traits: Trait[]
  teams: CountTable
  tables: CountTable[]
  /** The teams that are no more: they keep their column, and who was counted in it. */
  ended: EndedTeam[]
}

/** Adds organisations and teams by the names that a pasted table has for its rows and columns. */
export async function insertNames(tx: Tx, seat: Seat, { rows, columns }: NewNames) {
  const ids: string[] = []
  for (const name of rows) {
    const added = await insertItem(tx, seat, 'organisations', { name, explanation: '' })
    if (added) ids.push(added.id)
  }
  for (const name of columns) {
    const team = { name, begins_on: null, ends_on: null, successor_id: null }
    const added = await insertItem(tx, seat, 'teams', team)
    if (added) ids.push(added.id)
  }
  return ids.length === 0 ? undefined : { id: seat.studyId, ids, fields: ['organisations', 'teams'] }
}

/** The traits of a study with their values, in their order. */
export async function traitsOf(db: Db, seat: Seat): Promise<Trait[]> {
  const traits = await db
    .selectFrom('traits')
    .select(['id', 'name', 'is_mirrored'])
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const values = await db
    .selectFrom('trait_values')
    .select(['id', 'name', 'trait_id'])
    .where('study_id', '=', seat.studyId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return traits.map((trait) => ({
    ...trait,
    values: values.filter(({ trait_id }) => trait_id === trait.id).map(({ id, name }) => ({ id, name })),
  }))
}

/** One trait. Throws NotFound when the study has none by that id. */
export async function traitWith(db: Db, seat: Seat, id: string): Promise<Trait> {
  const trait = (await traitsOf(db, seat)).find((one) => one.id === id)
  if (!trait) throw new NotFound('no such trait')
  return trait
}

/**
 * The network in counts, with its tables named in the visitor's language. What a list of names says of teams or of a
 * trait counts from there; the rest as it was typed.
 */
export async function networkOf(db: Db, seat: Seat, t: Translate): Promise<Network> {
  const [organisations, teams, traits] = [
    await organisationsOf(db, seat),
    await teamsOf(db, seat),
    await traitsOf(db, seat),
  ]
  const rows = await db
    .selectFrom('network_counts')
    .select(['organisation_id', 'team_id', 'trait_id', 'value_id', 'people'])
    .where('study_id', '=', seat.studyId)
    .orderBy('id')
    .execute()
  const listed = await countsInList(db, seat)
  const countsOf = (trait: string | null): Pick<CountTable, 'counts' | 'isFromList'> => {
    const fromList = listed.filter(({ trait_id }) => trait_id === trait)
    const counts = (fromList.length > 0 ? fromList : rows.filter(({ trait_id }) => trait_id === trait)).map(
      ({ organisation_id, team_id, value_id, people }) => ({
        organisation_id,
        column: trait === null ? team_id : value_id,
        people,
      }),
    )
    return { counts, isFromList: fromList.length > 0 }
  }
  return {
    organisations: organisations.map(({ id, name }) => ({ id, name })),
    traits,
    teams: {
      id: 'teams',
      name: t('people.team'),
      columns: [...teams.map(({ id, name }) => ({ id, name })), { id: null, name: t('network.noTeam') }],
      ...countsOf(null),
    },
    tables: traits.map(({ id, name, values }) => ({ id, name, columns: values, ...countsOf(id) })),
    ended: endedBefore(teams, t.day(seat.at)),
  }
}

/** The list of names in counts: by organisation and team, and by organisation and value of each trait. */
async function countsInList(db: Db, { studyId }: Seat) {
  const teams = await db
    .selectFrom('colleagues')
    .select(['organisation_id', 'team_id'])
    .select((row) => row.fn.countAll<number | string>().as('people'))
    .where('study_id', '=', studyId)
    .groupBy(['organisation_id', 'team_id'])
    .execute()
  const values = await db
    .selectFrom('colleagues')
    .innerJoin('colleague_values as value', (join) =>
      join
        .onRef('value.study_id', '=', 'colleagues.study_id')
        .onRef('value.colleague_id', '=', 'colleagues.id'),
    )
    .select(['colleagues.organisation_id', 'value.trait_id', 'value.value_id'])
    .select((row) => row.fn.countAll<number | string>().as('people'))
    .where('colleagues.study_id', '=', studyId)
    .groupBy(['colleagues.organisation_id', 'value.trait_id', 'value.value_id'])
    .execute()
  return [
    ...teams.map((row) => ({ ...row, trait_id: null, value_id: null, people: Number(row.people) })),
    ...values.map((row) => ({ ...row, team_id: null, people: Number(row.people) })),
  ]
}

/** The version of a table's counts, as they are in view. */
export function versionOfCounts(counts: readonly Count[]): string {
  return versionOf(byCell(counts))
}

function byCell(counts: readonly Count[]): Record<string, number> {
  return Object.fromEntries(
    counts.map(({ organisation_id, column, people }) => [`${organisation_id}.${column}`, people]),
  )
}

/** Puts counts in the place of those of a table. Throws Conflict when somebody else did since the visitor read them. */
export async function setCounts(
  tx: Tx,
  seat: Seat,
  { id, version, now }: { id: string; version: string; now: readonly Count[] },
  counts: readonly Count[],
) {
  needInView(byCell(now), version)
  const trait_id = id === 'teams' ? null : id
  await tx
    .deleteFrom('network_counts')
    .where('study_id', '=', seat.studyId)
    .where('trait_id', trait_id === null ? 'is' : '=', trait_id)
    .execute()
  const rows = counts
    .filter(({ people }) => people > 0)
    .map(({ organisation_id, column, people }) => ({
      ...{ id: newId(), study_id: seat.studyId, organisation_id, trait_id, people },
      ...(trait_id === null ? { team_id: column, value_id: null } : { team_id: null, value_id: column }),
    }))
  if (rows.length > 0) await tx.insertInto('network_counts').values(rows).execute()
  return { id: seat.studyId, fields: ['network_counts'] }
}

/** Whether a study has a trait of that name, but for one: capitals and accents make no other name. */
export async function isTraitNamed(db: Db, seat: Seat, name: string, but?: string): Promise<boolean> {
  return (await traitsOf(db, seat)).some((trait) => trait.id !== but && plain(trait.name) === plain(name))
}

/** Adds a trait at the end. Undefined when there is one by that name. */
export async function insertTrait(tx: Tx, seat: Seat, { name, values }: NewTrait) {
  if (await isTraitNamed(tx, seat, name)) return undefined
  const { last } = await tx
    .selectFrom('traits')
    .select((row) => row.fn.max<number | null>('position').as('last'))
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  const added = await tx
    .insertInto('traits')
    .values({ id: newId(), study_id: seat.studyId, name, position: (last ?? -1) + 1, is_mirrored: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) await insertValues(tx, seat, added.id, values, 0)
  return added
}

/**
 * Changes a trait: its name, the names of its values, those that are left out and those that are new. Throws NotFound
 * when the study has none by that id, Conflict when somebody else changed it; the database refuses a name that is
 * taken, and that a value goes which somebody has.
 */
export async function updateTrait(tx: Tx, seat: Seat, id: string, version: string, change: TraitChange) {
  const trait = await traitWith(tx, seat, id)
  needInView({ ...trait, values: JSON.stringify(trait.values) }, version)
  await tx
    .updateTable('traits')
    .set({ name: change.name })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  const mine = () =>
    tx.selectFrom('trait_values').select('id').where('study_id', '=', seat.studyId).where('trait_id', '=', id)
  const gone = trait.values.filter((value) => change.names.get(value.id) === '').map((value) => value.id)
  if (gone.length > 0)
    await tx.deleteFrom('trait_values').where('id', 'in', gone).where('id', 'in', mine()).execute()
  for (const [value, name] of change.names) {
    if (name === '') continue
    await tx
      .updateTable('trait_values')
      .set({ name })
      .where('id', '=', value)
      .where('id', 'in', mine())
      .execute()
  }
  await insertValues(tx, seat, id, change.added, trait.values.length)
  return { id, fields: ['name', 'trait_values'] }
}

/** Removes a trait with its values. The database refuses it where somebody has one. */
export function deleteTrait(tx: Tx, seat: Seat, id: string) {
  return tx
    .deleteFrom('traits')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such trait'))
}

async function insertValues(tx: Tx, seat: Seat, trait_id: string, names: readonly string[], from: number) {
  const rows = names.map((name, place) => ({
    ...{ id: newId(), study_id: seat.studyId, trait_id, name, position: from + place },
  }))
  if (rows.length > 0) await tx.insertInto('trait_values').values(rows).execute()
}
