import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

const checkout = path.join(import.meta.dirname, '../..')
const program = path.join(checkout, 'dist/cli.js')

/**
 * What `npm start` tells Node. With a young heap of 16 MB, its own choice, the pieces of uploads that wait to be thrown away
 * take 250 MB more when a hall of people brings photos at once; pages are hardly slower with 2.
 */
function flags(): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as {
    scripts: { start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

/** A house of its own in a temporary folder, which the built program serves at one address. */
export type Place = {
  root: string
  database: string
  uploads: string
  /** Brings the database up to date without serving. */
  migrate: () => Promise<void>
  /** Starts the program, and waits until it answers. */
  start: () => Promise<Running>
  /** Takes everything away. */
  remove: () => Promise<void>
}
type Running = { pid: number; kill: () => Promise<void>; stop: () => Promise<void> }

/** Makes a place. Remove it afterwards, also after a failure. */
export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-bench-'))
  const port = await freePort()
  const root = `http://localhost:${port}`
  const data = path.join(folder, 'data')
  const uploads = path.join(folder, 'uploads')
  const env = {
    ...process.env,
    ...{ HOST: 'localhost', PORT: String(port), BASE_URL: root, DATA_DIR: data, UPLOADS_DIR: uploads },
    ...{ DATABASE_URL: '', SMTP_URL: '', NODE_ENV: 'production' },
  }
  const run = (word: string) =>
    spawn(process.execPath, [...flags(), program, word], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  return {
    ...{ root, uploads, database: path.join(data, 'voetspoor.sqlite') },
    migrate: async () => {
      await ended(run('migrate'))
    },
    start: async () => {
      const child = run('start')
      await answers(root, child)
      return {
        pid: child.pid ?? 0,
        kill: () => end(child, 'SIGKILL'),
        stop: () => end(child, 'SIGTERM'),
      }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  child.kill(signal)
  await ended(child)
}

async function answers(root: string, child: ChildProcess): Promise<void> {
  while (
    !(await fetch(`${root}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error('The program ended before it answered.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
