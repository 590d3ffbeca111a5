import { change } from '../access/change.ts'
import { leaveSeat } from '../access/visits.ts'
import type { StudyRoute } from '../http/route.ts'

/** Where those who come in by a personal link begin, below their study. */
const homes = { participant: 'participants', owner: 'owners', assembly: 'assembly-members' } as const

/** "That is not me": takes the seat of a personal link out of this browser. */
export const departureRoutes: StudyRoute[] = Object.entries(homes).map(([door, home]) => ({
  method: 'post',
  path: `/studies/:study/${home}/:person/departure`,
  door: door as keyof typeof homes,
  may: 'own.leave',
  handle: async ({ db, seat, t, visitor }) => {
    await change(db, seat, async (tx) => {
      await leaveSeat(tx, visitor, seat)
      return { id: seat.personId }
    })
    const links = [{ href: '/link-help', text: t('linkHelp.title') }]
    return { view: 'doors/message', page: { title: t('links.left'), text: t('links.leftText'), links } }
  },
}))
