import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { standingChip } from '../../http/standing.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Code } from '../coding/code-queries.ts'
import type { Coding } from '../coding/queries.ts'
import type { Photo } from '../photos/queries.ts'
import type { Quotation } from './evidence-queries.ts'
import type { EvidenceInput } from './input.ts'
import { baseOf, byOf } from './page.ts'
import type { Finding } from './queries.ts'
import { underFirstCode } from './rules.ts'

/** One box to tick: a quotation or a photo, with what helps to know it. */
export type Piece = {
  id: string
  field: 'quotation' | 'photo'
  value: string
  checked: boolean
  words: string
  by: string
  image: { src: string; alt: string } | undefined
  notes: Chip[]
}
type Choice = { value: string; text: string }

/** What can be chosen from, as far as the filter lets it through, and what was chosen before. */
export type Choosing = {
  codes: readonly Code[]
  perCode: ReadonlyMap<string, number>
  codings: readonly Coding[]
  /** Those that the filter lets through. */
  quotations: readonly Quotation[]
  chosen: { quotations: readonly Quotation[]; photos: readonly Photo[] }
  /** Those of the chosen person, or all when they are few. */
  photos: readonly Photo[]
  people: readonly { id: string; number: number }[]
  code: string
  person: string
  /** There are more quotations than are shown. */
  isCut: boolean
  total: number
}

type EvidencePage = Page<
  'findings/evidence',
  {
    form: Form
    method: 'get' | 'post'
    action: string
    filter: string
    version: string | undefined
    codes: { name: string; choices: Choice[] }[]
    code: string
    people: Choice[]
    person: string
    chosen: Piece[]
    groups: { name: string; pieces: Piece[] }[]
    photos: Piece[]
    says: string
    submit: string
    back: string
  }
>

/** Choosing evidence for a finding that is not there yet: what is chosen goes along to where its sentence is written. */
export function newEvidencePage(t: Translate, seat: Seat, choosing: Choosing): EvidencePage {
  const base = baseOf(seat)
  return {
    view: 'findings/evidence',
    page: {
      title: t('findings.choose'),
      lead: t('findings.choose.lead'),
      wide: true,
      ...choosingShown(t, seat, choosing, new Set()),
      form: { typed: {}, problems: {} },
      method: 'get',
      action: `${base}/new`,
      filter: `${base}/evidence`,
      version: undefined,
      submit: t('findings.choose.next'),
      back: base,
    },
  }
}

/** Choosing other evidence for a finding. `stored` is what it rests on now, shown where somebody changed it meanwhile. */
export function evidencePage(
  t: Translate,
  seat: Seat,
  finding: Finding,
  { choosing, stored, version }: { choosing: Choosing; stored: EvidenceInput | undefined; version: string },
  form: Form,
): EvidencePage {
  const action = `${baseOf(seat)}/${finding.id}/evidence`
  return {
    view: 'findings/evidence',
    status: statusOf(form),
    page: {
      title: t('findings.change.evidence'),
      lead: finding.title,
      wide: true,
      ...choosingShown(t, seat, choosing, new Set([...(stored?.quotation ?? []), ...(stored?.photo ?? [])])),
      form,
      method: 'post',
      action,
      filter: action,
      version,
      submit: t('form.save'),
      back: `${baseOf(seat)}/${finding.id}`,
    },
  }
}

function choosingShown(t: Translate, seat: Seat, choosing: Choosing, stored: ReadonlySet<string>) {
  const { codes, codings, quotations, chosen, photos, code, person, isCut, total } = choosing
  const isChosen = new Set([...chosen.quotations, ...chosen.photos].map(({ id }) => id))
  const rest = quotations.filter(({ id }) => !isChosen.has(id))
  const noteOf = (id: string): Chip[] =>
    stored.has(id) ? [{ text: t('findings.isStored'), kind: 'info' }] : []
  const quoted = (quotation: Quotation) => {
    const piece = quotationPiece(t, seat, quotation, isChosen.has(quotation.id))
    return { ...piece, notes: [...noteOf(quotation.id), ...piece.notes] }
  }
  const pictured = (photo: Photo) => ({
    ...photoPiece(t, seat, photo, isChosen.has(photo.id)),
    notes: noteOf(photo.id),
  })
  return {
    codes: codeChoices(t, choosing),
    code,
    people: choosing.people.map(({ id, number }) => ({ value: id, text: written(number) })),
    person,
    chosen: [...chosen.quotations.map(quoted), ...chosen.photos.map(pictured)],
    groups: underFirstCode(rest, codings, codes).map((group) => ({
      name: group.code?.name ?? t('findings.withoutCode'),
      pieces: group.quotations.map(quoted),
    })),
    photos: photos.filter(({ id }) => !isChosen.has(id)).map(pictured),
    says: says(t, { total, shown: quotations.length, left: rest.length, isCut, isFiltered: code !== '' }),
  }
}

function says(
  t: Translate,
  {
    total,
    shown,
    left,
    isCut,
    isFiltered,
  }: Record<'total' | 'shown' | 'left', number> & Record<'isCut' | 'isFiltered', boolean>,
): string {
  if (total === 0) return t('findings.choose.none')
  if (isFiltered && shown === 0) return t('findings.choose.noneHere')
  if (shown === 0) return t('findings.choose.many', { total })
  if (left === 0) return t('findings.choose.allChosen')
  return isCut ? t('findings.choose.cut', { shown }) : ''
}

function codeChoices(t: Translate, { codes, perCode }: Choosing) {
  const kinds = ['element', 'category', 'free'] as const
  const groups = kinds.map((kind) => ({
    name: t(`coding.kind.${kind}`),
    choices: codes
      .filter((code) => code.kind === kind)
      .map(({ id, name }) => ({ value: id, text: `${name} (${perCode.get(id) ?? 0})` })),
  }))
  return groups.filter(({ choices }) => choices.length > 0)
}

/** What a finding that is being made rests on, to untick. */
export function chosenPieces(
  t: Translate,
  seat: Seat,
  { quotations, photos }: { quotations: readonly Quotation[]; photos: readonly Photo[] },
): Piece[] {
  return [
    ...quotations.map((quotation) => quotationPiece(t, seat, quotation, true)),
    ...photos.map((photo) => photoPiece(t, seat, photo, true)),
  ]
}

function quotationPiece(t: Translate, seat: Seat, quotation: Quotation, checked: boolean): Piece {
  const { id, words, photo_id, photo_kind, photo_words } = quotation
  const photos = `/studies/${seat.studyId}/photos`
  return {
    ...{ id: `quotation-${id}`, field: 'quotation', value: id, checked, words },
    notes: [standingChip(t, quotation)].filter((chip) => chip !== undefined),
    by: byOf(quotation),
    image: hasImage(photo_kind)
      ? { src: `${photos}/${photo_id ?? ''}/thumb`, alt: altOf(t, photo_kind, photo_words) }
      : undefined,
  }
}

function photoPiece(t: Translate, seat: Seat, photo: Photo, checked: boolean): Piece {
  const { id, kind, words, number } = photo
  const src = `/studies/${seat.studyId}/photos/${id}/thumb`
  return {
    ...{ id: `photo-${id}`, field: 'photo', value: id, checked, notes: [] },
    words: altOf(t, kind, words),
    by: written(number),
    // Its words stand beside it.
    image: hasImage(kind) ? { src, alt: '' } : undefined,
  }
}
