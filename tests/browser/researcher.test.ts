import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { axe, launchBrowser } from '../support/browser.ts'

jest.setTimeout(240_000)

const organisations = ['Oeverlicht', 'Wilgenroos', 'Haverzand', 'Zwaluwpad', 'Kardoen']
const teams = ['Molenkwartier', 'Kreken', 'Spoorzicht', 'Hofland', 'Bovenveen']
const languageAndWidth =
  '`${document.documentElement.lang} ${Math.max(document.documentElement.scrollWidth, innerWidth)}`'
const password = 'vier rode losse laarzen'

let folder: string
let program: ChildProcess
let root: string
let setUpLink: string
// Without motion: a colour that is on its way is neither the one nor the other.
const eyes = { locale: 'nl-NL', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' } as const
let browser: Browser
let context: BrowserContext
let page: Page
let study: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-researcher-'))
  const port = await freePort()
  root = `http://localhost:${port}`
  program = spawn(process.execPath, [path.join(import.meta.dirname, '../../dist/cli.js'), 'start'], {
    env: {
      ...process.env,
      PORT: String(port),
      BASE_URL: root,
      DATA_DIR: path.join(folder, 'data'),
      UPLOADS_DIR: path.join(folder, 'uploads'),
      DATABASE_URL: '',
      SMTP_URL: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  setUpLink = await setUpLinkFrom(program)
  browser = await launchBrowser()
  context = await browser.newContext(eyes)
  page = await context.newPage()
  page.setDefaultTimeout(15_000)
})

afterAll(async () => {
  await browser.close()
  if (program.exitCode === null) {
    program.kill('SIGTERM')
    await once(program, 'exit')
  }
  await rm(folder, { recursive: true, force: true })
})

describe('a newcomer', () => {
  it('makes the first account, after hearing what is missing', async () => {
    await page.goto(setUpLink)
    await faultless()
    await page.getByRole('button', { name: 'Account maken' }).click()
    expect(await page.locator('.problems').textContent()).toContain('Vul een naam in')
    expect(await page.locator('.problems:focus').count()).toBe(1)
    await faultless()
    await page.getByLabel('Naam').fill('Noor Hoekstra')
    await page.getByLabel('E-mailadres').fill('noor@oeverlicht.example')
    await page.getByLabel('Nieuw wachtwoord').fill(password)
    await page.getByRole('button', { name: 'Account maken' }).click()
    await page.waitForURL(`${root}/`)
    await faultless()
  })

  it('starts a study from the template by keyboard alone', async () => {
    await tabTo('a[href="/studies/new"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${root}/studies/new`)
    await tabTo('#name')
    await page.keyboard.type('Tweebenig werken in De Vlonder')
    await tabTo('#network_name')
    await page.keyboard.type('De Vlonder')
    // There and back again: arrows choose among radio buttons.
    await tabTo('[name=beginning]')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('[name=beginning][value=empty]').isChecked()).toBe(true)
    await page.keyboard.press('ArrowUp')
    await tabTo('main button[type=submit]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/studies\/[^/]{20,}$/)
    study = page.url()
    expect(await page.locator('h1').textContent()).toBe('Tweebenig werken in De Vlonder')
    expect(await page.locator('main').textContent()).toContain('Zet erbij welke organisaties meedoen')
    await faultless()
  })

  it('meets pages that are empty, and say what to do', async () => {
    for (const [part, button] of [
      ['people', 'Tel het netwerk'],
      ['mails', 'Wie vragen we?'],
    ] as const) {
      await page.goto(`${study}/${part}`)
      expect(await page.locator('.empty .button').textContent()).toBe(button)
      await faultless()
    }
    for (const list of ['issues', 'organisations', 'teams']) {
      await page.goto(`${study}/study/${list}`)
      expect(await page.locator('.empty').count()).toBe(1)
      await faultless()
    }
  })

  it('says which organisations and teams there are', async () => {
    for (const [list, names] of [
      ['organisations', organisations],
      ['teams', teams],
      ['issues', ['Wie beslist er als het spannend wordt: het team of de eigen organisatie?']],
    ] as const) {
      await page.goto(`${study}/study/${list}`)
      for (const name of names) {
        await page.getByLabel(list === 'issues' ? 'Vraagstuk' : 'Naam').fill(name)
        await page.getByRole('button', { name: 'Toevoegen' }).click()
        await page.locator('tbody th', { hasText: name }).waitFor()
      }
      expect(await page.locator('tbody th').allTextContents()).toEqual([...names])
      await page.getByRole('button', { name: 'Toevoegen' }).click()
      expect(await page.locator('#name').getAttribute('aria-invalid')).toBe('true')
      await faultless()
    }
  })

  it('sees the conversation model as a figure in which each name fits', async () => {
    await page.goto(`${study}/study/elements`)
    expect(await outsideTheirCircle()).toEqual([])
    await page.getByLabel('Naam').fill('Samenwerkingsverbanden met buurtorganisaties')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('Toegevoegd').waitFor()
    expect(await page.locator('.model .side').count()).toBe(5)
    expect(await outsideTheirCircle()).toEqual([])
    await page.getByRole('link', { name: 'Kant aanpassen Samenwerkingsverbanden' }).click()
    await page.getByRole('button', { name: 'Weghalen' }).click()
    await page.waitForURL(`${study}/study/elements`)
    await page
      .getByRole('link', { name: /^Vraag toevoegen/ })
      .first()
      .click()
    await page.getByLabel('Vraag').fill('Wat neem je mee uit je vorige werk?')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByRole('link', { name: 'Wat neem je mee uit je vorige werk?' }).waitFor()
  })

  it('writes down whom to call and by when', async () => {
    await page.goto(`${study}/study/agreements`)
    await page.getByLabel(/^Wie geeft de opdracht/).fill('De bestuurders van de vijf organisaties.')
    await page.getByLabel('Contactpersoon').fill('Noor Hoekstra')
    await page.getByLabel(/^Hoe bereiken mensen/).fill('06 00 00 00 00')
    await page.getByLabel(/^Welke organisatie/).fill('Oeverlicht')
    await page.getByLabel(/^Functionaris gegevensbescherming/).fill('fg@oeverlicht.example')
    await page.getByLabel(/^Wie bewaart/).fill('Hogeschool de Brug')
    await page.getByLabel(/^Wanneer wissen/).fill('zodra het gesprek is uitgewerkt')
    await page.getByLabel(/^Hoe lang blijft/).fill('een jaar')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.goto(`${study}/study/photos`)
    await page.getByLabel('Foto’s graag voor').fill('2031-01-20')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByText('20 januari 2031').waitFor()
  })

  it('pastes a list of people, and mends the lines that are wrong', async () => {
    await page.goto(`${study}/people`)
    await page.getByRole('link', { name: 'Een lijst mensen toevoegen' }).click()
    const lines = ['Sam Visser;geen adres;Oeverlicht;Kreken', 'Vera de Boer;vera@a.example;Nergens;Hofland']
    const box = page.getByLabel('Plak hier je lijst')
    await box.fill(lines.join('\n'))
    await page.getByRole('button', { name: 'Lijst toevoegen' }).click()
    expect(await page.locator('.problems li').count()).toBe(2)
    await faultless()
    await page.locator('.problems a').first().click()
    expect(await page.locator('#people:focus').count()).toBe(1)
    expect(await box.inputValue()).toBe(lines.join('\n'))
    const names = ['Sam Visser', 'Vera de Boer', 'Tess Kuiper', 'Bo de Wit', 'Jip Bakker', 'Mo Jansen']
    const rows = names.map((name, index) =>
      [
        name,
        index === 5 ? '' : `${name.split(' ')[0] ?? ''}@voorbeeld.example`,
        organisations[index % 5],
        teams[(index * 2) % 5],
      ].join(';'),
    )
    await box.fill(rows.join('\n'))
    await page.getByRole('button', { name: 'Lijst toevoegen' }).click()
    await page.waitForURL(`${study}/people`)
    expect((await page.locator('tbody td.beside').allTextContents()).toSorted()).toEqual(names.toSorted())
  })

  it('invites them, and reads the invitation on the mails page', async () => {
    await page.getByRole('link', { name: 'Nodig 5 mensen uit' }).click()
    expect(await page.locator('h1').textContent()).toContain('5 mensen krijgen nu een mail')
    await page.getByRole('button', { name: 'Verstuur 5 mails' }).click()
    await page.waitForURL(`${study}/people`)
    // Until its mail has left, somebody waits for it.
    await expectSoon(async () => {
      await page.reload()
      return String(await page.locator('td .chip', { hasText: 'uitgenodigd' }).count())
    }, '5')
    await page.goto(study)
    await page.getByRole('link', { name: 'Verzonden mail' }).click()
    const row = page.locator('tr', { hasText: 'tess@voorbeeld.example' })
    await expectSoon(async () => {
      await page.reload()
      return row.textContent()
    }, 'bewaard')
    await row.getByRole('link').click()
    expect(await page.locator('.letter').textContent()).toContain('Beste Tess')
    const href = await page.locator('.letter a').first().getAttribute('href')
    expect(href).toMatch(new RegExp(`^${root}/p/[\\w-]{20,}$`))
  })

  it('makes a link to hand over, with a button that copies it', async () => {
    await page.goto(`${study}/people`)
    await page.locator('tr', { hasText: 'Mo Jansen' }).getByRole('link').click()
    await page.getByRole('button', { name: 'Link maken om zelf te geven' }).click()
    expect(await page.getByLabel('Persoonlijke link').inputValue()).toContain(`${root}/p/`)
    await page.getByRole('button', { name: /^Kopieer/ }).click()
    await page.getByText('Gekopieerd').waitFor()
    await faultless()
  })

  it('gives a colleague an account and a place in the study', async () => {
    await page.goto(`${root}/accounts`)
    await page.getByLabel('Naam').fill('Ravi Ramdin')
    await page.getByLabel('E-mailadres').fill('ravi@brug.example')
    await page.getByLabel('Nederlands', { exact: true }).check()
    await page.getByRole('button', { name: 'Account toevoegen' }).click()
    await page.getByRole('heading', { name: 'Ravi Ramdin' }).waitFor()
    await page.goto(`${study}/study/members`)
    const form = page.locator('form[data-draft]')
    await form.getByLabel('E-mailadres').fill('ravi@brug.example')
    await form.getByLabel('Adviseur', { exact: false }).check()
    await form.getByRole('button', { name: 'Toevoegen' }).click()
    const card = page.locator('.card', { hasText: 'Ravi Ramdin' })
    await card.getByLabel('Ziet namen').check()
    await card.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByText('Opgeslagen.').waitFor()
    expect(await card.getByLabel('Ziet namen').isChecked()).toBe(true)
    await faultless()
  })
})

describe('a half-filled form', () => {
  const name = () => page.getByLabel('Naam')

  it('survives a reload', async () => {
    await page.goto(`${study}/people/new`)
    await name().fill('Fenna van der Meer')
    await page.getByLabel('Team').selectOption('Hofland')
    await page.getByLabel('English').check()
    await page.reload()
    expect(await name().inputValue()).toBe('Fenna van der Meer')
    expect(await page.getByLabel('Team').locator('option:checked').textContent()).toBe('Hofland')
    expect(await page.getByLabel('English').isChecked()).toBe(true)
    await page.getByText('Wat je eerder hebt getypt, staat er weer.').waitFor()
    await faultless()
  })

  it('survives Back', async () => {
    await page.getByRole('link', { name: 'Tweebenig werken in De Vlonder' }).click()
    await page.waitForURL(study)
    await page.goBack()
    expect(await name().inputValue()).toBe('Fenna van der Meer')
  })

  it('can be begun anew', async () => {
    await page.goto(`${study}/people/new`)
    await page.getByRole('button', { name: 'Begin opnieuw' }).click()
    expect(await name().inputValue()).toBe('')
    await page.reload()
    expect(await name().inputValue()).toBe('')
  })

  it('is not offered again once it was sent', async () => {
    await name().fill('Fenna van der Meer')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.waitForURL(`${study}/people`)
    await page.goto(`${study}/people/new`)
    expect(await name().inputValue()).toBe('')
    expect(await page.locator('.restored').count()).toBe(0)
  })

  it('survives a refusal and what is mended after it, whole', async () => {
    await page.goto(`${study}/study/preparations/dpia`)
    const note = page.getByLabel('Wat is er afgesproken', { exact: false })
    const day = page.locator('#done_on')
    await note.fill('Bijna klaar')
    await page.locator('#is_done').check()
    await day.fill('2099-01-01')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.locator('.problems').waitFor()
    await day.fill('2026-01-02')
    await page.goto(study)
    await page.goto(`${study}/study/preparations/dpia`)
    expect([await note.inputValue(), await page.locator('#is_done').isChecked()]).toEqual([
      'Bijna klaar',
      true,
    ])
    expect(await day.inputValue()).toBe('2026-01-02')
    await page.getByRole('button', { name: 'Begin opnieuw' }).click()
    await page.goto(`${study}/people/new`)
  })

  it('survives the end of the visit', async () => {
    await name().fill('Anouk Postma')
    await context.clearCookies({ name: /^(?!language)/ })
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByRole('heading', { name: 'Aanmelden' }).waitFor()
    await faultless()
    await page.getByLabel('E-mailadres').fill('noor@oeverlicht.example')
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await page.getByText('Anouk Postma').waitFor()
    await faultless()
    await page.getByRole('button', { name: 'Alsnog opslaan' }).click()
    await page.waitForURL(`${study}/people`)
    await page.locator('td', { hasText: 'Anouk Postma' }).waitFor()
  })
})

it('meets no page that axe finds fault with, or that scrolls sideways', async () => {
  const due = [`${root}/`, study, ...['/nergens', '/set-up', '/link-help'].map((other) => root + other)]
  const met = new Set<string>()
  const seen = new Set(due.map(kindOf))
  for (let address = due.shift(); address !== undefined; address = due.shift()) {
    await faultlessEverywhere(address)
    met.add(kindOf(address))
    for (const link of await linksHere()) {
      if (seen.has(kindOf(link))) continue
      seen.add(kindOf(link))
      due.push(link)
    }
  }
  // Pages of each part were among them.
  for (const part of ['/accounts', '/profile', '/studies/*/study/elements', '/studies/*/people/*'])
    expect(met).toContain(part)
  expect(met.size).toBeGreaterThan(30)
})

it('finds its way back from doors that are closed', async () => {
  const stranger = await browser.newContext(eyes)
  page = await stranger.newPage()
  for (const address of [`${root}/sign-in`, `${study}/people`, `${root}/password`, `${root}/p/unknown`]) {
    await faultlessEverywhere(address)
  }
  await stranger.close()
})

/** Nothing for axe to say about the page as it stands, light and dark. */
async function faultless(): Promise<void> {
  const faults: string[] = []
  for (const [colorScheme, look] of [
    ['dark', 'all'],
    ['light', 'colours'],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    faults.push(...(await axe(page, look)).map((fault) => `${page.url()} ${colorScheme}: ${fault}`))
  }
  expect(faults).toEqual([])
}

/** Nothing for axe to say, in light and dark, and in neither language anything wider than a phone. */
async function faultlessEverywhere(address: string): Promise<void> {
  // The languages differ in words alone, and the lists of those are complete (tests/rules/words.test.ts).
  for (const [language, widths] of [
    ['en', [320, 390]],
    // From the width at which the other ended: each turn takes time, on some hundred pages.
    ['nl', [390, 320]],
  ] as const) {
    await page.context().addCookies([{ name: 'language', value: language, url: root }])
    await page.goto(address)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 })
      expect(`${page.url()} ${await page.evaluate<string>(languageAndWidth)}`).toBe(
        `${page.url()} ${language} ${width}`,
      )
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await faultless()
}

/** Where the links of this page lead, within the application, to pages. */
async function linksHere(): Promise<string[]> {
  const links = await page.evaluate<string[]>(
    "Array.from(document.querySelectorAll('a[href]'), ({ href }) => href)",
  )
  return links.filter(
    (link) => link.startsWith(`${root}/`) && !/\/[po]\/|\.csv$|#/.test(link) && !link.endsWith('/sign-out'),
  )
}

/** One page of each kind: an address without what tells one thing from another. */
function kindOf(address: string): string {
  const { pathname } = new URL(address)
  return pathname
    .replaceAll(/\/[0-9a-f]{8}-[0-9a-f-]{27}/g, '/*')
    .replace(/\/questions\/(new|\*)/, '/questions/$1')
}

/** The names of the figure that reach over the edge of their circle. */
async function outsideTheirCircle(): Promise<string[]> {
  const circles = await boxesOf('.model circle')
  const outside: string[] = []
  for (const [index, circle] of circles.entries()) {
    const radius = circle.width / 2
    const lines = await boxesOf(`.model text:nth-of-type(${index + 1}) tspan`)
    expect(lines).not.toEqual([])
    const isOutside = lines.some(({ x, y, width, height }) =>
      // The letters themselves are about two thirds as high as their line.
      [y + height * 0.17, y + height * 0.83].some((edge) =>
        [x, x + width].some(
          (side) => Math.hypot(side - circle.x - radius, edge - circle.y - radius) > radius,
        ),
      ),
    )
    if (isOutside) outside.push(JSON.stringify({ index, circle, lines }))
  }
  return outside
}

type Box = { x: number; y: number; width: number; height: number }

function boxesOf(selector: string): Promise<Box[]> {
  const found = `document.querySelectorAll(${JSON.stringify(selector)})`
  const box =
    '(one) => { const { x, y, width, height } = one.getBoundingClientRect(); return { x, y, width, height } }'
  return page.evaluate<Box[]>(`Array.from(${found}, ${box})`)
}

/** Presses Tab until what has the focus is this. */
async function tabTo(selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
  }
  throw new Error(`No number of tabs leads to ${selector}.`)
}

async function expectSoon(read: () => Promise<string | null>, words: string): Promise<void> {
  let said = await read()
  for (let tries = 0; tries < 50 && !said?.includes(words); tries++) {
    await page.waitForTimeout(100)
    said = await read()
  }
  expect(said).toContain(words)
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
