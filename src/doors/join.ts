import { change } from '../access/change.ts'
import { openVisit } from '../access/visits.ts'
import { isTaken } from '../db/constraints.ts'
import { Conflict } from '../errors.ts'
import { filledForm, refusedField, statusOf, type Form } from '../http/form.ts'
import { homeOf } from '../http/frame.ts'
import type { Answer } from '../http/page.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import {
  attendanceIn,
  enterAgain,
  insertAttendance,
  sessionOfCode,
  type JoinedSession,
} from '../steps/feedback/join-queries.ts'
import { tellCounts } from '../steps/feedback/live.ts'
import { codeFrom } from '../steps/feedback/rules.ts'

/** The door of feedback sessions: a code on the wall, no account. */
export const joinRoutes: OpenRoute[] = [
  {
    method: 'get',
    path: '/s',
    door: 'anyone',
    may: 'anyone',
    handle: (visit) => {
      const code = codeFrom(visit.query('code'))
      return code === '' ? showCode(visit, filledForm({})) : { redirect: `/s/${encodeURIComponent(code)}` }
    },
  },
  {
    method: 'get',
    path: '/s/:code',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const session = await sessionAsked(visit)
      return session ? showSession(visit, session) : showUnknown(visit)
    },
  },
  {
    method: 'post',
    path: '/s/:code',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const session = await sessionAsked(visit)
      return session ? join(visit, session) : showUnknown(visit)
    },
  },
]

/**
 * The session that a code leads to. Wrong codes are counted, right ones are not: a hall sits behind one address. Once
 * somebody there has joined, nobody in it who guesses can keep the others out.
 */
async function sessionAsked({ db, deps, address, param }: OpenVisit): Promise<JoinedSession | undefined> {
  const session = await sessionOfCode(db, codeFrom(param('code')))
  if (session && (await deps.limits.isKnown('halls', hallOf(address, session)))) return session
  await deps.limits.check('codes', address)
  if (!session) await deps.limits.take('codes', address)
  return session
}

function hallOf(address: string, { id }: JoinedSession): string {
  return `${address} ${id}`
}

function showCode({ t }: OpenVisit, form: Form): Answer {
  return {
    view: 'doors/code',
    status: statusOf(form),
    page: { title: t('join.title'), lead: t('join.codeLead'), form },
  }
}

function showUnknown(visit: OpenVisit): Answer {
  const form = refusedField(visit.t, { code: codeFrom(visit.param('code')) }, 'code', 'join.unknown')
  return { ...showCode(visit, form), status: 404 }
}

/**
 * What joining means, with the button; who is in already goes on. Opening it makes a visit in a browser that has none,
 * and nothing else: then pressing twice is known to be one person.
 */
async function showSession(visit: OpenVisit, session: JoinedSession): Promise<Answer> {
  const { db, t, visitor, now, at } = visit
  const known = await attendanceIn(db, session, visitor)
  if (known?.isSeated) return toSeat(session, known.personId)
  if (session.state !== 'open') return showWaiting(visit, session)
  const page = {
    title: t(`feedback.name.${session.kind}`),
    lead: t('join.lead', { network: session.network_name }),
    happens: [
      t('join.talk'),
      session.is_open_ballot === 1 ? t('join.byHand') : t('join.dots', { count: session.dots }),
      t('feedback.notByName'),
    ],
    action: `/s/${codeFrom(visit.param('code'))}`,
  }
  let token: string | undefined
  await change(db, { kind: 'stranger', action: 'sessions.look', at }, async (tx) => {
    token = (await openVisit(tx, visitor, now)).token
    return undefined
  })
  return { view: 'doors/join', page, ...(token === undefined ? {} : { token }) }
}

/** A session that nobody can join now, and why. */
function showWaiting(
  { t, param }: OpenVisit,
  { kind, state }: Pick<JoinedSession, 'kind' | 'state'>,
): Answer {
  const waiting = state === 'open' ? 'prepared' : state
  const page = {
    title: t(`feedback.name.${kind}`),
    text: t(`join.${waiting}`),
    links: state === 'prepared' ? [{ href: `/s/${codeFrom(param('code'))}`, text: t('join.lookAgain') }] : [],
  }
  return { view: 'doors/message', status: state === 'closed' ? 410 : 200, page }
}

/** Lets somebody in. In a browser that is in already it leads to the same seat, also when two presses race. */
async function join(visit: OpenVisit, session: JoinedSession): Promise<Answer> {
  const { db, t, visitor, now, at } = visit
  const actor = { kind: 'stranger', action: 'sessions.join', at, studyId: session.study_id } as const
  const known = await attendanceIn(db, session, visitor)
  if (known?.isSeated) return toSeat(session, known.personId)
  try {
    if (known) {
      await change(db, actor, (tx) => enterAgain(tx, visitor.id ?? '', session, known.personId, now))
      return toSeat(session, known.personId)
    }
    const person = { name: t('join.someone'), language: t.language }
    const joined = await change(db, actor, (tx) => insertAttendance(tx, visitor, session, person, now))
    await visit.deps.limits.take('halls', hallOf(visit.address, session))
    tellCounts(visit, session.id)
    return {
      ...toSeat(session, joined.personId),
      ...(joined.token === undefined ? {} : { token: joined.token }),
    }
  } catch (error) {
    if (error instanceof Conflict) return showNow(visit)
    const first = isTaken(error) ? await attendanceIn(db, session, visitor) : undefined
    if (!first) throw error
    return toSeat(session, first.personId)
  }
}

function toSeat({ study_id }: JoinedSession, personId: string): { redirect: string } {
  return { redirect: homeOf({ studyId: study_id, personId, role: 'attendee' }) }
}

/** The session was closed between asking and pressing. */
async function showNow(visit: OpenVisit): Promise<Answer> {
  const session = await sessionOfCode(visit.db, codeFrom(visit.param('code')))
  return session ? { ...showWaiting(visit, session), status: 409 } : showUnknown(visit)
}
