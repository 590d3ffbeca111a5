import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { newId } from '../../db/new-id.ts'
import { blankForm, filledForm, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { deleteGroup, layPhotos, moveGroup, updateGroup } from './group-queries.ts'
import { groupPage, groupsPage } from './groups-page.ts'
import { GroupTitle, Laying } from './input.ts'
import { groupsOf, groupWith, sortedPhotos } from './queries.ts'

const all = '/studies/:study/photos/groups'
const one = `${all}/:group`

/** Laying photos together. */
export const groupRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: all,
    door: 'account',
    may: 'photos.read',
    handle: (visit) => showGroups(visit, blankForm),
  },
  {
    method: 'post',
    path: all,
    door: 'account',
    may: 'photos.group',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Laying.safeParse(body)
      if (!input.success) return showGroups(visit, refusedForm(t, body, input.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => layPhotos(tx, seat, input.data)),
        (form) => showGroups(visit, form),
        { redirect: groupsAt(visit), notice: 'saved' },
      )
    },
  },
  {
    method: 'get',
    path: one,
    door: 'account',
    may: 'photos.group',
    handle: (visit) => showGroup(visit, undefined),
  },
  {
    method: 'post',
    path: one,
    door: 'account',
    may: 'photos.group',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = GroupTitle.safeParse(body)
      if (!input.success) return showGroup(visit, refusedForm(t, body, input.error))
      const { version, title } = input.data
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateGroup(tx, seat, param('group'), version, title)),
        (form) => showGroup(visit, form),
        { redirect: groupsAt(visit), notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${one}/position`,
    door: 'account',
    may: 'photos.group',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => moveGroup(tx, seat, param('group')))
      return { redirect: groupsAt(visit), notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${one}/removal`,
    door: 'account',
    may: 'photos.group',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deleteGroup(tx, seat, param('group')))
      return { redirect: groupsAt(visit), notice: 'removed' }
    },
  },
]

async function showGroups({ db, seat, t, query }: Visit, form: Form) {
  // Before anything is read: what is moved from now on was not seen.
  const seen = newId()
  const groups = await groupsOf(db, seat)
  const photos = await sortedPhotos(db, seat)
  const ids = photos.map(({ id }) => id)
  await noteReading(db, seat, ids)
  const part = /^\d{1,4}$/.test(query('part')) ? Number(query('part')) : 0
  return groupsPage(t, seat, { groups, photos, part, seen }, form)
}

async function showGroup({ db, seat, t, param }: Visit, form: Form | undefined) {
  const group = await groupWith(db, seat, param('group'))
  const { title, version } = group
  return groupPage(t, seat, group, shownForm(filledForm({ title, version }), form))
}

function groupsAt({ seat }: Visit): string {
  return `/studies/${seat.studyId}/photos/groups`
}
