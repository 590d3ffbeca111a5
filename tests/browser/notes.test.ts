import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { desk, faultless, phone, signIn, type House } from '../support/house.ts'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'
import { until } from '../support/until.ts'

jest.setTimeout(240_000)

let planned: PlannedTalk
let house: House
let browser: Browser
let talk: string

beforeAll(async () => {
  planned = await planTalk()
  ;({ house, browser } = planned)
  talk = `${planned.about}/talk`
})

afterAll(() => planned.stop())

/** A browser of Noor's in which nothing was kept yet, and its page. */
let context: BrowserContext
let noor: Page

beforeEach(async () => {
  context = await browser.newContext({ ...desk, storageState: await planned.noor.context().storageState() })
  noor = await opened()
  await clear()
})

afterEach(() => context.close())

async function opened(): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(talk)
  return page
}

const note = (page: Page) => page.getByLabel('Aantekening bij het hele gesprek')
const saved = 'Bewaard'
/** Of what is saved all of it: what is not saved holds the same word. */
const says = (page: Page, words: string) =>
  page
    .locator('#talk form')
    .getByText(words, { exact: words === saved })
    .waitFor()
/** What the server has, as another browser gets it. */
async function stored(): Promise<string> {
  const { noor: other } = planned
  await other.goto(talk)
  return note(other).inputValue()
}

async function clear(): Promise<void> {
  await note(noor).fill('')
  await noor.waitForTimeout(1200)
}

const words = Array.from({ length: 12 }, (_, nth) => `woord ${nth} `)

it('loses no letter when the server is killed and started again while one types', async () => {
  for (const [nth, word] of words.entries()) {
    if (nth === 3) await house.kill()
    if (nth === 8) await house.again()
    await note(noor).pressSequentially(word, { delay: 40 })
    await noor.waitForTimeout(300)
  }
  await says(noor, saved)
  await until(async () => (await stored()) === words.join('').trim())
})

it('loses none when it is killed while there is no connection and the page is closed', async () => {
  await noor.context().setOffline(true)
  await note(noor).fill('Voor de klap')
  await says(noor, 'Nog niet bewaard')
  await house.kill()
  await noor.close()
  await house.again()
  await context.setOffline(false)
  noor = await opened()
  await until(async () => (await note(noor).inputValue()) === 'Voor de klap')
  await says(noor, saved)
  expect(await stored()).toBe('Voor de klap')
})

it('keeps what two tabs wrote without a connection, side by side to choose from', async () => {
  const other = await opened()
  await context.setOffline(true)
  await note(noor).fill('In het ene tabblad')
  await note(other).fill('In het andere tabblad')
  for (const page of [noor, other]) await says(page, 'Nog niet bewaard')
  await context.setOffline(false)
  for (const page of [noor, other]) {
    await page.locator('.both').waitFor()
    expect(await page.locator('.both').count()).toBe(1)
    const both = await page.locator('.both').textContent()
    expect(both).toContain('In het ene tabblad')
    expect(both).toContain('In het andere tabblad')
  }
  for (const size of [phone, desk]) {
    await noor.setViewportSize(size.viewport)
    await faultless(noor)
  }
  await noor.getByRole('button', { name: 'Zet ze onder elkaar' }).click()
  await until(async () => (await note(other).inputValue()).includes('\n\n'))
  expect((await stored()).split('\n\n').toSorted()).toEqual(['In het andere tabblad', 'In het ene tabblad'])
  expect(await planned.noor.locator('.both').count()).toBe(0)
})

it('has both texts too when the tabs were closed before there was a connection', async () => {
  const other = await opened()
  await context.setOffline(true)
  await note(noor).fill('Eerste tabblad, gesloten')
  await note(other).fill('Tweede tabblad, gesloten')
  for (const page of [noor, other]) await says(page, 'Nog niet bewaard')
  await noor.close()
  await other.close()
  await context.setOffline(false)
  noor = await opened()
  const both = noor.locator('.both')
  await both.waitFor()
  await until(async () => {
    const shown = `${(await both.textContent()) ?? ''}${await note(noor).inputValue()}`
    return shown.includes('Eerste tabblad, gesloten') && shown.includes('Tweede tabblad, gesloten')
  })
  await noor.getByRole('button', { name: 'Zet ze onder elkaar' }).click()
  await until(async () => (await note(noor).inputValue()).includes('\n\n'))
})

it('still has what was typed after the talk itself is no longer at hand', async () => {
  await until(async () => (await noor.evaluate<string[]>('caches.keys()')).length > 0)
  await noor.waitForTimeout(2500)
  await context.setOffline(true)
  await note(noor).fill('Van eergisteren')
  await says(noor, 'Nog niet bewaard')
  await noor.evaluate(age)
  await expect(noor.reload()).rejects.toThrow('net::ERR')
  await context.setOffline(false)
  await noor.goto(talk)
  // The browser may have loaded the page by itself before, and sent it then.
  await until(async () => (await stored()) === 'Van eergisteren')
  expect(await note(noor).inputValue()).toBe('Van eergisteren')
})

/** Makes all that this browser keeps thirty hours older. */
const age = `(async () => {
  const earlier = Date.now() - 30 * 60 * 60_000
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request)
      const headers = new Headers(answer.headers)
      headers.set('x-kept-at', String(earlier))
      await cache.put(request, new Response(await answer.blob(), { headers }))
    }
  }
  const db = await new Promise((done) => {
    const opening = indexedDB.open('voetspoor-talks')
    opening.onsuccess = () => done(opening.result)
  })
  const change = db.transaction('items', 'readwrite')
  const cursor = change.objectStore('items').openCursor()
  cursor.onsuccess = () => {
    if (!cursor.result) return
    cursor.result.update({ ...cursor.result.value, at: earlier })
    cursor.result.continue()
  }
  await new Promise((done) => (change.oncomplete = done))
  db.close()
})()`

it('goes when its writer signs in again after the visit ended', async () => {
  await context.clearCookies()
  await note(noor).fill('Na het einde van het bezoek')
  await says(noor, 'je bent niet meer ingelogd')
  await faultless(noor)
  // The screen stays, whatever goes on, and somebody signs in beside it.
  await planned.noor.goto(talk)
  await note(planned.noor).fill('Iemand anders')
  await noor.getByText('Log in een ander tabblad weer in').waitFor()
  expect(await note(noor).inputValue()).toBe('Na het einde van het bezoek')
  const beside = await context.newPage()
  await signIn(beside, house, 'noor@oeverlicht.example')
  await beside.close()
  await noor.locator('.both').waitFor()
  const both = (await noor.locator('.both').textContent()) ?? ''
  expect(both).toContain('Na het einde van het bezoek')
  expect(both).toContain('Iemand anders')
})

it('says so when the browser has no room left, asks before the page goes, and sends it when it can', async () => {
  await noor.evaluate(
    "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }",
  )
  await context.setOffline(true)
  await note(noor).fill('Alleen op dit scherm. '.repeat(50))
  await says(noor, 'deze browser heeft geen ruimte meer')
  await faultless(noor)
  let asked = ''
  noor.once('dialog', (dialog) => {
    asked = dialog.type()
    void dialog.dismiss()
  })
  // A browser asks only where somebody did something on the page.
  await note(noor).click()
  await noor.keyboard.type('x')
  await noor.close({ runBeforeUnload: true })
  await until(() => Promise.resolve(asked !== ''))
  expect(asked).toBe('beforeunload')
  await context.setOffline(false)
  await says(noor, saved)
  expect(await stored()).toContain('Alleen op dit scherm. '.repeat(20))
})
