import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { readBackChip, type Chip, wishMeans } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Way } from '../../http/trail.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { AnswerPaper } from '../people/answer-paper-queries.ts'
import type { Photo } from './queries.ts'
import type { depictedLines } from './people-page.ts'
import { kindChips, peopleChips, shown, type Shown } from './shown.ts'
import { paperChips } from '../../http/signed.ts'
import { staysChips, whyStays } from '../../http/stays.ts'

type PhotoPage = Page<
  'photos/photo',
  {
    photo: Shown
    number: string
    chips: Chip[]
    remark: string
    /** Why nobody is asked whether it may be used, and what can be done about that. */
    stays: string[]
    wish: { action: string; means: string; text: string; once: boolean } | undefined
    blur: string | undefined
    removal: string | undefined
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
  {
    people,
    way,
    isHeld,
    paper,
  }: {
    people: ReturnType<typeof depictedLines>
    way: Way
    isHeld: boolean
    paper: AnswerPaper | undefined
  },
): PhotoPage {
  const base = `/studies/${seat.studyId}/photos`
  return {
    view: 'photos/photo',
    page: {
      title: t('photos.of', { kind: photo.kind, number: written(photo.number) }),
      wide: true,
      photo: shown(t, base, photo),
      number: written(photo.number),
      chips: [...chipsOf(t, photo), ...paperChips(t, photo, paper)],
      remark: photo.remark,
      stays: whyStays(photo).map((why) => t(`stays.team.${why}`)),
      wish: may(seat.role, 'photos.wish') ? wishOf(t, `${base}/${photo.id}`, photo, isHeld) : undefined,
      blur: may(seat.role, 'photos.blur') && photo.kind !== 'text' ? `${base}/${photo.id}/blur` : undefined,
      removal: may(seat.role, 'photos.remove') ? `${base}/${photo.id}/removal` : undefined,
      people,
      way,
      back: `${base}?person=${photo.person_id}#p-${photo.person_id}`,
    },
  }
}

/** Asking for the use of a photo, or taking the question back; nothing is asked for that cannot be given. */
function wishOf(t: Translate, href: string, photo: Photo, isHeld: boolean) {
  const stays = photo.most_place === 0
  const means = isHeld ? wishMeans(t, photo) : t('stays.untilTalk')
  if (photo.wished_at === null) {
    if (stays) return undefined
    return { action: `${href}/wish`, means, text: t('photos.wish'), once: true }
  }
  const undone = { action: `${href}/wish/removal`, text: t('photos.wishNoMore'), once: false }
  return { ...undone, means: stays ? t('stays.wishStands') : means }
}

/** What is to be known of a photo beside itself. */
export function chipsOf(t: Translate, photo: Photo): Chip[] {
  const chips = kindChips(t, photo)
  if (photo.angle) chips.push({ text: t(`angles.${photo.angle}`), kind: 'neutral' })
  if (photo.by_team === 1) chips.push({ text: t('table.byTeam'), kind: 'neutral' })
  const stays = staysChips(t, photo)
  chips.push(...stays, ...peopleChips(t, photo))
  // How far it was said to go is of no use where it cannot go.
  const answered = stays.length > 0 ? undefined : readBackChip(t, photo)
  return answered ? [...chips, answered] : chips
}
