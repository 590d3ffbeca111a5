import { change } from '../../access/change.ts'
import { Unreadable } from '../../errors.ts'
import type { StudyRoute } from '../../http/route.ts'
import { Announcement } from './announced-input.ts'
import { insertAnnounced, withdrawAnnounced } from './announced-queries.ts'
import { ownBase } from './shown.ts'

const announced = '/studies/:study/participants/:person/photos/announced'

/** What the own page tells of photos that are on their way. */
export const announcedRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: announced,
    door: 'participant',
    may: 'photos.add',
    handle: async ({ db, seat, body }) => {
      const input = Announcement.safeParse(body)
      // Only our own script sends this: there is no form to give back.
      if (!input.success) throw new Unreadable('announcement')
      await change(db, seat, (tx) => insertAnnounced(tx, seat, input.data))
      return { redirect: `${ownBase(seat)}/photos` }
    },
  },
  {
    method: 'post',
    path: `${announced}/:mark/removal`,
    door: 'participant',
    may: 'photos.add',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => withdrawAnnounced(tx, seat, param('mark')))
      return { redirect: `${ownBase(seat)}/photos`, notice: 'saved' }
    },
  },
]
