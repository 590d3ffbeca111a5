import { z } from 'zod'
import {
  email,
  oneOf,
  optionalId,
  pastedLines,
  pastedText,
  requiredText,
  someIds,
  typedIn,
  wholeNumber,
  type PastedLine,
} from '../../http/form.ts'
import { bareName, turnedName } from '../../method/person-names.ts'
import { languages } from '../../method/languages.ts'
import type { Key } from '../../text/text.ts'
import {
  changesBy,
  matcherIn,
  type Answers,
  type Change,
  type Colleague,
  type Line,
  type Match,
} from './colleague-rules.ts'
import { nameParts } from './column-rules.ts'
import { idOf } from './input.ts'
import type { Named, Trait } from './network-rules.ts'

/** Why a list of names is held. */
export const Reason = z.object({ reason: requiredText('colleagues.reasonRequired', 1000) })

/** A list as it was pasted; what came as a file is put in its place. */
export const NameList = z.object({ list: pastedText(1_000_000).default('') })

/** Who is put on the list of those who are asked, in which language they get their mails, and in whose place one comes. */
export const Asking = z.object({
  colleague: someIds(500, 'form.unreadable'),
  language: oneOf(languages, 'account.languageRequired'),
  replaces: optionalId('form.unreadable'),
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

/** What of the study is known when lines are read. */
export type Known = {
  organisations: readonly Named[]
  teams: readonly Named[]
  traits: readonly Trait[]
  colleagues: readonly Colleague[]
}

/** What is wrong in a line, with what it says where that matters. */
export type ListProblem = { line: number; key: ListKey; values: Record<string, string | number> }
type ListKey = Extract<Key, `people.line.${string}` | `colleagues.line.${string}`>

const most = 5000

/** A line that was read, and in what it changes whom; nobody where somebody comes to the list, or where that is asked. */
export type ReadLine = Omit<Match, 'before'> & {
  line: Line
  before: Colleague | undefined
  changes: Change[]
}

type Read = { read: ReadLine[]; problems: ListProblem[] }

/**
 * Reads people from the lines of a list below its heads, beside those who are known already. Either all lines are good
 * or there are problems, all of each line. The columns are good (columnProblems in column-input.ts). `answers` is what
 * was said of lines that may bring somebody's new address.
 */
export function readColleagues(
  list: string,
  columns: readonly Column[],
  known: Known,
  answers: Answers = new Map(),
): Read {
  const body = (pastedLines(list) ?? []).slice(1)
  if (body.length > most)
    return { read: [], problems: [{ line: 1, key: 'people.line.tooMany', values: { value: most } }] }
  const lines = body.map((pasted) => ({ number: pasted.line, ...readLine(pasted, columns, known) }))
  const match = matcherIn(
    known.colleagues,
    lines.map(({ line }) => line),
    answers,
  )
  const meet = meeting()
  const read: ReadLine[] = []
  const problems: ListProblem[] = []
  for (const { number, line, wrong } of lines) {
    const { before, ...asked } = match(line)
    problems.push(...wrong)
    // Whom it is about cannot be told of a line that does not say who.
    if (line.name === '') continue
    const met = meet({ ...line, number }, typeof before === 'object' ? before.id : undefined)
    if (before === 'several')
      problems.push({ line: number, key: 'colleagues.line.several', values: { value: line.name } })
    else if (met)
      problems.push({
        line: number,
        key: met.isSure ? 'colleagues.line.twice' : 'colleagues.line.namesake',
        values: { value: met.isSure ? (line.email ?? line.name) : line.name, first: met.first },
      })
    else read.push({ line, before, ...asked, changes: before ? changesBy(before, line) : [] })
  }
  return problems.length > 0 ? { read: [], problems } : { read, problems }
}

/**
 * Finds for each line the first before it that was about the same: surely, about whom it changes, or with its address;
 * or perhaps, where one of both has no address, with its name, and its organisation where both say one.
 */
function meeting(): (line: Met, id: string | undefined) => { first: number; isSure: boolean } | undefined {
  const seen = new Map<string, number>()
  const byName = new Map<string, Met[]>()
  return (line, id) => {
    const name = bareName(line.name)
    const alike = byName.get(name) ?? []
    const marks = [id, line.email].filter((mark) => mark !== undefined && mark !== null)
    const sure = marks.map((mark) => seen.get(mark)).find((number) => number !== undefined)
    const perhaps = id === undefined ? alike.find((one) => mayBeSame(one, line)) : undefined
    for (const mark of marks) seen.set(mark, seen.get(mark) ?? line.number)
    if (id === undefined) byName.set(name, [...alike, line])
    if (sure !== undefined) return { first: sure, isSure: true }
    return perhaps && { first: perhaps.number, isSure: false }
  }
}

/** A line with its number in the list. */
type Met = Line & { number: number }

function mayBeSame(one: Line, another: Line): boolean {
  const organisations = [one.organisation_id, another.organisation_id]
  return (
    !(one.email && another.email) &&
    (organisations.some((id) => !id) || one.organisation_id === another.organisation_id)
  )
}

/** What one line says, with all that is wrong in it; what is wrong is not said in the line. */
function readLine(
  { cells, line: number }: PastedLine,
  columns: readonly Column[],
  { organisations, teams, traits }: Known,
): { line: Line; wrong: ListProblem[] } {
  const wrong: ListProblem[] = []
  const refuse = (key: ListKey, values: ListProblem['values'] = {}) => {
    wrong.push({ line: number, key, values })
  }
  const cell = (column: Column) =>
    columns.includes(column) ? (cells[columns.indexOf(column)] ?? '') : undefined
  const named = (items: readonly Named[], said: string | undefined, key: ListKey, value = said ?? '') => {
    if (!said) return undefined
    const id = idOf(items, said) ?? undefined
    if (id === undefined) refuse(key, { value })
    return id
  }
  const found = cells.findLastIndex((one) => one !== '') + 1
  if (found > columns.length) refuse('colleagues.line.cells', { found, columns: columns.length })
  const whole = turnedName(cell('name') ?? nameParts.map(cell).filter(Boolean).join(' '))
  const name = requiredText('people.nameRequired', 120).safeParse(whole)
  if (!name.success) refuse(whole === '' ? 'people.line.name' : 'colleagues.line.nameLong')
  const address = cell('email')
  const mail = email('people.emailWrong').safeParse(address)
  if (address && !mail.success) refuse('people.line.email', { value: address })
  const organisation_id = named(organisations, cell('organisation'), 'people.line.organisation')
  const team_id = named(teams, cell('team'), 'people.line.team')
  const values = new Map<string, string>()
  for (const trait of traits) {
    const said = cell(trait.id)
    const value = named(trait.values, said, 'colleagues.line.value', `${trait.name}: ${said ?? ''}`)
    if (value !== undefined) values.set(trait.id, value)
  }
  return { line: { name: name.data ?? '', email: mail.data, organisation_id, team_id, values }, wrong }
}

const sameField = 'same.'

/** The name of the field that says whether a line with this address is about somebody who has another. */
export function sameFieldOf({ email }: Line): string {
  return `${sameField}${email ?? ''}`
}

/** What was said of lines that may bring somebody's new address. */
export function answersIn(body: unknown): Answers {
  return new Map(
    Object.entries(typedIn(body)).flatMap(([field, answer]) =>
      field.startsWith(sameField) && typeof answer === 'string'
        ? [[field.slice(sameField.length), answer] as const]
        : [],
    ),
  )
}
