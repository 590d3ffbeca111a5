import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { blankForm, refusedField, refusedForm, typedIn, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { codebookOf, codeWith, edgesOf, quotationsPerCode } from '../coding/code-queries.ts'
import { codingsOf, quotationCounts, quotationsOfCode } from '../coding/queries.ts'
import { photosOf, type Photo } from '../photos/queries.ts'
import { forgetFallen, replaceEvidence } from './editing-queries.ts'
import { evidencePage, newEvidencePage, type Choosing } from './evidence-page.ts'
import { evidenceOf, newestQuotations, quotationsUnder, quotationsWith } from './evidence-queries.ts'
import { Evidence, Seen, type EvidenceInput } from './input.ts'
import { findingWith } from './queries.ts'
import { mostEvidence, withAllBelow } from './rules.ts'

const base = '/studies/:study/findings'

/** So many quotations or photos are shown at once without a filter. */
const few = 60
/** So many quotations of a code are shown; more is too long to read through. */
const most = 300

export const choosingRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/evidence`,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => {
      const chosen = visit.query('all') === '' ? chosenIn(visit) : await allOfCode(visit)
      return newEvidencePage(visit.t, visit.seat, await choosing(visit, chosen))
    },
  },
]

export const evidenceRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/:finding/evidence`,
    door: 'account',
    may: 'findings.edit',
    handle: (visit) => showEvidence(visit, blankForm),
  },
  {
    method: 'post',
    path: `${base}/:finding/evidence`,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const seen = Seen.safeParse(body)
      if (!seen.success) return showEvidence(visit, refusedForm(t, body, seen.error))
      const input = Evidence.safeParse(body)
      if (!input.success) return showEvidence(visit, refusedForm(t, body, input.error))
      const id = param('finding')
      const page = `/studies/${seat.studyId}/findings/${id}`
      const refused = async (key: 'findings.overtaken' | 'findings.evidenceGone', status: number) => ({
        ...(await showEvidence(visit, refusedField(t, body, '', key), status === 409)),
        status,
      })
      try {
        await change(db, seat, (tx) => replaceEvidence(tx, seat, id, seen.data.version, input.data))
      } catch (error) {
        if (error instanceof Conflict) return refused('findings.overtaken', 409)
        if (error instanceof NotFound) return refused('findings.evidenceGone', 404)
        throw error
      }
      return { redirect: page, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/:finding/fallen-evidence/removal`,
    door: 'account',
    may: 'findings.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => forgetFallen(tx, seat, param('finding')))
      return { redirect: `/studies/${seat.studyId}/findings/${param('finding')}`, notice: 'saved' }
    },
  },
]

/** What is ticked, by the address or by the form that came. */
export function chosenIn(visit: Visit): EvidenceInput {
  return { quotation: valuesIn(visit, 'quotation'), photo: valuesIn(visit, 'photo') }
}

function valuesIn({ body, queryAll }: Visit, name: string): string[] {
  const typed = typedIn(body)[name]
  return typed === undefined ? queryAll(name) : [typed].flat()
}

/** All quotations of the code that one comes from; none where they are too many to be one finding's evidence. */
async function allOfCode({ db, seat, query }: Visit): Promise<EvidenceInput> {
  const quotations = await quotationsOfCode(db, seat, query('code'), '', mostEvidence + 1)
  const fits = quotations.length <= mostEvidence
  return { quotation: fits ? quotations.map(({ id }) => id) : [], photo: [] }
}

async function showEvidence(visit: Visit, form: Form, hasSeenTheirs = false) {
  const { db, seat, t, param, query } = visit
  const finding = await findingWith(db, seat, param('finding'))
  const evidence = await evidenceOf(db, seat, finding.id)
  const stored = {
    quotation: evidence.quotations.map(({ id }) => id),
    photo: evidence.photos.map(({ id }) => id),
  }
  const [seen = ''] = [form.typed.version ?? query('version')].flat()
  // Nothing was chosen yet: the page is opened, and not filtered or refused.
  const isOpened = seen === ''
  const version = String(finding.version)
  return evidencePage(
    t,
    seat,
    finding,
    {
      choosing: await choosing(visit, isOpened ? stored : chosenIn(visit)),
      stored: hasSeenTheirs ? stored : undefined,
      // Whoever filters or is refused for something else has not seen what came between.
      version: isOpened || hasSeenTheirs ? version : seen,
    },
    form,
  )
}

async function choosing(visit: Visit, chosen: EvidenceInput): Promise<Choosing> {
  const { db, seat } = visit
  const [code = '', person = ''] = [valuesIn(visit, 'code')[0], valuesIn(visit, 'person')[0]]
  const { total } = await quotationCounts(db, seat)
  const quotations = await quotationsFor(visit, code, total)
  const picked = await quotationsWith(db, seat, chosen.quotation)
  const allPhotos = await photosOf(db, seat)
  const photos = allPhotos.filter(({ person_id }) =>
    person === '' ? allPhotos.length <= few : person_id === person,
  )
  const pickedPhotos = allPhotos.filter(({ id }) => chosen.photo.includes(id))
  await noteReading(
    db,
    seat,
    [...picked, ...quotations, ...pickedPhotos, ...photos].map(({ id }) => id),
  )
  return {
    codes: await codebookOf(db, seat),
    perCode: await quotationsPerCode(db, seat),
    codings: await codingsOf(
      db,
      seat,
      quotations.map(({ id }) => id),
    ),
    quotations,
    chosen: { quotations: picked, photos: pickedPhotos },
    photos,
    people: allPhotos.length > few ? peopleIn(allPhotos) : [],
    ...{ code, person, total },
    isCut: quotations.length === most,
  }
}

/** Those of a code with all that stand under it; without a code all, when they are few. */
async function quotationsFor({ db, seat }: Visit, code: string, total: number) {
  if (code === '') return total > few ? [] : newestQuotations(db, seat, few)
  await codeWith(db, seat, code)
  return quotationsUnder(db, seat, withAllBelow(await edgesOf(db, seat), code), most)
}

function peopleIn(photos: readonly Photo[]): { id: string; number: number }[] {
  const people = new Map(photos.map(({ person_id, number }) => [person_id, number]))
  return [...people].map(([id, number]) => ({ id, number }))
}
