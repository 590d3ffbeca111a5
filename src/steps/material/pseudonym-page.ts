import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import { textIn, type Translate } from '../../text/text.ts'
import { fieldsOf, mostPlaces, pageSize } from './pseudonym-input.ts'
import type { Kept, Named } from './pseudonym-naming-rules.ts'
import type { Proposal } from './pseudonym-rules.ts'
import type { ProposalKind } from './pseudonym-word-rules.ts'
import type { Material } from './queries.ts'

type Place = { start: number; isTicked: boolean; before: string; words: string; after: string }
type Row = {
  fields: ReturnType<typeof fieldsOf>
  key: string
  legend: string
  isTaken: boolean
  was: string
  count: string
  places: Place[]
  rest: string
  isRestTaken: boolean
}
type NamesPage = Page<
  'material/names',
  {
    form: Form
    names: Record<string, string>
    action: string
    checks: string
    checked: string
    /** What becomes of the text as it is. */
    means: string
    version: number
    from: number
    groups: { kind: string; rows: Row[] }[]
    says: string
    first: string | undefined
    next: string | undefined
    table: string
    back: string
  }
>

/** What a name of some kind becomes: in the language of the study, whoever looks. */
export function labelIn(seat: Seat): (kind: ProposalKind, number: number) => string {
  const say = textIn(seat.words.language, 'UTC')
  return (kind, number) => `[${say(`pseudonyms.as.${kind}`, { number })}]`
}

/** What may have to go from a text: a page of proposals with all their places, to accept, change or leave. */
export function namesPage(
  t: Translate,
  seat: Seat,
  material: Material,
  parts: {
    whole: string
    proposals: readonly Proposal[]
    names: ReadonlyMap<string, Named>
    check: { checked_at: string; by: string | null } | undefined
    keeps: boolean
    from: number
  },
  refused: Form | undefined,
): NamesPage {
  const { whole, proposals, names, check, keeps } = parts
  const from = parts.from < proposals.length ? parts.from : 0
  const shown = proposals.slice(from, from + pageSize)
  const typed = refused?.typed
  const values: Record<string, string> = {}
  const rows = shown.map((proposal, row) => {
    const fields = fieldsOf(row)
    const own = typed?.[fields.key] === proposal.key ? typed : undefined
    const was = names.get(proposal.key)?.replacement ?? ''
    values[fields.as] = String(own?.[fields.as] ?? was)
    return { kind: proposal.kind, row: rowOf(t, whole, proposal, { fields, was, own }) }
  })
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  const action = `/studies/${seat.studyId}/material/${material.id}/names`
  const form = { typed: values, problems: refused?.problems ?? {}, ...(refused?.now ? { now: {} } : {}) }
  return {
    view: 'material/names',
    status: statusOf(form),
    page: {
      title: t('pseudonyms.title'),
      lead: material.title,
      form,
      names: Object.fromEntries(rows.map(({ row }) => [row.fields.as, row.legend])),
      action,
      checks: `${action}/checks`,
      checked: check ? t('pseudonyms.checked', { by: check.by ?? '', on: t.date(check.checked_at) }) : '',
      means: t(keeps ? 'pseudonyms.stays' : 'pseudonyms.gone'),
      version: material.version,
      from,
      groups: kinds.map((kind) => ({
        kind: t(`pseudonyms.kind.${kind}`),
        rows: rows.filter((one) => one.kind === kind).map(({ row }) => row),
      })),
      says: t('pseudonyms.count', { count: proposals.length }),
      first: from > 0 ? action : undefined,
      next: from + pageSize < proposals.length ? addressWith(action, { from: from + pageSize }) : undefined,
      table: `/studies/${seat.studyId}/material/names`,
      back: `/studies/${seat.studyId}/material/${material.id}`,
    },
  }
}

type Typed = Form['typed']

function rowOf(
  t: Translate,
  whole: string,
  proposal: Proposal,
  { fields, was, own }: { fields: Row['fields']; was: string; own: Typed | undefined },
): Row {
  const { key, words, places, isSure } = proposal
  const ticked = own && new Set([own[fields.at] ?? []].flat())
  const rest = places.length - mostPlaces
  return {
    ...{ fields, key, was },
    legend: words.slice(0, 8).join(' · '),
    isTaken: own ? Boolean(own[fields.take]) : isSure,
    count: t('pseudonyms.places', { count: places.length }),
    places: places.slice(0, mostPlaces).map(({ start, end }) => ({
      start,
      isTicked: ticked?.has(String(start)) ?? true,
      before: around(whole.slice(Math.max(0, start - contextLength), start), start > contextLength, false),
      words: oneLine(whole.slice(start, end)),
      after: around(whole.slice(end, end + contextLength), false, end + contextLength < whole.length),
    })),
    rest: rest > 0 ? t('pseudonyms.rest', { count: rest }) : '',
    isRestTaken: own ? Boolean(own[fields.rest]) : true,
  }
}

const contextLength = 45

/** What stands around a place, cut between words where it is cut. */
function around(piece: string, isCutBefore: boolean, isCutBehind: boolean): string {
  const from = isCutBefore ? piece.indexOf(' ') + 1 : 0
  const space = isCutBehind ? piece.lastIndexOf(' ') : -1
  return `${isCutBefore ? '… ' : ''}${oneLine(piece.slice(from, space > from ? space : undefined))}${isCutBehind ? ' …' : ''}`.toWellFormed()
}

function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ')
}

type TablePage = Page<
  'material/replaced',
  {
    rows: { original: string; replacement: string; kind: string; removal: string | undefined }[]
    means: string | undefined
    back: string
  }
>

/** What stands in the texts of the study in the place of which names. */
export function replacedPage(
  t: Translate,
  seat: Seat,
  kept: readonly (Kept & { id: string; original: string })[],
): TablePage {
  const mayEdit = may(seat.role, 'material.edit')
  return {
    view: 'material/replaced',
    page: {
      title: t('pseudonyms.table'),
      lead: t('pseudonyms.tableLead'),
      rows: kept.map(({ id, original, replacement, kind }) => ({
        ...{ original, replacement },
        kind: t(`pseudonyms.kind.${kind}`),
        removal: mayEdit ? `/studies/${seat.studyId}/material/names/${id}/removal` : undefined,
      })),
      means: mayEdit && kept.length > 0 ? t('pseudonyms.rowGone') : undefined,
      back: `/studies/${seat.studyId}/material`,
    },
  }
}
