import type { StudyRoute } from '../../http/route.ts'
import { ownConsent } from '../../steps/people/consent-queries.ts'
import { linesFor } from '../../steps/people/own-queries.ts'
import { ownPhotoCounts } from '../../steps/photos/queries.ts'
import { ownPage } from './page.ts'

export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/participants/:person',
    door: 'participant',
    may: 'own.read',
    handle: async ({ db, seat, t }) => {
      const consent = await ownConsent(db, seat)
      // Who has stopped, or said no, is not shown the assignment again.
      if (consent?.takes_part === 0) {
        return { redirect: `/studies/${seat.studyId}/participants/${seat.personId}/withdrawal` }
      }
      const lines = await linesFor(db, seat, t)
      return ownPage(t, seat, { lines, consent, counts: await ownPhotoCounts(db, seat) })
    },
  },
]
