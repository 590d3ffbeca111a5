import type { Seat } from '../../access/seat.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import type { Quotation } from '../../steps/coding/queries.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import { shown, type Shown as ShownPhoto } from '../../steps/photos/shown.ts'
import type { Translate } from '../../text/text.ts'

type TakenPage = Page<
  'own/taken',
  {
    photo: ShownPhoto | undefined
    words: string
    means: string
    shown: { text: string; places: readonly string[] }
    action: string
    back: string
  }
>

/** A photo of one's own, where others could see it, and the button that takes it away. */
export function photoTakenPage(t: Translate, seat: Seat, photo: Photo, places: readonly string[]): TakenPage {
  const photos = `${homeOf(seat)}/photos`
  return {
    view: 'own/taken',
    page: {
      title: t('taken.photo', { kind: photo.kind }),
      photo: shown(t, photos, photo),
      words: '',
      means: t('photos.removeMeans', { kind: photo.kind }),
      ...placed(t, places),
      action: `${photos}/${photo.id}/removal`,
      back: `${photos}/${photo.id}`,
    },
  }
}

/** The same of a sentence. */
export function quotationTakenPage(
  t: Translate,
  seat: Seat,
  { id, words }: Quotation,
  places: readonly string[],
): TakenPage {
  return {
    view: 'own/taken',
    page: {
      title: t('taken.quotation'),
      photo: undefined,
      words,
      means: t('taken.quotationMeans'),
      ...placed(t, places),
      action: `${homeOf(seat)}/quotations/${id}/removal`,
      back: `${homeOf(seat)}/reading-back#quotation-${id}`,
    },
  }
}

function placed(t: Translate, places: readonly string[]) {
  return { shown: { text: t('taken.shownBefore', { count: places.length }), places } }
}
