import type { StudyRoute } from '../../http/route.ts'
import { planOf } from '../../steps/people/plan-queries.ts'
import { preparationsOf } from '../../steps/study/preparation-queries.ts'
import { itemsOf, studyOf, textsOf } from '../../steps/study/queries.ts'
import { timesOf } from '../../steps/study/time-queries.ts'
import { planOfStudyPage } from './page.ts'

export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/study/plan',
    door: 'account',
    may: 'preparations.read',
    handle: async ({ db, seat, t }) => {
      const texts = await textsOf(db, seat, t.language)
      return planOfStudyPage(t, seat, {
        study: await studyOf(db, seat),
        issues: await itemsOf(db, seat, 'issues'),
        organisations: await itemsOf(db, seat, 'organisations'),
        seats: (await planOf(db, seat)).size,
        times: await timesOf(db, seat),
        period: texts['invitation.period'],
        workTime: texts['invitation.workTime'],
        prepared: await preparationsOf(db, seat),
      })
    },
  },
]
