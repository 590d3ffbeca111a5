import { lasting } from '../../access/lasting.ts'
import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** Why nobody comes in by the links that somebody has: they were ended, or not used for too long. */
export type LostWay = 'ended' | 'expired'

/** Those to whom the team shut the way in: nothing that is done for many opens it again. */
export async function shutOut(db: Db, { studyId }: Seat): Promise<Set<string>> {
  const rows = await db
    .selectFrom('revoked_seats')
    .select('person_id')
    .where('study_id', '=', studyId)
    .where('role', '=', 'participant')
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** Who had a link or a card of which none works any more, with why. */
export async function lostWays(db: Db, { studyId, at }: Seat): Promise<Map<string, LostWay>> {
  const rows = await db
    .selectFrom('links')
    .select('person_id')
    .select((row) =>
      row.fn.max(row.case().when('ended_at', 'is', null).then(row.ref('used_at')).end()).as('used_at'),
    )
    .where('study_id', '=', studyId)
    .where('role', '=', 'participant')
    .groupBy('person_id')
    .execute()
  const lost = new Map<string, LostWay>()
  for (const { person_id, used_at } of rows) {
    if (used_at === null) lost.set(person_id, 'ended')
    else if (Date.parse(at) - Date.parse(used_at) > lasting.link) lost.set(person_id, 'expired')
  }
  return lost
}
