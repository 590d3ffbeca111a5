/**
 * Makes the checkout ready to run: the right Node, its packages, its build. All that it says goes to standard error. Plain
 * JavaScript without packages, since it runs before there are any.
 */
import { spawn } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const at = (file) => path.join(root, file)
const lock = at('dist/.lock')
const stamp = at('dist/.built')
const installed = 'node_modules/.package-lock.json'

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeReady()

/**
 * Installs and builds what is due. Calls `unpacked` as soon as all packages can be read: what needs nothing that is
 * compiled or built may begin then.
 */
export async function makeReady(unpacked = () => undefined) {
  if (!isNodeNewEnough()) fail(`Voetspoor needs Node 20.19 or newer; this is ${process.version}.`, 1)
  if (isInstallDue() || isBuildDue()) await alone(() => installAndBuild(unpacked))
  else unpacked()
}

async function installAndBuild(unpacked) {
  if (isInstallDue() && isLink('node_modules'))
    fail('node_modules is a link: an install would empty what it leads to.', 1)
  if (isInstallDue()) await install(unpacked)
  else unpacked()
  if (isBuildDue()) await build()
}

/** Installs. Where a package has to be compiled that takes a minute of one core, and the build the other. */
async function install(unpacked) {
  say('Installing packages (once, a minute or two) …')
  await run('npm ci --include=dev --ignore-scripts --no-audit --no-fund --loglevel=error')
  // npm's mark that all is there waits until it is: an install that was killed halfway is done again.
  renameSync(at(installed), at(`${installed}.waiting`))
  unpacked()
  await Promise.all([run('npm rebuild --loglevel=error'), isBuildDue() && build()])
  renameSync(at(`${installed}.waiting`), at(installed))
}

async function build() {
  say('Building …')
  // The stamp goes first and comes back last: a build that was killed halfway, or overtaken by an edit, is built again.
  rmSync(stamp, { force: true })
  const sources = newestSource()
  await run('npm run --silent build')
  writeFileSync(stamp, sources)
}

function isNodeNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}

function isInstallDue() {
  return changed(installed) < changed('package-lock.json')
}

function isBuildDue() {
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== newestSource()
}

/** The time of the last change to what is built. A folder's own time tells that a file in it was removed. */
function newestSource() {
  const files = readdirSync(at('src'), { recursive: true }).map((file) => `src/${file}`)
  const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']
  return String(Math.max(...['src', ...files, ...settings].map(changed)))
}

function isLink(file) {
  return lstatSync(at(file), { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

function changed(file) {
  return statSync(at(file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Does the work in one process at a time. Who holds the lock touches it each second, so that a dead one's shows. */
async function alone(work) {
  mkdirSync(at('dist'), { recursive: true })
  await takeLock()
  const touching = setInterval(() => utimesSync(lock, new Date(), new Date()), 1000)
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  await work()
  process.off('exit', release)
  clearInterval(touching)
  release()
}

async function takeLock() {
  for (let waited = 0; !isLockTaken(); waited++) {
    if (waited === 0) say('Waiting for another process that installs or builds …')
    await pause(200)
    const touched = changed('dist/.lock')
    if (touched > 0 && Date.now() - touched > 10_000) rmSync(lock, { force: true })
  }
  // Two that found the same dead lock may both come here; the last one to write has it.
  await pause(100)
  if (!existsSync(lock) || readFileSync(lock, 'utf8') !== String(process.pid)) await takeLock()
}

function isLockTaken() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

async function run(command) {
  const [program, ...words] = command.split(' ')
  const child = spawn(program, words, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const pass = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, pass)
  const outcome = await new Promise((ended) => {
    child.once('error', (error) => ended({ code: 1, why: error.message }))
    child.once('exit', (code, signal) => ended({ code: code ?? 1, why: signal ?? `exit code ${code}` }))
  })
  for (const signal of signals) process.off(signal, pass)
  if (outcome.why !== 'exit code 0') fail(`Not ready: "${command}" failed (${outcome.why}).`, outcome.code)
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds))
}

function say(line) {
  process.stderr.write(`${line}\n`)
}

function fail(line, code) {
  say(line)
  process.exit(code)
}
