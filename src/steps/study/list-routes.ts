import { change } from '../../access/change.ts'
import { versionOf } from '../../access/in-view.ts'
import { isStillUsed, isTaken } from '../../db/constraints.ts'
import { NotFound } from '../../errors.ts'
import { csv } from '../../http/csv.ts'
import { blankForm, filledForm, type Form, refusedField, refusedForm, shownForm } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import type { TrailKind } from '../../http/trail.ts'
import { explained, Item, Team, type List, lists, SeenPart } from './input.ts'
import { editItemPage, inWords, listPage } from './list-page.ts'
import { modelPage } from './model-page.ts'
import {
  deleteItem,
  insertItem,
  isNamed,
  itemsOf,
  itemWith,
  questionsOf,
  studyOf,
  teamsOf,
  updateItem,
} from './queries.ts'

const base = '/studies/:study/study'

const kindOf: Record<List, TrailKind> = {
  issues: 'issue',
  organisations: 'organisation',
  teams: 'team',
  categories: 'category',
  elements: 'element',
  subjects: 'subject',
}

/** The lists of a study: what is added to each, changed and removed. */
export const listRoutes: StudyRoute[] = lists.flatMap((list): StudyRoute[] => [
  {
    method: 'get',
    path: `${base}/${list}`,
    door: 'account',
    may: 'study.read',
    handle: (visit) => (list === 'elements' ? showModel(visit, blankForm) : showList(visit, list, blankForm)),
  },
  {
    method: 'get',
    path: `${base}/${list}.csv`,
    door: 'account',
    may: 'study.export',
    handle: (visit) => sendList(visit, list),
  },
  {
    method: 'post',
    path: `${base}/${list}`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const show = async (form: Form) =>
        list === 'elements' ? showModel(visit, form) : showList(visit, list, form)
      const input = (list === 'teams' ? Team : Item).safeParse(body)
      if (!input.success) return show(refusedForm(t, body, input.error))
      try {
        const added = await change(db, seat, (tx) => insertItem(tx, seat, list, input.data))
        if (!added) return await show(refusedField(t, body, 'name', 'study.itemTaken'))
      } catch (error) {
        throw isStillUsed(error) ? new NotFound('no such team to follow') : error
      }
      // The next one can be typed at once.
      return { redirect: `/studies/${seat.studyId}/study/${list}#name`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/${list}/:item`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => showItem(visit, list, undefined),
  },
  {
    method: 'post',
    path: `${base}/${list}/:item`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const seen = SeenPart.safeParse(body)
      if (!seen.success) return showItem(visit, list, refusedForm(t, body, seen.error))
      const input = (list === 'teams' ? Team : Item).safeParse(body)
      if (!input.success) return showItem(visit, list, refusedForm(t, body, input.error))
      const id = param('item')
      if ('successor_id' in input.data && input.data.successor_id === id)
        throw new NotFound('a team does not follow itself')
      if (await isNamed(db, seat, list, input.data.name, id))
        return showItem(visit, list, refusedField(t, body, 'name', 'study.itemTaken'))
      const { version } = seen.data
      try {
        return await unlessOvertaken(
          visit,
          () => change(db, seat, (tx) => updateItem(tx, seat, list, { id, version }, input.data)),
          (form) => showItem(visit, list, form),
          { redirect: `/studies/${seat.studyId}/study/${list}`, notice: 'saved' },
        )
      } catch (error) {
        if (isStillUsed(error)) throw new NotFound('no such team to follow')
        if (!isTaken(error)) throw error
        return showItem(visit, list, refusedField(t, body, 'name', 'study.itemTaken'))
      }
    },
  },
  {
    method: 'post',
    path: `${base}/${list}/:item/removal`,
    door: 'account',
    may: 'study.edit',
    handle: async (visit) => {
      const { db, seat, t, param, trail } = visit
      const uses = (await trail(kindOf[list], [param('item')])).get(param('item')) ?? []
      const refused = async () => {
        const page = await showItem(visit, list, refusedField(t, {}, '', 'study.itemUsed'))
        return { ...page, status: 409 }
      }
      if (uses.length > 0) return refused()
      try {
        await change(db, seat, (tx) => deleteItem(tx, seat, list, param('item')))
      } catch (error) {
        if (!isStillUsed(error)) throw error
        return refused()
      }
      return { redirect: `/studies/${seat.studyId}/study/${list}`, notice: 'removed' }
    },
  },
])

async function showList({ db, seat, t, trail }: Visit, list: Exclude<List, 'elements'>, form: Form) {
  const items = await itemsOf(db, seat, list)
  const teams = list === 'teams' ? await teamsOf(db, seat) : []
  const uses = await trail(
    kindOf[list],
    items.map(({ id }) => id),
  )
  return listPage(t, seat, list, { items, teams, uses }, form)
}

/** What stands on the page of a list, the times of a team each in a column of its own. */
async function sendList({ db, seat, t, trail }: Visit, list: List): Promise<Answer> {
  const items = await itemsOf(db, seat, list)
  const teams = list === 'teams' ? await teamsOf(db, seat) : []
  const uses = await trail(
    kindOf[list],
    items.map(({ id }) => id),
  )
  const detailsOf = ({ id, explanation }: (typeof items)[number]) => {
    if (explained.includes(list)) return [explanation]
    const team = teams.find((one) => one.id === id)
    const successor = teams.find((one) => one.id === team?.successor_id)
    return team ? [team.begins_on, team.ends_on, successor?.name ?? ''] : []
  }
  const times = list === 'teams' ? (['begins_on', 'ends_on', 'successor_id'] as const) : []
  const details = explained.includes(list) ? (['explanation'] as const) : times
  const fields = ['itemName', ...details] as const
  const header = [...fields.map((field) => t(`study.field.${field}`)), t('study.usedBy')]
  const rows = items.map((item) => [item.name, ...detailsOf(item), inWords(t, uses.get(item.id))])
  return csv(t.language, t(`study.${list}.csvName`), header, rows)
}

async function showItem({ db, seat, t, param, trail }: Visit, list: List, form: Form | undefined) {
  const id = param('item')
  const item = await itemWith(db, seat, list, id)
  const teams = list === 'teams' ? await teamsOf(db, seat) : []
  const uses = (await trail(kindOf[list], [id])).get(id) ?? []
  const stored = filledForm({ ...item, version: versionOf(item) })
  return editItemPage(t, seat, list, { id, name: item.name, teams, uses }, shownForm(stored, form))
}

async function showModel({ db, seat, t }: Visit, form: Form) {
  const [study, elements, questions] = [
    await studyOf(db, seat),
    await itemsOf(db, seat, 'elements'),
    await questionsOf(db, seat),
  ]
  return modelPage(t, seat, { study, elements, questions }, form)
}
