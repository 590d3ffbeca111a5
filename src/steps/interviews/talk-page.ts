import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Chip } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { staysChips } from '../../http/stays.ts'
import type { PhotoKind } from '../../method/lists.ts'
import { modelFigure, type ModelFigure } from '../../method/model-figure.ts'
import { nthsOf, written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from '../photos/queries.ts'
import type { Interview, laidPhotosOf, notesOf } from './queries.ts'
import { recorderOf, type Recorder } from './recording-page.ts'
import { baseOf, givesWords } from './rules.ts'
import type { TableCode } from './table-page.ts'

type Choice = { value: string; text: string }
type NoteField = {
  spot: string
  text: string
  version: number
  action: string
  theirs: string | undefined
  problem: string | undefined
}
type TalkPhoto = {
  id: string
  nth: number
  kind: PhotoKind
  isText: boolean
  words: string
  image: string
  width: number
  height: number
  alt: string
  note: NoteField
  lay: string
  side: string
  chips: Chip[]
}
type Side = {
  id: string
  name: string
  explanation: string
  laid: string[]
  questions: { text: string; deeper: string }[]
  note: NoteField
}
type TalkPage = Page<
  'interviews/talk',
  {
    /** Those that were chosen for the talk first. */
    photos: TalkPhoto[]
    /** How many of them come first; the others are folded. */
    brought: number
    sides: Side[]
    figure: ModelFigure
    centre: string
    opening: string[]
    closing: string[]
    followUps: string[]
    looking: string[]
    talk: NoteField
    sideChoices: Choice[]
    adding: string | undefined
    mayWrite: boolean
    noConsent: boolean
    back: string
    live: string
    here: string
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
/** What somebody wrote that could not be saved: over a note that another had changed, or for another reason. */
export type Clash = { spot: string; text: string; problem: string | undefined }

/** The conversation page: photos large, one by one, the model in sight, a note at each. Nothing else. */
export function talkPage(
  t: Translate,
  seat: Seat,
  interview: Interview,
  parts: {
    /** The photos of the person in their own order. */
    own: readonly Photo[]
    elements: readonly Element[]
    questions: readonly Question[]
    notes: Awaited<ReturnType<typeof notesOf>>
    laid: Awaited<ReturnType<typeof laidPhotosOf>>
    clash: Clash | undefined
    table: Open
    /** From when on photos have just come in, for a page that was open then; empty for one that is opened now. */
    since: string
    recording: Parameters<typeof recorderOf>[3]
  },
): TalkPage {
  const action = `${baseOf(seat)}/${interview.id}`
  const note = (spot: string): NoteField => {
    const kept = parts.notes.find((one) => one.spot === spot)
    const clashes = parts.clash?.spot === spot
    return {
      spot,
      text: clashes ? (parts.clash?.text ?? '') : (kept?.text ?? ''),
      version: kept?.version ?? 0,
      action: `${action}/notes/${spot}`,
      theirs: clashes && parts.clash?.problem === undefined ? (kept?.text ?? '') : undefined,
      problem: clashes ? parts.clash?.problem : undefined,
    }
  }
  const asked = (part: string) => parts.questions.filter((one) => one.part === part).map(({ text }) => text)
  const sideOf = (photoId: string) =>
    parts.laid.find(({ photo_id }) => photo_id === photoId)?.element_id ?? ''
  const nths = nthsOf(parts.own)
  const photos = parts.own.toSorted((one, other) => other.is_brought - one.is_brought)
  return {
    view: 'interviews/talk',
    status: parts.clash ? 409 : 200,
    page: {
      title: t('interviews.with', { number: written(interview.number) }),
      wide: true,
      photos: photos.map((photo) => ({
        id: photo.id,
        nth: nths.get(photo.id) ?? 0,
        ...pictureOf(t, seat, photo),
        chips: chipsOf(t, photo),
        note: note(`photo:${photo.id}`),
        lay: `${action}/sides/${photo.id}`,
        side: sideOf(photo.id),
      })),
      brought: photos.filter(({ is_brought }) => is_brought === 1).length,
      sides: parts.elements.map(({ id, name, explanation }) => ({
        id,
        name,
        explanation,
        questions: parts.questions
          .filter(({ element_id }) => element_id === id)
          .map(({ text, deeper }) => ({ text, deeper })),
        laid: photos.flatMap(({ id: photo, kind }) =>
          sideOf(photo) === id ? [t('photos.nth', { kind, nth: nths.get(photo) ?? 0 })] : [],
        ),
        note: note(`side:${id}`),
      })),
      figure: modelFigure(parts.elements.map(({ name }) => name)),
      centre: t('study.model.centre'),
      opening: asked('opening'),
      closing: asked('closing'),
      followUps: asked('follow_up'),
      looking: asked('looking'),
      talk: note('talk'),
      sideChoices: parts.elements.map(({ id, name }) => ({ value: id, text: name })),
      adding: may(seat.role, 'photos.addAtTable') ? `${action}/photos` : undefined,
      mayWrite: may(seat.role, 'interviews.edit') && givesWords(interview),
      noConsent: !givesWords(interview),
      back: action,
      recorder: recorderOf(t, seat, interview, parts.recording),
      live: `${action}/live`,
      here: `${action}/talk?since=${encodeURIComponent(seat.at)}`,
      arrived: arrivedOf(t, seat, `${action}/talk`, parts),
      table:
        may(seat.role, 'photos.addAtTable') && interview.takes_part === 1
          ? tableOf(t, action, parts.table)
          : undefined,
    },
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
    href: `${here}?with=${last.id}#photo-${last.id}`,
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
