import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { GoneTalk } from './gone-queries.ts'

type GonePage = Page<'doors/message', { text: string; links: { href: string; text: string }[] }>

/** What stands in the place of a talk with somebody who said no or stopped: what happened, and where to go on. */
export function goneTalkPage(t: Translate, { studyId }: Seat, { person_id, number }: GoneTalk): GonePage {
  const study = `/studies/${studyId}`
  const who = written(number)
  return {
    view: 'doors/message',
    status: 410,
    page: {
      title: t('taken.talk', { who }),
      text: t('taken.talkMeans', { who }),
      links: [
        { href: `${study}/interviews`, text: t('taken.toTalks') },
        { href: `${study}/people/${person_id}`, text: t('taken.toPerson', { who }) },
      ],
    },
  }
}
