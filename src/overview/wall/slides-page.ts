import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import { altOf } from '../../http/photos.ts'
import { openRungs, type OpenRung } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { Slide } from './queries.ts'

type SlidesPage = Page<
  'wall/slides',
  {
    rungs: { value: string; text: string; hint: string }[]
    action: string
    back: string
  }
>

/** Before photos are shown in a room: to whom, and whether with their words. */
export function slidesPage(t: Translate, seat: Seat): SlidesPage {
  const back = `/studies/${seat.studyId}/photos`
  return {
    view: 'wall/slides',
    page: {
      title: t('wall.slides'),
      lead: t('wall.slidesLead'),
      rungs: openRungs.map((value) => ({ value, text: t(`rungs.${value}`), hint: t(`rungs.${value}.hint`) })),
      action: `${back}/slides`,
      back,
    },
  }
}

type SlidePage = Page<
  'wall/slide',
  {
    slide:
      | {
          image: string
          alt: string
          words: string
          name: string | null
          isText: boolean
          width: number
          height: number
        }
      | undefined
    pager: { text: string; previous: string | undefined; next: string | undefined }
    words: { text: string; href: string }
    back: string
  }
>

type At = { rung: OpenRung; at: number; withWords: boolean }

/** One photo in a room: nothing tells whose it is unless asked for, nor how many that person brought. */
export function slidePage(
  t: Translate,
  seat: Seat,
  slides: readonly Slide[],
  { rung, at, withWords }: At,
): SlidePage {
  const base = `/studies/${seat.studyId}/photos`
  const place = Math.min(Math.max(at, 1), Math.max(slides.length, 1))
  const slide = slides[place - 1]
  const to = (number: number, words = withWords) =>
    addressWith(`${base}/slides`, { rung, at: number, words: words ? 'yes' : undefined })
  return {
    view: 'wall/slide',
    page: {
      title: t('wall.slides'),
      wide: true,
      slide: slide && {
        image: `${base}/${slide.id}/large`,
        alt: altOf(t, slide.kind, withWords ? slide.words : ''),
        words: withWords || slide.kind === 'text' ? slide.words : '',
        name: slide.name,
        isText: slide.kind === 'text',
        width: slide.width ?? 0,
        height: slide.height ?? 0,
      },
      pager: {
        text: t('wall.slideOf', { place: slide ? place : 0, count: slides.length }),
        previous: place > 1 ? to(place - 1) : undefined,
        next: place < slides.length ? to(place + 1) : undefined,
      },
      words: { text: t(withWords ? 'wall.withoutWords' : 'wall.withWords'), href: to(place, !withWords) },
      back: `${base}/slides`,
    },
  }
}
