import { change } from '../../access/change.ts'
import { blankForm, typedIn } from '../../http/form.ts'
import type { StudyRoute } from '../../http/route.ts'
import { setReady } from '../people/ready-queries.ts'
import { studyOf } from '../study/queries.ts'
import { announcedPhotos } from './announced-queries.ts'
import { needConsent, showOwn } from './own-routes.ts'
import { photosOf } from './queries.ts'
import { lacksOf, mayAnyhow } from './ready-rules.ts'
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
      const { db, seat, body } = visit
      await needConsent(visit)
      const brought = (await photosOf(db, seat)).filter(({ is_brought }) => is_brought === 1)
      const { min_photos: minimum, max_photos: maximum } = await studyOf(db, seat)
      const lacks = lacksOf({
        ...{ brought: brought.length, minimum, maximum },
        waiting: (await announcedPhotos(db, seat)).length,
      })
      const isSure = mayAnyhow(lacks) && typedIn(body).sure !== undefined
      if (lacks.length > 0 && !isSure) return showOwn(visit, blankForm, lacks)
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
