import { inWordsOf } from '../../method/both-languages.ts'
import { firstName } from '../../method/person-names.ts'
import { lackingPlaces } from '../../method/letter-places.ts'
import { placeValues } from '../../method/place-values.ts'
import { fill, mailPlaces, placesIn, type Letter, type StudyTextKey } from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import { readFirst } from './agreement.ts'
import type { Missing } from './gaps.ts'
import { isPast } from '../../method/past.ts'

/** What is known only while sending, so that it stands in no row. */
const minted: readonly string[] = mailPlaces

/** Who a mail is to. Who takes part is not asked as if nothing was said yet. */
type To = { name: string; takes_part: 0 | 1 | null }
type Texts = Record<StudyTextKey, string>
type Composed = { subject: string; body: string } | { missing: Missing[] }

/**
 * Puts a mail of the study together for one person, in words of one language. Where something that its text asks for
 * is not known yet, or it lacks a link, gives what is missing: half a letter is not sent.
 */
export function composeMail(t: Translate, letter: Letter, texts: Texts, study: Study, person: To): Composed {
  const { subject, body, missing } = draftMail(t, letter, texts, study, person)
  return missing.length > 0 ? { missing } : { subject, body }
}

/** The same, whole or not: what is missing keeps its place, and is named beside it. */
export function draftMail(
  t: Translate,
  letter: Letter,
  texts: Texts,
  study: Study,
  person: To,
): { subject: string; body: string; missing: Missing[] } {
  const places = placesOf(t, texts, study, person)
  const subject = fill(texts[`${letter}.subject`], places)
  const own = fill(texts[`${letter}.body`], places)
  const isKnown = letter === 'invitation' && person.takes_part === 1
  const body = isKnown ? afterGreeting(own, t('letters.saidYes')) : own
  // What the person reads next is missing something just as much.
  const next = readFirst.map((first) => fill(texts[first], places)).join(' ')
  const empty = placesIn(`${subject} ${body} ${next}`).filter((name) => !minted.includes(name))
  const names = new Set([...empty, ...lackingPlaces(`${letter}.body`, body)])
  const missing = [...names].map((name) => ({ name, letter, language: t.language }))
  // An empty sentence about working time leaves a blank at the end of its paragraph.
  return { subject, body: body.replaceAll(/ +$/gm, ''), missing }
}

/** A mail with a sentence right after its greeting, or before all where it has none. */
function afterGreeting(body: string, sentence: string): string {
  const [first = '', ...rest] = body.split('\n')
  return first.trim().endsWith(',') ? [first, '', sentence, ...rest].join('\n') : `${sentence}\n\n${body}`
}

/** What the places in a study's texts hold, in the language of the texts; one that is not known is left out. */
export function placesOf(
  t: Translate,
  texts: Texts,
  study: Study,
  person: { name: string },
): Record<string, string> {
  return placeValues(t, texts, inWordsOf(study, t.language), firstName(person.name))
}

/** The same for a page that is read on a day: a date that is past is left out, and the line that tells it with it. */
export function placesOn(
  today: string,
  t: Translate,
  texts: Texts,
  study: Study,
  person: { name: string },
): Record<string, string> {
  const places = Object.entries(placesOf(t, texts, study, person))
  const isLate = isPast(study.photos_by, today)
  return Object.fromEntries(places.filter(([name]) => name !== 'deadline' || !isLate))
}
