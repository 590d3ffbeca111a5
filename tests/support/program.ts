import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll } from '@jest/globals'

/** What a run of the program gave. A kill leaves no code but a signal. */
export type Outcome = { code: number | null; signal: string | null; stdout: string; stderr: string }
/** Settings of the environment. */
export type Settings = Record<string, string>

export const root = path.join(import.meta.dirname, '../..')

beforeAll(async () => {
  // Alone, a file of tests may come before the build.
  await finished(execFile('node', [path.join(root, 'src/ready.js')]))
}, 120_000)

/** A folder that goes after the test. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'voetspoor-'))
  folders.push(folder)
  return folder
}

/** Settings for a program of its own: below a folder, on a free port. */
export async function settingsIn(folder: string): Promise<Settings> {
  return {
    DATA_DIR: path.join(folder, 'data'),
    UPLOADS_DIR: path.join(folder, 'uploads'),
    PORT: String(await freePort()),
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}

/** Starts the built program: `started(['routes'], settings)`. It is killed after the test when it still runs. */
export function started(words: string[], settings: Settings): Running {
  return startedNode([path.join(root, 'dist/cli.js'), ...words], settings)
}

/** Starts Node with these words. */
export function startedNode(words: string[], settings: Settings = {}): Running {
  const child = spawn('node', words, { env: { PATH: process.env.PATH, ...settings } })
  children.push(child)
  const outcome = finished(child)
  let said = ''
  child.stdout.on('data', (data) => (said += String(data)))
  const says = async (words: string) => {
    while (!said.includes(words)) {
      const ended = await Promise.race([outcome, pause(10)])
      if (ended) throw new Error(`It ended without saying ${words}: ${ended.stderr}`)
    }
    return said
  }
  return { child, outcome, says }
}
export type Running = {
  child: ChildProcess
  outcome: Promise<Outcome>
  /** Waits until standard output holds these words, and gives all of it. */
  says: (words: string) => Promise<string>
}

/** Runs the built program to its end. */
export function run(words: string[], settings: Settings, typed = ''): Promise<Outcome> {
  const { child, outcome } = started(words, settings)
  child.stdin?.end(typed)
  return outcome
}

function finished(child: ChildProcess): Promise<Outcome> {
  const said = { stdout: '', stderr: '' }
  child.stdout?.on('data', (data) => (said.stdout += String(data)))
  child.stderr?.on('data', (data) => (said.stderr += String(data)))
  // What was killed does not read what it is told.
  child.stdin?.on('error', () => undefined)
  return new Promise((resolve) =>
    child.once('close', (code, signal) => {
      resolve({ code, signal, ...said })
    }),
  )
}

const children: ChildProcess[] = []
const folders: string[] = []

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
})
