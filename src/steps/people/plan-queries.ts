import type { Seat } from '../../access/seat.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import type { Plan, SampleFacts } from './network-input.ts'
import type { FormerTeam } from './move-rules.ts'
import { goneFrom } from './plan-rules.ts'

/** How the sample is planned; before anybody did, nobody is asked and everything is mirrored. */
export async function planOf(db: Db, seat: Seat): Promise<Omit<Schema['sample_plans'], 'study_id'>> {
  const plan = await db
    .selectFrom('sample_plans')
    .select(['size', 'by_organisation', 'by_team', 'two_each', 'version'])
    .where('study_id', '=', seat.studyId)
    .executeTakeFirst()
  return plan ?? { size: 0, by_organisation: 1, by_team: 1, two_each: 1, version: 0 }
}

/** Keeps the plan, and which traits it mirrors. Throws Conflict when somebody else changed it since it was read. */
export async function setPlan(tx: Tx, seat: Seat, plan: Plan, traits: readonly string[]) {
  const columns = {
    size: plan.size,
    by_organisation: plan.organisation ? 1 : 0,
    by_team: plan.team ? 1 : 0,
    two_each: plan.two_each ? 1 : 0,
    version: plan.version + 1,
  } as const
  if (plan.version === 0) {
    const added = await tx
      .insertInto('sample_plans')
      .values({ study_id: seat.studyId, ...columns })
      .onConflict((conflict) => conflict.doNothing())
      .returning('study_id')
      .executeTakeFirst()
    if (!added) throw new Conflict('somebody else planned first')
  } else {
    const changed = await tx
      .updateTable('sample_plans')
      .set(columns)
      .where('study_id', '=', seat.studyId)
      .where('version', '=', plan.version)
      .returning('study_id')
      .executeTakeFirst()
    if (!changed) throw new Conflict('the plan was changed meanwhile')
  }
  await tx
    .updateTable('traits')
    .set(
      (row) =>
        ({
          is_mirrored: row
            .case()
            .when('id', 'in', traits.length > 0 ? [...traits] : [''])
            .then(1)
            .else(0)
            .end(),
        }) as never,
    )
    .where('study_id', '=', seat.studyId)
    .execute()
  return { id: seat.studyId, fields: Object.keys(columns) }
}

/** A participant as the sample counts: by values of what is mirrored, and how far this person is. */
export type Member = {
  id: string
  number: number
  organisation_id: string | null
  team_id: string | null
  values: string[]
  takes_part: 0 | 1 | null
  replaces: string | null
  isReplaced: boolean
  volunteered: boolean
}

/** Everybody who was put on the list, with what the sample counts them by. */
export async function membersOf(db: Db, seat: Seat): Promise<Member[]> {
  const rows = await db
    .selectFrom('participants')
    .leftJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'participants.study_id')
        .onRef('consents.person_id', '=', 'participants.person_id'),
    )
    .leftJoin('volunteers', (join) =>
      join
        .onRef('volunteers.study_id', '=', 'participants.study_id')
        .onRef('volunteers.person_id', '=', 'participants.person_id'),
    )
    .leftJoin('replacements', (join) =>
      join
        .onRef('replacements.study_id', '=', 'participants.study_id')
        .onRef('replacements.person_id', '=', 'participants.person_id'),
    )
    .select(['participants.person_id as id', 'participants.number', 'participants.organisation_id'])
    .select(['participants.team_id', 'consents.takes_part', 'replacements.replaced_id as replaces'])
    .select('volunteers.person_id as volunteer')
    .where('participants.study_id', '=', seat.studyId)
    .orderBy('participants.number')
    .execute()
  const values = await db
    .selectFrom('participant_values')
    .select(['person_id', 'value_id'])
    .where('study_id', '=', seat.studyId)
    .execute()
  const replaced = new Set(rows.map(({ replaces }) => replaces))
  return rows.map(({ volunteer, ...row }) => ({
    ...row,
    values: values.filter(({ person_id }) => person_id === row.id).map(({ value_id }) => value_id),
    isReplaced: replaced.has(row.id),
    volunteered: volunteer !== null,
  }))
}

/** What the sample counts of one participant, as it is stored. */
export async function sampleFactsOf(db: Db, seat: Seat, id: string) {
  const own = await db
    .selectFrom('participant_values')
    .select(['trait_id', 'value_id'])
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .execute()
  const volunteer = await db
    .selectFrom('volunteers')
    .select('person_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .executeTakeFirst()
  const replacement = await db
    .selectFrom('replacements')
    .select('replaced_id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .executeTakeFirst()
  return {
    volunteered: volunteer !== undefined,
    replaces: replacement?.replaced_id ?? null,
    values: new Map(own.map(({ trait_id, value_id }) => [trait_id, value_id])),
  }
}

/** Who said no or stopped and has nobody in their place yet, or has this person. */
export async function replaceable(db: Db, seat: Seat, by: string | undefined) {
  const members = await membersOf(db, seat)
  const replaced = members.find(({ id }) => id === by)?.replaces
  const gone = new Set(goneFrom(members))
  return members
    .filter((member) => gone.has(member) || member.id === replaced)
    .filter(({ id }) => id !== by)
    .map(({ id, number }) => ({ id, number }))
}

/** Whether this is one who said no or stopped and has nobody in their place, or nobody (null). */
export async function isGone(db: Db, seat: Seat, id: string | null): Promise<boolean> {
  return id === null || (await replaceable(db, seat, undefined)).some((gone) => gone.id === id)
}

/**
 * Whether somebody (`by`, undefined who is new) can come in the place of a person: nobody comes in their own, and in
 * each comes one. A person whom the study does not have is for the database to refuse.
 */
export async function isReplaceable(db: Db, seat: Seat, id: string | null, by: string | undefined) {
  if (id === null) return true
  if (id === by) return false
  const other = await db
    .selectFrom('replacements')
    .select('person_id')
    .where('study_id', '=', seat.studyId)
    .where('replaced_id', '=', id)
    .executeTakeFirst()
  return other === undefined || other.person_id === by
}

/** Keeps what the sample counts of a participant. The database refuses values and people of another study. */
export async function setSampleFacts(tx: Tx, seat: Seat, id: string, facts: SampleFacts): Promise<void> {
  const own = { study_id: seat.studyId, person_id: id }
  for (const table of ['participant_values', 'volunteers', 'replacements'] as const) {
    await tx.deleteFrom(table).where('study_id', '=', seat.studyId).where('person_id', '=', id).execute()
  }
  for (const [trait_id, value_id] of facts.values) {
    if (value_id !== null)
      await tx
        .insertInto('participant_values')
        .values({ ...own, trait_id, value_id })
        .execute()
  }
  if (facts.volunteered) await tx.insertInto('volunteers').values(own).execute()
  if (facts.replaces !== null) {
    await tx
      .insertInto('replacements')
      .values({ ...own, replaced_id: facts.replaces })
      .execute()
  }
}

/** Keeps in which teams somebody was before, in place of what was kept. */
export async function setFormerTeams(
  tx: Tx,
  seat: Seat,
  id: string,
  former: readonly FormerTeam[],
): Promise<void> {
  const own = { study_id: seat.studyId, person_id: id }
  await tx
    .deleteFrom('former_teams')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', id)
    .execute()
  for (const { team_id, until_on } of former)
    await tx
      .insertInto('former_teams')
      .values({ ...own, team_id, until_on })
      .execute()
}

/** In which teams people were before, by person, each until a day; the earliest first. */
export async function formerTeams(db: Db, seat: Seat) {
  return db
    .selectFrom('former_teams')
    .leftJoin('teams', (join) =>
      join
        .onRef('teams.study_id', '=', 'former_teams.study_id')
        .onRef('teams.id', '=', 'former_teams.team_id'),
    )
    .select(['former_teams.person_id', 'former_teams.team_id', 'former_teams.until_on', 'teams.name'])
    .where('former_teams.study_id', '=', seat.studyId)
    .orderBy('former_teams.until_on')
    .execute()
}
