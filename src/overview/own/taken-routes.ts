import { NotFound } from '../../errors.ts'
import type { StudyRoute } from '../../http/route.ts'
import { quotationWith } from '../../steps/coding/queries.ts'
import { showWithdrawal } from '../../steps/people/consent-routes.ts'
import { photoWith } from '../../steps/photos/queries.ts'
import { placesShown } from '../shown/page.ts'
import { shownOf } from '../shown/queries.ts'
import { photoTakenPage, quotationTakenPage } from './taken-page.ts'

const own = '/studies/:study/participants/:person'

/** Where participants take back what is theirs, each page with where others could see it already. */
export const takenRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${own}/withdrawal`,
    door: 'participant',
    may: 'own.read',
    handle: async (visit) => {
      const { db, seat, t } = visit
      return showWithdrawal(visit, placesShown(t, await shownOf(db, seat, seat.personId)))
    },
  },
  {
    method: 'get',
    path: `${own}/photos/:photo/removal`,
    door: 'participant',
    may: 'photos.read',
    handle: async ({ db, seat, t, param }) => {
      const photo = await photoWith(db, seat, param('photo'))
      const places = await shownOf(db, seat, seat.personId, photo.id)
      return photoTakenPage(t, seat, photo, placesShown(t, places))
    },
  },
  {
    method: 'get',
    path: `${own}/quotations/:quotation/removal`,
    door: 'participant',
    may: 'own.read',
    needs: 'key',
    handle: async ({ db, seat, t, param }) => {
      const quotation = await quotationWith(db, seat, param('quotation'))
      if (quotation.wished_at === null) throw new NotFound('nobody asked for this quotation')
      const places = await shownOf(db, seat, seat.personId, quotation.id)
      return quotationTakenPage(t, seat, quotation, placesShown(t, places))
    },
  },
]
