import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { refusedField, refusedForm, type Form } from '../../http/form.ts'
import { inTurns } from '../../http/in-turns.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { differing } from '../../method/alike.ts'
import { reanchorPoints } from '../../method/edits.ts'
import { spanOf } from '../../method/quoted.ts'
import { materialWith, speakersOf, type Material } from '../material/queries.ts'
import { versionsOf, versionWith } from '../material/version-queries.ts'
import { NewPlace } from './input.ts'
import { placePage } from './place-page.ts'
import { codingsOf, quotationsOfText, quotationWith, type Quotation } from './queries.ts'
import { setPlace } from './review-queries.ts'
import { placeOf } from './rules.ts'

const path = '/studies/:study/coding/quotations/:quotation/place'

/** Another place in its text for a quotation whose words changed with it. */
export const placeRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'coding.edit',
    needs: 'raw',
    handle: (visit) => showPlace(visit, undefined),
  },
  {
    method: 'post',
    path,
    door: 'account',
    may: 'coding.edit',
    needs: 'raw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const { id, material_id } = await quotationWith(db, seat, param('quotation'))
      const show = (form: Form) => showPlace(visit, form)
      const input = NewPlace.safeParse(body)
      if (!input.success) return show(refusedForm(t, body, input.error))
      const { words, selected, ...seen } = input.data
      const { text } = await materialWith(db, seat, material_id)
      const span = placeOf(text, words, selected)
      if (span === 'absent') return show(refusedField(t, body, 'words', 'coding.wordsAbsent'))
      if (span === 'several') return show(refusedField(t, body, 'words', 'coding.wordsSeveral'))
      const others = await quotationsOfText(db, seat, material_id)
      if (
        others.some((one) => one.id !== id && one.start_offset === span.start && one.end_offset === span.end)
      )
        return show(refusedField(t, body, 'words', 'coding.placeTaken'))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => setPlace(tx, seat, id, span, seen)),
        show,
        {
          redirect: `/studies/${seat.studyId}/coding/materials/${material_id}/review`,
          notice: 'saved',
        },
      )
    },
  },
]

async function showPlace(visit: Visit, refused: Form | undefined): Promise<Answer> {
  const { db, seat, t, param } = visit
  const quotation = await quotationWith(db, seat, param('quotation'))
  const material = await materialWith(db, seat, quotation.material_id)
  await noteReading(db, seat, [material.id])
  const parts = {
    quotation,
    codings: await codingsOf(db, seat, [quotation.id]),
    speakers: await speakersOf(db, seat, material.id),
    at: await whereItStood(visit, material, quotation),
  }
  return placePage(t, seat, material, parts, refused)
}

/** Where a quotation stood: in the newest version of its text that has its words, carried over to the text as it is. */
async function whereItStood(
  { db, seat }: Visit,
  { id, text }: Material,
  quotation: Quotation,
): Promise<number | undefined> {
  const span = spanOf(quotation)
  if (span) return span.start
  for (const { version } of await versionsOf(db, seat, id)) {
    const old = (await versionWith(db, seat, id, version)).text
    const start = old.indexOf(quotation.words)
    if (start !== -1) return reanchorPoints(old, text, [start], await inTurns(differing(old, text)))[0]
  }
  return undefined
}
