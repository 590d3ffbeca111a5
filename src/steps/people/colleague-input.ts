import { z } from 'zod'
import {
  email,
  oneOf,
  pastedLines,
  requiredText,
  someIds,
  text,
  typedIn,
  wholeNumber,
} from '../../http/form.ts'
import { languages } from '../../method/languages.ts'
import type { Key } from '../../text/text.ts'
import { changedBy, finderIn, isSame, type Colleague, type Line } from './colleague-rules.ts'
import { idOf } from './input.ts'
import type { Named, Trait } from './network-rules.ts'

/** Why a list of names is held. */
export const Reason = z.object({ reason: requiredText('colleagues.reasonRequired', 1000) })

/** A list as it was pasted; what came as a file is put in its place. */
export const NameList = z.object({ list: text(1_000_000).default('') })

/** Who is put on the list of those who are asked, and in which language they get their mails. */
export const Asking = z.object({
  colleague: someIds(500, 'form.unreadable'),
  language: oneOf(languages, 'account.languageRequired'),
})

/** A draw: how many, and the seed that decides. */
export const Draw = z.object({
  wanted: wholeNumber('draw.wantedWrong', { min: 1, max: 9999 }),
  seed: requiredText('draw.seedRequired', 80),
})

/** What a column of a list says: a name and so on, or the id of a trait; nothing where it is not used. */
export const plainColumns = ['name', 'email', 'organisation', 'team'] as const
type Column = string

/** What of the study is known when lines are read. */
export type Known = {
  organisations: readonly Named[]
  teams: readonly Named[]
  traits: readonly Trait[]
  colleagues: readonly Colleague[]
}

/** What is wrong in a line, with what it says where that matters. */
export type ListProblem = { line: number; key: ListKey; value: string }
type ListKey = Extract<Key, `people.line.${string}` | `colleagues.line.${string}`>

const most = 5000

/** A list that was read as lines of cells, of which the first are heads; undefined when it cannot be read. */
export function headsIn(list: string): { heads: string[]; first: string[][]; lines: number } | undefined {
  const [header, ...body] = pastedLines(list) ?? []
  if (!header || body.length === 0) return undefined
  return { heads: header.cells, first: body.slice(0, 3).map(({ cells }) => cells), lines: body.length }
}

/** What each column most likely says, by its head. */
export function guessedColumns(heads: readonly string[], traits: readonly Named[]): Column[] {
  const guesses = heads.map((head) => {
    const word = head.trim().toLowerCase()
    const plain = plainColumns.find((column) => wordsFor[column].test(word))
    return plain ?? traits.find((trait) => trait.name.toLowerCase() === word)?.id ?? ''
  })
  return guesses.map((column, place) => (guesses.indexOf(column) === place ? column : ''))
}

const wordsFor: Record<(typeof plainColumns)[number], RegExp> = {
  name: /^(volledige )?(naam|name|medewerker|collega|employee|colleague)$/,
  email: /^(e-?mail(\s?adres|\s?address)?|mail)$/,
  organisation: /^(organisatie|organi[sz]ation|werkgever|employer)$/,
  team: /^(wijk)?team$/,
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

/** A line that was read, and whom it changes; undefined where somebody comes to the list. */
export type ReadLine = { line: Line; before: Colleague | undefined; isChange: boolean }

/**
 * Reads people from the lines of a list below its heads, beside those who are known already. Either all lines are good
 * or there are problems, one a line at most.
 */
export function readColleagues(
  list: string,
  columns: readonly Column[],
  known: Known,
): { read: ReadLine[]; problems: ListProblem[] } {
  const none = (key: ListKey, value = '') => ({ read: [], problems: [{ line: 1, key, value }] })
  const body = (pastedLines(list) ?? []).slice(1)
  const used = columns.filter((column) => column !== '')
  if (!columns.includes('name')) return none('colleagues.line.noName')
  if (new Set(used).size < used.length) return none('colleagues.line.columnTwice')
  if (body.length > most) return none('people.line.tooMany', String(most))
  const read: ReadLine[] = []
  const problems: ListProblem[] = []
  const find = finderIn(known.colleagues)
  const seen = new Set<string>()
  for (const { cells, line: number } of body) {
    const line = readLine(cells, columns, known)
    if ('key' in line) {
      problems.push({ line: number, ...line })
      continue
    }
    const before = find(line)
    const mark =
      typeof before === 'object'
        ? before.id
        : (line.email ?? `${line.name.toLowerCase()} ${line.organisation_id ?? ''}`)
    if (before === 'several')
      problems.push({ line: number, key: 'colleagues.line.several', value: line.name })
    else if (seen.has(mark))
      problems.push({ line: number, key: 'colleagues.line.twice', value: line.email ?? line.name })
    else
      read.push({ line, before, isChange: before !== undefined && !isSame(before, changedBy(before, line)) })
    seen.add(mark)
  }
  return problems.length > 0 ? { read: [], problems } : { read, problems }
}

function readLine(
  cells: readonly string[],
  columns: readonly Column[],
  { organisations, teams, traits }: Known,
): Line | Omit<ListProblem, 'line'> {
  const cell = (column: Column) =>
    columns.includes(column) ? (cells[columns.indexOf(column)] ?? '') : undefined
  const name = requiredText('people.nameRequired', 120).safeParse(cell('name'))
  if (!name.success) return { key: 'people.line.name', value: '' }
  const address = cell('email')
  const mail = email('people.emailWrong').safeParse(address)
  if (address && !mail.success) return { key: 'people.line.email', value: address }
  const organisation_id = namedIn(organisations, cell('organisation'))
  if (organisation_id === 'unknown')
    return { key: 'people.line.organisation', value: cell('organisation') ?? '' }
  const team_id = namedIn(teams, cell('team'))
  if (team_id === 'unknown') return { key: 'people.line.team', value: cell('team') ?? '' }
  const values = new Map<string, string>()
  for (const trait of traits) {
    const said = cell(trait.id)
    const value = namedIn(trait.values, said)
    if (value === 'unknown') return { key: 'colleagues.line.value', value: `${trait.name}: ${said ?? ''}` }
    if (value !== undefined) values.set(trait.id, value)
  }
  return { name: name.data, email: mail.data, organisation_id, team_id, values }
}

/** The id of what bears a name, `unknown` where nothing does; undefined where no name is said. */
function namedIn(items: readonly Named[], name: string | undefined): string | undefined {
  return name ? (idOf(items, name) ?? 'unknown') : undefined
}
