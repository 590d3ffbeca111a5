import type { Seat } from '../../access/seat.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import type { Stretch } from '../../http/trail.ts'
import type { Quotation } from '../../steps/coding/queries.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import type { Translate } from '../../text/text.ts'

type Own = {
  words: string
  picture: { image: string; alt: string; width: number; height: number } | undefined
  became: Stretch[]
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
  const photos = parts.photos.map(({ id, kind, words, width, height }) => ({
    words,
    picture: hasImage(kind)
      ? {
          image: `${base}/photos/${id}/large`,
          alt: altOf(t, kind, words),
          width: width ?? 0,
          height: height ?? 0,
        }
      : undefined,
    became: parts.became.get(id) ?? [],
  }))
  const quotations = parts.quotations.map(({ id, words }) => ({
    words,
    picture: undefined,
    became: parts.became.get(id) ?? [],
  }))
  const all = [...photos, ...quotations]
  const own = all.filter(({ became }) => became.length > 0)
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
