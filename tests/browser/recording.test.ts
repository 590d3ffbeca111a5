import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import type { Browser, Page } from 'playwright-core'
import { colleague, desk, faultless, phone, signIn, type House } from '../support/house.ts'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'
import { tone } from '../support/sound.ts'

jest.setTimeout(240_000)

/** For how long it records, in seconds: more for who wants figures. */
const length = Number(process.env.RECORDED_SECONDS ?? 16)

let planned: PlannedTalk
let house: House
let browser: Browser
let noor: Page
let study: string
let about: string
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'voetspoor-sound-'))
  planned = await planTalk({
    mayRecord: true,
    flags: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
  })
  ;({ house, browser, noor, study, about } = planned)
})

afterAll(async () => {
  await planned.stop()
  await rm(folder, { recursive: true, force: true })
})

/** How long the sound of each part lasts, in seconds, as a library of sound reads it. */
async function lengths(): Promise<number[]> {
  await noor.goto(about)
  const addresses = await noor.evaluate<string[]>(
    "Array.from(document.querySelectorAll('audio'), (one) => one.src)",
  )
  const found: number[] = []
  for (const [index, address] of addresses.entries()) {
    const body = await (await noor.context().request.get(address)).body()
    const file = path.join(folder, `part-${index}`)
    await writeFile(file, body)
    const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
    found.push(await input.computeDuration())
    input.dispose()
  }
  return found
}

const begin = (page: Page) => page.getByRole('button', { name: 'Neem geluid op' })
const end = (page: Page) => page.getByRole('button', { name: 'Stop de geluidsopname' })
const allIn = (page: Page) => page.getByText('Alles is bewaard op de server.').waitFor({ timeout: 60_000 })

describe('sound that is recorded', () => {
  it('is there to the last piece, though the connection was cut twice and the server killed', async () => {
    await noor.goto(`${about}/talk`)
    await begin(noor).click()
    await noor.getByText('Geluidsopname loopt').waitFor()
    const started = Date.now()
    await noor.getByText('Er komt geluid binnen.').waitFor({ state: 'attached' })
    await faultless(noor)
    const until = (share: number) =>
      noor.waitForTimeout(Math.max(0, started + share * length * 1000 - Date.now()))
    await until(0.25)
    await noor.context().setOffline(true)
    await until(0.4)
    await noor.context().setOffline(false)
    await until(0.5)
    await house.kill()
    await until(0.7)
    await house.again()
    await until(0.8)
    await noor.context().setOffline(true)
    await until(0.95)
    await noor.context().setOffline(false)
    await until(1)
    await end(noor).click()
    const lasted = (Date.now() - started) / 1000
    await noor.getByText('Geluidsopname gestopt').waitFor()
    await allIn(noor)
    const [first = 0, ...more] = await lengths()
    console.log(`recorded ${lasted.toFixed(2)} s, stored ${first.toFixed(2)} s`)
    expect(more).toEqual([])
    expect(first).toBeGreaterThan(lasted - 1.5)
    expect(first).toBeLessThan(lasted + 1.5)
    await faultless(noor)
  })

  it('waits in the browser through a crash of it, and is sent from another page', async () => {
    const page = await noor.context().newPage()
    await page.goto(`${about}/talk`)
    await begin(page).click()
    await page.waitForTimeout(4000)
    await page.context().setOffline(true)
    await page.waitForTimeout(4500)
    // A crash asks nothing, and tells no end.
    await page.close({ runBeforeUnload: false })
    await noor.context().setOffline(false)
    await noor.goto(`${study}/interviews`)
    await noor.waitForTimeout(3000)
    const found = await lengths()
    expect(found).toHaveLength(2)
    expect(found[1]).toBeGreaterThan(4.9)
    expect(await noor.locator('#recording').textContent()).not.toContain('kunnen nog stukjes')
  })

  it('is paused, and goes on in the same part', async () => {
    await noor.goto(`${about}/talk`)
    await begin(noor).click()
    await noor.waitForTimeout(2000)
    await noor.getByRole('button', { name: 'Pauze' }).click()
    await noor.getByText('Geluidsopname op pauze').waitFor()
    const rows = async (viewport: { width: number; height: number }) => {
      await noor.setViewportSize(viewport)
      await faultless(noor)
      return Math.round(((await noor.locator('#bar').boundingBox())?.height ?? 0) / 60)
    }
    expect([await rows(phone.viewport), await rows({ width: 820, height: 1180 })]).toEqual([2, 1])
    await noor.setViewportSize(desk.viewport)
    await noor.waitForTimeout(3000)
    await noor.getByRole('button', { name: 'Ga verder' }).click()
    await noor.waitForTimeout(2000)
    await end(noor).click()
    await allIn(noor)
    const found = await lengths()
    expect(found).toHaveLength(3)
    expect(found[2]).toBeGreaterThan(3)
    expect(found[2]).toBeLessThan(5.5)
  })

  it('goes on as one part while the screen is shared, a code is shown and the talk is ended', async () => {
    await noor.goto(`${about}/talk#side-x`)
    await noor.evaluate('window.isTheSame = true')
    await begin(noor).click()
    await noor.getByText('Geluidsopname loopt').waitFor()
    const started = Date.now()
    await noor.getByLabel('Aantekening bij het hele gesprek').fill('Nog niet weg')
    await noor.getByRole('link', { name: 'Scherm delen' }).click()
    await noor.getByText('Alleen foto’s en model').waitFor()
    expect(noor.url()).toContain('share=1')
    expect(await noor.locator('textarea, [data-mark], .both, .moments').count()).toBe(0)
    expect(await noor.content()).not.toContain('Nog niet weg')
    await noor.getByText('Geluidsopname loopt').waitFor()
    await noor.waitForTimeout(3000)
    await faultless(noor)
    await noor.getByRole('link', { name: 'Weer alles' }).click()
    expect(await noor.getByLabel('Aantekening bij het hele gesprek').inputValue()).toBe('Nog niet weg')
    await noor.getByText('Een foto aan tafel toevoegen').click()
    await noor.getByRole('button', { name: 'Code laten zien' }).click()
    await noor.getByLabel('Of open dit adres op de telefoon').waitFor()
    await noor.getByRole('button', { name: 'Code laten stoppen' }).click()
    await noor.getByRole('button', { name: 'Code laten zien' }).waitFor()
    expect(await noor.evaluate('window.isTheSame')).toBe(true)
    const lasted = (Date.now() - started) / 1000
    await noor.getByRole('button', { name: 'Klaar' }).click()
    await noor.waitForURL(/logbook/)
    await noor.waitForTimeout(2000)
    const found = await lengths()
    expect(found).toHaveLength(4)
    expect(found[3]).toBeGreaterThan(lasted - 1)
    expect(found[3]).toBeLessThan(lasted + 2)
    expect(await noor.locator('#recording').textContent()).not.toContain('kunnen nog stukjes')
  })

  it('waits as its maker’s own: told before signing out, and neither sent nor seen by who comes next', async () => {
    const page = await (await browser.newContext(desk)).newPage()
    const waiting = () =>
      page.evaluate<number>(`new Promise((resolve) => {
        const opening = indexedDB.open('voetspoor-sound', 1)
        opening.onsuccess = () => {
          const asked = opening.result.transaction('pieces').objectStore('pieces').count()
          asked.onsuccess = () => resolve(asked.result)
        }
      })`)
    await signIn(page, house, 'noor@oeverlicht.example')
    await page.route('**/recordings/**', (route) => route.abort())
    await page.goto(`${about}/talk`)
    await begin(page).click()
    await page.waitForTimeout(4000)
    await end(page).click()
    await page.getByText('Geluidsopname gestopt').waitFor()
    await page.goto(about)
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.getByText('In deze browser wacht nog iets van een gesprek').waitFor()
    await faultless(page)
    await page.getByRole('button', { name: 'Toch afmelden' }).click()
    await page.waitForURL(/sign-in/)
    const kept = await waiting()
    expect(kept).toBeGreaterThan(0)
    await page.unroute('**/recordings/**')
    const asked: string[] = []
    page.on('request', (one) => {
      if (one.method() === 'POST') asked.push(one.url())
    })
    await signIn(page, house, await colleague(browser, house, noor, study))
    await page.goto(`${about}/talk`)
    await page.waitForTimeout(2000)
    expect(asked.filter((address) => address.includes('/recordings/'))).toEqual([])
    expect(await page.locator('#recorder').textContent()).not.toContain('Nog te versturen')
    expect(await waiting()).toBe(kept)
    await page.goto(about)
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.waitForURL(/sign-in/)
    await signIn(page, house, 'noor@oeverlicht.example')
    await page.goto(about)
    await page.getByRole('button', { name: 'Afmelden' }).click()
    await page.waitForURL(/sign-in/)
    expect(await waiting()).toBe(0)
    await page.context().close()
    expect(await lengths()).toHaveLength(5)
  })

  it('says in a second tab that the first one records', async () => {
    await noor.goto(`${about}/talk`)
    await begin(noor).click()
    await noor.getByText('Geluidsopname loopt').waitFor()
    const second = await noor.context().newPage()
    await second.goto(`${about}/talk`)
    await second.getByText('In een ander tabblad loopt ook').waitFor()
    await second.setViewportSize(phone.viewport)
    await faultless(second)
    await second.close()
    await end(noor).click()
    await allIn(noor)
  })
})

it.each([
  ['NotAllowedError', 'De browser mag de microfoon niet gebruiken.'],
  ['NotFoundError', 'Er is geen microfoon gevonden.'],
  ['NotReadableError', 'De microfoon is niet te gebruiken.'],
])('after a %s of the browser it says what to do, and can be tried again', async (name, words) => {
  const state = await noor.context().storageState()
  const page = await (await browser.newContext({ ...desk, storageState: state })).newPage()
  await page.addInitScript(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '${name}'))`,
  )
  await page.goto(`${about}/talk`)
  await begin(page).click()
  await page.getByText(words).waitFor()
  expect(await begin(page).isEnabled()).toBe(true)
  await faultless(page)
  await page.context().close()
})

describe('a sound file that is sent', () => {
  it('goes on where it was after a lost connection and a reload, and is refused when it is no sound', async () => {
    const file = { name: 'gesprek.wav', mimeType: 'audio/wav', buffer: tone(1200) }
    const choose = async (chosen: typeof file) => {
      await noor.locator('summary', { hasText: 'Stuur een geluidsbestand' }).click()
      await noor.getByLabel('Geluidsbestand').setInputFiles(chosen)
      await noor.getByRole('button', { name: 'Stuur', exact: true }).click()
    }
    await noor.goto(about)
    const first = noor.waitForResponse((answer) => answer.url().endsWith('/pieces/0'))
    await noor.route('**/pieces/1', (route) => route.abort())
    await choose(file)
    await first
    await noor.getByText('De verbinding is weg.').waitFor()
    await noor.reload()
    await noor.unroute('**/pieces/1')
    const sent: string[] = []
    noor.on('request', (asked) => {
      if (asked.method() === 'POST') sent.push(asked.url().split('/').slice(-2).join('/'))
    })
    await choose(file)
    await noor.getByText('Duur 20:00').waitFor({ timeout: 60_000 })
    expect(sent.filter((address) => address.startsWith('pieces'))).not.toContain('pieces/0')
    await choose({ ...file, name: 'x.mp3', buffer: Buffer.from('Dit is tekst.') })
    await noor.getByText('Dit bestand is geen geluid dat we kennen').waitFor()
    await faultless(noor)
  })
})
