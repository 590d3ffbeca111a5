import { differences, type Difference } from './alike.ts'

/** A piece of a text: in both, only in the old one, or only in the new one. */
export type Marked = { text: string; kind: 'same' | 'out' | 'in' }

/**
 * Two texts as one row of pieces, in whole words: without those that came in it is the old one, without those that went
 * the new.
 */
export function marked(
  old: string,
  next: string,
  found: readonly Difference[] = differences(old, next),
): Marked[] {
  const pieces: Marked[] = []
  let at = 0
  for (const { oldStart, oldEnd, newStart, newEnd } of inWords(old, found)) {
    pieces.push({ text: old.slice(at, oldStart), kind: 'same' })
    pieces.push({ text: old.slice(oldStart, oldEnd), kind: 'out' })
    pieces.push({ text: next.slice(newStart, newEnd), kind: 'in' })
    at = oldEnd
  }
  pieces.push({ text: old.slice(at), kind: 'same' })
  return pieces.filter(({ text }) => text !== '')
}

/** Differences widened to whole words; those that meet are one. */
function inWords(old: string, found: readonly Difference[]): Difference[] {
  const wide: Difference[] = []
  for (const [index, { oldStart, oldEnd, newStart, newEnd }] of found.entries()) {
    const before = found[index - 1]?.oldEnd ?? 0
    const behind = found[index + 1]?.oldStart ?? old.length
    let left = 0
    while (oldStart - left > before && isInWord(old, oldStart - left)) left += 1
    let right = 0
    while (oldEnd + right < behind && isInWord(old, oldEnd + right)) right += 1
    const last = wide.at(-1)
    if (last && last.oldEnd >= oldStart - left) {
      Object.assign(last, { oldEnd: oldEnd + right, newEnd: newEnd + right })
    } else {
      wide.push({
        ...{ oldStart: oldStart - left, oldEnd: oldEnd + right },
        ...{ newStart: newStart - left, newEnd: newEnd + right },
      })
    }
  }
  return wide
}

/** Whether a place has a letter, or a piece of one, on both sides. */
function isInWord(text: string, place: number): boolean {
  return !/[\s.,;:!?]/.test(text.charAt(place - 1)) && !/[\s.,;:!?]/.test(text.charAt(place))
}
