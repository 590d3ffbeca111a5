import { z } from 'zod'
import {
  optionalDate,
  optionalId,
  pastedLines,
  requiredText,
  text,
  ticked,
  typedIn,
  wholeNumber,
} from '../../http/form.ts'
import type { Key } from '../../text/text.ts'
import type { Count, CountTable } from './network-rules.ts'

/** Reads a version of what bears none of its own. */
export const SeenPart = z.object({ version: requiredText('form.unreadable', 100) })

/** What is pasted: a cross table, as it comes from a spreadsheet. */
export const Pasted = z.object({ table: requiredText('network.pasteRequired', 50_000) })

const mostPeople = 99_999

/** The name of the field of one cell. */
export function fieldOf(organisation: string | null, column: string | null): string {
  return `n.${organisation ?? 'none'}.${column ?? 'none'}`
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
 * other line the name of an organisation and its numbers. Totals are left out, an empty cell is nobody. Either the whole
 * table is good or there are problems, one a line at most.
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
        if (head.found && people > 0) counts.push({ organisation_id: row.id, column: head.found.id, people })
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

/** The lines of a field that lists names, each once, without the empty ones. */
const names = text(2000)
  .default('')
  .transform((list) => [...new Set(list.split('\n').flatMap((line) => line.trim() || []))])
  .pipe(
    z
      .array(z.string().max(80, { error: 'form.tooLong' }))
      .max(20, { error: 'network.valuesTooMany' satisfies Key }),
  )

/** A new trait with its values, one a line: two at least. */
export const NewTrait = z.object({
  name: requiredText('network.traitRequired', 80),
  values: names.pipe(z.array(z.string()).min(2, { error: 'network.valuesTwo' satisfies Key })),
})
export type NewTrait = z.infer<typeof NewTrait>

/** What a trait is changed to: the new name of each value it had (empty where it goes), and values that come to it. */
export type TraitChange = { name: string; names: Map<string, string>; added: string[] }

/** Reads the change of a trait that has these values. */
export function traitChange(values: readonly { id: string }[]) {
  const own = Object.fromEntries(values.map(({ id }) => [`value.${id}`, text(80).default('')]))
  return z
    .object({ name: requiredText('network.traitRequired', 80), values: names, ...own })
    .transform(({ name, values: added, ...rest }): TraitChange => ({
      name,
      added,
      names: new Map(
        Object.entries(rest).map(([field, value]) => [field.slice('value.'.length), String(value)]),
      ),
    }))
}

/** What the sample counts of a participant beside organisation and team. */
export type SampleFacts = {
  volunteered: boolean
  /** The participant in whose place this one came. */
  replaces: string | null
  /** Since when in another team than before; null where it was always so. */
  team_since: string | null
  /** Of each trait the value, null where it is not known. */
  values: Map<string, string | null>
}

/** Reads what the sample counts of a participant, in a study with these traits. */
export function sampleFacts(traits: readonly { id: string }[]) {
  const own = Object.fromEntries(traits.map(({ id }) => [`trait.${id}`, optionalId('form.unreadable')]))
  return z
    .object({
      volunteered: ticked(),
      replaces: optionalId('form.unreadable'),
      team_since: optionalDate(),
      ...own,
    })
    .transform(({ volunteered, replaces, team_since, ...rest }): SampleFacts => ({
      ...{ volunteered, replaces, team_since },
      values: new Map(
        Object.entries(rest).map(([field, value]) => [
          field.slice('trait.'.length),
          typeof value === 'string' ? value : null,
        ]),
      ),
    }))
}

/** The plan of a sample: how many people, what it mirrors, and two seats for each organisation unless switched off. */
export const Plan = z.object({
  size: wholeNumber('plan.sizeWrong', { min: 1, max: 9999 }),
  organisation: ticked(),
  team: ticked(),
  two_each: ticked(),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
export type Plan = z.infer<typeof Plan>
