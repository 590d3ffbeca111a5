import { pastedLines, typedIn } from '../../http/form.ts'
import type { Key } from '../../text/text.ts'
import type { Column, Known } from './colleague-input.ts'
import { headOf, isHeadOf, nameParts, plainColumns, type PlainColumn } from './column-rules.ts'
import { idOf } from './input.ts'
import type { Named } from './network-rules.ts'

/** A list that was read as lines of cells, of which the first are heads; undefined when it cannot be read. */
export function headsIn(list: string): { heads: string[]; rows: string[][] } | undefined {
  const [header, ...body] = pastedLines(list) ?? []
  if (!header || body.length === 0) return undefined
  return { heads: header.cells, rows: body.map(({ cells }) => cells) }
}

/** Whether a list begins with somebody, and not with heads: an address, an organisation or a team is no head. */
export function beginsWithSomebody(heads: readonly string[], known: Guessable): boolean {
  return heads.some((head) => kindsOf([head], { ...known, traits: [] }).length > 0)
}

type Guessable = Pick<Known, 'organisations' | 'teams' | 'traits'>

/** What is known of a study's lists: how it calls what a column says, and what columns of earlier lists held. */
type Habits = {
  own?: Readonly<Partial<Record<PlainColumn, string>>>
  /** By their heads, as `headOf` writes them. */
  known?: ReadonlyMap<string, Column>
}

/**
 * What each column most likely says, each thing once: what one with that head held before; else by its head, as it is
 * usually called or as the study calls it; then, of what is left, by what stands in it, and where that fits several
 * traits by a head that is a part of the name of one. Nothing where several things would fit as well.
 */
export function guessedColumns(
  { heads, rows }: { heads: readonly string[]; rows: readonly (readonly string[])[] },
  known: Guessable,
  { own = {}, known: before = new Map() }: Habits = {},
): Column[] {
  const kept = heads.map((head) => before.get(headOf(head)))
  const byHead = heads.map((head, place) => kept[place] ?? namedBy(headOf(head), known.traits, own))
  const guesses = byHead.map((column, place) =>
    (kept.includes(column) ? kept : byHead).indexOf(column) === place ? column : '',
  )
  // A head that says what another column was already, as a second "Naam", is no riddle, nor is one that was not used.
  const isRiddle = (place: number) =>
    guesses[place] === '' && byHead[place] === '' && kept[place] === undefined
  for (const [place] of heads.entries()) {
    const cells = rows
      .map((row) => row[place] ?? '')
      .filter(Boolean)
      .slice(0, looked)
    if (!isRiddle(place) || cells.length === 0) continue
    const fitting = kindsOf(cells, known).filter((column) => !guesses.includes(column))
    const alike = known.traits.filter(
      ({ id, name }) => fitting.includes(id) && isPartOf(heads[place] ?? '', name),
    )
    const likely = alike.length === 1 ? alike.map(({ id }) => id) : fitting
    if (likely.length === 1) guesses[place] = likely[0] ?? ''
  }
  const names = hasName(guesses) ? -1 : nameIn(rows, heads.length, isRiddle)
  const found = guesses.map((column, place) => (place === names ? 'name' : column))
  return found.includes('name') ? found.map((column) => (isNamePart(column) ? '' : column)) : found
}

/** Whether the columns say how people are called, in one or in parts. */
function hasName(columns: readonly Column[]): boolean {
  return ['name', 'firstName', 'lastName'].some((column) => columns.includes(column))
}

function isNamePart(column: Column): boolean {
  return nameParts.some((part) => part === column)
}

/** Whether a head is a good part of a name, as "Pilot" is of "Ervaring met de pilot". */
function isPartOf(head: string, name: string): boolean {
  const word = headOf(head)
  return word.length >= 4 && headOf(name).includes(word)
}

/** How many lines a guess looks at. */
const looked = 100

function namedBy(
  word: string,
  traits: readonly Named[],
  own: Readonly<Partial<Record<PlainColumn, string>>>,
): Column {
  const trait = traits.find(({ name }) => headOf(name) === word)?.id
  return (
    plainColumns.find((column) => word !== '' && headOf(own[column] ?? '') === word) ??
    trait ??
    plainColumns.find((column) => isHeadOf(column, word)) ??
    ''
  )
}

/** What four of five that stand in a column could be: a slip in a line or two hides nothing. */
function kindsOf(cells: readonly string[], { organisations, teams, traits }: Guessable): Column[] {
  const hold = (says: (cell: string) => boolean) => cells.filter(says).length >= cells.length * 0.8
  const holdNamesOf = (items: readonly Named[]) => hold((cell) => Boolean(idOf(items, cell)))
  return [
    ...(hold((cell) => /^\S+@\S+\.\S+$/.test(cell)) ? ['email'] : []),
    ...(holdNamesOf(organisations) ? ['organisation'] : []),
    ...(holdNamesOf(teams) ? ['team'] : []),
    ...traits.filter(({ values }) => holdNamesOf(values)).map(({ id }) => id),
  ]
}

/** The first of so many columns that nothing is said of and that holds different words in each line; -1 where none is. */
function nameIn(
  rows: readonly (readonly string[])[],
  columns: number,
  isRiddle: (place: number) => boolean,
): number {
  const few = rows.slice(0, looked)
  return Array.from({ length: columns }, (_, place) => place).findIndex((place) => {
    const cells = few.map((row) => row[place] ?? '')
    return (
      isRiddle(place) &&
      new Set(cells).size === cells.length &&
      cells.every((cell) => /^[\p{L}][^@\d]+$/u.test(cell))
    )
  })
}

/** What each column holds by its head, to know it again: of heads that are the same, the first; not those without words. */
export function columnsByHead(heads: readonly string[], columns: readonly Column[]): Map<string, Column> {
  const all = heads.map((head, place) => [headOf(head), columns[place] ?? ''] as const)
  return new Map(all.filter(([head]) => head !== '').toReversed())
}

/** The name of the field that says what a column holds. */
export function columnField(place: number): string {
  return `column.${place}`
}

/** What each column holds, as the visitor said; undefined while nothing was said. */
export function matchedColumns(body: unknown, heads: readonly string[]): Column[] | undefined {
  const typed = typedIn(body)
  if (heads.every((_, place) => typed[columnField(place)] === undefined)) return undefined
  return heads.map((_, place) => {
    const said = typed[columnField(place)]
    return typeof said === 'string' ? said : ''
  })
}

/**
 * What is wrong at which column: one that says what an earlier one says, a part of the name where another has it whole,
 * and the first free one where none has the name.
 */
export function columnProblems(columns: readonly Column[]): Record<string, Key> {
  const problems: Record<string, Key> = {}
  for (const [place, column] of columns.entries()) {
    if (column !== '' && columns.indexOf(column) < place) problems[columnField(place)] = 'intake.columnTwice'
    else if (isNamePart(column) && columns.includes('name'))
      problems[columnField(place)] = 'intake.wholeOrParts'
  }
  if (!hasName(columns)) {
    const free = Math.max(0, columns.indexOf(''))
    problems[columnField(free)] ??= 'intake.noName'
  }
  return problems
}
