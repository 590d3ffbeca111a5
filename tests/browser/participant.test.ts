import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import {
  faultless,
  faultlessInBoth,
  openStudy,
  password,
  send,
  startHouse,
  type House,
  type Lead,
} from '../support/house.ts'
import { agree, bring, choose, file, phonePage } from '../support/on-the-phone.ts'
import { layWire } from '../support/wire.ts'
import { largePicture, picture, turnedPicture } from '../support/pictures.ts'

jest.setTimeout(240_000)

let house: House
let browser: Browser
let lead: Lead

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  lead = await openStudy(browser, house, ['Sam', 'Vera', 'Tess', 'Bo', 'Jip'])
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

describe('a participant with a phone', () => {
  it('brings three photos, from the link in the mail on', async () => {
    const link = await lead.letterTo('Sam')
    const pictures = [await turnedPicture(), await picture(90), await picture(200)]
    const page = await phonePage(browser)
    const begun = performance.now()
    await page.goto(link)
    await agree(page)
    await page.getByRole('link', { name: 'Je eerste foto' }).click()
    for (const [index, content] of pictures.entries())
      await bring(page, content, `Beeld ${index + 1}`, index + 1)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    process.stdout.write(`Three photos, from the link to the last one in: ${seconds} s of machine time.\n`)
    expect(await page.locator('main').textContent()).toContain('Je foto')
    expect(await sizeOfFirst(page)).toEqual({ width: 600, height: 800 })
    await lead.page.goto(`${lead.study}/photos`)
    expect(await lead.page.locator('figcaption').allTextContents()).toEqual(['Beeld 1', 'Beeld 2', 'Beeld 3'])
    await page.context().close()
  })

  it('meets no page that axe finds fault with, whatever is done', async () => {
    const page = await phonePage(browser)
    await page.goto(await lead.letterTo('Vera'))
    await faultlessInBoth(page)
    await page.getByRole('link', { name: 'Lees verder: doe je mee?' }).click()
    await faultlessInBoth(page)
    await page.getByRole('button', { name: 'Ik doe mee' }).click()
    expect(await page.locator('.problems:focus').textContent()).toContain('Zet hier een vinkje')
    await faultless(page)
    await page.locator('#takes_part').check()
    await page.getByRole('button', { name: 'Ik doe mee' }).click()
    await page.getByRole('heading', { name: 'Dag Vera' }).waitFor()
    const own = page.url()
    await faultlessInBoth(page)

    await page.goto(`${own}/photos`)
    await faultlessInBoth(page)
    const form = page.locator('form[data-upload]')
    await form.getByLabel('Een paar woorden erbij').fill('Twee bossen sleutels')
    await form.getByLabel('Maak of kies een foto').setInputFiles(file(Buffer.from('geen foto')))
    await form.getByRole('button', { name: 'Foto toevoegen' }).click()
    expect(await page.locator('.problems:focus').textContent()).toContain('Dit is geen JPEG')
    expect(await form.getByLabel('Een paar woorden erbij').inputValue()).toBe('Twee bossen sleutels')
    await faultless(page)
    await bring(page, await picture(10), undefined, 1)
    expect(await page.locator('figcaption').allTextContents()).toEqual(['Twee bossen sleutels'])
    await bring(page, await picture(60), 'Een deur', 2)

    await page.getByRole('link', { name: 'Lukt een foto niet?' }).click()
    await faultlessInBoth(page)
    await page.getByLabel('Wat had je willen laten zien?').fill('Een overleg waar niemand begint.')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('3 van 3-5').first().waitFor()
    await faultlessInBoth(page)

    await page.getByRole('link', { name: 'Aanpassen foto 2' }).click()
    await faultlessInBoth(page)
    await page.getByLabel('Een paar woorden erbij').fill('Een open deur')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByText('Een open deur').waitFor()
    await page.getByRole('button', { name: 'Naar voren foto 2' }).click()
    await page.locator('ul.photos > li:first-child', { hasText: 'Een open deur' }).waitFor()
    await page.getByRole('link', { name: 'Aanpassen foto 1' }).click()
    await page.getByLabel('De nieuwe foto').setInputFiles(file(await turnedPicture()))
    await page.getByRole('button', { name: 'Een andere foto nemen' }).click()
    await page.getByText('Je foto is binnen').first().waitFor()
    await page.goto(`${own}/photos`)
    expect(await sizeOfFirst(page)).toEqual({ width: 600, height: 800 })
    await page.getByRole('link', { name: 'Aanpassen foto 3' }).click()
    await faultlessInBoth(page)
    await page.getByRole('button', { name: 'Weghalen' }).click()
    await page.getByText('2 van 3-5').first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('niemand begint')

    await page.goto(`${own}/reading-back`)
    await faultlessInBoth(page)
    await askFor('Een open deur')
    await page.goto(own)
    await faultlessInBoth(page)
    await page.getByRole('link', { name: 'Lees na wat we willen gebruiken' }).click()
    await faultlessInBoth(page)
    await page.getByRole('button', { name: 'Opslaan foto 1' }).click()
    expect(await page.locator('main').textContent()).toContain('Kies goed zo, liever anders of liever niet')
    await faultless(page)
    await readBack(page)
    await lead.page.reload()
    expect(await lead.page.locator('main').textContent()).toContain('tot en met leidinggevenden')

    await page.goto(`${own}/consent`)
    await faultlessInBoth(page)
    await page.goto(`${own}/withdrawal`)
    await faultlessInBoth(page)
    await stop(page, own)
    await faultlessInBoth(page)
    await lead.page.goto(`${lead.study}/photos`)
    expect(await lead.page.locator('main').textContent()).not.toContain('Een open deur')
    await page.context().close()
  })

  it('loses no photo and brings none twice when the connection falls away', async () => {
    const wire = await layWire(house.root)
    const page = await phonePage(browser)
    await page.goto((await lead.letterTo('Tess')).replace(house.root, wire.root))
    await agree(page)
    await page.getByRole('link', { name: 'Je eerste foto' }).click()
    const fallenAway = page.getByText('De verbinding viel weg')

    // In the middle of sending.
    await choose(page, await largePicture(), 'Onderweg')
    wire.cutAfter(300_000)
    await page.getByRole('button', { name: 'Foto toevoegen' }).click()
    await fallenAway.waitFor()
    await faultless(page)
    expect(await page.getByLabel('Een paar woorden erbij').inputValue()).toBe('Onderweg')
    wire.mend()
    await page.getByText('1 van 3-5').first().waitFor()

    // When the photo has arrived, and the answer has not.
    await choose(page, await picture(120), 'Aangekomen')
    wire.loseAnswers()
    await page.getByRole('button', { name: 'Foto toevoegen' }).click()
    await fallenAway.waitFor()
    await lead.page.goto(`${lead.study}/photos`)
    expect(await lead.page.locator('main').textContent()).toContain('Aangekomen')
    wire.mend()
    await page.getByText('2 van 3-5').first().waitFor()
    expect(await page.locator('figcaption').allTextContents()).toEqual(['Onderweg', 'Aangekomen'])
    await page.context().close()
    await wire.close()
  })

  it('without JavaScript goes the whole way too', async () => {
    const page = await phonePage(browser, { javaScriptEnabled: false })
    await page.goto(await lead.letterTo('Bo'))
    await agree(page)
    const own = page.url()
    await page.getByRole('link', { name: 'Je eerste foto' }).click()
    await choose(page, Buffer.from('geen foto'), 'Een rooster')
    await page.getByRole('button', { name: 'Foto toevoegen' }).click()
    await page.getByText('Dit is geen JPEG').first().waitFor()
    expect(await page.getByLabel('Een paar woorden erbij').inputValue()).toBe('Een rooster')
    await bring(page, await turnedPicture(), undefined, 1)
    await bring(page, await picture(30), 'Een fiets', 2)
    await page.getByRole('link', { name: 'Lukt een foto niet?' }).click()
    await page.getByLabel('Wat had je willen laten zien?').fill('Het licht om zes uur.')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('3 van 3-5').first().waitFor()
    await page.getByRole('link', { name: 'Aanpassen foto 2' }).click()
    await page.getByRole('button', { name: 'Weghalen' }).click()
    await page.getByText('2 van 3-5').first().waitFor()
    await askFor('Een rooster')
    await page.goto(own)
    await page.getByRole('link', { name: 'Lees na wat we willen gebruiken' }).click()
    await readBack(page)
    await stop(page, own)
    await page.context().close()
  })

  it('agrees by keyboard alone, after hearing what is missing', async () => {
    const page = await phonePage(browser)
    await page.goto(await lead.letterTo('Jip'))
    await tabTo(page, 'a.button[href$="/consent"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/consent$/)
    await tabTo(page, 'form[action$="/consent"] button[type=submit]')
    await page.keyboard.press('Enter')
    await page.locator('.problems:focus').waitFor()
    await tabTo(page, '.problems a')
    await page.keyboard.press('Enter')
    expect(await page.locator('#takes_part:focus').count()).toBe(1)
    await page.keyboard.press('Space')
    await tabTo(page, '#keep_posted')
    await page.keyboard.press('Space')
    await tabTo(page, 'form[action$="/consent"] button[type=submit]')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Dag Jip' }).waitFor()
    await page.context().close()
  })
})

it('all of it works over plain http under a name that is not localhost', async () => {
  const other = await startHouse('voetspoor.test')
  const guide = await launchBrowser(['--host-resolver-rules=MAP voetspoor.test 127.0.0.1'])
  try {
    const { page, study, letterTo } = await openStudy(guide, other, ['Sam'])
    expect(await page.evaluate('[isSecureContext, typeof crypto.randomUUID]')).toEqual([false, 'undefined'])
    const complaints: string[] = []
    listen(page, complaints)

    const participant = await phonePage(guide)
    listen(participant, complaints)
    await participant.goto(await letterTo('Sam'))
    await agree(participant)
    await participant.getByRole('link', { name: 'Je eerste foto' }).click()
    await bring(participant, await turnedPicture(), 'Een sleutel', 1)

    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.goto(`${other.root}/sign-in`)
    await page.getByLabel('E-mailadres').fill('noor@oeverlicht.example')
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Aanmelden' }).click()
    await page.goto(`${study}/people`)
    await page.locator('tbody a').first().click()
    await page.getByRole('button', { name: 'Link maken om zelf te geven' }).click()
    await page.getByRole('button', { name: /^Kopieer/ }).click()
    await page.getByText('Gekopieerd').waitFor()

    const person = participant.url().split('/').at(-2) ?? ''
    const talk = await send(page, `${study}/interviews`, {
      ...{ person_id: person, held_on: '2026-11-20', place: 'Kantoor', interviewer_id: '' },
    })
    await page.goto(`${talk}/talk`)
    await page.getByLabel('Aantekening bij foto 1').fill('Altijd bij de hand')
    await page.getByText('Bewaard').waitFor()
    await page.reload()
    expect(await page.getByLabel('Aantekening bij foto 1').inputValue()).toBe('Altijd bij de hand')
    expect(complaints).toEqual([])
  } finally {
    await guide.close()
    await other.stop()
  }
})

/** The lead asks to use a photo. */
async function askFor(words: string): Promise<void> {
  await lead.page.goto(`${lead.study}/photos`)
  await lead.page.locator('ul.photos > li', { hasText: words }).getByRole('link', { name: 'Openen' }).click()
  await lead.page.getByRole('button', { name: 'We willen deze graag gebruiken' }).click()
  await lead.page.getByRole('button', { name: 'Toch niet gebruiken' }).waitFor()
}

/** The participant says that the one photo that is asked for is fine, up to leaders. */
async function readBack(page: Page): Promise<void> {
  await page.locator('input[name=answer][value=fine]').check()
  await page.locator('input[name=rung][value=leaders]').check()
  await page.getByLabel('Wil je er iets bij zeggen?').fill('Zonder het label')
  await page.getByRole('button', { name: /^Opslaan/ }).click()
  await page.locator('h2 .chip', { hasText: 'goed zo' }).waitFor()
}

async function stop(page: Page, own: string): Promise<void> {
  await page.goto(own)
  await page.getByRole('link', { name: 'Stoppen met meedoen' }).click()
  await page.getByRole('button', { name: 'Ik stop' }).click()
  await page.getByRole('heading', { name: 'Dank je voor je bericht' }).waitFor()
}

/** The size of the first photo of the page as it is shown. */
function sizeOfFirst(page: Page): Promise<{ width: number; height: number }> {
  const blob = "fetch(document.querySelector('ul.photos img').src).then((answer) => answer.blob())"
  return page.evaluate(`${blob}.then(createImageBitmap).then(({ width, height }) => ({ width, height }))`)
}

/** Writes down what the browser complains of on a page. */
function listen(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', ({ message }) => complaints.push(message))
}

/** Presses Tab until what has the focus is this. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await page.locator(`${selector}:focus`).count()) > 0) return
  }
  throw new Error(`No number of tabs leads to ${selector}.`)
}
