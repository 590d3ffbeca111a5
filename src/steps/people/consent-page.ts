import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { AgreementText } from './agreement.ts'

type ConsentPage = Page<
  'people/consent',
  {
    text: AgreementText
    form: Form
    seen: string
    action: string
    decline: string
    back: string
    contact: string
    given: boolean
    changed: boolean
  }
>

/** "Doe je mee?": the whole text, three boxes, and a way to say no that is as easy. */
export function consentPage(
  t: Translate,
  seat: Seat,
  text: AgreementText,
  { seen, contact, given, changed }: { seen: string; contact: string; given: boolean; changed: boolean },
  form: Form,
): ConsentPage {
  const base = ownBase(seat)
  return {
    view: 'people/consent',
    status: changed ? 409 : statusOf(form),
    page: {
      title: text.title,
      lead: t('consent.lead'),
      text,
      form,
      seen,
      action: `${base}/consent`,
      decline: `${base}/withdrawal`,
      back: base,
      contact,
      given,
      changed,
    },
  }
}

type WithdrawalPage = Page<
  'people/withdrawal',
  { paragraphs: string[]; action: string; back: string; given: boolean; stopped: boolean }
>

/** Stopping, or saying no before it began, on one button. Afterwards: thanks, and nothing more. */
export function withdrawalPage(
  t: Translate,
  seat: Seat,
  { lines, given, stopped }: { lines: string[]; given: boolean; stopped: boolean },
): WithdrawalPage {
  const title = stopped ? 'consent.thanks' : given ? 'consent.stop' : 'consent.decline'
  return {
    view: 'people/withdrawal',
    page: {
      title: t(title),
      paragraphs: lines,
      action: `${ownBase(seat)}/withdrawal`,
      back: ownBase(seat),
      given,
      stopped,
    },
  }
}

/** Where a participant's own pages stand. */
function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
