import type { Seat } from '../../access/seat.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Participant } from './queries.ts'
import { calledBy } from './said-page.ts'
import type { UnlistPage } from './unlist-page.ts'

/** What goes and what stays when a participant is removed who said nothing yet, before it is done. */
export function removePage(
  t: Translate,
  seat: Seat,
  person: Participant,
  { isListed }: { isListed: boolean },
): UnlistPage {
  const back = `/studies/${seat.studyId}/people/${person.id}`
  return {
    view: 'people/unlist',
    page: {
      title: t('people.removeTitle', { who: calledBy(person) }),
      goes: [t('people.removeGoesName'), t('people.removeGoesWays'), t('people.removeGoesRest')],
      stays: [
        t('people.removeStaysNumber', { number: written(person.number) }),
        ...(isListed ? [t('people.removeStaysListed')] : []),
      ],
      note: t('people.removeNote'),
      action: `${back}/removal`,
      button: t('people.remove'),
      back,
    },
  }
}
