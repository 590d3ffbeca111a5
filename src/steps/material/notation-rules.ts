import {
  foldedName,
  readNotation,
  speakerName,
  trimmedSpoken,
  type Speaker,
  type Spoken,
} from '../../method/turns.ts'

/** Who speaks in a text, as the form that corrects it takes along: whoever is renamed meanwhile stays the same. */
export function writeSpeakers(speakers: readonly Speaker[]): string {
  return speakers.map(({ number, name }) => `${number} ${name}`).join('\n')
}

/** The speakers of a text by the names that they had when its form was opened; others than its own are left out. */
export function keptSpeakers(kept: string, speakers: readonly Speaker[]): Speaker[] {
  const names = new Map(
    kept.split('\n').map((line) => {
      const [, number, name = ''] = /^(\d+) (.*)$/.exec(line) ?? []
      return [Number(number), name]
    }),
  )
  return speakers.map((one) => ({ ...one, name: names.get(one.number) ?? one.name }))
}

/** Somebody who speaks in a text and was not known; undefined without a name, and for whoever is known. */
export function addedSpeaker(typed: string, speakers: readonly Speaker[]): Speaker | undefined {
  const name = speakerName(typed)
  if (name === '' || speakers.some((one) => foldedName(one.name) === foldedName(name))) return undefined
  return { number: Math.max(0, ...speakers.map(({ number }) => number)) + 1, name, role: 'unknown' }
}

/** The words and turns of a corrected text, as they are kept. */
export function correctedSpoken(notation: string, speakers: readonly Speaker[]): Spoken {
  return trimmedSpoken(readNotation(notation, speakers))
}
