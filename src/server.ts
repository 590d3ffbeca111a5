import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import path from 'node:path'
import pino from 'pino'
import { endSetUpLinks, insertAccountLink, isWithout } from './access/accounts.ts'
import { change } from './access/change.ts'
import { newToken } from './access/tokens.ts'
import { createApp } from './app.ts'
import { startClock } from './clock.ts'
import type { Config } from './config.ts'
import { copySqlite } from './db/copy.ts'
import { engineOf, migrate } from './db/migrate.ts'
import { openPostgres, openSqlite } from './db/open.ts'
import type { Db } from './db/schema.ts'
import { codeOf, Unusable } from './errors.ts'
import { openStorage, openTemporaryFolder } from './files/storage.ts'
import { readAssets } from './http/assets.ts'
import { createLimits } from './http/limits.ts'
import { bySmtp, toFolder } from './mail/deliver.ts'
import { createOutbox } from './mail/outbox.ts'
import { trail } from './overview/trail.ts'

/** Brings everything up, serves until a signal comes, and then ends within ten seconds. */
export async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel, base: null }, pino.destination(2))
  const onError = (error: unknown) => {
    log.error({ err: error }, 'in the background')
  }
  makeFolders(config)
  const db = await openUpToDate(config, onError)
  const storage = await openStorage(config.uploadsFolder)
  const uploadFolder = await openTemporaryFolder(config.uploadsFolder)
  const now = () => new Date()
  const { baseUrl, timeZone, trustProxy } = config
  const mailFolder = config.smtpUrl ? undefined : path.join(config.dataFolder, 'mail')
  const deliver = config.smtpUrl
    ? bySmtp(config.smtpUrl, config.mailFrom)
    : toFolder(path.join(config.dataFolder, 'mail'), config.mailFrom)
  const outbox = createOutbox(db, deliver, { now, baseUrl, timeZone, onError })
  const app = createApp({
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
      log,
    },
    version: versionOf(),
    commit: commitOf(),
    engine: engineOf(db) === 'sqlite' ? 'sqlite' : 'postgresql',
    assets: readAssets(),
    limits: createLimits(),
  })
  const server = await listen(app, config)
  const stopClock = startClock({ db, outbox, storage, mailFolder, now, onError })
  console.log(`Voetspoor serves on ${baseUrl}`)
  await sayHowToBegin(db, baseUrl, now())
  stopOnSignal(server, async () => {
    stopClock()
    await db.destroy()
  })
}

/** Makes the folders and sees that they can be written. */
export function makeFolders({ dataFolder, uploadsFolder }: Config): void {
  for (const folder of [dataFolder, uploadsFolder]) {
    try {
      mkdirSync(folder, { recursive: true })
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
    await migrate(db, {
      before: () =>
        config.databaseUrl ? Promise.resolve() : copySqlite(file, `${file}.before-${Date.now()}`),
    })
  } catch (error) {
    if (error instanceof Unusable) throw error
    if (!/^(SQLITE_|E[A-Z]+$|28|3D|57P|08)/.test(codeOf(error))) throw error
    const where = config.databaseUrl ? 'on the server that DATABASE_URL names' : file
    throw new Unusable(
      `The database (${where}) cannot be opened: ${error instanceof Error ? error.message : ''}`,
    )
  }
  return db
}

function openDatabase(config: Config, onError: (error: unknown) => void): Db {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, onError)
  try {
    return openSqlite(databaseFile(config))
  } catch (error) {
    throw new Unusable(`The database ${databaseFile(config)} cannot be opened (${codeOf(error)}).`)
  }
}

function versionOf(): string {
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

function listen(app: ReturnType<typeof createApp>, { host, port }: Config): Promise<Server> {
  // By its name a machine may listen on IPv6 alone; every browser tries 127.0.0.1 too.
  const address = host === 'localhost' ? '127.0.0.1' : host
  return new Promise((resolve, reject) => {
    const server = app.listen(port, address)
    server.once('listening', () => {
      resolve(server)
    })
    server.once('error', (error) => {
      const why = codeOf(error) === 'EADDRINUSE' ? 'is in use' : `cannot be used (${codeOf(error)})`
      reject(new Unusable(`Port ${port} on ${host} ${why}. Choose another with PORT.`))
    })
  })
}

/** Prints the link that makes the first account, as long as there is none. Each start makes a new one. */
async function sayHowToBegin(db: Db, baseUrl: string, now: Date): Promise<void> {
  if (!(await isWithout(db, 'accounts'))) return
  const token = newToken()
  await change(db, { kind: 'system', action: 'setUp.offer', at: now.toISOString() }, async (tx) => {
    await endSetUpLinks(tx)
    return insertAccountLink(tx, { accountId: null, token, now, hours: 24 * 30 })
  })
  console.log(`Make the first account here (this link works once): ${baseUrl}/set-up/${token}`)
}

/** Takes no new requests, lets those in flight end for eight seconds, then closes all. */
function stopOnSignal(server: Server, close: () => Promise<void>): void {
  const stop = () => {
    server.close(() => {
      void close().then(() => process.exit(0))
    })
    server.closeIdleConnections()
    setTimeout(() => {
      server.closeAllConnections()
    }, 8000).unref()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
