import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Entries, TrailEntry } from '../../http/trail.ts'
import { sessionKinds, type SessionState } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { CountedPoint } from './dot-queries.ts'
import type { Contents, Session } from './queries.ts'
import { resultsOf, type Results } from './results.ts'
import { changesNow, isCrowded, isKnown, isSmall, shownCode } from './rules.ts'

type Choice = { value: string; text: string; hint?: string }
export type Chip = { text: string; kind: 'neutral' | 'info' | 'good' | 'attention' }

type SessionsPage = Page<
  'feedback/index',
  {
    rows: { href: string; name: string; when: string; place: string; joined: string; state: Chip }[]
    comparison: { columns: string[]; rows: { text: string; cells: string[] }[] } | undefined
    csv: string | undefined
    form: Form
    action: string
    kinds: Choice[]
    rungs: Choice[]
    mayEdit: boolean
    missing: { text: string; action: { href: string; text: string } } | undefined
  }
>

/** All sessions, a form to prepare one, and how the dots fell in each: side by side, never added up. */
export function sessionsPage(
  t: Translate,
  seat: Seat,
  sessions: readonly Session[],
  { counted, isReady }: { counted: readonly CountedPoint[]; isReady: boolean },
  form: Form,
): SessionsPage {
  const base = baseOf(seat)
  const ordered = inMethodOrder(sessions)
  const mayEdit = may(seat.role, 'feedback.edit')
  const findings = { href: `/studies/${seat.studyId}/findings`, text: t('feedback.toFindings') }
  return {
    view: 'feedback/index',
    status: statusOf(form),
    page: {
      title: t('feedback.title'),
      lead: t('feedback.lead'),
      wide: true,
      rows: ordered.map((session) => ({
        href: `${base}/${session.id}`,
        name: t(`feedback.name.${session.kind}`),
        when: session.held_on ? t.date(session.held_on) : t('feedback.noDate'),
        place: session.place,
        joined: presentIn(session),
        state: stateChip(t, session.state),
      })),
      comparison: comparisonOf(t, ordered, counted),
      csv: may(seat.role, 'feedback.export') && sessions.length > 0 ? `${base}.csv` : undefined,
      form,
      action: base,
      ...choicesOf(t),
      mayEdit,
      missing: mayEdit && !isReady ? { text: t('feedback.nothingReady'), action: findings } : undefined,
    },
  }
}

/** Sessions in the order of the method: participants first, and within a kind by date. */
export function inMethodOrder(sessions: readonly Session[]): Session[] {
  const place = ({ kind }: Session) => sessionKinds.indexOf(kind)
  const date = ({ held_on }: Session) => held_on ?? '9999'
  return sessions.toSorted((a, b) => place(a) - place(b) || date(a).localeCompare(date(b)))
}

/** How many are there, as far as that is known. */
export function presentIn({ present, joined, is_open_ballot }: Session): string {
  const count = is_open_ballot === 1 ? present : Math.max(Number(joined), present ?? 0)
  return count ? String(count) : ''
}

function comparisonOf(t: Translate, sessions: readonly Session[], counted: readonly CountedPoint[]) {
  const shown = sessions.filter(({ state }) => isKnown(state))
  const points = new Map(counted.map(({ id, text }) => [id, text]))
  if (shown.length === 0 || points.size === 0) return undefined
  const cell = (sessionId: string, pointId: string) => {
    const found = counted.find(({ session_id, id }) => session_id === sessionId && id === pointId)
    return found ? String(found.dots) : '–'
  }
  return {
    columns: shown.map((session) => titleOf(t, session)),
    rows: [...points].map(([id, text]) => ({ text, cells: shown.map((session) => cell(session.id, id)) })),
  }
}

/** With whom a session is, and when. */
export function titleOf(t: Translate, { kind, held_on }: Pick<Session, 'kind' | 'held_on'>): string {
  return [t(`feedback.kind.${kind}`), ...(held_on ? [t.date(held_on)] : [])].join(', ')
}

/** The kinds of session, and up to which rung one can show what findings rest on. */
export function choicesOf(t: Translate): { kinds: Choice[]; rungs: Choice[] } {
  return {
    kinds: sessionKinds.map((value) => ({ value, text: t(`feedback.kind.${value}`) })),
    rungs: (['participants', 'leaders', 'everyone'] as const).map((value) => ({
      value,
      text: t(`rungs.${value}`),
    })),
  }
}

/** What fields are called that go wrong in the same words, by their field. */
export function namesOf(fields: readonly { field: string; label: string }[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ field, label }) => [field, label]))
}

type Change = { action: string; text: string; means: string; isMain: boolean }
type SessionPage = Page<
  'feedback/session',
  {
    state: Chip
    facts: { name: string; value: string }[]
    findings: { title: string; said: string; chip: Chip | undefined }[]
    points: { text: string; said: string; chip: Chip | undefined }[]
    said: string
    changes: Change[]
    /** What to know before the session goes on; empty when there is nothing. */
    caution: string
    small: { text: string; action: string } | undefined
    onPhones: string | undefined
    /** Said when more phones are in than people are there. */
    crowded: string
    open:
      | { code: string; address: string; counts: string; live: string; here: string; byHand: boolean }
      | undefined
    loopback: string | undefined
    counting: { action: string; fields: { field: string; label: string }[] } | undefined
    form: Form
    names: Record<string, string>
    results: Results | undefined
    closed: boolean
    screen: string | undefined
    edit: string | undefined
    contents: string | undefined
    notes: string | undefined
    removal: string | undefined
    back: string
  }
>

/** One session as the team sees it, with what can be done with it now. Before the reveal without a word of results. */
export function sessionPage(
  t: Translate,
  seat: Seat,
  session: Session,
  parts: {
    contents: Contents
    voters: number
    smallGroup: number
    counted: readonly CountedPoint[]
    address: string
    isLoopback: boolean
    counting: { field: string; label: string }[]
    trail: Entries
  },
  form: Form,
): SessionPage {
  const base = `${baseOf(seat)}/${session.id}`
  const { state } = session
  const mayEdit = may(seat.role, 'feedback.edit')
  const isOpen = state === 'open'
  const byHand = session.is_open_ballot === 1
  const joined = Number(session.joined)
  const isEarly = state === 'prepared' || isOpen
  const proposesOpen = mayEdit && isEarly && !byHand && isSmall(session.present, joined)
  return {
    view: 'feedback/session',
    status: statusOf(form),
    page: {
      title: t(`feedback.name.${session.kind}`),
      lead: t(`feedback.stateLead.${state}`),
      wide: true,
      state: stateChip(t, state),
      facts: factsOf(t, session),
      findings: parts.contents.findings.map(({ title, said, state: readiness }) => ({
        title,
        said,
        chip: readiness === 'ready' ? undefined : { text: t('feedback.notReady'), kind: 'attention' },
      })),
      points: parts.contents.points.map(({ text, said, outcome }) => ({
        text,
        said,
        chip: outcome ? { text: t('feedback.discussed'), kind: 'neutral' } : undefined,
      })),
      said: session.said,
      changes: changesNow(session, parts.contents, seat.role).map(({ noun }) => ({
        action: `${base}/${noun}`,
        text: t(`feedback.change.${noun}`),
        means: t(`feedback.change.${noun}.means`),
        isMain: noun !== 'return',
      })),
      caution: mayEdit ? cautionOf(t, session, parts) : '',
      small: proposesOpen
        ? { text: t('feedback.small', { count: session.present ?? joined }), action: `${base}/ballot` }
        : undefined,
      crowded:
        isOpen && isCrowded(session.present, joined)
          ? t('feedback.crowded', { joined, present: session.present ?? 0 })
          : '',
      onPhones: mayEdit && isEarly && byHand ? `${base}/ballot` : undefined,
      open: isOpen
        ? {
            code: shownCode(session.join_code ?? ''),
            address: parts.address,
            counts: countsText(t, session),
            live: `${base}/live`,
            here: base,
            byHand,
          }
        : undefined,
      loopback: isEarly && parts.isLoopback ? parts.address : undefined,
      counting:
        mayEdit && isOpen && byHand && parts.counting.length > 0
          ? { action: `${base}/counts`, fields: parts.counting }
          : undefined,
      form,
      names: namesOf(parts.counting),
      results: isKnown(state)
        ? withMaking(t, seat, session, resultsOf(t, session, parts.counted), parts.trail)
        : undefined,
      closed: state === 'closed',
      screen: isOpen || state === 'revealed' ? `${base}/screen` : undefined,
      edit: mayEdit && state !== 'closed' ? `${base}/edit` : undefined,
      contents: mayEdit && state === 'prepared' ? `${base}/contents` : undefined,
      notes: mayEdit && state !== 'prepared' ? `${base}/notes` : undefined,
      removal: may(seat.role, 'feedback.remove') ? `${base}/removal` : undefined,
      back: baseOf(seat),
    },
  }
}

/** Why a session cannot be opened yet, that there is nothing to give dots to, or that few gave them. */
function cautionOf(
  t: Translate,
  { state, is_open_ballot }: Session,
  { contents: { findings, points }, voters, smallGroup }: Parameters<typeof sessionPage>[3],
): string {
  if (state === 'prepared' && points.length === 0) {
    return t(findings.length === 0 ? 'feedback.needs.something_chosen' : 'feedback.withoutPoints')
  }
  const areFew = voters > 0 && voters < smallGroup
  return state === 'open' && is_open_ballot === 0 && areFew ? t('feedback.fewVoted', { count: voters }) : ''
}

/**
 * With the way to a new action point from each point that the group did not leave as it is, and to those that it has
 * already.
 */
function withMaking(t: Translate, seat: Seat, { id }: Session, results: Results, trail: Entries): Results {
  if (!may(seat.role, 'actions.edit')) return results
  const base = `/studies/${seat.studyId}/actions/new?session=${id}&point=`
  return {
    ...results,
    rows: results.rows.map((row) => ({
      ...row,
      ...(row.note === '' ? { make: `${base}${row.id}` } : {}),
      ...madeOf(t, trail.get(row.id) ?? []),
    })),
  }
}

function madeOf(t: Translate, entries: readonly TrailEntry[]): Pick<Results['rows'][number], 'made'> {
  const made = entries.find(({ kind }) => kind === 'actions')
  return made?.href ? { made: { text: t('trail.actions', { count: made.count }), href: made.href } } : {}
}

/** How many are there and how many dots lie there altogether: never where. */
export function countsText(t: Translate, { joined, placed, is_open_ballot }: Session): string {
  const people = t('feedback.joined', { count: Number(joined) })
  return is_open_ballot === 1 ? people : `${people} · ${t('feedback.placed', { count: Number(placed) })}`
}

function factsOf(t: Translate, session: Session): { name: string; value: string }[] {
  const { held_on, place, dots, present, rung, is_open_ballot } = session
  const facts = [
    { name: t('feedback.date'), value: held_on ? t.date(held_on) : t('feedback.noDate') },
    { name: t('feedback.place'), value: place },
    { name: t('feedback.present'), value: present === null ? '' : String(present) },
    { name: t('feedback.dots'), value: String(dots) },
    { name: t('feedback.ballot'), value: t(is_open_ballot === 1 ? 'feedback.byHand' : 'feedback.onPhones') },
    { name: t('feedback.rung'), value: t(`rungs.upTo.${rung}`) },
  ]
  return facts.filter(({ value }) => value !== '')
}

const chips = { prepared: 'neutral', open: 'attention', revealed: 'info', closed: 'good' } as const

function stateChip(t: Translate, state: SessionState): Chip {
  return { text: t(`feedback.state.${state}`), kind: chips[state] }
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/feedback`
}
