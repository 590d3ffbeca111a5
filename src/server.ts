import { execFileSync, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import path from 'node:path'
import pino from 'pino'
import { createApp } from './app.ts'
import { startClock } from './clock.ts'
import type { Config } from './config.ts'
import { copySqlite } from './db/copy.ts'
import { engineOf, migrate } from './db/migrate.ts'
import { openPostgres, openSqlite } from './db/open.ts'
import type { Db } from './db/schema.ts'
import { offerSetUp } from './doors/set-up.ts'
import { bare, codeOf, Unusable } from './errors.ts'
import { claimFolder } from './files/rows.ts'
import { openStorage, openTemporaryFolder } from './files/storage.ts'
import { readAssets } from './http/assets.ts'
import { createLimits } from './http/limits.ts'
import { createLive, type Live } from './http/live.ts'
import { bySmtp, toFolder } from './mail/deliver.ts'
import { createOutbox } from './mail/outbox.ts'
import { trail } from './overview/trail.ts'
import { findWay } from './overview/way/way.ts'

/** Brings everything up, serves until a signal comes, and then ends within ten seconds. */
export async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const onError = (error: unknown) => {
    log.error({ err: bare(error) }, 'in the background')
  }
  makeFolders(config)
  const db = await openUpToDate(config, onError)
  const storage = await openStorage(config.uploadsFolder)
  await claimFolder(db, config.uploadsFolder)
  // The port first: a second start by mistake must not sweep away what the first one is taking in.
  let answer: RequestListener = answerLater
  const server = await listen(config, (request, response) => {
    answer(request, response)
  })
  const uploadFolder = await openTemporaryFolder(config.uploadsFolder)
  const now = () => new Date()
  const { baseUrl, timeZone, trustProxy } = config
  const mailFolder = config.smtpUrl ? undefined : path.join(config.dataFolder, 'mail')
  const deliver = config.smtpUrl
    ? bySmtp(config.smtpUrl, config.mailFrom)
    : toFolder(path.join(config.dataFolder, 'mail'), config.mailFrom)
  const outbox = createOutbox(db, deliver, { now, baseUrl, timeZone, onError })
  const live = createLive(onError)
  answer = createApp({
    ...{
      db,
      now,
      random: Math.random,
      baseUrl,
      timeZone,
      trustProxy,
      outbox,
      mailFolder,
      storage,
      uploadFolder,
      trail,
      way: findWay,
      addExample: (accountId: string) => {
        addExample(accountId, onError)
      },
      live,
      log,
    },
    version: versionOf(),
    commit: commitOf(),
    engine: engineOf(db) === 'sqlite' ? 'sqlite' : 'postgresql',
    assets: readAssets(),
    limits: createLimits(),
  })
  const stopClock = startClock({ db, outbox, storage, mailFolder, now, onError })
  console.log(`Voetspoor serves on ${baseUrl}`)
  // As long as nobody has an account. Each start makes a new link.
  const setUp = await offerSetUp(db, now())
  if (setUp !== undefined)
    console.log(`Make the first account here (this link works once): ${baseUrl}${setUp}`)
  stopOnSignal(server, live, async () => {
    stopClock()
    await db.destroy()
  })
}

/** Adds the example study in a process of its own: drawing its pictures would hold up everybody. */
function addExample(accountId: string, onError: (error: unknown) => void): void {
  const program = [...process.execArgv, process.argv[1] ?? '']
  const child = spawn(process.execPath, [...program, 'example', '--yes', '--lead', accountId], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child.once('error', onError)
}

/** Makes the folders and sees that they can be written. */
export function makeFolders({ dataFolder, uploadsFolder }: Config): void {
  for (const folder of [dataFolder, uploadsFolder]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    } catch (error) {
      throw new Unusable(`The folder ${folder} cannot be made or written (${codeOf(error)}).`)
    }
  }
}

/** The file of the database, where it is one. */
export function databaseFile({ dataFolder }: Config): string {
  return path.join(dataFolder, 'voetspoor.sqlite')
}

/** Opens the database and brings it up to date; a SQLite file is copied before it changes. */
export async function openUpToDate(config: Config, onError: (error: unknown) => void): Promise<Db> {
  const file = databaseFile(config)
  const db = openDatabase(config, onError)
  try {
    await migrate(db, { before: () => (config.databaseUrl ? Promise.resolve() : copyBefore(file)) })
  } catch (error) {
    if (error instanceof Unusable) throw error
    if (!isOutside(error)) throw error
    const where = config.databaseUrl ? 'on the server that DATABASE_URL names' : file
    // A host with two addresses fails without words.
    const why = (error as Error).message || codeOf(error)
    throw new Unusable(`The database (${where}) cannot be opened: ${why}`)
  }
  return db
}

/** Keeps the database as it is before it changes. Only the newest copy stays: an old one holds what was taken away. */
async function copyBefore(file: string): Promise<void> {
  const { dir, base } = path.parse(file)
  const earlier = readdirSync(dir).filter((name) => name.startsWith(`${base}.before-`))
  await copySqlite(file, `${file}.before-${Date.now()}`)
  for (const name of earlier) rmSync(path.join(dir, name))
}

/** Tells a disk, a file or a server that refuses from a mistake in a migration. */
function isOutside(error: unknown): boolean {
  const { message } = error as Error
  return (
    /^SQLITE_(AUTH|BUSY|CANTOPEN|CORRUPT|FULL|IOERR|LOCKED|NOTADB|PERM|PROTOCOL|READONLY)/.test(
      codeOf(error),
    ) ||
    // https://www.postgresql.org/docs/current/errcodes-appendix.html; pg gives its own time-out no code.
    /^(E[A-Z]+$|08|28|3D|42501|53|57P)/.test(codeOf(error)) ||
    /^(timeout exceeded|Connection terminated)/.test(message)
  )
}

function openDatabase(config: Config, onError: (error: unknown) => void): Db {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, onError)
  try {
    const file = databaseFile(config)
    // SQLite opens one that it may not write, and says so at the first write only.
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
    return openSqlite(file)
  } catch (error) {
    throw new Unusable(`The database ${databaseFile(config)} cannot be opened (${codeOf(error)}).`)
  }
}

/** The version of this program. */
export function versionOf(): string {
  const file = path.join(import.meta.dirname, '../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    // A copy without its history, or a machine without git.
    return 'unknown'
  }
}

function answerLater(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'Retry-After': '1' }).end()
}

function listen({ host, port }: Config, answer: RequestListener): Promise<Server> {
  // By its name a machine may listen on IPv6 alone; every browser tries 127.0.0.1 too.
  const address = host === 'localhost' ? '127.0.0.1' : host
  return new Promise((resolve, reject) => {
    const server = createServer(answer).listen(port, address)
    server.once('listening', () => {
      resolve(server)
    })
    server.once('error', (error) => {
      const why = codeOf(error) === 'EADDRINUSE' ? 'is in use' : `cannot be used (${codeOf(error)})`
      reject(new Unusable(`Port ${port} on ${host} ${why}. Choose another with PORT.`))
    })
  })
}

/** Takes no new requests, lets those in flight end for seven seconds, then closes all, and waits for nothing more. */
function stopOnSignal(server: Server, live: Live, close: () => Promise<void>): void {
  const stop = () => {
    server.close(() => {
      void close().then(() => process.exit(0))
    })
    live.close()
    server.closeIdleConnections()
    setTimeout(() => {
      server.closeAllConnections()
    }, 7000).unref()
    setTimeout(() => process.exit(0), 8000).unref()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
