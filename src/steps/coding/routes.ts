import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { versionOfAnswer } from '../../http/answered.ts'
import { blankForm, ReadBack, refusedField, refusedForm, type Form } from '../../http/form.ts'
import { AnswerSeen, versionAgain } from '../../http/meanwhile.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { soundsIn, useIn } from '../../http/trail.ts'
import { materialWith, speakersOf, type Material } from '../material/queries.ts'
import { nameCheckOf } from '../material/pseudonym-queries.ts'
import { papersBehind } from '../people/answer-paper-queries.ts'
import { photosOf } from '../photos/queries.ts'
import { Codes, NewQuotation, PhotoTie } from './input.ts'
import { isLeftOut, passagesOf } from './passage-queries.ts'
import { permissionPage } from './permission-page.ts'
import { quotationPage } from './quotation-page.ts'
import { listedQuotation, textPage } from './text-page.ts'
import { codebookOf } from './code-queries.ts'
import { deleteCoding, deleteQuotation, insertCodings, insertQuotation, tiePhoto } from './editing-queries.ts'
import { answerOnScreen, setWish } from './permission-queries.ts'
import { codingsOf, codingsOfText, quotationsOfText, quotationWith, type Quotation } from './queries.ts'
import { placeRoutes } from './place-routes.ts'
import { ownTextRoutes } from './own-text-routes.ts'
import { passageRoutes } from './passage-routes.ts'
import { choosingRoutes } from './choosing-routes.ts'
import { readingRoutes } from './reading-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import { placeOf } from './rules.ts'

const base = '/studies/:study/coding'

const texts: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/materials/:material`,
    door: 'account',
    may: 'coding.read',
    needs: 'raw',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const material = await materialWith(db, seat, param('material'))
      await noteReading(db, seat, [material.id])
      return showText(visit, material, blankForm)
    },
  },
  {
    method: 'post',
    path: `${base}/materials/:material/quotations`,
    door: 'account',
    may: 'coding.edit',
    needs: 'raw',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, param, wantsJson } = visit
      const material = await materialWith(db, seat, param('material'))
      const refused = (form: Form): Answer | Promise<Answer> =>
        wantsJson ? { json: { problems: form.problems }, status: 422 } : showText(visit, material, form)
      const input = NewQuotation.safeParse(body)
      if (!input.success) return refused(refusedForm(t, body, input.error))
      const { selected, words, ...chosen } = input.data
      const span = placeOf(material.text, words, selected)
      if (span === 'absent') return refused(refusedField(t, body, 'words', 'coding.wordsAbsent'))
      if (span === 'several') return refused(refusedField(t, body, 'words', 'coding.wordsSeveral'))
      if (await isLeftOut(db, seat, material.id, span))
        return refused(refusedField(t, body, 'words', 'coding.leftOut'))
      const quoted = { ...chosen, span, words: material.text.slice(span.start, span.end) }
      const { id } = await change(db, seat, (tx) => insertQuotation(tx, seat, material, quoted))
      if (!wantsJson) return { redirect: `${baseOf(visit)}/materials/${material.id}#at-${id}` }
      return listedQuotation(t, seat, await quotationWith(db, seat, id), await codingsOf(db, seat, [id]))
    },
  },
]

const quotations: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/quotations/:quotation`,
    door: 'account',
    may: 'coding.read',
    handle: (visit) => showQuotation(visit, blankForm),
  },
  {
    method: 'post',
    path: `${base}/quotations/:quotation/codes`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Codes.safeParse(body)
      if (!input.success) return showQuotation(visit, refusedForm(t, body, input.error))
      await change(db, seat, (tx) => insertCodings(tx, seat, param('quotation'), input.data))
      return toQuotation(visit)
    },
  },
  {
    method: 'post',
    path: `${base}/quotations/:quotation/codes/:code/removal`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deleteCoding(tx, seat, param('quotation'), param('code')))
      return toQuotation(visit)
    },
  },
  {
    method: 'post',
    path: `${base}/quotations/:quotation/photo`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, body, param } = visit
      const input = PhotoTie.safeParse(body)
      if (!input.success) throw new NotFound('no such photo')
      await change(db, seat, (tx) => tiePhoto(tx, seat, param('quotation'), input.data.photo_id))
      return toQuotation(visit)
    },
  },
  ...(['wish', 'wish/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${base}/quotations/:quotation/${noun}`,
    door: 'account',
    may: 'coding.wish',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => setWish(tx, seat, param('quotation'), noun === 'wish'))
      return toQuotation(visit)
    },
  })),
  {
    method: 'post',
    path: `${base}/quotations/:quotation/removal`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const { id, material_id } = await quotationWith(db, seat, param('quotation'))
      await change(db, seat, (tx) => deleteQuotation(tx, seat, id))
      const to = seat.readsRaw ? `${baseOf(visit)}/materials/${material_id}` : baseOf(visit)
      return { redirect: to, notice: 'removed' }
    },
  },
  {
    method: 'post',
    path: '/studies/:study/participants/:person/quotations/:quotation/permission',
    door: 'participant',
    may: 'quotations.answer',
    needs: 'key',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = ReadBack.safeParse(body)
      const seen = AnswerSeen.safeParse(body)
      if (!input.success) return showPermission(visit, refusedForm(t, body, input.error))
      if (!seen.success) return showPermission(visit, refusedForm(t, body, seen.error))
      const { version } = seen.data
      const own = `/studies/${seat.studyId}/participants/${seat.personId}`
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => answerOnScreen(tx, seat, param('quotation'), input.data, version)),
        (form) => showPermission(visit, form),
        { redirect: `${own}/reading-back#quotation-${param('quotation')}`, notice: 'saved' },
      )
    },
  },
]

/** What a text is coded on, and each quotation by itself. */
export const routes: StudyRoute[] = [
  ...texts,
  ...quotations,
  ...reviewRoutes,
  ...placeRoutes,
  ...readingRoutes,
  ...choosingRoutes,
  ...passageRoutes,
  ...ownTextRoutes,
]

async function showPermission({ db, seat, t, param }: Visit, form: Form): Promise<Answer> {
  const quotation = await quotationWith(db, seat, param('quotation'))
  if (quotation.wished_at === null) throw new NotFound('nobody asked for this quotation')
  return permissionPage(t, seat, quotation, {
    form,
    version: versionAgain(form, versionOfAnswer({ ...quotation, sentence: quotation.words })),
  })
}

async function showText({ db, seat, t, trail }: Visit, material: Material, form: Form) {
  const entries = (await trail('material', [material.id])).get(material.id)
  const parts = {
    talk: useIn(t, entries, 'talk'),
    sounds: soundsIn(entries),
    speakers: await speakersOf(db, seat, material.id),
    quotations: await quotationsOfText(db, seat, material.id),
    codings: await codingsOfText(db, seat, material.id),
    codes: await codebookOf(db, seat),
    photos: await photosFor({ db, seat }, material),
    isChecked: (await nameCheckOf(db, seat, material.id)) !== undefined,
    passages: await passagesOf(db, seat, material.id),
  }
  return textPage(t, seat, material, parts, form)
}

/** The photos that a text may be about: of whose words it is, or all when it is nobody's. */
async function photosFor(
  { db, seat }: Pick<Visit, 'db' | 'seat'>,
  { person_id }: { person_id: string | null },
) {
  const photos = await photosOf(db, seat)
  return photos.filter((photo) => person_id === null || photo.person_id === person_id)
}

async function showQuotation(visit: Visit, form: Form) {
  const { db, seat, t, param, way } = visit
  const quotation: Quotation = await quotationWith(db, seat, param('quotation'))
  await noteReading(db, seat, [quotation.id])
  const parts = {
    codings: await codingsOf(db, seat, [quotation.id]),
    codes: await codebookOf(db, seat),
    photos: await photosFor(visit, quotation),
    way: await way('quotation', quotation.id),
    paper: (await papersBehind(db, seat, [quotation.id])).get(quotation.id),
  }
  return quotationPage(t, seat, quotation, parts, form)
}

function toQuotation(visit: Visit): Answer {
  return { redirect: `${baseOf(visit)}/quotations/${visit.param('quotation')}`, notice: 'saved' }
}

function baseOf({ seat }: Visit): string {
  return `/studies/${seat.studyId}/coding`
}
