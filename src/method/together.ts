import { crossedSeats, type Crossing } from './seats.ts'

/** People who have the same values: one of each attribute, in the order of the attributes. */
export type Alike = { values: readonly string[]; people: number }

/** How many seats can be right in all attributes at once: so many were found, more than so many there cannot be. */
export type Together = {
  met: number
  atMost: number
  /** The values of which seats are open then, with how many, in the order of the attributes. */
  open: Map<string, number>
}

/** How often somebody is looked at in exchanges at most, so that a page waits no longer than some tenths of a second. */
const mostLooks = 1_000_000

/**
 * Finds a sample that is as large as can be while no value has more people in it than seats: when it is as large as the
 * plan, every value of every attribute has its seats. `seats` are those of each attribute by value.
 *
 * With three attributes or more no fast and exact way is known: it is a packing, or matching in as many dimensions
 * (R. Karp, Reducibility among Combinatorial Problems, 1972). So people are taken in one by one, first those whose values
 * are scarcest; then others take their places, also several one after the other, until one more fits (local search as
 * in C. Hurkens and A. Schrijver, On the Size of Systems of Sets Every t of Which Have an SDR, 1989, with a breadth-first
 * search for the exchanges). It ends when as many are found as any two attributes allow (`atMost`, a maximum flow, which
 * is exact for two), when nothing is left to exchange, or after a number of looks. Nothing in it is left to chance.
 */
export function metTogether(
  people: readonly Alike[],
  seats: readonly ReadonlyMap<string, number>[],
): Together {
  const atMost = boundOf(people, seats)
  const left = new Map(seats.flatMap((values) => [...values]))
  const taken = people.map(() => 0)
  let met = 0
  let looks = 0

  const openFor = (value: string) => left.get(value) ?? 0
  const hasRoom = (place: number) => (taken[place] ?? 0) < (people[place]?.people ?? 0)
  const fits = (place: number) => hasRoom(place) && valuesAt(place).every((value) => openFor(value) > 0)

  takeInAll()
  while (met < atMost && exchange()) takeInAll()
  return { met, atMost, open: new Map([...left].filter(([, open]) => open > 0)) }

  function valuesAt(place: number): readonly string[] {
    return people[place]?.values ?? []
  }

  function move(place: number, by: 1 | -1): void {
    taken[place] = (taken[place] ?? 0) + by
    met += by
    for (const value of valuesAt(place)) left.set(value, openFor(value) - by)
  }

  /** Takes in who fits, one by one, the scarcest first: of whose values most seats are open for the fewest who fit. */
  function takeInAll(): void {
    for (let fitting = fittingNow(); fitting.length > 0; fitting = fittingNow()) {
      const supply = new Map<string, number>()
      for (const place of fitting) {
        const free = (people[place]?.people ?? 0) - (taken[place] ?? 0)
        for (const value of valuesAt(place)) supply.set(value, (supply.get(value) ?? 0) + free)
      }
      const needOf = (place: number) =>
        valuesAt(place).reduce((sum, value) => sum + openFor(value) / (supply.get(value) ?? 1), 0)
      let best = { place: fitting[0] ?? 0, need: -1 }
      for (const place of fitting) {
        const need = needOf(place)
        if (need > best.need) best = { place, need }
      }
      move(best.place, 1)
    }
  }

  function fittingNow(): number[] {
    return [...people.keys()].filter(fits)
  }

  /** Lets people change places, as few as will do, until one more fits; else all stay, and it gives false. */
  function exchange(): boolean {
    const start = { out: -1, in: -1, from: undefined }
    type Step = { out: number; in: number; from: Step | undefined }
    const queue: Step[] = [start]
    const seen = new Set([taken.join()])
    for (const step of queue) {
      const way: Step[] = []
      for (let at: Step = step; at.from; at = at.from) way.unshift(at)
      for (const one of way) swap(one.out, one.in)
      if (fittingNow().length > 0) return true
      for (const next of swapsNow()) {
        looks += people.length
        if (looks > mostLooks) break
        swap(next.out, next.in)
        const key = taken.join()
        swap(next.in, next.out)
        if (seen.has(key)) continue
        seen.add(key)
        queue.push({ ...next, from: step })
      }
      for (const one of way.toReversed()) swap(one.in, one.out)
      if (looks > mostLooks) return false
    }
    return false
  }

  function swap(out: number, next: number): void {
    move(out, -1)
    move(next, 1)
  }

  /** Who can take whose place now: who has every value that is full in common with the one who goes. */
  function swapsNow(): { out: number; in: number }[] {
    const inside = [...people.keys()].filter((place) => (taken[place] ?? 0) > 0)
    return [...people.keys()].filter(hasRoom).flatMap((place) => {
      const full = valuesAt(place).filter((value) => openFor(value) === 0)
      looks += inside.length
      return inside
        .filter((out) => out !== place && full.every((value) => valuesAt(out).includes(value)))
        .map((out) => ({ out, in: place }))
    })
  }
}

/** The most seats that any two attributes allow together. */
function boundOf(people: readonly Alike[], seats: readonly ReadonlyMap<string, number>[]): number {
  const bounds = seats.flatMap((rows, row) =>
    seats.slice(row + 1).map((columns, index) => {
      const cells = new Map<string, Crossing>()
      for (const { values, people: count } of people) {
        const [one = '', other = ''] = [values[row], values[row + 1 + index]]
        const cell = cells.get(`${one} ${other}`) ?? { row: one, column: other, people: 0 }
        cells.set(`${one} ${other}`, { ...cell, people: cell.people + count })
      }
      const crossings = [...cells.values()]
      const inRow = (id: string) =>
        crossings.filter((cell) => cell.row === id).reduce((sum, cell) => sum + cell.people, 0)
      const fitting = new Map([...rows].map(([id, wanted]) => [id, Math.min(wanted, inRow(id))]))
      return crossedSeats(crossings, fitting, columns).met
    }),
  )
  return Math.min(...bounds)
}
