import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { colleague, desk, faultless, faultlessInBoth, signIn, type House } from '../support/house.ts'
import { file, phonePage } from '../support/on-the-phone.ts'
import { picture, turnedPicture } from '../support/pictures.ts'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'
import { until } from '../support/until.ts'

jest.setTimeout(240_000)

let planned: PlannedTalk
let house: House
let browser: Browser
let study: string
/** Two researchers, each at a desk of their own. */
let noor: Page
let ravi: Page
let talk: string

beforeAll(async () => {
  planned = await planTalk({ photos: 2 })
  ;({ house, browser, noor, study } = planned)
  talk = `${planned.about}/talk`
  ravi = await deskPage()
  await signIn(ravi, house, await colleague(browser, house, noor, study))
})

afterAll(() => planned.stop())

const atPhoto = (page: Page, nth: number) => page.getByLabel(`Aantekening bij foto ${nth}`)
const atTalk = (page: Page) => page.getByLabel('Aantekening bij het hele gesprek')
const noteOf = (page: Page) => page.locator('#talk form')
const said = (page: Page, words: string) => noteOf(page).getByText(words).waitFor()

describe('the talk at a desk', () => {
  it('has nothing that axe finds fault with, nor have the pages around it', async () => {
    const about = talk.replace(/\/talk$/, '')
    for (const address of [`${study}/interviews`, about, `${about}/texts/new`, talk, `${study}/photos`]) {
      await noor.goto(address)
      await faultlessInBoth(noor)
    }
  })

  it('keeps notes by itself, and gives them back', async () => {
    await noor.goto(talk)
    await atPhoto(noor, 1).fill('Altijd bij de hand')
    await noor.getByText('Bewaard', { exact: true }).first().waitFor()
    await noor.reload()
    expect(await atPhoto(noor, 1).inputValue()).toBe('Altijd bij de hand')
    await atPhoto(noor, 1).press('End')
    await atPhoto(noor, 1).pressSequentially(', dag en nacht')
    await noor.getByText('Bewaard', { exact: true }).first().waitFor()
    await ravi.goto(talk)
    expect(await atPhoto(ravi, 1).inputValue()).toBe('Altijd bij de hand, dag en nacht')
  })

  it('lays a photo on a side of the model by pressing the photo and then the side', async () => {
    await noor.goto(talk)
    const laid = noor.waitForResponse((answer) => answer.url().includes('/sides/'))
    await noor.getByRole('button', { name: 'Leg deze foto op een kant' }).first().click()
    await noor.locator('.to-lay [data-side]').nth(1).click()
    expect((await laid).status()).toBe(200)
    await noor.locator('.panel:visible').getByText('Hier ligt foto 1.').waitFor()
    await noor.reload()
    expect(await noor.locator('[data-laid]').count()).toBe(1)
    await faultless(noor)
  })

  it('keeps a note while there is no connection, and sends it when there is one again', async () => {
    await noor.goto(talk)
    await noor.context().setOffline(true)
    await atTalk(noor).fill('Onderweg in de trein')
    await said(noor, 'Nog niet bewaard')
    await faultless(noor)
    await noor.context().setOffline(false)
    await said(noor, 'Bewaard')
    await ravi.goto(talk)
    expect(await atTalk(ravi).inputValue()).toBe('Onderweg in de trein')
  })

  it('keeps it through a reload too', async () => {
    await noor.goto(talk)
    await losing(noor, async () => {
      await atTalk(noor).fill('Voor het omvallen getypt')
      await said(noor, 'Nog niet bewaard')
    })
    await noor.reload()
    // The page is there a moment before what this browser kept is put back in it.
    await until(async () => (await atTalk(noor).inputValue()) === 'Voor het omvallen getypt')
    await said(noor, 'Bewaard')
    await ravi.reload()
    expect(await atTalk(ravi).inputValue()).toBe('Voor het omvallen getypt')
  })
})

describe('two writers in one note', () => {
  it('lose nothing: both texts are kept, and stay to be chosen from for whoever opens the talk', async () => {
    await Promise.all([noor.goto(talk), ravi.goto(talk)])
    await losing(ravi, async () => {
      // Ravi types first: who types over what came from Noor meanwhile goes on in her text.
      await atTalk(ravi).fill('Van Ravi')
      await said(ravi, 'Nog niet bewaard')
      await atTalk(noor).fill('Van Noor')
      await said(noor, 'Bewaard')
    })
    await bothShown(ravi, 'Van Noor', 'Van Ravi')
    // Who was first is shown it too, without doing anything, and a reload does not settle it.
    await bothShown(noor, 'Van Noor', 'Van Ravi')
    await faultless(noor)
    await ravi.reload()
    await bothShown(ravi, 'Van Noor', 'Van Ravi')
    await noor.getByRole('button', { name: 'Zet ze onder elkaar' }).click()
    await until(async () => (await atTalk(noor).inputValue()) === 'Van Noor\n\nVan Ravi')
    await until(async () => (await atTalk(ravi).inputValue()) === 'Van Noor\n\nVan Ravi')
    expect(await ravi.locator('.both').count()).toBe(0)
  })
})

it('a note that is too long says so, and goes once it is shorter', async () => {
  await noor.goto(talk)
  await atPhoto(noor, 2).fill('x'.repeat(20_001))
  await noor.getByText('Deze aantekening is te lang').waitFor()
  await atPhoto(noor, 2).fill('Kort')
  await noor.getByText('Bewaard', { exact: true }).first().waitFor()
})

it('a photo is added at the table by a code on the screen, and appears by itself', async () => {
  await noor.goto(talk)
  const begun = performance.now()
  await noor.getByText('Een foto aan tafel toevoegen').click()
  await noor.getByRole('button', { name: 'Code laten zien' }).click()
  const address = await noor.getByLabel('Of open dit adres op de telefoon').inputValue()
  const phone = await phonePage(browser)
  await phone.goto(address)
  await phone.getByLabel('Maak of kies een foto').setInputFiles(file(await turnedPicture()))
  await atTalk(noor).fill('Intussen getypt')
  await phone.getByRole('button', { name: 'Foto toevoegen' }).click()
  await noor.getByText('Er kwam een foto bij').waitFor()
  const seconds = (performance.now() - begun) / 1000
  process.stdout.write(`From the code on the table to the photo in the talk: ${seconds.toFixed(1)} s.\n`)
  expect(seconds).toBeLessThan(20)
  await phone.getByText('Je foto is binnen').waitFor()
  await faultlessInBoth(phone)
  await faultless(noor)
  // It is in sight where the researcher is, who goes on typing; the headings count it too.
  expect(await noor.evaluate<boolean>('document.activeElement instanceof HTMLTextAreaElement')).toBe(true)
  const box = await noor.locator('#arrived').boundingBox()
  expect(box && box.y >= 0 && box.y + box.height <= (noor.viewportSize()?.height ?? 0)).toBe(true)
  await noor.getByRole('heading', { name: 'Foto 1 (1 van 3)' }).waitFor()
  await noor.getByRole('link', { name: 'Bekijken en erbij schrijven' }).click()
  await noor.getByRole('heading', { name: 'Foto 3 (3 van 3)' }).waitFor()
  await phone.getByLabel('Maak of kies een foto').setInputFiles(file(await picture(45)))
  await noor.getByRole('button', { name: 'Klaar' }).click()
  await noor.waitForURL((url) => !url.pathname.endsWith('/talk'))
  await phone.getByRole('button', { name: 'Foto toevoegen' }).click()
  await phone.getByRole('alert').getByText('De foto die je koos, is niet binnen.').waitFor()
  await faultless(phone)
  await phone.goto(address)
  await phone.getByRole('heading', { name: 'Deze code werkt niet meer' }).waitFor()
  await phone.context().close()
})

it('the photos in a room are left by Escape', async () => {
  await noor.goto(`${study}/photos/slides?rung=participants`)
  await noor.getByText('Er zijn nog geen foto’s').waitFor()
  await noor.keyboard.press('Escape')
  await noor.getByRole('heading', { name: 'Foto’s in de zaal' }).waitFor()
  expect(noor.url()).toBe(`${study}/photos/slides`)
})

it('a transcript is added at the talk, which its text leads back to', async () => {
  await noor.goto(talk.replace(/\/talk$/, ''))
  await noor.getByRole('link', { name: 'Uitgeschreven gesprek toevoegen' }).click()
  await noor.getByLabel('De tekst').fill('Die sleutels heb ik altijd bij me.')
  await noor.getByRole('button', { name: 'Toevoegen' }).click()
  await noor.getByText('Toegevoegd.').waitFor()
  await faultless(noor)
  await noor.locator('main .links').getByRole('link', { name: 'Uitgeschreven gesprek' }).click()
  await noor.getByText('Die sleutels heb ik altijd bij me.').waitFor()
  await faultless(noor)
  await noor.getByRole('link', { name: 'Gesprek op 20 november 2026' }).click()
  await noor.getByRole('button', { name: 'Losmaken Uitgeschreven gesprek' }).click()
  await noor.getByText('Opgeslagen.').waitFor()
  await noor.getByLabel('Een tekst die er al is').selectOption({ index: 1 })
  await faultless(noor)
})

it('the table works without JavaScript too', async () => {
  const state = await noor.context().storageState()
  const page = await deskPage({ javaScriptEnabled: false, storageState: state })
  await page.goto(talk)
  await page.getByLabel('Leg deze foto bij een kant').nth(1).selectOption({ index: 2 })
  await page.getByRole('button', { name: 'Leggen foto 2' }).click()
  await page.getByText(/Hier ligg?(t|en) .*foto 2/).waitFor()
  await atPhoto(page, 2).fill('Met de knop')
  await page.getByRole('button', { name: 'Opslaan Aantekening bij foto 2' }).click()
  await page.getByText('Opgeslagen.').waitFor()
  expect(await atPhoto(page, 2).inputValue()).toBe('Met de knop')
  await page.context().close()
})

async function deskPage(more: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext({ ...desk, ...more })).newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** Notes do not reach the server while this goes on. */
async function losing(page: Page, work: () => Promise<void>): Promise<void> {
  await page.route('**/notes/**', (route) => route.abort())
  await work()
  await page.unroute('**/notes/**')
}

async function bothShown(page: Page, ...texts: string[]): Promise<void> {
  const box = page.locator('.both')
  await box.waitFor()
  for (const text of texts) expect(await box.textContent()).toContain(text)
}
