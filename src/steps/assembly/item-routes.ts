import { change } from '../../access/change.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, type Form, shownForm } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer as Reply } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { Answer, Item, Outcome, Place, PromiseInput, Seen } from './input.ts'
import {
  actionTitlesOf,
  answerItem,
  deleteItem,
  deletePromise,
  insertItem,
  insertPromise,
  itemWith,
  moveItem,
  promiseWith,
  updateItem,
  updatePromise,
} from './item-queries.ts'
import { itemPage, promisePage } from './item-page.ts'
import { remarksOf } from './paper-queries.ts'
import { meetingWith } from './queries.ts'
import { showMeeting } from './routes.ts'

const meeting = '/studies/:study/assembly/:meeting'
const item = `${meeting}/items/:item`
const promise = `${meeting}/promises/:promise`

const agenda: StudyRoute[] = [
  {
    method: 'post',
    path: `${meeting}/items`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      await meetingWith(db, seat, param('meeting'))
      const input = Item.safeParse(body)
      if (!input.success) return showMeeting(visit, refusedForm(t, body, input.error))
      return unlessOvertaken(
        visit,
        () => known(() => change(db, seat, (tx) => insertItem(tx, seat, param('meeting'), input.data))),
        (form) => showMeeting(visit, form),
        { redirect: `${toMeeting(visit)}#agenda`, notice: 'added' },
      )
    },
  },
  {
    method: 'get',
    path: item,
    door: 'account',
    may: 'assembly.edit',
    handle: (visit) => showItem(visit, undefined),
  },
  {
    method: 'post',
    path: item,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const stored = await itemWith(db, seat, param('meeting'), param('item'))
      const input = Item.safeParse(body)
      if (!input.success) return showItem(visit, refusedForm(t, body, input.error))
      if (stored.answer !== null && input.data.kind !== 'answer') {
        return showItem(visit, refusedField(t, body, 'kind', 'assembly.kindAnswered'))
      }
      return savingItem(visit, (version) =>
        change(db, seat, (tx) => updateItem(tx, seat, stored, version, input.data, 'planning')),
      )
    },
  },
  {
    method: 'post',
    path: `${item}/position`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, body, param } = visit
      const input = Place.safeParse(body)
      if (!input.success) throw new NotFound('no such place')
      const { to } = input.data
      await change(db, seat, (tx) => moveItem(tx, seat, param('meeting'), param('item'), to))
      return { redirect: `${toMeeting(visit)}#item-${param('item')}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${item}/removal`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deleteItem(tx, seat, param('meeting'), param('item')))
      return { redirect: toMeeting(visit), notice: 'removed' }
    },
  },
]

const answering: StudyRoute[] = [
  {
    method: 'post',
    path: `${item}/answer`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const stored = await itemWith(db, seat, param('meeting'), param('item'))
      if (stored.kind !== 'answer') throw new NotFound('nothing is asked here')
      const input = Answer.safeParse(body)
      if (!input.success) return showItem(visit, refusedForm(t, body, input.error))
      return savingItem(visit, (version) =>
        change(db, seat, (tx) => answerItem(tx, seat, stored, version, input.data)),
      )
    },
  },
  {
    method: 'post',
    path: `${item}/answer/removal`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const stored = await itemWith(db, seat, param('meeting'), param('item'))
      const none = { answer: null, reason: '', answered_at: null, answered_by: null }
      return savingItem(visit, (version) =>
        change(db, seat, (tx) => updateItem(tx, seat, stored, version, none, 'answers')),
      )
    },
  },
  {
    method: 'post',
    path: `${item}/outcome`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const stored = await itemWith(db, seat, param('meeting'), param('item'))
      if (stored.kind === 'answer') throw new NotFound('an answer is asked here')
      const input = Outcome.safeParse(body)
      if (!input.success) return showItem(visit, refusedForm(t, body, input.error))
      return savingItem(visit, (version) =>
        change(db, seat, (tx) => updateItem(tx, seat, stored, version, input.data, 'answers')),
      )
    },
  },
]

const promising: StudyRoute[] = [
  {
    method: 'post',
    path: `${meeting}/promises`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      await meetingWith(db, seat, param('meeting'))
      const input = PromiseInput.safeParse(body)
      if (!input.success) return showMeeting(visit, refusedForm(t, body, input.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => insertPromise(tx, seat, param('meeting'), input.data)),
        (form) => showMeeting(visit, form),
        { redirect: `${toMeeting(visit)}#promises`, notice: 'added' },
      )
    },
  },
  {
    method: 'get',
    path: promise,
    door: 'account',
    may: 'assembly.edit',
    handle: (visit) => showPromise(visit, undefined),
  },
  {
    method: 'post',
    path: promise,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const stored = await promiseWith(db, seat, param('meeting'), param('promise'))
      const input = PromiseInput.safeParse(body)
      if (!input.success) return showPromise(visit, refusedForm(t, body, input.error))
      const seen = Seen.safeParse(body)
      if (!seen.success) return showPromise(visit, refusedForm(t, body, seen.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updatePromise(tx, seat, stored, seen.data.version, input.data)),
        (form) => showPromise(visit, form),
        { redirect: `${toMeeting(visit)}#promises`, notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${promise}/removal`,
    door: 'account',
    may: 'assembly.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deletePromise(tx, seat, param('meeting'), param('promise')))
      return { redirect: `${toMeeting(visit)}#promises`, notice: 'removed' }
    },
  },
]

export const itemRoutes: StudyRoute[] = [...agenda, ...answering, ...promising]

/** Saves something of an item over the version that the visitor had in view; the second writer is told. */
async function savingItem(visit: Visit, save: (version: number) => Promise<unknown>): Promise<Reply> {
  const { t, body, param } = visit
  const seen = Seen.safeParse(body)
  if (!seen.success) return showItem(visit, refusedForm(t, body, seen.error))
  return unlessOvertaken(
    visit,
    () => known(() => save(seen.data.version)),
    (form) => showItem(visit, form),
    { redirect: `${toMeeting(visit)}#item-${param('item')}`, notice: 'saved' },
  )
}

/** What refers to something of another study is refused by the database: to the visitor it is not there. */
async function known<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isStillUsed(error) ? new NotFound('no such action point') : error
  }
}

async function showItem({ db, seat, t, param }: Visit, refused: Form | undefined) {
  const within = await meetingWith(db, seat, param('meeting'))
  const stored = await itemWith(db, seat, within.id, param('item'))
  const { kind, title, text, minutes, action_id, answer, reason, outcome, version } = stored
  const shown = filledForm({ kind, title, text, minutes, action_id, answer, reason, outcome, version })
  const remarks = (await remarksOf(db, seat, within.id)).filter(({ item_id }) => item_id === stored.id)
  const isTyped = refused !== undefined && 'title' in refused.typed
  const parts = { actions: await actionTitlesOf(db, seat), remarks: remarks.length, isTyped }
  return itemPage(t, seat, within, stored, parts, shownForm(shown, ofOneForm(shown, refused)))
}

/** What was typed over what is stored: the page holds two forms, and only one of them was sent. */
function ofOneForm({ typed }: Form, refused: Form | undefined): Form | undefined {
  return refused && { ...refused, typed: { ...typed, ...refused.typed } }
}

async function showPromise({ db, seat, t, param }: Visit, refused: Form | undefined) {
  const within = await meetingWith(db, seat, param('meeting'))
  const stored = await promiseWith(db, seat, within.id, param('promise'))
  const { who, what, due_on, is_done, version } = stored
  const shown = filledForm({ who, what, due_on, is_done: is_done === 1 ? 'yes' : '', version })
  return promisePage(t, seat, within, stored, shownForm(shown, refused))
}

function toMeeting({ seat, param }: Visit): string {
  return `/studies/${seat.studyId}/assembly/${param('meeting')}`
}
