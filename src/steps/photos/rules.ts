/** More than are asked for are welcome, up to what one person can talk about at all. */
export const mostPhotos = 30

/** Of how many people a page of the wall holds the photos: some eighty photos, and never half of somebody's. */
const pageSize = 20

type OnWall = { person_id: string; number: number }
/** Where a page of the wall begins: after a number, or wherever somebody stands. */
export type Place = { after: number; person: string }

/** The people of one page of the wall, who come in the order of their numbers. Past the last it is the first page. */
export function onPage<Person extends OnWall>(
  people: readonly Person[],
  { after, person }: Place,
): { people: Person[]; isFirst: boolean; hasNext: boolean } {
  const place = people.findIndex((one) => one.person_id === person)
  const next = people.findIndex(({ number }) => number > after)
  const start = place >= 0 ? place - (place % pageSize) : Math.max(next, 0)
  const end = start + pageSize
  return { people: people.slice(start, end), isFirst: start === 0, hasNext: people.length > end }
}

/** Ids with one of them a place earlier or later; undefined where it stands first or last already, or is not there. */
export function moved(ids: readonly string[], id: string, to: 'earlier' | 'later'): string[] | undefined {
  const from = ids.indexOf(id)
  const place = to === 'earlier' ? from - 1 : from + 1
  if (from < 0 || place < 0 || place >= ids.length) return undefined
  return ids.toSpliced(from, 1).toSpliced(place, 0, id)
}

/** Whether so many photos are what was asked for, or more than can be taken along. */
export function progressOf(
  count: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): { isEnough: boolean; isFull: boolean } {
  return { isEnough: count >= minimum, isFull: count >= maximum }
}
