import { letters, placesIn, type StudyTextKey } from './template.ts'

/** What every mail to a participant must hold: the way in, and the way to say no. */
const neededPlaces = ['link', 'declineLink'] as const
type NeededPlace = (typeof neededPlaces)[number]

const bodies: readonly string[] = letters.map((letter) => `${letter}.body`)

/** Which of the links that every mail must hold a text of the study lacks; none where it is not the body of a mail. */
export function lackingPlaces(key: StudyTextKey, text: string): NeededPlace[] {
  if (!bodies.includes(key)) return []
  const held = placesIn(text)
  return neededPlaces.filter((place) => !held.includes(place))
}

/**
 * What stands between braces in a text and is none of the known places, as it was typed, each once. Two words between
 * braces are such a one too, and so is a brace without its other one: nothing would ever come in their place.
 */
export function unknownPlaces(text: string, known: readonly string[]): string[] {
  const typed = text.match(/\{+[^{}\n]*\}+|\{[^\s{}]*|[^\s{}]*\}/g) ?? []
  const places = known.map((name) => `{${name}}`)
  return [...new Set(typed)].filter((place) => !places.includes(place))
}
