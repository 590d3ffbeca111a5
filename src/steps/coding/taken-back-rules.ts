import type { Span } from '../../method/letters.ts'
import { spanOf } from '../../method/quoted.ts'
import { everywhere, lastWith } from '../../method/wordings.ts'

/** Words made unreadable: as long as they were, in code units and in characters, so that nothing after them moves. */
export function blotted(words: string): string {
  return words.replaceAll(/[^\s]/gu, (letter) => (letter.length === 1 ? '█' : '🀫'))
}

/** A text with pieces of it made unreadable. */
export function blottedAt(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (left, { start, end }) => left.slice(0, start) + blotted(left.slice(start, end)) + left.slice(end),
    text,
  )
}

/** A text with some wordings made unreadable wherever they stand in it. */
export function blottedOut(text: string, wordings: readonly string[]): string {
  return blottedAt(text, placesOf(text, wordings))
}

/** Where some wordings stand in a text, whatever capitals and spaces they have there. */
export function placesOf(text: string, wordings: readonly string[]): Span[] {
  return wordings.flatMap((words) => {
    const parts = words.split(/\s+/).filter((part) => part !== '')
    if (parts.length === 0) return []
    const pattern = new RegExp(
      parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s+'),
      'giu',
    )
    return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
    }))
  })
}

/** From how many words, or letters, on a wording is surely the same sentence in another text. */
const tellingWords = 3
const tellingLetters = 24

/** The wordings that are taken for the same sentence wherever they stand: "yes" may be anybody's. */
export function tellingOf(wordings: readonly string[]): string[] {
  return wordings.filter(
    (words) => words.trim().split(/\s+/).length >= tellingWords || words.trim().length >= tellingLetters,
  )
}

type Quoted = Parameters<typeof spanOf>[0] & { words: string }

/**
 * The quotations that share at least one letter with a sentence: in the text as it is, or, of those whose words the text
 * does not have any more, in the version in which they last stood.
 */
export function sharing<One extends Quoted>(
  quotations: readonly One[],
  texts: readonly string[],
  spans: readonly Span[][],
): One[] {
  return quotations.filter((one) => {
    const span = spanOf(one)
    if (span && meets(spans.at(-1), span)) return true
    if (one.standing === 'anchored') return false
    const at = lastWith(texts, one.words)
    return everywhere(texts[at] ?? '', one.words).some((place) => meets(spans[at], place))
  })
}

function meets(spans: readonly Span[] = [], { start, end }: Span): boolean {
  return spans.some((span) => span.start < end && start < span.end)
}
