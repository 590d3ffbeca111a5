import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { materialsOf } from '../material/queries.ts'
import type { Photo } from '../photos/queries.ts'
import type { Code } from './code-queries.ts'
import type { Coding, Quotation } from './queries.ts'
import { treeOf, type Edge } from './rules.ts'
import { baseOf, choicesOf, shownQuotation, type Choice, type ShownQuotation } from './shown.ts'

type CodeLine = {
  href: string
  name: string
  explanation: string
  depth: number
  isAgain: boolean
  count: string
}

type CodebookPage = Page<
  'coding/index',
  {
    texts: { href: string; title: string; number: string; count: string }[]
    moreTexts: string
    parts: { kind: Code['kind']; name: string; lines: CodeLine[] }[]
    counts: string
    form: Form
    action: string
    parents: Choice[]
    mayEdit: boolean
    /** Who reads back what the team wants to use. */
    reading: string
    codebookCsv: string | undefined
    csv: string | undefined
  }
>

/** The texts to code and the codebook: the sides of the model, the categories and what the team made. */
export function codebookPage(
  t: Translate,
  seat: Seat,
  parts: {
    codes: readonly Code[]
    edges: readonly Edge[]
    perCode: ReadonlyMap<string, number>
    texts: Awaited<ReturnType<typeof materialsOf>>
    perText: ReadonlyMap<string, number>
    counts: { total: number; uncoded: number }
  },
  form: Form,
): CodebookPage {
  const base = baseOf(seat)
  const { codes, edges, perCode, perText, counts } = parts
  const lines = treeOf(codes, edges)
  const kinds = ['element', 'category', 'free'] as const
  return {
    view: 'coding/index',
    status: statusOf(form),
    page: {
      title: t('coding.title'),
      lead: t('coding.lead'),
      wide: true,
      texts: seat.readsRaw
        ? parts.texts.map(({ id, title, number }) => ({
            href: `${base}/materials/${id}`,
            title,
            number: number === null ? '' : written(number),
            count: countOf(t, perText.get(id)),
          }))
        : [],
      moreTexts: `/studies/${seat.studyId}/material`,
      parts: kinds.map((kind) => ({
        kind,
        name: t(`coding.kind.${kind}`),
        lines: branchesOf(lines, kind).map(({ code, depth, isAgain }) => ({
          href: `${base}/codes/${code.id}`,
          name: code.name,
          explanation: depth > 0 && isAgain ? '' : code.explanation,
          depth,
          isAgain,
          count: countOf(t, perCode.get(code.id)),
        })),
      })),
      counts: counts.total === 0 ? '' : t('coding.counts', counts),
      form,
      action: `${base}/codes`,
      parents: choicesOf(codes),
      mayEdit: may(seat.role, 'coding.edit'),
      reading: `${base}/reading`,
      codebookCsv: may(seat.role, 'coding.export') && codes.length > 0 ? `${base}/codes.csv` : undefined,
      csv: may(seat.role, 'coding.export') && counts.total > 0 ? `${base}.csv` : undefined,
    },
  }
}

function countOf(t: Translate, count = 0): string {
  return count === 0 ? '' : t('trail.quotations', { count })
}

type Line = ReturnType<typeof treeOf<Code>>[number]

/** The lines of the codes of one kind, each with all that stands under it. */
function branchesOf(lines: readonly Line[], kind: Code['kind']): Line[] {
  let isWanted = false
  return lines.filter(({ code, depth }) => {
    if (depth === 0) isWanted = code.kind === kind
    return isWanted
  })
}

type CodePage = Page<
  'coding/code',
  {
    explanation: string
    kind: string
    parents: { href: string; name: string }[]
    children: { href: string; name: string }[]
    quotations: ShownQuotation[]
    count: string
    edit: string | undefined
    /** Where a finding is made from these quotations, in the step that comes next. */
    finding: string | undefined
    csv: string | undefined
    first: string | undefined
    next: string | undefined
    back: string
  }
>

/** One code with its quotations, newest first, a page at a time. */
export function codePage(
  t: Translate,
  seat: Seat,
  code: Code,
  parts: {
    codes: readonly Code[]
    edges: readonly Edge[]
    count: number
    quotations: readonly Quotation[]
    codings: readonly Coding[]
    photos: readonly Photo[]
    before: string
    hasNext: boolean
  },
): CodePage {
  const base = baseOf(seat)
  const { edges, quotations, count, before, hasNext } = parts
  const linked = (ids: readonly string[]) =>
    parts.codes
      .filter(({ id }) => ids.includes(id))
      .map(({ id, name }) => ({ href: `${base}/codes/${id}`, name }))
  const last = quotations.at(-1)
  return {
    view: 'coding/code',
    page: {
      title: code.name,
      explanation: code.explanation,
      kind: t(`coding.kindOne.${code.kind}`),
      parents: linked(edges.filter(({ code_id }) => code_id === code.id).map(({ parent_id }) => parent_id)),
      children: linked(edges.filter(({ parent_id }) => parent_id === code.id).map(({ code_id }) => code_id)),
      quotations: quotations.map((quotation) => shownQuotation(t, seat, quotation, parts)),
      count: t('trail.quotations', { count }),
      edit:
        code.kind === 'free' && may(seat.role, 'coding.edit') ? `${base}/codes/${code.id}/edit` : undefined,
      finding:
        may(seat.role, 'findings.edit') && count > 0
          ? `/studies/${seat.studyId}/findings/evidence?code=${code.id}&all=yes`
          : undefined,
      csv: may(seat.role, 'coding.export') && count > 0 ? `${base}.csv?code=${code.id}` : undefined,
      first: before === '' ? undefined : `${base}/codes/${code.id}`,
      next: last && hasNext ? `${base}/codes/${code.id}?before=${last.id}` : undefined,
      back: base,
    },
  }
}

type EditCodePage = Page<
  'coding/edit',
  {
    form: Form
    action: string
    parents: Choice[]
    others: Choice[]
    hanging: string
    removal: string
    merger: string
    back: string
  }
>

/** A code of the team to change, to merge with another or to remove: what hangs on it is said first. */
export function editCodePage(
  t: Translate,
  seat: Seat,
  code: Code,
  { codes, hanging }: { codes: readonly Code[]; hanging: { quotations: number; codes: number } },
  form: Form,
): EditCodePage {
  const action = `${baseOf(seat)}/codes/${code.id}`
  const others = choicesOf(codes.filter(({ id }) => id !== code.id))
  return {
    view: 'coding/edit',
    status: statusOf(form),
    page: {
      title: t('coding.editCode'),
      lead: code.name,
      form,
      action,
      parents: others,
      others,
      hanging: t('coding.hanging', hanging),
      removal: `${action}/removal`,
      merger: `${action}/merger`,
      back: action,
    },
  }
}
