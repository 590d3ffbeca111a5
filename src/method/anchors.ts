import { differences, sameEnd, sameStart, type Difference } from './alike.ts'
import { firstBehind, imageOf, lastTouching, shiftBehind } from './edits.ts'
import { snap, type Span } from './letters.ts'
import { isLike } from './likeness.ts'

/**
 * Where a quotation is after its text was changed. `unchanged` and `moved`: the words stand there exactly. `changed`:
 * where they stood are other words now, which are proposed. `gone`: nothing is left there that is like them.
 */
export type Anchored =
  (Span & { state: 'unchanged' | 'moved' | 'changed'; words: string }) | { state: 'gone'; words: string }

/**
 * Finds quotations again in a text that was changed. The rule, for each by itself:
 *
 * 1. What both texts begin with alike, and end with alike, is the same; between, `differences` tells what differs.
 * 2. A quotation that no difference touches stands where the text around it went: unchanged or moved.
 * 3. Words that are there twice can differ in more than one way that comes to the same text. So a quotation that a
 *    difference touches is looked at once more with all that is the same around it: if the stretch before the next
 *    difference begins alike up to behind the quotation, or ends alike from before it, the quotation was not touched.
 *    With one edit anywhere outside a quotation this always finds its own words, never the same words elsewhere.
 * 4. Words that went elsewhere as a whole: where exactly they stand once, with something that came in among them, they
 *    moved. Short ones must be close by, long ones may be anywhere. So they are found again too where several edits in
 *    one save made the words beside them, or half of the quotation itself, look like other ones.
 * 5. Otherwise the words that came in their place are proposed, from where the first letter was to where the last was:
 *    changed if they are like the old ones (`isLike`), and gone if they are not.
 *
 * What is put in right before or behind a quotation is not part of it. A place never cuts a letter: where a letter at
 * its border came to be another one, as by an accent behind it, the quotation is changed. Offsets are UTF-16 code units.
 */
export function reanchor(
  old: string,
  next: string,
  spans: readonly Span[],
  found: readonly Difference[] = differences(old, next),
): Anchored[] {
  const cameIn = wordsThatCameIn(next, found)
  return spans.map((span) => {
    for (const place of places(old, next, found, span)) {
      if (isExact(old, next, span, place)) return standing(old, next, span, place)
    }
    const elsewhere = movedClose(old, next, found, span) ?? movedFar(old, next, cameIn, span)
    return standing(old, next, span, elsewhere ?? imageOf(found, span))
  })
}

/** Where a piece is that no difference touches. */
function untouched(found: readonly Difference[], { start, end }: Span): Span | undefined {
  const next = firstBehind(found, start)
  if ((found[next]?.oldStart ?? Infinity) < end) return undefined
  const shift = shiftBehind(found[next - 1])
  return { start: start + shift, end: end + shift }
}

/**
 * Where a piece may be if the differences at it are taken another way: with all that is the same before and behind
 * them, the same letters may as well be what came in or what stayed.
 */
function places(old: string, next: string, found: readonly Difference[], span: Span): Span[] {
  const first = firstBehind(found, span.start)
  const last = lastTouching(found, first, span.end)
  const isBorder = found[first - 1]?.oldEnd === span.start
  return [
    untouched(found, span) ?? [],
    otherWay(old, next, found, span, { first, last }),
    isBorder ? otherWay(old, next, found, span, { first: first - 1, last: Math.max(first - 1, last) }) : [],
  ].flat()
}

type Some = { first: number; last: number }

/** What lies between the differences before and behind some of them. */
function stretchOf(old: string, next: string, found: readonly Difference[], { first, last }: Some) {
  const before = found[first - 1]
  const behind = found[last + 1]
  return {
    xFrom: before?.oldEnd ?? 0,
    xTo: behind?.oldStart ?? old.length,
    yFrom: before?.newEnd ?? 0,
    yTo: behind?.newStart ?? next.length,
  }
}

function otherWay(
  old: string,
  next: string,
  found: readonly Difference[],
  { start, end }: Span,
  some: Some,
): Span[] {
  const first = found[some.first]
  const last = found[some.last]
  if (!first || !last) return []
  const stretch = stretchOf(old, next, found, some)
  const begin = { ...stretch, xFrom: first.oldStart, yFrom: first.newStart }
  const finish = { ...stretch, xTo: last.oldEnd, yTo: last.newEnd }
  const before = first.newStart - first.oldStart
  const behind = last.newEnd - last.oldEnd
  return [
    ...(end <= first.oldStart + sameStart(old, next, begin)
      ? [{ start: start + before, end: end + before }]
      : []),
    ...(start >= last.oldEnd - sameEnd(old, next, finish)
      ? [{ start: start + behind, end: end + behind }]
      : []),
  ]
}

/** Whether exactly the words of a piece stand somewhere, and no letter of theirs became another one. */
function isExact(old: string, next: string, span: Span, place: Span): boolean {
  if (old.slice(span.start, span.end) !== next.slice(place.start, place.end)) return false
  return keepsBorders(next, place) || !keepsBorders(old, span)
}

/** How much is looked through for words that came in close by, besides the words themselves. */
const mostLooked = 2000
/** How far beside a piece differences are taken along, besides its length: they may have its own words for new ones. */
const beside = 40

/** Where exactly the words of a piece stand once among what came in close by. */
function movedClose(
  old: string,
  next: string,
  found: readonly Difference[],
  { start, end }: Span,
): Span | undefined {
  const length = end - start
  const reach = length + beside
  const behind = firstBehind(found, start - reach)
  const first = found[behind]
  const last = found[lastTouching(found, behind, end + reach)]
  if (!first || !last) return undefined
  const from = Math.max(0, first.newStart - length)
  const to = last.newEnd + length
  if (to - from > mostLooked + 4 * length) return undefined
  const at = onlyIn(next.slice(from, to), old.slice(start, end))
  const place = at === undefined ? undefined : { start: from + at, end: from + at + length }
  return place && hasComeIn(found, place) ? place : undefined
}

/** Whether some of a place came in: words that were there before are not the ones looked for. */
function hasComeIn(found: readonly Difference[], { start, end }: Span): boolean {
  return found.some(({ newStart, newEnd }) => newStart < end && newEnd > start)
}

/** From how many code units on the same words anywhere are surely these words. */
export const longEnough = 24

/** Where what came into a text begins with which words, by their first letters; -1 where several do. */
function wordsThatCameIn(next: string, found: readonly Difference[]): Map<string, number> {
  const begins = new Map<string, number>()
  for (const { newStart, newEnd } of found) {
    const piece = next.slice(newStart, newEnd)
    if (piece.length < longEnough) continue
    for (const { index } of piece.matchAll(/(?<![\p{L}\p{N}\p{M}])[^\s]/gu)) {
      const key = piece.slice(index, index + longEnough)
      if (key.length === longEnough) begins.set(key, begins.has(key) ? -1 : newStart + index)
    }
  }
  return begins
}

/** Where exactly the words of a piece, if they are long, stand once in all that came in. */
function movedFar(
  old: string,
  next: string,
  cameIn: ReadonlyMap<string, number>,
  { start, end }: Span,
): Span | undefined {
  const at = cameIn.get(old.slice(start, Math.min(end, start + longEnough))) ?? -1
  const place = { start: at, end: at + end - start }
  return at >= 0 && next.startsWith(old.slice(start, end), at) ? place : undefined
}

function onlyIn(text: string, words: string): number | undefined {
  const at = text.indexOf(words)
  return at === -1 || text.includes(words, at + 1) ? undefined : at
}

function standing(old: string, next: string, span: Span, place: Span): Anchored {
  const words = old.slice(span.start, span.end)
  if (isExact(old, next, span, place)) {
    return { state: place.start === span.start ? 'unchanged' : 'moved', ...place, words }
  }
  const proposed = snap(next, withoutSpace(next, snap(next, place)))
  const others = next.slice(proposed.start, proposed.end)
  if (others === words) return { state: 'moved', ...proposed, words }
  return isLike(words, others) ? { state: 'changed', ...proposed, words: others } : { state: 'gone', words }
}

function keepsBorders(text: string, span: Span): boolean {
  const { start, end } = snap(text, span)
  return start === span.start && end === span.end
}

function withoutSpace(text: string, { start, end }: Span): Span {
  const piece = text.slice(start, end)
  const first = start + piece.length - piece.trimStart().length
  return { start: first, end: first + piece.trim().length }
}
