import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { csv } from '../../http/csv.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { usesIn } from '../../http/trail.ts'
import { angles } from '../../method/lists.ts'
import { announcedCounts } from './announced-queries.ts'
import { photoPage, wallPage } from './page.ts'
import { depictedLines } from './people-page.ts'
import { allowsYoung, depictedOn } from './people-queries.ts'
import {
  peopleOnWall,
  photoCounts,
  photosOf,
  photosOnWall,
  photoWith,
  setWish,
  withdrawPhoto,
} from './queries.ts'
import { onPage } from './rules.ts'
import { sizeRoutes } from './size-routes.ts'
import { photoTable } from './table.ts'

const all = '/studies/:study/photos'

/** What researchers do with the photos of all. */
export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: all,
    door: 'account',
    may: 'photos.read',
    handle: showWall,
  },
  {
    method: 'get',
    path: `${all}.csv`,
    door: 'account',
    may: 'photos.export',
    handle: async ({ db, seat, t }) => {
      const photos = await photosOf(db, seat)
      await noteReading(
        db,
        seat,
        photos.map(({ id }) => id),
      )
      const { header, rows } = photoTable(t, photos)
      return csv(t.language, t('photos.csvName'), header, rows)
    },
  },
  {
    method: 'get',
    path: `${all}/:photo`,
    door: 'account',
    may: 'photos.read',
    handle: async ({ db, seat, t, param, trail, way }) => {
      const photo = await photoWith(db, seat, param('photo'))
      await noteReading(db, seat, [photo.id])
      const uses = usesIn(t, (await trail('photo', [photo.id])).get(photo.id))
      const people = depictedLines(t, await depictedOn(db, seat, photo.id), await allowsYoung(db, seat))
      return photoPage(t, seat, photo, { uses, people, way: await way('photo', photo.id) })
    },
  },
  ...sizeRoutes(all, 'account'),
  ...(['wish', 'wish/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${all}/:photo/${noun}`,
    door: 'account',
    may: 'photos.wish',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => setWish(tx, seat, param('photo'), noun === 'wish'))
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

async function showWall({ db, seat, t, query }: Visit) {
  const angle = angles.find((one) => one === query('angle'))
  const after = /^\d{1,6}$/.test(query('after')) ? Number(query('after')) : 0
  const shown = onPage(await peopleOnWall(db, seat, angle), { after, person: query('person') })
  const photos = await photosOnWall(db, seat, shown.people, angle)
  await noteReading(
    db,
    seat,
    photos.map(({ id }) => id),
  )
  const { total } = await photoCounts(db, seat)
  return wallPage(t, seat, photos, { ...shown, angle, total, expected: await announcedCounts(db, seat) })
}
