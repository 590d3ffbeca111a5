import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { changeBetween, takenUp, type Changer } from '../../method/action-changes.ts'
import type { ActionState } from '../../method/lists.ts'
import type { ActionInput, CheckInput, NewActionInput, OwnerChoice } from './input.ts'
import { insertOwner, needOwner } from './owner-queries.ts'
import { actionWith, type Action } from './queries.ts'
import { agreedColumns, changedIn, isChecked, type Agreed } from './rules.ts'

type Origin = { session_id: string; point_id: string } | undefined

/**
 * Makes an action point: agreed when somebody said yes, else a proposal. One from a session rests on the findings of
 * its point, one by hand on those that are named. The database refuses what is not of this study.
 */
export async function insertAction(
  tx: Tx,
  seat: Seat,
  { title, look_on, findings, ...who }: NewActionInput,
  { origin, today }: { origin: Origin; today: string },
) {
  const owner_id = await ownerFor(tx, seat, who)
  const id = newId()
  const isAgreed = owner_id !== null && who.said_yes
  const row: Schema['action_points'] = {
    ...{ id, study_id: seat.studyId, ...unsaid, title, owner_id, look_on },
    ...{ said_yes: isAgreed ? 1 : 0, state: isAgreed ? 'agreed' : 'proposed' },
    ...{ agreed_on: isAgreed ? today : null, made_at: seat.at, version: 1 },
    session_id: origin?.session_id ?? null,
    point_id: origin?.point_id ?? null,
  }
  await tx.insertInto('action_points').values(row).execute()
  if (!origin) await tieFindings(tx, seat, id, findings)
  if (isAgreed) await insertEntry(tx, seat, id, { kind: 'state', state: 'agreed', text: '' })
  return { id }
}

const unsaid = {
  ...{ what: '', helpers: '', mandate: '', different: '', follow: '', fixed_place: '', fixed_when: '' },
  ...{ every_weeks: null, due_on: null, subject_id: null, issue_id: null, embedded_on: null, reason: '' },
}

/** Who takes it up: somebody who takes up something already, or somebody new; null when it is nobody yet. */
async function ownerFor(tx: Tx, seat: Seat, { owner_id, newOwner }: OwnerChoice): Promise<string | null> {
  if (newOwner) return (await insertOwner(tx, seat, newOwner)).id
  if (owner_id !== null) await needOwner(tx, seat, owner_id)
  return owner_id
}

async function tieFindings(tx: Tx, seat: Seat, id: string, findings: readonly string[]): Promise<void> {
  for (const finding_id of new Set(findings)) {
    await tx
      .insertInto('action_findings')
      .values({ study_id: seat.studyId, action_id: id, finding_id })
      .execute()
  }
}

/**
 * Changes what was agreed, and keeps the former words as a version. With `adjusted` the action point is adjusted by it;
 * undefined when nothing is different then. Throws Conflict when somebody else changed it since the visitor read it, or when nobody is left who said yes to what
 * is under way.
 */
export async function updateAction(
  tx: Tx,
  seat: Seat,
  id: string,
  { version, adjusted, findings, owner_id, newOwner, said_yes, ...columns }: ActionInput,
) {
  const before = await actionWith(tx, seat, id)
  if (before.version !== version) throw new Conflict('the action point was changed meanwhile')
  const owner = await ownerFor(tx, seat, { owner_id, newOwner })
  const yes = owner !== null && said_yes
  if (takenUp.includes(before.state) && !yes) throw new Conflict('nobody said yes')
  const after: Agreed = { ...columns, owner_id: owner, said_yes: yes ? 1 : 0 }
  const fields = changedIn(before, after)
  if (adjusted && fields.length === 0) return undefined
  if (before.session_id === null) await retieFindings(tx, seat, id, findings)
  if (fields.length > 0) await keepVersion(tx, seat, before)
  await tx
    .updateTable('action_points')
    .set({ ...columns, owner_id: owner, said_yes: yes ? 1 : 0, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the action point was changed meanwhile'))
  if (adjusted) await moveTo(tx, seat, before, { to: 'adjusted', who: 'team', text: '' })
  return { id, fields }
}

async function retieFindings(tx: Tx, seat: Seat, id: string, findings: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('action_findings')
    .where('study_id', '=', seat.studyId)
    .where('action_id', '=', id)
    .execute()
  await tieFindings(tx, seat, id, findings)
}

async function keepVersion(tx: Tx, seat: Seat, before: Action): Promise<void> {
  const agreed = Object.fromEntries(agreedColumns.map((column) => [column, before[column]]))
  await tx
    .insertInto('action_versions')
    .values({
      ...{ study_id: seat.studyId, action_id: before.id, version: before.version },
      ...{ agreed: JSON.stringify(agreed), until_at: seat.at, by_id: seat.personId },
    })
    .execute()
}

type Move = { to: ActionState; who: Changer; text: string }

/**
 * Changes the state, and notes who did and when. Throws Conflict when the table of changes has no such way from where
 * the action point is by now, or when what the change needs is not there.
 */
export async function changeState(tx: Tx, seat: Seat, id: string, move: Move, today: string) {
  const before = await actionWith(tx, seat, id)
  const change = changeBetween(before.state, move.to, move.who)
  if (!change || change.needs === 'version') throw new Conflict(`no way from ${before.state} to ${move.to}`)
  if (change.needs === 'yes' && (before.owner_id === null || before.said_yes === 0))
    throw new Conflict('nobody said yes')
  if (change.needs === 'place' && before.fixed_place === '') throw new Conflict('it has no fixed place')
  const columns = {
    reason: move.to === 'stopped' ? move.text : '',
    embedded_on: move.to === 'embedded' ? today : null,
    ...(move.to === 'agreed' && before.state === 'proposed' ? { agreed_on: today } : {}),
    ...(move.to === 'proposed' ? { agreed_on: null } : {}),
  }
  await tx
    .updateTable('action_points')
    .set({ ...columns, version: before.version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  await moveTo(tx, seat, before, move)
  return { id, fields: ['state', ...Object.keys(columns)] }
}

async function moveTo(tx: Tx, seat: Seat, { id, state }: Action, { to, who, text }: Move): Promise<void> {
  if (!changeBetween(state, to, who)) throw new Conflict(`no way from ${state} to ${to}`)
  await tx
    .updateTable('action_points')
    .set({ state: to })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  await insertEntry(tx, seat, id, { kind: 'state', state: to, text })
}

/** Writes down how it stands. Throws Conflict where there is nothing to look at: a proposal, or what has stopped. */
export async function insertCheck(tx: Tx, seat: Seat, id: string, check: CheckInput) {
  const { state } = await actionWith(tx, seat, id)
  if (!isChecked(state)) throw new Conflict('there is nothing to look at')
  const entry = await insertEntry(tx, seat, id, { kind: 'check', ...check })
  return { id, ids: [id, entry], fields: Object.keys(check) }
}

type NewEntry = { text: string } & ({ kind: 'state'; state: ActionState } | ({ kind: 'check' } & CheckInput))

async function insertEntry(tx: Tx, seat: Seat, actionId: string, entry: NewEntry): Promise<string> {
  const id = newId()
  const own = { id, study_id: seat.studyId, action_id: actionId, at: seat.at, by_id: seat.personId }
  await tx
    .insertInto('action_entries')
    .values({ state: null, standing: null, verdict: null, ...own, ...entry })
    .execute()
  return id
}

/** Takes back a proposal of which nothing came. Throws Conflict when something did: that history stays. */
export async function deleteProposal(tx: Tx, seat: Seat, id: string) {
  await actionWith(tx, seat, id)
  return tx
    .deleteFrom('action_points')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .where('id', 'not in', (query) =>
      query
        .selectFrom('action_entries')
        .select('action_entries.action_id')
        .where('action_entries.study_id', '=', seat.studyId),
    )
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('something came of it'))
}

/** Removes an action point with its whole history. The database refuses it where later steps rest on it. */
export function deleteAction(tx: Tx, seat: Seat, id: string) {
  return tx
    .deleteFrom('action_points')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirstOrThrow(() => new NotFound('no such action point'))
}
