import type { Seat } from '../../access/seat.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'

type KeptPage = Page<
  'own/kept',
  {
    /** Where the person is on a list of names: that it is so, and why there is one. */
    listed: { text: string; reason: string } | undefined
    holds: string[]
    not: string[]
    archive: string
    back: string
  }
>

/** What is kept about a participant, in words, and where all of it can be downloaded. */
export function keptPage(t: Translate, seat: Seat, listed: { reason: string } | undefined): KeptPage {
  const base = homeOf(seat)
  return {
    view: 'own/kept',
    page: {
      title: t('kept.title'),
      lead: t('kept.lead'),
      listed: listed && { text: t('kept.listed'), reason: listed.reason },
      holds: holds.map((part) => t(`kept.holds.${part}`)),
      not: without.map((part) => t(`kept.not.${part}`)),
      archive: `${base}/kept/archive`,
      back: base,
    },
  }
}

const holds = ['you', 'agreements', 'photos', 'talk', 'words', 'mails'] as const
const without = ['team', 'copies', 'backups'] as const
