import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Use } from '../../http/trail.ts'
import type { Translate } from '../../text/text.ts'
import type { Participant } from './queries.ts'
import { calledBy, wayChoices } from './said-page.ts'

type StopPage = Page<
  'people/stop',
  {
    form: Form
    goes: string[]
    /** What there is of this person now. */
    brought: Use[]
    stays: string[]
    shown: { text: string; places: readonly string[] }
    ways: { value: string; text: string }[]
    sure: string
    action: string
    erasure: string | undefined
    back: string
  }
>

/** "I stop", said to a researcher: what goes and what stays, and what others could see before. */
export function stopPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  { brought, shown, hasPaper }: { brought: Use[]; shown: readonly string[]; hasPaper: boolean },
  form: Form,
): StopPage {
  const back = `/studies/${seat.studyId}/people/${person.id}`
  const who = calledBy(person)
  return {
    view: 'people/stop',
    status: statusOf(form),
    page: {
      title: t('stop.of', { who }),
      lead: t('stop.lead'),
      form,
      goes: [t('stop.goesSight'), t('stop.goesMail')],
      brought,
      stays: [
        t('stop.staysKept'),
        t('stop.staysLink'),
        ...(hasPaper ? [t('stop.staysPaper')] : []),
        t('stop.staysFindings'),
        t('erase.staysDots'),
      ],
      shown: { text: t('stop.shown', { count: shown.length }), places: shown },
      ways: wayChoices(t),
      sure: t('said.sure', { who }),
      action: `${back}/withdrawal`,
      erasure: may(seat.role, 'people.erase') ? `${back}/erasure` : undefined,
      back,
    },
  }
}
