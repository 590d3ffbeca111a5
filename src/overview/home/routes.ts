import type { Route } from '../../http/route.ts'
import { actionCounts } from '../../steps/actions/queries.ts'
import { assemblyCounts } from '../../steps/assembly/queries.ts'
import { quotationCounts } from '../../steps/coding/queries.ts'
import { textsWished } from '../../steps/coding/opened-queries.ts'
import { passagesToHandle } from '../../steps/coding/passage-queries.ts'
import { readingCounts } from '../../steps/coding/reading-queries.ts'
import { textsToReview } from '../../steps/coding/review-queries.ts'
import { sessionCounts } from '../../steps/feedback/queries.ts'
import { fallenEvidence } from '../../steps/findings/evidence-queries.ts'
import { findingCounts } from '../../steps/findings/queries.ts'
import { guideState } from '../../steps/guide/queries.ts'
import { interviewCounts } from '../../steps/interviews/queries.ts'
import { recordingsGoing } from '../../steps/interviews/keeping-queries.ts'
import { materialCount } from '../../steps/material/queries.ts'
import { everybody } from '../../steps/people/list-routes.ts'
import { toReplace } from '../../steps/people/plan-rules.ts'
import { plannedOf } from '../../steps/people/planned-queries.ts'
import { peopleCountsOf } from '../../steps/people/standing.ts'
import { expectedTotal } from '../../steps/photos/announced-queries.ts'
import { photoCounts } from '../../steps/photos/queries.ts'
import { preparationCounts } from '../../steps/study/preparation-queries.ts'
import { organisationsOf, studyOf } from '../../steps/study/queries.ts'
import { stuckMails } from '../mails/queries.ts'
import { homePage, studyHomePage } from './page.ts'
import { studiesOf } from './queries.ts'

export const routes: Route[] = [
  {
    method: 'get',
    path: '/',
    door: 'account',
    may: 'home.read',
    handle: async ({ db, t, actor, account }) => homePage(t, account, await studiesOf(db, actor, account)),
  },
  {
    method: 'get',
    path: '/studies/:study',
    door: 'account',
    may: 'study.read',
    handle: async (visit) => {
      const { db, seat, t, now } = visit
      const organisations = (await organisationsOf(db, seat)).length
      const people = peopleCountsOf(await everybody(visit))
      const { plan, members, planned } = await plannedOf(db, seat, t)
      const counts = {
        organisations,
        preparations: await preparationCounts(db, seat),
        ...people,
        photos: { ...(await photoCounts(db, seat)), expected: await expectedTotal(db, seat) },
        toReplace: plan.size > 0 ? toReplace(members, plan.size, planned).length : 0,
        mails: await stuckMails(db, seat, now),
        materials: await materialCount(db, seat),
        interviews: await interviewCounts(db, seat, t.day(seat.at)),
        recordings: await recordingsGoing(db, seat),
        quotations: await quotationCounts(db, seat),
        toReview: (await textsToReview(db, seat)).reduce((sum, { count }) => sum + count, 0),
        reading: await readingCounts(db, seat, t.day(seat.at)),
        toHandle: sumOf(await passagesToHandle(db, seat)),
        wishes: (await textsWished(db, seat, t.day(seat.at))).size,
        findings: { ...(await findingCounts(db, seat)), fallen: (await fallenEvidence(db, seat)).size },
        sessions: await sessionCounts(db, seat),
        guide: await guideState(db, seat),
        actions: await actionCounts(db, seat, t.day),
        assembly: await assemblyCounts(db, seat),
      }
      return studyHomePage(t, seat, await studyOf(db, seat), counts)
    },
  },
]

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
