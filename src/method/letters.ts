/** A piece of a text, in UTF-16 code units. */
export type Span = { start: number; end: number }

/** Widens a piece so that it cuts no letter: an emoji of several parts and a letter with its accents stay whole. */
export function snap(text: string, { start, end }: Span): Span {
  return {
    start: isSurelyBetween(text, start) ? start : letterAt(text, start).start,
    end: isSurelyBetween(text, end) ? end : behindLetter(text, end),
  }
}

function behindLetter(text: string, offset: number): number {
  const { start, end } = letterAt(text, offset)
  return start === offset ? offset : end
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The letter that an offset is in. */
function letterAt(text: string, offset: number): Span {
  let from = offset
  while (!isSurelyBetween(text, from)) from -= 1
  let to = offset + 1
  while (!isSurelyBetween(text, to)) to += 1
  const letter = letters.segment(text.slice(from, to)).containing(offset - from)
  if (!letter) return { start: offset, end: offset }
  const start = from + letter.index
  return { start, end: start + letter.segment.length }
}

/**
 * Whether two letters meet at an offset, for sure and without looking further: before a plain character, unless what
 * stands before it may join to what follows. Nothing below U+0600 does but CR before LF. Keeps looking for a letter
 * short in a long line.
 */
function isSurelyBetween(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return true
  const before = text.charCodeAt(offset - 1)
  const after = text.charCodeAt(offset)
  if (before === 10) return true
  return after < 0x80 && before < 0x600 && !(before === 13 && after === 10)
}
