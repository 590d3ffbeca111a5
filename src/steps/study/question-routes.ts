import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { NotFound } from '../../errors.ts'
import { blankForm, filledForm, type Form, refusedForm, shownForm } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { QuestionInput, QuestionPlace, SeenPart } from './input.ts'
import { questionPage } from './model-page.ts'
import { deleteQuestion, insertQuestion, itemsOf, questionWith, updateQuestion } from './queries.ts'

const base = '/studies/:study/study'

/** The questions of the conversation. */
export const questionRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/questions/new`,
    door: 'account',
    may: 'study.edit',
    handle: async ({ db, seat, t, query }) => {
      const place = placeIn({ part: query('part'), element_id: query('element_id') })
      return questionPage(
        t,
        seat,
        { place, id: undefined, elements: await itemsOf(db, seat, 'elements') },
        blankForm,
      )
    },
  },
  {
    method: 'post',
    path: `${base}/questions`,
    door: 'account',
    may: 'study.edit',
    handle: async ({ db, seat, t, body }) => {
      const place = placeIn(body)
      const input = QuestionInput.safeParse(body)
      if (!input.success) {
        const elements = await itemsOf(db, seat, 'elements')
        return questionPage(t, seat, { place, id: undefined, elements }, refusedForm(t, body, input.error))
      }
      try {
        await change(db, seat, (tx) => insertQuestion(tx, seat, place, input.data))
      } catch (error) {
        throw isStillUsed(error) ? new NotFound('no such element') : error
      }
      return { redirect: `/studies/${seat.studyId}/study/elements`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/questions/:question`,
    door: 'account',
    may: 'study.edit',
    handle: (visit) => showQuestion(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/questions/:question`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showQuestion(visit, refusedForm(t, body, seen.error))
      const input = QuestionInput.safeParse(body)
      if (!input.success) return showQuestion(visit, refusedForm(t, body, input.error))
      const key = { id: param('question'), version: seen.data.version }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateQuestion(tx, seat, key, input.data)),
        (form) => showQuestion(visit, form),
        { redirect: `/studies/${seat.studyId}/study/elements`, notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${base}/questions/:question/removal`,
    door: 'account',
    may: 'study.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => deleteQuestion(tx, seat, param('question')))
      return { redirect: `/studies/${seat.studyId}/study/elements`, notice: 'removed' }
    },
  },
]

async function showQuestion({ db, seat, t, param }: Visit, form: Form | undefined) {
  const { id, part, element_id, text, deeper } = await questionWith(db, seat, param('question'))
  const elements = await itemsOf(db, seat, 'elements')
  const stored = filledForm({ text, deeper, version: versionOf({ text, deeper }) })
  return questionPage(t, seat, { place: { part, element_id }, id, elements }, shownForm(stored, form))
}

function placeIn(body: unknown) {
  const place = QuestionPlace.safeParse(body)
  if (!place.success) throw new NotFound('no such part of the conversation')
  return place.data.part === 'element'
    ? { part: place.data.part, element_id: place.data.element_id }
    : { part: place.data.part, element_id: null }
}
