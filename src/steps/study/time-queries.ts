import { needInView } from '../../access/in-view.ts'
import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import type { AskedTime } from '../../method/asked-time.ts'
import { moved } from '../../method/order.ts'

/** What taking part asks of a person, row by row in their order. */
export function timesOf(db: Db, { studyId }: Seat): Promise<AskedTime[]> {
  return db
    .selectFrom('asked_times')
    .select(['what', 'minutes'])
    .where('study_id', '=', studyId)
    .orderBy('position')
    .execute()
}

/** Changes the rows. Throws Conflict when somebody else did since the visitor read them. */
export async function setTimes(tx: Tx, seat: Seat, version: string, times: readonly AskedTime[]) {
  needInView({ times: await timesOf(tx, seat) }, version)
  return replaceTimes(tx, seat, times)
}

/**
 * Moves the row at a place. Undefined when it stands first or last already. Throws NotFound when there is none, Conflict
 * when somebody else changed the rows since the visitor read them.
 */
export async function moveTime(
  tx: Tx,
  seat: Seat,
  { row, version }: { row: string; version: string },
  to: 'earlier' | 'later',
) {
  const times = await timesOf(tx, seat)
  needInView({ times }, version)
  const places = times.map((_, place) => String(place))
  if (!places.includes(row)) throw new NotFound('no such row')
  const order = moved(places, row, to)
  if (!order) return undefined
  return replaceTimes(
    tx,
    seat,
    order.flatMap((place) => times[Number(place)] ?? []),
  )
}

async function replaceTimes(tx: Tx, { studyId }: Seat, times: readonly AskedTime[]) {
  await tx.deleteFrom('asked_times').where('study_id', '=', studyId).execute()
  await insertTimes(tx, studyId, times)
  return { id: studyId, fields: ['what', 'minutes'] }
}

/** Puts rows into a study that has none. */
export async function insertTimes(tx: Tx, study_id: string, times: readonly AskedTime[]): Promise<void> {
  if (times.length === 0) return
  const rows = times.map(({ what, minutes }, position) => ({ study_id, position, what, minutes }))
  await tx.insertInto('asked_times').values(rows).execute()
}
