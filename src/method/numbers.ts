/** How the number in place of a participant's name is written: P01. */
export function written(number: number): string {
  return `P${String(number).padStart(2, '0')}`
}

/** The number of each photo by its id: its place, from 1, among those of its person, who come in their own order. */
export function nthsOf(photos: readonly { id: string; person_id: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  return new Map(
    photos.map(({ id, person_id }) => {
      const nth = (counts.get(person_id) ?? 0) + 1
      counts.set(person_id, nth)
      return [id, nth]
    }),
  )
}
