import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import { actionStates, type ActionState } from '../../method/lists.ts'
import { actionPrompts } from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import type { Owner } from './owner-queries.ts'
import type { Action, Filter, SessionPoint } from './queries.ts'
import {
  lastPage,
  missingIn,
  onPage,
  outlookOf,
  type Head,
  type Ordered,
  type Outlook,
  type Planned,
} from './rules.ts'

type Choice = { value: string; text: string }
export type Chip = { text: string; kind: 'neutral' | 'info' | 'good' | 'attention' | 'bad' }
export type Named = { id: string; name: string }
export type Finding = { id: string; title: string }

type Row = { href: string; title: string; owner: string; next: string; chips: Chip[] }
type ActionsPage = Page<
  'actions/index',
  {
    groups: { name: string; count: number; rows: Row[] }[]
    total: number
    isFiltered: boolean
    filterForm: Form
    states: Choice[]
    subjects: Choice[]
    issues: Choice[]
    base: string
    add: string | undefined
    owners: { href: string; text: string }[]
    csv: string | undefined
    next: string | undefined
    first: string | undefined
  }
>

/** The action points of one page under their heads, and how many there are of each on all pages. */
export function actionsPage(
  t: Translate,
  seat: Seat,
  actions: readonly Action[],
  around: {
    subjects: readonly Named[]
    issues: readonly Named[]
    owners: readonly Owner[]
    filter: Filter
    /** All that the filter lets through, in the order of the list. */
    order: readonly Ordered[]
    /** Which page it is, from 1. */
    number: number
    total: number
  },
): ActionsPage {
  const base = baseOf(seat)
  const { filter, order, number, total } = around
  const mayEdit = may(seat.role, 'actions.edit')
  const shown = onPage(order, number)
  const heads = [...new Set(shown.map(({ head }) => head))]
  const rows = new Map(actions.map((action) => [action.id, rowOf(t, seat, action)]))
  return {
    view: 'actions/index',
    page: {
      title: t('actions.title'),
      lead: t('actions.lead'),
      wide: true,
      groups: heads.map((head) => ({
        name: nameOf(t, head),
        count: order.filter((one) => one.head === head).length,
        rows: shown.filter((one) => one.head === head).flatMap(({ id }) => rows.get(id) ?? []),
      })),
      total,
      isFiltered: Object.keys(filter).length > 0,
      filterForm: {
        typed: { state: filter.state ?? '', subject: filter.subject ?? '', issue: filter.issue ?? '' },
        problems: {},
      },
      states: actionStates.map((value) => ({ value, text: t(`actionStates.${value}`) })),
      subjects: around.subjects.map(choiceOf),
      issues: around.issues.map(choiceOf),
      base,
      add: mayEdit ? `${base}/new` : undefined,
      owners: mayEdit
        ? around.owners.map(({ id, name }) => ({ href: `${base}/owners/${id}`, text: name }))
        : [],
      csv: may(seat.role, 'actions.export') && total > 0 ? `${base}.csv` : undefined,
      next: number < lastPage(order) ? addressWith(base, { ...filter, page: number + 1 }) : undefined,
      first: number > 1 ? addressWith(base, filter) : undefined,
    },
  }
}

function nameOf(t: Translate, head: Head): string {
  if (head === 'help') return t('actions.asksHelp')
  return head === 'check' ? t('actions.lateChecks') : t(`actions.group.${head}`)
}

function rowOf(t: Translate, seat: Seat, action: Action): Row {
  const { next } = outlookFor(t, seat, action)
  return {
    href: `${baseOf(seat)}/${action.id}`,
    title: action.title,
    owner: action.owner ?? '',
    next: next === undefined ? '' : t.date(next),
    chips: chipsOf(t, seat, action),
  }
}

/** How an action point will go on. Who cannot help does not see that it is late. */
export function outlookFor(t: Translate, seat: Seat, action: Planned): Outlook {
  const outlook = outlookOf(action, t.day, t.day(seat.at))
  return may(seat.role, 'actions.check') ? outlook : { ...outlook, late: undefined }
}

/**
 * Where an action point is, what it asks for, what is late, and what it does not say yet. A check that is late says
 * nothing new of what asks for something already, and is not counted as one either.
 */
export function chipsOf(t: Translate, seat: Seat, action: Action): Chip[] {
  const { plea, late } = outlookFor(t, seat, action)
  const missing = missingIn(action).length
  return [
    stateChip(t, action.state),
    ...(plea
      ? [{ text: t(`actions.plea.${plea}`), kind: plea === 'stuck' ? 'bad' : 'attention' } as const]
      : []),
    ...(late && !(plea && late === 'check')
      ? [{ text: t(`actions.late.${late}`), kind: 'attention' } as const]
      : []),
    ...(missing > 0 && may(seat.role, 'actions.edit')
      ? [{ text: t('actions.missingCount', { count: missing }), kind: 'neutral' } as const]
      : []),
  ]
}

/** The state of an action point in a word. */
function stateChip(t: Translate, state: ActionState): Chip {
  return { text: t(`actionStates.${state}`), kind: stateKinds[state] }
}

const stateKinds = {
  proposed: 'neutral',
  agreed: 'info',
  underway: 'info',
  adjusted: 'info',
  done: 'good',
  embedded: 'good',
  stopped: 'neutral',
} as const

export type Prompts = ReturnType<typeof actionPrompts>

type NewActionPage = Page<
  'actions/new',
  {
    form: Form
    action: string
    prompts: Prompts
    owners: Choice[]
    findings: Choice[]
    origin: { session: string; point: string; votes: string; sessionId: string; pointId: string } | undefined
    back: string
  }
>

/** What is asked in the room: what, who, and when one looks. From a session's point, or by hand. */
export function newActionPage(
  t: Translate,
  seat: Seat,
  parts: { owners: readonly Owner[]; findings: readonly Finding[]; origin: SessionPoint | undefined },
  form: Form,
): NewActionPage {
  const { origin } = parts
  return {
    view: 'actions/new',
    status: statusOf(form),
    page: {
      title: t('actions.new'),
      lead: t('actions.newLead'),
      form,
      action: baseOf(seat),
      prompts: actionPrompts(t.language),
      owners: parts.owners.map(choiceOf),
      findings: origin ? [] : parts.findings.map(({ id, title }) => ({ value: id, text: title })),
      origin: origin && {
        session: sessionName(t, origin),
        point: origin.text,
        votes: votesOf(t, origin),
        sessionId: origin.session_id,
        pointId: origin.point_id,
      },
      back: baseOf(seat),
    },
  }
}

/** A session in words: with whom it was, and when. */
export function sessionName(t: Translate, { kind, held_on }: Pick<SessionPoint, 'kind' | 'held_on'>): string {
  const name = t(`actions.session.${kind}`)
  return held_on === null ? name : t('actions.sessionOn', { name, date: t.date(held_on) })
}

/** How many dots a point got, of how many; nothing while the group has not seen them. */
export function votesOf(t: Translate, { votes }: Pick<SessionPoint, 'votes'>): string {
  return votes === null ? '' : t('actions.votes', votes)
}

export function choiceOf({ id, name }: Named): Choice {
  return { value: id, text: name }
}

/** Where the action points of a study stand. */
export function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/actions`
}
