import type { Seat } from '../../access/seat.ts'
import type { PlaceShown } from '../../db/schema.ts'
import type { SessionKind } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import type { Use } from '../../http/trail.ts'
import type { Quotation } from '../../steps/coding/queries.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import { shown as shownPhoto, type Shown as ShownPhoto } from '../../steps/photos/shown.ts'
import type { Translate } from '../../text/text.ts'
import type { StillTaken } from './queries.ts'
import { onceEach } from './rules.ts'

/** Where others could see something, in words. */
export function placesShown(t: Translate, places: readonly PlaceShown[]): string[] {
  return onceEach(places).map((place) => textOf(t, place))
}

function textOf(t: Translate, { place, words, held_on }: PlaceShown): string {
  const day = held_on === null ? '' : t.date(held_on)
  const named = (name: string) => [name, day].filter(Boolean).join(', ')
  switch (place) {
    case 'session':
      return t('own.shown.session', { name: named(t(`feedback.kind.${words as SessionKind}`)) })
    case 'action':
      return t('own.shown.action', { title: words })
    case 'meeting':
      return t('own.shown.meeting', { name: named(words) })
    case 'guide':
      return t('own.shown.guide', { title: words === '' ? t('guide.untitled') : words })
    case 'export':
      return t(words === 'photos.export' ? 'shown.photos' : 'shown.quotations', { day })
  }
}

/** The same for the researchers: at which finding it stood there, and the way there. */
function usesOf(t: Translate, seat: Seat, places: readonly PlaceShown[]): Use[] {
  return places.map((place) => ({
    text: [textOf(t, place), place.beside && t('shown.beside', { title: place.beside })]
      .filter(Boolean)
      .join(' '),
    href: hrefOf(seat, place),
  }))
}

function hrefOf({ studyId }: Seat, { place, place_id }: PlaceShown): string | undefined {
  const study = `/studies/${studyId}`
  switch (place) {
    case 'session':
      return `${study}/feedback/${place_id}`
    case 'action':
      return `${study}/actions/${place_id}`
    case 'meeting':
      return `${study}/assembly/${place_id}`
    case 'guide':
      return `${study}/guide`
    case 'export':
      return undefined
  }
}

type RemovalPage = Page<
  'shown/removal',
  {
    photo: ShownPhoto | undefined
    words: string
    means: string
    /** What the team made of it, which loses it. */
    uses: string
    places: Use[]
    shown: string
    action: string
    back: string
  }
>

/** Asks a researcher before a photo goes: what rests on it, and where others could see it. */
export function photoRemovalPage(
  t: Translate,
  seat: Seat,
  photo: Photo,
  { uses, places }: { uses: readonly Use[]; places: readonly PlaceShown[] },
): RemovalPage {
  const base = `/studies/${seat.studyId}/photos`
  return {
    view: 'shown/removal',
    page: {
      title: t('shown.photoOf', { kind: photo.kind, number: written(photo.number) }),
      photo: shownPhoto(t, base, photo),
      words: '',
      means: t('photos.researcherRemoves', { kind: photo.kind }),
      uses: uses.length === 0 ? '' : t('photos.usedBy', { uses: uses.map(({ text }) => text).join(', ') }),
      ...placed(t, seat, places),
      action: `${base}/${photo.id}/removal`,
      back: `${base}/${photo.id}`,
    },
  }
}

/** The same of a quotation; `hanging` is what goes with it. */
export function quotationRemovalPage(
  t: Translate,
  seat: Seat,
  { id, words }: Quotation,
  { hanging, places }: { hanging: readonly string[]; places: readonly PlaceShown[] },
): RemovalPage {
  const base = `/studies/${seat.studyId}/coding/quotations/${id}`
  return {
    view: 'shown/removal',
    page: {
      title: t('shown.quotation'),
      photo: undefined,
      words,
      means: t('coding.removeQuotation', { what: hanging.join(', ') }),
      uses: '',
      ...placed(t, seat, places),
      action: `${base}/removal`,
      back: base,
    },
  }
}

function placed(t: Translate, seat: Seat, places: readonly PlaceShown[]) {
  return { places: usesOf(t, seat, places), shown: t('shown.before', { count: places.length }) }
}

type Gone = {
  name: string
  when: string
  /** What can be shown of it: it is still in sight of who looks. */
  picture: { image: string; alt: string } | undefined
  words: string
  href: string | undefined
  places: Use[]
}
type TakenPage = Page<'shown/taken', { gone: Gone[]; none: string; note: string; back: string }>
type InSight = { photos: readonly Photo[]; quotations: readonly Quotation[] }

/** What went out of sight in the study after others could see it, for who has to look after papers that were printed. */
export function takenPage(
  t: Translate,
  seat: Seat,
  taken: readonly StillTaken[],
  inSight: InSight,
): TakenPage {
  const study = `/studies/${seat.studyId}`
  return {
    view: 'shown/taken',
    page: {
      title: t('shown.taken'),
      lead: t('shown.takenLead'),
      gone: taken.map((one) => ({
        ...stillShown(t, study, one, inSight),
        name: teamNameOf(t, one),
        when: t(`shown.why.${one.why}`, { day: t.time(one.at) }),
        places: usesOf(t, seat, one.places),
      })),
      none: t('shown.none'),
      note: t('shown.note'),
      back: study,
    },
  }
}

function teamNameOf(t: Translate, { kind, nth, number }: StillTaken): string {
  const name = nameOf(t, { kind, nth })
  return number === null ? t('shown.ofNobody', { name }) : t('shown.of', { name, number: written(number) })
}

function nameOf(t: Translate, { kind, nth }: Pick<StillTaken, 'kind' | 'nth'>): string {
  return t(nth === null ? 'shown.thing' : 'shown.thingNth', { kind, nth: nth ?? 0 })
}

/** A small picture or the first words, of what only went out of others' sight. */
function stillShown(
  t: Translate,
  study: string,
  { thing_id }: StillTaken,
  { photos, quotations }: InSight,
): Pick<Gone, 'picture' | 'words' | 'href'> {
  const photo = photos.find(({ id }) => id === thing_id)
  if (photo) {
    const href = `${study}/photos/${photo.id}`
    const picture = hasImage(photo.kind)
      ? { image: `${href}/thumb`, alt: altOf(t, photo.kind, photo.words) }
      : undefined
    return { picture, words: firstOf(photo.words), href }
  }
  const quotation = quotations.find(({ id }) => id === thing_id)
  if (!quotation) return { picture: undefined, words: '', href: undefined }
  return {
    picture: undefined,
    words: firstOf(quotation.words),
    href: `${study}/coding/quotations/${quotation.id}`,
  }
}

/** The first words of what may be long. */
function firstOf(words: string): string {
  if (words.length <= 80) return words
  const end = words.lastIndexOf(' ', 80)
  return `${words.slice(0, end === -1 ? 80 : end)} …`
}

/** The same for its person: what one took back, when, and where others could see it until then. */
export function ownTakenPage(t: Translate, seat: Seat, taken: readonly StillTaken[]): TakenPage {
  return {
    view: 'shown/taken',
    page: {
      title: t('shown.ownTaken'),
      lead: t('shown.ownTakenLead'),
      gone: taken.map((one) => ({
        ...{ picture: undefined, words: '', href: undefined },
        name: nameOf(t, one),
        when: t(`shown.own.${one.why}`, { day: t.time(one.at) }),
        places: placesShown(t, one.places).map((text) => ({ text, href: undefined })),
      })),
      none: t('shown.ownNone'),
      note: t('shown.ownNote'),
      back: `${homeOf(seat)}/withdrawal`,
    },
  }
}
