import type { Seat } from '../../access/seat.ts'
import type { Db, PlaceShown } from '../../db/schema.ts'
import { placesShownOf, takenThings } from '../../steps/people/taken-queries.ts'
import { isBack, onceEach } from './rules.ts'

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

/** What was taken out of sight and is still, newest first: of the study, or of one person. */
export async function stillTaken(db: Db, seat: Seat, personId?: string) {
  const all = await takenThings(db, seat, personId)
  const now = await placesShownOf(db, seat, { ids: all.flatMap(({ thing_id }) => thing_id ?? []) })
  return all.filter((one) => !isBack(one, now))
}
export type StillTaken = Awaited<ReturnType<typeof stillTaken>>[number]
