import type { Seat } from '../../access/seat.ts'
import { readBackAgain, readBackChoices, statusOf, type Form } from '../../http/form.ts'
import { keptMeanwhile, unsavedWords } from '../../http/meanwhile.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Quotation } from './queries.ts'
import { ownBase } from './shown.ts'

/** A sentence that the team wants to use, with the question whether it may. */
export type AskedQuotation = {
  id: string
  words: string
  action: string
  removal: string
  answer: string
  rung: string
  remark: string
  withName: boolean
  ownName: string
  chip: string
  problems: Form['problems']
  /** Of the answer in view, so that no later one is overruled unseen; what was kept meanwhile, where one was. */
  version: string
  meanwhile: string
  /** What is kept, for who finds back what was typed and not saved. */
  unsaved: string
}

/** One quotation with the question to its person whether the team may use it, and how far. */
export function askedQuotation(
  t: Translate,
  seat: Seat,
  quotation: Quotation,
  version: string,
): AskedQuotation {
  const { id, words, answer, rung, remark, with_name } = quotation
  return {
    id,
    words,
    action: `${ownBase(seat)}/quotations/${id}/permission`,
    removal: `${ownBase(seat)}/quotations/${id}/removal`,
    answer: answer ?? '',
    rung,
    remark,
    withName: with_name === 1,
    ownName: seat.personName,
    chip: t(answer ? `photos.answer.${answer}` : 'photos.noAnswer'),
    problems: {},
    version,
    meanwhile: '',
    unsaved: unsavedWords(t, quotation.answer),
  }
}

type PermissionPage = Page<
  'coding/permission',
  ReturnType<typeof readBackChoices> & { quotation: AskedQuotation; back: string }
>

/** The question about one quotation when its answer could not be kept, with what was typed. */
export function permissionPage(
  t: Translate,
  seat: Seat,
  quotation: Quotation,
  { form, version }: { form: Form; version: string },
): PermissionPage {
  return {
    view: 'coding/permission',
    status: statusOf(form),
    page: {
      title: t('photos.readBack'),
      quotation: {
        ...askedQuotation(t, seat, quotation, version),
        ...readBackAgain(form),
        meanwhile: keptMeanwhile(t, form, quotation),
      },
      ...readBackChoices(t),
      back: `${ownBase(seat)}/reading-back`,
    },
  }
}
