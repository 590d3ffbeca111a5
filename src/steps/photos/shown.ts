import type { Seat } from '../../access/seat.ts'
import type { Chip } from '../../http/form.ts'
import { altOf } from '../../http/photos.ts'
import { angles, rungs, type PhotoKind } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { Photo } from './queries.ts'

/** A photo as every page shows it. */
export type Shown = {
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

/** What pages show of a photo; `base` is where the photos of this visitor stand. */
export function shown(t: Translate, base: string, photo: Photo): Shown {
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

/** Whoever looks at a photo sees what it is; of a drawing one may wonder. */
export function kindChips(t: Translate, { kind }: Photo): Chip[] {
  return kind === 'drawing' ? [{ text: t('photos.kind.drawing'), kind: 'neutral' }] : []
}

/** How far the people on a photo let it go, where they let it go further than the talk. */
export function peopleChips(t: Translate, { people_place }: Photo): Chip[] {
  const rung = people_place ? rungs[people_place] : undefined
  return rung ? [{ text: t('depicted.upTo', { rung: t(`rungs.upTo.${rung}`) }), kind: 'info' }] : []
}

/** Where a participant's own pages stand. */
export function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}

/** An angle from which a photo may be looked at, or none. */
export type AngleChoice = { value: string; text: string; hint?: string }

/** What may be chosen of that, none first. */
export function angleChoices(t: Translate): AngleChoice[] {
  return [
    { value: '', text: t('angles.none') },
    ...angles.map((value) => ({ value, text: t(`angles.${value}`), hint: t(`angles.${value}.hint`) })),
  ]
}
