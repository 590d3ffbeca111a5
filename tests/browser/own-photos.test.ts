import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { faultless, faultlessInBoth, openStudy, startHouse, type House, type Lead } from '../support/house.ts'
import { agree, bring, choose, file, phonePage } from '../support/on-the-phone.ts'
import { picture } from '../support/pictures.ts'

jest.setTimeout(120_000)

let house: House
let browser: Browser
let lead: Lead

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  lead = await openStudy(browser, house, ['Sam', 'Vera', 'Tess', 'Bo', 'Kim', 'Pim'])
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

it('keeps what was chosen over a reload, counts what comes in, and sets apart what did not work', async () => {
  const page = await photosOf('Sam')
  const field = page.getByLabel('Maak of kies een foto')
  const failed = page.locator('[data-failed]')
  // From the disk: through the test so large a file takes ten seconds.
  const folder = await mkdtemp(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'voetspoor-chosen-'))
  const contents = { 'een.jpg': await picture(30), 'geen.heic': 'geen foto', 'twee.jpg': await picture(60) }
  for (const [name, content] of Object.entries(contents)) await writeFile(path.join(folder, name), content)
  await writeFile(path.join(folder, 'groot.jpg'), '')
  await truncate(path.join(folder, 'groot.jpg'), 25 * 1024 * 1024 + 1)
  const names = ['een.jpg', 'groot.jpg', 'geen.heic', 'twee.jpg']
  await field.setInputFiles(names.map((name) => path.join(folder, name)))
  // Of what is too large it is said at once; the others stand in the form.
  await failed.getByText('groter dan 25 MB').waitFor()
  const chosen = () => page.evaluate<number>("document.querySelector('#picture').files.length")
  await expectSoon(chosen, 3)
  await page.waitForTimeout(300)
  await page.reload()
  await expectSoon(chosen, 3)
  await failed.getByText('groter dan 25 MB').waitFor()

  const told = page.evaluate<string>(`new Promise((resolve) => {
    const said = document.querySelector('[data-queue-said]')
    new MutationObserver(() => {
      if (said.textContent.startsWith('Foto 2')) resolve(said.textContent)
    }).observe(said, { childList: true })
  })`)
  await page.getByRole('button', { name: 'Foto toevoegen' }).click()
  expect(await told).toMatch(/^Foto 2 van de [23] die nog komen$/)
  await page.locator('.notice.in', { hasText: '2 foto’s zijn binnen' }).waitFor()
  await failed.getByText('Dit is geen JPEG').waitFor()
  expect(await failed.locator('.tile').allTextContents()).toEqual(['JPG', 'HEIC'])
  expect(await page.locator('[data-waiting]').isVisible()).toBe(false)
  expect(await chosen()).toBe(0)
  await faultless(page)
  await failed.getByRole('button', { name: 'Weghalen groot.jpg' }).press('Enter')
  await expectSoon(() => focused(page), 'Niet gelukt')
  // What can be done with photos came with them, without a reload.
  expect(await page.getByRole('button', { name: 'Ik ben klaar met mijn foto’s' }).count()).toBe(1)
  await failed.getByRole('button', { name: 'Weghalen geen.heic' }).press('Enter')
  await failed.waitFor({ state: 'hidden' })
  expect(await focused(page)).toContain('2 foto’s zijn binnen')
  await page.context().close()
  await rm(folder, { recursive: true })
})

it('keeps the focus at what was done, and tells at once what is missing', async () => {
  const page = await photosOf('Vera')
  for (const [index, red] of [20, 50, 80].entries()) await bring(page, await picture(red), '', index + 1)
  expect(await focused(page)).toContain('Je foto is binnen')
  const row = (nth: number) => page.locator('.own-photos > li').nth(nth)
  await row(1).locator('summary').press('Enter')
  expect(await row(1).locator('figure').isVisible()).toBe(true)
  await row(1).getByRole('button', { name: 'Niet meenemen foto 2' }).press('Enter')
  await page.getByText('2 van de 3 tot 5').first().waitFor()
  expect(await focused(page)).toBe('Meenemen foto 2')
  expect(await row(1).locator('figure').isVisible()).toBe(true)
  await faultlessInBoth(page)
  await row(0).locator('summary').press('Enter')
  await row(0).getByRole('link', { name: 'Aanpassen foto 1' }).press('Enter')
  await page.getByLabel('Een paar woorden erbij').fill('Een stoel')
  await page.getByRole('button', { name: 'Opslaan' }).press('Enter')
  await page.locator('.own-photos > li:first-child > .notice:focus').waitFor()

  await page.getByRole('button', { name: 'Ik ben klaar met mijn foto’s' }).press('Enter')
  await page.locator('[data-asks]:focus').waitFor()
  const lacks = await page.locator('[data-asks] li').allTextContents()
  expect(lacks.map((text) => text.slice(0, 20))).toEqual(['Er gaan 2 foto’s mee'])
  await faultless(page)
  await page.getByRole('button', { name: 'Ja, ik ben klaar' }).press('Enter')
  await page.getByRole('heading', { name: 'Dag Vera' }).waitFor()
  await page.context().close()
})

it('asks nothing more once the visit ended or the link was, and goes on at a press', async () => {
  const page = await photosOf('Tess')
  const state = page.locator('.underway .state')
  const again = page.getByRole('button', { name: 'Probeer het nog eens' })
  let asked = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/photos')) asked += 1
  })
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await choose(page, await picture(40), 'Een bel')
  await page.getByRole('button', { name: 'Foto toevoegen' }).click()
  await state.getByText('Open je persoonlijke link nog eens').waitFor()
  await page.waitForTimeout(1000)
  expect(asked).toBe(1)
  await faultless(page)
  for (const [status, words] of [
    [404, 'op deze pagina kun je geen foto’s meer toevoegen'],
    [410, 'Deze link is stopgezet'],
  ] as const) {
    asked = 0
    await page.route('**/photos/announced', (route) => route.fulfill({ status }))
    await again.click()
    await state.getByText(words).waitFor()
    await page.waitForTimeout(1000)
    expect(asked).toBe(1)
    await page.unroute('**/photos/announced')
  }
  // A server that cannot just now is asked again, after a pause.
  asked = 0
  await page.route('**/photos/announced', (route) => route.fulfill({ status: 503 }))
  await again.click()
  await state.getByText('We proberen het zo weer').waitFor()
  await page.waitForTimeout(1000)
  expect(asked).toBe(1)
  await page.unroute('**/photos/announced')
  await page.context().addCookies(cookies)
  await page.getByText('1 van de 3 tot 5').first().waitFor()
  expect(await page.locator('.row-line').first().textContent()).toContain('Een bel')
  await page.context().close()
})

it('gives words that were written before several photos were chosen to the first of them', async () => {
  const page = await photosOf('Bo')
  const words = page.getByLabel('Een paar woorden erbij')
  await words.fill('Een trap')
  const two = [await picture(30), await picture(60)]
  await page.getByLabel('Maak of kies een foto').setInputFiles(two.map(file))
  await page.getByText('Wat je al schreef, komt bij de eerste').waitFor()
  expect(await page.locator('[data-several]:visible').count()).toBe(1)
  expect(await words.inputValue()).toBe('Een trap')
  await faultless(page)
  await page.getByRole('button', { name: 'Foto toevoegen' }).click()
  await page.getByText('2 van de 3 tot 5').first().waitFor()
  const said = await page.locator('.own-photos > li').allTextContents()
  expect(said.map((text) => text.includes('Een trap'))).toEqual([true, false])
  expect(await words.inputValue()).toBe('')
  await page.context().close()
})

it('takes photos in once, however often the button is pressed on a slow phone', async () => {
  const page = await photosOf('Pim')
  const slow = await page.context().newCDPSession(page)
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  const names = ['een.jpg', 'twee.jpg']
  const two = await Promise.all([30, 60].map((red) => picture(red)))
  await page
    .getByLabel('Maak of kies een foto')
    .setInputFiles(two.map((buffer, place) => ({ ...file(buffer), name: names[place] ?? '' })))
  // Three at once, and one that finds the form empty already.
  await page.evaluate(`(() => {
    const form = document.querySelector('form[data-queue]')
    form.addEventListener('reset', () => setTimeout(() => form.requestSubmit()), { once: true })
    for (let press = 0; press < 3; press += 1) form.requestSubmit()
  })()`)
  await page.getByText('2 van de 3 tot 5').first().waitFor()
  await page.locator('[data-waiting]').waitFor({ state: 'hidden' })
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  await page.waitForTimeout(500)
  expect(await page.locator('.problems').count()).toBe(0)
  await page.reload()
  await page.getByText('2 van de 3 tot 5').first().waitFor()
  expect(await page.locator('.own-photos > li').count()).toBe(2)
  expect(await page.evaluate("document.querySelector('#picture').files.length")).toBe(0)
  // The same file may be chosen once more: that is up to who brings it.
  await bring(page, await picture(90), '', 3)
  await page.context().close()
})

it('says that what waited is gone for who stops, before and after', async () => {
  const page = await photosOf('Kim')
  const own = page.url().replace(/\/photos$/, '')
  await page.route('**/photos', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 503 }) : route.continue(),
  )
  await choose(page, await picture(40), '')
  await page.getByRole('button', { name: 'Foto toevoegen' }).click()
  await page.locator('.underway .state', { hasText: 'We proberen het zo weer' }).waitFor()
  await page.goto(`${own}/withdrawal`)
  await page.getByText('Stop je, dan gaan ze uit deze pagina weg').waitFor()
  await faultless(page)
  await page.getByRole('button', { name: 'Ik stop' }).click()
  await page.getByText('Op dit toestel wachtten nog foto’s').waitFor()
  await faultless(page)
  await page.goto(`${own}/consent`)
  await page.locator('#takes_part').check()
  await page.getByRole('button', { name: 'Ik doe mee' }).click()
  await page.getByRole('heading', { name: 'Dag Kim' }).waitFor()
  await page.goto(`${own}/photos`)
  await page.getByText('0 van de 3 tot 5').first().waitFor()
  expect(await page.locator('[data-announced], .underway > li:visible').count()).toBe(0)
  await page.context().close()
})

/** Somebody's page of photos, who just agreed. */
async function photosOf(name: string): Promise<Page> {
  const page = await phonePage(browser)
  await page.goto(await lead.letterTo(name))
  await agree(page)
  await page.getByRole('link', { name: 'Je eerste foto' }).click()
  return page
}

function focused(page: Page): Promise<string> {
  return page.evaluate(
    "document.activeElement === document.body ? 'nothing' : document.activeElement.textContent.trim().replace(/\\s+/g, ' ')",
  )
}

/** Waits until what is read is what is expected. */
async function expectSoon<Value>(read: () => Promise<Value>, expected: Value): Promise<void> {
  for (let tries = 0; tries < 50 && (await read()) !== expected; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await read()).toEqual(expected)
}
