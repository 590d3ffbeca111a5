import type { Lot } from './colleague-rules.ts'
import type { Named } from './network-rules.ts'

/** What people of a list can have in common, as a draw tells it: organisation, team and each trait, with its values. */
export type Quality = Named & { values: readonly Named[] }

/** What the columns of a draw as a table are called; `seats` is asked for each quality. */
export type DrawHeads = {
  plain: readonly string[]
  seats: (name: string) => string
  gone: string
}

/**
 * A draw as a table: all that it takes to do it again by hand or machine, without this program (docs/draw.md says how).
 * A line for each who could be drawn, in the order of the ranks: whether drawn, name, mark, rank; the seed and how many
 * were wanted, the same in each line; then two columns a quality: the value of this person, and how many seats of that
 * value were open. There an empty cell says that the value was not in the plan, a nought that it had no seat left.
 * A value that was removed since has a column of its own, in which its id stands.
 */
export function drawTable(
  { lot, drawn }: { lot: Lot; drawn: readonly string[] },
  qualities: readonly Quality[],
  names: ReadonlyMap<string, string>,
  { rankOf, heads, yes }: { rankOf: (seed: string, id: string) => string; heads: DrawHeads; yes: string },
): { heads: string[]; rows: (string | number)[][] } {
  const known = new Set(qualities.flatMap(({ values }) => values.map(({ id }) => id)))
  const gone = [...new Set(lot.pool.flatMap((one) => one.qualities))]
    .filter((id) => !known.has(id))
    .toSorted()
  const columns: Quality[] = [
    ...qualities,
    ...gone.map((id) => ({ id, name: heads.gone, values: [{ id, name: id }] })),
  ]
  const rows = lot.pool
    .map((one) => ({ ...one, rank: rankOf(lot.seed, one.id) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ id, rank, qualities: held }) => [
      ...[drawn.includes(id) ? yes : '', names.get(id) ?? '', id, rank, lot.seed, lot.wanted],
      ...columns.flatMap((column) => {
        const value = column.values.find((one) => held.includes(one.id))
        return value ? [apart(column, value), lot.seats.get(value.id) ?? ''] : ['', '']
      }),
    ])
  return { heads: [...heads.plain, ...columns.flatMap(({ name }) => [name, heads.seats(name)])], rows }
}

/** How many people a value has too few or too many of. */
export type Missed = { value: string; count: number }

/**
 * What a draw has of each value more or less than seats were open for it. Too few are told of a quality only where the
 * draw could have taken all its seats: who draws for a part of them leaves others for later; and nothing of one of
 * which the list says nothing.
 */
export function missedBy(
  { lot, drawn }: { lot: Lot; drawn: readonly string[] },
  qualities: readonly Pick<Quality, 'values'>[],
): { few: Missed[]; many: Missed[] } {
  const inside = new Set(drawn)
  const among = lot.pool.filter(({ id }) => inside.has(id))
  const offs = qualities.flatMap(({ values }) => {
    const planned = values.flatMap(({ id }) => {
      const open = lot.seats.get(id)
      if (open === undefined) return []
      return [{ value: id, open, by: among.filter((one) => one.qualities.includes(id)).length - open }]
    })
    const isTold = values.some(({ id }) => lot.pool.some((one) => one.qualities.includes(id)))
    const isWhole = planned.reduce((sum, { open }) => sum + open, 0) <= lot.wanted
    return planned.filter(({ by }) => by > 0 || (by < 0 && isWhole && isTold))
  })
  return {
    few: offs.flatMap(({ value, by }) => (by < 0 ? [{ value, count: -by }] : [])),
    many: offs.flatMap(({ value, by }) => (by > 0 ? [{ value, count: by }] : [])),
  }
}

/** The name of a value; with its id where another one of the same quality is called the same. */
function apart({ values }: Quality, { id, name }: Named): string {
  return values.some((other) => other.id !== id && other.name === name) ? `${name} (${id})` : name
}
