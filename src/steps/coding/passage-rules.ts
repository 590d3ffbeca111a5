import type { Span } from '../../method/letters.ts'
import type { PassageKind } from '../../method/lists.ts'
import { snap } from '../../method/letters.ts'
import { blotted, blottedAt } from './taken-back-rules.ts'

type Passage = { kind: PassageKind; start_offset: number; end_offset: number; is_gone: 0 | 1; words: string }

/** Where passages stand that are left out. */
export function leftOutIn<One extends Passage>(passages: readonly One[]): One[] {
  return passages.filter(({ kind, is_gone }) => kind === 'leave_out' && is_gone === 0)
}

/** Whether a piece of a text shares a letter with one of some passages. */
export function meets({ start, end }: Span, passages: readonly Passage[]): boolean {
  return passages.some(({ start_offset, end_offset }) => start_offset < end && start < end_offset)
}

/** The words of a passage, made unreadable where its place shares letters with other places of its text. */
export function wordsWithout(
  { start_offset, end_offset, is_gone, words }: Passage,
  spans: readonly Span[],
): string {
  const shared = spans.filter(({ start, end }) => start_offset < end && start < end_offset)
  if (is_gone === 1 || shared.length === 0) return words
  // The text was corrected there since: nobody knows which of its old words are meant.
  if (words.length !== end_offset - start_offset) return blotted(words)
  const pieces = shared.map(({ start, end }) => ({
    start: Math.max(0, start - start_offset),
    end: Math.min(words.length, end - start_offset),
  }))
  return blottedAt(words, pieces)
}

/** Whether what is left out still stands in the text as it was blotted out: only then can it be put back. */
export function isBlotted(text: string, { start_offset, end_offset, words }: Passage): boolean {
  return text.slice(start_offset, end_offset) === blotted(words)
}

/** A text with what is left out put back where that stands in it still: for its own person alone. */
export function withOwnWords(text: string, passages: readonly Passage[]): string {
  return leftOutIn(passages)
    .filter((one) => isBlotted(text, one))
    .reduce(
      (left, { start_offset, end_offset, words }) =>
        left.slice(0, start_offset) + words + left.slice(end_offset),
      text,
    )
}

/** How long a piece is at most that one can say something about in one go, unless its words are chosen. */
const longestPiece = 600

/**
 * The pieces of a text that one can say something about: its lines, and of long lines the sentences, a few at a time.
 * Empty lines belong to none.
 */
export function piecesOf(text: string): Span[] {
  const pieces: Span[] = []
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    let start = index
    const end = index + line.length
    while (end - start > longestPiece) {
      const cut = cutIn(text, start, start + longestPiece)
      pieces.push({ start, end: cut })
      start = cut
    }
    pieces.push({ start, end })
  }
  return pieces.filter(({ start, end }) => text.slice(start, end).trim() !== '')
}

/** Where to cut a piece: behind its last sentence, or else its last word, or else wherever a letter ends. */
function cutIn(text: string, start: number, end: number): number {
  const piece = text.slice(start, end)
  const sentence = [...piece.matchAll(/[.?!…]["”’)]*\s+/gu)].at(-1)
  if (sentence) return start + sentence.index + sentence[0].length
  const space = piece.lastIndexOf(' ')
  if (space > 0) return start + space + 1
  const { start: cut } = snap(text, { start: end, end })
  return cut > start ? cut : end
}

/** How much of a text stands on one page for its person, in code units. */
const pageLength = 20_000

/** Pieces in pages of about the same length. */
export function inPages(pieces: readonly Span[]): Span[][] {
  const pages: Span[][] = []
  for (const piece of pieces) {
    const page = pages.at(-1)
    const [first] = page ?? []
    if (!page || !first || piece.end - first.start > pageLength) pages.push([piece])
    else page.push(piece)
  }
  return pages
}

/** On which page, from 1, a place of a text stands. */
export function pageAt(pages: readonly Span[][], start: number): number {
  const at = pages.findIndex((page) => (page.at(-1)?.end ?? 0) > start)
  return at === -1 ? Math.max(1, pages.length) : at + 1
}
