import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { KeepsOriginals } from './input.ts'
import { originalPage, originalsPage } from './original-page.ts'
import {
  originalCount,
  originalsKept,
  originalWith,
  removeOriginal,
  setOriginalsKept,
} from './original-queries.ts'
import { materialWith } from './queries.ts'

const base = '/studies/:study/material'

/** Texts as they were before names were taken out: whether a study keeps them, and one to read. */
export const originalRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/originals`,
    door: 'account',
    may: 'material.read',
    handle: (visit) => showSetting(visit, undefined),
  },
  {
    method: 'post',
    path: `${base}/originals`,
    door: 'account',
    may: 'material.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = KeepsOriginals.safeParse(body)
      if (!input.success) return showSetting(visit, refusedForm(t, body, input.error))
      const { keeps, sure, count } = input.data
      if (!keeps && count > 0 && !sure) {
        return showSetting(visit, refusedField(t, body, 'sure', 'originals.sureRequired'))
      }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => setOriginalsKept(tx, seat, input.data)),
        (form) => showSetting(visit, form),
        { redirect: `/studies/${seat.studyId}/material/originals`, notice: 'saved' },
      )
    },
  },
  {
    method: 'get',
    path: `${base}/:material/original`,
    door: 'account',
    may: 'material.read',
    needs: 'namesAndRaw',
    handle: async ({ db, seat, t, param }) => {
      const id = param('material')
      const original = await originalWith(db, seat, id)
      await noteReading(db, seat, [id, 'original'])
      return originalPage(t, seat, id, original)
    },
  },
  {
    method: 'post',
    path: `${base}/:material/original/removal`,
    door: 'account',
    may: 'material.edit',
    needs: 'namesAndRaw',
    handle: async ({ db, seat, param }) => {
      const { id } = await materialWith(db, seat, param('material'))
      await change(db, seat, (tx) => removeOriginal(tx, seat, id))
      return { redirect: `/studies/${seat.studyId}/material/${id}`, notice: 'removed' }
    },
  },
]

async function showSetting({ db, seat, t }: Visit, refused: Form | undefined) {
  const { keeps, version } = await originalsKept(db, seat)
  const count = await originalCount(db, seat)
  // The count of now: what is pressed next is about that.
  const form = shownForm(filledForm({ version }), refused)
  return originalsPage(t, seat, { keeps, count }, form)
}
