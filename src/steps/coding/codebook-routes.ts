import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { Conflict, NotFound } from '../../errors.ts'
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
import { pageOf } from '../../http/paging.ts'
import { standingChip } from '../../http/standing.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { written } from '../../method/numbers.ts'
import { materialsOf } from '../material/queries.ts'
import { photosOf } from '../photos/queries.ts'
import { Code, Merger, Seen } from './input.ts'
import { codebookPage, codePage, editCodePage } from './codebook-page.ts'
import {
  codebookOf,
  codeWith,
  deleteCode,
  edgesOf,
  hangingOn,
  insertCode,
  mergeCode,
  peoplePerCode,
  quotationsPerCode,
  updateCode,
  type Code as CodeRow,
} from './code-queries.ts'
import {
  allCodings,
  allQuotations,
  codingsOf,
  pageSize,
  quotationCounts,
  quotationsOfCode,
  quotationsPerText,
} from './queries.ts'
import { byQuotation, treeOf } from './rules.ts'

const base = '/studies/:study/coding'

/** The codebook: its codes, what bears each, and both as files. */
export const codebookRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'coding.read',
    handle: (visit) => showCodebook(visit, blankForm),
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'coding.export',
    handle: sendQuotations,
  },
  {
    method: 'get',
    path: `${base}/codes.csv`,
    door: 'account',
    may: 'coding.export',
    handle: sendCodebook,
  },
  {
    method: 'post',
    path: `${base}/codes`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Code.safeParse(body)
      if (!input.success) return showCodebook(visit, refusedForm(t, body, input.error))
      const added = await change(db, seat, (tx) => insertCode(tx, seat, input.data))
      if (!added) return showCodebook(visit, refusedField(t, body, 'name', 'coding.codeTaken'))
      return { redirect: baseOf(visit), notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/codes/:code`,
    door: 'account',
    may: 'coding.read',
    handle: showCode,
  },
  {
    method: 'get',
    path: `${base}/codes/:code/edit`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => showEdit(visit, await ownCode(visit), undefined),
  },
  {
    method: 'post',
    path: `${base}/codes/:code`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const code = await ownCode(visit)
      const input = Code.safeParse(body)
      if (!input.success) return showEdit(visit, code, refusedForm(t, body, input.error))
      const seen = Seen.safeParse(body)
      if (!seen.success) return showEdit(visit, code, refusedForm(t, body, seen.error))
      try {
        const saved = await change(db, seat, (tx) =>
          updateCode(tx, seat, code.id, seen.data.version, input.data),
        )
        if (!saved) return await showEdit(visit, code, refusedField(t, body, 'name', 'coding.codeTaken'))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const isOvertaken = (await codeWith(db, seat, code.id)).version !== seen.data.version
        const form = isOvertaken ? overtakenForm(t, body) : refusedField(t, body, 'parents', 'coding.cycle')
        return showEdit(visit, await ownCode(visit), form)
      }
      return { redirect: `${baseOf(visit)}/codes/${code.id}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/codes/:code/merger`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const code = await ownCode(visit)
      const input = Merger.safeParse(body)
      if (!input.success) return showEdit(visit, code, refusedForm(t, {}, input.error))
      const { into } = input.data
      await change(db, seat, (tx) => mergeCode(tx, seat, code.id, into))
      return { redirect: `${baseOf(visit)}/codes/${into}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/codes/:code/removal`,
    door: 'account',
    may: 'coding.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await change(db, seat, (tx) => deleteCode(tx, seat, param('code')))
      return { redirect: baseOf(visit), notice: 'removed' }
    },
  },
]

async function showCodebook({ db, seat, t }: Visit, form: Form) {
  const parts = {
    codes: await codebookOf(db, seat),
    edges: await edgesOf(db, seat),
    perCode: await quotationsPerCode(db, seat),
    texts: await materialsOf(db, seat),
    perText: await quotationsPerText(db, seat),
    counts: await quotationCounts(db, seat),
  }
  return codebookPage(t, seat, parts, form)
}

async function sendQuotations({ db, seat, t, query }: Visit): Promise<Answer> {
  const codeId = query('code')
  const quotations = await allQuotations(db, seat, codeId)
  await noteReading(
    db,
    seat,
    quotations.map(({ id }) => id),
  )
  const codings = byQuotation(await allCodings(db, seat))
  const columns = ['number', 'text', 'words', 'code', 'coder', 'coded', 'photo', 'answer', 'rung'] as const
  const header = [...columns, 'standing'] as const
  const rows = quotations.flatMap((quotation) => {
    const { number, title, words, photo_id, answer, rung } = quotation
    const of = codings.get(quotation.id)?.filter(({ code_id }) => codeId === '' || code_id === codeId)
    return (of ?? [undefined]).map((coding) => [
      number === null ? '' : written(number),
      title,
      words,
      coding?.name ?? '',
      coding?.coder ?? '',
      coding?.made_at ?? '',
      t(photo_id === null ? 'form.no' : 'form.yes'),
      answer ? t(`photos.answer.${answer}`) : '',
      t(`rungs.${rung}`),
      standingChip(t, quotation)?.text ?? '',
    ])
  })
  return csv(
    t.language,
    t('coding.csvName'),
    header.map((column) => t(`coding.column.${column}`)),
    rows,
  )
}

async function sendCodebook({ db, seat, t }: Visit): Promise<Answer> {
  const codes = await codebookOf(db, seat)
  const edges = await edgesOf(db, seat)
  const quotations = await quotationsPerCode(db, seat)
  const people = await peoplePerCode(db, seat)
  const parentsOf = (id: string) => {
    const parents = edges.filter(({ code_id }) => code_id === id).map(({ parent_id }) => parent_id)
    return codes.filter((code) => parents.includes(code.id)).map(({ name }) => name)
  }
  const header = ['code', 'kind', 'under', 'explanation', 'quotations', 'people'] as const
  const lines = treeOf(codes, edges).filter(({ isAgain }) => !isAgain)
  const rows = lines.map(({ code: { id, name, kind, explanation } }) => [
    name,
    t(`coding.kindOne.${kind}`),
    parentsOf(id).join('; '),
    explanation,
    quotations.get(id) ?? 0,
    people.get(id) ?? 0,
  ])
  return csv(
    t.language,
    t('coding.codebookCsvName'),
    header.map((column) => t(`coding.column.${column}`)),
    rows,
  )
}

async function showCode({ db, seat, t, param, query }: Visit) {
  const code = await codeWith(db, seat, param('code'))
  const before = query('before')
  const asked = await quotationsOfCode(db, seat, code.id, before, pageSize + 1)
  const { rows: quotations, hasNext } = pageOf(asked, pageSize)
  const ids = quotations.map(({ id }) => id)
  await noteReading(db, seat, ids)
  const parts = {
    codes: await codebookOf(db, seat),
    edges: await edgesOf(db, seat),
    count: (await quotationsPerCode(db, seat)).get(code.id) ?? 0,
    codings: await codingsOf(db, seat, ids),
    photos: await photosOf(db, seat),
  }
  return codePage(t, seat, code, { ...parts, quotations, before, hasNext })
}

/** A code that the team made: the sides of the model and the categories are changed in the study. */
async function ownCode({ db, seat, param }: Visit): Promise<CodeRow> {
  const code = await codeWith(db, seat, param('code'))
  if (code.kind !== 'free') throw new NotFound('this code is changed in the study')
  return code
}

async function showEdit({ db, seat, t }: Visit, code: CodeRow, form: Form | undefined) {
  const parts = { codes: await codebookOf(db, seat), hanging: await hangingOn(db, seat, code.id) }
  const { name, explanation, version } = code
  const parents = (await edgesOf(db, seat))
    .filter(({ code_id }) => code_id === code.id)
    .map(({ parent_id }) => parent_id)
  const stored = { typed: { ...filledForm({ name, explanation, version }).typed, parents }, problems: {} }
  return editCodePage(t, seat, code, parts, shownForm(stored, form))
}

function baseOf({ seat }: Visit): string {
  return `/studies/${seat.studyId}/coding`
}
