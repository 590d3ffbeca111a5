import { grouped } from './grouped.ts'
import { seatsOf } from './seats.ts'

/** A value of an attribute: how many people of the network have it, how many seats it has, how many are in them. */
export type Value = { id: string; people: number; seats: number; held: number }

/** Something to mirror, as the organisation or a trait, with its values; each was to have `least` seats, if it can be. */
export type Attribute = { id: string; least: number; values: readonly Value[] }

/** A value of which a group has too few people (`by` is below nought) or too many: it holds so many, and `low` to `high` fit. */
export type Deviation = {
  attribute: string
  value: string
  held: number
  low: number
  high: number
  by: number
}

/**
 * Where a group of people does not resemble the network, in seats, the furthest first. A value is within its share when
 * it has that share of the group rounded down or up (the quota of M. Balinski and H. Young, Fair Representation, 1982),
 * or what the seats of a sample as large as this group would be: in a small group one person more or less is no
 * difference that could be mended. Empty while there is nobody.
 */
export function deviationsOf(attributes: readonly Attribute[]): Deviation[] {
  return attributes
    .flatMap(({ id, least, values }) => {
      const people = sumOf(values, 'people')
      const all = sumOf(values, 'held')
      if (people === 0 || all === 0) return []
      const { seats } = seatsOf(values, all, least)
      return values.map((value) => {
        const own = seats.get(value.id) ?? 0
        const low = Math.min(own, Math.floor((all * value.people) / people))
        const high = Math.max(own, Math.ceil((all * value.people) / people))
        const { held } = value
        const by = Math.max(0, held - high) - Math.max(0, low - held)
        return { attribute: id, value: value.id, held, low, high, by }
      })
    })
    .filter(({ by }) => by !== 0)
    .toSorted((one, other) => Math.abs(other.by) - Math.abs(one.by))
}

/** Who could still be asked: a person of a list, or some people who have the same values. */
export type Candidate = { id: string; people: number; values: readonly string[] }

/** A candidate with the values that have seats open, and how many; and those that have all their seats. */
export type Fit = Candidate & { open: Map<string, number>; full: string[] }

/** Candidates who bring the sample as near to its plan as one another. `more` are not named. */
export type Rank<Who> = { fits: Who[]; more: number }

/**
 * Who brings the sample nearest to its plan, by the squares of how many seats each value is off from it: so a value
 * without three of its seats counts for more than one without its last, and one that has its seats counts against. Those
 * who bring it as near are one rank, those of whom there are more first. Ranks end when `most` are named.
 */
export function whoFits<Who extends Candidate>(
  attributes: readonly Attribute[],
  candidates: readonly Who[],
  most = 5,
): Rank<Who & Fit>[] {
  const openSeats = new Map(
    attributes.flatMap(({ values }) => values.map((value) => [value.id, openOf(value)])),
  )
  const openAt = (value: string) => openSeats.get(value) ?? 0
  const fitting = candidates
    .filter(({ people }) => people > 0)
    .map((candidate) => {
      const known = candidate.values.filter((value) => openSeats.has(value))
      const open = known.filter((value) => openAt(value) > 0)
      // One more in it takes the square of o seats off to that of o - 1.
      const gain = known.reduce((sum, value) => sum + 2 * openAt(value) - 1, 0)
      return {
        gain,
        who: {
          ...candidate,
          open: new Map(open.map((value) => [value, openAt(value)])),
          full: known.filter((value) => openAt(value) <= 0),
        },
      }
    })
    .filter(({ gain }) => gain > 0)
    .toSorted((one, other) => other.gain - one.gain || other.who.people - one.who.people)
  let left = most
  return [...grouped(fitting, ({ gain }) => gain).values()].flatMap((equal) => {
    const fits = equal.slice(0, Math.max(0, left)).map(({ who }) => who)
    left -= equal.length
    return fits.length > 0 ? [{ fits, more: equal.length - fits.length }] : []
  })
}

/** How many seats of a value nobody is in yet; below nought where more are in it than it has. */
export function openOf({ seats, held }: Pick<Value, 'seats' | 'held'>): number {
  return seats - held
}

/** Somebody of a list who can be drawn, with a rank that a seed gave. */
export type Drawable = { id: string; rank: string; values: readonly string[] }

/**
 * Draws people within a plan. All stand in the order of their ranks, which a kept seed gave, so that the draw can be done
 * again and each had the same chance beforehand. In that order whoever fits seats that are open for all values is in.
 * Seats that are left then go, one by one, to who comes nearest to the plan, the first of those in the order. At last
 * two change places, the first pair in the order that brings it nearer, until none does.
 * `seats` are those still open by value; a value that is not in it is not planned for. Gives ids in the order of the draw.
 */
export function drawn(
  people: readonly Drawable[],
  seats: ReadonlyMap<string, number>,
  count: number,
): string[] {
  const inOrder = people.toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
  const open = new Map(seats)
  const chosen = new Set<Drawable>()
  const openFor = (value: string) => open.get(value) ?? 0
  const change = (person: Drawable, by: 1 | -1) => {
    for (const value of person.values) if (open.has(value)) open.set(value, openFor(value) - by)
    if (by === 1) chosen.add(person)
    else chosen.delete(person)
  }
  const gainOf = (person: Drawable) =>
    person.values.reduce((sum, value) => sum + (open.has(value) ? (openFor(value) > 0 ? 1 : -1) : 0), 0)

  for (const person of inOrder) {
    const planned = person.values.filter((value) => open.has(value))
    if (chosen.size < count && planned.every((value) => openFor(value) > 0)) change(person, 1)
  }
  while (chosen.size < Math.min(count, people.length)) {
    const rest = inOrder.filter((person) => !chosen.has(person))
    const best = Math.max(...rest.map(gainOf))
    const next = rest.find((person) => gainOf(person) === best)
    if (!next) break
    change(next, 1)
  }
  for (let pair = betterPair(); pair; pair = betterPair()) {
    change(pair.out, -1)
    change(pair.in, 1)
  }
  return inOrder.filter((person) => chosen.has(person)).map(({ id }) => id)

  function betterPair(): { out: Drawable; in: Drawable } | undefined {
    const rest = inOrder.filter((person) => !chosen.has(person))
    for (const out of inOrder.filter((person) => chosen.has(person))) {
      change(out, -1)
      const cost = gainOf(out)
      const better = rest.find((person) => gainOf(person) > cost)
      change(out, 1)
      if (better) return { out, in: better }
    }
    return undefined
  }
}

function sumOf(values: readonly Value[], field: 'people' | 'held'): number {
  return values.reduce((sum, value) => sum + value[field], 0)
}
