import { execFileSync, spawn } from 'node:child_process'
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
import { engineOf } from './db/migrate.ts'
import { offerSetUp } from './doors/set-up.ts'
import { bare, codeOf, Unusable } from './errors.ts'
import { claimFolder, removeUnsettled } from './files/rows.ts'
import { openStorage, openTemporaryFolder } from './files/storage.ts'
import { readAssets } from './http/assets.ts'
import { createLimits } from './http/limits.ts'
import { createLive, type Live } from './http/live.ts'
import { bySmtp, toFolder } from './mail/deliver.ts'
import { createOutbox } from './mail/outbox.ts'
import { trail } from './overview/trail.ts'
import { findWay } from './overview/way/way.ts'
import { makeFolders, openUpToDate, versionOf } from './place.ts'

/** Brings everything up, serves until a signal comes, and then ends within ten seconds. */
export async function serve(config: Config): Promise<void> {
  const log = openLog(config.logLevel)
  const onError = (error: unknown) => {
    log.error({ err: bare(error) }, 'in the background')
  }
  makeFolders(config)
  const db = await openUpToDate(config, onError)
  const storage = await openStorage(config.uploadsFolder, { noting: true })
  await claimFolder(db, config.uploadsFolder)
  // The port first: a second start by mistake must not sweep away what the first one is taking in.
  let answer: RequestListener = answerLater
  const server = await listen(config, (request, response) => {
    answer(request, response)
  })
  await removeUnsettled(db, storage)
  const uploadFolder = await openTemporaryFolder(config.uploadsFolder)
  const now = () => new Date()
  const { baseUrl, timeZone, trustProxy, backupDays } = config
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
      backupDays,
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
  const stopClock = startClock({ db, outbox, storage, uploadFolder, mailFolder, now, timeZone, onError })
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

/** Lines for who runs it. Those that a full disk does not take are lost: without this they would end the program. */
function openLog(level: Config['logLevel']): pino.Logger {
  const destination = pino.destination({ dest: 2, sync: true, maxLength: 64 * 1024 })
  destination.on('error', () => undefined)
  return pino({ level, base: null }, destination)
}

/** Adds the example study in a process of its own: drawing its pictures would hold up everybody. */
function addExample(accountId: string, onError: (error: unknown) => void): void {
  const program = [...process.execArgv, process.argv[1] ?? '']
  const child = spawn(process.execPath, [...program, 'example', '--yes', '--lead', accountId], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  child.once('error', onError)
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
    // Longer than proxies keep a connection that nothing passes over (nginx one minute, Caddy two): a form that one of
    // them sent at the moment that we close it would be lost.
    server.keepAliveTimeout = 130_000
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
    // Whoever still gets an answer would hold the line for more.
    server.keepAliveTimeout = 1
    setTimeout(() => {
      server.closeAllConnections()
    }, 7000).unref()
    setTimeout(() => process.exit(0), 8000).unref()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
