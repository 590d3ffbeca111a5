import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { Conflict, NotFound, Unreadable } from '../../errors.ts'
import { csv } from '../../http/csv.ts'
import {
  blankForm,
  filledForm,
  refusedField,
  refusedForm,
  shownForm,
  type Form,
  overtakenForm,
} from '../../http/form.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { written } from '../../method/numbers.ts'
import { photosOf } from '../photos/queries.ts'
import { itemsOf } from '../study/queries.ts'
import { deleteFinding, insertFinding, setState, updateFinding } from './editing-queries.ts'
import {
  allEvidence,
  evidenceOf,
  evidenceTallies,
  fallenEvidence,
  quotationsWith,
  shownOf,
} from './evidence-queries.ts'
import { chosenIn, choosingRoutes, evidenceRoutes } from './evidence-routes.ts'
import { editFindingPage, newFindingPage } from './form-page.ts'
import { Evidence, Finding, Seen } from './input.ts'
import { outcomeRoutes } from './outcome-routes.ts'
import { findingPage, findingsPage } from './page.ts'
import { findingsOf, findingWith, type Finding as FindingRow } from './queries.ts'
import { byFinding } from './rules.ts'

const base = '/studies/:study/findings'

const making: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'findings.read',
    handle: async ({ db, seat, t }) => {
      const findings = await findingsOf(db, seat)
      const tallies = await evidenceTallies(db, seat)
      return findingsPage(t, seat, findings, { tallies, fallen: await fallenEvidence(db, seat) })
    },
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'findings.export',
    handle: sendFindings,
  },
  ...choosingRoutes,
  {
    method: 'get',
    path: `${base}/new`,
    door: 'account',
    may: 'findings.edit',
    handle: (visit) => showNew(visit, blankForm),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Finding.safeParse(body)
      if (!input.success) return showNew(visit, refusedForm(t, body, input.error))
      const evidence = Evidence.safeParse(body)
      if (!evidence.success) return showNew(visit, refusedForm(t, body, evidence.error))
      try {
        const { id } = await change(db, seat, (tx) => insertFinding(tx, seat, input.data, evidence.data))
        return { redirect: `${baseOf(visit)}/${id}`, notice: 'added' }
      } catch (error) {
        if (isStillUsed(error)) throw new NotFound('no such category')
        if (!(error instanceof NotFound)) throw error
        // What was chosen may have been taken away meanwhile; what was typed is not lost for that.
        return { ...(await showNew(visit, refusedField(t, body, '', 'findings.evidenceGone'))), status: 404 }
      }
    },
  },
]

const single: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/:finding`,
    door: 'account',
    may: 'findings.read',
    handle: (visit) => showFinding(visit),
  },
  {
    method: 'get',
    path: `${base}/:finding/edit`,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => showEdit(visit, await findingIn(visit), undefined),
  },
  {
    method: 'post',
    path: `${base}/:finding`,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const finding = await findingIn(visit)
      const seen = Seen.safeParse(body)
      if (!seen.success) return showEdit(visit, finding, refusedForm(t, body, seen.error))
      const input = Finding.safeParse(body)
      if (!input.success) return showEdit(visit, finding, refusedForm(t, body, input.error))
      try {
        await change(db, seat, (tx) => updateFinding(tx, seat, finding.id, seen.data.version, input.data))
      } catch (error) {
        if (isStillUsed(error)) throw new NotFound('no such category')
        if (!(error instanceof Conflict)) throw error
        return showEdit(visit, await findingIn(visit), overtakenForm(t, body))
      }
      return { redirect: `${baseOf(visit)}/${finding.id}`, notice: 'saved' }
    },
  },
  ...(['readiness', 'readiness/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${base}/:finding/${noun}`,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => {
      const { db, seat, body, param } = visit
      const state = noun === 'readiness' ? 'ready' : 'draft'
      const seen = Seen.safeParse(body)
      if (!seen.success) throw new Unreadable('a finding is ready as it was read')
      const key = { id: param('finding'), version: seen.data.version }
      try {
        await change(db, seat, (tx) => setState(tx, seat, key, state))
      } catch (error) {
        const isOvertaken = (await findingIn(visit)).version !== key.version
        if (!(error instanceof Conflict) || isOvertaken) throw error
        return showFinding(visit, visit.t('findings.readyNeedsEvidence'))
      }
      return { redirect: `${baseOf(visit)}/${key.id}`, notice: 'saved' }
    },
  })),
  {
    method: 'post',
    path: `${base}/:finding/removal`,
    door: 'account',
    may: 'findings.edit',
    handle: async (visit) => {
      const { db, seat, t, trail } = visit
      const finding = await findingIn(visit)
      const refused = async () => ({
        ...(await showEdit(visit, finding, refusedField(t, {}, '', 'findings.stillUsed'))),
        status: 409,
      })
      if ((await trail('finding', [finding.id])).has(finding.id)) return refused()
      try {
        await change(db, seat, (tx) => deleteFinding(tx, seat, finding.id))
      } catch (error) {
        if (!isStillUsed(error)) throw error
        return refused()
      }
      return { redirect: baseOf(visit), notice: 'removed' }
    },
  },
]

export const routes: StudyRoute[] = [...making, ...outcomeRoutes, ...single, ...evidenceRoutes]

function findingIn({ db, seat, param }: Visit): Promise<FindingRow> {
  return findingWith(db, seat, param('finding'))
}

async function showFinding(visit: Visit, problem = '') {
  const { db, seat, t, way } = visit
  const finding = await findingIn(visit)
  const evidence = await evidenceOf(db, seat, finding.id)
  await noteReading(
    db,
    seat,
    [...evidence.quotations, ...evidence.photos].map(({ id }) => id),
  )
  return findingPage(t, seat, finding, {
    evidence,
    shown: await shownOf(db, seat, finding.id),
    fallen: (await fallenEvidence(db, seat)).get(finding.id) ?? 0,
    way: await way('finding', finding.id),
    problem,
  })
}

async function showNew(visit: Visit, form: Form) {
  const { db, seat, t } = visit
  const chosen = chosenIn(visit)
  const photos = (await photosOf(db, seat)).filter(({ id }) => chosen.photo.includes(id))
  const quotations = await quotationsWith(db, seat, chosen.quotation)
  await noteReading(
    db,
    seat,
    [...quotations, ...photos].map(({ id }) => id),
  )
  const ticked = new URLSearchParams()
  for (const { id } of quotations) ticked.append('quotation', id)
  for (const { id } of photos) ticked.append('photo', id)
  const choose = `${baseOf(visit)}/evidence?${ticked.toString()}`
  const categories = await itemsOf(db, seat, 'categories')
  return newFindingPage(t, seat, { categories, quotations, photos, choose }, form)
}

async function showEdit(visit: Visit, finding: FindingRow, form: Form | undefined) {
  const { db, seat, t, trail } = visit
  const { title, text, kind, category_id, holds_for, version } = finding
  const stored = filledForm({ title, text, kind, category_id, holds_for, version })
  const uses = (await trail('finding', [finding.id])).get(finding.id) ?? []
  const parts = { categories: await itemsOf(db, seat, 'categories'), uses }
  return editFindingPage(t, seat, finding, parts, shownForm(stored, form))
}

async function sendFindings({ db, seat, t }: Visit): Promise<Answer> {
  const { quotations, photos } = await allEvidence(db, seat)
  await noteReading(
    db,
    seat,
    [...quotations, ...photos].map(({ id }) => id),
  )
  const evidence = byFinding([
    ...quotations.map((one) => ({ ...one, piece: t('findings.piece.quotation') })),
    ...photos.map((one) => ({ ...one, piece: t(`photos.kind.${one.kind}`) })),
  ])
  const header = ['category', 'title', 'kind', 'state', 'holdsFor', 'text'] as const
  const headerOfPiece = ['piece', 'number', 'words', 'rung'] as const
  const rows = (await findingsOf(db, seat)).flatMap((finding) => {
    const { id, category, title, kind, state, holds_for, text } = finding
    const said = [category, title, t(`findings.kind.${kind}`), t(`findings.state.${state}`), holds_for, text]
    return (evidence.get(id) ?? [undefined]).map((piece) => [
      ...said,
      piece?.piece ?? '',
      typeof piece?.number === 'number' ? written(piece.number) : '',
      piece?.words ?? '',
      piece ? t(`rungs.${piece.rung}`) : '',
    ])
  })
  return csv(
    t.language,
    t('findings.csvName'),
    [...header, ...headerOfPiece].map((column) => t(`findings.column.${column}`)),
    rows,
  )
}

function baseOf({ seat }: Visit): string {
  return `/studies/${seat.studyId}/findings`
}
