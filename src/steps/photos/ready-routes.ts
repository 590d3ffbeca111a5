import { change } from '../../access/change.ts'
import { blankForm, refusedField, typedIn } from '../../http/form.ts'
import type { StudyRoute } from '../../http/route.ts'
import { setReady } from '../people/ready-queries.ts'
import { studyOf } from '../study/queries.ts'
import { needConsent, showOwn } from './own-routes.ts'
import { photosOf } from './queries.ts'
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
      if (brought === 0) return showOwn(visit, refusedField(t, {}, '', 'ready.none'))
      const { min_photos } = await studyOf(db, seat)
      // Fewer is fine too, but surely not by mistake.
      if (brought < min_photos && typedIn(body).sure === undefined) return showOwn(visit, blankForm, true)
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
