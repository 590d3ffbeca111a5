import { z } from 'zod'
import { email, oneOf, pastedLines, pastedText, requiredText, someIds, wholeNumber } from '../../http/form.ts'
import { languages } from '../../method/languages.ts'
import type { Key } from '../../text/text.ts'
import { changesBy, finderIn, type Change, type Colleague, type Line } from './colleague-rules.ts'
import { idOf } from './input.ts'
import type { Named, Trait } from './network-rules.ts'

/** Why a list of names is held. */
export const Reason = z.object({ reason: requiredText('colleagues.reasonRequired', 1000) })

/** A list as it was pasted; what came as a file is put in its place. */
export const NameList = z.object({ list: pastedText(1_000_000).default('') })

/** Who is put on the list of those who are asked, and in which language they get their mails. */
export const Asking = z.object({
  colleague: someIds(500, 'form.unreadable'),
  language: oneOf(languages, 'account.languageRequired'),
})

/** A draw: how many, and the seed that decides. */
export const Draw = z.object({
  wanted: wholeNumber('draw.wantedWrong', { min: 1, max: 9999 }),
  // One that a spreadsheet could take for a formula would not come out of the file of the draw as it went in.
  seed: requiredText('draw.seedRequired', 80).refine((seed) => /^[\p{L}\p{N}]/u.test(seed), {
    error: 'draw.seedStart',
  }),
})

/** What a column of a list says: a name and so on, or the id of a trait; nothing where it is not used. */
export type Column = string
export const plainColumns = [
  'name',
  'firstName',
  'infix',
  'lastName',
  'email',
  'organisation',
  'team',
] as const
export type PlainColumn = (typeof plainColumns)[number]

/** What a name is put together from, in this order, where no column has it whole. */
export const nameParts = ['firstName', 'infix', 'lastName'] as const

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

/** A line that was read, and in what it changes whom; nobody where somebody comes to the list. */
export type ReadLine = { line: Line; before: Colleague | undefined; changes: Change[] }

/**
 * Reads people from the lines of a list below its heads, beside those who are known already. Either all lines are good
 * or there are problems, one a line at most. The columns are good (columnProblems in column-input.ts).
 */
export function readColleagues(
  list: string,
  columns: readonly Column[],
  known: Known,
): { read: ReadLine[]; problems: ListProblem[] } {
  const body = (pastedLines(list) ?? []).slice(1)
  if (body.length > most)
    return { read: [], problems: [{ line: 1, key: 'people.line.tooMany', value: String(most) }] }
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
    else read.push({ line, before, changes: before ? changesBy(before, line) : [] })
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
  const whole = cell('name') ?? nameParts.map(cell).filter(Boolean).join(' ')
  const name = requiredText('people.nameRequired', 120).safeParse(whole)
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
