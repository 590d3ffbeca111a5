import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** Whether a person had a talk. One that is planned was not held, also when its day is past. */
export async function hadTalk(db: Db, { studyId }: Seat, personId: string): Promise<boolean> {
  const held = await db
    .selectFrom('first_talks')
    .select('person_id')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('is_held', '=', 1)
    .executeTakeFirst()
  return held !== undefined
}
