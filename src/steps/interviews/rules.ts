import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'

/** Where a talk is, such as somebody's own address, tells with whom: for who plans talks, and who sees names. */
export function seesPlaces({ role, seesNames }: Pick<Seat, 'role' | 'seesNames'>): boolean {
  return seesNames || may(role, 'interviews.edit')
}

/** How many talks a page of the list holds. */
export const pageSize = 50

/** Where a talk stands in the list. Somebody can have several, so that the number alone does not tell. */
export type Key = { number: number; id: string }

/** A key as it stands in an address. */
export function writtenKey({ number, id }: Key): string {
  return `${number}-${id}`
}

/** The key that an address tells; undefined when it tells none. */
export function keyIn(text: string): Key | undefined {
  const [, number, id] = /^(\d{1,6})-([\w-]{1,40})$/.exec(text) ?? []
  return number === undefined || id === undefined ? undefined : { number: Number(number), id }
}

/** A place in a talk where a note can stand. */
export type Spot = { photo_id: string | null; element_id: string | null }

/** The place that a name means: `talk`, `typed`, `photo:ID` or `side:ID`; undefined for any other name. */
export function spotNamed(name: string): Spot | undefined {
  if (name === 'talk' || name === 'typed') return { photo_id: null, element_id: null }
  const [, kind, id] = /^(photo|side):([\w-]{1,40})$/.exec(name) ?? []
  if (id === undefined) return undefined
  return kind === 'photo' ? { photo_id: id, element_id: null } : { photo_id: null, element_id: id }
}

/** How many characters a note holds at most. */
const noteSize = 20_000

/** The same for a spot: a talk that is typed out is a text, with its names and times. */
export function sizeAt(spot: string): number {
  return spot === 'typed' ? 400_000 : noteSize
}

/** What a talk can leave; what came about otherwise has a form of its own. */
export const talkKinds = ['transcript', 'notes'] as const

/** What one can choose where two texts were written in one note. */
export const choices = ['note', 'other', 'both'] as const
export type Choice = (typeof choices)[number]

/** Two texts of one note, under each other. What the first holds already is not said twice. */
export function bothNotes(first: string, second: string): string {
  if (first.includes(second)) return first
  if (second.includes(first)) return second
  return `${first}\n\n${second}`
}

type Noted = { title: string; text: string }

/** All notes of a talk as one text, each under what it is about; what is empty is left out. */
export function notesAsText(notes: readonly Noted[]): string {
  return notes
    .filter(({ text }) => text.trim() !== '')
    .map(({ title, text }) => `${title}\n${text.trim()}`)
    .join('\n\n')
}

/** Where the talks of a study stand. */
export function baseOf({ studyId }: Pick<Seat, 'studyId'>): string {
  return `/studies/${studyId}/interviews`
}

type Person = { takes_part: number | null; words_withdrawn_at: string | null }

/** Who does not take part, or took all own words back, has none here. */
export function givesWords({ takes_part, words_withdrawn_at }: Person): boolean {
  return takes_part === 1 && words_withdrawn_at === null
}
