import { change } from '../../access/change.ts'
import { isLoopback } from '../../http/security.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { doorOf } from '../../method/roles.ts'
import { composed } from './invite-routes.ts'
import { linkPage, revocationPage } from './link-page.ts'
import { endLinks, insertParticipantLink, linksOf, participantWith, revokeLinks } from './queries.ts'
import { showPerson } from './routes.ts'

const base = '/studies/:study/people/:participant/links'

/** Personal links of participants: handed over, and revoked. */
export const linkRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: (visit) => handOver(visit, false),
  },
  {
    method: 'get',
    path: `${base}/removal`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async ({ db, seat, t, param }) => {
      const person = await participantWith(db, seat, param('participant'))
      return revocationPage(t, seat, person, await linksOf(db, seat, person.id))
    },
  },
  {
    method: 'post',
    path: `${base}/removal`,
    door: 'account',
    may: 'people.invite',
    needs: 'names',
    handle: async ({ db, seat, param }) => {
      const person = await participantWith(db, seat, param('participant'))
      await change(db, seat, (tx) => revokeLinks(tx, seat, person.id))
      return { redirect: `/studies/${seat.studyId}/people/${person.id}`, notice: 'linksEnded' }
    },
  },
]

/** Makes a link to hand over, shown this once; one that renews the others ends them in the same moment. */
export async function handOver(visit: Visit, renews: boolean) {
  const { db, seat, t, now, param, deps } = visit
  const person = await participantWith(db, seat, param('participant'))
  const { gaps } = await composed(visit, [person])
  if (gaps.length > 0) return showPerson(visit, undefined, gaps)
  const { token } = await change(db, seat, async (tx) => {
    if (renews) await endLinks(tx, seat, person.id)
    return insertParticipantLink(tx, seat, person.id, now)
  })
  const link = `${deps.baseUrl}/${doorOf.participant}/${token}`
  return linkPage(t, seat, person, { link, loopback: isLoopback(deps.baseUrl), baseUrl: deps.baseUrl })
}
