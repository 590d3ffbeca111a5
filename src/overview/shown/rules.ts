import type { PlaceShown } from '../../db/schema.ts'
import type { TakenWhy } from '../../method/taken.ts'

type Placed = { thing_id: string | null; why: TakenWhy; places: readonly PlaceShown[] }

/** Each place once, those of the same kind together. What stands at two findings of one session was seen in one. */
export function onceEach(places: readonly PlaceShown[]): PlaceShown[] {
  const known = new Map(places.map((place) => [keyOf(place), place]))
  return kinds.flatMap((kind) => [...known.values()].filter(({ place }) => place === kind))
}

const kinds = ['session', 'action', 'meeting', 'guide', 'export'] as const

function keyOf({ place, place_id }: PlaceShown): string {
  return `${place} ${place_id}`
}

/**
 * Whether what was taken out of sight can be seen again in all the places where it stood: then there is nothing to be
 * taken out of papers. What was replaced stands there as something else.
 */
export function isBack(
  { thing_id, why, places }: Placed,
  now: ReadonlyMap<string, readonly PlaceShown[]>,
): boolean {
  if (thing_id === null || why === 'replaced') return false
  const seen = new Set((now.get(thing_id) ?? []).map(keyOf))
  const stood = places.filter(({ place }) => place !== 'export')
  return stood.length > 0 && stood.every((place) => seen.has(keyOf(place)))
}
