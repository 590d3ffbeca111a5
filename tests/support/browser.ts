import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdtemp, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'

/** Starts Chromium: the one of this machine, or else the one that comes as a package. Close it after the tests. */
export async function launchBrowser(more: string[] = []): Promise<Browser> {
  const args = [...flags, ...more]
  const installed = installedChromium()
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args })
  const folder = process.env.TEST_FOLDER ?? (await mkdtemp(path.join(tmpdir(), 'voetspoor-browser-')))
  const unpacked = await unpackedChromium(folder)
  const browser = await chromium.launch({
    executablePath: path.join(unpacked, 'chromium'),
    args,
    // It comes with the libraries and the font that a bare machine lacks.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(unpacked, 'al2023/lib'),
      FONTCONFIG_PATH: path.join(unpacked, 'fonts'),
    },
  })
  if (folder !== process.env.TEST_FOLDER) {
    browser.on('disconnected', () => {
      rmSync(folder, { recursive: true, force: true })
    })
  }
  return browser
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function installedChromium(): string | undefined {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => existsSync(file))
}

/** The folder of the unpacked browser. Unpacking takes two seconds: it is done once for a run of the tests. */
async function unpackedChromium(folder: string): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The Chromium of the packages is for Linux on x64: name another in CHROMIUM_PATH.')
  }
  const unpacked = path.join(folder, 'chromium')
  if (existsSync(unpacked)) return unpacked
  const own = await mkdtemp(path.join(folder, 'unpacking-'))
  // The package brings its libraries only to where it believes to be on AWS Lambda.
  const env = { ...process.env, TMPDIR: own, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'unpack-chromium.js')], { env })
  await rename(own, unpacked).catch((error: unknown) => {
    // Another worker was first.
    if (!existsSync(unpacked)) throw error
  })
  return unpacked
}

/**
 * What axe finds wrong on a page, a line for each kind of mistake. The page's own content security policy stays on.
 * When nothing but the colours changed since it looked, it can look at those alone.
 */
export async function axe(page: Page, look: 'all' | 'colours' = 'all'): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await bringAxe(page)
  const violations = await page.evaluate<AxeResults['violations']>(
    `axe.run(document, ${JSON.stringify(options[look])}).then(({ violations }) => violations)`,
  )
  return violations.map(({ id, impact, help, nodes }) => {
    const places = nodes.map(({ target, any }) =>
      [target.join(' '), ...any.map(({ message }) => message)].join(': '),
    )
    return `${id} (${impact ?? 'unknown'}): ${help}\n  ${places.join('\n  ')}`
  })
}

/** Past Playwright, which would read so long a script twice: that took longer than axe itself. */
async function bringAxe(page: Page): Promise<void> {
  const line = await page.context().newCDPSession(page)
  await line.send('Runtime.evaluate', { expression: axeScript })
  await line.detach()
}

const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const options = {
  all: {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  },
  colours: { runOnly: { type: 'rule', values: ['color-contrast'] }, resultTypes: ['violations'] },
}
