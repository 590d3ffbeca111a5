import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import { addsOf, fieldOf, sureOf } from './count-input.ts'
import { saysSame, type Losses } from './count-rules.ts'
import type { NewNames, TableProblem } from './cross-table-input.ts'
import { peopleAt, type Count, type CountTable } from './network-rules.ts'

type TablePage = Page<
  'people/network-table',
  {
    name: string
    heads: string[]
    rows: { name: string; cells: Cell[] }[]
    form: Form
    /** What each field is called, for the list of what is wrong. */
    names: Record<string, string>
    action: string
    paste: string
    /** What was read from a pasted table, in words. */
    read: string
    /** What somebody else saved meanwhile and stands in the table now. */
    taken: string
    problems: string[]
    wrongLines: number
    losses: { lines: string[]; sure: string } | undefined
    /** The names that a pasted table has and the study has not, and what the button says that adds them. */
    news: { lines: string[]; adds: string } | undefined
    example: string
    /** Whether a pasted table may have names that the study does not have yet. */
    mayBeNew: boolean
    back: string
  }
>
type Cell = {
  field: string
  value: string
  label: string
  head: string
  problem: string | undefined
  isChanged: boolean
  /** What is stored in it, where something else stands in it now; or what stood there before somebody else saved. */
  note: string
}

/** How many people a pasted table says, and how many there are with those that it says nothing of. */
export type ReadSums = { pasted: number; total: number }

type Shown = {
  form: Form
  problems?: readonly TableProblem[]
  losses?: Losses | undefined
  news?: NewNames
  /** Where what stands in it was read from a pasted table. */
  read?: ReadSums
  /** The cells that somebody else saved meanwhile and the visitor did not change, with what stood there before. */
  taken?: ReadonlyMap<string, string> | undefined
}

/** One table to fill in, or to paste from a spreadsheet. */
export function tablePage(
  t: Translate,
  seat: Seat,
  { table, rows }: { table: CountTable; rows: Row[] },
  { form, problems = [], losses, news, read, taken = new Map() }: Shown,
): TablePage {
  const base = `/studies/${seat.studyId}/people/network`
  const filled = rows.map((row) => ({
    name: row.name,
    cells: table.columns.map((column) => cellOf(t, table, { row, column }, { form, taken })),
  }))
  const cells = filled.flatMap((row) => row.cells)
  return {
    view: 'people/network-table',
    status: problems.length > 0 ? 422 : statusOf(form),
    page: {
      title: t('network.tableTitle', { name: table.name }),
      lead: t('network.tableLead'),
      wide: true,
      name: table.name,
      heads: table.columns.map(({ name }) => name),
      rows: filled,
      form,
      names: Object.fromEntries(cells.map(({ field, label }) => [field, label])),
      action: `${base}/${table.id}`,
      paste: `${base}/${table.id}/paste`,
      read: read ? readWords(t, table, read, cells.filter(({ isChanged }) => isChanged).length) : '',
      taken: form.now ? t('counts.taken', { count: taken.size }) : '',
      problems: problems.map(({ line, key, values }) => t('people.line', { line, problem: t(key, values) })),
      wrongLines: new Set(problems.map(({ line }) => line)).size,
      losses: losses && lossWords(t, losses, { table, rows }),
      news: news && newsWords(t, news),
      example: exampleOf(t, table.id === 'teams' ? withMadeUp(t, rows, table.columns) : { rows, ...table }),
      mayBeNew: table.id === 'teams',
      back: base,
    },
  }
}

type Row = { id: string | null; name: string }

function cellOf(
  t: Translate,
  table: CountTable,
  { row, column }: { row: Row; column: Row },
  { form, taken }: { form: Form; taken: ReadonlyMap<string, string> },
): Cell {
  const field = fieldOf(row.id, column.id)
  const typed = form.typed[field]
  const value = typeof typed === 'string' ? typed : ''
  const people = peopleAt(table, row.id, column.id)
  const isChanged = !saysSame(value, filledWith(people))
  const was = taken.get(field)
  // While nothing was counted, every cell would say the same.
  const stored = isChanged && table.counts.length > 0 ? t('counts.stored', { people }) : ''
  return {
    field,
    value,
    label: t('network.cell', { row: row.name, column: column.name }),
    head: column.name,
    problem: form.problems[field],
    isChanged,
    note: was === undefined ? stored : t('counts.was', { people: Number(was) }),
  }
}

function readWords(t: Translate, { counts }: CountTable, sums: ReadSums, changed: number): string {
  const told = t(counts.length > 0 ? 'counts.read' : 'counts.readFirst', { changed })
  return sums.pasted === sums.total ? told : `${told} ${t('counts.beside', sums)}`
}

/** What saving takes away, and what the box says that lets it go. */
function lossWords(t: Translate, losses: Losses, { table, rows }: { table: CountTable; rows: Row[] }) {
  const nameIn = (names: readonly Row[], id: string | null) => names.find((one) => one.id === id)?.name ?? ''
  const { emptied, before, after } = losses
  return {
    lines: [
      ...emptied.map(({ organisation_id, column, people }) =>
        t('counts.emptied', {
          row: nameIn(rows, organisation_id),
          column: nameIn(table.columns, column),
          people,
        }),
      ),
      ...(after < before ? [t('counts.total', { before, after })] : []),
    ],
    sure: sureOf(losses),
  }
}

function newsWords(t: Translate, news: NewNames) {
  const list = (names: string[]) => names.map((name) => `“${name}”`).join(', ')
  const { rows, columns } = news
  return {
    lines: [
      ...(rows.length > 0 ? [t('counts.newRows', { count: rows.length, names: list(rows) })] : []),
      ...(columns.length > 0 ? [t('counts.newColumns', { names: list(columns) })] : []),
    ],
    adds: addsOf(news),
  }
}

/** The organisations and teams, or made-up ones while there are none. */
function withMadeUp(t: Translate, rows: readonly Row[], columns: readonly Row[]) {
  const letters = ['A', 'B']
  const isThere = (all: readonly Row[]) => all.some(({ id }) => id !== null)
  return {
    rows: isThere(rows) ? rows : letters.map((letter) => ({ name: t('counts.someRow', { letter }) })),
    columns: isThere(columns)
      ? columns
      : letters.map((letter) => ({ name: t('counts.someColumn', { letter }) })),
  }
}

/** How a pasted table begins, in the study's own names. */
function exampleOf(
  t: Translate,
  { rows, columns }: { rows: readonly { name: string }[]; columns: readonly { name: string }[] },
): string {
  const heads = columns.slice(0, 3).map(({ name }) => name)
  const lines = rows
    .slice(0, 2)
    .map(({ name }, place) => [name, ...heads.map((_, index) => 4 - place + index)])
  return [[t('people.organisation'), ...heads], ...lines].map((cells) => cells.join(';')).join('\n')
}

/** The fields of a table that hold these counts. */
export function typedCounts(counts: readonly Count[]): Record<string, string> {
  return Object.fromEntries(
    counts.map(({ organisation_id, column, people }) => [
      fieldOf(organisation_id, column),
      filledWith(people),
    ]),
  )
}

/** What a field holds for so many people. Empty is nobody. */
function filledWith(people: number): string {
  return people === 0 ? '' : String(people)
}
