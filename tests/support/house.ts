import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { axe } from './browser.ts'
import { smallTargets } from './targets.ts'

/** The built program, serving from a folder of its own. */
export type House = {
  root: string
  setUpLink: string
  database: string
  stop: () => Promise<void>
  /** Kills it as a power cut would. */
  kill: () => Promise<void>
  /** Starts it again after that. */
  again: () => Promise<void>
}

/** Starts the built program under a name of this machine. Stop it after the tests. */
export async function startHouse(name = 'localhost'): Promise<House> {
  const folder = await mkdtemp(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'voetspoor-house-'))
  const port = await freePort()
  const root = `http://${name}:${port}`
  const start = () =>
    spawn(process.execPath, [path.join(import.meta.dirname, '../../dist/cli.js'), 'start'], {
      env: {
        ...process.env,
        HOST: name === 'localhost' ? name : '127.0.0.1',
        PORT: String(port),
        BASE_URL: root,
        DATA_DIR: path.join(folder, 'data'),
        UPLOADS_DIR: path.join(folder, 'uploads'),
        DATABASE_URL: '',
        SMTP_URL: '',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  let program = start()
  const stop = async () => {
    if (program.exitCode === null) {
      program.kill('SIGTERM')
      await once(program, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  const database = path.join(folder, 'data', 'voetspoor.sqlite')
  const kill = async () => {
    program.kill('SIGKILL')
    await once(program, 'exit')
  }
  const again = async () => {
    program = start()
    for (let tries = 0; tries < 300; tries += 1) {
      const answer = await fetch(`${root}/healthz`).catch(() => undefined)
      if (answer?.ok) return
      await new Promise((passed) => setTimeout(passed, 100))
    }
    throw new Error('The program did not come up again.')
  }
  return { root, setUpLink: await setUpLinkFrom(program), database, stop, kill, again }
}

// Without motion: a colour that is on its way is neither the one nor the other.
const calm = { locale: 'nl-NL', reducedMotion: 'reduce' } as const
export const desk = { ...calm, viewport: { width: 1280, height: 900 } } as const
export const phone = {
  ...calm,
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
} as const

export const password = 'vier rode losse laarzen'

/** The browser of a lead, at a study in which these people have been invited, and a way to read their mail. */
export type Lead = { page: Page; study: string; letterTo: (name: string) => Promise<string> }

/** Makes Ravi, an account of his own who is a researcher in the study, and gives the address by which he signs in. */
export async function colleague(browser: Browser, house: House, lead: Page, study: string): Promise<string> {
  const account = { name: 'Ravi Ramdin', email: 'ravi@brug.example', language: 'nl', roles: 'researcher' }
  await send(lead, `${house.root}/accounts`, account)
  const member = { email: account.email, role: 'researcher', sees_names: 'yes', reads_raw: 'yes' }
  await send(lead, `${study}/study/members`, member)
  await lead.goto(`${house.root}/accounts`)
  await lead.getByRole('button', { name: 'Link om een wachtwoord te kiezen Ravi Ramdin' }).click()
  const link = await lead.locator('.copy input').inputValue()
  const page = await (await browser.newContext(desk)).newPage()
  await page.goto(link)
  await page.getByLabel('Nieuw wachtwoord').fill(password)
  await page.getByRole('button', { name: 'Wachtwoord opslaan' }).click()
  await page.waitForURL(`${house.root}/`)
  await page.context().close()
  return account.email
}

/** Signs somebody in by the page for it. */
export async function signIn(page: Page, { root }: House, email: string): Promise<void> {
  await page.goto(`${root}/sign-in`)
  await page.locator('input[name="email"]').fill(email)
  await page.locator('input[name="password"]').fill(password)
  await page.locator('input[name="password"]').press('Enter')
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
}

/** Makes the first account and a study in which people are invited, quickly: how that goes has tests of its own. */
export async function openStudy(browser: Browser, house: House, names: readonly string[]): Promise<Lead> {
  const page = await (await browser.newContext(desk)).newPage()
  page.setDefaultTimeout(15_000)
  await page.goto(house.setUpLink)
  await send(page, house.setUpLink, { name: 'Noor Hoekstra', email: 'noor@oeverlicht.example', password })
  const study = await send(page, `${house.root}/studies`, {
    ...{ name: 'Samen in Waterland', network_name: 'Waterland', language: 'nl', beginning: 'template' },
  })
  await send(page, `${study}/study/photos`, {
    ...{ photos_by: '2031-01-20', min_photos: '3', max_photos: '5', small_group: '5', version: '1' },
  })
  await send(page, `${study}/study/agreements`, {
    ...{ commissioner: 'De bestuurders.', contact_name: 'Noor Hoekstra', contact: '06 00 00 00 00' },
    ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
    ...{ keep_recording: 'twee weken', keep_data: 'een jaar', version: '2' },
  })
  const people = names.map((name) => `${name} Visser;${name}@voorbeeld.example`).join('\n')
  await send(page, `${study}/people/import`, { language: 'nl', people })
  await send(page, `${study}/invitations`, {})
  return { page, study, letterTo: (name) => linkInMailTo(page, study, name) }
}

/** Sends a form from a page of the same site, as the browser would, and gives where it led. Fails when refused. */
export async function send(page: Page, address: string, form: Record<string, string>): Promise<string> {
  const body = `new URLSearchParams(${JSON.stringify(form)})`
  const asked = `fetch(${JSON.stringify(address)}, { method: 'POST', body: ${body} })`
  const { status, url } = await page.evaluate<{ status: number; url: string }>(
    `${asked}.then(({ status, url }) => ({ status, url }))`,
  )
  expect(`${address} ${status}`).toBe(`${address} 200`)
  return url
}

/** The personal link in somebody's invitation, as the lead reads it on the page of sent mails. */
async function linkInMailTo(page: Page, study: string, name: string): Promise<string> {
  const row = page.locator('tr', { hasText: `${name.toLowerCase()}@voorbeeld.example` })
  await page.goto(`${study}/mails`)
  for (let tries = 0; tries < 100 && !(await row.textContent())?.includes('bewaard'); tries += 1) {
    await page.waitForTimeout(100)
    await page.reload()
  }
  await row.getByRole('link').click()
  return (await page.locator('.letter a').first().getAttribute('href')) ?? ''
}

/** Nothing for axe to say about the page as it stands, light and dark, and nothing wider than the screen. */
export async function faultless(page: Page): Promise<void> {
  const faults: string[] = []
  for (const [colorScheme, look] of [
    ['dark', 'all'],
    ['light', 'colours'],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    faults.push(...(await axe(page, look)).map((fault) => `${page.url()} ${colorScheme}: ${fault}`))
  }
  expect([...faults, ...(await sizeFaults(page))]).toEqual([])
}

/** The same for a page that can be asked for again; in English its sizes alone, since only the words differ. */
export async function faultlessInBoth(page: Page): Promise<void> {
  await inLanguage(page, 'en')
  expect(await sizeFaults(page)).toEqual([])
  await inLanguage(page, 'nl')
  await faultless(page)
}

/** What is too small to hit with a finger, and a page that is wider than the screen. */
async function sizeFaults(page: Page): Promise<string[]> {
  const faults = page.viewportSize()?.width === phone.viewport.width ? await smallTargets(page) : []
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return wide > 0 ? [...faults, `${page.url()} is ${wide} pixels too wide`] : faults
}

async function inLanguage(page: Page, language: string): Promise<void> {
  await page.context().addCookies([{ name: 'language', value: language, url: page.url() }])
  await page.reload()
  expect(await page.locator('html').getAttribute('lang')).toBe(language)
}

async function setUpLinkFrom(program: ChildProcess): Promise<string> {
  let said = ''
  for await (const piece of program.stdout ?? []) {
    said += String(piece)
    const [link] = /http\S+\/set-up\/\S+(?=\s)/.exec(said) ?? []
    if (link !== undefined) return link
  }
  throw new Error(`The program ended without a link to begin with: ${said}`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
