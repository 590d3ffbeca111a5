import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { hasImage } from '../../http/photos.ts'
import type { Translate } from '../../text/text.ts'
import { announcedShown, type ShownAnnounced } from './announced-page.ts'
import type { AnnouncedPhoto } from './announced-queries.ts'
import { askedWords } from './blur-page.ts'
import type { Photo } from './queries.ts'
import { mayAnyhow, type Lack } from './ready-rules.ts'
import { progressOf } from './rules.ts'
import { angleChoices, kindChips, ownBase, shown, type AngleChoice, type Shown } from './shown.ts'
import { staysFor, whyStays, type Stays } from '../../http/stays.ts'

type Choosing = { action: string; text: string }
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
    photos: (Shown & {
      /** What it is called on this page: by its kind and its place. */
      name: string
      /** Small, for its row; empty for sentences. */
      thumb: string
      line: string
      along: Chip
      /** The one thing that its person may have to do about it; undefined when there is none. */
      state: Chip | undefined
      choice: Choosing
      position: string
      /** Where it stands among the others, and whether it goes along. */
      place: string
      isFirst: boolean
      isLast: boolean
      chips: Chip[]
      /** All that keeps it in the talk, and what can be done about each. */
      stays: Stays[]
      blur: string
    })[]
    /** What there is to choose: undefined while no more are taken along than can be talked about. */
    tooMany: string | undefined
    /** Those that go along, for whom is to leave some. */
    chosen: Chosen[]
    progress: { text: string; count: number; isEnough: boolean; isFull: boolean }
    announced: ShownAnnounced[]
    /** The marks of what is in, for the page to know what it need not send. */
    marks: string
    /** The most bytes that a photo may have, for the page to say so before it sends. */
    mostBytes: number
    form: Form
    action: string
    drawing: string
    text: string
    angles: AngleChoice[]
    back: string
    readBack: string | undefined
    /** Whether something is asked to which there is no answer yet. */
    waits: boolean
    ready: { action: string; isReady: boolean } | undefined
    /** What is missing for who says to be ready. */
    lacks: { title: string; texts: string[]; mayAnyhow: boolean } | undefined
  }
>

type Chosen = { name: string; words: string; thumb: string; choice: Choosing }
type Brought = {
  photos: readonly Photo[]
  announced: readonly AnnouncedPhoto[]
  marks: readonly string[]
  mostBytes: number
  isReady: boolean
  /** The team asks what it may use after the talk, and from then on nobody is asked to bring more. */
  hadTalk: boolean
  /** Somebody says to be ready, and this is missing. */
  lacks: readonly Lack[]
}

/** A participant's own photos, one at a time: what is in, and a form for the next one. */
export function ownPhotosPage(
  t: Translate,
  seat: Seat,
  { photos, announced, marks, mostBytes, isReady, hadTalk, lacks }: Brought,
  around: Around,
  form: Form,
): OwnPhotosPage {
  const base = ownBase(seat)
  const { minimum, maximum } = around
  const brought = photos.filter(({ is_brought }) => is_brought === 1).length
  const asked = hadTalk ? photos.filter(isWished) : []
  return {
    view: 'photos/own',
    status: lacks.length > 0 ? 422 : statusOf(form),
    page: {
      title: t('photos.own'),
      lead: t('photos.ownLead'),
      ...only(around),
      done: hadTalk ? [] : around.done,
      photos: photos.map((photo, index) => ({
        ...shown(t, `${base}/photos`, photo),
        name: t('photos.nth', { kind: photo.kind, nth: index + 1 }),
        thumb: hasImage(photo.kind) ? `${base}/photos/${photo.id}/thumb` : '',
        line: firstLine(photo.words),
        along: alongOf(t, photo),
        state: stateOf(t, photo, hadTalk),
        choice: choosing(t, `${base}/photos/${photo.id}`, photo),
        position: `${base}/photos/${photo.id}/position`,
        place: t('choice.place', {
          ...{ place: index + 1, count: photos.length },
          along: alongOf(t, photo).text,
        }),
        isFirst: index === 0,
        isLast: index === photos.length - 1,
        chips: ownChipsOf(t, photo, hadTalk),
        stays: staysFor(t, `${base}/photos/${photo.id}`, photo),
        blur: photo.blur_asked_at === null ? '' : askedWords(t, photo),
      })),
      progress: {
        text: t('photos.progress', { count: brought, minimum, maximum, span: maximum - minimum }),
        count: brought,
        ...progressOf(brought, around),
      },
      tooMany: brought > maximum ? t('choice.tooMany', { count: brought, maximum }) : undefined,
      chosen: lacks.includes('tooMany') ? chosenOf(t, `${base}/photos`, photos) : [],
      announced: announcedShown(t, seat, announced),
      marks: marks.join(' '),
      mostBytes,
      form,
      action: `${base}/photos`,
      drawing: `${base}/photos/drawing`,
      text: `${base}/photos/text`,
      angles: angleChoices(t),
      back: base,
      readBack: asked.length > 0 ? `${base}/reading-back` : undefined,
      waits: asked.some(({ answer }) => answer === null),
      lacks:
        lacks.length > 0
          ? {
              title: t(mayAnyhow(lacks) ? 'ready.look' : 'ready.first'),
              texts: lacks.map((lack) => t(`ready.lack.${lack}`, lackValues(photos, announced, around))),
              mayAnyhow: mayAnyhow(lacks),
            }
          : undefined,
      ready: photos.length > 0 && !hadTalk ? { action: `${base}/photos/readiness`, isReady } : undefined,
    },
  }
}

/** The figures with which is told what is missing. */
function lackValues(
  photos: readonly Photo[],
  announced: readonly AnnouncedPhoto[],
  { minimum, maximum }: Around,
): Record<string, number> {
  const brought = photos.filter(({ is_brought }) => is_brought === 1)
  return { brought: brought.length, waiting: announced.length, minimum, maximum }
}

/** The photos that go along, small, each with the button that leaves it. */
function chosenOf(t: Translate, base: string, photos: readonly Photo[]): Chosen[] {
  return photos.flatMap((photo, index) => {
    if (photo.is_brought === 0) return []
    const href = `${base}/${photo.id}`
    const name = t('photos.nth', { kind: photo.kind, nth: index + 1 })
    const thumb = hasImage(photo.kind) ? `${href}/thumb` : ''
    return [{ name, words: photo.words, thumb, choice: choosing(t, href, photo) }]
  })
}

/** The button that takes a photo along, or leaves it. */
function choosing(t: Translate, href: string, { is_brought }: Photo): Choosing {
  return is_brought === 1
    ? { action: `${href}/choice/removal`, text: t('choice.leave') }
    : { action: `${href}/choice`, text: t('choice.take') }
}

/** Whether the team wants to use a photo that can be used. */
function isWished({ wished_at, most_place }: Photo): boolean {
  return wished_at !== null && most_place > 0
}

function firstLine(words: string): string {
  return words.trim().split('\n')[0] ?? ''
}

function alongOf(t: Translate, { is_brought }: Photo): Chip {
  return is_brought === 1
    ? { text: t('choice.taken'), kind: 'good' }
    : { text: t('choice.left'), kind: 'neutral' }
}

/** The first of what its person may have to do about a photo: more is told where it is opened. */
function stateOf(t: Translate, photo: Photo, hadTalk: boolean): Chip | undefined {
  if (photo.blur_asked_at !== null) return { text: t('blur.toDo'), kind: 'attention' }
  if (whyStays(photo).length > 0) return { text: t('stays.chip'), kind: 'attention' }
  return askedChips(t, photo, hadTalk)[0]
}

function askedChips(t: Translate, photo: Photo, hadTalk: boolean): Chip[] {
  if (!hadTalk || !isWished(photo)) return []
  return [{ text: t(photo.answer ? `photos.answer.${photo.answer}` : 'photos.asked'), kind: 'info' }]
}

/** What is told of a photo where it is opened, beside what keeps it in the talk. */
function ownChipsOf(t: Translate, photo: Photo, hadTalk: boolean): Chip[] {
  const added: Chip[] = photo.by_team === 1 ? [{ text: t('table.byTeam'), kind: 'neutral' }] : []
  return [...kindChips(t, photo), ...added, ...askedChips(t, photo, hadTalk)]
}

/** Exactly what the page prints of what is known of the study. */
function only({ minimum, maximum, doNot, tips, noTime, done, contact }: Around): Around {
  return { minimum, maximum, doNot, tips, noTime, done, contact }
}
