import { z } from 'zod'
import { optionalText, requiredText, text, wholeNumber } from '../../http/form.ts'
import type { SpeakerRole } from '../../method/lists.ts'
import { foldedName, speakerName, type Speaker, type Spoken } from '../../method/turns.ts'
import { sizeAt } from './rules.ts'

/** Who speaks at each of the keys that write a name. */
export const speakerKeys = ['interviewer', 'participant', 'other', 'other'] as const satisfies SpeakerRole[]

const name = optionalText(80)

/** A talk that was typed out, with who speaks in it. */
export const Typing = z.object({
  title: requiredText('material.titleRequired', 200),
  text: text(sizeAt('typed')).pipe(z.string().min(1, { error: 'typing.textRequired' })),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
  'speaker-1': name,
  'speaker-2': name,
  'speaker-3': name,
  'speaker-4': name,
})

type Names = Pick<z.infer<typeof Typing>, `speaker-${1 | 2 | 3 | 4}`>

/** Who may speak, by the keys of their names; nobody twice. */
export function speakersTyped(names: Names): Speaker[] {
  const typed = ([1, 2, 3, 4] as const).map((number, index) => ({
    number,
    name: speakerName(names[`speaker-${number}`]),
    role: speakerKeys[index] ?? 'other',
  }))
  return typed.filter(
    (one, index) =>
      one.name !== '' &&
      typed.findIndex((other) => foldedName(other.name) === foldedName(one.name)) === index,
  )
}

/** Those who do speak in a text: a key that was not used makes nobody a speaker. */
export function speakingIn(speakers: readonly Speaker[], { turns }: Spoken): Speaker[] {
  return speakers.filter(({ number }) => turns.some(([, speaker]) => speaker === number))
}

/**
 * The names for the keys of a draft that was opened again: those found in it, so that a line which begins with one is
 * still of who spoke. A usual name stays at its key, unless the draft needs that for another.
 */
export function namesAtKeys(usual: readonly string[], found: readonly string[]): string[] {
  const isIn = (names: readonly string[], one: string) =>
    names.some((other) => foldedName(other) === foldedName(one))
  const others = found.filter((one) => !isIn(usual, one))
  return speakerKeys.map((_, key) => {
    const own = usual[key] ?? ''
    return own !== '' && isIn(found, own) ? own : (others.shift() ?? own)
  })
}
