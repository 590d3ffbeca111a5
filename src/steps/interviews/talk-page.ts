import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Chip } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { staysChips } from '../../http/stays.ts'
import type { PhotoKind } from '../../method/lists.ts'
import { modelFigure } from '../../method/model-figure.ts'
import { minutesOf } from '../../method/moments.ts'
import { nthsOf, written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from '../photos/queries.ts'
import { momentsOf, type Moment } from './logbook-page.ts'
import type { marksOf, Times } from './moment-queries.ts'
import type { notesOf, otherNotesOf } from './note-queries.ts'
import type { laidPhotosOf } from './laid-queries.ts'
import type { Interview } from './queries.ts'
import { recorderOf, type Recorder } from './recording-page.ts'
import { baseOf, givesWords } from './rules.ts'
import type { TableCode } from './table-page.ts'

type Choice = { value: string; text: string }
/** A text that was written beside a note, and waits for somebody to choose. */
type Other = { id: string; text: string; by: string; action: string }
type NoteField = {
  spot: string
  text: string
  version: number
  /** What the note says as it is stored: what stands in the field may be what was refused. */
  stored: string
  action: string
  others: Other[]
  problem: string | undefined
}
type TalkPhoto = {
  id: string
  nth: number
  kind: PhotoKind
  isText: boolean
  words: string
  image: string
  thumb: string | undefined
  width: number
  height: number
  alt: string
  name: string
  note: NoteField
  lay: string
  side: string
  chips: Chip[]
  isTouched: boolean
}
type Laid = { id: string; name: string; thumb: string | undefined; label: string; x: number; y: number }
type Side = {
  id: string
  name: string
  explanation: string
  laid: Laid[]
  label: string
  x: number
  y: number
  lines: string[]
  questions: { text: string; deeper: string }[]
  note: NoteField
  isTouched: boolean
}
type TalkPage = Page<
  'interviews/talk',
  {
    /** Those that were chosen for the talk first. */
    photos: TalkPhoto[]
    /** How many of them come first. */
    brought: number
    sides: Side[]
    figure: { radius: number; size: number }
    centre: string
    opening: string[]
    closing: string[]
    followUps: string[]
    looking: string[]
    talk: NoteField
    /** What nothing was said about yet, where to find it. */
    untouched: { href: string; text: string }[]
    sideChoices: Choice[]
    moments: Moment[]
    began: string | undefined
    ended: string | undefined
    /** How long it lasts already, or lasted. */
    clock: string
    /** How minutes are written, for the script that goes on counting. */
    minutes: string
    adding: string | undefined
    mayWrite: boolean
    noConsent: boolean
    action: string
    back: string
    live: string
    here: string
    isShared: boolean
    /** Photos that came in since the page was opened: how many, and the last, with the way there. */
    arrived: { text: string; image: string; alt: string; href: string } | undefined
    table: Table | undefined
    recorder: Recorder | undefined
  }
>
type Table = {
  action: string
  removal: string
  /** Until when the code works, where there is one. */
  until: string | undefined
  code: TableCode | undefined
}
type Question = { part: string; element_id: string | null; text: string; deeper: string }
type Element = { id: string; name: string; explanation: string }
/** What somebody wrote that could not be saved, and why. */
export type Refused = { spot: string; text: string; problem: string }

type Parts = {
  /** The photos of the person in their own order. */
  own: readonly Photo[]
  elements: readonly Element[]
  questions: readonly Question[]
  notes: Awaited<ReturnType<typeof notesOf>>
  others: Awaited<ReturnType<typeof otherNotesOf>>
  laid: Awaited<ReturnType<typeof laidPhotosOf>>
  marks: Awaited<ReturnType<typeof marksOf>>
  times: Times
  refused: Refused | undefined
  table: Open
  /** From when on photos have just come in, for a page that was open then; empty for one that is opened now. */
  since: string
  /** That the guest sees this screen too: photos and the model, and nothing that was written. */
  isShared: boolean
  recording: Parameters<typeof recorderOf>[3]
}

/** The conversation page: one photo at a time, large, the model in sight, a note at each. Nothing else. */
export function talkPage(t: Translate, seat: Seat, interview: Interview, parts: Parts): TalkPage {
  const action = `${baseOf(seat)}/${interview.id}`
  const { isShared, times } = parts
  const note = (spot: string) => noteAt(t, action, parts, spot)
  const asked = (part: string) => parts.questions.filter((one) => one.part === part).map(({ text }) => text)
  const sideOf = (photoId: string) =>
    parts.laid.find(({ photo_id }) => photo_id === photoId)?.element_id ?? ''
  const nths = nthsOf(parts.own)
  const photos = parts.own
    .toSorted((one, other) => other.is_brought - one.is_brought)
    .map((photo): TalkPhoto => {
      const nth = nths.get(photo.id) ?? 0
      const own = note(`photo:${photo.id}`)
      const picture = pictureOf(t, seat, photo)
      return {
        ...{ id: photo.id, nth, ...picture, note: own },
        thumb: hasImage(photo.kind) ? `/studies/${seat.studyId}/photos/${photo.id}/thumb` : undefined,
        name: t('photos.nth', { kind: photo.kind, nth }),
        chips: isShared ? [] : chipsOf(t, photo),
        lay: `${action}/sides/${photo.id}`,
        side: sideOf(photo.id),
        isTouched: sideOf(photo.id) !== '' || own.stored !== '',
      }
    })
  const figure = modelFigure(parts.elements.map(({ name }) => name))
  const sides = parts.elements.map(({ id, name, explanation }, index): Side => {
    const { x = 0, y = 0, lines = [] } = figure.sides[index] ?? {}
    const here = photos.filter(({ side }) => side === id)
    const own = note(`side:${id}`)
    return {
      ...{ id, name, explanation, x, y, lines, note: own },
      questions: parts.questions
        .filter(({ element_id }) => element_id === id)
        .map(({ text, deeper }) => ({ text, deeper })),
      laid: here.map((photo, place) => laidAt(photo, { x, y, radius: figure.radius }, place, here.length)),
      label: [name, ...here.map((photo) => photo.name)].join(', '),
      isTouched: here.length > 0 || own.stored !== '',
    }
  })
  const brought = photos.filter(({ id }) => parts.own.some((one) => one.id === id && one.is_brought === 1))
  const mayWrite = may(seat.role, 'interviews.edit') && givesWords(interview)
  return {
    view: 'interviews/talk',
    status: parts.refused ? 422 : 200,
    page: {
      title: isShared ? t('photos.title') : t('interviews.with', { number: written(interview.number) }),
      wide: true,
      ...{ photos, sides, mayWrite, isShared, action },
      brought: brought.length,
      figure: { radius: figure.radius, size: figure.size },
      centre: t('study.model.centre'),
      opening: asked('opening'),
      closing: asked('closing'),
      followUps: asked('follow_up'),
      looking: asked('looking'),
      talk: note('talk'),
      untouched: [
        ...sides
          .filter(({ isTouched }) => !isTouched)
          .map(({ id, name }) => ({ href: `#side-${id}`, text: name })),
        ...brought
          .filter(({ isTouched }) => !isTouched)
          .map(({ id, name }) => ({ href: `#photo-${id}`, text: name })),
      ],
      sideChoices: parts.elements.map(({ id, name }) => ({ value: id, text: name })),
      moments: isShared ? [] : momentsOf(t, `${action}/marks`, parts.marks, times),
      began: times?.began_at,
      ended: times?.ended_at ?? undefined,
      clock: times ? t('talk.minutes', { count: minutesOf(times, seat.at) }) : '',
      minutes: t('talk.minutes', { count: '{count}' }),
      adding: may(seat.role, 'photos.addAtTable') && !isShared ? `${action}/photos` : undefined,
      noConsent: !givesWords(interview),
      back: action,
      recorder: recorderOf(t, seat, interview, parts.recording),
      live: `${action}/live`,
      here: `${action}/talk?since=${encodeURIComponent(seat.at)}${isShared ? '&share=1' : ''}`,
      arrived: arrivedOf(t, seat, `${action}/talk${isShared ? '?share=1' : ''}`, parts),
      table:
        may(seat.role, 'photos.addAtTable') && interview.takes_part === 1 && !isShared
          ? tableOf(t, action, parts.table)
          : undefined,
    },
  }
}

function noteAt(t: Translate, action: string, { notes, others, refused }: Parts, spot: string): NoteField {
  const kept = notes.find((one) => one.spot === spot)
  const stored = kept?.text ?? ''
  return {
    ...{ spot, stored, action: `${action}/notes/${spot}` },
    text: refused?.spot === spot ? refused.text : stored,
    version: kept?.version ?? 0,
    others: others
      .filter((one) => one.spot === spot)
      .map(({ client_id, text, writer, written_at }) => ({
        ...{ id: client_id, text, by: t('talk.writtenBy', { name: writer, time: t.time(written_at) }) },
        action: `${action}/notes/${spot}/choice`,
      })),
    problem: refused?.spot === spot ? refused.problem : undefined,
  }
}

/** Where a photo lies on the rim of its side, away from the name: side by side, along the bottom. */
function laidAt(
  { id, name, thumb, nth }: TalkPhoto,
  { x, y, radius }: { x: number; y: number; radius: number },
  place: number,
  count: number,
): Laid {
  const step = Math.min(34, (2 * radius) / Math.max(count, 1))
  return {
    ...{ id, name, thumb, label: String(nth) },
    x: Math.round(x + (place - (count - 1) / 2) * step),
    y: Math.round(y + radius - 8),
  }
}

/** What is to be known of a photo while it is talked about: who added it, and that it goes no further. */
function chipsOf(t: Translate, photo: Photo): Chip[] {
  const added: Chip[] = photo.by_team === 1 ? [{ text: t('table.byTeam'), kind: 'neutral' }] : []
  return [...added, ...staysChips(t, photo)]
}

type Open = { code: TableCode | undefined; until: string | undefined }

function tableOf(t: Translate, action: string, { code, until }: Open): Table {
  return {
    action: `${action}/table-link`,
    removal: `${action}/table-link/removal`,
    until: until && t('table.until', { time: t.time(until) }),
    code,
  }
}

function arrivedOf(
  t: Translate,
  seat: Seat,
  here: string,
  { own, since }: { own: readonly Photo[]; since: string },
): TalkPage['page']['arrived'] {
  const arrived = own.filter(({ added_at, kind }) => since !== '' && added_at > since && hasImage(kind))
  const last = arrived.at(-1)
  if (!last) return undefined
  return {
    text: t('table.arrived', { count: arrived.length }),
    image: `/studies/${seat.studyId}/photos/${last.id}/thumb`,
    alt: altOf(t, last.kind, last.words),
    // Another address than that of the page: it is loaded anew, with the photo in its place.
    href: `${here}${here.includes('?') ? '&' : '?'}with=${last.id}#photo-${last.id}`,
  }
}

/** A photo as it is looked at in the talk. */
function pictureOf(t: Translate, seat: Seat, photo: Photo) {
  return {
    kind: photo.kind,
    isText: photo.kind === 'text',
    words: photo.words,
    image: `/studies/${seat.studyId}/photos/${photo.id}/large`,
    width: photo.width ?? 0,
    height: photo.height ?? 0,
    alt: altOf(t, photo.kind, photo.words),
  }
}
