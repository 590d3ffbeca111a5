import type { PlaceShown } from '../../db/schema.ts'
import type { TakenWhy } from '../../method/taken.ts'

/** An entry of the log that says which things an export held. */
type Export = { action: string; at: string; subjects: string }

/** Which things were in which exports: those of one kind on one day are told once. */
export function placesOfExports(
  exports: readonly Export[],
  ids: readonly string[],
): (PlaceShown & { thingId: string })[] {
  const known = new Set<string>()
  return exports.flatMap(({ action, at, subjects }) => {
    const held = new Set(JSON.parse(subjects) as string[])
    const day = at.slice(0, 10)
    return ids.flatMap((thingId) => {
      const key = [thingId, action, day].join(' ')
      if (!held.has(thingId) || known.has(key)) return []
      known.add(key)
      const place = {
        place: 'export',
        place_id: `${action} ${day}`,
        words: action,
        held_on: day,
        beside: '',
      } as const
      return [{ thingId, ...place }]
    })
  })
}

/** The k-th number, from 1, that none of the removed things of a person has: so each has one of its own for good. */
export function numberAmong(place: number, removed: ReadonlySet<number>): number {
  let number = 0
  for (let left = place; left > 0;) {
    number += 1
    if (!removed.has(number)) left -= 1
  }
  return number
}

/** Whether what is out of sight for this reason may come back, with the same words and pictures. */
export function mayComeBack(why: TakenWhy): boolean {
  return why === 'stopped' || why === 'words' || why === 'leftOut'
}
