import type { Seat } from '../../access/seat.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'

type KeptPage = Page<'own/kept', { holds: string[]; not: string[]; archive: string; back: string }>

/** What is kept about a participant, in words, and where all of it can be downloaded. */
export function keptPage(t: Translate, seat: Seat): KeptPage {
  const base = homeOf(seat)
  return {
    view: 'own/kept',
    page: {
      title: t('kept.title'),
      lead: t('kept.lead'),
      holds: holds.map((part) => t(`kept.holds.${part}`)),
      not: without.map((part) => t(`kept.not.${part}`)),
      archive: `${base}/kept/archive`,
      back: base,
    },
  }
}

const holds = ['you', 'agreements', 'photos', 'talk', 'words', 'mails'] as const
const without = ['team', 'copies', 'backups'] as const
