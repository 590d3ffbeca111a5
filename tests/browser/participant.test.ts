import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
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
  lead = await openStudy(browser, house, ['Sam', 'Vera', 'Tess', 'Bo', 'Jip', 'Kim'])
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
    // Opened alone it proves nothing; somebody who scrolls reads it.
    const arrived = page.waitForResponse(/\/arrival$/)
    await page.mouse.wheel(0, 200)
    expect((await arrived).ok()).toBe(true)
    await agree(page)
    await page.getByRole('link', { name: 'Je eerste foto' }).click()
    for (const [index, content] of pictures.entries())
      await bring(page, content, `Beeld ${index + 1}`, index + 1)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    process.stdout.write(`Three photos, from the link to the last one in: ${seconds} s of machine time.\n`)
    expect(await page.locator('main').textContent()).toContain('Je foto is binnen')
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
    const form = page.locator('form[data-queue]')
    await form.getByLabel('Een paar woorden erbij').fill('Twee bossen sleutels')
    await form.getByLabel('Maak of kies een foto').setInputFiles(file(Buffer.from('geen foto')))
    await form.getByRole('button', { name: 'Foto toevoegen' }).click()
    await page.locator('.underway .state', { hasText: 'Dit is geen JPEG' }).waitFor()
    expect(await form.getByLabel('Een paar woorden erbij').inputValue()).toBe('Twee bossen sleutels')
    await faultless(page)
    await page.locator('.underway').getByRole('button', { name: 'Weghalen' }).click()
    await bring(page, await picture(10), undefined, 1)
    expect(await page.locator('figcaption').allTextContents()).toEqual(['Twee bossen sleutels'])
    await bring(page, await picture(60), 'Een deur', 2)

    await page.getByRole('link', { name: 'Neem een paar zinnen' }).click()
    await faultlessInBoth(page)
    await page.getByLabel('Wat had je willen laten zien?').fill('Een overleg waar niemand begint.')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('3 van de 3 tot 5').first().waitFor()
    await faultlessInBoth(page)

    await change(page, 'foto 2')
    await faultlessInBoth(page)
    await page.getByLabel('Een paar woorden erbij').fill('Een open deur')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.locator('.row-line', { hasText: 'Een open deur' }).waitFor()
    await page.getByRole('button', { name: 'Naar voren foto 2' }).click()
    const first = page.locator('ul.own-photos > li:first-child', { hasText: 'Een open deur' })
    await first.waitFor()
    await drag(page, first, page.locator('ul.own-photos > li').nth(1))
    await first.waitFor({ state: 'detached' })
    await drag(page, page.locator('ul.own-photos > li').nth(1), page.locator('ul.own-photos > li').first())
    await first.waitFor()
    await page.reload()
    expect(await first.count()).toBe(1)
    // By keyboard the focus stays on the button of the photo that moves, and its new place is read aloud.
    const focused = () => page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""')
    await page.getByRole('button', { name: 'Naar achteren foto 1' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Plaats 2 van 3, gaat mee').waitFor({ state: 'attached' })
    expect(await focused()).toBe('Naar achteren foto 2')
    await page.getByRole('button', { name: 'Naar voren foto 2' }).press('Enter')
    await first.waitFor()
    await page.getByText('Plaats 1 van 3, gaat mee').waitFor({ state: 'attached' })
    expect(await focused()).toBe('Naar achteren foto 1')
    await change(page, 'foto 1')
    await page.getByLabel('De nieuwe foto').setInputFiles(file(await turnedPicture()))
    await page.getByRole('button', { name: 'Een andere foto nemen' }).click()
    await page.getByText('Je foto is binnen').first().waitFor()
    await page.goto(`${own}/photos`)
    expect(await sizeOfFirst(page)).toEqual({ width: 600, height: 800 })
    await change(page, 'foto 1')
    await blur(page)
    await page.goto(`${own}/photos`)
    await change(page, 'tekst 3')
    await faultlessInBoth(page)
    await page.getByRole('link', { name: 'Weghalen', exact: true }).click()
    await page.getByRole('button', { name: 'Weghalen' }).click()
    await page.getByText('2 van de 3 tot 5').first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('niemand begint')

    await page.goto(`${own}/reading-back`)
    await page.getByRole('heading', { name: 'Ben jij het?' }).waitFor()
    await faultlessInBoth(page)
    await page.getByRole('link', { name: 'Terug' }).click()
    await page.getByRole('link', { name: 'Een code kiezen' }).click()
    await faultlessInBoth(page)
    await chooseCode(page)
    await page.goto(`${own}/reading-back`)
    await faultlessInBoth(page)
    await askFor('Een open deur', own)
    await page.goto(own)
    await faultlessInBoth(page)
    await page.getByRole('link', { name: 'Lees na wat we willen gebruiken' }).click()
    await faultlessInBoth(page)
    await previewFollows(page)
    // What was typed and not saved does not pass for saved.
    await page.reload()
    await page.getByText('Het is nog niet opgeslagen: nu geldt “nog geen antwoord”.').waitFor()
    await faultless(page)
    await page.getByRole('button', { name: 'Opslaan foto 1' }).click()
    expect(await page.locator('main').textContent()).toContain('Kies of iemand herkenbaar is op deze foto')
    await faultless(page)
    await readBack(page)
    await lead.page.reload()
    expect(await lead.page.locator('main').textContent()).toContain('tot en met leidinggevenden')
    const photo = lead.page.url().split('/').at(-1) ?? ''
    const said = { title: 'De deur staat open', kind: 'strength', text: '', holds_for: '', photo }
    const finding = await send(lead.page, `${lead.study}/findings`, said)
    const later = [`${lead.study}/photos`, `${lead.study}/photos/${photo}`, finding]
    expect(await pagesWith(lead.page, later, 'Een open deur')).toEqual(later)

    await page.goto(`${own}/consent`)
    await faultlessInBoth(page)
    await page.goto(`${own}/withdrawal`)
    await faultlessInBoth(page)
    await stop(page, own)
    await faultlessInBoth(page)
    expect(await pagesWith(lead.page, later, 'Een open deur')).toEqual([])
    await page.context().close()
  })

  it('loses no photo and brings none twice when the connection falls away', async () => {
    const wire = await layWire(house.root)
    const page = await phonePage(browser)
    await page.goto((await lead.letterTo('Tess')).replace(house.root, wire.root))
    await agree(page)
    await page.getByRole('link', { name: 'Je eerste foto' }).click()
    const fallenAway = page.locator('.underway .state', { hasText: 'De verbinding viel weg' }).first()

    // Three at once, and in the middle of the first there is no connection any more; nor is there after a reload.
    const three = [await largePicture(), await picture(30), await picture(60)]
    await page.getByLabel('Maak of kies een foto').setInputFiles(three.map(file))
    await page.getByText('schrijf je straks bij elke foto').waitFor()
    expect(await page.getByLabel('Een paar woorden erbij').isVisible()).toBe(false)
    wire.cutAfter(300_000)
    await page.getByRole('button', { name: 'Foto toevoegen' }).click()
    await fallenAway.waitFor()
    await faultless(page)
    expect(await page.locator('.underway > li').count()).toBe(3)
    await lead.page.goto(`${lead.study}/photos`)
    expect(await lead.page.locator('main').textContent()).toContain('3 foto’s')
    const own = page.url()
    await page.context().setOffline(true)
    await page.reload().catch(() => undefined)
    expect(await page.locator('.underway').count()).toBe(0)
    await page.context().setOffline(false)
    wire.mend()
    // The link in the mail leads to the own page: that says what waits on this phone, and where it goes on.
    await page.goto(own.replace('/photos', ''))
    await page.getByText('Op dit toestel wachten foto’s').waitFor()
    await page.getByRole('link', { name: 'Ga verder met versturen' }).click()
    await page.getByText('3 van de 3 tot 5').first().waitFor()
    expect(await page.locator('[data-announced]').count()).toBe(0)

    // When the photo has arrived, and the answer has not: the server is asked, and it is not sent again.
    let sent = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url() === own) sent += 1
    })
    await choose(page, await picture(120), 'Aangekomen')
    wire.loseAnswers()
    await page.getByRole('button', { name: 'Foto toevoegen' }).click()
    await fallenAway.waitFor()
    await lead.page.goto(`${lead.study}/photos`)
    expect(await lead.page.locator('main').textContent()).toContain('Aangekomen')
    wire.mend()
    await page.getByText('4 van de 3 tot 5').first().waitFor()
    expect(sent).toBe(1)
    // Without a connection it says so at once.
    await page.context().setOffline(true)
    await choose(page, await picture(150), 'Zonder verbinding')
    await page.getByRole('button', { name: 'Foto toevoegen' }).click()
    await page.locator('.underway .state', { hasText: 'Geen verbinding.' }).waitFor()
    await page.context().setOffline(false)
    await page.getByText('5 van de 3 tot 5').first().waitFor()
    expect(await page.locator('ul.own-photos > li').count()).toBe(5)
    expect(await page.locator('.underway > li').count()).toBe(0)
    await page.context().close()
    await wire.close()
  })

  it('draws with a finger, and loses nothing on the way', async () => {
    const wire = await layWire(house.root)
    const page = await phonePage(browser)
    await page.goto((await lead.letterTo('Kim')).replace(house.root, wire.root))
    await agree(page)
    await page.getByRole('link', { name: 'Je eerste foto' }).click()
    await page.getByRole('link', { name: 'Maak een tekening' }).click()
    await faultlessInBoth(page)

    const send = page.getByRole('button', { name: 'Tekening toevoegen' })
    const words = page.getByLabel('Een paar woorden erbij')
    await words.fill('Een brug')
    await send.click()
    expect(await page.locator('.problems:focus').textContent()).toContain('Teken eerst iets')
    await drawLine(page, [0.2, 0.2], [0.8, 0.8])
    await page.locator('input[name=pen][value=amber]').check()
    await drawLine(page, [0.2, 0.8], [0.4, 0.6])
    const places: Place[] = [
      [0.5, 0.5],
      [0.3, 0.7],
      [0.7, 0.3],
    ]
    expect(await inkAt(page, 'canvas', places)).toEqual([true, true, false])
    await faultless(page)

    // The same mark: what may have come in already does not come in twice.
    const mark = page.locator('input[name=client_id]')
    const marked = await mark.inputValue()
    await page.goto(page.url())
    await page.setViewportSize({ width: 844, height: 390 })
    expect(await mark.inputValue()).toBe(marked)
    expect(await inkAt(page, 'canvas', places)).toEqual([true, true, false])
    expect(await words.inputValue()).toBe('Een brug')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('button', { name: 'Opnieuw beginnen' }).click()
    await page.getByText('Het vel is leeg').waitFor()
    expect(await inkAt(page, 'canvas', places)).toEqual([false, false, false])
    const back = page.getByRole('button', { name: 'Stap terug' })
    await back.click()
    expect(await inkAt(page, 'canvas', places)).toEqual([true, true, false])
    await back.click()
    expect(await inkAt(page, 'canvas', places)).toEqual([true, false, false])

    wire.loseAnswers()
    await send.click()
    await page.getByText('De verbinding viel weg').waitFor()
    wire.mend()
    await page.getByText('1 van de 3 tot 5').first().waitFor()
    expect(await page.getByAltText('Tekening: Een brug').count()).toBe(1)
    expect(await sizeOfFirst(page)).toEqual({ width: 1600, height: 1600 })
    expect(await inkAt(page, 'ul.own-photos figure img', places)).toEqual([true, false, false])

    await page.getByRole('link', { name: 'Maak een tekening' }).click()
    expect(await inkAt(page, 'canvas', places)).toEqual([false, false, false])
    expect(await words.inputValue()).toBe('')
    await drawLine(page, [0.2, 0.2], [0.8, 0.8])
    await words.fill('x'.repeat(501))
    await send.click()
    // It is in; only its words are not.
    await page.getByRole('heading', { name: 'Je tekening' }).waitFor()
    expect(await page.locator('.problems:focus').textContent()).toContain('hooguit 500 tekens')
    expect(await words.inputValue()).toBe('x'.repeat(501))
    await words.fill('Een streep')
    await page.getByRole('button', { name: 'Opslaan' }).click()
    await page.getByText('2 van de 3 tot 5').first().waitFor()
    await page.getByAltText('Tekening: Een streep').waitFor({ state: 'attached' })
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
    await page.getByRole('link', { name: 'Neem een paar zinnen' }).click()
    await page.getByLabel('Wat had je willen laten zien?').fill('Het licht om zes uur.')
    await page.getByRole('button', { name: 'Toevoegen' }).click()
    await page.getByText('3 van de 3 tot 5').first().waitFor()
    await page.getByRole('link', { name: 'Maak een tekening' }).click()
    expect(await page.locator('canvas').isVisible()).toBe(false)
    await page.getByLabel('Een paar woorden erbij').fill('Een lijn zonder eind')
    await page.getByRole('button', { name: 'Tekening toevoegen' }).click()
    await page.getByText('Teken eerst iets').first().waitFor()
    expect(await page.getByLabel('Een paar woorden erbij').inputValue()).toBe('Een lijn zonder eind')
    await page.getByLabel('Op papier getekend?').setInputFiles(file(await picture(77)))
    await page.getByRole('button', { name: 'Tekening toevoegen' }).click()
    await page.getByText('4 van de 3 tot 5').first().waitFor()
    await page.getByAltText('Tekening: Een lijn zonder eind').waitFor({ state: 'attached' })
    for (const [name, left] of [
      ['foto 2', '3 van de 3 tot 5'] as const,
      ['tekening 3', '2 van de 3 tot 5'] as const,
    ]) {
      await change(page, name)
      await page.getByRole('link', { name: 'Weghalen', exact: true }).click()
      await page.getByRole('button', { name: 'Weghalen' }).click()
      await page.getByText(left).first().waitFor()
    }
    await askFor('Een rooster', own)
    await page.goto(own)
    await page.getByRole('link', { name: 'Een code kiezen' }).click()
    await chooseCode(page)
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
    await page.waitForURL(/sign-in/)
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

/** Goes to the page of one photo, from its row. */
async function change(page: Page, name: string): Promise<void> {
  const row = page.locator('ul.own-photos > li', { has: page.locator('.row-name', { hasText: name }) })
  if (!(await row.locator('figure').isVisible())) await row.locator('summary').click()
  await row.getByRole('link', { name: `Aanpassen ${name}` }).click()
}

/** Behind it are one's own words, whoever else comes by the same link. */
async function chooseCode(page: Page): Promise<void> {
  await page.getByLabel('Kies een code').fill('brug 12')
  await page.getByLabel('Dezelfde code nog een keer').fill('brug12')
  await page.getByRole('button', { name: 'Code bewaren' }).click()
  await page.getByRole('heading', { name: 'Dag ' }).waitFor()
}

/** The lead asks to use a photo. */
async function askFor(words: string, own: string): Promise<void> {
  const talk = { held_on: '2026-01-05', place: '', interviewer_id: '' }
  await send(lead.page, `${lead.study}/interviews`, { ...talk, person_id: own.split('/').at(-1) ?? '' })
  await lead.page.goto(`${lead.study}/photos`)
  await lead.page.locator('ul.photos > li', { hasText: words }).getByRole('link', { name: 'Openen' }).click()
  await lead.page.getByRole('button', { name: 'We willen deze graag gebruiken' }).click()
  await lead.page.getByRole('button', { name: 'Toch niet gebruiken' }).waitFor()
}

/** What others would see follows what is chosen, before it is saved. */
async function previewFollows(page: Page): Promise<void> {
  await page.getByText('Zo zien anderen het').click()
  // How far is asked once it may be used.
  expect(await page.locator('input[name=with_name]').isVisible()).toBe(false)
  await page.locator('input[name=answer][value=fine]').check()
  const shown = async () => [
    await page.getByText('Iedereen: hij kan').isVisible(),
    await page.locator('.preview .credit').isVisible(),
  ]
  expect(await shown()).toEqual([true, false])
  await page.locator('input[name=with_name]').check()
  expect(await shown()).toEqual([true, true])
  await page.locator('input[name=rung][value=participants]').check()
  expect(await shown()).toEqual([false, false])
  await page.locator('input[name=with_name]').uncheck()
}

/** The participant says that the one photo that is asked for is fine, up to leaders. */
async function readBack(page: Page): Promise<void> {
  await page.locator('input[name=answer][value=fine]').check()
  await page.locator('input[name=rung][value=leaders]').check()
  await page.locator('input[name=recognisable][value=no]').check()
  await page.getByLabel('Wil je er iets bij zeggen?').fill('Zonder het label')
  await page.getByRole('button', { name: /^Opslaan/ }).click()
  await page.locator('h2 .chip', { hasText: 'dat mag' }).waitFor()
}

/** Which of these pages show these words. */
async function pagesWith(page: Page, addresses: readonly string[], words: string): Promise<string[]> {
  const found: string[] = []
  for (const address of addresses) {
    await page.goto(address)
    if ((await page.locator('main').textContent())?.includes(words)) found.push(address)
  }
  return found
}

async function stop(page: Page, own: string): Promise<void> {
  await page.goto(own)
  await page.getByRole('link', { name: 'Weghalen of stoppen' }).click()
  await page.getByRole('button', { name: 'Ik stop' }).click()
  await page.getByRole('heading', { name: 'Dank je voor je bericht' }).waitFor()
}

/** A place on a sheet, in parts of its sides. */
type Place = [x: number, y: number]

/** Draws a line on the sheet with a finger. */
async function drawLine(page: Page, from: Place, to: Place): Promise<void> {
  const sheet = page.locator('canvas')
  await sheet.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove', part: number) => {
    const [across, down] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
    const touchPoints = [{ x: x + across * width, y: y + down * height }]
    return finger.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  await touch('touchStart', 0)
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', part)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await finger.detach()
}

/** Tells for some places on a sheet or a picture whether something is drawn there. */
function inkAt(page: Page, selector: string, places: readonly Place[]): Promise<boolean[]> {
  return page.evaluate<boolean[]>(`(async () => {
    const drawn = document.querySelector('${selector}')
    await drawn.decode?.()
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const context = new OffscreenCanvas(200, 200).getContext('2d')
    context.drawImage(drawn, 0, 0, 200, 200)
    const blueAt = ([x, y]) => context.getImageData(x * 200, y * 200, 1, 1).data[2]
    return ${JSON.stringify(places)}.map((place) => blueAt(place) < 200)
  })()`)
}

/** The size of the first photo of the page as it is shown. */
function sizeOfFirst(page: Page): Promise<{ width: number; height: number }> {
  const blob = "fetch(document.querySelector('ul.own-photos figure img').src).then((answer) => answer.blob())"
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

/** Makes a part of a photo unrecognisable, drawn with the mouse; another was laid and moved by keyboard, and removed. */
async function blur(page: Page): Promise<void> {
  const before = await nameOfPicture(page)
  await page.getByRole('link', { name: 'Onherkenbaar maken' }).click()
  const photo = page.locator('.blur-photo')
  await photo.hover({ position: { x: 20, y: 20 } })
  await page.mouse.down()
  await photo.hover({ position: { x: 120, y: 90 } })
  await page.mouse.up()
  await page.locator('.blur-area').waitFor()
  await page.getByRole('button', { name: 'Vlak toevoegen' }).press('Enter')
  for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowRight', '+']) await page.keyboard.press(key)
  const second = 'Vlak 2, rechthoek: vanaf links 39, vanaf boven 39, breedte 22, hoogte 21 procent'
  expect(await page.locator('[data-told]').textContent()).toBe(second)
  await faultlessInBoth(page)
  await page.reload()
  const last = page.locator('.blur-area').last()
  expect(await last.getAttribute('aria-label')).toBe(second)
  await last.press('Delete')
  expect(await page.locator('.blur-area').count()).toBe(1)
  await page.getByRole('button', { name: 'Zo bewaren' }).press('Enter')
  await page.getByText('De foto is zo bewaard').waitFor()
  expect(await nameOfPicture(page)).not.toBe(before)
}

/** What the server calls the picture on the page: under another name it is another file. */
function nameOfPicture(page: Page): Promise<string | null> {
  return page.evaluate(
    "fetch(document.querySelector('figure img').src).then((answer) => answer.headers.get('etag'))",
  )
}

/** Drags a photo by a finger to the place of another one. While it is dragged all of them are small. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints })
  await from.locator('[data-grip]').scrollIntoViewIfNeeded()
  const grip = await from.locator('[data-grip]').boundingBox()
  const x = (grip?.x ?? 0) + 20
  const y = (grip?.y ?? 0) + 20
  await touch('touchStart', { x, y })
  const place = await to.boundingBox()
  const aim = (place?.y ?? 0) + ((place?.y ?? 0) > y ? (place?.height ?? 0) - 2 : 2)
  await touch('touchMove', { x, y: (y + aim) / 2 })
  await touch('touchMove', { x, y: aim })
  // What the server has by then takes the place of the list.
  await page.evaluate("document.querySelector('ul.own-photos').classList.add('before')")
  await touch('touchEnd')
  await page.locator('ul.own-photos:not(.before)').waitFor()
}
