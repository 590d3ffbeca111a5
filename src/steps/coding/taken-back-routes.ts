import { change } from '../../access/change.ts'
import type { StudyRoute } from '../../http/route.ts'
import { lookForQuotation, takeBackQuotation } from './taken-back-queries.ts'

/** What participants do with their own sentences, beside answering for them. */
export const takenBackRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: '/studies/:study/participants/:person/quotations/:quotation/removal',
    door: 'participant',
    may: 'quotations.remove',
    handle: async ({ db, seat, param }) => {
      const looked = await lookForQuotation(db, seat, param('quotation'))
      await change(db, seat, (tx) => takeBackQuotation(tx, seat, param('quotation'), looked))
      const own = `/studies/${seat.studyId}/participants/${seat.personId}`
      return { redirect: `${own}/withdrawal`, notice: 'removed' }
    },
  },
]
