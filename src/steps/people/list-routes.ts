import { noteReading } from '../../access/audit.ts'
import { may } from '../../access/policy.ts'
import { csv } from '../../http/csv.ts'
import { pageOf } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { lastMailsTo } from '../../mail/settling-queries.ts'
import { mailState } from '../../mail/state.ts'
import { written } from '../../method/numbers.ts'
import { cardsOf } from './card-queries.ts'
import { cardsForUnmailed, withCards } from './card-rules.ts'
import { peoplePage, type Beginning } from './list-page.ts'
import { networkOf } from './network-queries.ts'
import { peopleIn } from './network-rules.ts'
import { planOf } from './plan-queries.ts'
import { participantsOf, type Participant } from './queries.ts'
import { pageSize } from './rules.ts'
import { broughtIn, filterFrom, isIn, peopleCountsOf, stateOf, type Placed } from './standing.ts'
import { lostWays, shutOut, type LostWay } from './way-in-queries.ts'

const base = '/studies/:study/people'

export const listRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'people.read',
    handle: (visit) => showPeople(visit),
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'people.export',
    handle: async (visit) => {
      const { db, seat, t } = visit
      const people = await everybody(visit)
      await noteReading(
        db,
        seat,
        people.map(({ id }) => id),
      )
      const header = ['number', 'name', 'email', 'organisation', 'team', 'state', 'photos'] as const
      const rows = people.map((person) => [
        ...[written(person.number), person.name, person.email, person.organisation, person.team],
        ...[t(`people.state.${person.state}`, { count: 0 }), person.photos],
      ])
      return csv(
        t.language,
        t('people.csvName'),
        header.map((column) => t(`people.${column}`)),
        rows,
      )
    },
  },
]

/** The list of people, or those of one state. */
export async function showPeople(visit: Visit, problem?: string) {
  const { db, seat, t, query } = visit
  const after = /^\d{1,6}$/.test(query('after')) ? Number(query('after')) : 0
  const filter = filterFrom(query('state'), query('photos'))
  const all = await everybody(visit)
  const asked = all.filter((person) => person.number > after && isIn(filter, person))
  const { rows: shown, hasNext } = pageOf(asked.slice(0, pageSize + 1), pageSize)
  const ids = shown.map(({ id }) => id)
  const mails = await mailsTo(visit, ids)
  const unmailed = cardsForUnmailed(
    seat.seesNames ? withCards(all, await cardsOf(db, seat), await shutOut(db, seat)) : [],
  )
  const counts = peopleCountsOf(all)
  const begin = counts.total === 0 ? await beginningOf(visit) : undefined
  const lost = seat.seesNames ? await lostWays(db, seat) : new Map<string, LostWay>()
  const around = { filter, shown, after, hasNext, mails, lost, counts, begin, unmailed, problem }
  return peoplePage(t, seat, all, around)
}

/** With what one begins who asks nobody yet: counting the network, then a plan, and only then people. */
async function beginningOf({ db, seat, t }: Visit): Promise<Beginning> {
  if (!may(seat.role, 'sample.edit')) return 'people'
  const { teams, tables } = await networkOf(db, seat, t)
  if ([teams, ...tables].every((table) => peopleIn(table) === 0)) return 'network'
  return (await planOf(db, seat)).size === 0 ? 'plan' : 'people'
}

/** How the last mail to each of some people stands; of nobody for those who see no names. */
async function mailsTo({ db, seat, t, now, deps }: Visit, ids: readonly string[]) {
  const isKept = deps.mailFolder !== undefined
  const mails = await lastMailsTo(db, seat.studyId, 'participant', seat.seesNames ? ids : [])
  return new Map([...mails].map(([id, mail]) => [id, mailState(t, mail, { now, isKept })]))
}

/** All participants, each with how far the person is. */
export async function everybody(visit: Visit): Promise<Placed[]> {
  return placed(visit, await participantsOf(visit.db, visit.seat, { limit: 100_000 }))
}

/** How far some people are, by what they said and by what the later steps know of them. */
export async function placed({ t, trail, at }: Visit, people: readonly Participant[]): Promise<Placed[]> {
  const entries = await trail(
    'participant',
    people.map(({ id }) => id),
  )
  return people.map((person) => {
    const brought = broughtIn(entries.get(person.id), t.day(at))
    return { ...person, ...brought, state: stateOf(person, brought) }
  })
}
