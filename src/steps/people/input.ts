import { z } from 'zod'
import {
  email,
  oneOf,
  optionalId,
  pastedLines,
  requiredText,
  text,
  ticked,
  wholeNumber,
  type PastedLine,
} from '../../http/form.ts'
import { bareName, turnedName } from '../../method/person-names.ts'
import { languages, type Language } from '../../method/languages.ts'
import { written } from '../../method/numbers.ts'
import type { Key } from '../../text/text.ts'
import { headOf, isHeadOf, nameParts, plainColumns, type PlainColumn } from './column-rules.ts'

export type NewPerson = {
  name: string
  email: string | null
  language: Language
  organisation_id: string | null
  team_id: string | null
}

/** One person as a form. An address may be missing: then the link is printed or handed over. */
export const Person = z.object({
  name: requiredText('people.nameRequired', 120),
  email: z.union([z.literal('').transform(() => null), email('people.emailWrong')], {
    error: 'people.emailWrong',
  }),
  language: oneOf(languages, 'account.languageRequired'),
  organisation_id: optionalId('form.unreadable'),
  team_id: optionalId('form.unreadable'),
})

/** Whether somebody who is called like others on the list was said to be another. */
export const Other = z.object({ other: ticked() })

/** The version of the participant that the visitor had in view. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })

export const Paste = z.object({
  people: text(200_000).default(''),
  language: oneOf(languages, 'account.languageRequired'),
})

/** What a line has wrong, with what it says where that matters. */
export type LineProblem = { line: number; key: LineKey; value: string }
type LineKey = Extract<Key, `people.line.${string}`>

/** What of the study is known when lines are read: names to ids, the addresses that are taken, and who is on the list. */
export type Known = {
  organisations: { id: string; name: string }[]
  teams: { id: string; name: string }[]
  emails: readonly string[]
  people: readonly { name: string; number: number }[]
}

const most = 500
/** The columns of lines without headings. */
const usual: readonly PlainColumn[] = ['name', 'email', 'organisation', 'team']

/**
 * Reads people from lines of name, e-mail, organisation, team: with commas, semicolons or tabs, with or without a
 * first line of headings (then in any order, each of them known). Either all lines are good or there are problems: those
 * of the headings, or else one a line at most.
 */
export function readPeople(
  lines: string,
  language: Language,
  known: Known,
): { people: NewPerson[]; problems: LineProblem[] } {
  const records = pastedLines(lines)
  if (!records) return { people: [], problems: [{ line: 1, key: 'people.line.unreadable', value: '' }] }
  const [first] = records
  if (!first) return { people: [], problems: [{ line: 1, key: 'people.line.nothing', value: '' }] }
  const heads = areHeads(first.cells) ? headsIn(first) : undefined
  if (heads && heads.problems.length > 0) return { people: [], problems: heads.problems }
  const order = heads?.order ?? usual
  const body = heads ? records.slice(1) : records
  if (body.length > most)
    return { people: [], problems: [{ line: 1, key: 'people.line.tooMany', value: String(most) }] }
  const people: NewPerson[] = []
  const problems: LineProblem[] = []
  const above: Above[] = []
  for (const { cells, line } of body) {
    const read = readLine(cells, order, language, { ...known, above })
    if ('key' in read) problems.push({ line, ...read })
    else {
      people.push(read)
      above.push({ line, ...read })
    }
  }
  if (body.length === 0) problems.push({ line: 1, key: 'people.line.nothing', value: '' })
  return { people, problems }
}

/** Whether a line is one of headings: it names who or an address, and has no address itself. */
function areHeads(cells: readonly string[]): boolean {
  const columns = cells.map(columnWith)
  return (
    !cells.some((cell) => cell.includes('@')) &&
    (['name', 'firstName', 'lastName', 'email'] as const).some((column) => columns.includes(column))
  )
}

function columnWith(head: string): PlainColumn | undefined {
  return plainColumns.find((column) => isHeadOf(column, headOf(head)))
}

/** The columns in the order of their headings, with a problem for each heading that says nothing or says it again. */
function headsIn({ cells, line }: PastedLine): {
  order: (PlainColumn | undefined)[]
  problems: LineProblem[]
} {
  const order = cells.map(columnWith)
  const problems = cells.flatMap((value, place): LineProblem[] => {
    const column = order[place]
    if (value === '') return []
    if (column === undefined) return [{ line, key: 'people.line.head', value }]
    return order.indexOf(column) < place ? [{ line, key: 'people.line.headTwice', value }] : []
  })
  return { order, problems }
}

/** Who stands on an earlier line of the same text. */
type Above = Pick<NewPerson, 'name' | 'email'> & { line: number }

function readLine(
  cells: string[],
  order: readonly (PlainColumn | undefined)[],
  language: Language,
  known: Known & { above: readonly Above[] },
): NewPerson | { key: LineKey; value: string } {
  const cell = (column: PlainColumn) => cells[order.indexOf(column)]?.trim() ?? ''
  if (cells.length > order.length && cells.slice(order.length).some((rest) => rest !== '')) {
    return { key: 'people.line.columns', value: String(cells.length) }
  }
  const headless = cells.find((value, place) => value !== '' && order[place] === undefined)
  if (headless !== undefined) return { key: 'people.line.headless', value: headless }
  const whole = cell('name') || nameParts.map(cell).filter(Boolean).join(' ')
  const said = cell('email') === '' ? apart(whole) : { name: whole, email: cell('email') }
  const name = requiredText('people.nameRequired', 120).safeParse(turnedName(said.name))
  if (said.name.includes('@')) return { key: 'people.line.address', value: said.name }
  if (!name.success) return { key: 'people.line.name', value: '' }
  const address = email('people.emailWrong').safeParse(said.email)
  if (said.email !== '' && !address.success) return { key: 'people.line.email', value: said.email }
  const organisation = idOf(known.organisations, cell('organisation'))
  if (organisation === undefined) return { key: 'people.line.organisation', value: cell('organisation') }
  const team = idOf(known.teams, cell('team'))
  if (team === undefined) return { key: 'people.line.team', value: cell('team') }
  const mail = address.data ?? null
  return (
    metIn(known, name.data, mail) ?? {
      ...{ name: name.data, email: mail, language },
      ...{ organisation_id: organisation, team_id: team },
    }
  )
}

/** What is wrong where a line is about somebody who is there already, or may be: by address, or else by name. */
function metIn(
  { emails, people, above }: Pick<Known, 'emails' | 'people'> & { above: readonly Above[] },
  name: string,
  email: string | null,
): { key: LineKey; value: string } | undefined {
  if (email !== null && emails.includes(email)) return { key: 'people.line.twice', value: email }
  const same = above.find((one) => email !== null && one.email === email)
  if (same) return { key: 'people.line.again', value: String(same.line) }
  const there = namesakesIn(people, name)
  if (there !== '') return { key: 'people.line.namesake', value: there }
  const namesake = above.find((one) => bareName(one.name) === bareName(name))
  return namesake && { key: 'people.line.namesakeAbove', value: String(namesake.line) }
}

/** The numbers of those who bear a name, as they are written; empty where nobody does. */
export function namesakesIn(people: readonly { name: string; number: number }[], name: string): string {
  return people
    .filter((one) => bareName(one.name) === bareName(name))
    .map(({ number }) => written(number))
    .join(', ')
}

/** A name and an address that stand in one cell, as mail programs write them: `Sam Visser <sam@voorbeeld.example>`. */
function apart(cell: string): { name: string; email: string } {
  const [, name, address] = /^(.*\S)\s+[<(]?([^\s<>()]+@[^\s<>()]+)[>)]?$/.exec(cell) ?? []
  return name && address ? { name, email: address } : { name: cell, email: '' }
}

/** The id of what bears a name, null for no name, undefined for a name that nothing bears. */
export function idOf(
  items: readonly { id: string; name: string }[],
  name: string,
): string | null | undefined {
  if (name === '') return null
  return items.find((item) => item.name.toLowerCase() === name.toLowerCase())?.id
}
