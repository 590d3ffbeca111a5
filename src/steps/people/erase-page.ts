import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { erasuresOf } from './erase-queries.ts'
import type { Participant } from './queries.ts'

/** What this house keeps beside the database that it works with. */
export type Keeping = { engine: 'sqlite' | 'postgresql'; backupDays: number | undefined; contact: string }

type ErasePage = Page<
  'people/erase',
  {
    goes: string[]
    stays: string[]
    form: Form
    action: string
    back: string
    /** For a researcher, who acts at somebody's request. */
    asksReason: boolean
    earlier: string[]
  }
>

/** Erasing everything of oneself: what goes, what stays and why, asked once more. */
export function ownErasePage(t: Translate, seat: Seat, keeping: Keeping, form: Form): ErasePage {
  const back = `/studies/${seat.studyId}/participants/${seat.personId}`
  return {
    view: 'people/erase',
    status: statusOf(form),
    page: {
      title: t('erase.own'),
      lead: t('erase.ownLead'),
      ...said(t, keeping),
      form,
      action: `${back}/erasure`,
      back: `${back}/withdrawal`,
      asksReason: false,
      earlier: [],
    },
  }
}

/** The same for a researcher to whom somebody wrote, with what was erased before. */
export function erasePage(
  t: Translate,
  seat: Seat,
  { id, number }: Participant,
  { keeping, erasures }: { keeping: Keeping; erasures: Awaited<ReturnType<typeof erasuresOf>> },
  form: Form,
): ErasePage {
  const back = `/studies/${seat.studyId}/people/${id}`
  return {
    view: 'people/erase',
    status: statusOf(form),
    page: {
      title: t('erase.of', { number: written(number) }),
      lead: t('erase.lead'),
      ...said(t, keeping),
      form,
      action: `${back}/erasure`,
      back,
      asksReason: true,
      earlier: erasures.map(({ at, by, reason }) =>
        by === null
          ? t('erase.earlierOwn', { day: t.date(t.day(at)) })
          : t('erase.earlierAsked', { day: t.date(t.day(at)), by, reason }),
      ),
    },
  }
}

function said(t: Translate, { engine, backupDays, contact }: Keeping) {
  const copies =
    backupDays === undefined
      ? t('erase.copies', { contact: contact || '-' })
      : t('erase.copiesDays', { days: backupDays })
  return {
    goes: [t('erase.goesName'), t('erase.goesPhotos'), t('erase.goesWords'), t('erase.goesLinks')],
    stays: [
      t('erase.staysFindings'),
      t('erase.staysDots'),
      t('erase.staysRoles'),
      t('erase.staysLog'),
      ...(engine === 'postgresql' ? [t('erase.server')] : []),
      copies,
    ],
  }
}
