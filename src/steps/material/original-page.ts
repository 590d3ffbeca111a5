import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Original } from './original-queries.ts'
import { paragraphsOf, type Paragraph } from './page.ts'

type OriginalPage = Page<
  'material/original',
  { about: string; paragraphs: Paragraph[]; removal: string | undefined; back: string }
>

/** A text as it was before names were taken out of it. */
export function originalPage(t: Translate, seat: Seat, id: string, original: Original): OriginalPage {
  const back = `/studies/${seat.studyId}/material/${id}`
  return {
    view: 'material/original',
    page: {
      title: t('originals.title'),
      lead: original.title,
      about: t('originals.keptAt', { time: t.time(original.kept_at) }),
      paragraphs: paragraphsOf(original, original.speakers),
      removal: may(seat.role, 'material.edit') ? `${back}/original/removal` : undefined,
      back,
    },
  }
}

type OriginalsPage = Page<
  'material/originals',
  {
    form: Form
    action: string
    keeps: boolean
    count: number
    says: string
    goes: string
    mayEdit: boolean
    back: string
  }
>

/** Whether the study keeps texts as they were, and what goes when it does not any more. */
export function originalsPage(
  t: Translate,
  seat: Seat,
  { keeps, count }: { keeps: boolean; count: number },
  form: Form,
): OriginalsPage {
  return {
    view: 'material/originals',
    status: statusOf(form),
    page: {
      title: t('originals.setting'),
      lead: t('originals.settingLead'),
      form,
      action: `/studies/${seat.studyId}/material/originals`,
      keeps,
      count,
      says: keeps ? t('originals.kept', { count }) : t('originals.notKept'),
      goes: count > 0 ? t('originals.goes', { count }) : '',
      mayEdit: may(seat.role, 'material.edit'),
      back: `/studies/${seat.studyId}/study`,
    },
  }
}
