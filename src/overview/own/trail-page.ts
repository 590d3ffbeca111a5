import type { Seat } from '../../access/seat.ts'
import { readBackChip, type Chip } from '../../http/form.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import type { Stretch } from '../../http/trail.ts'
import type { Quotation } from '../../steps/coding/queries.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import { staysChips } from '../../http/stays.ts'
import type { Translate } from '../../text/text.ts'

type Own = {
  words: string
  picture: { image: string; alt: string; width: number; height: number } | undefined
  /** How far it may be seen itself: what came of it goes further. */
  chip: Chip | undefined
  became: Stretch[]
  steps: string
  /** The first one; the others unfold, or the page would be many screens of a phone. */
  isOpen: boolean
}
type OwnTrailPage = Page<'own/trail', { own: Own[]; later: string; back: string }>

/** What became of each photo and each sentence of the participant in this seat, as far as it has become something. */
export function ownTrailPage(
  t: Translate,
  seat: Seat,
  parts: {
    photos: readonly Photo[]
    quotations: readonly Quotation[]
    became: ReadonlyMap<string, Stretch[]>
  },
): OwnTrailPage {
  const base = homeOf(seat)
  const photos = parts.photos.map((photo) => ({
    ...{ id: photo.id, words: photo.words, picture: pictureOf(t, base, photo) },
    chip: staysChips(t, photo)[0] ?? readBackChip(t, photo),
  }))
  const quotations = parts.quotations.map((quotation) => ({
    ...{ id: quotation.id, words: quotation.words, picture: undefined },
    chip: readBackChip(t, quotation),
  }))
  const all = [...photos, ...quotations]
  const own = all
    .map((one) => ({ ...one, became: parts.became.get(one.id) ?? [] }))
    .filter(({ became }) => became.length > 0)
    .map(({ words, picture, became, chip }, place) => ({
      ...{ words, picture, became, chip },
      steps: t('own.follow', { count: became.length }),
      isOpen: place === 0,
    }))
  const waiting = all.length - own.length
  return {
    view: 'own/trail',
    page: {
      title: t('own.became'),
      lead: t('own.becameLead'),
      own,
      later: waiting > 0 ? t('own.becameLater', { count: waiting }) : '',
      back: base,
    },
  }
}

function pictureOf(t: Translate, base: string, { id, kind, words, width, height }: Photo): Own['picture'] {
  if (!hasImage(kind)) return undefined
  const image = `${base}/photos/${id}/large`
  return { image, alt: altOf(t, kind, words), width: width ?? 0, height: height ?? 0 }
}
