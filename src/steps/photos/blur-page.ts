import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import { areaShapes, edges, mostAreas, rowsTyped } from './blur-input.ts'
import type { Photo } from './queries.ts'
import { isMarked } from './rules.ts'
import { shown, type Shown } from './shown.ts'

type BlurPage = Page<
  'photos/blur',
  {
    photo: Shown
    form: Form
    action: string
    /** One for each area that is typed, or may be. */
    rows: { name: string; place: number }[]
    most: number
    edges: { field: string; label: string }[]
    shapes: { value: string; text: string }[]
    /** What the team asked, where it did. */
    asked: string
    /** Asking the person to do it, for who may. */
    ask: { action: string; removal: string; asked: string } | undefined
    /** What is to be done afterwards, where somebody was said to be recognisable. */
    later: string
    back: string
  }
>

/** Making parts of a photo unrecognisable; `base` is where the photos of this visitor stand. */
export function blurPage(t: Translate, seat: Seat, base: string, photo: Photo, form: Form): BlurPage {
  const isOwn = seat.scope === 'own'
  return {
    view: 'photos/blur',
    status: statusOf(form),
    page: {
      title: t('blur.title'),
      lead: t('blur.lead', { kind: photo.kind }),
      wide: true,
      photo: shown(t, base, photo),
      form,
      action: `${base}/${photo.id}/blur`,
      rows: Array.from({ length: rowsTyped(form.typed) }, (_, index) => ({
        name: t('blur.area', { place: index + 1 }),
        place: index + 1,
      })),
      most: mostAreas,
      edges: edges.map((field) => ({ field, label: t(`blur.edge.${field}`) })),
      shapes: areaShapes.map((value) => ({ value, text: t(`blur.shape.${value}`) })),
      asked: isOwn && photo.blur_asked_at !== null ? askedWords(t, photo) : '',
      ask: may(seat.role, 'photos.askBlur') ? askOf(t, `${base}/${photo.id}`, photo) : undefined,
      later: isOwn && isMarked(photo) ? t('blur.later') : '',
      back: `${base}/${photo.id}`,
    },
  }
}

/** What the team asks of the person of a photo. */
export function askedWords(t: Translate, { kind, blur_reason }: Photo): string {
  return blur_reason ? t('blur.askedFor', { kind, reason: blur_reason }) : t('blur.asked', { kind })
}

function askOf(t: Translate, href: string, { blur_asked_at, blur_reason }: Photo) {
  const action = `${href}/blur-request`
  const asked = blur_asked_at && t('blur.youAsked', { date: t.date(t.day(blur_asked_at)) })
  const reason = blur_reason ? `“${blur_reason}”` : ''
  return { action, removal: `${action}/removal`, asked: [asked, reason].filter(Boolean).join(' ') }
}
