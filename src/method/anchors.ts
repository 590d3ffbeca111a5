import { differences, sameEnd, sameStart, type Difference } from './alike.ts'
import { snap, type Span } from './letters.ts'

/**
 * Where a quotation is after its text was changed. `unchanged` and `moved`: the words stand there exactly. `changed`:
 * where they stood are other words now, which are proposed. `gone`: nothing is left there that is like them.
 */
export type Anchored =
  (Span & { state: 'unchanged' | 'moved' | 'changed'; words: string }) | { state: 'gone'; words: string }

/** One piece of a text that other words come in the place of. */
export type Edit = Span & { text: string }

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

/** The same where it is known what was changed: pieces of the old text, in order, that do not overlap. */
export function reanchorByEdits(old: string, edits: readonly Edit[], spans: readonly Span[]): Anchored[] {
  const next = edited(old, edits)
  const found = differencesOf(edits)
  return spans.map((span) => standing(old, next, span, untouched(found, span) ?? imageOf(found, span)))
}

/**
 * Where pieces are when what stands in them was replaced on purpose, as a name by another: whatever came in the place of
 * their words is theirs. What cuts through a piece that was replaced has all that came for it.
 */
export function replacedPlaces(edits: readonly Edit[], spans: readonly Span[]): Span[] {
  const found = differencesOf(edits)
  return spans.map((span) => imageOf(found, span))
}

/** A text with pieces of it replaced. */
export function edited(old: string, edits: readonly Edit[]): string {
  const ends = [0, ...edits.map(({ end }) => end)]
  const parts = edits.map(({ start, text }, index) => old.slice(ends[index], start) + text)
  return parts.join('') + old.slice(ends.at(-1))
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

function differencesOf(edits: readonly Edit[]): Difference[] {
  let shift = 0
  return edits.map(({ start, end, text }) => {
    const newStart = start + shift
    shift += text.length - (end - start)
    return { oldStart: start, oldEnd: end, newStart, newEnd: newStart + text.length }
  })
}

/** Where a piece is that no difference touches. */
function untouched(found: readonly Difference[], { start, end }: Span): Span | undefined {
  const next = firstBehind(found, start)
  if ((found[next]?.oldStart ?? Infinity) < end) return undefined
  const shift = shiftBehind(found[next - 1])
  return { start: start + shift, end: end + shift }
}

/** The first difference that is not wholly before a place. */
function firstBehind(found: readonly Difference[], place: number): number {
  let low = 0
  let high = found.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((found[middle]?.oldEnd ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low
}

function shiftBehind(before: Difference | undefined): number {
  return before ? before.newEnd - before.oldEnd : 0
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

/** The last of the differences from one on that begins within a piece; the one itself when none does. */
function lastTouching(found: readonly Difference[], first: number, end: number): number {
  let last = first
  while ((found[last + 1]?.oldStart ?? Infinity) < end) last += 1
  return last
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

/** What came in the place of a piece: from where its first letter was to where its last was. */
function imageOf(found: readonly Difference[], { start, end }: Span): Span {
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

/** Up to this part of the longer one may differ in words that are still like each other. */
const mostUnlike = 0.6
/** Up to how many letters words are compared by letters; longer ones word by word. */
const mostLetters = 400

/**
 * Whether words are like other words: the edit distance between them (V. I. Levenshtein, 1966), by letters or for long
 * ones by words, is at most 0.6 of the length of the longer. Sentences that have nothing to do with each other differ
 * in 0.7 and more.
 */
export function isLike(one: string, other: string): boolean {
  if (other.trim() === '') return false
  const [fewer, more] = one.length < other.length ? [one, other] : [other, one]
  const [a, b] = more.length > mostLetters ? wordsOf(fewer, more) : [Array.from(fewer), Array.from(more)]
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  const most = Math.floor(mostUnlike * longer.length)
  // So much longer that the length alone tells: and so two very long ones are never compared in vain.
  if (longer.length - shorter.length > most) return false
  return (
    distance(shorter.slice(0, mostWords), longer.slice(0, mostWords)) <=
    mostUnlike * Math.min(longer.length, mostWords)
  )
}

/** The words of two texts; of the second no more than it takes to tell that it has too many to be like the first. */
function wordsOf(fewer: string, more: string): [string[], string[]] {
  const words = fewer.split(/\s+/)
  return [words, more.split(/\s+/, Math.ceil((words.length + 1) / (1 - mostUnlike)))]
}

/** Of very long ones the first words tell. */
const mostWords = 400

function distance(a: readonly string[], b: readonly string[]): number {
  let above = Uint16Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of a.entries()) {
    const line = new Uint16Array(b.length + 1)
    line[0] = row + 1
    for (let at = 0; at < b.length; at += 1) {
      const one = (line[at] ?? 0) + 1
      const other = (above[at + 1] ?? 0) + 1
      const both = (above[at] ?? 0) + (letter === b[at] ? 0 : 1)
      const less = one < other ? one : other
      line[at + 1] = both < less ? both : less
    }
    above = line
  }
  return above[b.length] ?? 0
}
