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

/** How many photos that lie in no group a page shows, to be sorted. */
export const looseOnPage = 60

/** How many photos of each group stand where all groups do: fewer where there are many, so that the page stays light. */
export function shownOfGroup(groups: number): number {
  return Math.max(2, Math.min(12, Math.floor(150 / Math.max(groups, 1))))
}
