import { change } from '../../access/change.ts'
import { lasting } from '../../access/lasting.ts'
import { filledForm, refusedForm, typedForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { contactIn, inWordsOf } from '../../method/both-languages.ts'
import { studyOf, textsOf } from '../study/queries.ts'
import { agreementText, linesOf, told, type AgreementText } from './agreement.ts'
import { Agreement } from './consent-input.ts'
import { consentPage, withdrawalPage } from './consent-page.ts'
import {
  agreedText,
  checksumOf,
  endConsent,
  everTookPart,
  giveConsent,
  ownConsent,
  setWords,
  type Consent,
} from './consent-queries.ts'
import { placesOn } from './mail.ts'
import { datedBy } from './paper-rules.ts'
import { howSaid } from './said-page.ts'
import { saidBy } from './said-queries.ts'

const base = '/studies/:study/participants/:person'

export const consentRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/consent`,
    door: 'participant',
    may: 'own.read',
    handle: (visit) => show(visit, undefined, false),
  },
  {
    method: 'post',
    path: `${base}/consent`,
    door: 'participant',
    may: 'consent.give',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Agreement.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error), false)
      const { text } = await textFor(visit)
      // Nobody agrees to words that were not on the screen: when they changed meanwhile, they are shown first.
      if (input.data.seen !== checksumOf(text)) return show(visit, typedForm(body), true)
      const choices = { may_record: input.data.may_record, keep_posted: input.data.keep_posted }
      const isBack = (await ownConsent(db, seat))?.takes_part === 0 && (await everTookPart(db, seat))
      await change(db, seat, (tx) => giveConsent(tx, seat, { text, language: t.language, choices }))
      return {
        redirect: `/studies/${seat.studyId}/participants/${seat.personId}`,
        notice: isBack ? 'agreedAgain' : 'agreed',
      }
    },
  },
  ...(['withdrawal', 'return'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${base}/words/${noun}`,
    door: 'participant',
    may: 'consent.words',
    handle: async ({ db, seat }) => {
      await change(db, seat, (tx) => setWords(tx, seat, noun === 'withdrawal'))
      const own = `/studies/${seat.studyId}/participants/${seat.personId}`
      return { redirect: `${own}/withdrawal`, notice: noun === 'withdrawal' ? 'removed' : 'saved' }
    },
  })),
  {
    method: 'post',
    path: `${base}/withdrawal`,
    door: 'participant',
    may: 'consent.withdraw',
    handle: async (visit) => {
      const { db, seat } = visit
      await change(db, seat, (tx) => endConsent(tx, seat, seat.personId))
      return { redirect: `/studies/${seat.studyId}/participants/${seat.personId}/withdrawal` }
    },
  },
]

async function textFor({ db, seat, t }: Visit) {
  const study = await studyOf(db, seat)
  const texts = await textsOf(db, seat, t.language)
  const places = placesOn(t.day(seat.at), t, texts, study, { name: seat.personName })
  return {
    text: agreementText(texts, places, inWordsOf(study, t.language).commissioner),
    study,
    texts,
    places,
  }
}

async function show(visit: Visit, form: Form | undefined, changed: boolean) {
  const { db, seat, t } = visit
  const { text, study } = await textFor(visit)
  const current = { text, language: t.language }
  const consent = await ownConsent(db, seat)
  const given = consent?.takes_part === 1
  // Who agreed reads what was agreed to, and the text of now only when it is to be agreed to anew.
  const agreed = given ? ((await agreedText(db, seat)) ?? current) : current
  const isAnew = consent !== undefined && isAskedAnew(consent, agreed.text, text)
  const shown = changed || isAnew ? current : agreed
  const earlier = isAnew ? agreed : undefined
  const stored = filledForm({
    takes_part: given ? 'yes' : '',
    may_record: consent?.may_record ? 'yes' : '',
    keep_posted: consent?.keep_posted ? 'yes' : '',
  })
  const heard = await heardBefore(visit)
  const around = {
    seen: checksumOf(shown.text),
    contact: contactIn(study, t.language),
    given,
    changed,
    heard,
  }
  return consentPage(
    t,
    seat,
    told(study, shown),
    { ...around, earlier: earlier && told(study, earlier) },
    form ?? stored,
  )
}

/** How the participant in this seat said what holds now, where a researcher wrote it down. */
async function heardBefore({ db, seat, t }: Visit): Promise<string> {
  const last = datedBy(await saidBy(db, seat, seat.personId), (at) => t.day(at)).at(-1)
  if (last === undefined || last.way === 'own') return ''
  return t('said.saidThis', { how: howSaid(t, last) })
}

/** Whether the text of now waits for somebody who agreed to another one. */
export async function waitsForText(visit: Visit): Promise<boolean> {
  const consent = await ownConsent(visit.db, visit.seat)
  if (consent === undefined || consent.asked_anew_at === null) return false
  const { text } = await textFor(visit)
  return isAskedAnew(consent, (await agreedText(visit.db, visit.seat))?.text ?? text, text)
}

function isAskedAnew(consent: Consent, agreed: AgreementText, current: AgreementText): boolean {
  return consent.asked_anew_at !== null && checksumOf(agreed) !== checksumOf(current)
}

/**
 * Stopping, and what stands there afterwards; who never took part says no. `shown` says where others could see
 * something of this person already.
 */
export async function showWithdrawal(visit: Visit, shown: readonly string[]) {
  const { db, seat, t, now } = visit
  const { texts, places } = await textFor(visit)
  const consent = await ownConsent(db, seat)
  const given = consent?.takes_part === 1
  const stopped = consent?.takes_part === 0
  const tookPart = given || (stopped && (await everTookPart(db, seat)))
  // Each visit makes the link last anew.
  const until = t.date(t.day(new Date(now.getTime() + lasting.link).toISOString()))
  const linesNow = () => {
    if (given) return linesOf(texts['consent.withdraw'], places)
    if (!stopped) return [t('consent.declineMeans'), t('consent.declineKept'), t('consent.declineTold')]
    const said = tookPart
      ? [t('consent.stopped'), t('consent.stoppedMeans')]
      : linesOf(texts['declined.text'], places)
    return [...said, t('consent.linkWorks', { date: until })]
  }
  const heard = stopped ? await heardBefore(visit) : ''
  const lines = heard === '' ? linesNow() : [heard, ...linesNow()]
  const wordsGone = consent !== undefined && consent.words_withdrawn_at !== null
  return withdrawalPage(t, seat, { lines, given, stopped, wordsGone, shown: tookPart ? shown : undefined })
}
