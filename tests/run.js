// Runs all checks and all tests as one list, and ends with the counts alone on the last line.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { setPriority } from 'node:os'
import path from 'node:path'
import { makeReady } from '../src/ready.js'

const root = path.join(import.meta.dirname, '..')

const failedChecks = []
// The longest first, while packages are compiled. Tests wait a good deal, for a browser, a database, a clock: then the
// checks take what they leave of the machine.
const checks = ['lint', 'types', 'imports', 'unused', 'format']

const notReady = () => console.log('0 passed, 1 failed')
process.once('exit', notReady)
let checking
await makeReady(() => (checking = runChecks()))
process.off('exit', notReady)

const [tests] = await Promise.all([runTests(), checking])

if (tests.skipped > 0) console.log(`Skipped tests: ${tests.skipped}`)
const failures = tests.failed > 0 ? [...failedChecks, 'tests'] : failedChecks
if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}`)
const failed = failedChecks.length + tests.failed
console.log(`${checks.length - failedChecks.length + tests.passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function runChecks() {
  for (const check of checks) {
    const { passed } = await run(['run', '--silent', check], 'pipe')
    if (!passed) failedChecks.push(check)
  }
}

async function runTests() {
  const name = `dist/.tests-${process.pid}.json`
  const { passed } = await run(['run', '--silent', 'unit', '--', '--json', '--outputFile', name], 'inherit')
  const file = path.join(root, name)
  // Jest crashed, or found no tests.
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  rmSync(file)
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites
  return {
    passed: report.numPassedTests,
    failed: passed ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Runs npm. What is piped gives way to the rest, and shows in one piece when it is done. */
async function run(words, stdio) {
  const command = `> npm ${words.join(' ')}`
  if (stdio === 'inherit') console.log(command)
  const start = Date.now()
  const child = spawn('npm', words, {
    cwd: root,
    stdio: ['ignore', stdio, stdio],
    shell: process.platform === 'win32',
  })
  if (stdio === 'pipe' && child.pid !== undefined) setPriority(child.pid, 10)
  let output = ''
  child.stdout?.on('data', (data) => (output += data))
  child.stderr?.on('data', (data) => (output += data))
  const code = await new Promise((ended) => child.once('close', ended))
  const took = `${((Date.now() - start) / 1000).toFixed(1)} s`
  console.log(stdio === 'inherit' ? `  ${took}` : `${command}  ${took}\n${output}`.trimEnd())
  return { passed: code === 0 }
}
