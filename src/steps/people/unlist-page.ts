import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import { namesAt } from './colleague-page.ts'
import type { Colleague } from './colleague-rules.ts'

export type UnlistPage = Page<
  'people/unlist',
  { goes: string[]; stays: string[]; note: string; action: string; button: string; back: string }
>

/** What goes and what stays when one person is taken from the list of names, before it is done. */
export function unlistOnePage(
  t: Translate,
  seat: Seat,
  { id, name, person_id }: Colleague,
  { draws, others }: { draws: number; others: number },
): UnlistPage {
  return {
    view: 'people/unlist',
    page: {
      title: t('unlist.oneTitle', { name }),
      goes: [t('unlist.oneGoes'), ...(draws > 0 ? [t('unlist.oneDraws', { count: draws })] : [])],
      stays: [
        ...(person_id === null ? [] : [t('unlist.oneAsked')]),
        t('unlist.oneOthers', { count: others }),
      ],
      note: t('unlist.oneNote'),
      action: `${namesAt(seat)}/${id}/removal`,
      button: t('unlist.one'),
      back: namesAt(seat),
    },
  }
}

/** What goes and what stays when the whole list of names is removed, before it is done. */
export function unlistAllPage(
  t: Translate,
  seat: Seat,
  { colleagues, draws }: { colleagues: readonly Colleague[]; draws: number },
): UnlistPage {
  const asked = colleagues.filter(({ person_id }) => person_id !== null).length
  return {
    view: 'people/unlist',
    page: {
      title: t('unlist.allTitle'),
      goes: [
        t('unlist.allGoes', { count: colleagues.length }),
        ...(draws > 0 ? [t('unlist.allDraws', { count: draws })] : []),
        t('unlist.allReason'),
      ],
      stays: [...(asked > 0 ? [t('unlist.allAsked', { count: asked })] : []), t('unlist.allCounts')],
      note: draws > 0 ? t('unlist.allNoteDraws') : t('unlist.allNote'),
      action: `${namesAt(seat)}/removal`,
      button: t('unlist.all'),
      back: namesAt(seat),
    },
  }
}
