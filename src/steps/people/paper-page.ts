import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { PaperRow } from './paper-queries.ts'
import type { Participant } from './queries.ts'
import { agreedFields, calledBy, type AgreedFields, type ChosenFrom } from './said-page.ts'

type PaperPage = Page<
  'people/paper',
  {
    form: Form
    agreed: AgreedFields
    action: string
    scan: string | undefined
    removal: string | undefined
    back: string
  }
>

/** A signed paper of somebody: registering it, and correcting it. */
export function paperPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  { paper, texts }: { paper: PaperRow | undefined; texts: readonly ChosenFrom[] },
  form: Form,
): PaperPage {
  const back = `/studies/${seat.studyId}/people/${person.id}`
  const action = `${back}/paper-consent`
  return {
    view: 'people/paper',
    status: statusOf(form),
    page: {
      title: t('paper.of', { who: calledBy(person) }),
      lead: t('paper.lead'),
      form,
      agreed: agreedFields(texts, form),
      action,
      scan: paper?.scan ? `${action}/scan` : undefined,
      removal: paper ? `${action}/removal` : undefined,
      back,
    },
  }
}
