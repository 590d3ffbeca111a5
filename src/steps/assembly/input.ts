import { z } from 'zod'
import {
  email,
  oneOf,
  optionalDate,
  optionalId,
  optionalText,
  pastedLines,
  requiredText,
  text,
  ticked,
  wholeNumber,
} from '../../http/form.ts'
import { languages, type Language } from '../../method/languages.ts'
import { assemblyAnswers } from '../../method/lists.ts'
import { itemKinds, meetingStates, remarkKinds } from '../../method/meetings.ts'
import type { Key } from '../../text/text.ts'

/** The version of a meeting, an item or a promise that the visitor had in view. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })

export const Meeting = z.object({
  name: requiredText('assembly.nameRequired', 120),
  held_on: optionalDate(),
  place: optionalText(200),
  introduction: optionalText(5000),
})
export type MeetingInput = z.infer<typeof Meeting>

/** A state of a meeting to bring it to, from the one that the visitor had in view. */
export const NextState = z.object({
  from: oneOf(meetingStates, 'form.unreadable'),
  to: oneOf(meetingStates, 'form.unreadable'),
})

const minutes = z.preprocess(
  (value) => (value === '' || value === undefined ? null : value),
  wholeNumber('assembly.minutesWrong', { min: 1, max: 600 }).nullable(),
)

export const Item = z.object({
  kind: oneOf(itemKinds, 'assembly.kindRequired'),
  title: requiredText('assembly.titleRequired', 200),
  text: optionalText(5000),
  minutes,
  action_id: optionalId('form.unreadable'),
})
export type ItemInput = z.infer<typeof Item>

export const Place = z.object({ to: oneOf(['earlier', 'later'], 'form.unreadable') })

/** What the assembly answered. Whoever did not get what was asked is told why. */
export const Answer = z
  .object({
    answer: oneOf(assemblyAnswers, 'assembly.answerRequired'),
    reason: optionalText(2000),
  })
  .refine(({ answer, reason }) => answer === 'agreed' || reason !== '', {
    error: 'assembly.reasonRequired',
    path: ['reason'],
  })
export type AnswerInput = z.infer<typeof Answer>

export const Outcome = z.object({ outcome: optionalText(2000) })

export const PromiseInput = z.object({
  who: requiredText('assembly.whoRequired', 120),
  what: requiredText('assembly.whatRequired', 1000),
  due_on: optionalDate(),
  is_done: ticked(),
})
export type PromiseInput = z.infer<typeof PromiseInput>

/** What a member asks or says, about an item or about the papers as a whole. */
export const Remark = z.object({
  kind: oneOf(remarkKinds, 'assembly.remarkKindRequired'),
  text: requiredText('assembly.remarkRequired', 2000),
  item_id: optionalId('form.unreadable'),
})
export type RemarkInput = z.infer<typeof Remark>

/** What the team says to a remark, and since when what stood there before stood there. */
export const Reply = z.object({ reply: requiredText('assembly.replyRequired', 2000), seen: optionalText(40) })

/** Boxes that bear ids. */
const ids = z.preprocess(
  (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
  z.array(text(40)).max(500),
)

/** Who is invited, and who was when the visitor began to choose. */
export const Chosen = z.object({ members: ids, were: ids })

/** One person of the assembly. An address may be missing: then the link is handed over. */
export const Person = z.object({
  name: requiredText('people.nameRequired', 120),
  email: z.union([z.literal('').transform(() => null), email('people.emailWrong')], {
    error: 'people.emailWrong',
  }),
  language: oneOf(languages, 'account.languageRequired'),
})
export type PersonInput = z.infer<typeof Person>

/** What stood there when the visitor began to change a person. */
export const SeenPerson = z.object({ version: text(60) })

export const Paste = z.object({
  people: text(100_000).default(''),
  language: oneOf(languages, 'account.languageRequired'),
})

/** What a line has wrong, with what it says where that matters. */
export type LineProblem = { line: number; key: Extract<Key, `people.line.${string}`>; value: string }

const most = 200
const headings = /^(naam|name)$/i

/**
 * Reads people from lines of name and e-mail, with or without a first line of headings. Either all lines are good or
 * there are problems, one a line at most.
 */
export function readPersons(
  lines: string,
  language: Language,
  taken: readonly string[],
): { people: PersonInput[]; problems: LineProblem[] } {
  const all = pastedLines(lines)
  if (!all) return { people: [], problems: [{ line: 1, key: 'people.line.unreadable', value: '' }] }
  const body = headings.test(all[0]?.cells[0] ?? '') ? all.slice(1) : all
  if (body.length === 0) return { people: [], problems: [{ line: 1, key: 'people.line.nothing', value: '' }] }
  if (body.length > most) {
    return { people: [], problems: [{ line: 1, key: 'people.line.tooMany', value: String(most) }] }
  }
  const people: PersonInput[] = []
  const problems: LineProblem[] = []
  const emails = new Set(taken)
  for (const { cells, line } of body) {
    const read = readLine(cells, language, emails)
    if ('key' in read) problems.push({ line, ...read })
    else {
      people.push(read)
      if (read.email !== null) emails.add(read.email)
    }
  }
  return { people, problems }
}

function readLine(
  [name = '', address = '', ...rest]: readonly string[],
  language: Language,
  taken: ReadonlySet<string>,
): PersonInput | Omit<LineProblem, 'line'> {
  if (rest.some((cell) => cell !== '')) return { key: 'people.line.columns', value: String(rest.length + 2) }
  const person = Person.safeParse({ name, email: address, language })
  if (!person.success) {
    const [first] = person.error.issues
    return first?.path[0] === 'email'
      ? { key: 'people.line.email', value: address }
      : { key: 'people.line.name', value: '' }
  }
  const { email: own } = person.data
  if (own !== null && taken.has(own)) return { key: 'people.line.twice', value: own }
  return person.data
}
