import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'
import { angleChoices, ownBase, type AngleChoice } from './shown.ts'

type TextPage = Page<'photos/text', { form: Form; action: string; angles: AngleChoice[]; back: string }>

/** A few sentences in the place of a picture. */
export function textPage(t: Translate, seat: Seat, form: Form): TextPage {
  const base = `${ownBase(seat)}/photos`
  return {
    view: 'photos/text',
    status: statusOf(form),
    page: {
      title: t('photos.text'),
      lead: t('photos.textLead'),
      form,
      action: `${base}/text`,
      angles: angleChoices(t),
      back: base,
    },
  }
}

type Tool = { value: string; text: string }
type DrawingPage = Page<
  'photos/drawing',
  {
    isNew: boolean
    form: Form
    action: string
    angles: AngleChoice[]
    pens: Tool[]
    lines: Tool[]
    /** A few sentences instead, for who cannot draw here. */
    text: string
    back: string
  }
>

/** A drawing in the place of a picture: a new one, or one in the place of a photo that is in. */
export function drawingPage(t: Translate, seat: Seat, form: Form, replaced?: Photo): DrawingPage {
  const photos = `${ownBase(seat)}/photos`
  const base = replaced ? `${photos}/${replaced.id}` : photos
  return {
    view: 'photos/drawing',
    status: statusOf(form),
    page: {
      title: t(replaced ? 'photos.drawingAnew' : 'photos.drawing'),
      lead: replaced ? t('photos.replaceHint', { kind: replaced.kind }) : t('photos.drawingLead'),
      isNew: replaced === undefined,
      form,
      action: `${base}/drawing`,
      angles: angleChoices(t),
      pens: pens.map((value) => ({ value, text: t(`photos.pen.${value}`) })),
      lines: lines.map((value) => ({ value, text: t(`photos.line.${value}`) })),
      text: `${photos}/text`,
      back: base,
    },
  }
}

/** Colours and thicknesses to draw with, the first at hand. The browser knows how they look. */
const pens = ['ink', 'blue', 'amber'] as const
const lines = ['thin', 'middle', 'thick'] as const
