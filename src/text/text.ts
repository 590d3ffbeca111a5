import { IntlMessageFormat } from 'intl-messageformat'
import { hoursIn } from '../method/asked-time.ts'
import type { Language } from '../method/languages.ts'
import { wordsIn, type Words } from '../method/words.ts'
import { en, nl } from './parts.ts'

export type Key = keyof typeof nl

/** Says a text in the visitor's language, with values for its ICU arguments. */
export type Translate = {
  (key: Key, values?: Record<string, string | number>): string
  readonly language: Language
  /** A date (YYYY-MM-DD) or a time (ISO 8601) as a date in words, such as "3 maart 2027". */
  date: (value: string) => string
  /** A date (YYYY-MM-DD) in words, with the day of the week: "woensdag 3 maart". */
  weekday: (value: string) => string
  /** A time (ISO 8601) in words, with its date as dates are written: "3 maart 2027 om 14:05". */
  time: (value: string) => string
  /** The same with its weekday, for who has to be somewhere: "woensdag 3 maart 2027 om 14:05". */
  moment: (value: string) => string
  /** The calendar date (YYYY-MM-DD) of a time (ISO 8601), where the house stands. */
  day: (value: string) => string
  /** A number of minutes in words: "3 uur en 20 minuten". Nothing for none. */
  duration: (minutes: number) => string
}

/** Gives the texts of one language, with times as they are in a time zone, and things as a network calls them. */
export function textIn(language: Language, timeZone: string, words: Words = wordsIn(language)): Translate {
  const say = (key: Key, values?: Record<string, string | number>) =>
    formatOf(language, key).format({ ...words, ...values }) as string
  return Object.assign(say, {
    language,
    date: (value: string) =>
      formatter(language, { dateStyle: 'long', timeZone: value.length === 10 ? 'UTC' : timeZone }).format(
        new Date(value),
      ),
    weekday: (value: string) =>
      formatter(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(value),
      ),
    time: (value: string) =>
      formatter(language, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(new Date(value)),
    moment: (value: string) =>
      formatter(language, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(value)),
    // Swedish writes dates as ISO 8601 does.
    day: (value: string) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(value)),
    duration: (minutes: number) => say('time.duration', hoursIn(minutes)),
  })
}

const texts = { nl, en: en satisfies Record<Key, string> }
// Compiled when first said: all of them at once would cost half a second at each start.
const compiled = new Map<string, IntlMessageFormat>()

function formatOf(language: Language, key: Key): IntlMessageFormat {
  const name = `${language}.${key}`
  const known = compiled.get(name)
  if (known) return known
  const made = new IntlMessageFormat(texts[language][key], language, undefined, { ignoreTag: true })
  compiled.set(name, made)
  return made
}

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', options)
}
