import type { PlaceShown } from '../../db/schema.ts'

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
