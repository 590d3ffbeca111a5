import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import { pageSize, type mailsOf, type mailWith } from './queries.ts'

type Mails = Awaited<ReturnType<typeof mailsOf>>
type Chip = { text: string; kind: 'neutral' | 'good' | 'attention' | 'bad' }
type MailsPage = Page<
  'overview/mails',
  {
    rows: { href: string; subject: string; address: string; when: string; state: Chip; problem: string }[]
    isKept: boolean
    /** Where invitations are sent from. */
    people: { href: string; text: string }
    next: string | undefined
    first: string | undefined
  }
>

/** What went out in the name of a study, and how that went. */
export function mailsPage(
  t: Translate,
  { studyId }: Seat,
  mails: Mails,
  { before, isKept, now }: { before: string; isKept: boolean; now: Date },
): MailsPage {
  const base = `/studies/${studyId}/mails`
  const last = mails.at(-1)
  return {
    view: 'overview/mails',
    page: {
      title: t('mails.title'),
      lead: t('mails.lead'),
      wide: true,
      rows: mails.map((mail) => ({
        href: `${base}/${mail.id}`,
        subject: mail.subject,
        address: mail.address,
        when: t.time(mail.sent_at ?? mail.due_at),
        state: stateOf(t, mail, now),
        problem: mail.problem ?? '',
      })),
      isKept,
      people: { href: `/studies/${studyId}/people`, text: t('steps.people.short') },
      next: last && mails.length === pageSize ? `${base}?before=${last.id}` : undefined,
      first: before === '' ? undefined : base,
    },
  }
}

type Mail = Awaited<ReturnType<typeof mailWith>>
type MailPage = Page<
  'overview/mail',
  {
    address: string
    when: string
    state: Chip
    problem: string
    paragraphs: string[]
    isKept: boolean
    back: string
  }
>

/** One mail, as it was sent where that was kept, else with the places of its links. */
export function mailPage(
  t: Translate,
  { studyId }: Seat,
  mail: Mail,
  kept: string | undefined,
  now: Date,
): MailPage {
  return {
    view: 'overview/mail',
    page: {
      title: mail.subject,
      address: mail.address,
      when: t.time(mail.sent_at ?? mail.due_at),
      state: stateOf(t, mail, now),
      problem: mail.problem ?? '',
      paragraphs: (kept ?? mail.body).trim().split(/\n\s*\n/),
      isKept: kept !== undefined,
      back: `/studies/${studyId}/mails`,
    },
  }
}

/** A mail that has been "sending" for a minute was left in the middle: nobody knows whether it arrived. */
function stateOf(t: Translate, { state, due_at }: { state: Mail['state']; due_at: string }, now: Date): Chip {
  if (state === 'sending' && now.getTime() - Date.parse(due_at) > 60_000) {
    return { text: t('mails.state.maybe'), kind: 'attention' }
  }
  const kinds = { waiting: 'neutral', sending: 'neutral', sent: 'good', failed: 'bad' } as const
  return { text: t(`mails.state.${state}`), kind: kinds[state] }
}
