import { pastedLines, type PastedLine } from '../../http/form.ts'
import { plain } from '../../method/plain.ts'
import type { Key } from '../../text/text.ts'
import { peopleIn, type Count } from './network-rules.ts'

/** What is wrong in a pasted table, by line, with what it says where that matters. */
export type TableProblem = { line: number; key: TableKey; values: Record<string, string | number> }
type TableKey = Extract<Key, `network.line.${string}` | `counts.line.${string}`>
type Names = readonly { id: string | null; name: string }[]
type Head = { name: string; isTotal: boolean; column: Names[number] | undefined }
type Read = { counts: Count[]; problems: TableProblem[] }

/**
 * Reads a cross table from lines with commas, semicolons or tabs: the first line has the names of the columns, with a
 * name before them or nothing, each other line the name of an organisation and its numbers. An empty cell is nobody (0):
 * of a cell that the table does not have, nothing is said. Totals are left out when they add up. Either the whole table
 * is good, or there are problems, all of each line, and no counts.
 */
export function readTable(table: string, rows: Names, columns: Names): Read {
  const refused = (problems: TableProblem[]) => ({ counts: [], problems })
  const [header, ...body] = pastedLines(table) ?? []
  if (!header) return refused([problemAt({ line: 1 }, 'network.line.unreadable')])
  const heads = headsIn(header, columns)
  if (body.length === 0 || !heads.some(({ name }) => name !== ''))
    return refused([problemAt(header, 'network.line.nothing')])
  const ofHeads = headProblems(header, heads)
  if (ofHeads.length > 0) return refused(ofHeads)
  const counts: Count[] = []
  const problems: TableProblem[] = []
  for (const line of body) {
    const read = isTotal(nameIn(line))
      ? // Where something is wrong above it, a total cannot be right.
        { counts: [], problems: problems.length > 0 ? [] : totalProblems(line, heads, counts) }
      : readRow(line, heads, rows, counts)
    counts.push(...read.counts)
    problems.push(...read.problems)
  }
  return problems.length > 0 ? refused(problems) : { counts, problems }
}

/** Names in a pasted table that are not among its rows and columns yet. */
export type NewNames = { rows: string[]; columns: string[] }

/**
 * The names in a pasted table that a study does not have, each once; totals are none. Nothing where a figure stands in the
 * place of a name: then the table is not what it should be.
 */
export function newNamesIn(table: string, rows: Names, columns: Names): NewNames {
  const [header, ...body] = pastedLines(table) ?? []
  const heads = header ? headsIn(header, columns).map(({ name }) => name) : []
  const isNew = (known: Names, name: string) => name !== '' && !isTotal(name) && !withName(known, name)
  const found = {
    rows: onceEach(body.map(nameIn).filter((name) => isNew(rows, name))),
    columns: onceEach(heads.filter((name) => isNew(columns, name))),
  }
  return [...found.rows, ...found.columns].some(isFigure) ? { rows: [], columns: [] } : found
}

function onceEach(names: readonly string[]): string[] {
  return [...new Map(names.toReversed().map((name) => [plain(name), name])).values()].toReversed()
}

/** The columns of a table, of which the first line may have nothing above the names of the rows. */
function headsIn({ cells }: PastedLine, columns: Names): Head[] {
  const last = cells.findLastIndex((cell) => cell !== '')
  const all = cells
    .slice(0, last + 1)
    .map((name) => ({ name, isTotal: isTotal(name), column: withName(columns, name) }))
  return all[0]?.column ? all : all.slice(1)
}

function headProblems(header: PastedLine, heads: readonly Head[]): TableProblem[] {
  return heads.flatMap(({ name, isTotal, column }, place) => {
    if (column && heads.findIndex((head) => head.column === column) < place)
      return [problemAt(header, 'counts.line.columnTwice', { value: name })]
    const isUnknown = name !== '' && !isTotal && !column
    return isUnknown ? [problemAt(header, 'network.line.column', { value: name })] : []
  })
}

/** The counts of one organisation, which none of the lines before it had (`before`). */
function readRow(line: PastedLine, heads: readonly Head[], rows: Names, before: readonly Count[]): Read {
  const name = nameIn(line)
  const row = withName(rows, name)
  const isTwice = row && before.some(({ organisation_id }) => organisation_id === row.id)
  const counts = heads.flatMap(({ column }, place) =>
    row && column ? [{ organisation_id: row.id, column: column.id, people: peopleAt(line, place) }] : [],
  )
  const problems = [
    ...(row ? [] : [problemAt(line, 'network.line.organisation', { value: name })]),
    ...(isTwice ? [problemAt(line, 'network.line.twice', { value: name })] : []),
    ...cellProblems(line, heads),
  ]
  const sum = peopleIn({ counts })
  const isWhole = problems.length === 0
  return {
    counts,
    problems: isWhole ? sumProblems(line, heads, (head) => head.isTotal && { name, sum }) : problems,
  }
}

/** What is wrong in a line that adds up those before it. */
function totalProblems(line: PastedLine, heads: readonly Head[], before: readonly Count[]): TableProblem[] {
  const problems = cellProblems(line, heads)
  if (problems.length > 0) return problems
  return sumProblems(line, heads, ({ name, isTotal, column }) => {
    const counts = before.filter((count) => isTotal || count.column === column?.id)
    return { name, sum: peopleIn({ counts }) }
  })
}

/** What is wrong in the figures of a line: too many or too few of them, one without a column, one that is none. */
function cellProblems(line: PastedLine, heads: readonly Head[]): TableProblem[] {
  const columns = heads.length
  const cells = line.cells.slice(1)
  const last = cells.findLastIndex((cell) => cell !== '') + 1
  return [
    ...(last > columns ? [problemAt(line, 'counts.line.tooMany', { found: last, columns })] : []),
    ...(cells.length < columns
      ? [problemAt(line, 'counts.line.tooFew', { found: cells.length, columns })]
      : []),
    ...heads.flatMap(({ name }, place) => {
      const value = cells[place] ?? ''
      if (name === '' && value !== '') return [problemAt(line, 'counts.line.headless', { value })]
      return isFigure(value) ? [] : [problemAt(line, 'network.line.number', { value })]
    }),
  ]
}

/** Where a line says another sum than that of what was read. An empty cell says none. */
function sumProblems(
  line: PastedLine,
  heads: readonly Head[],
  summed: (head: Head) => { name: string; sum: number } | false,
): TableProblem[] {
  return heads.flatMap((head, place) => {
    const expected = line.cells[place + 1] ? summed(head) : false
    const said = peopleAt(line, place)
    return expected && said !== expected.sum
      ? [problemAt(line, 'counts.line.sum', { said, ...expected })]
      : []
  })
}

function problemAt(
  { line }: Pick<PastedLine, 'line'>,
  key: TableKey,
  values: TableProblem['values'] = {},
): TableProblem {
  return { line, key, values }
}

function nameIn({ cells }: PastedLine): string {
  return cells[0] ?? ''
}

/** How many people a line says in a column. */
function peopleAt({ cells }: PastedLine, place: number): number {
  const said = cells[place + 1] ?? ''
  return nobody.includes(said) ? 0 : Number(said)
}

function isFigure(said: string): boolean {
  return nobody.includes(said) || /^\d{1,5}$/.test(said)
}

function withName(names: Names, name: string) {
  return names.find((one) => plain(one.name) === plain(name))
}

function isTotal(name: string): boolean {
  return ['totaal', 'total', 'som', 'sum'].includes(name.toLowerCase())
}

/** How tables write that there is nobody. */
const nobody = ['', '-', '–']
