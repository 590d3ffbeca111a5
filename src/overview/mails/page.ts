import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { mailState, type MailState } from '../../mail/state.ts'
import type { Translate } from '../../text/text.ts'
import type { mailsOf, mailWith } from './queries.ts'

type Listed = Awaited<ReturnType<typeof mailsOf>>[number]
type MailsPage = Page<
  'overview/mails',
  {
    rows: { href: string; subject: string; address: string; when: string; state: MailState }[]
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
  mails: readonly Listed[],
  { before, hasNext, isKept, now }: { before: string; hasNext: boolean; isKept: boolean; now: Date },
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
        when: t.time(mail.sent_at ?? mail.tried_at ?? mail.due_at),
        state: mailState(t, mail, { now, isKept }),
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
    state: MailState
    /** What the mail server said, word for word. */
    problem: string
    paragraphs: string[]
    isKept: boolean
    /** Below it stands where it is sent once more, or is said to have arrived. */
    action: string
    back: string
  }
>

/** One mail, as it was sent where that was kept, else with the places of its links. */
export function mailPage(
  t: Translate,
  { studyId }: Seat,
  mail: Mail,
  { kept, isUnsent, now }: { kept: string | undefined; isUnsent: boolean; now: Date },
): MailPage {
  const base = `/studies/${studyId}/mails`
  return {
    view: 'overview/mail',
    page: {
      title: mail.subject,
      address: mail.address,
      when: t.time(mail.sent_at ?? mail.tried_at ?? mail.due_at),
      state: mailState(t, mail, { now, isKept: isUnsent }),
      problem: mail.problem ?? '',
      paragraphs: (kept ?? mail.body).trim().split(/\n\s*\n/),
      isKept: kept !== undefined,
      action: `${base}/${mail.id}`,
      back: base,
    },
  }
}
