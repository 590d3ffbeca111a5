import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { fillFindings } from '../support/heard.ts'
import { faultless, openStudy, send, startHouse, type House } from '../support/house.ts'
import { hasFocus, tabTo } from '../support/keys.ts'
import { phonePage } from '../support/on-the-phone.ts'

jest.setTimeout(120_000)

let house: House
let browser: Browser
let noor: Page
let study: string

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  ;({ page: noor, study } = await openStudy(browser, house, ['Tess']))
  fillFindings(house, study)
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Presses what has the focus, and waits for the page that comes. */
async function press(page: Page, key = 'Enter'): Promise<number> {
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().isNavigationRequest() && one.status() !== 303),
    page.waitForEvent('load'),
    page.keyboard.press(key),
  ])
  return answer.status()
}

describe('with the keyboard alone', () => {
  it('a session is made, and what is wrong with it is a link away', async () => {
    await noor.goto(`${study}/feedback`)
    await tabTo(noor, noor.locator('#held_on'))
    await noor.keyboard.type('12')
    await tabTo(noor, button(noor, 'Bijeenkomst klaarzetten'))
    await noor.keyboard.press('Enter')
    expect(await hasFocus(noor.locator('#held_on'))).toBe(true)
    expect(await noor.locator('.problems').count()).toBe(0)
    await noor.keyboard.type('12120026')
    await tabTo(noor, button(noor, 'Bijeenkomst klaarzetten'))
    expect(await press(noor)).toBe(422)
    expect(await hasFocus(noor.locator('.problems'))).toBe(true)
    await tabTo(noor, noor.getByRole('link', { name: 'Deze datum klopt niet' }))
    await noor.keyboard.press('Enter')
    expect(await hasFocus(noor.locator('#held_on'))).toBe(true)
    await noor.keyboard.type('12122026')
    await tabTo(noor, noor.getByRole('link', { name: 'Kies met wie' }), 'Shift+Tab')
    await noor.keyboard.press('Enter')
    expect(await hasFocus(noor.locator('#kind'))).toBe(true)
    await noor.keyboard.press('ArrowDown')
    await tabTo(noor, button(noor, 'Bijeenkomst klaarzetten'))
    expect(await press(noor)).toBe(200)
    await noor.getByText('12 december 2026').waitFor()
  })

  it('a check is written, and the page says so where it was written', async () => {
    const agreed = { owner_name: 'Otto', said_yes: 'yes', look_on: '2026-12-14' }
    await send(noor, `${study}/actions`, { ...agreed, title: 'Bordjes ophangen' })
    await noor.getByRole('link', { name: 'Actiepunten' }).first().click()
    await noor.getByRole('link', { name: 'Otto' }).click()
    await button(noor, 'Link maken om zelf te geven').click()
    const otto = await phonePage(browser)
    await otto.goto(await noor.locator('.copy input').inputValue())
    await tabTo(otto, otto.getByRole('radio', { name: 'Loopt' }))
    await otto.keyboard.press('ArrowDown')
    expect(await otto.getByRole('radio', { name: 'Hulp nodig' }).isChecked()).toBe(true)
    await tabTo(otto, otto.getByLabel('Een paar woorden erbij'))
    await otto.keyboard.type('De bordjes zijn op.')
    await tabTo(otto, otto.getByRole('button', { name: 'Laat het weten' }))
    expect(await press(otto)).toBe(200)
    const saved = otto.getByRole('status').filter({ hasText: 'Opgeslagen.' })
    const { y = -1 } = (await saved.boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThan(200)
    await faultless(otto)
    await otto.context().close()
  })
})
