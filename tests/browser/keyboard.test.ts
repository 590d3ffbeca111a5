import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { fillFindings, points } from '../support/heard.ts'
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

async function follow(link: string | RegExp): Promise<void> {
  await tabTo(noor, noor.getByRole('link', { name: link }).first())
  await press(noor)
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

  it('dots are given and taken back, and the result takes the focus of a button that is gone', async () => {
    await follow('Kiezen en ordenen')
    for (const [index, label] of ['Een deur zonder bordje', ...points].entries()) {
      await tabTo(noor, noor.getByLabel(label))
      await noor.keyboard.type(String(index + 1))
    }
    await tabTo(noor, button(noor, 'Opslaan'))
    await press(noor)
    await tabTo(noor, button(noor, 'Openen'))
    await press(noor)
    const tess = await phonePage(browser)
    await tess.goto(`${house.root}/s`)
    await tabTo(tess, tess.getByLabel('Code'))
    await tess.keyboard.type((await noor.locator('.join-code').textContent()) ?? '')
    await press(tess)
    await tabTo(tess, button(tess, 'Meedoen'))
    await press(tess)
    await divide(tess)
    await tabTo(tess, tess.locator('summary', { hasText: 'Een deur zonder bordje' }), 'Shift+Tab')
    await tess.keyboard.press('Enter')
    await tabTo(tess, give(tess, 2))
    await leadOnTheWall()
    await tess.locator('canvas[role=img]').waitFor()
    expect(await hasFocus(tess.locator('#outcome'))).toBe(true)
    await tess.getByText('Wie nieuw is, zoekt').waitFor()
    await tess.context().close()
  })

  const give = (page: Page, nth: number) => page.locator(`#give-point-${nth}`)

  /** Gives all three dots, sees that a fourth is not to be had, and takes one back. */
  async function divide(page: Page): Promise<void> {
    await tabTo(page, give(page, 0))
    await page.keyboard.press('Enter')
    await page.getByText('Je hebt nog 2 stippen').first().waitFor()
    await page.keyboard.press('Space')
    await page.getByText('Je hebt nog 1 stip').first().waitFor()
    expect(await hasFocus(give(page, 0))).toBe(true)
    await tabTo(page, give(page, 1))
    await page.keyboard.press('Enter')
    await page.getByText('Je hebt geen stippen meer').first().waitFor()
    await page.keyboard.press('Enter')
    expect(await hasFocus(give(page, 1))).toBe(true)
    expect(await give(page, 1).getAttribute('aria-disabled')).toBe('true')
    await tabTo(page, page.locator('#take-point-1'))
    await page.keyboard.press('Enter')
    await page.getByText('Je hebt nog 1 stip').first().waitFor()
    expect(await hasFocus(give(page, 1))).toBe(true)
    await faultless(page)
  }

  /** Goes through what stands on the wall with arrows and with the keys of a clicker, and shows the result there. */
  async function leadOnTheWall(): Promise<void> {
    await follow('Naar het scherm')
    await noor.getByText('2 stippen gegeven').waitFor()
    await press(noor, 'ArrowRight')
    await noor.getByRole('heading', { name: 'Een deur zonder bordje' }).waitFor()
    await press(noor, 'ArrowLeft')
    await noor.getByText('1 van 3').waitFor()
    await press(noor, 'PageDown')
    await press(noor, 'PageDown')
    await noor.getByText('3 van 3').waitFor()
    await tabTo(noor, button(noor, 'Uitslag tonen'))
    await press(noor)
    await noor.locator('canvas[role=img]').waitFor()
  }

  it('an action point is made of a point, and its owner writes how it goes', async () => {
    await follow('Naar de bijeenkomst')
    await tabTo(noor, button(noor, 'Afsluiten'))
    await press(noor)
    await follow(/^Actiepunt maken/)
    await tabTo(noor, noor.getByLabel('Wat gaan we doen?'))
    await noor.keyboard.type('Bordjes ophangen')
    await tabTo(noor, noor.getByLabel('Naam', { exact: true }))
    await noor.keyboard.type('Otto')
    await tabTo(noor, noor.getByLabel('Heeft ja gezegd'))
    await noor.keyboard.press('Space')
    await tabTo(noor, noor.getByLabel('Wanneer kijken we?'))
    await noor.keyboard.type('12122026')
    await tabTo(noor, button(noor, 'Toevoegen'))
    await press(noor)
    await follow('Link voor Otto')
    await tabTo(noor, button(noor, 'Link maken om zelf te geven'))
    await press(noor)
    const otto = await phonePage(browser)
    await otto.goto(await noor.locator('.copy input').inputValue())
    await tabTo(otto, otto.getByRole('radio', { name: 'Loopt' }))
    await otto.keyboard.press('ArrowDown')
    expect(await otto.getByRole('radio', { name: 'Hulp nodig' }).isChecked()).toBe(true)
    await tabTo(otto, otto.getByLabel('Een paar woorden erbij'))
    await otto.keyboard.type('De bordjes zijn op.')
    await tabTo(otto, otto.getByRole('button', { name: 'Laat het weten' }))
    expect(await press(otto)).toBe(200)
    const saved = otto.getByRole('status').filter({ hasText: 'Doorgegeven.' })
    const { y = -1 } = (await saved.boundingBox()) ?? {}
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThan(200)
    await faultless(otto)
    await otto.context().close()
  })

  it('a member of the assembly asks something at an item, and is led to what is missing', async () => {
    const mia = await phonePage(browser)
    await mia.goto(await linkForMember('Mia'))
    await tabTo(mia, mia.getByRole('button', { name: 'Lees de stukken Voorjaar' }))
    await press(mia)
    await tabTo(mia, mia.locator('summary', { hasText: 'bij dit punt' }))
    await mia.keyboard.press('Enter')
    await tabTo(mia, mia.getByLabel('vraag', { exact: true }))
    await mia.keyboard.press('ArrowDown')
    await tabTo(mia, button(mia, 'Versturen'))
    expect(await press(mia)).toBe(422)
    expect(await hasFocus(mia.locator('.problems'))).toBe(true)
    await tabTo(mia, mia.getByRole('link', { name: 'Typ eerst je vraag of opmerking' }))
    await mia.keyboard.press('Enter')
    await mia.keyboard.type('Voor hoeveel deuren?')
    await tabTo(mia, button(mia, 'Versturen'))
    expect(await press(mia)).toBe(200)
    await mia.getByRole('article').filter({ hasText: 'opmerking' }).getByText('Toegevoegd.').waitFor()
    await mia.keyboard.press('Tab')
    expect(await hasFocus(mia.getByRole('button', { name: 'Weghalen' }))).toBe(true)
    await faultless(mia)
    await mia.context().close()
  })

  /** The link of somebody to whom the papers of a meeting were just opened, quickly: that has tests of its own. */
  async function linkForMember(name: string): Promise<string> {
    const meeting = await send(noor, `${study}/assembly`, { name: 'Voorjaar' })
    await send(noor, `${meeting}/items`, { kind: 'discussion', title: 'Bordjes' })
    await send(noor, `${study}/assembly/members`, { name, email: '', language: 'nl' })
    await noor.goto(meeting)
    const members = (await noor.locator('input[name=members]').getAttribute('value')) ?? ''
    await send(noor, `${meeting}/members`, { members })
    await send(noor, `${meeting}/state`, { from: 'draft', to: 'shared' })
    await noor.reload()
    await noor.getByRole('button', { name: `Link om te geven ${name}` }).click()
    return noor.locator('.copy input').inputValue()
  }
})
