import type { PhotoKind } from '../../method/lists.ts'

/** More than are asked for are welcome, up to what one person can talk about at all. */
export const mostPhotos = 30

/** What a photo says of who is on it. */
export type OnPhoto = { kind: PhotoKind; people_place: number | null }

/**
 * Whether its person is asked if anybody can be recognised, when a photo may go further than the talk: a box that nobody
 * ticked says nothing. Where people were named, what each of them said decides.
 */
export function asksWhetherRecognisable({ kind, people_place }: OnPhoto): boolean {
  return kind === 'picture' && people_place === null
}

/** Whether it was said of a photo that somebody can be recognised on it. */
export function isMarked({ is_recognisable, people_place }: Pick<OnPhoto, 'people_place'> & Marked): boolean {
  return is_recognisable === 1 || people_place !== null
}
type Marked = { is_recognisable: 0 | 1 }

/** Whether so many photos are what was asked for, or more than can be taken along. */
export function progressOf(
  count: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): { isEnough: boolean; isFull: boolean } {
  return { isEnough: count >= minimum, isFull: count >= maximum }
}
