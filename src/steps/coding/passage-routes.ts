import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { materialWith } from '../material/queries.ts'
import { Handled } from './passage-input.ts'
import { passagePage } from './passage-page.ts'
import { handlePassage, passageWith } from './passage-queries.ts'
import { readingAddress } from './shown.ts'

const path = '/studies/:study/coding/passages/:passage'

/** What participants said of passages of their own texts, for who handles it. */
export const passageRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'coding.read',
    needs: 'raw',
    handle: (visit) => show(visit, undefined),
  },
  {
    method: 'post',
    path,
    door: 'account',
    may: 'coding.wish',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Handled.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error))
      const { person_id, kind } = await passageWith(db, seat, param('passage'))
      // Its person would read that words are left out which stand there.
      if (input.data.outcome === 'left_out' && kind !== 'leave_out')
        return show(visit, refusedField(t, body, 'outcome', 'passages.outcomeRequired'))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => handlePassage(tx, seat, param('passage'), input.data)),
        (form) => show(visit, form),
        { redirect: `${readingAddress(seat, person_id)}#passages`, notice: 'saved' },
      )
    },
  },
]

async function show({ db, seat, t, param }: Visit, refused: Form | undefined) {
  const passage = await passageWith(db, seat, param('passage'))
  const material = await materialWith(db, seat, passage.material_id)
  await noteReading(db, seat, [passage.id, material.id])
  const { outcome, answer, version } = passage
  const form = shownForm(filledForm({ outcome, answer, version }), refused)
  return passagePage(t, seat, passage, { material, form })
}
