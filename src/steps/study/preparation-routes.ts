import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { Said } from './preparation-input.ts'
import { preparationPage, preparationsPage } from './preparation-page.ts'
import { preparationsOf, setPreparation } from './preparation-queries.ts'
import { settledAs } from './preparation-rules.ts'
import { studyOf, textsOf } from './queries.ts'
import { timesOf } from './time-queries.ts'

const base = '/studies/:study/study/preparations'

/** What is settled before anybody is asked. */
export const preparationRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'preparations.read',
    handle: async (visit) => {
      const { db, seat, t } = visit
      const prepared = await preparationsOf(db, seat)
      return preparationsPage(t, seat, {
        ...(await factsFor(visit)),
        prepared,
        times: await timesOf(db, seat),
      })
    },
  },
  {
    method: 'get',
    path: `${base}/:preparation`,
    door: 'account',
    may: 'preparations.edit',
    handle: (visit) => showItem(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/:preparation`,
    door: 'account',
    may: 'preparations.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const before = await preparationIn(visit)
      const input = Said.safeParse(body)
      if (!input.success) return showItem(visit, refusedForm(t, body, input.error))
      const { note, version, ...said } = input.data
      const today = t.day(seat.at)
      if (said.is_done && said.done_on !== null && said.done_on > today)
        return showItem(visit, refusedField(t, body, 'done_on', 'begin.dateAhead'))
      const settled = settledAs(before, said, { today, person: seat.personId })
      return unlessOvertaken(
        visit,
        () =>
          change(db, seat, (tx) =>
            setPreparation(tx, seat, { item: before.item, version }, { note, ...settled }),
          ),
        (form) => showItem(visit, form),
        { redirect: `/studies/${seat.studyId}/study/preparations#${before.item}`, notice: 'saved' },
      )
    },
  },
]

async function showItem(visit: Visit, form: Form | undefined) {
  const { seat, t } = visit
  const { item, note, done_on, version } = await preparationIn(visit)
  const day = done_on ?? t.day(seat.at)
  const stored = filledForm({ note, is_done: done_on === null ? '' : 'yes', done_on: day, version })
  return preparationPage(t, seat, item, await factsFor(visit), shownForm(stored, form))
}

async function preparationIn({ db, seat, param }: Visit) {
  const prepared = (await preparationsOf(db, seat)).find(({ item }) => item === param('preparation'))
  if (!prepared) throw new NotFound('no such thing to settle')
  return prepared
}

async function factsFor({ db, seat, t }: Visit) {
  const texts = await textsOf(db, seat, t.language)
  return { study: await studyOf(db, seat), workTime: texts['invitation.workTime'] }
}
