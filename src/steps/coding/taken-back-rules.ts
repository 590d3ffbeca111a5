import type { Span } from '../../method/letters.ts'

/** Words made unreadable: as long as they were, in code units and in characters, so that nothing after them moves. */
export function blotted(words: string): string {
  return words.replaceAll(/[^\s]/gu, (letter) => (letter.length === 1 ? '█' : '🀫'))
}

/** A text with one piece of it made unreadable. */
export function blottedAt(text: string, { start, end }: Span): string {
  return text.slice(0, start) + blotted(text.slice(start, end)) + text.slice(end)
}

/** A text with some words made unreadable wherever they stand in it. */
export function blottedOut(text: string, words: string): string {
  return text.replaceAll(words, () => blotted(words))
}

/** The spans that share at least one letter with a span, itself among them. */
export function touching<Quoted extends { start_offset: number; end_offset: number }>(
  quotations: readonly Quoted[],
  { start, end }: Span,
): Quoted[] {
  return quotations.filter(({ start_offset, end_offset }) => start_offset < end && start < end_offset)
}
