import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { Conflict } from '../../errors.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { papersBehind } from '../people/answer-paper-queries.ts'
import { hadTalk } from '../people/talk-queries.ts'
import { photoPage } from './page.ts'
import { depictedLines } from './people-page.ts'
import { allowsYoung, depictedOn } from './people-queries.ts'
import { withdrawPhoto } from './editing-queries.ts'
import { setWish } from './permission-queries.ts'
import { photoWith } from './queries.ts'
import { sizeRoutes } from './size-routes.ts'

const all = '/studies/:study/photos'

/** What researchers do with one photo. The wall of all is in src/overview/wall. */
export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: `${all}/:photo`,
    door: 'account',
    may: 'photos.read',
    handle: showPhoto,
  },
  ...sizeRoutes(all, 'account'),
  ...(['wish', 'wish/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${all}/:photo/${noun}`,
    door: 'account',
    may: 'photos.wish',
    handle: async (visit) => {
      const { db, seat, param } = visit
      try {
        await change(db, seat, (tx) => setWish(tx, seat, param('photo'), noun === 'wish'))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        // The page says why it stays in the talk.
        return { ...(await showPhoto(visit)), status: 409 }
      }
      return { redirect: `/studies/${seat.studyId}/photos/${param('photo')}`, notice: 'saved' }
    },
  })),
  {
    method: 'post',
    path: `${all}/:photo/removal`,
    door: 'account',
    may: 'photos.remove',
    handle: async ({ db, seat, param, deps }) => {
      await change(db, seat, (tx) => withdrawPhoto(tx, seat, param('photo')))
      await unlinkRemoved(db, deps.storage)
      return { redirect: `/studies/${seat.studyId}/photos`, notice: 'removed' }
    },
  },
]

async function showPhoto({ db, seat, t, param, way }: Visit) {
  const photo = await photoWith(db, seat, param('photo'))
  await noteReading(db, seat, [photo.id])
  const people = depictedLines(t, await depictedOn(db, seat, photo.id), await allowsYoung(db, seat))
  const isHeld = photo.answer !== null || (await hadTalk(db, seat, photo.person_id))
  const paper = (await papersBehind(db, seat, [photo.id])).get(photo.id)
  return photoPage(t, seat, photo, { people, isHeld, paper, way: await way('photo', photo.id) })
}
