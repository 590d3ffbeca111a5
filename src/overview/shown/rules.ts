import type { PlaceShown } from '../../db/schema.ts'
import { rungs } from '../../method/lists.ts'
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

/** How far something has to reach to stand in a place, as a place among the rungs; of a session, by its id. */
function reachFor({ place, place_id }: PlaceShown, sessions: ReadonlyMap<string, number>): number {
  switch (place) {
    case 'session':
      return sessions.get(place_id) ?? rungs.indexOf('participants')
    case 'action':
    case 'meeting':
      return rungs.indexOf('leaders')
    case 'guide':
      return rungs.indexOf('everyone')
    case 'export':
      return rungs.indexOf('researchers')
  }
}

/**
 * Whether what was taken out of sight may be seen again by all who could see it: then there is nothing to be taken out of
 * papers. What was replaced stands there as something else. How far a file that was downloaded went is not known: what
 * the researchers lost sight of is back with them, and of anything else only what everyone may see is back for sure.
 */
export function isBack(
  { thing_id, why, places }: Placed,
  now: ReadonlyMap<string, number>,
  sessions: ReadonlyMap<string, number>,
): boolean {
  const reach = thing_id === null ? undefined : now.get(thing_id)
  if (reach === undefined || why === 'replaced') return false
  const isFileOnly = places.every(({ place }) => place === 'export')
  if (isFileOnly && !leavesResearchers.includes(why)) return reach >= rungs.indexOf('everyone')
  return places.every((place) => reach >= reachFor(place, sessions))
}

const leavesResearchers: readonly TakenWhy[] = ['words', 'stopped']

/** Each thing once, as it was taken last, with all places where it stood; what is known of no thing stays as it is. */
export function newestOfEach<One extends Placed>(newestFirst: readonly One[]): One[] {
  const ofThing = (id: string | null) => newestFirst.filter(({ thing_id }) => thing_id === id)
  return newestFirst
    .filter((one) => one.thing_id === null || ofThing(one.thing_id)[0] === one)
    .map((one) => (one.thing_id === null ? one : { ...one, places: allPlaces(ofThing(one.thing_id)) }))
}

function allPlaces(entries: readonly Placed[]): PlaceShown[] {
  const places = entries.flatMap((one) => one.places)
  const known = new Map(places.map((place) => [`${keyOf(place)} ${place.beside}`, place]))
  return [...known.values()]
}
