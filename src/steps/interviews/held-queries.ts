import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** The day on which each participant had a first talk, by person: who really took part. */
export async function daysOfTalks(db: Db, seat: Seat): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('interviews_for_researchers')
    .select(['person_id', (row) => row.fn.min<string>('held_on').as('held_on')])
    .where('study_id', '=', seat.studyId)
    .where('state', '<>', 'planned')
    .where('held_on', 'is not', null)
    .groupBy('person_id')
    .execute()
  return new Map(rows.map(({ person_id, held_on }) => [person_id, held_on]))
}
