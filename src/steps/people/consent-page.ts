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
  {
    paragraphs: string[]
    shown: { title: string; places: readonly string[] } | undefined
    action: string
    back: string
    given: boolean
    stopped: boolean
  }
>
type Standing = { lines: string[]; given: boolean; stopped: boolean; shown: readonly string[] }

/** Stopping, or saying no before it began, on one button. Who said no is thanked, and asked nothing more. */
export function withdrawalPage(
  t: Translate,
  seat: Seat,
  { lines, given, stopped, shown }: Standing,
): WithdrawalPage {
  const title = stopped ? 'consent.thanks' : given ? 'consent.stop' : 'consent.decline'
  return {
    view: 'people/withdrawal',
    page: {
      title: t(title),
      paragraphs: lines,
      shown: given ? shownIn(t, shown) : undefined,
      action: `${ownBase(seat)}/withdrawal`,
      back: ownBase(seat),
      given,
      stopped,
    },
  }
}

/** For who took part and has stopped: what is gone, and where it could be seen until then. */
export function stoppedPage(t: Translate, seat: Seat, shown: readonly string[]): WithdrawalPage {
  const lines = [t('consent.stopped'), t('consent.stoppedMeans')]
  const page = withdrawalPage(t, seat, { lines, given: false, stopped: true, shown })
  return { ...page, page: { ...page.page, shown: shownIn(t, shown) } }
}

function shownIn(t: Translate, places: readonly string[]) {
  return { title: t('consent.shownBefore', { count: places.length }), places }
}

/** Where a participant's own pages stand. */
function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
