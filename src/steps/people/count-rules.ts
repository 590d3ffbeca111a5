import { peopleIn, type Count } from './network-rules.ts'

/** What goes from a table: the cells that had people and have none now, and what its total was and becomes. */
export type Losses = { emptied: Count[]; before: number; after: number }

/**
 * What other counts take away from those that are stored; undefined where no cell is emptied and the total stays above
 * two thirds of what it was.
 */
export function lossesIn(stored: readonly Count[], counts: readonly Count[]): Losses | undefined {
  const emptied = stored.filter(
    ({ organisation_id, column, people }) =>
      people > 0 &&
      !counts.some(
        (one) => one.organisation_id === organisation_id && one.column === column && one.people > 0,
      ),
  )
  const [before, after] = [peopleIn({ counts: stored }), peopleIn({ counts })]
  return emptied.length > 0 || after * 3 < before * 2 ? { emptied, before, after } : undefined
}
