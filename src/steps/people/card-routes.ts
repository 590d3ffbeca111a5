import { change } from '../../access/change.ts'
import { lasting } from '../../access/lasting.ts'
import { Conflict, NotFound, Unreadable } from '../../errors.ts'
import { qrCodeOf } from '../../http/qr-code.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { doorOf } from '../../method/roles.ts'
import { textIn } from '../../text/text.ts'
import { studyOf } from '../study/queries.ts'
import { CardsAsked, mostCards } from './card-input.ts'
import { askCardsPage, cardsPage } from './card-page.ts'
import { cardsOf, insertCards, type NewCard } from './card-queries.ts'
import { cardsForChosen, cardsForUnmailed, withCards, type CardReach } from './card-rules.ts'
import { composed } from './invite-routes.ts'
import { showPeople } from './list-routes.ts'
import { participantsOf } from './queries.ts'
import { shutOut } from './way-in-queries.ts'

const base = '/studies/:study/cards'

/** Cards for people whom a mail does not reach, or who like paper better: what they lead to must be whole. */
export const cardRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async (visit) => {
      const { t, query, queryAll } = visit
      const all = await holders(visit)
      const to = query('to')
      const ids = new Set(queryAll('person'))
      const chosen = all.filter(({ id }) => ids.has(id))
      if (to === 'unmailed') return showAsking(visit, { reach: cardsForUnmailed(all), own: false })
      if (chosen.length === 0) return showPeople(visit, t('cards.noneChosen'))
      const own = to !== 'chosen' && chosen.length === 1
      return showAsking(visit, { reach: cardsForChosen(chosen, own), own })
    },
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: (visit) => make(visit),
  },
]

type Holder = Awaited<ReturnType<typeof holders>>[number]

/** All participants, each with the cards that were made for them. */
async function holders({ db, seat }: Visit) {
  const people = await participantsOf(db, seat, { limit: 100_000 })
  return withCards(people, await cardsOf(db, seat), await shutOut(db, seat))
}

type Asking = { reach: CardReach<Holder>; own: boolean }

async function showAsking(visit: Visit, { reach, own }: Asking, problem?: string) {
  const few = { ...reach, gets: reach.gets.slice(0, mostCards) }
  const later = reach.gets.length - few.gets.length
  const { gaps } = await composed(visit, few.gets)
  return askCardsPage(visit.t, visit.seat, { reach: few, own, later, gaps, problem })
}

/** Makes the cards that were asked for, and shows them to be printed. A reload is told that they are made already. */
async function make(visit: Visit) {
  const { db, seat, t, body, now } = visit
  const input = CardsAsked.safeParse(body)
  if (!input.success) throw new Unreadable('ids were sent that are none')
  const counts = new Map(
    input.data.person.map((one): [string, number] => {
      const [id = '', made = ''] = one.split(':')
      return [id, Number(made)]
    }),
  )
  const chosen = (await holders(visit)).filter(({ id }) => counts.has(id))
  if (chosen.length < counts.size) throw new NotFound('no such participant')
  const own = input.data.own && chosen.length === 1
  const reach = cardsForChosen(chosen, own)
  const { gaps } = await composed(visit, reach.gets)
  if (gaps.length > 0 || reach.gets.length === 0) return showAsking(visit, { reach, own })
  const asked = reach.gets.map((person) => ({ person, made: counts.get(person.id) ?? 0 }))
  let cards: NewCard[] = []
  try {
    await change(db, seat, async (tx) => {
      cards = await insertCards(tx, seat, asked, now)
      return { id: seat.studyId, ids: cards.map(({ person }) => person.id) }
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return showAsking(visit, { reach, own }, t('cards.madeMeanwhile'))
  }
  return showCards(visit, cards)
}

async function showCards({ db, seat, t, now, deps }: Visit, cards: readonly NewCard[]) {
  const { baseUrl, timeZone } = deps
  return cardsPage(t, seat, cards, {
    ...{ study: await studyOf(db, seat), baseUrl, loopback: isLoopback(baseUrl) },
    until: t.day(new Date(now.getTime() + lasting.link).toISOString()),
    sayTo: (language) => textIn(language, timeZone),
    qrOf: (token) => qrCodeOf(`${baseUrl}/${doorOf.participant}/${token}`, 'M'),
  })
}
