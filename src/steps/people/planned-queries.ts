import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import type { Translate } from '../../text/text.ts'
import { networkOf } from './network-queries.ts'
import { membersOf, planOf } from './plan-queries.ts'
import { attributesIn, mirroredIn, plannedSeats } from './plan-rules.ts'

/**
 * The plan of the sample as it stands: the network, what of it can be mirrored and what is, and the seats of each value
 * with how many of those who did not say no or stop (`still`) are in them.
 */
export async function plannedOf(db: Db, seat: Seat, t: Translate) {
  const network = await networkOf(db, seat, t)
  const plan = await planOf(db, seat)
  const members = await membersOf(db, seat)
  const still = members.filter(({ takes_part }) => takes_part !== 0)
  const attributes = attributesIn(network, { organisation: t('people.organisation') })
  const mirrored = mirroredIn(attributes, plan, network.traits)
  const planned = plannedSeats(mirrored, plan, still)
  return { network, plan, members, still, attributes, mirrored, planned }
}
