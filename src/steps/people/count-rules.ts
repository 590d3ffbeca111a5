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

/** What stands in the boxes of a table, by their fields. An empty one, or one that is not there, is nobody. */
export type Boxes = Readonly<Record<string, string>>

/** Whether a box says the same as another: "07" is 7, and nothing is 0. */
export function saysSame(one = '', another = ''): boolean {
  return plainly(one) === plainly(another)
}

function plainly(said: string): string {
  return said.trim().replace(/^0+/, '')
}

/**
 * What the boxes of a table hold when somebody else saved it meanwhile: what the visitor changed, of what stood there
 * when it was opened (`was`), stays as it was typed; all else is as it is stored now. `taken` are the boxes that hold
 * something else by that than when the table was opened.
 */
export function mergedBoxes(
  fields: readonly string[],
  { was, typed, stored }: { was: Boxes; typed: Boxes; stored: Boxes },
): { boxes: Record<string, string>; taken: string[] } {
  const untouched = fields.filter((field) => saysSame(typed[field], was[field]))
  const boxes = fields.map((field) => [
    field,
    (untouched.includes(field) ? stored[field] : typed[field]) ?? '',
  ])
  return {
    boxes: Object.fromEntries(boxes) as Record<string, string>,
    taken: untouched.filter((field) => !saysSame(stored[field], was[field])),
  }
}
