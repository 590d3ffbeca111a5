import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { materialWith } from '../material/queries.ts'
import { codingsOf, quotationsOfText, quotationWith } from './queries.ts'
import { reviewPage, reviewsPage } from './review-page.ts'
import { keepWords, textsToReview } from './review-queries.ts'

const base = '/studies/:study/coding'

/** What becomes of quotations whose words changed with their text. */
export const reviewRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/review`,
    door: 'account',
    may: 'coding.read',
    needs: 'raw',
    handle: async ({ db, seat, t }) => reviewsPage(t, seat, await textsToReview(db, seat)),
  },
  {
    method: 'get',
    path: `${base}/materials/:material/review`,
    door: 'account',
    may: 'coding.read',
    needs: 'raw',
    handle: showReview,
  },
  {
    method: 'post',
    path: `${base}/quotations/:quotation/kept`,
    door: 'account',
    may: 'coding.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id, material_id } = await quotationWith(db, seat, param('quotation'))
      await change(db, seat, (tx) => keepWords(tx, seat, id))
      const redirect = `/studies/${seat.studyId}/coding/materials/${material_id}/review`
      return { redirect, notice: 'saved' }
    },
  },
]

async function showReview({ db, seat, t, param }: Visit) {
  const material = await materialWith(db, seat, param('material'))
  await noteReading(db, seat, [material.id])
  const all = await quotationsOfText(db, seat, material.id)
  const quotations = all.filter(({ standing }) => standing === 'review' || standing === 'gone')
  const codings = await codingsOf(
    db,
    seat,
    quotations.map(({ id }) => id),
  )
  return reviewPage(t, seat, material, { quotations, codings })
}
