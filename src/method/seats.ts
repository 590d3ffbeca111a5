/** A part of the network: how many people are in it. */
export type Part = { id: string; people: number }

/** How many seats each part has, in the order of the parts, and how many each was given at least. */
export type Seats = { seats: Map<string, number>; least: number }

/**
 * Divides the seats of a sample so that it mirrors the network: each part its share, rounded by largest remainder (the
 * method of Hamilton; M. Balinski and H. Young, Fair Representation, 1982). Where remainders are equal the part with more
 * people goes first, then the one that comes first: the same each time. No part gets more seats than it has people, and
 * each gets `least` seats or all its people, whichever is fewer. Where there are too few seats for that, the least is
 * lowered until it fits; the others then divide what is left in the same way.
 * Seats add up to `size`, or to all people where it asks for more.
 */
export function seatsOf(parts: readonly Part[], size: number, least = 0): Seats {
  const all = sumOf(parts)
  const total = Math.min(size, all)
  const fits = (floor: number) => parts.reduce((sum, { people }) => sum + Math.min(floor, people), 0) <= total
  let floor = least
  while (!fits(floor)) floor -= 1
  const fixed = new Set<Part>()
  for (let before = -1; before !== fixed.size;) {
    before = fixed.size
    const { seats, people } = left(parts, fixed, { total, floor })
    for (const part of parts) {
      if (!fixed.has(part) && part.people * seats < Math.min(floor, part.people) * people) fixed.add(part)
    }
  }
  const { seats: toDivide, people } = left(parts, fixed, { total, floor })
  const shares = parts.map((part) => {
    if (fixed.has(part)) return { part, whole: Math.min(floor, part.people), remainder: -1 }
    const product = part.people * toDivide
    return { part, whole: people && Math.floor(product / people), remainder: people && product % people }
  })
  const over = total - shares.reduce((sum, { whole }) => sum + whole, 0)
  const inTurn = shares.toSorted(
    (one, other) => other.remainder - one.remainder || other.part.people - one.part.people,
  )
  const extra = new Set(inTurn.slice(0, over).map(({ part }) => part))
  return {
    seats: new Map(shares.map(({ part, whole }) => [part.id, whole + (extra.has(part) ? 1 : 0)])),
    least: floor,
  }
}

/** The seats and the people that are left once some parts have their least. */
function left(
  parts: readonly Part[],
  fixed: ReadonlySet<Part>,
  { total, floor }: { total: number; floor: number },
) {
  const taken = [...fixed].reduce((sum, { people }) => sum + Math.min(floor, people), 0)
  return { seats: total - taken, people: sumOf(parts.filter((part) => !fixed.has(part))) }
}

function sumOf(parts: readonly { people: number }[]): number {
  return parts.reduce((sum, { people }) => sum + people, 0)
}

/** The people who are in a row and in a column of a cross table at once. */
export type Crossing = { row: string; column: string; people: number }

/** How seats of two attributes go together: who is asked from each crossing, and how many seats keep both plans. */
export type Crossed = { cells: Map<Crossing, number>; met: number }

/**
 * Divides seats over a cross table so that rows keep theirs, and columns as far as that can be at once: as many seats as
 * possible fit both (a maximum flow, by augmenting paths: L. Ford and D. Fulkerson, 1956); each of the others keeps its
 * row and takes a column that had its seats. Begun from the share of each crossing, largest first, so that seats are
 * spread as the people are. No crossing gets more seats than people. `rows` must fit the table: no row has more seats
 * than people in its crossings.
 */
export function crossedSeats(
  crossings: readonly Crossing[],
  rows: ReadonlyMap<string, number>,
  columns: ReadonlyMap<string, number>,
): Crossed {
  const cells = new Map(crossings.map((crossing) => [crossing, 0]))
  const rowLeft = new Map(rows)
  const columnLeft = new Map(columns)
  const seatsIn = (cell: Crossing) => cells.get(cell) ?? 0
  const hasRoom = (cell: Crossing) => seatsIn(cell) < cell.people
  const isLeft = (left: ReadonlyMap<string, number>, key: string) => (left.get(key) ?? 0) > 0
  const size = [...rows.values()].reduce((sum, seats) => sum + seats, 0)
  const people = sumOf(crossings)
  const furthestBehind = (open: readonly Crossing[]) =>
    most(open, (cell) => (cell.people * size) / people - seatsIn(cell))

  for (let next = furthestBehind(openToBoth()); next; next = furthestBehind(openToBoth())) give([next])
  for (const row of rows.keys()) {
    for (let path = pathFrom(row); isLeft(rowLeft, row) && path; path = pathFrom(row)) give(path)
  }
  const met = size - [...rowLeft.values()].reduce((sum, seats) => sum + seats, 0)
  for (const row of rows.keys()) {
    while (isLeft(rowLeft, row)) {
      const next = furthestBehind(crossings.filter((cell) => cell.row === row && hasRoom(cell)))
      if (!next) throw new RangeError('a row has more seats than people')
      give([next])
    }
  }
  return { cells, met }

  function openToBoth(): Crossing[] {
    return crossings.filter(
      (cell) => hasRoom(cell) && isLeft(rowLeft, cell.row) && isLeft(columnLeft, cell.column),
    )
  }

  /** Gives a seat to the first crossing of a path, takes one from the second, and so on. */
  function give(path: readonly Crossing[]): void {
    for (const [place, cell] of path.entries()) cells.set(cell, seatsIn(cell) + (place % 2 === 0 ? 1 : -1))
    const [row, column] = [path[0]?.row ?? '', path.at(-1)?.column ?? '']
    rowLeft.set(row, (rowLeft.get(row) ?? 0) - 1)
    columnLeft.set(column, (columnLeft.get(column) ?? 0) - 1)
  }

  /** Crossings, in turn to give a seat and to take one from, that end in a column with a seat left; the shortest. */
  function pathFrom(start: string): Crossing[] | undefined {
    const queue: { row: string; path: Crossing[] }[] = [{ row: start, path: [] }]
    const seen = new Set<string>()
    for (const { row, path } of queue) {
      for (const cell of crossings) {
        if (cell.row !== row || seen.has(cell.column) || !hasRoom(cell)) continue
        seen.add(cell.column)
        if (isLeft(columnLeft, cell.column)) return [...path, cell]
        for (const other of crossings) {
          if (other.column === cell.column && other !== cell && seatsIn(other) > 0)
            queue.push({ row: other.row, path: [...path, cell, other] })
        }
      }
    }
    return undefined
  }
}

/** The first of those with the highest value; undefined of none. */
function most<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item | undefined {
  let best: { item: Item; value: number } | undefined
  for (const item of items) {
    const value = valueOf(item)
    if (!best || value > best.value) best = { item, value }
  }
  return best?.item
}
