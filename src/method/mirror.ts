/** A value of an attribute: how many people of the network have it, how many seats it has, how many are in them. */
export type Value = { id: string; people: number; seats: number; held: number }

/** Something to mirror, as the organisation or a trait, with its values. */
export type Attribute = { id: string; values: readonly Value[] }

/** How far a value is from its share: in people, rounded; below nought where there are too few. */
export type Deviation = { attribute: string; value: string; by: number }

/**
 * Where a group of people is furthest from its share of the network: those that are one person off at least, largest
 * first, at most `most` of them; where two are as far, the one that comes first. Empty while there is nobody.
 */
export function deviationsOf(attributes: readonly Attribute[], most = 3): Deviation[] {
  return attributes
    .flatMap(({ id, values }) => {
      const people = sumOf(values, 'people')
      const held = sumOf(values, 'held')
      if (people === 0 || held === 0) return []
      return values.map((value) => ({
        attribute: id,
        value: value.id,
        exact: value.held - (held * value.people) / people,
      }))
    })
    .filter(({ exact }) => Math.abs(exact) >= 1)
    .toSorted((one, other) => Math.abs(other.exact) - Math.abs(one.exact))
    .slice(0, most)
    .map(({ exact, ...deviation }) => ({ ...deviation, by: Math.round(exact) }))
}

/** Who could still be asked: a person of a list, or some people who have the same values. */
export type Candidate = { id: string; people: number; values: readonly string[] }

/** A candidate with what asking would do: how much nearer the seats come, and the values that have a seat open. */
export type Fit = Candidate & { gain: number; open: string[] }

/**
 * Who brings the sample nearest to its plan: each value with a seat open counts for, each that has its seats against.
 * Those that gain something, most first; where two gain as much, the one of whom there are more, then the first.
 */
export function whoFits<Who extends Candidate>(
  attributes: readonly Attribute[],
  candidates: readonly Who[],
  most = 5,
): (Who & Fit)[] {
  const openSeats = new Map(
    attributes.flatMap(({ values }) => values.map((value) => [value.id, openOf(value)])),
  )
  return candidates
    .filter(({ people }) => people > 0)
    .map((candidate) => {
      const known = candidate.values.filter((value) => openSeats.has(value))
      const open = known.filter((value) => (openSeats.get(value) ?? 0) > 0)
      return { ...candidate, open, gain: 2 * open.length - known.length }
    })
    .filter(({ gain }) => gain > 0)
    .toSorted((one, other) => other.gain - one.gain || other.people - one.people)
    .slice(0, most)
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
