import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import {
  readBackAgain,
  readBackChip,
  readBackChoices,
  statusOf,
  type Chip,
  type Form,
  wishMeans,
} from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import type { Use, Way } from '../../http/trail.ts'
import { paperChips } from '../../http/signed.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Material, materialsOf } from '../material/queries.ts'
import type { AnswerPaper } from '../people/answer-paper-queries.ts'
import type { Photo } from '../photos/queries.ts'
import type { Code, Coding, Quotation } from './queries.ts'
import { byQuotation, segments, treeOf, type Edge, type Run } from './rules.ts'

type Choice = { value: string; text: string }
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

type ShownQuotation = {
  id: string
  href: string
  words: string
  number: string
  title: string
  place: string | undefined
  photo: { image: string; alt: string; href: string } | undefined
  codes: { id: string; name: string; href: string }[]
  chip: Chip | undefined
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
      quotations: quotations.map((quotation) => shown(t, seat, quotation, parts)),
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

type ListedQuotation = {
  id: string
  href: string
  words: string
  start: number
  end: number
  codes: { id: string; name: string }[]
}
type TextPage = Page<
  'coding/text',
  {
    runs: { text: string; ids: string; depth: number; begins: string[] }[]
    quotations: ListedQuotation[]
    number: string
    talk: Use | undefined
    form: Form
    action: string
    groups: { name: string; codes: Choice[] }[]
    ticked: string[]
    photos: Choice[]
    pictures: { image: string; alt: string; width: number; height: number }[]
    mayEdit: boolean
    back: string
  }
>

/** The coding page: the text with its quotations marked, the codes beside it, and what was quoted. */
export function textPage(
  t: Translate,
  seat: Seat,
  material: Material,
  parts: {
    talk: Use | undefined
    quotations: readonly Quotation[]
    codings: readonly Coding[]
    codes: readonly Code[]
    photos: readonly Photo[]
  },
  form: Form,
): TextPage {
  const base = baseOf(seat)
  const kinds = ['element', 'category', 'free'] as const
  const runs = segments(
    material.text,
    parts.quotations.map(({ id, start_offset, end_offset }) => ({
      id,
      start: start_offset,
      end: end_offset,
    })),
  )
  const codesOf = byQuotation(parts.codings)
  return {
    view: 'coding/text',
    status: statusOf(form),
    page: {
      title: material.title,
      wide: true,
      runs: runs.map(runShown),
      quotations: parts.quotations.map((quotation) =>
        listed(seat, quotation, codesOf.get(quotation.id) ?? []),
      ),
      number: material.number === null ? '' : written(material.number),
      talk: parts.talk,
      form,
      action: `${base}/materials/${material.id}/quotations`,
      groups: kinds.map((kind) => ({
        name: t(`coding.kind.${kind}`),
        codes: choicesOf(parts.codes.filter((code) => code.kind === kind)),
      })),
      ticked: [form.typed.codes ?? []].flat(),
      photos: photoChoices(t, parts.photos),
      pictures: parts.photos
        .filter(({ kind }) => hasImage(kind))
        .map(({ id, kind, words, width, height }) => ({
          image: `/studies/${seat.studyId}/photos/${id}/thumb`,
          alt: altOf(t, kind, words),
          width: width ?? 0,
          height: height ?? 0,
        })),
      mayEdit: may(seat.role, 'coding.edit'),
      back: base,
    },
  }
}

type FragmentPage = Page<'coding/listed', { quotation: ListedQuotation }>

/** One quotation as the coding page lists it, for a script that puts it there. */
export function listedQuotation(seat: Seat, quotation: Quotation, codings: readonly Coding[]): FragmentPage {
  const codes = byQuotation(codings).get(quotation.id) ?? []
  return { view: 'coding/listed', page: { title: '', quotation: listed(seat, quotation, codes) } }
}

type QuotationPage = Page<
  'coding/quotation',
  {
    quotation: ShownQuotation
    codings: { name: string; href: string; by: string; removal: string }[]
    form: Form
    action: string
    choices: Choice[]
    photoForm: Form
    tie: string
    photos: Choice[]
    chips: Chip[]
    remark: string
    way: Way
    wish: { action: string; means: string; text: string; isNew: boolean } | undefined
    noWish: boolean
    removal: string
    mayEdit: boolean
    back: string
  }
>

/** One quotation: its codes with who gave them, its photo, asking for its use, and removing it. */
export function quotationPage(
  t: Translate,
  seat: Seat,
  quotation: Quotation,
  parts: {
    codings: readonly Coding[]
    codes: readonly Code[]
    photos: readonly Photo[]
    way: Way
    paper: AnswerPaper | undefined
  },
  form: Form,
): QuotationPage {
  const base = baseOf(seat)
  const action = `${base}/quotations/${quotation.id}`
  const has = parts.codings.map(({ code_id }) => code_id)
  const wished = quotation.wished_at !== null
  return {
    view: 'coding/quotation',
    status: statusOf(form),
    page: {
      title: t('coding.quotation'),
      quotation: shown(t, seat, quotation, parts),
      codings: parts.codings.map(({ code_id, name, coder, made_at }) => ({
        name,
        href: `${base}/codes/${code_id}`,
        by: t('coding.by', { coder, at: t.time(made_at) }),
        removal: `${action}/codes/${code_id}/removal`,
      })),
      form,
      action: `${action}/codes`,
      choices: choicesOf(parts.codes.filter(({ id }) => !has.includes(id))),
      photoForm: { typed: { photo_id: quotation.photo_id ?? '' }, problems: {} },
      tie: `${action}/photo`,
      photos: photoChoices(t, parts.photos),
      chips: [
        ...[readBackChip(t, quotation)].filter((chip) => chip !== undefined),
        ...paperChips(t, quotation, parts.paper),
      ],
      remark: quotation.remark,
      way: parts.way,
      wish:
        may(seat.role, 'coding.wish') && quotation.person_id !== null
          ? {
              action: `${action}/${wished ? 'wish/removal' : 'wish'}`,
              means: wishMeans(t, quotation),
              text: t(wished ? 'photos.wishNoMore' : 'photos.wish'),
              isNew: !wished,
            }
          : undefined,
      noWish: quotation.person_id === null,
      removal: `${action}/removal`,
      mayEdit: may(seat.role, 'coding.edit'),
      back: seat.readsRaw ? placeOfQuotation(base, quotation) : base,
    },
  }
}

/** A sentence that the team wants to use, with the question whether it may. */
export type AskedQuotation = {
  id: string
  words: string
  action: string
  removal: string
  answer: string
  rung: string
  remark: string
  withName: boolean
  ownName: string
  chip: string
  problems: Form['problems']
}

/** One quotation with the question to its person whether the team may use it, and how far. */
export function askedQuotation(t: Translate, seat: Seat, quotation: Quotation): AskedQuotation {
  const { id, words, answer, rung, remark, with_name } = quotation
  return {
    id,
    words,
    action: `${ownBase(seat)}/quotations/${id}/permission`,
    removal: `${ownBase(seat)}/quotations/${id}/removal`,
    answer: answer ?? '',
    rung,
    remark,
    withName: with_name === 1,
    ownName: seat.personName,
    chip: t(answer ? `photos.answer.${answer}` : 'photos.noAnswer'),
    problems: {},
  }
}

type PermissionPage = Page<
  'coding/permission',
  ReturnType<typeof readBackChoices> & { quotation: AskedQuotation; back: string }
>

/** The question about one quotation when its answer could not be kept, with what was typed. */
export function permissionPage(t: Translate, seat: Seat, quotation: Quotation, form: Form): PermissionPage {
  return {
    view: 'coding/permission',
    status: statusOf(form),
    page: {
      title: t('photos.readBack'),
      quotation: { ...askedQuotation(t, seat, quotation), ...readBackAgain(form) },
      ...readBackChoices(t),
      back: `${ownBase(seat)}/reading-back`,
    },
  }
}

function shown(
  t: Translate,
  seat: Seat,
  quotation: Quotation,
  { codings, photos }: { codings: readonly Coding[]; photos: readonly Photo[] },
): ShownQuotation {
  const base = baseOf(seat)
  const photo = photos.find(({ id }) => id === quotation.photo_id)
  return {
    id: quotation.id,
    href: `${base}/quotations/${quotation.id}`,
    words: quotation.words,
    number: quotation.number === null ? '' : written(quotation.number),
    title: quotation.title,
    place: seat.readsRaw ? placeOfQuotation(base, quotation) : undefined,
    photo:
      photo && hasImage(photo.kind)
        ? {
            image: `/studies/${seat.studyId}/photos/${photo.id}/thumb`,
            alt: altOf(t, photo.kind, photo.words),
            href: `/studies/${seat.studyId}/photos/${photo.id}`,
          }
        : undefined,
    codes: codings
      .filter(({ quotation_id }) => quotation_id === quotation.id)
      .map(({ code_id, name }) => ({ id: code_id, name, href: `${base}/codes/${code_id}` })),
    chip: readBackChip(t, quotation),
  }
}

function listed(seat: Seat, quotation: Quotation, codes: readonly Coding[]): ListedQuotation {
  return {
    id: quotation.id,
    href: `${baseOf(seat)}/quotations/${quotation.id}`,
    words: shortened(quotation.words),
    start: quotation.start_offset,
    end: quotation.end_offset,
    codes: codes.map(({ code_id, name }) => ({ id: code_id, name })),
  }
}

/** The first words, whole: a cut in the middle of one could fall inside a letter. */
function shortened(words: string): string {
  const few = words.split(/\s+/).slice(0, 12).join(' ')
  return few.length < words.length ? `${few} …` : few
}

function runShown({ text, ids, begins }: Run) {
  return { text, ids: ids.join(' '), depth: Math.min(ids.length, 3), begins }
}

function choicesOf(codes: readonly Code[]): Choice[] {
  return codes.map(({ id, name }) => ({ value: id, text: name }))
}

function photoChoices(t: Translate, photos: readonly Photo[]): Choice[] {
  return photos.map(({ id, kind, number, words }, index) => ({
    value: id,
    text: t('coding.photoChoice', { kind, number: written(number), nth: index + 1, words: shortened(words) }),
  }))
}

function placeOfQuotation(base: string, { id, material_id }: Quotation): string {
  return `${base}/materials/${material_id}#at-${id}`
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/coding`
}

function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
