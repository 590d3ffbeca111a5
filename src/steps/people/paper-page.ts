import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { languages } from '../../method/languages.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import { nameOf } from './agreement-page.ts'
import type { AgreementVersion } from './agreement-queries.ts'
import type { PaperRow } from './paper-queries.ts'
import type { Participant } from './queries.ts'

type PaperPage = Page<
  'people/paper',
  {
    form: Form
    texts: { value: string; text: string }[]
    action: string
    scan: string | undefined
    withdrawal: string | undefined
    back: string
  }
>

/** A signed paper of somebody: registering it, correcting it, and taking it back. */
export function paperPage(
  t: Translate,
  seat: Seat,
  { id, number }: Participant,
  { paper, versions }: { paper: PaperRow | undefined; versions: readonly AgreementVersion[] },
  form: Form,
): PaperPage {
  const back = `/studies/${seat.studyId}/people/${id}`
  const action = `${back}/paper-consent`
  return {
    view: 'people/paper',
    status: statusOf(form),
    page: {
      title: t('paper.of', { number: written(number) }),
      lead: t('paper.lead'),
      form,
      texts: [
        ...languages.map((language) => ({
          value: `now-${language}`,
          text: t('paper.textNow', { language: t(`layout.language.${language}`) }),
        })),
        ...versions.map((version) => ({ value: version.id, text: nameOf(t, version) })),
      ],
      action,
      scan: paper?.scan ? `${action}/scan` : undefined,
      withdrawal: paper ? `${action}/withdrawal` : undefined,
      back,
    },
  }
}
