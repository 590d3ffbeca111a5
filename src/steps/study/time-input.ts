import { z } from 'zod'
import { oneOf, text, typedIn } from '../../http/form.ts'
import type { AskedTime } from '../../method/asked-time.ts'
import type { Key } from '../../text/text.ts'

/** Rows that one study can have, and the minutes of one: a working week. */
const most = { rows: 20, minutes: 2400 }

export const Place = z.object({ to: oneOf(['earlier', 'later'], 'form.unreadable'), version: text(60) })

/** The names of the fields of one row. */
export function fieldsOf(row: number): { what: string; minutes: string } {
  return { what: `what.${row}`, minutes: `minutes.${row}` }
}

/** The rows as a form holds them. */
export function typedTimes(times: readonly AskedTime[]): Record<string, string> {
  const fields = times.flatMap(({ what, minutes }, row) => {
    const field = fieldsOf(row)
    return [[field.what, what] as const, [field.minutes, String(minutes)] as const]
  })
  return Object.fromEntries(fields)
}

// It is typed in a field of several lines, and is one line wherever it stands.
const What = text(120).transform((what) => what.replaceAll(/\s*\n\s*/g, ' '))

/** Reads the rows from a form, and what is wrong in which field. A row in which both are empty is left out. */
export function readTimes(body: unknown): { times: AskedTime[]; problems: Record<string, Key> } {
  const typed = typedIn(body)
  const times: AskedTime[] = []
  const problems: Record<string, Key> = {}
  for (const row of Array.from({ length: most.rows }).keys()) {
    const field = fieldsOf(row)
    const what = What.safeParse(typed[field.what] ?? '')
    const minutes = String(typed[field.minutes] ?? '').trim()
    if (what.data === '' && minutes === '') continue
    const isNumber = /^\d{1,4}$/.test(minutes) && Number(minutes) >= 1 && Number(minutes) <= most.minutes
    if (!what.success) problems[field.what] = 'begin.time.whatWrong'
    else if (what.data === '') problems[field.what] = 'begin.time.whatRequired'
    if (!isNumber) problems[field.minutes] = 'begin.time.minutesWrong'
    else if (what.data) times.push({ what: what.data, minutes: Number(minutes) })
  }
  return { times, problems }
}

/** How many rows a form shows: those that hold something, and room for two more. */
export function rowsIn(typed: Readonly<Record<string, unknown>>): number {
  const held = Object.entries(typed).map(([field, value]) =>
    value === '' ? 0 : Number(/^(?:what|minutes)\.(\d+)$/.exec(field)?.[1] ?? -1) + 1,
  )
  return Math.min(most.rows, Math.max(0, ...held) + 2)
}
