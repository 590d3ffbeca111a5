import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, wishMeans, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { paperChips } from '../../http/signed.ts'
import type { Way } from '../../http/trail.ts'
import type { Translate } from '../../text/text.ts'
import type { AnswerPaper } from '../people/answer-paper-queries.ts'
import type { Photo } from '../photos/queries.ts'
import type { Code } from './code-queries.ts'
import type { Coding, Quotation } from './queries.ts'
import {
  baseOf,
  choicesOf,
  photoChoices,
  placeOfQuotation,
  shownQuotation,
  type Choice,
  type ShownQuotation,
} from './shown.ts'

type QuotationPage = Page<
  'coding/quotation',
  {
    quotation: ShownQuotation
    codings: { name: string; href: string; by: string; removal: string }[]
    form: Form
    action: string
    choices: Choice[]
    photoForm: Form
    tie: string
    photos: Choice[]
    chips: Chip[]
    /** Where somebody decides about it since its text was corrected. */
    decide: { text: string; href: string } | undefined
    remark: string
    way: Way
    wish: { action: string; means: string; text: string; isNew: boolean } | undefined
    noWish: boolean
    removal: string
    mayEdit: boolean
    back: string
  }
>

/** One quotation: its codes with who gave them, its photo, asking for its use, and removing it. */
export function quotationPage(
  t: Translate,
  seat: Seat,
  quotation: Quotation,
  parts: {
    codings: readonly Coding[]
    codes: readonly Code[]
    photos: readonly Photo[]
    way: Way
    paper: AnswerPaper | undefined
  },
  form: Form,
): QuotationPage {
  const base = baseOf(seat)
  const action = `${base}/quotations/${quotation.id}`
  const has = parts.codings.map(({ code_id }) => code_id)
  const shown = shownQuotation(t, seat, quotation, parts)
  const wished = quotation.wished_at !== null
  return {
    view: 'coding/quotation',
    status: statusOf(form),
    page: {
      title: t('coding.quotation'),
      quotation: shown,
      codings: parts.codings.map(({ code_id, name, coder, made_at }) => ({
        name,
        href: `${base}/codes/${code_id}`,
        by: t('coding.by', { coder, at: t.time(made_at) }),
        removal: `${action}/codes/${code_id}/removal`,
      })),
      form,
      action: `${action}/codes`,
      choices: choicesOf(parts.codes.filter(({ id }) => !has.includes(id))),
      photoForm: { typed: { photo_id: quotation.photo_id ?? '' }, problems: {} },
      tie: `${action}/photo`,
      photos: photoChoices(t, parts.photos),
      chips: [...shown.chips, ...paperChips(t, quotation, parts.paper)],
      decide: decisionOn(t, seat, quotation),
      remark: quotation.remark,
      way: parts.way,
      wish:
        may(seat.role, 'coding.wish') && quotation.person_id !== null
          ? {
              action: `${action}/${wished ? 'wish/removal' : 'wish'}`,
              means: wishMeans(t, quotation),
              text: t(wished ? 'photos.wishNoMore' : 'photos.wish'),
              isNew: !wished,
            }
          : undefined,
      noWish: quotation.person_id === null,
      removal: `${action}/removal`,
      mayEdit: may(seat.role, 'coding.edit'),
      back: seat.readsRaw ? placeOfQuotation(base, quotation) : base,
    },
  }
}

function decisionOn(t: Translate, seat: Seat, { id, material_id, standing }: Quotation) {
  if (standing === 'anchored' || !seat.readsRaw || !may(seat.role, 'coding.edit')) return undefined
  const base = baseOf(seat)
  return standing === 'kept'
    ? { text: t('coding.reviewElsewhere'), href: `${base}/quotations/${id}/place` }
    : { text: t('coding.review'), href: `${base}/materials/${material_id}/review#review-${id}` }
}
