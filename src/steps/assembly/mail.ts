import type { Translate } from '../../text/text.ts'
import { whenAndWhere } from './words.ts'

type Asked = { kind: string; title: string }

/**
 * The invitation to a meeting for one member: when it is, what is asked, how long reading takes, and the link, which
 * is minted while sending.
 */
export function invitationOf(
  t: Translate,
  person: { name: string },
  study: { network_name: string },
  meeting: { name: string; held_on: string | null; place: string },
  { items, minutes, contact }: { items: readonly Asked[]; minutes: number; contact: string },
): { subject: string; body: string } {
  const asked = items.filter(({ kind }) => kind === 'answer').map(({ title }) => `- ${title}`)
  const paragraphs = [
    t('assembly.mail.greeting', { name: person.name }),
    t('assembly.mail.opening', { meeting: meeting.name, network: study.network_name }),
    t('assembly.mail.when', { when: whenAndWhere(t, meeting) }),
    asked.length === 0
      ? t('assembly.mail.nothingAsked')
      : `${t('assembly.mail.asked', { count: asked.length })}\n${asked.join('\n')}`,
    t('assembly.mail.reading', { minutes }),
    '{link}',
    t('assembly.mail.own'),
    contact === '' ? '' : t('assembly.mail.contact', { contact }),
  ]
  return {
    subject: t('assembly.mail.subject', { meeting: meeting.name }),
    body: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  }
}
