import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { totalOf, type AskedTime } from '../../method/asked-time.ts'
import type { Translate } from '../../text/text.ts'
import { baseOf } from './page.ts'
import { fieldsOf, rowsIn } from './time-input.ts'

/** What taking part asks, ready to print; `total` is empty while nothing is counted. */
export type ShownTimes = { rows: { what: string; time: string }[]; total: string }

/** The rows in words, added up. */
export function shownTimes(t: Translate, times: readonly AskedTime[]): ShownTimes {
  return {
    rows: times.map(({ what, minutes }) => ({ what, time: t.duration(minutes) })),
    total: t.duration(totalOf(times)),
  }
}

type Cell = { field: string; label: string; value: string; problem: string | undefined }
type TimePage = Page<
  'study/time',
  {
    form: Form
    /** What each field is called, for the list of what is wrong. */
    names: Record<string, string>
    action: string
    rows: { what: Cell; minutes: Cell }[]
    total: string
    /** What is stored now, to whom was overtaken. */
    now: ShownTimes | undefined
    order: { what: string; action: string; isFirst: boolean; isLast: boolean }[]
    version: string
    back: string
  }
>

/** What taking part asks of a person as a form, row by row, and the order of the rows beneath it. */
export function timePage(
  t: Translate,
  seat: Seat,
  { times, version }: { times: readonly AskedTime[]; version: string },
  form: Form,
): TimePage {
  const action = `${baseOf(seat)}/time`
  const cell = (field: string, label: string): Cell => ({
    field,
    label,
    value: String(form.typed[field] ?? ''),
    problem: form.problems[field],
  })
  const rows = Array.from({ length: rowsIn(form.typed) }, (_, row) => ({
    what: cell(fieldsOf(row).what, t('begin.time.whatIn', { row: row + 1 })),
    minutes: cell(fieldsOf(row).minutes, t('begin.time.minutesIn', { row: row + 1 })),
  }))
  return {
    view: 'study/time',
    status: statusOf(form),
    page: {
      title: t('begin.time.title'),
      lead: t('begin.time.lead'),
      form,
      names: Object.fromEntries(
        rows.flatMap(({ what, minutes }) => [what, minutes].map(({ field, label }) => [field, label])),
      ),
      action,
      rows,
      total: t.duration(totalOf(times)),
      now: form.now && shownTimes(t, times),
      order: times.map(({ what }, row) => ({
        what,
        action: `${action}/${row}/position`,
        isFirst: row === 0,
        isLast: row === times.length - 1,
      })),
      version,
      back: `${baseOf(seat)}/preparations`,
    },
  }
}
