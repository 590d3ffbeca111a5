import { insertLink } from '../../access/links.ts'
import { newCardCode } from '../../access/tokens.ts'
import { lasting } from '../../access/lasting.ts'
import { keyLasting } from '../../access/second-key.ts'
import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import type { CardsMade } from './card-rules.ts'
import { noteInvited, type Participant } from './queries.ts'

/** How many cards were made for each person who has one, and whether the last still works. */
export async function cardsOf(db: Db, { studyId, at }: Seat): Promise<Map<string, CardsMade>> {
  const rows = await db
    .selectFrom('links')
    .select(['person_id', 'used_at', 'ended_at'])
    .where('study_id', '=', studyId)
    .where('code_hash', 'is not', null)
    .execute()
  const cards = new Map<string, CardsMade>()
  for (const { person_id, used_at, ended_at } of rows) {
    const works = ended_at === null && Date.parse(at) - Date.parse(used_at) <= lasting.link
    const known = cards.get(person_id)
    cards.set(person_id, { made: (known?.made ?? 0) + 1, works: works || known?.works === true })
  }
  return cards
}

export type NewCard = { person: Participant; token: string; code: string }

/**
 * Makes a card for each of some people: a personal link of its own with a code that can be typed. The card before it
 * stops, and links by mail go on. Token and code are given once and kept nowhere. Throws Conflict when somebody got a
 * card since `made` were counted: that one may be printed already.
 */
export async function insertCards(
  tx: Tx,
  seat: Seat,
  asked: readonly { person: Participant; made: number }[],
  now: Date,
): Promise<NewCard[]> {
  const { studyId, at } = seat
  const known = await cardsOf(tx, seat)
  if (asked.some(({ person, made }) => made !== (known.get(person.id)?.made ?? 0)))
    throw new Conflict('a card was made meanwhile')
  const cards: NewCard[] = []
  for (const { person } of asked) {
    await tx
      .updateTable('links')
      .set({ ended_at: at, ended_why: 'renewed' })
      .where('study_id', '=', studyId)
      .where('person_id', '=', person.id)
      .where('code_hash', 'is not', null)
      .where('ended_at', 'is', null)
      .execute()
    const code = newCardCode()
    const key = { studyId, personId: person.id, role: 'participant' as const }
    // To whom no fresh link can be mailed, the card is one.
    const freshFor = person.email === null ? keyLasting.handed : 0
    const { token } = await insertLink(tx, key, now, { freshFor, code })
    cards.push({ person, token, code })
  }
  await noteInvited(
    tx,
    seat,
    asked.map(({ person }) => person.id),
  )
  return cards
}
