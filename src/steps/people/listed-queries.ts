import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { grouped } from '../../method/grouped.ts'
import { finderIn, type Colleague, type Places } from './colleague-rules.ts'

/** Everybody on the list of names, by name, and as whom they are asked. */
export async function colleaguesOf(db: Db, seat: Seat): Promise<Colleague[]> {
  const rows = await db
    .selectFrom('colleagues')
    .leftJoin('asked_colleagues as asked', (join) =>
      join
        .onRef('asked.study_id', '=', 'colleagues.study_id')
        .onRef('asked.colleague_id', '=', 'colleagues.id'),
    )
    .select(['colleagues.id', 'colleagues.name', 'colleagues.email', 'colleagues.organisation_id'])
    .select(['colleagues.team_id', 'asked.person_id'])
    .where('colleagues.study_id', '=', seat.studyId)
    .orderBy('colleagues.name')
    .orderBy('colleagues.id')
    .execute()
  const values = await db
    .selectFrom('colleague_values')
    .select(['colleague_id', 'trait_id', 'value_id'])
    .where('study_id', '=', seat.studyId)
    .execute()
  const byColleague = grouped(values, ({ colleague_id }) => colleague_id)
  return rows.map((row) => ({
    ...row,
    values: new Map((byColleague.get(row.id) ?? []).map(({ trait_id, value_id }) => [trait_id, value_id])),
  }))
}

/**
 * Tells of each participant who that is on the list of names, where that is sure: by address, or by name and
 * organisation. Whoever is asked is not drawn or proposed again, whichever of the two lists came first.
 */
export async function tieParticipants(tx: Tx, seat: Seat): Promise<void> {
  const colleagues = await colleaguesOf(tx, seat)
  if (colleagues.length === 0) return
  const find = finderIn(colleagues.filter(({ person_id }) => person_id === null))
  const tied = new Set(colleagues.map(({ person_id }) => person_id))
  const people = await tx
    .selectFrom('participants')
    .innerJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'participants.study_id')
        .onRef('people.id', '=', 'participants.person_id'),
    )
    .select(['people.id', 'people.name', 'people.email', 'participants.organisation_id'])
    .where('participants.study_id', '=', seat.studyId)
    .execute()
  for (const { id, ...line } of people.filter((one) => !tied.has(one.id))) {
    const found = find({ ...line, values: new Map() })
    if (typeof found === 'object') await tie(tx, seat, found.id, id)
  }
}

/** Keeps that somebody on the list of names is asked as this participant; the first to say so of either stays. */
export async function tie(tx: Tx, seat: Seat, colleague_id: string, person_id: string): Promise<void> {
  await tx
    .insertInto('asked_colleagues')
    .values({ study_id: seat.studyId, colleague_id, person_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Where those who are asked and on the list of names stand, by either; of one participant where that one is named. */
export function placesOf(db: Db, seat: Seat, personId?: string): Promise<Places[]> {
  const all = db
    .selectFrom('asked_colleagues as asked')
    .innerJoin('colleagues', (join) =>
      join
        .onRef('colleagues.study_id', '=', 'asked.study_id')
        .onRef('colleagues.id', '=', 'asked.colleague_id'),
    )
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'asked.study_id')
        .onRef('participants.person_id', '=', 'asked.person_id'),
    )
    .select(['asked.person_id', 'colleagues.organisation_id as listed_organisation'])
    .select(['colleagues.team_id as listed_team', 'participants.organisation_id', 'participants.team_id'])
    .where('asked.study_id', '=', seat.studyId)
  return (personId === undefined ? all : all.where('asked.person_id', '=', personId)).execute()
}
