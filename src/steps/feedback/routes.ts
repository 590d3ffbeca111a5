import { change } from '../../access/change.ts'
import { isStillUsed, isTaken } from '../../db/constraints.ts'
import { Conflict } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, shownForm, type Form, type Typed } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { sessionChanges, type SessionChange } from '../../method/session-changes.ts'
import type { Key } from '../../text/text.ts'
import { pointsOf, readyFindingsOf } from '../findings/queries.ts'
import { studyOf } from '../study/queries.ts'
import { countedPoints, votersIn } from './dot-queries.ts'
import { exportRoutes } from './export-routes.ts'
import { Ballot, Contents, Counts, Details, fieldOf, Said, Seen, Where } from './input.ts'
import { tellChange } from './live.ts'
import { sessionPage, sessionsPage } from './page.ts'
import { contentsPage, editPage, notesPage, removalPage } from './prepare-page.ts'
import {
  changeState,
  contentsOf,
  deleteSession,
  insertSession,
  savePaperDots,
  saveSaid,
  sessionsOf,
  sessionWith,
  setBallot,
  setContents,
  updateSession,
  type Session,
} from './queries.ts'
import { attendeeRoutes, joinAddress, roomRoutes } from './room-routes.ts'

const base = '/studies/:study/feedback'

const preparing: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'account',
    may: 'feedback.read',
    handle: (visit) => showSessions(visit, filledForm({ dots: 3 })),
  },
  {
    method: 'post',
    path: base,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const input = Details.safeParse(body)
      if (!input.success) return showSessions(visit, refusedForm(t, body, input.error))
      const { id } = await change(db, seat, (tx) => insertSession(tx, seat, input.data))
      return { redirect: `${baseOf(visit)}/${id}`, notice: 'added' }
    },
  },
  {
    method: 'get',
    path: `${base}/:session`,
    door: 'account',
    may: 'feedback.read',
    handle: async (visit) => showSession(visit, await sessionOf(visit), undefined),
  },
  {
    method: 'get',
    path: `${base}/:session/edit`,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => showEdit(visit, await sessionOf(visit), undefined),
  },
  {
    method: 'post',
    path: `${base}/:session`,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const session = await sessionOf(visit)
      const isPrepared = session.state === 'prepared'
      const input = isPrepared ? Details.safeParse(body) : Where.safeParse(body)
      if (!input.success) return showEdit(visit, session, refusedForm(t, body, input.error))
      const seen = Seen.safeParse(body)
      if (!seen.success) return showEdit(visit, session, refusedForm(t, body, seen.error))
      const states = isPrepared ? (['prepared'] as const) : (['open', 'revealed'] as const)
      const key = { id: session.id, version: seen.data.version }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updateSession(tx, seat, key, input.data, states)),
        async (form) => showEdit(visit, await sessionWith(db, seat, session.id), form),
        toSession(visit),
      )
    },
  },
  {
    method: 'get',
    path: `${base}/:session/contents`,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => showContents(visit, await sessionOf(visit), undefined),
  },
  {
    method: 'post',
    path: `${base}/:session/contents`,
    door: 'account',
    may: 'feedback.edit',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const session = await sessionOf(visit)
      const findings = (await readyFindingsOf(db, seat)).map(({ id }) => id)
      const points = (await pointsOf(db, seat)).map(({ id }) => id)
      const input = Contents(findings, points).safeParse(body)
      if (!input.success) return showContents(visit, session, refusedForm(t, body, input.error))
      const { version, ...chosen } = input.data
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => setContents(tx, seat, { id: session.id, version }, chosen)),
        async (form) => showContents(visit, await sessionWith(db, seat, session.id), form),
        toSession(visit),
      )
    },
  },
]

const leading: StudyRoute[] = [
  ...sessionChanges.map((allowed): StudyRoute => ({
    method: 'post',
    path: `${base}/:session/${allowed.noun}`,
    door: 'account',
    may: 'feedback.edit',
    handle: (visit) => takeOn(visit, allowed),
  })),
  {
    method: 'post',
    path: `${base}/:session/ballot`,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const session = await sessionOf(visit)
      const input = Ballot.safeParse(body)
      if (!input.success) return showSession(visit, session, refusedForm(t, body, input.error))
      const isOpen = input.data.ballot === 'open'
      if (isOpen === (session.is_open_ballot === 1)) return toSession(visit)
      const changed = await change(db, seat, (tx) => setBallot(tx, seat, session.id, isOpen))
      if (!changed) return showSession(visit, session, refusedField(t, {}, '', 'feedback.ballotTooLate'))
      tellChange(visit, session.id)
      return toSession(visit)
    },
  },
  {
    method: 'post',
    path: `${base}/:session/counts`,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const session = await sessionOf(visit)
      const ids = (await contentsOf(db, seat, session.id)).points.map(({ id }) => id)
      const input = Counts(ids).safeParse(body)
      if (!input.success) return showSession(visit, session, refusedForm(t, body, input.error))
      const { version, counts } = input.data
      const total = counts.reduce((sum, { dots }) => sum + dots, 0)
      if (session.present !== null && total > session.present * session.dots) {
        return showSession(visit, session, refusedField(t, body, '', 'feedback.moreThanThere'))
      }
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => savePaperDots(tx, seat, { id: session.id, version }, counts)),
        async (form) => showSession(visit, await sessionWith(db, seat, session.id), form),
        toSession(visit),
      )
    },
  },
  {
    method: 'get',
    path: `${base}/:session/notes`,
    door: 'account',
    may: 'feedback.edit',
    handle: async (visit) => showNotes(visit, await sessionOf(visit), undefined),
  },
  {
    method: 'post',
    path: `${base}/:session/notes`,
    door: 'account',
    may: 'feedback.edit',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      const session = await sessionOf(visit)
      const { findings, points } = await contentsOf(db, seat, session.id)
      const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
      const input = Said(idsOf(findings), idsOf(points)).safeParse(body)
      if (!input.success) return showNotes(visit, session, refusedForm(t, body, input.error))
      const { version, ...said } = input.data
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => saveSaid(tx, seat, { id: session.id, version }, said)),
        async (form) => showNotes(visit, await sessionWith(db, seat, session.id), form),
        toSession(visit),
      )
    },
  },
  {
    method: 'get',
    path: `${base}/:session/removal`,
    door: 'account',
    may: 'feedback.remove',
    handle: async (visit) => showRemoval(visit, await sessionOf(visit), false),
  },
  {
    method: 'post',
    path: `${base}/:session/removal`,
    door: 'account',
    may: 'feedback.remove',
    handle: async (visit) => {
      const { db, seat } = visit
      const session = await sessionOf(visit)
      try {
        await change(db, seat, (tx) => deleteSession(tx, seat, session.id))
      } catch (error) {
        if (!isStillUsed(error)) throw error
        return showRemoval(visit, session, true)
      }
      tellChange(visit, session.id)
      return { redirect: baseOf(visit), notice: 'removed' }
    },
  },
]

export const routes: StudyRoute[] = [
  ...exportRoutes,
  ...preparing,
  ...leading,
  ...roomRoutes,
  ...attendeeRoutes,
]

function sessionOf({ db, seat, param }: Visit): Promise<Session> {
  return sessionWith(db, seat, param('session'))
}

async function showSessions({ db, seat, t }: Visit, form: Form) {
  const isReady = (await readyFindingsOf(db, seat)).length > 0
  const parts = { counted: await countedPoints(db, seat), isReady }
  return sessionsPage(t, seat, await sessionsOf(db, seat), parts, form)
}

async function showSession(visit: Visit, session: Session, refused: Form | undefined) {
  const { db, seat, t, deps, trail } = visit
  const contents = await contentsOf(db, seat, session.id)
  const counts = contents.points.map(({ id, paper_dots }) => [fieldOf('point', id), paper_dots] as const)
  const stored = filledForm({ ...Object.fromEntries(counts), version: session.version })
  const parts = {
    contents,
    voters: await votersIn(db, seat, session.id),
    smallGroup: (await studyOf(db, seat)).small_group,
    counted: await countedPoints(db, seat),
    address: joinAddress(deps, session),
    isLoopback: isLoopback(deps.baseUrl),
    counting: contents.points.map(({ id, text }) => ({ field: fieldOf('point', id), label: text })),
    trail: await trail(
      'point',
      contents.points.map(({ id }) => id),
    ),
  }
  return sessionPage(t, seat, session, parts, shownForm(stored, refused))
}

function showEdit({ t, seat }: Visit, session: Session, refused: Form | undefined): Answer {
  const { kind, held_on, place, rung, dots, present, version } = session
  const stored = filledForm({ kind, held_on, place, rung, dots, present, version })
  return editPage(t, seat, session, shownForm(stored, refused))
}

async function showContents({ db, seat, t }: Visit, session: Session, refused: Form | undefined) {
  const chosen = await contentsOf(db, seat, session.id)
  const places = (kind: 'finding' | 'point', rows: readonly { id: string }[]) =>
    rows.map(({ id }, index) => [fieldOf(kind, id), String(index + 1)] as const)
  const typed: Typed = Object.fromEntries([
    ...places('finding', chosen.findings),
    ...places('point', chosen.points),
    ['version', String(session.version)],
  ])
  const parts = { findings: await readyFindingsOf(db, seat), points: await pointsOf(db, seat) }
  return contentsPage(t, seat, session, parts, shownForm({ typed, problems: {} }, refused))
}

async function showNotes({ db, seat, t }: Visit, session: Session, refused: Form | undefined) {
  const contents = await contentsOf(db, seat, session.id)
  const said = (kind: 'finding' | 'point', rows: readonly { id: string; said: string }[]) =>
    rows.map((row) => [fieldOf(kind, row.id), row.said] as const)
  const typed: Typed = {
    said: session.said,
    version: String(session.version),
    discussed: contents.points.filter(({ outcome }) => outcome === 'discussed').map(({ id }) => id),
    ...Object.fromEntries([...said('finding', contents.findings), ...said('point', contents.points)]),
  }
  return notesPage(t, seat, session, contents, shownForm({ typed, problems: {} }, refused))
}

async function showRemoval({ t, seat, trail }: Visit, session: Session, isRefused: boolean) {
  const found = (await trail('session', [session.id])).get(session.id) ?? []
  const uses = found.map(({ kind, count }) => t(`trail.${kind}` as Key, { count }))
  return removalPage(t, seat, session, { uses, isRefused })
}

/** Takes a session to its next state, and tells those who look at it. */
async function takeOn(visit: Visit, allowed: SessionChange): Promise<Answer> {
  const { db, seat, t, query } = visit
  const session = await sessionOf(visit)
  const refused = async (key: Key, status: number) => {
    const now = await sessionWith(db, seat, session.id)
    return { ...(await showSession(visit, now, refusedField(t, {}, '', key))), status }
  }
  try {
    const changed = await stateChanged(visit, session.id, allowed)
    if (!changed) return await refused(`feedback.needs.${allowed.needs ?? 'something_chosen'}`, 422)
  } catch (error) {
    if (error instanceof Conflict) return refused('feedback.stateChanged', 409)
    throw error
  }
  tellChange(visit, session.id)
  // Pressed on the wall, it stays there.
  const screen = /^\d{1,3}$/.test(query('at')) ? `/screen?at=${query('at')}` : ''
  return { redirect: `${baseOf(visit)}/${session.id}${screen}` }
}

/** A new join code may be taken already: then there is another. */
async function stateChanged({ db, seat }: Visit, id: string, allowed: SessionChange) {
  for (;;) {
    try {
      return await change(db, seat, (tx) => changeState(tx, seat, id, allowed))
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
}

function baseOf({ seat }: Visit): string {
  return `/studies/${seat.studyId}/feedback`
}

function toSession(visit: Visit): Answer {
  return { redirect: `${baseOf(visit)}/${visit.param('session')}`, notice: 'saved' }
}
