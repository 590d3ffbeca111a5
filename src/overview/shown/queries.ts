import type { Seat } from '../../access/seat.ts'
import type { Db, PlaceShown } from '../../db/schema.ts'
import { rungs } from '../../method/lists.ts'
import { sessionsOf } from '../../steps/feedback/queries.ts'
import { placesShownOf, nowInSight, takenThings } from '../../steps/people/taken-queries.ts'
import { isBack, newestOfEach, onceEach } from './rules.ts'

/**
 * Where others could see what a person brought, or one thing of it: where it can be seen now, and where it stood before it
 * was taken back or that person stopped.
 */
export async function shownOf(db: Db, seat: Seat, personId: string, thingId?: string): Promise<PlaceShown[]> {
  const now = await placesShownOf(db, seat, thingId === undefined ? { personId } : { ids: [thingId] })
  const taken = await takenThings(db, seat, personId)
  const before = taken.filter(({ thing_id }) => thingId === undefined || thing_id === thingId)
  return onceEach([...[...now.values()].flat(), ...before.flatMap(({ places }) => places)])
}

/** The same of one thing that is nobody's, such as a sentence of a document. */
export async function shownOfThing(db: Db, seat: Seat, thingId: string): Promise<PlaceShown[]> {
  return onceEach([...(await placesShownOf(db, seat, { ids: [thingId] })).values()].flat())
}

/** What was taken out of sight and is still, each thing once, newest first: of the study, or of one person. */
export async function stillTaken(db: Db, seat: Seat, personId?: string) {
  const all = await takenThings(db, seat, personId)
  const now = await nowInSight(
    db,
    seat,
    all.flatMap(({ thing_id }) => thing_id ?? []),
  )
  const sessions = new Map((await sessionsOf(db, seat)).map(({ id, rung }) => [id, rungs.indexOf(rung)]))
  const reach = new Map(Array.from(now, ([id, one]) => [id, one.reach]))
  return newestOfEach(all.filter((one) => !isBack(one, reach, sessions))).map((one) => ({
    ...one,
    // What is there still is called as it is on its list.
    nth: now.get(one.thing_id ?? '')?.nth ?? one.nth,
  }))
}
export type StillTaken = Awaited<ReturnType<typeof stillTaken>>[number]
