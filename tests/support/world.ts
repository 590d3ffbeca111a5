import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pino from 'pino'
import request from 'supertest'
import { createApp } from '../../src/app.ts'
import type { Db } from '../../src/db/schema.ts'
import { openStorage, openTemporaryFolder } from '../../src/files/storage.ts'
import { createLimits } from '../../src/http/limits.ts'
import { createLive } from '../../src/http/live.ts'
import type { Deps } from '../../src/http/route.ts'
import { toFolder } from '../../src/mail/deliver.ts'
import { createOutbox } from '../../src/mail/outbox.ts'
import { trail } from '../../src/overview/trail.ts'
import { findWay } from '../../src/overview/way/way.ts'
import { cookieOf, fillCast, now, type AccountName, type ParticipantName } from './cast.ts'
import { freshDatabase, removeAfter, type Engine, type Fill, type Lasts } from './databases.ts'

/** A name of the cast, or anyone at all. */
export type Name = AccountName | ParticipantName | 'stranger'
export type Form = Record<string, string | string[] | number>

/**
 * A running application with the cast in it (support/cast.ts). `as(name).get('/people')` asks below noor's study; a
 * path that begins with `//` is taken from the root. The clock stands still until a test moves it; mail is kept in a
 * folder, and `mails()` sends what waits and gives what is there. A test may begin with another filling, or hand the
 * application something else. The world ends with its test, unless it lasts for the file.
 */
export async function world(engine: Engine, { fill = fillCast, lasts = 'test', open, ...given }: Given = {}) {
  const db = await (open?.(fill) ?? freshDatabase(engine, fill, lasts))
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-world-'))
  removeAfter(lasts, () => rm(folder, { recursive: true, force: true }))
  const clock = { now }
  const mailFolder = path.join(folder, 'mail')
  const uploads = path.join(folder, 'uploads')
  const storage = await openStorage(uploads, { noting: true })
  const uploadFolder = await openTemporaryFolder(uploads)
  const settings = { now: () => clock.now, baseUrl: 'http://localhost:3000', timeZone: 'Europe/Amsterdam' }
  const onError = (error: unknown) => {
    throw error
  }
  const outbox = createOutbox(db, toFolder(mailFolder, 'Voetspoor <test@voorbeeld.example>'), {
    ...settings,
    onError,
  })
  const app = await listening(
    createApp({
      ...{ db, ...settings, mailFolder, storage, uploadFolder, trail, way: findWay },
      // Sent when a test asks for it, and not behind its back.
      outbox: { ...outbox, poke: () => undefined },
      random: seeded(),
      addExample: () => undefined,
      trustProxy: 0,
      backupDays: undefined,
      version: '0.0.0',
      commit: 'test',
      engine: engine === 'SQLite' ? 'sqlite' : 'postgresql',
      assets: { css: '/assets/main.css', sheet: '/assets/sheet.css', script: '/assets/main.js' },
      limits: createLimits(),
      live: createLive(onError),
      log: pino({ level: 'silent' }),
      ...given,
    }),
    lasts,
  )
  const found = await db
    .selectFrom('studies')
    .select('id')
    .where('name', '=', 'De Vlonder')
    .executeTakeFirst()
  const study = found?.id ?? ''
  // Promises: who asks twice at once is in one browser still.
  const cookies = new Map<Name, Promise<string>>()
  const below = (path: string) => (path.startsWith('//') ? path.slice(1) : `/studies/${study}${path}`)
  const cookie = (name: Name) => {
    const known = cookies.get(name) ?? (name === 'stranger' ? Promise.resolve('') : cookieOf(db, name))
    cookies.set(name, known)
    return known
  }
  const connections = new Agent({ keepAlive: true })
  const as = (name: Name, language = 'en') => {
    const send = async (method: 'get' | 'post', path: string, form?: Form, headers = {}) => {
      const own = await cookie(name)
      const asked = request(app)
        [method](below(path))
        .set('cookie', `${own}; language=${language}`)
        .agent(connections)
        // Packing and unpacking every page would take a tenth of the time.
        .set('accept-encoding', 'identity')
        .set(headers)
      // Supertest would take the bytes of an archive for text.
      if (/\/(archive|archives\/\w+|sound)$/.test(path)) void asked.responseType('blob')
      return method === 'get' ? asked : asked.type('form').send(form ?? {})
    }
    return {
      get: (path: string, headers = {}) => send('get', path, undefined, headers),
      post: (path: string, form?: Form) => send('post', path, form),
      /** Opens a page with a form and sends it, changed, to its own address: what was in view is told along. */
      edit: async (path: string, form: Form) => {
        const [, version = ''] = /name="version" value="([\w-]+)"/.exec((await send('get', path)).text) ?? []
        return send('post', path, { ...form, version })
      },
      /** Sends a form with a file, in its field `file` unless it says another. */
      upload: async (path: string, form: Form, file: { name: string; content: Buffer; field?: string }) => {
        const own = await cookie(name)
        const asked = request(app).post(below(path)).set('cookie', `${own}; language=${language}`)
        for (const [field, value] of Object.entries(form)) void asked.field(field, value)
        return asked.attach(file.field ?? 'file', file.content, file.name)
      },
    }
  }
  const mails = async () => {
    await outbox.sendDue()
    return db.selectFrom('mails').selectAll().orderBy('id').execute()
  }
  return { db, app, as, study, clock, mailFolder, mails, outbox, storage, uploads }
}
/** `open` makes a database of the test's own, in a file for one. */
type Given = Partial<Deps> & { fill?: Fill; lasts?: Lasts; open?: (fill: Fill) => Promise<Db> }
export type World = Awaited<ReturnType<typeof world>>

/** One server for all that a test asks: opening one for each request takes a quarter of the time. */
async function listening(app: ReturnType<typeof createApp>, lasts: Lasts): Promise<Server> {
  const server = createServer(app).listen(0, '127.0.0.1')
  // A connection that a test left alone for a while would be shut at the moment that it is used again.
  server.keepAliveTimeout = 0
  await once(server, 'listening')
  removeAfter(lasts, () => {
    server.closeAllConnections()
    return new Promise((closed) =>
      server.close(() => {
        closed()
      }),
    )
  })
  return server
}

/** What the log says that was done, oldest first: `photos.add` and the like. */
export async function logOf(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_log')
    .select(['action', 'outcome'])
    .where('action', '!=', 'cast')
    .orderBy('id')
    .execute()
  return rows.map(({ action, outcome }) => (outcome === 'done' ? action : `${action} ${outcome}`))
}

/** The same numbers from 0 up to 1 for every test: Lehmer's generator with the constants of Park and Miller (1988). */
function seeded(): () => number {
  let state = 20_261_122
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
