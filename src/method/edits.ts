import { differences, type Difference } from './alike.ts'
import { snap, type Span } from './letters.ts'

/** One piece of a text that other words come in the place of. */
export type Edit = Span & { text: string }

/** A text with pieces of it replaced. */
export function edited(old: string, edits: readonly Edit[]): string {
  const ends = [0, ...edits.map(({ end }) => end)]
  const parts = edits.map(({ start, text }, index) => old.slice(ends[index], start) + text)
  return parts.join('') + old.slice(ends.at(-1))
}

/**
 * Where pieces are when what stands in them was replaced on purpose, as a name by another: whatever came in the place of
 * their words is theirs. What cuts through a piece that was replaced has all that came for it.
 */
export function replacedPlaces(edits: readonly Edit[], spans: readonly Span[]): Span[] {
  const found = differencesOf(edits)
  return spans.map((span) => imageOf(found, span))
}

function differencesOf(edits: readonly Edit[]): Difference[] {
  let shift = 0
  return edits.map(({ start, end, text }) => {
    const newStart = start + shift
    shift += text.length - (end - start)
    return { oldStart: start, oldEnd: end, newStart, newEnd: newStart + text.length }
  })
}

/**
 * Where single points of a text are after it was changed, such as the starts of its lines: before the letter that they
 * stood before, or where that was. Their order stays; several may come to the same place.
 */
export function reanchorPoints(
  old: string,
  next: string,
  points: readonly number[],
  found: readonly Difference[] = differences(old, next),
): number[] {
  return points.map((point) => snap(next, imageOf(found, { start: point, end: point })).start)
}

/** What came in the place of a piece: from where its first letter was to where its last was. */
export function imageOf(found: readonly Difference[], { start, end }: Span): Span {
  const first = firstBehind(found, start)
  const at = found[first]
  const from =
    at && at.oldStart <= start && at.oldEnd > start ? at.newStart : start + shiftBehind(found[first - 1])
  let last = first
  while ((found[last]?.oldStart ?? Infinity) < end) last += 1
  const until = found[last - 1]
  const to = until && until.oldEnd > end ? until.newEnd : end + shiftBehind(until)
  return { start: from, end: Math.max(from, to) }
}

/** The first difference that is not wholly before a place. */
export function firstBehind(found: readonly Difference[], place: number): number {
  let low = 0
  let high = found.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((found[middle]?.oldEnd ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low
}

/** The last of the differences from one on that begins within a piece; the one itself when none does. */
export function lastTouching(found: readonly Difference[], first: number, end: number): number {
  let last = first
  while ((found[last + 1]?.oldStart ?? Infinity) < end) last += 1
  return last
}

/** By how much what stands behind a difference moved. */
export function shiftBehind(before: Difference | undefined): number {
  return before ? before.newEnd - before.oldEnd : 0
}
