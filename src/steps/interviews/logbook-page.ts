import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { sinceBegin } from '../../method/moments.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { logbookOf } from './logbook-queries.ts'
import type { marksOf, Times } from './moment-queries.ts'
import type { Interview } from './queries.ts'
import { baseOf, givesWords } from './rules.ts'

type LogbookPage = Page<
  'interviews/logbook',
  {
    lines: { href: string; title: string; when: string; touched: string; myPart: string }[]
    back: string
  }
>

/** The visitor's own logbook of all talks. */
export function logbookPage(
  t: Translate,
  seat: Seat,
  lines: Awaited<ReturnType<typeof logbookOf>>,
): LogbookPage {
  return {
    view: 'interviews/logbook',
    page: {
      title: t('talk.logbook'),
      lead: t('talk.logbookLead'),
      lines: lines.map(({ interview_id, number, held_on, written_at, touched, my_part }) => ({
        href: `${baseOf(seat)}/${interview_id}/logbook`,
        title: t('interviews.with', { number: written(number) }),
        when: t.date(held_on ?? written_at),
        touched,
        myPart: my_part,
      })),
      back: baseOf(seat),
    },
  }
}

/** A moment as it is found again: how far into the talk, and at what time. */
export type Moment = { id: string; into: string; at: string; word: string; removal: string }

type LinePage = Page<
  'interviews/logbook-line',
  {
    form: Form
    action: string
    mayWrite: boolean
    moments: Moment[]
    lasted: string | undefined
    list: string
    back: string
  }
>

/** After a talk: a line for the own logbook, and what was marked as important. */
export function logbookLinePage(
  t: Translate,
  seat: Seat,
  interview: Interview,
  { marks, times }: { marks: Awaited<ReturnType<typeof marksOf>>; times: Times },
  form: Form,
): LinePage {
  const action = `${baseOf(seat)}/${interview.id}`
  return {
    view: 'interviews/logbook-line',
    status: statusOf(form),
    page: {
      title: t('talk.after', { number: written(interview.number) }),
      lead: t('talk.logbookLead'),
      form,
      action: `${action}/logbook`,
      mayWrite: may(seat.role, 'interviews.edit') && givesWords(interview),
      moments: momentsOf(t, `${action}/marks`, marks, times),
      lasted: times?.ended_at ? sinceBegin(times.began_at, times.ended_at) : undefined,
      list: `${baseOf(seat)}/logbook`,
      back: action,
    },
  }
}

/** Moments with their time, and how far into the talk they were where it is known when it began. */
export function momentsOf(
  t: Translate,
  action: string,
  marks: Awaited<ReturnType<typeof marksOf>>,
  times: Times,
): Moment[] {
  return marks.map(({ client_id, at, word }) => ({
    ...{ id: client_id, word, at: t.time(at) },
    into: sinceBegin(times?.began_at, at),
    removal: `${action}/${client_id}/removal`,
  }))
}
