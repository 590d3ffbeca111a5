import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { rungs, type Rung } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'

type Choice = { name: string; hint: string; count: string; href: string | undefined }
type ArchivesPage = Page<'photos/archives', { choices: Choice[]; back: string }>

/** For whom the photos are taken along: each rung with what its archive holds. */
export function archivesPage(t: Translate, seat: Seat, counts: Record<Rung, number>): ArchivesPage {
  const base = `/studies/${seat.studyId}/photos`
  return {
    view: 'photos/archives',
    page: {
      title: t('archives.title'),
      lead: t('archives.lead'),
      choices: rungs.map((rung) => ({
        name: t(`archives.for.${rung}`),
        hint: t(rung === 'researchers' ? 'archives.numbered' : 'archives.shared'),
        count: t('archives.count', { count: counts[rung] }),
        href: counts[rung] > 0 ? `${base}/archives/${rung}` : undefined,
      })),
      back: base,
    },
  }
}
