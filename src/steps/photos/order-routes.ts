import { change } from '../../access/change.ts'
import { Unreadable } from '../../errors.ts'
import type { StudyRoute } from '../../http/route.ts'
import { Place } from './input.ts'
import { movePhoto, setBrought } from './order-queries.ts'
import { ownBase } from './shown.ts'

const photo = '/studies/:study/participants/:person/photos/:photo'

/** Which of one's own photos go to the talk, and in what order. */
export const orderRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: `${photo}/position`,
    door: 'participant',
    may: 'photos.edit',
    handle: async ({ db, seat, body, param }) => {
      const input = Place.safeParse(body)
      // It comes from buttons, or from dragging: there is no form to give back.
      if (!input.success) throw new Unreadable('place')
      await change(db, seat, (tx) => movePhoto(tx, seat, param('photo'), input.data))
      return { redirect: `${ownBase(seat)}/photos#photo-${param('photo')}`, notice: 'saved' }
    },
  },
  ...(['choice', 'choice/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${photo}/${noun}`,
    door: 'participant',
    may: 'photos.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => setBrought(tx, seat, param('photo'), noun === 'choice'))
      return { redirect: `${ownBase(seat)}/photos#photo-${param('photo')}`, notice: 'saved' }
    },
  })),
]
