import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { desk, faultless, faultlessInBoth } from '../support/house.ts'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'
import { until } from '../support/until.ts'

jest.setTimeout(240_000)

let planned: PlannedTalk
let browser: Browser
let noor: Page
let talk: string

beforeAll(async () => {
  planned = await planTalk({ photos: 2 })
  ;({ browser, noor } = planned)
  talk = `${planned.about}/talk`
})

afterAll(() => planned.stop())

const atTalk = (page: Page) => page.getByLabel('Aantekening bij het hele gesprek')
const text = (page: Page) => atTalk(page).inputValue()
/** Until the page, its photos and its script are at hand, and the worker is there to bring them. */
const isKept = (page: Page) =>
  page.waitForFunction(`(async () => {
    const [name] = (await caches.keys()).filter((one) => one.startsWith('talk '))
    const kept = name ? (await (await caches.open(name)).keys()).map(({ url }) => url) : []
    const worker = await navigator.serviceWorker.getRegistration()
    return worker?.active?.state === 'activated' && kept.some((url) => url.includes('/large')) && kept.some((url) => url.endsWith('.js'))
  })()`)

it('without a connection a reload brings the talk back with its notes, and they go when it is back', async () => {
  await noor.goto(talk)
  await atTalk(noor).fill('Eerst nog verbonden')
  await noor.locator('#talk').getByText('Bewaard', { exact: true }).waitFor()
  await isKept(noor)
  await noor.context().setOffline(true)
  await atTalk(noor).fill('Zonder verbinding getypt')
  await noor.getByRole('button', { name: 'Dit is belangrijk' }).click()
  await noor.getByText('Gemarkeerd om').waitFor()
  await noor.getByRole('button', { name: 'Leg deze foto op een kant' }).first().click()
  await noor.locator('.to-lay [data-side]').nth(1).click()
  await noor.reload()
  // The page as it was kept comes first, and what waits in the browser is put in it a moment later.
  await until(async () => (await text(noor)) === 'Zonder verbinding getypt')
  expect(await noor.locator('[data-laid]').count()).toBe(1)
  expect(await noor.evaluate("document.querySelector('.talk img').naturalWidth > 0")).toBe(true)
  await noor.goto(`${talk}?share=1`)
  expect(await noor.locator('textarea').count()).toBe(0)
  await noor.goto(talk)
  await atTalk(noor).press('End')
  await atTalk(noor).pressSequentially(', en verder')
  const sent = ['/sides/', '/marks'].map((end) =>
    noor.waitForResponse((answer) => answer.url().includes(end) && answer.ok()),
  )
  await noor.context().setOffline(false)
  await Promise.all(sent)
  await noor.locator('#talk').getByText('Bewaard', { exact: true }).waitFor()
  const other = await (
    await browser.newContext({ ...desk, storageState: await noor.context().storageState() })
  ).newPage()
  await other.goto(talk)
  expect(await text(other)).toBe('Zonder verbinding getypt, en verder')
  expect(await other.locator('[data-laid]').count()).toBe(1)
  await other.goto(talk.replace(/talk$/, 'logbook'))
  expect(await other.locator('.moments li').count()).toBe(1)
  await faultless(other)
  await other.context().close()
})

it('shares photos and the model, and stays so over a reload', async () => {
  await noor.goto(talk)
  await noor.getByRole('link', { name: 'Scherm delen' }).click()
  await noor.getByText('Alleen foto’s en model').waitFor()
  await noor.reload()
  expect(noor.url()).toContain('share=1')
  expect(await noor.locator('textarea, .both, .moments, [data-mark]').count()).toBe(0)
  expect(await noor.content()).not.toContain('Zonder verbinding')
  await faultless(noor)
  await noor.getByRole('link', { name: 'Weer alles' }).click()
  await atTalk(noor).waitFor()
})

it('is held by keyboard alone, and at each size nothing is wrong', async () => {
  await noor.goto(talk)
  // The script has taken the page up once a photo is marked.
  await noor.locator('li:nth-child(1) [data-thumb][aria-current]').waitFor()
  await noor.keyboard.press('ArrowRight')
  await noor.locator('li:nth-child(2) [data-thumb][aria-current]').waitFor()
  await noor.locator('.to-lay [data-side]').nth(2).focus()
  await noor.keyboard.press('Enter')
  await noor.getByRole('button', { name: 'Leg foto 2 hier' }).focus()
  await noor.keyboard.press('Enter')
  await noor.getByText('Hier ligt foto 2.').waitFor()
  await noor.keyboard.press('Control+Enter')
  await noor.getByText('Gemarkeerd om').waitFor()
  for (const [width, height] of [
    [1024, 768],
    [820, 1180],
    [390, 844],
  ] as const) {
    await noor.setViewportSize({ width, height })
    await noor.goto(talk)
    await faultlessInBoth(noor)
  }
  await noor.setViewportSize({ width: 1280, height: 900 })
})

it('turns by swiping', async () => {
  const state = await noor.context().storageState()
  const page = await (
    await browser.newContext({
      ...desk,
      storageState: state,
      hasTouch: true,
      viewport: { width: 1024, height: 768 },
    })
  ).newPage()
  await page.goto(talk)
  const box = await page.locator('[data-strip]').boundingBox()
  const line = await page.context().newCDPSession(page)
  const at = (x: number) => [{ x: (box?.x ?? 0) + x, y: (box?.y ?? 0) + 150 }]
  await line.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(480) })
  for (let x = 460; x >= 60; x -= 20) {
    await line.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(x) })
  }
  await line.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await page.locator('li:nth-child(2) [data-thumb][aria-current]').waitFor()
  await page.context().close()
})

it('is gone from the browser when somebody signs out, and what waits is shown to nobody else', async () => {
  await noor.goto(talk)
  await isKept(noor)
  await noor.goto(talk.replace(/\/talk$/, ''))
  await noor.getByRole('button', { name: 'Afmelden' }).click()
  await noor.waitForURL(/sign-in/)
  expect(await noor.evaluate('caches.keys()')).toEqual([])
  await noor.context().setOffline(true)
  // A worker that is still being let go of may ask the server, to whom nobody is signed in.
  await noor.goto(talk).catch(() => undefined)
  expect(await noor.locator('[data-talk]').count()).toBe(0)
  expect(await noor.content()).not.toContain('Zonder verbinding')
  await noor.context().setOffline(false)
})
