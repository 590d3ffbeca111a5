import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Told } from './agreement.ts'

type ConsentPage = Page<
  'people/consent',
  Told & {
    form: Form
    seen: string
    action: string
    decline: string
    back: string
    contact: string
    given: boolean
    changed: boolean
    /** How it was said, where a researcher wrote it down; empty where it was said here. */
    heard: string
    /** What was agreed to, where the text of now is asked for. */
    earlier: Told | undefined
  }
>

/** "Doe je mee?": the whole text, three boxes, and a way to say no that is as easy. */
export function consentPage(
  t: Translate,
  seat: Seat,
  agreement: Told,
  {
    seen,
    contact,
    given,
    changed,
    heard,
    earlier,
  }: {
    seen: string
    contact: string
    given: boolean
    changed: boolean
    heard: string
    earlier: Told | undefined
  },
  form: Form,
): ConsentPage {
  const base = ownBase(seat)
  return {
    view: 'people/consent',
    status: changed ? 409 : statusOf(form),
    page: {
      title: given ? t('own.whatIAgreed') : agreement.text.title,
      lead: t(given ? 'consent.givenLead' : 'consent.lead'),
      ...agreement,
      form,
      seen,
      action: `${base}/consent`,
      decline: `${base}/withdrawal`,
      back: base,
      contact,
      given,
      changed,
      heard,
      earlier,
    },
  }
}

type WithdrawalPage = Page<
  'people/withdrawal',
  {
    paragraphs: string[]
    /** What can be taken back by who takes part, beside everything. */
    parts: { words: { text: string; action: string; button: string; isGone: boolean } } | undefined
    shown: { text: string; places: readonly string[] } | undefined
    action: string
    back: string
    stopped: boolean
  }
>
type Standing = {
  lines: string[]
  given: boolean
  stopped: boolean
  wordsGone: boolean
  shown: readonly string[] | undefined
}

/**
 * Taking back words or everything, or saying no before it began, on one button each. Afterwards: thanks, and nothing
 * more is asked. `shown` says where others could see something of this person; undefined for who never took part.
 */
export function withdrawalPage(
  t: Translate,
  seat: Seat,
  { lines, given, stopped, wordsGone, shown }: Standing,
): WithdrawalPage {
  const title = stopped ? 'consent.thanks' : given ? 'taken.title' : 'consent.decline'
  const words = {
    text: t(wordsGone ? 'taken.wordsGone' : 'taken.wordsMeans'),
    action: `${ownBase(seat)}/words/${wordsGone ? 'return' : 'withdrawal'}`,
    button: t(wordsGone ? 'taken.wordsBack' : 'taken.wordsNow'),
    isGone: wordsGone,
  }
  return {
    view: 'people/withdrawal',
    page: {
      title: t(title),
      paragraphs: lines,
      parts: given ? { words } : undefined,
      shown: shown && { text: t('consent.shownBefore', { count: shown.length }), places: shown },
      action: `${ownBase(seat)}/withdrawal`,
      back: ownBase(seat),
      stopped,
    },
  }
}

/** Where a participant's own pages stand. */
function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
