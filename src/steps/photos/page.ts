import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import {
  readBackAgain,
  readBackChip,
  readBackChoices,
  statusOf,
  type Chip,
  type Form,
  wishMeans,
} from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import { altOf } from '../../http/photos.ts'
import type { Use, Way } from '../../http/trail.ts'
import { angles, type Angle, type PhotoKind } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'
import { progressOf } from './rules.ts'

type Choice = { value: string; text: string; hint?: string }
type Shown = {
  id: string
  href: string
  kind: PhotoKind
  isText: boolean
  words: string
  angle: string
  image: string
  full: string
  width: number
  height: number
  alt: string
}

type Around = {
  minimum: number
  maximum: number
  doNot: string[]
  tips: string[]
  noTime: string
  done: string[]
  contact: string
}
type OwnPhotosPage = Page<
  'photos/own',
  Around & {
    photos: (Shown & { earlier: string | undefined; chips: Chip[] })[]
    progress: { text: string; count: number; isEnough: boolean; isFull: boolean }
    form: Form
    action: string
    drawing: string
    text: string
    angles: Choice[]
    back: string
    readBack: string | undefined
    /** Whether something is asked to which there is no answer yet. */
    waits: boolean
  }
>

/** A participant's own photos, one at a time: what is in, and a form for the next one. */
export function ownPhotosPage(
  t: Translate,
  seat: Seat,
  photos: readonly Photo[],
  around: Around,
  form: Form,
): OwnPhotosPage {
  const base = ownBase(seat)
  const { minimum, maximum } = around
  const asked = photos.filter(({ wished_at }) => wished_at !== null)
  return {
    view: 'photos/own',
    status: statusOf(form),
    page: {
      title: t('photos.own'),
      lead: t('photos.ownLead'),
      ...only(around),
      photos: photos.map((photo, index) => ({
        ...shown(t, `${base}/photos`, photo),
        earlier: index > 0 ? `${base}/photos/${photo.id}/position` : undefined,
        chips: ownChipsOf(t, photo),
      })),
      progress: {
        text: t('photos.progress', { count: photos.length, minimum, maximum }),
        count: photos.length,
        ...progressOf(photos.length, around),
      },
      form,
      action: `${base}/photos`,
      drawing: `${base}/photos/drawing`,
      text: `${base}/photos/text`,
      angles: angleChoices(t),
      back: base,
      readBack: asked.length > 0 ? `${base}/reading-back` : undefined,
      waits: asked.some(({ answer }) => answer === null),
    },
  }
}

function ownChipsOf(t: Translate, photo: Photo): Chip[] {
  const asked = t(photo.answer ? `photos.answer.${photo.answer}` : 'photos.asked')
  return [...kindChips(t, photo), ...(photo.wished_at ? [{ text: asked, kind: 'info' as const }] : [])]
}

/** Exactly what the page prints of what is known of the study. */
function only({ minimum, maximum, doNot, tips, noTime, done, contact }: Around): Around {
  return { minimum, maximum, doNot, tips, noTime, done, contact }
}

type TextPage = Page<'photos/text', { form: Form; action: string; angles: Choice[]; back: string }>

/** A few sentences in the place of a picture. */
export function textPage(t: Translate, seat: Seat, form: Form): TextPage {
  const base = `${ownBase(seat)}/photos`
  return {
    view: 'photos/text',
    status: statusOf(form),
    page: {
      title: t('photos.text'),
      lead: t('photos.textLead'),
      form,
      action: `${base}/text`,
      angles: angleChoices(t),
      back: base,
    },
  }
}

type DrawingPage = Page<
  'photos/drawing',
  {
    isNew: boolean
    form: Form
    action: string
    angles: Choice[]
    pens: Choice[]
    lines: Choice[]
    back: string
  }
>

/** A drawing in the place of a picture: a new one, or one in the place of a photo that is in. */
export function drawingPage(t: Translate, seat: Seat, form: Form, replaced?: Photo): DrawingPage {
  const photos = `${ownBase(seat)}/photos`
  const base = replaced ? `${photos}/${replaced.id}` : photos
  return {
    view: 'photos/drawing',
    status: statusOf(form),
    page: {
      title: t(replaced ? 'photos.drawingAnew' : 'photos.drawing'),
      lead: replaced ? t('photos.replaceHint', { kind: replaced.kind }) : t('photos.drawingLead'),
      isNew: replaced === undefined,
      form,
      action: `${base}/drawing`,
      angles: angleChoices(t),
      pens: pens.map((value) => ({ value, text: t(`photos.pen.${value}`) })),
      lines: lines.map((value) => ({ value, text: t(`photos.line.${value}`) })),
      back: base,
    },
  }
}

/** Colours and thicknesses to draw with, the first at hand. The browser knows how they look. */
const pens = ['ink', 'blue', 'amber'] as const
const lines = ['thin', 'middle', 'thick'] as const

type OwnPhotoPage = Page<
  'photos/own-photo',
  { photo: Shown; form: Form; action: string; angles: Choice[]; back: string }
>

/** One photo of one's own: what is said with it, another in its place, and taking it away. */
export function ownPhotoPage(t: Translate, seat: Seat, photo: Photo, form: Form): OwnPhotoPage {
  const base = `${ownBase(seat)}/photos`
  return {
    view: 'photos/own-photo',
    status: statusOf(form),
    page: {
      title: t('photos.one', { kind: photo.kind }),
      photo: shown(t, base, photo),
      form,
      action: `${base}/${photo.id}`,
      angles: angleChoices(t),
      back: base,
    },
  }
}

/** A photo that the team wants to use, with the question whether it may. */
export type AskedPhoto = Shown & {
  action: string
  answer: string
  rung: string
  remark: string
  only: string
  chip: string
  problems: Form['problems']
}

/** One photo with the question whether the team may use it, and how far. */
export function askedPhoto(t: Translate, seat: Seat, photo: Photo): AskedPhoto {
  const base = `${ownBase(seat)}/photos`
  return {
    ...shown(t, base, photo),
    action: `${base}/${photo.id}/permission`,
    answer: photo.answer ?? '',
    rung: photo.rung,
    remark: photo.remark,
    only: onlyInTalk(t, photo),
    chip: t(photo.answer ? `photos.answer.${photo.answer}` : 'photos.noAnswer'),
    problems: {},
  }
}

type PermissionPage = Page<
  'photos/permission',
  ReturnType<typeof readBackChoices> & { photo: AskedPhoto; back: string }
>

/** The question about one photo when its answer could not be kept, with what was typed. */
export function permissionPage(t: Translate, seat: Seat, photo: Photo, form: Form): PermissionPage {
  return {
    view: 'photos/permission',
    status: statusOf(form),
    page: {
      title: t('photos.readBack'),
      photo: { ...askedPhoto(t, seat, photo), ...readBackAgain(form) },
      ...readBackChoices(t),
      back: `${ownBase(seat)}/reading-back`,
    },
  }
}

type WallPage = Page<
  'photos/wall',
  {
    people: {
      id: string
      number: string
      photos: (Shown & { chips: Chip[] })[]
    }[]
    empty: string
    csv: string | undefined
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
}

/** The photos for the researchers, large and first, by number: those of a page of people. */
export function wallPage(
  t: Translate,
  seat: Seat,
  photos: readonly Photo[],
  { people, isFirst, hasNext, angle, total }: Wall,
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
      csv: may(seat.role, 'photos.export') && total > 0 ? `${base}.csv` : undefined,
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
    removal: string | undefined
    uses: readonly Use[]
    way: Way
    back: string
  }
>

/** One photo for the researchers: asking for its use, and what rests on it. */
export function photoPage(
  t: Translate,
  seat: Seat,
  photo: Photo,
  { uses, way }: { uses: readonly Use[]; way: Way },
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
      removal: may(seat.role, 'photos.remove') ? `${base}/${photo.id}/removal` : undefined,
      uses,
      way,
      back: `${base}?person=${photo.person_id}#p-${photo.person_id}`,
    },
  }
}

function shown(t: Translate, base: string, photo: Photo): Shown {
  const href = `${base}/${photo.id}`
  return {
    id: photo.id,
    href,
    kind: photo.kind,
    isText: photo.kind === 'text',
    words: photo.words,
    angle: photo.angle ? t(`angles.${photo.angle}`) : '',
    image: `${href}/large`,
    full: `${href}/master`,
    width: photo.width ?? 0,
    height: photo.height ?? 0,
    alt: altOf(t, photo.kind, photo.words),
  }
}

function chipsOf(t: Translate, photo: Photo): Chip[] {
  const chips = kindChips(t, photo)
  if (photo.angle) chips.push({ text: t(`angles.${photo.angle}`), kind: 'neutral' })
  const only = onlyInTalk(t, photo)
  if (only) chips.push({ text: only, kind: 'attention' })
  const answered = readBackChip(t, photo)
  return answered ? [...chips, answered] : chips
}

/** Whoever looks at a photo sees what it is; of a drawing one may wonder. */
function kindChips(t: Translate, { kind }: Photo): Chip[] {
  return kind === 'drawing' ? [{ text: t('photos.kind.drawing'), kind: 'neutral' }] : []
}

/** Why a photo stays in the talk, whatever is said of it. */
function onlyInTalk(t: Translate, { is_own, is_recognisable }: Photo): string {
  if (is_own === 0) return t('photos.onlyNotOwn')
  return is_recognisable === 1 ? t('photos.onlyRecognisable') : ''
}

function angleChoices(t: Translate): Choice[] {
  return [
    { value: '', text: t('angles.none') },
    ...angles.map((value) => ({ value, text: t(`angles.${value}`), hint: t(`angles.${value}.hint`) })),
  ]
}

function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
