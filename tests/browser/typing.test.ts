import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import {
  desk,
  faultless,
  faultlessInBoth,
  openStudy,
  phone,
  send,
  startHouse,
  type House,
} from '../support/house.ts'
import { phonePage } from '../support/on-the-phone.ts'
import { tone } from '../support/sound.ts'
import { until } from '../support/until.ts'

jest.setTimeout(240_000)

let house: House
let browser: Browser
let noor: Page
let talk: string

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser(['--autoplay-policy=no-user-gesture-required'])
  const lead = await openStudy(browser, house, ['Sam'])
  noor = lead.page
  const sam = await phonePage(browser)
  await sam.goto(await lead.letterTo('Sam'))
  await sam.getByRole('link', { name: 'Lees verder: doe je mee?' }).click()
  await sam.locator('#takes_part').check()
  await sam.locator('#may_record').check()
  await sam.getByRole('button', { name: 'Ik doe mee' }).click()
  await sam.getByRole('heading', { name: /^Dag / }).waitFor()
  const person_id = sam.url().split('/').at(-1) ?? ''
  await sam.context().close()
  const plan = { person_id, held_on: '2026-11-20', place: 'Kantoor', interviewer_id: '' }
  talk = await send(noor, `${lead.study}/interviews`, plan)
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

const area = () => noor.getByLabel('Het gesprek', { exact: true })
const text = () => area().inputValue()
const saved = () => noor.getByText('Bewaard', { exact: true }).waitFor()

/** How each part of the sound stands. The page forbids what waits by a string in it. */
function sounds(): Promise<{ isPaused: boolean; at: number; speed: number }[]> {
  return noor.evaluate(
    "Array.from(document.querySelectorAll('audio'), (one) => ({ isPaused: one.paused, at: one.currentTime, speed: one.playbackRate }))",
  )
}

describe('a talk that is typed out', () => {
  it('is typed without sound on the page: by names alone', async () => {
    await noor.goto(talk)
    await noor.getByRole('link', { name: 'Gesprek uittypen' }).click()
    await noor.getByText('Er is hier geen geluid').waitFor()
    expect(await noor.getByRole('button', { name: 'Speel of stop' }).count()).toBe(0)
    await area().focus()
    await noor.keyboard.press('Control+Shift+Digit1')
    await noor.keyboard.type('Zonder geluid.')
    await noor.getByRole('button', { name: /^2: P\d+$/ }).click()
    await noor.keyboard.type('Dat kan ook.')
    expect(await text()).toMatch(/^Interviewer: Zonder geluid\.\nP\d+: Dat kan ook\.$/)
    await noor.keyboard.press('Control+z')
    expect(await text()).not.toContain('Dat kan ook.')
    await area().fill('')
    await faultless(noor)
  })

  it('is heard, timed and named by keys in the text, on from part to part', async () => {
    await noor.goto(talk)
    for (const seconds of [30, 40]) {
      await noor.locator('summary', { hasText: 'Stuur een geluidsbestand' }).click()
      const file = { name: `${seconds}.wav`, mimeType: 'audio/wav', buffer: tone(seconds) }
      await noor.getByLabel('Geluidsbestand').setInputFiles(file)
      await noor.getByRole('button', { name: 'Stuur', exact: true }).click()
      await noor.getByText(`Duur 0:${seconds}`).waitFor({ timeout: 60_000 })
    }
    await noor.locator('#recording').getByRole('link', { name: 'Gesprek uittypen' }).click()
    await noor.getByText('Het geluid heeft 2 delen.').waitFor()
    await area().focus()
    await noor.keyboard.press('Control+Space')
    await until(async () => ((await sounds())[0]?.at ?? 0) > 2.2)
    await noor.keyboard.press('Shift+F2')
    await noor.keyboard.press('F4')
    const [first] = await sounds()
    expect(first).toMatchObject({ isPaused: true, speed: 0.9 })
    await noor.keyboard.press('Control+Shift+Digit1')
    await noor.keyboard.type('Welke foto?')
    await noor.keyboard.press('F4')
    await noor.waitForTimeout(150)
    const [again] = await sounds()
    expect(again?.at).toBeLessThan((first?.at ?? 0) - 0.8)
    await noor.keyboard.press('F4')
    for (let nth = 0; nth < 11; nth += 1) await noor.keyboard.press('F8')
    await noor.keyboard.press('F2')
    await noor.keyboard.press('Control+.')
    await noor.keyboard.press('Control+Enter')
    await noor.keyboard.press('Control+Shift+Digit2')
    await noor.keyboard.type('Deze, met de sleutels.')
    expect(await text()).toMatch(
      /^\[00:00:0[23]\] Interviewer: Welke foto\?\n\[00:00:3[3-5]\] P\d+: Deze, met de sleutels\.$/,
    )
    await saved()
    for (const size of [phone, { viewport: { width: 820, height: 1180 } }, desk]) {
      await noor.setViewportSize(size.viewport)
      await faultlessInBoth(noor)
    }
  })

  it('stays through a crash, and through a connection that was lost', async () => {
    await noor.goto(`${talk}/typing`)
    await noor.getByRole('button', { name: 'Speel of stop' }).waitFor()
    await noor.waitForTimeout(500)
    await area().focus()
    await noor.context().setOffline(true)
    await noor.keyboard.press('Control+End')
    await noor.keyboard.type(' En dit.')
    await noor.getByText('Nog niet bewaard').waitFor()
    await noor.getByRole('button', { name: 'Klaar: bewaar als tekst' }).click()
    await noor.waitForTimeout(500)
    expect(noor.url()).toMatch(/typing$/)
    const page = await noor.context().newPage()
    await noor.close({ runBeforeUnload: false })
    noor = page
    await noor.context().setOffline(false)
    await noor.goto(`${talk}/typing`)
    await until(async () => (await text()).endsWith(' En dit.'))
    await saved()
  })

  it('is typed by two at once without a word lost', async () => {
    const other = await noor.context().newPage()
    await other.goto(`${talk}/typing`)
    await noor.reload()
    await other.waitForTimeout(500)
    await area().press('Control+End')
    await noor.keyboard.type(' Van mij.')
    await saved()
    const theirs = other.getByLabel('Het gesprek', { exact: true })
    await theirs.press('Control+End')
    await other.keyboard.type(' Van jou.')
    await other.getByRole('button', { name: 'Zet ze onder elkaar' }).waitFor()
    await other.getByRole('button', { name: 'Neem de andere tekst' }).click()
    await other.getByText('Bewaard', { exact: true }).waitFor()
    expect(await theirs.inputValue()).toMatch(/En dit\. Van jou\.$/)
    await other.close()
  })

  it('becomes a text with who speaks and when, and leaves no draft', async () => {
    await noor.goto(`${talk}/typing`)
    await noor.getByLabel('Titel').fill('Zelf getypt')
    await noor.getByRole('button', { name: 'Klaar: bewaar als tekst' }).click()
    await noor.getByRole('link', { name: 'Zelf getypt' }).first().click()
    expect(await noor.locator('.reading').innerText()).toMatch(/Interviewer\s+00:00:0[23]\s+Welke foto\?/)
    expect(await noor.locator('.reading').innerText()).toContain('Deze, met de sleutels. En dit.')
    await noor.goto(`${talk}/typing`)
    await noor.waitForTimeout(1000)
    expect(await text()).toBe('')
    expect(await noor.getByLabel('Titel').inputValue()).toBe('Uitgeschreven gesprek')
  })
})
