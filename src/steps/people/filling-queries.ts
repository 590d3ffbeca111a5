import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import { filledIn, fillingOf } from './colleague-rules.ts'
import { colleaguesOf } from './listed-queries.ts'
import { addressesOf } from './queries.ts'

/**
 * Takes over from the list of names what is not known of people who were just added and are on it. Gives who they are,
 * each with what that was. What was said of them by hand stays, and nobody gets an address that another has.
 */
export async function fillFromList(
  tx: Tx,
  seat: Seat,
  ids: readonly string[],
): Promise<{ id: string; filled: string[] }[]> {
  const added = new Set(ids)
  const listed = (await colleaguesOf(tx, seat)).filter(({ person_id }) => added.has(person_id ?? ''))
  if (listed.length === 0) return []
  const people = await heldOf(tx, seat, ids)
  const addresses = new Set(await addressesOf(tx, seat))
  const all: { id: string; filled: string[] }[] = []
  for (const { person_id, ...one } of listed) {
    const held = people.find(({ id }) => id === person_id)
    if (!held) continue
    const email = one.email !== null && addresses.has(one.email) ? null : one.email
    const filling = fillingOf(held, { ...one, email })
    const filled = filledIn(filling)
    if (filled.length === 0) continue
    await tx
      .updateTable('participants')
      .set({
        organisation_id: filling.organisation_id ?? held.organisation_id,
        team_id: filling.team_id ?? held.team_id,
      })
      .where('study_id', '=', seat.studyId)
      .where('person_id', '=', held.id)
      .execute()
    if (filling.email !== null) {
      addresses.add(filling.email)
      await tx
        .updateTable('people')
        .set({ email: filling.email })
        .where('study_id', '=', seat.studyId)
        .where('id', '=', held.id)
        .execute()
    }
    for (const [trait_id, value_id] of filling.values)
      await tx
        .insertInto('participant_values')
        .values({ study_id: seat.studyId, person_id: held.id, trait_id, value_id })
        .execute()
    all.push({ id: held.id, filled })
  }
  return all
}

/** What is known of some participants beside the name. */
async function heldOf(tx: Tx, { studyId }: Seat, ids: readonly string[]) {
  const people = await tx
    .selectFrom('participants')
    .innerJoin('people', (join) =>
      join
        .onRef('people.study_id', '=', 'participants.study_id')
        .onRef('people.id', '=', 'participants.person_id'),
    )
    .select(['people.id', 'people.email', 'participants.organisation_id', 'participants.team_id'])
    .where('participants.study_id', '=', studyId)
    .where('participants.person_id', 'in', ids)
    .execute()
  const values = await tx
    .selectFrom('participant_values')
    .select(['person_id', 'trait_id', 'value_id'])
    .where('study_id', '=', studyId)
    .where('person_id', 'in', ids)
    .execute()
  return people.map((one) => ({
    ...one,
    values: new Map(
      values
        .filter(({ person_id }) => person_id === one.id)
        .map(({ trait_id, value_id }) => [trait_id, value_id]),
    ),
  }))
}
