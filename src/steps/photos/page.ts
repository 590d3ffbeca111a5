import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { readBackChip, type Chip, wishMeans } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import type { Use, Way } from '../../http/trail.ts'
import { angles, type Angle } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { announcedCounts } from './announced-queries.ts'
import { blurChips } from './blur-page.ts'
import type { Photo } from './queries.ts'
import type { depictedLines } from './people-page.ts'
import { kindChips, onlyInTalk, peopleChips, shown, type Shown } from './shown.ts'

type WallPage = Page<
  'photos/wall',
  {
    people: {
      id: string
      number: string
      photos: (Shown & { chips: Chip[] })[]
    }[]
    empty: string
    /** Who has photos that were chosen and have not arrived. */
    expected: { text: string; href: string }[]
    csv: string | undefined
    archives: string
    angles: { text: string; href: string; current: boolean }[]
    next: string | undefined
    first: string | undefined
  }
>

type Wall = {
  people: readonly { person_id: string; number: number }[]
  isFirst: boolean
  hasNext: boolean
  angle: Angle | undefined
  /** How many photos there are, on all pages and from all angles. */
  total: number
  expected: Awaited<ReturnType<typeof announcedCounts>>
}

/** The photos for the researchers, large and first, by number: those of a page of people. */
export function wallPage(
  t: Translate,
  seat: Seat,
  photos: readonly Photo[],
  { people, isFirst, hasNext, angle, total, expected }: Wall,
): WallPage {
  const base = `/studies/${seat.studyId}/photos`
  return {
    view: 'photos/wall',
    page: {
      title: t('photos.title'),
      lead: t('photos.lead'),
      wide: true,
      people: people.map(({ person_id, number }) => ({
        id: `p-${person_id}`,
        number: written(number),
        photos: photos
          .filter((photo) => photo.person_id === person_id)
          .map((photo) => ({ ...shown(t, base, photo), chips: chipsOf(t, photo) })),
      })),
      empty: people.length === 0 ? t(total === 0 ? 'photos.wallEmpty' : 'photos.noneAtAngle') : '',
      expected: expected.map(({ id, number, count }) => ({
        text: t('sending.expectedOf', { number: written(number), count: Number(count) }),
        href: `/studies/${seat.studyId}/people/${id}`,
      })),
      csv: may(seat.role, 'photos.export') && total > 0 ? `${base}.csv` : undefined,
      archives: `${base}/archives`,
      angles: [
        { text: t('photos.allAngles'), href: base, current: angle === undefined },
        ...angles.map((one) => ({
          text: t(`angles.${one}`),
          href: `${base}?angle=${one}`,
          current: angle === one,
        })),
      ],
      next: hasNext ? addressWith(base, { angle, after: people.at(-1)?.number }) : undefined,
      first: isFirst ? undefined : addressWith(base, { angle }),
    },
  }
}

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

function chipsOf(t: Translate, photo: Photo): Chip[] {
  const chips = kindChips(t, photo)
  if (photo.angle) chips.push({ text: t(`angles.${photo.angle}`), kind: 'neutral' })
  const only = onlyInTalk(t, photo)
  if (only) chips.push({ text: only, kind: 'attention' })
  chips.push(...blurChips(t, photo))
  chips.push(...peopleChips(t, photo))
  const answered = readBackChip(t, photo)
  return answered ? [...chips, answered] : chips
}
