import type { Seat } from '../../access/seat.ts'
import { readBackChip, type Chip } from '../../http/form.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { standingChip } from '../../http/standing.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from '../photos/queries.ts'
import type { Code } from './code-queries.ts'
import type { Coding, Quotation } from './queries.ts'

export type Choice = { value: string; text: string }

export type ShownQuotation = {
  id: string
  href: string
  words: string
  number: string
  title: string
  place: string | undefined
  photo: { image: string; alt: string; href: string } | undefined
  codes: { id: string; name: string; href: string }[]
  chips: Chip[]
}

/** A quotation as it stands on a page: its words, where they come from, its photo and its codes. */
export function shownQuotation(
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
    chips: [readBackChip(t, quotation), standingChip(t, quotation)].filter((chip) => chip !== undefined),
  }
}

/** The first words, whole: a cut in the middle of one could fall inside a letter. */
export function shortened(words: string): string {
  const few = words.split(/\s+/).slice(0, 12).join(' ')
  return few.length < words.length ? `${few} …` : few
}

/** Codes to choose from. */
export function choicesOf(codes: readonly Code[]): Choice[] {
  return codes.map(({ id, name }) => ({ value: id, text: name }))
}

/** Photos to choose from. */
export function photoChoices(t: Translate, photos: readonly Photo[]): Choice[] {
  return photos.map(({ id, kind, number, words }, index) => ({
    value: id,
    text: t('coding.photoChoice', { kind, number: written(number), nth: index + 1, words: shortened(words) }),
  }))
}

/** Where a quotation stands in its text. */
export function placeOfQuotation(base: string, { id, material_id }: Quotation): string {
  return `${base}/materials/${material_id}#at-${id}`
}

/** Where this step stands in a study. */
export function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/coding`
}

/** Where it stands how one person reads back. */
export function readingAddress(seat: Seat, personId: string): string {
  return `${baseOf(seat)}/reading/${personId}`
}

/** Where a participant's own pages stand. */
export function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
