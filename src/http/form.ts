import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Flag } from '../db/schema.ts'
import { materialKinds, openRungs, readBackAnswers, type ReadBackAnswer, type Rung } from '../method/lists.ts'
import type { Key, Translate } from '../text/text.ts'

/** What a form shows again after a refusal: what was typed, and at each field what is wrong with it. */
export type Form = {
  typed: Typed
  problems: Record<string, string>
  /** False where nothing was typed: then nothing can be said to be there still. */
  keeps?: boolean
  /** Where somebody else was first: what is stored now in each field that differs from what was typed. */
  now?: Typed
}
export type Typed = Record<string, string | string[]>

export const blankForm: Form = { typed: {}, problems: {} }

/** A form that starts with what is stored. */
export function filledForm(values: Record<string, string | number | null>): Form {
  const typed = Object.entries(values).map(([name, value]) => [name, value === null ? '' : String(value)])
  return { typed: Object.fromEntries(typed) as Typed, problems: {} }
}

/** A text of a form, of at most so many characters: its line ends are LF, and it holds nothing that databases refuse. */
export function text(max: number, unreadable: Key = 'form.unreadable') {
  return lines(unreadable)
    .transform((value) => value.trim())
    .pipe(z.string().max(max, { error: 'form.tooLong' }))
}

/** A text with lines of cells, as `text`, but for the tabs that it begins or ends with: they are empty cells. */
export function pastedText(max: number) {
  return lines('form.unreadable')
    .transform((value) => (value.trim() === '' ? '' : value))
    .pipe(z.string().max(max, { error: 'form.tooLong' }))
}

function lines(unreadable: Key) {
  return z
    .string({ error: unreadable })
    .refine((value) => !value.includes('\0') && value.isWellFormed(), { error: unreadable, abort: true })
    .transform((value) => value.replaceAll(/\r\n?/g, '\n'))
}

/** A field that must hold text. The key says what to do when it does not. */
export function requiredText(key: Key, max = 200) {
  return text(max, key).pipe(z.string().min(1, { error: key }))
}

/** A field that may be left empty; then, or when it was not sent, it is an empty text. */
export function optionalText(max = 200) {
  return text(max).default('')
}

/** An e-mail address, in lower case. */
export function email(key: Key) {
  return text(254, key)
    .transform((value) => value.toLowerCase())
    .pipe(z.email({ error: key }))
}

/** A field that must be one of some values. */
export function oneOf<Value extends string>(values: readonly Value[], key: Key) {
  return z.enum(values, { error: key })
}

/** Boxes of one name: the values that were ticked, none when nothing was. */
export function someOf<Value extends string>(values: readonly Value[], key: Key) {
  return z.preprocess(
    (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
    z.array(z.enum(values, { error: key })),
  )
}

/** Boxes that bear ids, of which only so many may be ticked. */
export function someIds(max: number, key: Key) {
  return z.preprocess(
    (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
    z.array(text(40)).max(max, { error: key }),
  )
}

/** One box. */
export function ticked() {
  return z.preprocess((value) => value !== undefined && value !== '', z.boolean())
}

/** A field that must be a whole number within bounds. */
export function wholeNumber(key: Key, { min, max }: { min: number; max: number }) {
  const digits = z.string({ error: key }).regex(/^\s*\d{1,9}\s*$/, { error: key })
  return digits
    .transform(Number)
    .pipe(z.int({ error: key }).min(min, { error: key }).max(max, { error: key }))
}

/** The mark that a page gave to what is uploaded on it, so that sending it again adds nothing. */
export const ClientId = text(60).pipe(z.string().min(8, { error: 'form.unreadable' }))

/** A year that came out with a digit too many or too few is a slip. Browsers get the same bounds in layout/field-text. */
const dates = { first: '1900-01-01', last: '2199-12-31' }

/** A calendar date as browsers send it (YYYY-MM-DD); null when it is left empty. */
export function optionalDate() {
  const error = 'form.dateWrong' satisfies Key
  const isMeant = (value: string) => value >= dates.first && value <= dates.last
  const date = z.iso.date({ error }).refine(isMeant, { error })
  return z.union([z.literal('').transform(() => null), date], { error }).default(null)
}

/** An id as another page gave it, of something that may be left open; null then. */
export function optionalId(key: Key) {
  return z.union([z.literal('').transform(() => null), text(40, key)], { error: key }).default(null)
}

/** A line of a list that was pasted: its cells, and its number for whoever has to mend it. */
export type PastedLine = { cells: string[]; line: number }

/** The lines of a list with commas, semicolons or tabs, without the empty ones; undefined when it cannot be read. */
export function pastedLines(list: string): PastedLine[] | undefined {
  // What stands between quotation marks is a cell, whatever is in it.
  const lines = list.replaceAll(/"[^"]*"/g, '').split('\n')
  const firstLine = lines.find((line) => /\S|\t/.test(line)) ?? ''
  const delimiter = ['\t', ';', ','].find((mark) => firstLine.includes(mark)) ?? ','
  try {
    const rows = parse(list, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return rows
      .map(({ record, info }) => ({ cells: record, line: info.lines }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
  } catch {
    // A quotation mark that is never closed: the whole text is one cell, and no line is to be trusted.
    return undefined
  }
}

/** How long a text may be, in UTF-16 code units: at most five hours of talk. */
export const mostLetters = 300_000
/** The words of a text. */
export const Words = text(mostLetters).pipe(z.string().min(1, { error: 'material.textRequired' }))

/** A text that comes in, pasted or from a file. */
export const NewText = z.object({
  kind: oneOf(materialKinds, 'material.kindRequired'),
  title: requiredText('material.titleRequired', 200),
  text: Words,
})

const unopened = readBackAnswers.filter((answer) => answer !== 'fine')

/**
 * What a participant says of a photo or a sentence that the team wants to use. Only "fine" opens it, and says how far;
 * with another answer it stays with the researchers, whatever was chosen, and "rather different" says how. No name
 * stands with what stays among participants.
 */
export const ReadBack = z.discriminatedUnion(
  'answer',
  [
    z.object({
      answer: z.literal('fine'),
      rung: oneOf(openRungs, 'photos.rungRequired'),
      remark: optionalText(1000),
      with_name: ticked(),
    }),
    z
      .object({ answer: z.enum(unopened), remark: optionalText(1000) })
      .refine(({ answer, remark }) => answer !== 'different' || remark !== '', {
        path: ['remark'],
        error: 'photos.remarkRequired' satisfies Key,
      })
      .transform((said) => ({ ...said, rung: 'researchers' as const, with_name: false })),
  ],
  { error: 'photos.answerRequired' satisfies Key },
)
export type ReadBack = z.infer<typeof ReadBack>

/** What is kept of it. */
export function readBackColumns({ answer, rung, remark, with_name }: ReadBack) {
  const isNamed = with_name && rung !== 'participants'
  return { answer, rung, remark, with_name: isNamed ? (1 as const) : (0 as const) }
}

/** What can be answered, and the rungs up to which something may be used. */
export function readBackChoices(t: Translate) {
  return {
    answers: readBackAnswers.map((value) => ({ value, text: t(`photos.answer.${value}`) })),
    rungs: openRungs.map((value) => ({ value, text: t(`rungs.${value}`), hint: t(`rungs.${value}.hint`) })),
  }
}

/** The question to a participant as it comes back when its answer was refused: with what was typed, and what is wrong. */
export function readBackAgain({ typed, problems }: Form) {
  const said = (field: string) => [typed[field] ?? ''].flat()[0] ?? ''
  const withName = said('with_name') !== ''
  return { answer: said('answer'), rung: said('rung'), remark: said('remark'), withName, problems }
}

/** How far something may go by what its person said, and whether with the name; undefined while nobody asked. */
export function readBackChip(t: Translate, { answer, rung, wished_at, with_name }: Asked): Chip | undefined {
  if (answer === 'fine') {
    const upTo = t(`rungs.upTo.${rung}`)
    return { text: with_name === 1 ? t('named.chip', { upTo }) : upTo, kind: 'good' }
  }
  if (answer) return { text: t(`photos.answer.${answer}`), kind: 'attention' }
  return wished_at === null ? undefined : { text: t('photos.noAnswer'), kind: 'neutral' }
}

/** What asking for the use of something does; once that is done, what taking the question back does. */
export function wishMeans(t: Translate, { answer, wished_at }: Pick<Asked, 'answer' | 'wished_at'>): string {
  if (wished_at === null) return t('photos.wishMeans')
  return t(answer === null ? 'photos.wishStands' : 'photos.wishAnswered')
}

export type Asked = { answer: ReadBackAnswer | null; rung: Rung; wished_at: string | null; with_name: Flag }
export type Chip = { text: string; kind: 'neutral' | 'good' | 'attention' | 'info' }

/**
 * The form that comes back. Every field of an input schema names its problem with a text key, and with what that text
 * names beside it (`params`).
 */
export function refusedForm(t: Translate, body: unknown, { issues }: z.ZodError): Form {
  const problems: Record<string, string> = {}
  for (const issue of issues) {
    const field = String(issue.path[0] ?? '')
    const max = 'maximum' in issue ? Number(issue.maximum) : 0
    const named = issue.code === 'custom' ? (issue.params as Record<string, string> | undefined) : undefined
    problems[field] ??= t(issue.message as Key, { max, ...named })
  }
  return refusedWith(typedIn(body), problems)
}

function refusedWith(typed: Typed, problems: Record<string, string>): Form {
  return { typed, problems, keeps: isFilledIn(typed) }
}

/** Whether a person filled something in: what pages send along does not count. */
function isFilledIn(typed: Typed): boolean {
  return Object.entries(typed).some(
    ([field, value]) => !sentAlong.includes(field) && [value].flat().join('').trim() !== '',
  )
}

const sentAlong = ['once', 'version']

/**
 * What a form shows: what is stored, until something was typed and refused; then that, with what is wrong with it. To
 * whom was overtaken (see overtakenForm) it shows what is stored beside it; saved again, what was typed holds.
 */
export function shownForm(stored: Form, refused: Form | undefined): Form {
  if (!refused) return stored
  const { problems } = refused
  if (refused.now) {
    const typed = { ...refused.typed, version: stored.typed.version ?? '' }
    return { typed, problems, now: differing(stored.typed, typed) }
  }
  const hasTyped = Object.keys(refused.typed).length > 0
  // What stood there already, as a choice that was made beforehand, was not typed.
  const own = Object.keys(differing(refused.typed, stored.typed)).filter(
    (field) => !sentAlong.includes(field),
  )
  const keeps = refused.keeps !== false && own.length > 0
  return { typed: hasTyped ? refused.typed : stored.typed, problems, keeps }
}

/** The fields of the one that the other has otherwise. What a browser leaves out is empty, whatever its order. */
function differing(one: Typed, other: Typed): Typed {
  const said = (value: string | string[] = '') => JSON.stringify([value].flat().filter(Boolean).toSorted())
  return Object.fromEntries(
    Object.entries(one).filter(([field, value]) => said(value) !== said(other[field])),
  )
}

/** The form as it was typed, with nothing wrong in it. */
export function typedForm(body: unknown): Form {
  return { typed: typedIn(body), problems: {} }
}

/** The form that comes back for a reason that only the database knew. */
export function refusedField(
  t: Translate,
  body: unknown,
  field: string,
  key: Key,
  values?: Record<string, string | number>,
): Form {
  return refusedWith(typedIn(body), { [field]: t(key, values) })
}

/** The form of whom somebody else was ahead of, for shownForm: it is saved over what is now stored, or not at all. */
export function overtakenForm(t: Translate, body: unknown, key: Key = 'form.overtaken'): Form {
  return { ...refusedField(t, body, '', key), now: {} }
}

/** 409 for a page that shows what somebody else stored meanwhile, 422 for one with a refused form, else 200. */
export function statusOf(form: Form): number {
  if (form.now) return 409
  return Object.keys(form.problems).length > 0 ? 422 : 200
}

/** What came in a body, as texts: for showing it again, not for storing. */
export function typedIn(body: unknown): Typed {
  return typedText.parse(body)
}

const typedText = z.record(z.string(), z.union([z.string(), z.array(z.string())]).catch('')).catch({})
