import type { Span } from '../../method/letters.ts'
import type { Turn } from '../../method/turns.ts'
import { wordsOf, type Word } from './word-rules.ts'

/** A piece of a text that is found as one: with its words, and their stems, parted by spaces. */
export type Unit = Span & { words: string; stems: string }

/** Longer paragraphs are parted, in code units: nobody looks for words that stand pages apart. */
const longest = 1500

/** What a text is found by: its paragraphs, long ones parted between sentences. What holds no words is left out. */
export function unitsOf(text: string): Unit[] {
  return linesOf(text)
    .flatMap((line) => partsOf(text, line))
    .map(({ start, end }) => {
      const words = wordsOf(text.slice(start, end))
      return {
        ...{ start, end, words: words.map(({ word }) => word).join(' ') },
        stems: words.map(({ stem }) => stem).join(' '),
      }
    })
    .filter(({ words }) => words !== '')
}

function linesOf(text: string): Span[] {
  return Array.from(text.matchAll(/[^\n]+/g), ({ 0: line, index }) => ({
    start: index,
    end: index + line.length,
  }))
}

function partsOf(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = []
  let from = start
  while (end - from > longest) {
    const piece = text.slice(from, from + longest)
    const sentence = Math.max(...['. ', '? ', '! ', '… '].map((sign) => piece.lastIndexOf(sign))) + 2
    const space = piece.lastIndexOf(' ') + 1
    const length = sentence > longest / 2 ? sentence : space > 0 ? space : longest
    parts.push({ start: from, end: from + length })
    from += length
  }
  return [...parts, { start: from, end }]
}

/** Who speaks at each of some places of a text, by number; null where that is not known. Places and turns in order. */
export function speakersAt(places: readonly number[], turns: readonly Turn[]): (number | null)[] {
  let next = 0
  return places.map((place) => {
    while ((turns[next]?.[0] ?? Infinity) <= place) next += 1
    return turns[next - 1]?.[1] ?? null
  })
}

/** What is looked for: a word in all its forms, words that begin so, or words exactly as they follow each other. */
export type Term =
  { kind: 'stem'; stem: string } | { kind: 'prefix'; word: string } | { kind: 'phrase'; words: string[] }

/** More than these are not looked for. */
const mostTerms = 12

/**
 * Reads what somebody typed: `twee petten` is both words in one paragraph in any form, `"twee petten"` is these words side
 * by side, `samenw*` is whatever begins so. A mark that is not closed reaches to the end.
 */
export function termsIn(typed: string): Term[] {
  return Array.from(typed.matchAll(/["“”„]([^"“”„]*)["“”„]?|([^\s"“”„]+)/gu), ([, quoted, bare]) =>
    quoted === undefined ? termOf(bare ?? '') : phraseOf(wordsOf(quoted)),
  )
    .filter((term) => term !== undefined)
    .slice(0, mostTerms)
}

function termOf(typed: string): Term | undefined {
  const words = wordsOf(typed)
  const [first] = words
  if (!first) return undefined
  // "jeugd-ggz" is written as one and holds two.
  if (words.length > 1) return phraseOf(words)
  if (typed.endsWith('*')) return { kind: 'prefix', word: first.word }
  return { kind: 'stem', stem: first.stem }
}

function phraseOf(words: readonly Word[]): Term | undefined {
  return words.length === 0 ? undefined : { kind: 'phrase', words: words.map(({ word }) => word) }
}

/** The words of a piece of text that were looked for: spans in it, in order, none over another. */
export function foundIn(text: string, terms: readonly Term[]): Span[] {
  const words = wordsOf(text)
  const isFound = words.map(() => false)
  for (const term of terms) {
    if (term.kind === 'phrase') {
      for (const index of words.keys()) {
        if (term.words.every((word, step) => words[index + step]?.word === word)) {
          isFound.fill(true, index, index + term.words.length)
        }
      }
    } else {
      for (const [index, { word, stem }] of words.entries()) {
        if (term.kind === 'stem' ? stem === term.stem : word.startsWith(term.word)) isFound[index] = true
      }
    }
  }
  return words.filter((_, index) => isFound[index]).map(({ start, end }) => ({ start, end }))
}

export type Piece = { text: string; isFound: boolean }

/** How much of a paragraph is shown before the first word that was found, and how much in all, in code units. */
const before = 90
const shown = 320

/**
 * A paragraph as a result shows it: the part around what was found, cut between words, as pieces that together are what is
 * shown; with a sign where it was cut.
 */
export function excerpt(text: string, terms: readonly Term[]): Piece[] {
  const found = foundIn(text, terms)
  const first = found[0]?.start ?? 0
  const from = first <= before ? 0 : afterSpace(text, first - before, first)
  const to = text.length - from <= shown ? text.length : beforeSpace(text, from, from + shown)
  const pieces: Piece[] = []
  let at = from
  for (const { start, end } of found.filter((one) => one.start >= from && one.end <= to)) {
    pieces.push(
      { text: text.slice(at, start), isFound: false },
      { text: text.slice(start, end), isFound: true },
    )
    at = end
  }
  pieces.push({ text: text.slice(at, to), isFound: false })
  return [
    { text: from > 0 ? '… ' : '', isFound: false },
    ...pieces,
    { text: to < text.length ? ' …' : '', isFound: false },
  ].filter((piece) => piece.text !== '')
}

function afterSpace(text: string, from: number, latest: number): number {
  const space = text.indexOf(' ', from)
  return space === -1 || space >= latest ? latest : space + 1
}

function beforeSpace(text: string, from: number, to: number): number {
  const space = text.lastIndexOf(' ', to)
  return space <= from ? to : space
}
