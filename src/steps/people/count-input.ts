import { z } from 'zod'
import { pastedText, typedIn, type Typed } from '../../http/form.ts'
import type { Key } from '../../text/text.ts'
import type { Boxes, Losses } from './count-rules.ts'
import type { NewNames } from './cross-table-input.ts'
import type { Count, CountTable } from './network-rules.ts'

/** What is pasted: a cross table, as it comes from a spreadsheet. */
export const Pasted = z.object({
  table: pastedText(50_000).pipe(z.string().min(1, { error: 'network.pasteRequired' satisfies Key })),
})

/** Whether a table was pasted and not read yet. */
export function hasPasted(body: unknown): boolean {
  return Pasted.safeParse(body).success
}

/** What stood in the boxes of a table when it was opened, as its form sends it along; undefined where that is not sent. */
export function boxesSeen({ was }: Typed): Boxes | undefined {
  try {
    const seen = z.record(z.string(), z.string()).safeParse(JSON.parse(String(was)))
    return seen.data
  } catch {
    return undefined
  }
}

/** What stands in the boxes of a form. */
export function boxesIn(typed: Typed): Boxes {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([field, said]) => (typeof said === 'string' ? [[field, said]] : [])),
  )
}

/** The fields of all boxes of a table. */
export function fieldsOf(
  rows: readonly { id: string | null }[],
  { columns }: Pick<CountTable, 'columns'>,
): string[] {
  return rows.flatMap((row) => columns.map((column) => fieldOf(row.id, column.id)))
}

const mostPeople = 99_999

/** The name of the field of one cell. */
export function fieldOf(organisation: string | null, column: string | null): string {
  return `n.${organisation ?? 'none'}.${column ?? 'none'}`
}

/** What the box says that lets these people go, and no others. */
export function sureOf({ emptied, before, after }: Losses): string {
  const cells = emptied.map(({ organisation_id, column }) => fieldOf(organisation_id, column))
  return [before, after, ...cells].join(' ')
}

/** What the button says that adds these names, and no others. */
export function addsOf({ rows, columns }: NewNames): string {
  return JSON.stringify([rows, columns])
}

/** How long the name of an organisation or a team can be. */
export const longestName = 200

/** Reads the cells of a table from a form: counts, and what is wrong in which field. Empty is nobody. */
export function readCounts(
  body: unknown,
  rows: readonly { id: string | null }[],
  { columns }: Pick<CountTable, 'columns'>,
): { counts: Count[]; problems: Record<string, Key> } {
  const typed = typedIn(body)
  const counts: Count[] = []
  const problems: Record<string, Key> = {}
  for (const { id: organisation_id } of rows) {
    for (const { id: column } of columns) {
      const field = fieldOf(organisation_id, column)
      const said = typeof typed[field] === 'string' ? typed[field].trim() : ''
      if (said === '') continue
      if (/^\d{1,5}$/.test(said) && Number(said) <= mostPeople) {
        if (Number(said) > 0) counts.push({ organisation_id, column, people: Number(said) })
      } else problems[field] = 'network.numberWrong'
    }
  }
  return { counts, problems }
}
