import { newId } from '../../db/new-id.ts'
import type { Schema } from '../../db/schema.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts, type ActionPoint } from '../facts.ts'

/** The action points with what happened to them: checks in their rhythm, one adjusted, one stopped, two late. */
export function actionRows(draft: Draft): Rows {
  return {
    action_points: facts.actionPoints.map((action) => pointRow(draft, action)),
    action_versions: facts.actionPoints.flatMap((action) => earlierVersions(draft, action)),
    action_entries: facts.actionPoints
      .flatMap((action) => entriesOf(draft, action))
      .sort((one, other) => one.at.localeCompare(other.at))
      .map((entry) => ({ id: newId(), ...entry })),
  }
}

function pointRow(
  { studyId: study_id, id, randomId, at, on }: Draft,
  action: ActionPoint,
): Schema['action_points'] {
  const { key, title, what, helpers, mandate, different, follow, adjustedTo, reason } = action
  const embedded = action.state === 'embedded' ? on(action.checks.at(-1)?.week ?? 0) : null
  return {
    ...{ id: id(key), study_id, state: action.state, title, what: adjustedTo ?? what, said_yes: 1 },
    ...{ owner_id: randomId(`owner:${key}`), helpers, mandate, different, follow, reason },
    ...{ every_weeks: action.everyWeeks, look_on: on(firstLookOf(action)), due_on: on(action.dueWeek) },
    ...{ fixed_place: action.fixedPlace, fixed_when: action.fixedWhen },
    ...{ subject_id: id(`subject:${action.subject}`), issue_id: id(`issue:${action.issue}`) },
    ...{ session_id: id(action.session), point_id: id(`point:${action.finding}`) },
    ...{ agreed_on: on(action.agreedInWeek), embedded_on: embedded, made_at: at(action.agreedInWeek) },
    version: adjustedTo === undefined ? 1 : 2,
  }
}

function firstLookOf({ checks, startWeek, agreedInWeek, everyWeeks }: ActionPoint): number {
  return checks[0]?.week ?? (startWeek ?? agreedInWeek) + everyWeeks
}

/** What was agreed first, where it was adjusted later. */
function earlierVersions(
  { studyId: study_id, id, randomId, at }: Draft,
  action: ActionPoint,
): Schema['action_versions'][] {
  if (action.adjustedTo === undefined) return []
  const agreed = { title: action.title, what: action.what, every_weeks: 4 }
  return [
    {
      ...{ study_id, action_id: id(action.key), version: 1, agreed: JSON.stringify(agreed) },
      ...{ until_at: at(adjustedInWeek(action), 60), by_id: randomId('r1') },
    },
  ]
}

function adjustedInWeek({ checks }: ActionPoint): number {
  return checks.find(({ verdict }) => verdict === 'adjust')?.week ?? 0
}

type Entry = Omit<Schema['action_entries'], 'id'>

function entriesOf({ studyId: study_id, id, randomId, at }: Draft, action: ActionPoint): Entry[] {
  const own = { study_id, action_id: id(action.key) }
  const start = action.startWeek ?? action.agreedInWeek
  const last = action.checks.at(-1)?.week ?? start
  const state = (to: Entry['state'], when: string, text = ''): Entry => ({
    ...{
      ...own,
      at: when,
      by_id: randomId('r1'),
      kind: 'state',
      state: to,
      standing: null,
      verdict: null,
      text,
    },
  })
  const entries = [state('agreed', at(action.agreedInWeek, 30))]
  if (action.state !== 'agreed') entries.push(state('underway', at(start, 60)))
  for (const { week, standing, verdict = null, text } of action.checks) {
    const by_id = randomId(`owner:${action.key}`)
    entries.push({ ...own, at: at(week), by_id, kind: 'check', state: null, standing, verdict, text })
  }
  if (action.state === 'adjusted')
    entries.push(state('adjusted', at(adjustedInWeek(action), 60), action.adjustedTo))
  if (action.state === 'done' || action.state === 'embedded') entries.push(state('done', at(last, 60)))
  if (action.state === 'embedded') entries.push(state('embedded', at(last, 90)))
  if (action.state === 'stopped') entries.push(state('stopped', at(last, 60), action.reason))
  return entries
}
