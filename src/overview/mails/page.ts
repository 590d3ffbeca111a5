import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { mailsOf, mailWith } from './queries.ts'

type Listed = Awaited<ReturnType<typeof mailsOf>>[number]
/** Whether it was left in the middle of being sent: then nobody knows whether it arrived. */
type Left = { isLeft: boolean }
type Chip = { text: string; kind: 'neutral' | 'good' | 'attention' | 'bad' }
type MailsPage = Page<
  'overview/mails',
  {
    rows: { href: string; subject: string; address: string; when: string; state: Chip; problem: string }[]
    isKept: boolean
    /** Where invitations are sent from. */
    people: { href: string; text: string }
    csv: string | undefined
    next: string | undefined
    first: string | undefined
  }
>

/** What went out in the name of a study, and how that went. */
export function mailsPage(
  t: Translate,
  { studyId, role }: Seat,
  mails: readonly (Listed & Left)[],
  { before, hasNext, isKept }: { before: string; hasNext: boolean; isKept: boolean },
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
        state: stateOf(t, mail, isKept),
        problem: mail.problem ?? '',
      })),
      isKept,
      people: { href: `/studies/${studyId}/people`, text: t('steps.people.short') },
      csv: may(role, 'mails.export') && mails.length > 0 ? `${base}.csv` : undefined,
      next: last && hasNext ? `${base}?before=${last.id}` : undefined,
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
    /** Where it is sent once more, if somebody has looked whether it arrived. */
    again: string | undefined
    isLeft: boolean
    back: string
  }
>

/** One mail, as it was sent where that was kept, else with the places of its links. */
export function mailPage(
  t: Translate,
  { studyId }: Seat,
  mail: Mail,
  { kept, isLeft, isUnsent }: { kept: string | undefined; isUnsent: boolean } & Left,
): MailPage {
  const base = `/studies/${studyId}/mails`
  return {
    view: 'overview/mail',
    page: {
      title: mail.subject,
      address: mail.address,
      when: t.time(mail.sent_at ?? mail.due_at),
      state: stateOf(t, { ...mail, isLeft }, isUnsent),
      problem: mail.problem ?? '',
      paragraphs: (kept ?? mail.body).trim().split(/\n\s*\n/),
      isKept: kept !== undefined,
      again: isLeft || mail.state === 'failed' ? `${base}/${mail.id}/repetition` : undefined,
      isLeft,
      back: base,
    },
  }
}

/** How it went. Without a mail server nothing was sent: what went out was kept here. */
export function stateOf(
  t: Translate,
  { state, isLeft }: { state: Mail['state'] } & Left,
  isUnsent: boolean,
): Chip {
  if (isLeft) return { text: t('mails.state.maybe'), kind: 'attention' }
  if (isUnsent && state === 'sent') return { text: t('mails.state.kept'), kind: 'neutral' }
  const kinds = { waiting: 'neutral', sending: 'neutral', sent: 'good', failed: 'bad' } as const
  return { text: t(`mails.state.${state}`), kind: kinds[state] }
}
