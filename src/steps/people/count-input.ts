import { z } from 'zod'
import { pastedLines, requiredText, typedIn } from '../../http/form.ts'
import type { Key } from '../../text/text.ts'
import type { Losses } from './count-rules.ts'
import type { Count, CountTable } from './network-rules.ts'

/** What is pasted: a cross table, as it comes from a spreadsheet. */
export const Pasted = z.object({ table: requiredText('network.pasteRequired', 50_000) })

/** Whether a table was pasted and not read yet. */
export function hasPasted(body: unknown): boolean {
  return Pasted.safeParse(body).success
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

/** What is wrong in a pasted table, by line, with what it says where that matters. */
export type TableProblem = { line: number; key: TableKey; value: string }
type TableKey = Extract<Key, `network.line.${string}`>
type Names = { id: string | null; name: string }[]

const totals = ['totaal', 'total', 'som', 'sum']

/**
 * Reads a cross table from lines with commas, semicolons or tabs: the first line has the names of the columns, each
 * other line the name of an organisation and its numbers. Totals are left out, an empty cell is nobody (0): of a cell that
 * the table does not have, nothing is said. Either the whole table is good or there are problems, one a line at most.
 */
export function readTable(
  lines: string,
  rows: Names,
  columns: Names,
): { counts: Count[]; problems: TableProblem[] } {
  const none = (key: TableKey) => ({ counts: [], problems: [{ line: 1, key, value: '' }] })
  const [header, ...body] = pastedLines(lines) ?? []
  if (!header) return none('network.line.unreadable')
  if (body.length === 0 || header.cells.length < 2) return none('network.line.nothing')
  const heads = header.cells
    .slice(1)
    .map((name) => ({ name, isTotal: isTotal(name), found: withName(columns, name) }))
  const unknown = heads.find(({ name, isTotal, found }) => name !== '' && !isTotal && !found)
  if (unknown)
    return { counts: [], problems: [{ line: header.line, key: 'network.line.column', value: unknown.name }] }
  const counts: Count[] = []
  const problems: TableProblem[] = []
  const seen = new Set<string | null>()
  for (const { cells, line } of body) {
    const [name = '', ...numbers] = cells
    if (isTotal(name)) continue
    const row = withName(rows, name)
    const wrong = numbers.find((said, place) => heads[place]?.found && !/^\d{0,5}$/.test(said))
    if (!row) problems.push({ line, key: 'network.line.organisation', value: name })
    else if (seen.has(row.id)) problems.push({ line, key: 'network.line.twice', value: name })
    else if (wrong !== undefined) problems.push({ line, key: 'network.line.number', value: wrong })
    else {
      seen.add(row.id)
      for (const [place, head] of heads.entries()) {
        const people = Number(numbers[place] ?? 0)
        if (head.found) counts.push({ organisation_id: row.id, column: head.found.id, people })
      }
    }
  }
  return { counts, problems }
}

function withName(names: Names, name: string) {
  return names.find((one) => one.name.toLowerCase() === name.toLowerCase())
}

function isTotal(name: string): boolean {
  return totals.includes(name.toLowerCase())
}
