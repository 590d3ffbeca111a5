type Ways = {
  takes_part: 0 | 1 | null
  /** Whether any link of this person was opened, or stands on a card. */
  is_known: 0 | 1 | null
  /** Of the invitations by mail: one waits, one was being sent, one was sent, one left the house. */
  waits: 0 | 1 | null
  is_sending: 0 | 1 | null
  is_sent: 0 | 1 | null
  has_left: 0 | 1 | null
}

/**
 * Whether the invitation of somebody arrived, as far as is known: it was opened, handed over or sent. Or else it waits,
 * or may have arrived, or was kept here as there was no mail server then, or never went.
 */
export type Arrival = 'arrived' | 'waiting' | 'uncertain' | 'kept' | 'unsent'

/** How the invitation of somebody stands. Who has a link and no invitation by mail was handed that link. */
export function arrivalOf(ways: Ways, { isKept }: { isKept: boolean }): Arrival {
  if (ways.takes_part === 1 || ways.is_known === 1) return 'arrived'
  if (ways.is_sending === 1) return 'uncertain'
  if (ways.waits === 1) return 'waiting'
  if (ways.is_known === null) return 'unsent'
  // Where no mail leaves the house, what is kept stands for what is sent: so everything can be tried.
  const isOnlyKept = ways.is_sent === 1 && ways.has_left !== 1
  return isOnlyKept && !isKept ? 'kept' : 'arrived'
}
