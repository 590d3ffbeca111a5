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

/** A text with some wordings made unreadable wherever they stand in it: the longest first, lest a part hides a whole. */
export function blottedOut(text: string, wordings: readonly string[]): string {
  return wordings
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, words) => left.replaceAll(words, () => blotted(words)), text)
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
