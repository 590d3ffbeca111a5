import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import type { StudyRoute } from '../../http/route.ts'
import { deleteColleague, deleteNameList, nameListOf } from './colleague-queries.ts'
import { drawsOf, drawsWith } from './draw-queries.ts'
import { colleaguesOf } from './listed-queries.ts'
import { unlistAllPage, unlistOnePage } from './unlist-page.ts'

const base = '/studies/:study/people/names'

/** Somebody is taken from the list of names, or the whole list is removed: each asked on a page of its own first. */
export const unlistRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/removal`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async ({ db, seat, t }) => {
      if (!(await nameListOf(db, seat))) throw new NotFound('no list of names is held')
      const draws = (await drawsOf(db, seat)).length
      return unlistAllPage(t, seat, { colleagues: await colleaguesOf(db, seat), draws })
    },
  },
  {
    method: 'post',
    path: `${base}/removal`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async ({ db, seat }) => {
      await change(db, seat, (tx) => deleteNameList(tx, seat))
      return { redirect: `/studies/${seat.studyId}/people/names`, notice: 'removed' }
    },
  },
  {
    method: 'get',
    path: `${base}/:colleague/removal`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async ({ db, seat, t, param }) => {
      const all = await colleaguesOf(db, seat)
      const one = all.find(({ id }) => id === param('colleague'))
      if (!one) throw new NotFound('nobody of that id')
      const draws = await drawsWith(db, seat, one.id)
      return unlistOnePage(t, seat, one, { draws, others: all.length - 1 })
    },
  },
  {
    method: 'post',
    path: `${base}/:colleague/removal`,
    door: 'account',
    may: 'sample.edit',
    needs: 'names',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => deleteColleague(tx, seat, param('colleague')))
      return { redirect: `/studies/${seat.studyId}/people/names`, notice: 'removed' }
    },
  },
]
