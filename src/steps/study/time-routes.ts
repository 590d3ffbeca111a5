import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { Unreadable } from '../../errors.ts'
import { filledForm, refusedForm, shownForm, typedIn, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { SeenPart } from './input.ts'
import { Place, readTimes, typedTimes } from './time-input.ts'
import { timePage } from './time-page.ts'
import { moveTime, setTimes, timesOf } from './time-queries.ts'

const base = '/studies/:study/study/time'

/** The time that taking part asks of a person, row by row. */
export const timeRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'preparations.edit',
    handle: (visit) => showTime(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'preparations.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showTime(visit, refusedForm(t, body, seen.error))
      const { times, problems } = readTimes(body)
      const wrong = Object.entries(problems).map(([field, key]) => [field, t(key)] as const)
      if (wrong.length > 0)
        return showTime(visit, { typed: typedIn(body), problems: Object.fromEntries(wrong) })
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => setTimes(tx, seat, seen.data.version, times)),
        (form) => showTime(visit, form),
        { redirect: `/studies/${seat.studyId}/study/preparations`, notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${base}/:row/position`,
    door: 'account',
    may: 'preparations.edit',
    handle: async (visit) => {
      const { db, seat, body, param } = visit
      const input = Place.safeParse(body)
      // It comes from buttons: there is no form to give back.
      if (!input.success) throw new Unreadable('place')
      const { to, version } = input.data
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => moveTime(tx, seat, { row: param('row'), version }, to)),
        ({ problems }) => showTime(visit, { typed: {}, problems }),
        { redirect: `/studies/${seat.studyId}/study/time#order`, notice: 'saved' },
      )
    },
  },
]

async function showTime({ db, seat, t }: Visit, form: Form | undefined) {
  const times = await timesOf(db, seat)
  const version = versionOf({ times })
  const stored = filledForm({ ...typedTimes(times), version })
  return timePage(t, seat, { times, version }, shownForm(stored, form))
}
