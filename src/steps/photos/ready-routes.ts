import { change } from '../../access/change.ts'
import { blankForm, refusedField, typedIn } from '../../http/form.ts'
import type { StudyRoute } from '../../http/route.ts'
import { setReady } from '../people/ready-queries.ts'
import { studyOf } from '../study/queries.ts'
import { needConsent, showOwn } from './own-routes.ts'
import { photosOf } from './queries.ts'
import { unreadyOf } from './rules.ts'
import { ownBase } from './shown.ts'

const own = '/studies/:study/participants/:person/photos'

/** Saying that all photos are in, and that they are not after all. */
export const readyRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: `${own}/readiness`,
    door: 'participant',
    may: 'photos.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      await needConsent(visit)
      const brought = (await photosOf(db, seat)).filter(({ is_brought }) => is_brought === 1).length
      const { min_photos: minimum, max_photos: maximum } = await studyOf(db, seat)
      const unready = unreadyOf(brought, { minimum, maximum })
      if (unready === 'none') return showOwn(visit, refusedField(t, {}, '', 'ready.none'))
      if (unready === 'tooMany') {
        return showOwn(visit, refusedField(t, {}, 'chosen', 'ready.tooMany', { count: brought, maximum }))
      }
      // Fewer is fine too, but surely not by mistake.
      if (unready && typedIn(body).sure === undefined) return showOwn(visit, blankForm, true)
      await change(db, seat, (tx) => setReady(tx, seat, true))
      return { redirect: ownBase(seat), notice: 'ready' }
    },
  },
  {
    method: 'post',
    path: `${own}/readiness/removal`,
    door: 'participant',
    may: 'photos.edit',
    handle: async ({ db, seat }) => {
      await change(db, seat, (tx) => setReady(tx, seat, false))
      return { redirect: `${ownBase(seat)}/photos#add`, notice: 'saved' }
    },
  },
]
