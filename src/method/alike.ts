import { atOnce, type Piecemeal } from './piecemeal.ts'

/** Where two texts differ: a piece of the one that stands in the place of a piece of the other. Either may be empty. */
export type Difference = { oldStart: number; oldEnd: number; newStart: number; newEnd: number }

type Kept = { x: number; y: number; length: number }
type Piece = { xFrom: number; xTo: number; yFrom: number; yTo: number }

/** How many words may differ in one stretch before it counts as another stretch altogether. Bounds the time. */
const mostDiffering = 1000
/** How many pieces (words, spaces and marks between them) make a place that is surely the same one. */
const surePieces = [9, 5, 1]
/** How many pieces are looked at in one go. */
const atATime = 10_000

/**
 * Where two texts differ, in order. Between what they begin and end with alike, words are compared: stretches of words
 * that each text has once are the same place when they keep their order (the longest row of them counts), and what lies
 * between them is compared by the fewest words to take out and put in (E. W. Myers, "An O(ND) difference algorithm and
 * its variations", 1986). What differs too much for that is one difference. Never slower than the texts are long, times
 * a thousand.
 */
export function differences(old: string, next: string): Difference[] {
  return atOnce(differing(old, next))
}

/** The same piece by piece: in 300,000 characters it takes up to a second. */
export function* differing(old: string, next: string): Piecemeal<Difference[]> {
  const start = sameStart(old, next, { xFrom: 0, xTo: old.length, yFrom: 0, yTo: next.length })
  const end = sameEnd(old, next, { xFrom: start, xTo: old.length, yFrom: start, yTo: next.length })
  if (start === old.length && start === next.length) return []
  const ids = new Map<string, number>()
  const x = yield* piecesOf(old.slice(start, old.length - end), ids)
  const y = yield* piecesOf(next.slice(start, next.length - end), ids)
  const whole = { xFrom: 0, xTo: x.ids.length, yFrom: 0, yTo: y.ids.length }
  const kept = yield* alike(x.ids, y.ids, whole, 0)
  return gapsIn(kept, x.ids.length, y.ids.length).map((gap) =>
    trimmed(old, next, {
      xFrom: start + (x.starts[gap.xFrom] ?? 0),
      xTo: start + (x.starts[gap.xTo] ?? 0),
      yFrom: start + (y.starts[gap.yFrom] ?? 0),
      yTo: start + (y.starts[gap.yTo] ?? 0),
    }),
  )
}

function trimmed(old: string, next: string, { xFrom, xTo, yFrom, yTo }: Piece): Difference {
  const first = sameStart(old, next, { xFrom, xTo, yFrom, yTo })
  const last = sameEnd(old, next, { xFrom: xFrom + first, xTo, yFrom: yFrom + first, yTo })
  return { oldStart: xFrom + first, oldEnd: xTo - last, newStart: yFrom + first, newEnd: yTo - last }
}

/** How many code units two pieces begin with alike. */
export function sameStart(old: string, next: string, { xFrom, xTo, yFrom, yTo }: Piece): number {
  const most = Math.min(xTo - xFrom, yTo - yFrom)
  let count = 0
  while (count < most && old.charCodeAt(xFrom + count) === next.charCodeAt(yFrom + count)) count += 1
  return count
}

/** How many code units two pieces end with alike. */
export function sameEnd(old: string, next: string, { xFrom, xTo, yFrom, yTo }: Piece): number {
  const most = Math.min(xTo - xFrom, yTo - yFrom)
  let count = 0
  while (count < most && old.charCodeAt(xTo - 1 - count) === next.charCodeAt(yTo - 1 - count)) count += 1
  return count
}

/** Words, and what stands between them, as numbers: the same piece has the same number. The last start is the end. */
function* piecesOf(
  text: string,
  known: Map<string, number>,
): Piecemeal<{ ids: Int32Array; starts: number[] }> {
  const ids: number[] = []
  const starts: number[] = []
  for (const { 0: piece, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu)) {
    const id = known.get(piece) ?? known.size
    known.set(piece, id)
    ids.push(id)
    starts.push(index)
    if (ids.length % atATime === 0) yield
  }
  starts.push(text.length)
  return { ids: Int32Array.from(ids), starts }
}

/** What two rows of pieces have alike, in order. */
function* alike(x: Int32Array, y: Int32Array, piece: Piece, level: number): Piecemeal<Kept[]> {
  const { xFrom, xTo, yFrom, yTo } = piece
  if (xFrom === xTo || yFrom === yTo) return []
  const size = surePieces[level]
  if (size === undefined) return []
  const sure = yield* surelyAlike(x, y, piece, size)
  const between = gapsIn(
    sure.map((one) => ({ ...one, x: one.x - xFrom, y: one.y - yFrom })),
    xTo - xFrom,
    yTo - yFrom,
  ).map((gap) => ({
    xFrom: xFrom + gap.xFrom,
    xTo: xFrom + gap.xTo,
    yFrom: yFrom + gap.yFrom,
    yTo: yFrom + gap.yTo,
  }))
  const kept = [...sure]
  let looked = 0
  for (const gap of between) {
    for (const one of fewest(x, y, gap) ?? (yield* alike(x, y, gap, level + 1))) kept.push(one)
    // The time grows with the square of what differs, up to a bound.
    looked += Math.min(mostDiffering, gap.xTo - gap.xFrom + gap.yTo - gap.yFrom) ** 2
    if (looked < mostDiffering ** 2) continue
    looked = 0
    yield
  }
  return kept.sort((a, b) => a.x - b.x)
}

/** The stretches of some pieces that both have once, as far as they stand in the same order. */
function* surelyAlike(x: Int32Array, y: Int32Array, piece: Piece, size: number): Piecemeal<Kept[]> {
  const inX = yield* onceIn(x, piece.xFrom, piece.xTo, size)
  const inY = yield* onceIn(y, piece.yFrom, piece.yTo, size)
  const pairs: { x: number; y: number }[] = []
  for (const [key, at] of inX) {
    const other = inY.get(key)
    if (at >= 0 && other !== undefined && other >= 0) pairs.push({ x: at, y: other })
  }
  yield
  const kept: Kept[] = []
  for (const pair of longestRising(pairs.sort((a, b) => a.x - b.x))) {
    const last = kept.at(-1)
    // Stretches that overlap are one, and those that overlap in one text only cannot both be kept.
    if (last && pair.x < last.x + last.length && pair.x - last.x === pair.y - last.y) {
      last.length = pair.x - last.x + size
    } else if (!last || (pair.x >= last.x + last.length && pair.y >= last.y + last.length)) {
      kept.push({ ...pair, length: size })
    }
  }
  return kept
}

/** Where each stretch of some pieces begins that is there once; -1 for those that are there more often. */
function* onceIn(ids: Int32Array, from: number, to: number, size: number): Piecemeal<Map<string, number>> {
  const found = new Map<string, number>()
  for (let at = from; at + size <= to; at += 1) {
    const key = ids.subarray(at, at + size).join(' ')
    found.set(key, found.has(key) ? -1 : at)
    if ((at - from) % atATime === atATime - 1) yield
  }
  return found
}

/** The longest row of pairs that rises in both, of pairs that rise in the first. */
function longestRising<Pair extends { y: number }>(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = []
  const before = new Int32Array(pairs.length)
  for (const [index, { y }] of pairs.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.y ?? 0) < y) low = middle + 1
      else high = middle
    }
    before[index] = ends[low - 1] ?? -1
    ends[low] = index
  }
  const row: Pair[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at]
    if (pair) row.push(pair)
  }
  return row.reverse()
}

/** What lies between what is kept, and before and behind it. */
function gapsIn(kept: readonly Kept[], xLength: number, yLength: number): Piece[] {
  const gaps: Piece[] = []
  let x = 0
  let y = 0
  for (const one of [...kept, { x: xLength, y: yLength, length: 0 }]) {
    if (one.x > x || one.y > y) gaps.push({ xFrom: x, xTo: one.x, yFrom: y, yTo: one.y })
    x = one.x + one.length
    y = one.y + one.length
  }
  return gaps
}

/** What is kept with the fewest pieces taken out and put in; undefined when those are too many. */
function fewest(x: Int32Array, y: Int32Array, piece: Piece): Kept[] | undefined {
  const { xFrom, yFrom } = piece
  const n = piece.xTo - xFrom
  const m = piece.yTo - yFrom
  const most = Math.min(mostDiffering, n + m)
  const furthest = new Int32Array(2 * most + 3)
  const middle = most + 1
  const trace: Int32Array[] = []
  for (let steps = 0; steps <= most; steps += 1) {
    trace.push(furthest.slice(middle - steps - 1, middle + steps + 2))
    for (let k = -steps; k <= steps; k += 2) {
      let at = comesFromAbove(furthest, middle, steps, k)
        ? (furthest[middle + k + 1] ?? 0)
        : (furthest[middle + k - 1] ?? 0) + 1
      while (at < n && at - k < m && x[xFrom + at] === y[yFrom + at - k]) at += 1
      furthest[middle + k] = at
      if (at >= n && at - k >= m) return walkedBack(trace, n, m, xFrom, yFrom)
    }
  }
  return undefined
}

function comesFromAbove(furthest: Int32Array, middle: number, steps: number, k: number): boolean {
  if (k === -steps) return true
  return k !== steps && (furthest[middle + k - 1] ?? 0) < (furthest[middle + k + 1] ?? 0)
}

function walkedBack(trace: Int32Array[], n: number, m: number, xFrom: number, yFrom: number): Kept[] {
  const kept: Kept[] = []
  let at = n
  let k = n - m
  for (let steps = trace.length - 1; steps >= 0; steps -= 1) {
    const furthest = trace[steps] ?? new Int32Array()
    const middle = steps + 1
    const isAbove = comesFromAbove(furthest, middle, steps, k)
    const before = isAbove ? k + 1 : k - 1
    const came = steps === 0 ? 0 : (furthest[middle + before] ?? 0)
    const from = steps === 0 ? 0 : isAbove ? came : came + 1
    if (at > from) kept.push({ x: xFrom + from, y: yFrom + from - k, length: at - from })
    at = came
    k = before
  }
  return kept.reverse()
}
