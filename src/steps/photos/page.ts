import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { readBackChip, type Chip, wishMeans } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Use, Way } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import { blurChips } from './blur-page.ts'
import type { Photo } from './queries.ts'
import type { depictedLines } from './people-page.ts'
import { kindChips, onlyInTalk, peopleChips, shown, type Shown } from './shown.ts'

type PhotoPage = Page<
  'photos/photo',
  {
    photo: Shown
    number: string
    chips: Chip[]
    remark: string
    wish: { action: string; means: string; text: string; once: boolean } | undefined
    blur: string | undefined
    removal: string | undefined
    uses: readonly Use[]
    people: ReturnType<typeof depictedLines>
    way: Way
    back: string
  }
>

/** One photo for the researchers: asking for its use, and what rests on it. */
export function photoPage(
  t: Translate,
  seat: Seat,
  photo: Photo,
  { uses, people, way }: { uses: readonly Use[]; people: ReturnType<typeof depictedLines>; way: Way },
): PhotoPage {
  const base = `/studies/${seat.studyId}/photos`
  const wished = photo.wished_at !== null
  return {
    view: 'photos/photo',
    page: {
      title: t('photos.of', { kind: photo.kind, number: written(photo.number) }),
      wide: true,
      photo: shown(t, base, photo),
      number: written(photo.number),
      chips: chipsOf(t, photo),
      remark: photo.remark,
      wish: may(seat.role, 'photos.wish')
        ? {
            action: `${base}/${photo.id}/${wished ? 'wish/removal' : 'wish'}`,
            means: wishMeans(t, photo),
            text: t(wished ? 'photos.wishNoMore' : 'photos.wish'),
            once: !wished,
          }
        : undefined,
      blur: may(seat.role, 'photos.blur') && photo.kind !== 'text' ? `${base}/${photo.id}/blur` : undefined,
      removal: may(seat.role, 'photos.remove') ? `${base}/${photo.id}/removal` : undefined,
      uses,
      people,
      way,
      back: `${base}?person=${photo.person_id}#p-${photo.person_id}`,
    },
  }
}

/** What is to be known of a photo beside itself. */
export function chipsOf(t: Translate, photo: Photo): Chip[] {
  const chips = kindChips(t, photo)
  if (photo.angle) chips.push({ text: t(`angles.${photo.angle}`), kind: 'neutral' })
  if (photo.by_team === 1) chips.push({ text: t('table.byTeam'), kind: 'neutral' })
  const only = onlyInTalk(t, photo)
  if (only) chips.push({ text: only, kind: 'attention' })
  chips.push(...blurChips(t, photo))
  chips.push(...peopleChips(t, photo))
  const answered = readBackChip(t, photo)
  return answered ? [...chips, answered] : chips
}
