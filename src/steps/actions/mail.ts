import type { Translate } from '../../text/text.ts'
import type { Owner } from './owner-queries.ts'
import type { Action } from './queries.ts'
import { outlookOf } from './rules.ts'

/** What an owner gets by mail: what was agreed, and one way on. The link is minted while it is sent. */
export function ownerMail(
  t: Translate,
  { name }: Pick<Owner, 'name'>,
  study: string,
  actions: readonly Action[],
  at: string,
): { subject: string; body: string } {
  const agreed = actions.map((action) => {
    const { next } = outlookOf(action, t.day, t.day(at))
    const title = withoutPlaces(action.title)
    return next === undefined
      ? `- ${title}`
      : `- ${title} (${t('actions.mail.look', { date: t.date(next) })})`
  })
  const values = { name: withoutPlaces(name), study: withoutPlaces(study), count: actions.length }
  return {
    subject: t('actions.mail.subject', values),
    body: t('actions.mail.body', { ...values, agreed: agreed.join('\n'), link: '{link}' }),
  }
}

/** What somebody typed must not be taken for a place in which a link is put. */
function withoutPlaces(text: string): string {
  return text.replaceAll(/[{}]/g, '')
}
