import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** Whether a person had a talk by a day (YYYY-MM-DD). One that is planned was not held. */
export async function hadTalk(db: Db, { studyId }: Seat, personId: string, day: string): Promise<boolean> {
  const held = await db
    .selectFrom('first_talks')
    .select('person_id')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .where('talk_on', '<=', day)
    .executeTakeFirst()
  return held !== undefined
}
