import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { TrailEntry, Way } from '../../http/trail.ts'
import { changeBetween, changesFrom } from '../../method/action-changes.ts'
import { standings, verdicts, type ActionState } from '../../method/lists.ts'
import { actionPrompts } from '../../method/template.ts'
import { capital } from '../../method/words.ts'
import type { Key, Translate } from '../../text/text.ts'
import { rhythmChoices } from './input.ts'
import type { Owner } from './owner-queries.ts'
import {
  baseOf,
  chipsOf,
  choiceOf,
  outlookFor,
  sessionName,
  votesOf,
  type Chip,
  type Finding,
  type Named,
  type Prompts,
} from './page.ts'
import type { Action, Entry, SessionPoint, Version } from './queries.ts'
import {
  agreedColumns,
  isChecked,
  isDone,
  missingIn,
  weeksLater,
  type Agreed,
  type AgreedColumn,
} from './rules.ts'

type Choice = { value: string; text: string }
type Fact = { name: string; value: string }
type Stop = {
  text: string
  href?: string
  state: 'done' | 'now' | 'todo'
  count?: string
  note?: string
}
type Change = { to: ActionState; text: string }
/** Names of what contents point to by id. */
export type Lists = { owners: readonly Owner[]; subjects: readonly Named[]; issues: readonly Named[] }

type ActionPage = Page<
  'actions/action',
  {
    chips: Chip[]
    facts: Fact[]
    missing: string
    reason: string
    history: Stop[]
    origin: { text: string; href: string; votes: string } | undefined
    findings: { href: string; title: string; counts: string }[]
    way: Way
    form: Form
    checks: string | undefined
    standings: Choice[]
    verdicts: Choice[]
    helps: string
    states: string
    changes: Change[]
    stop: boolean
    adjust: string | undefined
    waitsFor: string[]
    edit: string | undefined
    owner: { href: string; text: string } | undefined
    takeBack: string | undefined
    stays: string
    removal: { action: string | undefined; means: string } | undefined
    back: string
  }
>

/** One action point: what was agreed, how it stands, where it comes from and what happened. */
export function actionPage(
  t: Translate,
  seat: Seat,
  action: Action,
  parts: Lists & {
    entries: readonly Entry[]
    versions: readonly Version[]
    origin: SessionPoint | undefined
    findings: readonly Finding[]
    evidence: ReadonlyMap<string, { quotations: number; photos: number }>
    trail: readonly TrailEntry[]
    way: Way
  },
  form: Form,
): ActionPage {
  const base = baseOf(seat)
  const path = `${base}/${action.id}`
  const mayEdit = may(seat.role, 'actions.edit')
  const prompts = actionPrompts(t.language)
  const ways = mayEdit ? waysOn(t, action, path) : noWays
  return {
    view: 'actions/action',
    status: statusOf(form),
    page: {
      title: action.title,
      lead: t('actions.oneLead'),
      wide: true,
      chips: chipsOf(t, seat, action),
      facts: factsOf(t, action, parts),
      missing: mayEdit ? missingText(t, action) : '',
      reason: action.reason,
      history: historyStops(t, seat, action, parts),
      origin: parts.origin && {
        text: sessionName(t, parts.origin),
        href: `/studies/${seat.studyId}/feedback/${parts.origin.session_id}`,
        votes: votesOf(t, parts.origin),
      },
      findings: parts.findings.map(({ id, title }) => {
        const { quotations, photos } = parts.evidence.get(id) ?? { quotations: 0, photos: 0 }
        const counts = [
          ...(quotations > 0 ? [t('trail.quotations', { count: quotations })] : []),
          ...(photos > 0 ? [t('trail.photos', { count: photos })] : []),
        ]
        const evidence = counts.length > 0 ? t('actions.evidence', { counts: counts.join(', ') }) : ''
        return { href: `/studies/${seat.studyId}/findings/${id}`, title, counts: evidence }
      }),
      way: parts.way,
      form,
      checks: may(seat.role, 'actions.check') && isChecked(action.state) ? `${path}/checks` : undefined,
      ...checkChoices(t, action.state),
      helps: prompts.helps,
      states: `${path}/states`,
      ...ways,
      edit: mayEdit ? `${path}/edit` : undefined,
      owner:
        mayEdit && action.owner_id !== null && action.owner !== null
          ? { href: `${base}/owners/${action.owner_id}`, text: t('actions.toOwner', { name: action.owner }) }
          : undefined,
      takeBack:
        mayEdit && action.state === 'proposed' && parts.entries.length + parts.trail.length === 0
          ? `${path}/withdrawal`
          : undefined,
      stays: t(ways.stop ? 'actions.stopInstead' : 'actions.stays'),
      removal: may(seat.role, 'actions.remove')
        ? {
            action: parts.trail.length === 0 ? `${path}/removal` : undefined,
            means: removalMeans(t, parts),
          }
        : undefined,
      back: base,
    },
  }
}

/** What can be said of how it stands, until it is done, and of whether it helps. */
export function checkChoices(t: Translate, state: ActionState): { standings: Choice[]; verdicts: Choice[] } {
  const { helpsAnswers } = actionPrompts(t.language)
  return {
    standings: isDone(state) ? [] : standings.map((value) => ({ value, text: t(`standings.${value}`) })),
    verdicts: verdicts.map((value) => ({
      value,
      text: helpsAnswers.find(({ key }) => key === value)?.name ?? '',
    })),
  }
}

const noWays = { changes: [], stop: false, adjust: undefined, waitsFor: [] }

/** The changes that the team may make now, and what the others wait for. */
function waysOn(t: Translate, action: Action, path: string) {
  const ways = changesFrom(action.state, 'team')
  const hasYes = action.owner_id !== null && action.said_yes === 1
  const isReady = { yes: hasYes, place: action.fixed_place !== '' }
  return {
    changes: ways
      .filter(({ needs }) => needs === undefined || (needs in isReady && isReady[needs as 'yes' | 'place']))
      .map(({ from, to }) => ({ to, text: t(`actions.change.${from}.${to}` as Key) })),
    stop: ways.some(({ needs }) => needs === 'reason'),
    adjust: ways.some(({ needs }) => needs === 'version') ? `${path}/edit?adjusted=yes` : undefined,
    waitsFor: (['yes', 'place'] as const)
      .filter((need) => !isReady[need] && ways.some(({ needs }) => needs === need))
      .map((need) => t(`actions.waitsFor.${need}`)),
  }
}

function missingText(t: Translate, action: Action): string {
  const missing = missingIn(action).map((field) => t(`actions.field.${field}`).toLowerCase())
  if (missing.length === 0) return ''
  const date = t.date(weeksLater(t.day(action.made_at), 1))
  return t('actions.missing', { date, what: missing.join(', ') })
}

/** What goes with it; or what the assembly has of it, so that it stays. */
function removalMeans(t: Translate, { entries, versions, trail }: Parameters<typeof actionPage>[3]): string {
  const uses = trail.map(({ kind, count }) => t(`trail.${kind}` as Key, { count }))
  if (uses.length > 0) return t('actions.removeRefused', { what: uses.join(', ') })
  const hanging = [
    ...(entries.length > 0 ? [t('actions.entryCount', { count: entries.length })] : []),
    ...(versions.length > 0 ? [t('actions.versionCount', { count: versions.length })] : []),
  ]
  return hanging.length === 0
    ? t('actions.removeNothing')
    : t('actions.removeMeans', { what: hanging.join(', ') })
}

/** What was agreed, in words, without what was left open. */
function factsOf(t: Translate, agreed: Agreed, lists: Lists): Fact[] {
  return agreedColumns
    .filter((column) => column !== 'title' && column !== 'said_yes')
    .map((column) => ({ name: t(`actions.field.${column}`), value: valueOf(t, column, agreed, lists) }))
    .filter(({ value }) => value !== '')
}

function valueOf(t: Translate, column: AgreedColumn, agreed: Agreed, lists: Lists): string {
  const value = agreed[column]
  if (value === null || value === '') return ''
  const nameIn = (items: readonly Named[]) => items.find(({ id }) => id === value)?.name ?? t('actions.gone')
  switch (column) {
    case 'owner_id':
      return t(agreed.said_yes === 1 ? 'actions.saidYesBy' : 'actions.notSaidYes', {
        name: nameIn(lists.owners),
      })
    case 'subject_id':
      return nameIn(lists.subjects)
    case 'issue_id':
      return nameIn(lists.issues)
    case 'look_on':
    case 'due_on':
      return t.date(String(value))
    case 'every_weeks':
      return t('actions.weeks', { count: value })
    default:
      return String(value)
  }
}

/** The history as footsteps: what was proposed, what happened, where it is now, and what is to come. */
function historyStops(
  t: Translate,
  seat: Seat,
  action: Action,
  { entries, versions }: { entries: readonly Entry[]; versions: readonly Version[] },
): Stop[] {
  const past = [
    ...versions.map(({ version, until_at, by }, index) => ({
      at: until_at,
      stop: {
        text: t('actions.rewritten', { nth: index + 1 }),
        href: `${baseOf(seat)}/${action.id}/versions/${version}`,
        state: 'done' as const,
        count: t('actions.byAt', { by: by ?? '', at: t.time(until_at) }),
      },
    })),
    ...entries.map((entry) => ({ at: entry.at, stop: entryStop(t, entry, entries) })),
  ].sort((one, other) => one.at.localeCompare(other.at))
  const { next } = outlookFor(t, seat, action)
  const isFixed = action.state === 'embedded' || action.state === 'stopped'
  return [
    { text: t('actions.made'), state: 'done', count: t.time(action.made_at) },
    ...past.map(({ stop }) => stop),
    { text: t('actions.now', { state: t(`actionStates.${action.state}`) }), state: 'now' },
    ...(next === undefined
      ? []
      : [{ text: t('actions.nextCheck'), state: 'todo' as const, count: t.date(next) }]),
    ...(isFixed || action.fixed_place === ''
      ? []
      : [{ text: t('actions.field.fixed_place'), state: 'todo' as const, count: action.fixed_place }]),
  ]
}

/** One of the things that happened, as a footstep. */
export function entryStop(t: Translate, entry: Entry, entries: readonly Entry[]): Stop {
  const { kind, state, standing, verdict, text, by, at } = entry
  const isSaid = standing !== 'on_track' || verdict === null || !wasDone(entry, entries)
  const said = [
    ...(standing === null || !isSaid ? [] : [t(`standings.${standing}`)]),
    ...(verdict === null ? [] : [t(`verdicts.${verdict}`)]),
  ]
  return {
    text:
      kind === 'state' && state !== null
        ? capital(t(`actionStates.${state}`))
        : `${t('actions.check')}: ${said.join(', ')}`,
    state: 'done',
    count: t('actions.byAt', { by: by ?? '', at: t.time(at) }),
    note: text,
  }
}

/** Tells whether it was done when a check was made: then nobody was asked how it goes. */
function wasDone({ id, action_id }: Entry, entries: readonly Entry[]): boolean {
  const moves = entries.filter((entry) => entry.action_id === action_id && entry.id < id)
  return isDone(moves.findLast(({ kind }) => kind === 'state')?.state ?? 'agreed')
}

type VersionPage = Page<'actions/version', { facts: Fact[]; back: string }>

/** What was agreed before, as it stood then. */
export function versionPage(
  t: Translate,
  seat: Seat,
  action: Action,
  version: Version,
  lists: Lists,
): VersionPage {
  return {
    view: 'actions/version',
    page: {
      title: String(version.agreed.title),
      lead: t('actions.versionLead', { at: t.time(version.until_at), by: version.by ?? '' }),
      facts: factsOf(t, version.agreed, lists),
      back: `${baseOf(seat)}/${action.id}`,
    },
  }
}

type EditPage = Page<
  'actions/edit',
  {
    form: Form
    action: string
    prompts: Prompts
    hints: { follow: string; rhythm: string; embed: string; embedDone: string }
    labels: { rhythm: string; embedDone: string }
    owners: Choice[]
    rhythms: Choice[]
    subjects: Choice[]
    issues: Choice[]
    findings: Choice[]
    mayAdjust: boolean
    back: string
  }
>

/** All that was agreed, as a form. */
export function editPage(
  t: Translate,
  seat: Seat,
  action: Action,
  parts: Lists & { findings: readonly Finding[] },
  form: Form,
): EditPage {
  const path = `${baseOf(seat)}/${action.id}`
  const prompts = actionPrompts(t.language)
  const [rhythm, rhythmHint] = question(prompts.rhythm)
  const [embedDone, embedDoneHint] = question(prompts.embedDone)
  return {
    view: 'actions/edit',
    status: statusOf(form),
    page: {
      title: t('actions.edit'),
      lead: action.title,
      form,
      action: path,
      prompts,
      labels: { rhythm, embedDone },
      hints: {
        follow: prompts.followExamples.join(' '),
        rhythm: rhythmHint,
        embed: t('actions.forExample', { examples: prompts.embedExamples.join(', ') }),
        embedDone: embedDoneHint,
      },
      owners: parts.owners.map(choiceOf),
      rhythms: [
        { value: '', text: t('actions.noRhythm') },
        ...rhythmChoices.map((value) => ({ value, text: t('actions.weeks', { count: Number(value) }) })),
      ],
      subjects: parts.subjects.map(choiceOf),
      issues: parts.issues.map(choiceOf),
      findings: parts.findings.map(({ id, title }) => ({ value: id, text: title })),
      mayAdjust: changeBetween(action.state, 'adjusted', 'team') !== undefined,
      back: path,
    },
  }
}

/** A question of the template, and what stands behind it. */
function question(prompt: string): [string, string] {
  const end = prompt.indexOf('?') + 1
  return [prompt.slice(0, end), prompt.slice(end).trim()]
}
