import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { isStillUsed } from '../../db/constraints.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { csv } from '../../http/csv.ts'
import {
  blankForm,
  filledForm,
  refusedField,
  refusedForm,
  shownForm,
  typedIn,
  type Form,
  overtakenForm,
} from '../../http/form.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { changeBetween, takenUp } from '../../method/action-changes.ts'
import { actionStates } from '../../method/lists.ts'
import { findingsOf } from '../findings/queries.ts'
import { itemsOf, studyOf } from '../study/queries.ts'
import { actionPage, editPage, versionPage } from './action-page.ts'
import { action as actionInput, checkOf, Move, newAction } from './input.ts'
import { ownersOf } from './owner-queries.ts'
import { ownerRoutes } from './owner-routes.ts'
import { actionsPage, newActionPage, outlookFor } from './page.ts'
import {
  actionsOf,
  actionsWith,
  actionTotal,
  actionWith,
  evidenceCounts,
  findingsUnder,
  historyOf,
  plannedOf,
  sessionPointWith,
  versionsOf,
  type Action,
  type Filter,
} from './queries.ts'
import { inOrder, lastPage, onPage } from './rules.ts'
import {
  changeState,
  deleteAction,
  deleteProposal,
  insertAction,
  insertCheck,
  updateAction,
} from './writing-queries.ts'

const base = '/studies/:study/actions'

const all: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'actions.read',
    handle: showAll,
  },
  {
    method: 'get',
    path: `${base}.csv`,
    door: 'account',
    may: 'actions.export',
    handle: sendActions,
  },
  {
    method: 'get',
    path: `${base}/new`,
    door: 'account',
    may: 'actions.edit',
    handle: (visit) => showNew(visit, undefined),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const { language } = await studyOf(db, seat)
      const input = newAction(language).safeParse(body)
      if (!input.success) return showNew(visit, refusedForm(t, body, input.error))
      const point = await originIn(visit)
      const origin = point && { session_id: point.session_id, point_id: point.point_id }
      const around = { origin, today: t.day(seat.at) }
      const { id } = await saving(() => change(db, seat, (tx) => insertAction(tx, seat, input.data, around)))
      return { redirect: `/studies/${seat.studyId}/actions/${id}`, notice: 'added' }
    },
  },
]

const one: StudyRoute[] = [
  {
    method: 'get',
    path: `${base}/:action`,
    door: 'account',
    may: 'actions.read',
    handle: (visit) => showAction(visit, blankForm),
  },
  {
    method: 'get',
    path: `${base}/:action/edit`,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      return showEdit(visit, await actionWith(db, seat, param('action')), undefined)
    },
  },
  {
    method: 'post',
    path: `${base}/:action`,
    door: 'account',
    may: 'actions.edit',
    handle: saveAction,
  },
  {
    method: 'get',
    path: `${base}/:action/versions/:version`,
    door: 'account',
    may: 'actions.read',
    handle: async (visit) => {
      const { db, seat, t, param } = visit
      const action = await actionWith(db, seat, param('action'))
      const versions = await versionsOf(db, seat, action.id)
      const version = versions.find((row) => String(row.version) === param('version'))
      if (!version) throw new NotFound('no such version')
      return versionPage(t, seat, action, version, await listsOf(visit))
    },
  },
  {
    method: 'post',
    path: `${base}/:action/states`,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Move.safeParse(body)
      if (!input.success) return showAction(visit, refusedForm(t, body, input.error))
      const { to, reason } = input.data
      const action = await actionWith(db, seat, param('action'))
      const needs = changeBetween(action.state, to, 'team')?.needs
      if (needs === 'reason' && reason === '')
        return showAction(visit, refusedField(t, body, 'reason', 'actions.reasonRequired'))
      const move = { to, who: 'team', text: needs === 'reason' ? reason : '' } as const
      await change(db, seat, (tx) => changeState(tx, seat, action.id, move, t.day(seat.at)))
      return { redirect: `/studies/${seat.studyId}/actions/${action.id}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/:action/checks`,
    door: 'account',
    may: 'actions.check',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const { id, state } = await actionWith(db, seat, param('action'))
      const input = checkOf(state).safeParse(body)
      if (!input.success) return showAction(visit, refusedForm(t, body, input.error))
      await change(db, seat, (tx) => insertCheck(tx, seat, id, input.data))
      return { redirect: `/studies/${seat.studyId}/actions/${id}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${base}/:action/withdrawal`,
    door: 'account',
    may: 'actions.edit',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await removing(() => change(db, seat, (tx) => deleteProposal(tx, seat, param('action'))))
      return { redirect: `/studies/${seat.studyId}/actions`, notice: 'removed' }
    },
  },
  {
    method: 'post',
    path: `${base}/:action/removal`,
    door: 'account',
    may: 'actions.remove',
    handle: async (visit) => {
      const { db, seat, param } = visit
      await removing(() => change(db, seat, (tx) => deleteAction(tx, seat, param('action'))))
      return { redirect: `/studies/${seat.studyId}/actions`, notice: 'removed' }
    },
  },
]

export const routes: StudyRoute[] = [...all, ...one, ...ownerRoutes]

/** A foreign session, finding or subject is refused by the database: to the visitor it is not there. */
async function saving<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isStillUsed(error) ? new NotFound('no such thing to tie it to') : error
  }
}

/** What later steps rest on does not go. */
async function removing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isStillUsed(error) ? new Conflict('something rests on it') : error
  }
}

/**
 * The order follows from dates and checks, which no key of the database tells. So all are put in order by a few columns
 * of each, and only those of one page are read whole.
 */
async function showAll(visit: Visit): Promise<Answer> {
  const { db, seat, t, query } = visit
  const filter = filterIn(query)
  const planned = await plannedOf(db, seat, filter)
  const order = inOrder(planned.map((point) => ({ ...point, outlook: outlookFor(t, seat, point) })))
  const asked = /^[1-9]\d{0,4}$/.test(query('page')) ? Number(query('page')) : 1
  const number = Math.min(asked, lastPage(order))
  const actions = await actionsWith(
    db,
    seat,
    onPage(order, number).map(({ id }) => id),
  )
  const around = { ...(await listsOf(visit)), filter, order, number, total: await actionTotal(db, seat) }
  return actionsPage(t, seat, actions, around)
}

function filterIn(query: Visit['query']): Filter {
  const state = actionStates.find((one) => one === query('state'))
  return {
    ...(state ? { state } : {}),
    ...(query('subject') ? { subject: query('subject') } : {}),
    ...(query('issue') ? { issue: query('issue') } : {}),
  }
}

async function sendActions({ db, seat, t }: Visit): Promise<Answer> {
  const actions = await actionsOf(db, seat)
  await noteReading(
    db,
    seat,
    actions.map(({ id }) => id),
  )
  const rows = actions.map((action) => {
    const { next, late } = outlookFor(t, seat, action)
    const { check } = action
    return [
      ...[action.title, t(`actionStates.${action.state}`), action.reason, action.owner],
      ...[t(action.said_yes === 1 ? 'form.yes' : 'form.no'), action.helpers, action.what, action.different],
      ...[action.mandate, action.follow, action.every_weeks, action.fixed_place, action.fixed_when],
      ...[action.agreed_on, action.look_on, next ?? '', late ? t(`actions.late.${late}`) : '', action.due_on],
      ...[check ? t.day(check.at) : '', check?.standing ? t(`standings.${check.standing}`) : ''],
      ...[check?.verdict ? t(`verdicts.${check.verdict}`) : '', check?.text ?? ''],
      ...[action.subject, action.issue, action.version],
    ]
  })
  return csv(
    t.language,
    t('actions.csvName'),
    header.map((column) => t(`actions.column.${column}`)),
    rows,
  )
}

const header = [
  ...(['title', 'state', 'reason', 'owner', 'said_yes', 'helpers', 'what', 'different', 'mandate'] as const),
  ...([
    'follow',
    'every_weeks',
    'fixed_place',
    'fixed_when',
    'agreed_on',
    'look_on',
    'next',
    'late',
  ] as const),
  ...(['due_on', 'check', 'standing', 'verdict', 'words', 'subject', 'issue', 'version'] as const),
] as const

/** The session's point that an action point is made from, if any. Throws NotFound when there is none such. */
async function originIn({ db, seat, query, body }: Visit) {
  const typed = typedIn(body)
  const sessionId = query('session') || String(typed.session ?? '')
  const pointId = query('point') || String(typed.point ?? '')
  return sessionId === '' && pointId === '' ? undefined : sessionPointWith(db, seat, sessionId, pointId)
}

async function showNew(visit: Visit, form: Form | undefined) {
  const { db, seat, t } = visit
  const origin = await originIn(visit)
  const parts = {
    owners: await ownersOf(db, seat),
    findings: origin ? [] : await findingsOf(db, seat),
    origin,
  }
  return newActionPage(t, seat, parts, form ?? filledForm({ title: origin?.text ?? '' }))
}

async function listsOf({ db, seat }: Visit) {
  return {
    owners: await ownersOf(db, seat),
    subjects: await itemsOf(db, seat, 'subjects'),
    issues: await itemsOf(db, seat, 'issues'),
  }
}

async function showAction(visit: Visit, form: Form) {
  const { db, seat, t, param, trail, way } = visit
  const action = await actionWith(db, seat, param('action'))
  const { id, session_id, point_id } = action
  const findings = (await findingsUnder(db, seat, [id])).get(id) ?? []
  const parts = {
    ...(await listsOf(visit)),
    entries: await historyOf(db, seat, [id]),
    versions: await versionsOf(db, seat, id),
    origin:
      session_id !== null && point_id !== null
        ? await sessionPointWith(db, seat, session_id, point_id)
        : undefined,
    findings,
    evidence: await evidenceCounts(
      db,
      seat,
      findings.map((finding) => finding.id),
    ),
    trail: (await trail('action', [id])).get(id) ?? [],
    way: await way('action', id),
  }
  return actionPage(t, seat, action, parts, form)
}

async function saveAction(visit: Visit): Promise<Answer> {
  const { db, seat, t, body, param } = visit
  const action = await actionWith(db, seat, param('action'))
  const { language } = await studyOf(db, seat)
  const input = actionInput(language).safeParse(body)
  if (!input.success) return showEdit(visit, action, refusedForm(t, body, input.error))
  if (input.data.version !== action.version) return showOvertaken(visit, action.id)
  if (takenUp.includes(action.state) && !input.data.said_yes)
    return showEdit(visit, action, refusedField(t, body, 'said_yes', 'actions.yesNeeded'))
  if (input.data.adjusted && !changeBetween(action.state, 'adjusted', 'team'))
    return showEdit(visit, action, refusedField(t, body, 'adjusted', 'actions.notAdjustable'))
  try {
    const saved = await saving(() => change(db, seat, (tx) => updateAction(tx, seat, action.id, input.data)))
    if (!saved)
      return await showEdit(visit, action, refusedField(t, body, 'adjusted', 'actions.nothingChanged'))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return showOvertaken(visit, action.id)
  }
  return { redirect: `/studies/${seat.studyId}/actions/${action.id}`, notice: 'saved' }
}

async function showOvertaken(visit: Visit, id: string) {
  const { db, seat, t, body } = visit
  return showEdit(visit, await actionWith(db, seat, id), overtakenForm(t, body))
}

async function showEdit(visit: Visit, action: Action, form: Form | undefined) {
  const { db, seat, t, query } = visit
  const tied = (await findingsUnder(db, seat, [action.id])).get(action.id) ?? []
  const { typed } = filledForm({
    ...columnsOf(action),
    said_yes: action.said_yes === 1 ? 'yes' : '',
    adjusted: query('adjusted'),
    version: action.version,
  })
  const stored = { typed: { ...typed, findings: tied.map(({ id }) => id) }, problems: {} }
  const parts = {
    ...(await listsOf(visit)),
    findings: action.session_id === null ? await findingsOf(db, seat) : [],
  }
  return editPage(t, seat, action, parts, shownForm(stored, form))
}

/** What the form holds of an action point. */
function columnsOf(action: Action) {
  const { title, what, owner_id, helpers, different, mandate, follow, look_on, every_weeks } = action
  const { fixed_place, fixed_when, due_on, subject_id, issue_id } = action
  return {
    ...{ title, what, owner_id, helpers, different, mandate, follow, look_on, every_weeks },
    ...{ fixed_place, fixed_when, due_on, subject_id, issue_id },
  }
}
