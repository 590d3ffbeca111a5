import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { setWish as wishPhoto } from '../photos/permission-queries.ts'
import { photosOfPerson } from '../photos/queries.ts'
import { setWish } from './permission-queries.ts'
import { quotationsOf } from './queries.ts'

/** What somebody can still be asked about: sentences, and photos that can go beyond the talk. */
export async function choosable(db: Db, seat: Seat, personId: string) {
  const quotations = await quotationsOf(db, seat, personId)
  const photos = await photosOfPerson(db, seat, personId)
  return {
    quotations: quotations.filter(({ wished_at }) => wished_at === null),
    photos: photos
      .map((photo, index) => ({ ...photo, nth: index + 1 }))
      .filter(({ wished_at, most_place }) => wished_at === null && most_place > 0),
  }
}
export type Choosable = Awaited<ReturnType<typeof choosable>>

/**
 * Says of several things at once that the team wants to use them, so that their person is asked. What was asked or went
 * out of sight meanwhile is passed over; undefined when nothing is left.
 */
export async function wishFor(tx: Tx, seat: Seat, personId: string, ids: ReadonlySet<string>) {
  const { quotations, photos } = await choosable(tx, seat, personId)
  const chosen = [...quotations, ...photos].map(({ id }) => id).filter((id) => ids.has(id))
  for (const { id } of quotations) if (ids.has(id)) await setWish(tx, seat, id, true)
  for (const { id } of photos) if (ids.has(id)) await wishPhoto(tx, seat, id, true)
  return chosen.length > 0 ? { id: personId, ids: chosen, fields: ['wished_at'] } : undefined
}
