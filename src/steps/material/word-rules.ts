import { stemmer } from '@orama/stemmers/dutch'

/** A word of a text as it is searched for, and where it stands, in UTF-16 code units. */
export type Word = { word: string; stem: string; start: number; end: number }

/** Letters, digits and the marks on them; an 's behind them, as in "collega's", belongs to the word and is not read. */
const wordPattern = /([\p{L}\p{N}][\p{L}\p{N}\p{M}]*)(?:['’]s(?![\p{L}\p{N}]))?/gu

/** The words of a text in their order. What is nothing but marks, as of Japanese letters that are not there, is none. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => {
    const word = folded(match[1] ?? '')
    return { word, stem: stemOf(word), start: match.index, end: match.index + match[0].length }
  }).filter(({ word }) => word !== '')
}

const plainLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ĳ: 'ij',
}

/**
 * A word in nothing but a-z and 0-9: small, without accents, letters of other scripts by their number. So both engines
 * take it as one word and find it alike, whatever they make of letters.
 */
export function folded(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]/gu, (letter) => plainLetters[letter] ?? `u${letter.codePointAt(0)?.toString(16)}u`)
}

const known = new Map<string, string>()

/**
 * The stem of a folded Dutch word: that of Porter's stemmer for Dutch (snowballstem.org/algorithms/dutch), with what it
 * leaves apart put together: it is taken until nothing more comes off (fietsen, fiets, fiet), a doubled consonant at the
 * end is one (gezinn-en, gezin), a z or v there is the s or f that is heard (huiz-en, huis), and -ies loses its s
 * (organisaties, but not advies).
 */
function stemOf(word: string): string {
  const kept = known.get(word)
  if (kept !== undefined) return kept
  const stem = finished(stemmed(word.replace(/(?<=..[^v])ies$/, 'ie').replace(/eeen$/, 'ee')))
  // Words come back often; those of a few long texts at a time are plenty.
  if (known.size > 50_000) known.clear()
  known.set(word, stem)
  return stem
}

function stemmed(word: string): string {
  const stem = stemmer(word)
  return stem === word ? stem : stemmed(stem)
}

function finished(stem: string): string {
  if (stem === 'kinder') return 'kind'
  return stem
    .replace(/([bcdfghjklmnpqrstvwxz])\1$/, '$1')
    .replace(/z$/, 's')
    .replace(/v$/, 'f')
}
