import { change } from '../../access/change.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { traceIn } from '../../method/material-forms.ts'
import { factsOf } from './facts-input.ts'
import { factsPage } from './facts-page.ts'
import { factsWith, saveFacts } from './facts-queries.ts'
import { Seen } from './input.ts'
import { namedForm, unseenNames } from './mirror-page.ts'
import { namesIn } from './naming-queries.ts'
import { materialWith } from './queries.ts'

const path = '/studies/:study/material/:material/facts'

/** What is known of a text beside its words. */
export const factsRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    handle: (visit) => showFacts(visit, undefined),
  },
  {
    method: 'post',
    path,
    door: 'account',
    may: 'material.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const material = await materialWith(db, seat, param('material'))
      const facts = factsOf(material.kind).safeParse(body)
      if (!facts.success) return showFacts(visit, refusedForm(t, body, facts.error))
      const seen = Seen.safeParse(body)
      if (!seen.success) return showFacts(visit, refusedForm(t, body, seen.error))
      const trace = material.kind === 'mirror' ? traceIn(facts.data.permission) : undefined
      if (trace !== undefined)
        return showFacts(visit, refusedField(t, body, 'permission', 'facts.traceRefused', { trace }))
      const names =
        material.kind === 'mirror' ? unseenNames(await namesIn(db, seat, facts.data.permission), body) : []
      if (names.length > 0) return showFacts(visit, namedForm(t, body, names))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => saveFacts(tx, seat, material.id, seen.data.version, facts.data)),
        (form) => showFacts(visit, form),
        { redirect: `/studies/${seat.studyId}/material/${material.id}`, notice: 'saved' },
      )
    },
  },
]

async function showFacts({ db, seat, t, param }: Visit, refused: Form | undefined) {
  const material = await materialWith(db, seat, param('material'))
  const known = await factsWith(db, seat, material.id)
  const stored = filledForm(known ?? { version: 0 })
  return factsPage(t, seat, material, shownForm(stored, refused))
}
