import type { ListedLink } from '../../access/links.ts'
import type { Seat } from '../../access/seat.ts'
import { shownLinks } from '../../http/links.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { ShownLetter } from './letter-page.ts'
import { baseOf } from './page.ts'
import type { Participant } from './queries.ts'
import type { WhyHanded } from './renewal-rules.ts'

type RenewalPage = Page<
  'people/renewal',
  {
    /** What it does to the links of now; empty where none works. */
    does: string[]
    problem: string | undefined
    /** The mail with the new link, and how often such a one was written; or why none goes. */
    mail: { letter: ShownLetter; had: number; title: string; unsent: string } | undefined
    why: string
    action: string
    back: string
  }
>

type Renewing = {
  links: readonly ListedLink[]
  letter: ShownLetter
  had: number
  why: WhyHanded | undefined
  isKept: boolean
  problem: string | undefined
}

/** A new link in the place of the others, before it is made: what stops by it, and how the new one gets there. */
export function renewalPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  { links, letter, had, why, isKept, problem }: Renewing,
): RenewalPage {
  const own = `${baseOf(seat)}/${person.id}`
  const isOpen = shownLinks(t, links).mayEnd
  return {
    view: 'people/renewal',
    status: problem === undefined ? 200 : 409,
    page: {
      title: t('renew.title', { name: person.name ?? written(person.number) }),
      does: isOpen ? [t('renew.links'), t('renew.told'), t('revoke.kept')] : [],
      problem,
      mail:
        why === undefined
          ? {
              letter,
              had,
              title: t('renew.mailTo', { address: person.email ?? '' }),
              unsent: isKept ? t('letters.noServer') : '',
            }
          : undefined,
      why: why === undefined ? '' : t(`renew.why.${why}`),
      action: `${own}/links/renewal`,
      back: own,
    },
  }
}
