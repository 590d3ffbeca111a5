import type { ErrorRequestHandler, Request } from 'express'
import {
  bare,
  codeOf,
  Conflict,
  Crowded,
  Forbidden,
  isFull,
  NotFound,
  SignedOut,
  TooMany,
  Unreadable,
} from '../errors.ts'
import { stranger, type Visitor } from '../access/visits.ts'
import { KeyNeeded, LinkEnded, Unshown } from '../access/seat.ts'
import { keyStateOf } from '../access/second-key.ts'
import { wordsIn } from '../method/words.ts'
import { textIn, type Key } from '../text/text.ts'
import { blankForm, typedIn } from './form.ts'
import { lostLinkPage } from './links.ts'
import { keyPage, type Hidden } from './key-page.ts'
import { languageOf } from './language.ts'
import { readFields } from './body.ts'
import { sendPage, visitorOf, type Deps } from './route.ts'
import { WrongHost } from './security.ts'

type Problem = { status: number; key: ProblemKey; retryAfter?: number }
type ProblemKey =
  | 'notFound'
  | 'forbidden'
  | 'signedOut'
  | 'attendance'
  | 'table'
  | 'tableSent'
  | 'tooMany'
  | 'tooManyCards'
  | 'unreadable'
  | 'tooLarge'
  | 'wrongHost'
  | 'conflict'
  | 'busy'
  | 'crowded'
  | 'full'
  | 'unexpected'

/** Answers an error with a page. What we did not expect is logged, and tells the visitor nothing. */
export function answerProblem(deps: Deps): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (hasLeft(error)) {
      deps.log.debug({ route: routeOf(request) }, 'left')
      return
    }
    if (error instanceof LinkEnded) {
      const visitor = await whoIs(deps, request)
      const t = textIn(languageOf(request, visitor), deps.timeZone)
      await sendPage(deps, request, response, { visitor, seat: undefined, t }, lostLinkPage(t, error.link))
      return
    }
    if (error instanceof KeyNeeded) {
      await askForKey(deps, request, response, error)
      return
    }
    if (error instanceof Unshown) {
      await tellUnshown(deps, request, response, error)
      return
    }
    const { status, key, retryAfter } = problemOf(error, request)
    if (status === 500) deps.log.error({ err: bare(error), route: routeOf(request) }, 'unexpected')
    if (key === 'busy' || key === 'full')
      deps.log.error({ err: bare(error) }, key === 'full' ? 'full' : 'database')
    if (response.headersSent) {
      next(error)
      return
    }
    if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter))
    const visitor = key === 'busy' ? stranger : await whoIs(deps, request)
    const t = textIn(languageOf(request, visitor), deps.timeZone)
    // A script that keeps what was typed or recorded says why, and goes on when there is room.
    if (key === 'full' && request.get('accept') === 'application/json') {
      response.status(status).json({ problem: t('problem.full.script') })
      return
    }
    if (key === 'signedOut') {
      const kept = request.method === 'POST' ? await typedBy(request, response) : {}
      const again = signInAgain(request, kept)
      const lead = again.personal
        ? 'signIn.personalLead'
        : request.method === 'POST'
          ? 'problem.signedOut.text'
          : 'signIn.lead'
      const page = { title: t('signIn.title'), lead: t(lead), ...again }
      return sendPage(
        deps,
        request,
        response,
        { visitor, seat: undefined, t },
        { view: 'doors/sign-in', page, status },
      )
    }
    if (key === 'attendance') {
      const links = [{ href: '/s', text: t('join.again') }]
      const page = { title: t('problem.attendance.title'), text: t('problem.attendance.text'), links }
      const around = { visitor, seat: undefined, t }
      return sendPage(deps, request, response, around, { view: 'doors/message', page, status })
    }
    const page = {
      title: t(`problem.${key}.title`),
      text: t(`problem.${key}.text` as Key, {
        baseUrl: deps.baseUrl,
        minutes: Math.ceil((retryAfter ?? 60) / 60),
      }),
    }
    return sendPage(
      deps,
      request,
      response,
      { visitor, seat: undefined, t },
      { view: 'doors/problem', page, status },
    )
  }
}

/** Tells whether the visitor went elsewhere while a file was on its way: nobody is there to answer, and nothing is wrong. */
function hasLeft(error: unknown): boolean {
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'].includes(codeOf(error))
}

/** Asks for the second key in the place of the page that is behind it. What was typed is not lost. */
async function askForKey(
  deps: Deps,
  request: Request,
  response: Parameters<ErrorRequestHandler>[2],
  { seat }: KeyNeeded,
): Promise<void> {
  const visitor = await whoIs(deps, request)
  const t = textIn(languageOf(request, visitor, seat), deps.timeZone, wordsIn(seat.language, seat.words))
  const hidden = hiddenFor(request, request.method === 'POST' ? await typedBy(request, response) : {})
  const state = await keyStateOf(deps.db, seat, visitor)
  const page = keyPage(t, seat, state, { hidden, form: blankForm })
  await sendPage(deps, request, response, { visitor, seat, t }, page)
}

/** Says what somebody does not see in a study, and who can give it. Nobody gives that to oneself. */
async function tellUnshown(
  deps: Deps,
  request: Request,
  response: Parameters<ErrorRequestHandler>[2],
  { seat, needs }: Unshown,
): Promise<void> {
  const visitor = await whoIs(deps, request)
  const t = textIn(languageOf(request, visitor, seat), deps.timeZone, wordsIn(seat.language, seat.words))
  const way = t(seat.role === 'lead' ? 'problem.unshown.lead' : 'problem.unshown.other')
  const page = {
    title: t(`problem.unshown.${needs}.title`),
    text: `${t(`problem.unshown.${needs}.text`)} ${way}`,
    links: [{ href: `/studies/${seat.studyId}/study/members`, text: t('problem.unshown.link') }],
  }
  await sendPage(deps, request, response, { visitor, seat, t }, { view: 'doors/message', page, status: 403 })
}

/** What the sign-in page holds for somebody whose visit has ended: what was typed is not lost. */
function signInAgain(request: Request, kept: Record<string, string | string[]>) {
  return {
    form: { typed: {}, problems: {} },
    hidden: hiddenFor(request, kept),
    personal: /\/(participants|owners|assembly-members)\//.test(request.originalUrl),
  }
}

/** Where somebody was going, and what was typed there. */
function hiddenFor(request: Request, kept: Record<string, string | string[]>): Hidden {
  const fields = Object.entries(kept)
    .filter(([name]) => !['once', 'password', 'current', 'code'].includes(name))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name: `kept.${name}`, value: one })))
  return [{ name: request.method === 'POST' ? 'again' : 'next', value: request.originalUrl }, ...fields]
}

async function typedBy(request: Request, response: Parameters<ErrorRequestHandler>[2]) {
  try {
    return typedIn(await readFields(request, response))
  } catch {
    // A body that cannot be read has nothing to keep, and the page that comes says why.
    return {}
  }
}

async function whoIs(deps: Deps, request: Request): Promise<Visitor> {
  try {
    return await visitorOf(deps, request, deps.now())
  } catch (error) {
    // The error page must come, also when the database is what fails.
    deps.log.error({ err: bare(error) }, 'no visitor')
    return stranger
  }
}

function problemOf(error: unknown, { path, method }: Request): Problem {
  // A seat by a join code ends with its session, and has no link by which to come back.
  if (/^\/studies\/[^/]+\/attendees\//.test(path)) {
    if (error instanceof NotFound) return { status: 404, key: 'attendance' }
    if (error instanceof SignedOut) return { status: 401, key: 'attendance' }
  }
  // A link on a table has one end, whatever ended it.
  if (error instanceof NotFound && path.startsWith('/t/'))
    return { status: 404, key: method === 'POST' ? 'tableSent' : 'table' }
  if (error instanceof NotFound) return { status: 404, key: 'notFound' }
  if (error instanceof Forbidden) return { status: 403, key: 'forbidden' }
  if (error instanceof SignedOut) return { status: 401, key: 'signedOut' }
  if (error instanceof TooMany) {
    const key = error.message === 'cards' ? 'tooManyCards' : 'tooMany'
    return { status: 429, key, retryAfter: error.retryAfterSeconds }
  }
  if (error instanceof Conflict) return { status: 409, key: 'conflict' }
  if (error instanceof WrongHost) return { status: 421, key: 'wrongHost' }
  if (error instanceof Unreadable) {
    return error.status === 413 ? { status: 413, key: 'tooLarge' } : { status: 400, key: 'unreadable' }
  }
  if (error instanceof Crowded) {
    return { status: 503, key: 'crowded', retryAfter: error.retryAfterSeconds }
  }
  if (isFull(error)) return { status: 507, key: 'full', retryAfter: 60 }
  if (isBusy(error)) return { status: 503, key: 'busy', retryAfter: 2 }
  if (isMalformed(error)) return { status: 400, key: 'unreadable' }
  return { status: 500, key: 'unexpected' }
}

/** The database or the disk is held by another, or not there. */
function isBusy(error: unknown): boolean {
  if (busyCodes.test(codeOf(error))) return true
  return error instanceof Error && busyMessages.test(error.message)
}

/**
 * Of SQLite; of the network and the disk; of PostgreSQL: connection gone (08), changed by too many at once (40), no
 * room (53), shut down (57P), disk (58).
 */
const busyCodes = new RegExp(
  '^(SQLITE_(BUSY|IOERR|READONLY|CANTOPEN)' +
    '|E(CONN|TIMEDOUT|HOST|NET|PIPE|NOTFOUND|AI_AGAIN|ROFS|IO|MFILE)|08|40001|40P01|53|57P0|58)',
)
/** What pg says without a code. */
const busyMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Express marks what is wrong with a request itself, such as an address that cannot be decoded. */
function isMalformed(error: unknown): boolean {
  return (
    error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500
  )
}

/** The route as it stands in the table: an address may hold a token, which never stays in a log. */
function routeOf(request: Request): string {
  const route = request.route as { path?: string } | undefined
  return `${request.method} ${route?.path ?? '-'}`
}
