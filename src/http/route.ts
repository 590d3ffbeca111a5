import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseCookie } from 'cookie'
import type { Express, Request, Response } from 'express'
import type pino from 'pino'
import { answerGiven, answerKey, claimAnswer, keepAnswer, releaseAnswer } from '../access/answers.ts'
import type { AccountRight, Right } from '../access/policy.ts'
import { lasting } from '../access/lasting.ts'
import {
  takeAccount,
  takeSeat,
  takeTable,
  type AccountSeat,
  type Need,
  type Seat,
  type StudyDoor,
} from '../access/seat.ts'
import { noteOpened, visitorStill, visitorWith, type Account, type Visitor } from '../access/visits.ts'
import { hashOf } from '../access/tokens.ts'
import { newId } from '../db/new-id.ts'
import { Forbidden, NotFound, SignedOut } from '../errors.ts'
import type { Db } from '../db/schema.ts'
import type { Outbox } from '../mail/outbox.ts'
import { wordsIn } from '../method/words.ts'
import { textIn, type Translate } from '../text/text.ts'
import type { Assets } from './assets.ts'
import { readBody, type BodyKind, type SmallFile, type Upload } from './body.ts'
import { frameOf } from './frame.ts'
import { languageOf } from './language.ts'
import { needRoomForPicture } from '../files/pictures.ts'
import type { Storage } from '../files/storage.ts'
import type { Limits } from './limits.ts'
import type { Live } from './live.ts'
import { notices, type Answer, type Download, type Page, type SaidNotice } from './page.ts'
import { sendRanged } from './ranged.ts'
import { render } from './render.ts'
import type { Entries, FindWay, Trail, TrailKind, Way, WayKind } from './trail.ts'

/** What the application is given from outside. */
export type Deps = {
  db: Db
  now: () => Date
  /** A number from 0 up to 1. */
  random: () => number
  baseUrl: string
  timeZone: string
  trustProxy: number
  version: string
  commit: string
  engine: 'sqlite' | 'postgresql'
  assets: Assets
  limits: Limits
  live: Live
  outbox: Outbox
  storage: Storage
  /** Where uploads are while they come in. */
  uploadFolder: string
  /** Where messages are kept when no mail server is set. */
  mailFolder: string | undefined
  /** For how many days back-ups are kept, where that is set. */
  backupDays: number | undefined
  trail: Trail
  way: FindWay
  /** Adds the example study, in a process of its own, with this account as its lead. */
  addExample: (accountId: string) => void
  log: pino.Logger
}

/** One request as a handler of anyone's route sees it. */
export type OpenVisit = {
  deps: Deps
  db: Db
  t: Translate
  visitor: Visitor
  now: Date
  at: string
  /** Where the request comes from, for limits. */
  address: string
  /** A named part of the route's path. */
  param: (name: string) => string
  /** What stands behind the question mark; empty when it is not there. */
  query: (name: string) => string
  /** All that stands there under one name. */
  queryAll: (name: string) => string[]
  /** The form as it came: unchecked, for input.ts to read. */
  body: unknown
  file: SmallFile | undefined
  /** An uploaded file on disk, when the route takes one. It goes when the request is answered. */
  upload: Upload | undefined
  /** A script asks, and wants figures instead of a page. */
  wantsJson: boolean
}

/** One request of a signed-in account, outside studies. */
export type AccountVisit = OpenVisit & { actor: AccountSeat; account: Account }

/** One request of a person in a study. */
export type Visit = OpenVisit & {
  seat: Seat
  /** What later steps have made of things of this kind. */
  trail: (kind: TrailKind, ids: readonly string[]) => Promise<Entries>
  /** Where one thing comes from, and what became of it. */
  way: (kind: WayKind, id: string) => Promise<Way>
}

type Row = { method: 'get' | 'post'; path: string; body?: BodyKind }
export type OpenRoute = Row & {
  door: 'anyone'
  may: 'anyone'
  handle: (visit: OpenVisit) => Promise<Answer> | Answer
}
export type AccountRoute = Row & {
  door: 'account'
  may: AccountRight
  handle: (visit: AccountVisit) => Promise<Answer> | Answer
}
/** A path of one study. The path has `:study`, and `:person` where the door is a personal link's. */
export type StudyRoute = Row & {
  door: StudyDoor
  may: Right
  /** What is needed beside the right: to see names or whole talks, as is set per person, or the second key. */
  needs?: Need
  handle: (visit: Visit) => Promise<Answer> | Answer
}
/** A path behind the link that stands on the table of a talk: its `:token` is all that one needs, and opens nothing else. */
export type TableRoute = Row & {
  door: 'table'
  may: 'photos.add'
  handle: (visit: Visit) => Promise<Answer> | Answer
}
/** A row names its door and its right; without them it does not compile. */
export type Route = OpenRoute | AccountRoute | StudyRoute | TableRoute

/** Puts the routes on the application. */
export function mount(app: Express, deps: Deps, routes: readonly Route[]): void {
  for (const route of routes) {
    app[route.method](route.path, async (request, response) => {
      await serve(route, deps, request, response)
    })
  }
}

async function serve(route: Route, deps: Deps, request: Request, response: Response): Promise<void> {
  const arrived = await arrival(route, deps, request)
  if (route.method === 'get') {
    const nothing = { body: {}, file: undefined, upload: undefined }
    await answerTo(route, deps, request, response, arrived, nothing)
    return
  }
  if (route.body === 'picture') needRoomForPicture()
  // Only now: a body from someone without the right is not read.
  const sent = await readBody(request, response, route.body ?? 'form', deps.uploadFolder)
  try {
    // A body may take minutes to come in: who was taken out meanwhile is out.
    await answerTo(route, deps, request, response, await arrival(route, deps, request), sent)
  } finally {
    if (sent.upload) await rm(sent.upload.path, { force: true })
  }
}

type Arrival = { now: Date; visitor: Visitor; taken: Taken }

/** Who asks, and the seat or right that the route takes. */
async function arrival(route: Route, deps: Deps, request: Request): Promise<Arrival> {
  const now = deps.now()
  const visitor = await visitorOf(deps, request, now)
  return { now, visitor, taken: await take(route, deps.db, request, visitor, now) }
}

async function answerTo(
  route: Route,
  deps: Deps,
  request: Request,
  response: Response,
  { now, visitor, taken }: Arrival,
  { body, file, upload }: Pick<OpenVisit, 'body' | 'file' | 'upload'>,
): Promise<void> {
  const { db } = deps
  const seat = taken && 'seat' in taken ? taken.seat : undefined
  const language = languageOf(request, visitor, seat)
  const t = textIn(language, deps.timeZone, wordsIn(language, seat?.words))
  const visit: OpenVisit = {
    ...{ deps, db, t, visitor, now, body, file, upload },
    at: now.toISOString(),
    address: request.ip ?? '',
    param: (name) => param(request, name),
    query: (name) => queryOf(request, name)[0] ?? '',
    queryAll: (name) => queryOf(request, name),
    wantsJson: request.get('accept') === 'application/json',
  }
  if (seat && route.method === 'post' && route.door !== 'account' && route.door !== 'table')
    await noteOpened(db, visitor, seat, visit.at)
  const answer = await onceOnly(visit, request, () => handle(route, visit, taken))
  if ('live' in answer && request.method === 'GET' && request.get('accept') === 'text/event-stream') {
    const asker = { visitId: visitor.id ?? '', isSeated: () => hasSeat(route, deps, request) }
    deps.live.open(answer.live, response, asker)
    return
  }
  // Whoever reads the link on the table is told neither whose talk it is nor where that person's own pages are.
  await send(deps, request, response, { visitor, seat: route.door === 'table' ? undefined : seat, t }, answer)
}

/** Tells whether who asked then would be let in now. */
async function hasSeat(route: Route, deps: Deps, request: Request): Promise<boolean> {
  const now = deps.now()
  try {
    await take(route, deps.db, request, await visitorStill(deps.db, visitTokenOf(request), now), now)
    return true
  } catch (error) {
    if (error instanceof SignedOut || error instanceof NotFound || error instanceof Forbidden) return false
    throw error
  }
}

/** Who is at the other end, by the cookie. */
export function visitorOf({ db }: Deps, request: Request, now: Date): Promise<Visitor> {
  return visitorWith(db, visitTokenOf(request), now)
}

function visitTokenOf(request: Request): string | undefined {
  return cookiesOf(request)[visitCookie(request)]
}

type Taken = { seat: Seat } | { actor: AccountSeat; account: Account } | undefined

async function take(route: Route, db: Db, request: Request, visitor: Visitor, now: Date): Promise<Taken> {
  const at = now.toISOString()
  if (route.door === 'anyone') return undefined
  if (route.door === 'table') return { seat: await takeTable(db, { token: param(request, 'token'), at }) }
  if (isStudyRoute(route)) {
    const studyId = param(request, 'study')
    const personId = route.door === 'account' ? undefined : param(request, 'person')
    return {
      seat: await takeSeat(db, {
        ...{ visitor, door: route.door, studyId, personId, at },
        right: route.may,
        needs: route.needs,
      }),
    }
  }
  const { account, ...actor } = await takeAccount(db, { visitor, right: route.may, at })
  return { actor, account }
}

function isStudyRoute(route: Route): route is StudyRoute {
  return route.path.startsWith('/studies/:study')
}

function handle(route: Route, visit: OpenVisit, taken: Taken): Promise<Answer> | Answer {
  if (taken && 'seat' in taken) {
    const { seat } = taken
    const trail: Visit['trail'] = (kind, ids) => visit.deps.trail(visit.db, seat, kind, ids)
    const way: Visit['way'] = (kind, id) => visit.deps.way(visit.db, seat, visit.t, kind, id)
    return (route as StudyRoute).handle({ ...visit, seat, trail, way })
  }
  if (taken) return (route as AccountRoute).handle({ ...visit, ...taken })
  return (route as OpenRoute).handle(visit)
}

/**
 * A form bears the mark of the page it was on. The same form sent twice (a double click, a reload, a second try on a
 * bad line) gets the first answer; what was refused may be sent again.
 */
async function onceOnly(
  visit: OpenVisit,
  request: Request,
  work: () => Promise<Answer> | Answer,
): Promise<Answer> {
  const mark = markIn(visit.body)
  if (mark === undefined) return work()
  const { db } = visit
  // Another file in the same form is another form.
  const file = visit.file ? hashOf(visit.file.content) : ''
  const key = answerKey(visit.visitor.id ?? '', request.path, mark, file, JSON.stringify(visit.body))
  while (!(await claimAnswer(db, key, visit.deps.now()))) {
    // The first sending is still at work. If it is refused, or was killed, this one takes its place.
    const redirect = await answerGiven(db, key)
    if (typeof redirect === 'string') return { redirect }
    await pause(50)
  }
  try {
    const answer = await work()
    if ('redirect' in answer) await keepAnswer(db, key, answer.redirect)
    else await releaseAnswer(db, key)
    return answer
  } catch (error) {
    await releaseAnswer(db, key)
    throw error
  }
}

function markIn(body: unknown): string | undefined {
  const mark = typeof body === 'object' && body !== null && 'once' in body ? body.once : undefined
  return typeof mark === 'string' && mark !== '' ? mark : undefined
}

type Around = { visitor: Visitor; seat: Seat | undefined; t: Translate }

async function send(
  deps: Deps,
  request: Request,
  response: Response,
  around: Around,
  answer: Answer,
): Promise<void> {
  if (answer.token !== undefined) setVisitCookie(request, response, answer.token)
  if (answer.language) setCookie(request, response, 'language', answer.language, 365 * 24 * 60 * 60)
  if ('redirect' in answer) {
    const { notice, count } = answer
    if (notice)
      setCookie(request, response, 'notice', count === undefined ? notice : `${notice}.${count}`, 20)
    // A script that uploads wants to know where to go, not to fetch the page behind its back.
    if (request.get('accept') === 'application/json') response.json({ redirect: answer.redirect })
    else response.redirect(303, answer.redirect)
  } else if ('live' in answer) response.redirect(303, answer.instead)
  else if ('json' in answer) response.status(answer.status ?? 200).json(answer.json)
  else if ('download' in answer) await sendDownload(request, response, answer)
  else await sendPage(deps, request, response, around, answer)
}

/** Answers with a page in its frame. */
export async function sendPage(
  deps: Pick<Deps, 'assets'>,
  request: Request,
  response: Response,
  { visitor, seat, t }: Around,
  answer: Page,
): Promise<void> {
  const notice = noticeIn(cookiesOf(request).notice)
  if (notice) setCookie(request, response, 'notice', '', 0)
  const status = answer.status ?? 200
  const frame = frameOf(t, {
    visitor,
    seat,
    path: request.originalUrl.startsWith('/') ? request.originalUrl : '/',
    answersSending: request.method === 'POST',
    // Where one is led to sign in, what was done before still holds.
    notice: status < 400 || status === 401 ? notice : undefined,
    assets: deps.assets,
    wide: answer.page.wide ?? false,
    status,
    once: newId(),
  })
  response.status(status).send(await render(answer, frame, t))
}

async function sendDownload(request: Request, response: Response, answer: Download): Promise<void> {
  const { download, type, fileName, size, etag } = answer
  response.type(type)
  if (fileName !== undefined) response.attachment(fileName).type(type)
  if (size !== undefined) response.set('Content-Length', String(size))
  // What was uploaded runs nothing, whatever it holds.
  response.set('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
  if (typeof download === 'object' && 'part' in download) {
    await sendRanged(request, response, download, { size: size ?? 0, etag })
    return
  }
  if (etag !== undefined) {
    response.set({ 'Cache-Control': 'private, no-cache', ETag: `"${etag}"` })
    if (request.fresh) {
      if (typeof download === 'object' && 'destroy' in download) download.destroy()
      response.removeHeader('Content-Length')
      response.status(304).end()
      return
    }
  }
  if (typeof download === 'string' || Buffer.isBuffer(download)) response.send(download)
  else await pipeline(download, response)
}

function param(request: Request, name: string): string {
  const value = request.params[name]
  if (typeof value !== 'string') throw new Error(`This route's path has no :${name}`)
  // PostgreSQL refuses it, and no name or token of ours holds it.
  if (value.includes('\0')) throw new NotFound('no such page')
  return value
}

function queryOf(request: Request, name: string): string[] {
  const values = [request.query[name] ?? []].flat()
  return values.filter((value) => typeof value === 'string').map((value) => value.replaceAll('\0', ''))
}

/** The cookies of a request, by name. */
function cookiesOf(request: Request): Record<string, string | undefined> {
  return parseCookie(request.get('cookie') ?? '')
}

function visitCookie(request: Request): string {
  return request.app.get('https') === true ? '__Host-visit' : 'visit'
}

function setVisitCookie(request: Request, response: Response, token: string): void {
  setCookie(request, response, visitCookie(request), token, lasting.link / 1000)
}

function setCookie(
  request: Request,
  response: Response,
  name: string,
  value: string,
  maxAgeSeconds: number,
): void {
  response.cookie(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    secure: request.app.get('https') === true,
    path: '/',
    maxAge: maxAgeSeconds * 1000,
  })
}

function noticeIn(value = ''): SaidNotice | undefined {
  const [, name, count = '0'] = /^([a-zA-Z]+)(?:\.(\d{1,6}))?$/.exec(value) ?? []
  const notice = notices.find((one) => one === name)
  return notice && { notice, count: Number(count) }
}
