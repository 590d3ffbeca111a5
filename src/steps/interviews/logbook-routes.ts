import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { filledForm, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { LogbookLine } from './input.ts'
import { logbookLinePage, logbookPage } from './logbook-page.ts'
import { logbookLineOf, logbookOf, writeLogbook } from './logbook-queries.ts'
import { marksOf, timesOf } from './moment-queries.ts'
import { interviewWith } from './queries.ts'
import { unlessGone } from './routes.ts'

const base = '/studies/:study/interviews'

/** What talks did with who held them: each researcher's own logbook, which nobody else reads. */
export const logbookRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/logbook`,
    door: 'account',
    may: 'interviews.read',
    needs: 'raw',
    handle: async ({ db, seat, t }) => logbookPage(t, seat, await logbookOf(db, seat)),
  },
  {
    method: 'get',
    path: `${base}/:interview/logbook`,
    door: 'account',
    may: 'interviews.read',
    needs: 'raw',
    handle: (visit) => unlessGone(visit, () => showLine(visit)),
  },
  {
    method: 'post',
    path: `${base}/:interview/logbook`,
    door: 'account',
    may: 'interviews.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = LogbookLine.safeParse(body)
      if (!input.success) return showLine(visit, refusedForm(t, body, input.error))
      const interview = await interviewWith(db, seat, param('interview'))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => writeLogbook(tx, seat, interview, input.data)),
        (form) => showLine(visit, form),
        { redirect: `/studies/${seat.studyId}/interviews/logbook`, notice: 'saved' },
      )
    },
  },
]

/** After a talk: the own line about it, and the moments that were marked. */
async function showLine({ db, seat, t, param }: Visit, refused?: Form) {
  const interview = await interviewWith(db, seat, param('interview'))
  const line = await logbookLineOf(db, seat, interview.id)
  const marks = await marksOf(db, seat, interview.id)
  if (marks.length > 0) await noteReading(db, seat, [interview.id])
  const { version = 0, touched = '', my_part = '' } = line ?? {}
  const times = await timesOf(db, seat, interview.id)
  const form = shownForm(filledForm({ version, touched, my_part }), refused)
  return logbookLinePage(t, seat, interview, { marks, times }, form)
}
