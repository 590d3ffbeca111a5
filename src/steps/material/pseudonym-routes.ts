import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { Conflict } from '../../errors.ts'
import { refusedForm, typedIn, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { originalsKept } from './original-queries.ts'
import { pageSize, readChoices, SeenText } from './pseudonym-input.ts'
import { namesFor } from './pseudonym-naming-rules.ts'
import { labelIn, namesPage, replacedPage } from './pseudonym-page.ts'
import { checkNames, nameCheckOf, proposalsFor, replaceNames } from './pseudonym-queries.ts'
import { keptPseudonyms, removePseudonym } from './pseudonym-table-queries.ts'
import { materialWith } from './queries.ts'

const base = '/studies/:study/material'

/**
 * Taking names out of a text. Whoever does it sees the names that the study knows beside the raw text, so both must be
 * allowed: without names one would learn from what is proposed who is on the list.
 */
export const pseudonymRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/names`,
    door: 'account',
    may: 'material.read',
    needs: 'names',
    handle: async ({ db, seat, t }) => {
      await noteReading(db, seat, ['names'])
      return replacedPage(t, seat, await keptPseudonyms(db, seat))
    },
  },
  {
    method: 'post',
    path: `${base}/names/:replaced/removal`,
    door: 'account',
    may: 'material.edit',
    needs: 'names',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => removePseudonym(tx, seat, param('replaced')))
      return { redirect: `/studies/${seat.studyId}/material/names`, notice: 'removed' }
    },
  },
  {
    method: 'get',
    path: `${base}/:material/names`,
    door: 'account',
    may: 'material.edit',
    needs: 'namesAndRaw',
    handle: (visit) => showNames(visit, Number(visit.query('from')) || 0),
  },
  {
    method: 'post',
    path: `${base}/:material/names`,
    door: 'account',
    may: 'material.edit',
    needs: 'namesAndRaw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const seen = SeenText.safeParse(body)
      if (!seen.success) return showNames(visit, 0, refusedForm(t, body, seen.error))
      const { version, from } = seen.data
      const id = param('material')
      const material = await materialWith(db, seat, id)
      const found = await proposalsFor(db, seat, material)
      const { proposals, kept, counts } = found
      const names = namesFor(proposals, kept, counts, labelIn(seat))
      const typed = typedIn(body)
      const { chosen, problems, isStale } = readChoices(typed, proposals, names)
      const isOld = isStale || material.version !== version
      if (!isOld && Object.keys(problems).length > 0) {
        const wrong = Object.entries(problems).map(([field, key]) => [field, t(key)])
        return showNames(visit, from, { typed, problems: Object.fromEntries(wrong) as Form['problems'] })
      }
      const left = Math.min(pageSize, proposals.length - from) - chosen.size
      const action = `/studies/${seat.studyId}/material/${id}/names`
      return unlessOvertaken(
        visit,
        () => {
          if (isOld) throw new Conflict('the text was changed meanwhile')
          return change(db, seat, (tx) => replaceNames(tx, seat, id, { version, chosen, found }))
        },
        (form) => showNames(visit, from, form),
        { redirect: addressWith(action, { from: from + Math.max(0, left) || undefined }), notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${base}/:material/names/checks`,
    door: 'account',
    may: 'material.edit',
    needs: 'namesAndRaw',
    handle: async ({ db, seat, param }) => {
      const id = param('material')
      await change(db, seat, (tx) => checkNames(tx, seat, id))
      return { redirect: `/studies/${seat.studyId}/material/${id}`, notice: 'saved' }
    },
  },
]

async function showNames(visit: Visit, from: number, refused?: Form): Promise<Answer> {
  const { db, seat, t, param } = visit
  const material = await materialWith(db, seat, param('material'))
  await noteReading(db, seat, [material.id])
  const { whole, proposals, kept, counts } = await proposalsFor(db, seat, material)
  const names = namesFor(proposals, kept, counts, labelIn(seat))
  const check = await nameCheckOf(db, seat, material.id)
  const { keeps } = await originalsKept(db, seat)
  return namesPage(t, seat, material, { whole, proposals, names, check, keeps, from }, refused)
}
