import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { refusedField, refusedForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { materialWith } from '../material/queries.ts'
import { NewPlace } from './input.ts'
import { codingsOf, quotationsOfText, quotationWith } from './queries.ts'
import { reviewPage, reviewsPage } from './review-page.ts'
import { keepWords, setPlace, textsToReview } from './review-queries.ts'
import { placeOf } from './rules.ts'

const base = '/studies/:study/coding'

/** What becomes of quotations whose words changed with their text. */
export const reviewRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/review`,
    door: 'account',
    may: 'coding.read',
    needs: 'raw',
    handle: async ({ db, seat, t }) => reviewsPage(t, seat, await textsToReview(db, seat)),
  },
  {
    method: 'get',
    path: `${base}/materials/:material/review`,
    door: 'account',
    may: 'coding.read',
    needs: 'raw',
    handle: (visit) => showReview(visit, visit.param('material'), undefined),
  },
  {
    method: 'post',
    path: `${base}/quotations/:quotation/place`,
    door: 'account',
    may: 'coding.edit',
    needs: 'raw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const { id, material_id } = await quotationWith(db, seat, param('quotation'))
      const show = (form: Form) => showReview(visit, material_id, { id, form })
      const input = NewPlace.safeParse(body)
      if (!input.success) return show(refusedForm(t, body, input.error))
      const { words, selected, version } = input.data
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
        () => change(db, seat, (tx) => setPlace(tx, seat, id, span, { version })),
        show,
        toReview(visit, material_id),
      )
    },
  },
  {
    method: 'post',
    path: `${base}/quotations/:quotation/kept`,
    door: 'account',
    may: 'coding.edit',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id, material_id } = await quotationWith(db, seat, param('quotation'))
      await change(db, seat, (tx) => keepWords(tx, seat, id))
      return toReview(visit, material_id)
    },
  },
]

async function showReview(visit: Visit, materialId: string, refused: { id: string; form: Form } | undefined) {
  const { db, seat, t } = visit
  const material = await materialWith(db, seat, materialId)
  await noteReading(db, seat, [material.id])
  const all = await quotationsOfText(db, seat, material.id)
  const quotations = all.filter(
    ({ id, standing }) => standing === 'review' || standing === 'gone' || id === refused?.id,
  )
  const codings = await codingsOf(
    db,
    seat,
    quotations.map(({ id }) => id),
  )
  return reviewPage(t, seat, material, { quotations, codings }, refused)
}

function toReview({ seat }: Visit, materialId: string) {
  const redirect = `/studies/${seat.studyId}/coding/materials/${materialId}/review`
  return { redirect, notice: 'saved' as const }
}
