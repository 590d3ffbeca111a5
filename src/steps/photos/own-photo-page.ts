import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { reachOf, staysFor, type Stays } from '../../http/stays.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'
import { isMarked } from './rules.ts'
import { angleChoices, ownBase, peopleChips, shown, type AngleChoice, type Shown } from './shown.ts'

type OwnPhotoPage = Page<
  'photos/own-photo',
  {
    photo: Shown
    /** All that keeps it in the talk, and what can be done about each. */
    stays: Stays[]
    /** How far who are on it let it go, where they let it go further. */
    chips: Chip[]
    /** Said once that somebody can be recognised, it is unsaid where they are named, and not by a box. */
    isMarked: boolean
    /** What was told at it, or made of it, is about this picture and about no other. */
    isFixed: boolean
    form: Form
    /** Who sees the words, where others may see the photo. */
    seenBy: string
    action: string
    angles: AngleChoice[]
    back: string
  }
>

/** One photo of one's own: what is said with it, another in its place, and taking it away. */
export function ownPhotoPage(
  t: Translate,
  seat: Seat,
  photo: Photo,
  form: Form,
  isFixed: boolean,
): OwnPhotoPage {
  const base = `${ownBase(seat)}/photos`
  const href = `${base}/${photo.id}`
  return {
    view: 'photos/own-photo',
    status: statusOf(form),
    page: {
      title: t('photos.one', { kind: photo.kind }),
      photo: shown(t, base, photo),
      // The others are on this page.
      stays: staysFor(t, href, photo).map((one) =>
        one.href === `${href}/people` ? one : { ...one, link: '' },
      ),
      chips: peopleChips(t, photo),
      isMarked: isMarked(photo),
      isFixed,
      form,
      seenBy: seenBy(t, photo),
      action: href,
      angles: angleChoices(t),
      back: base,
    },
  }
}

/** Others see new words as soon as they are saved: that is said before, and only while they may see the photo. */
function seenBy(t: Translate, { kind, answer, rung, most_place }: Photo): string {
  const reach = answer === 'fine' ? reachOf({ rung, most_place }) : 'researchers'
  return reach === 'researchers' ? '' : t('photos.wordsSeenBy', { kind, rung: reach })
}
