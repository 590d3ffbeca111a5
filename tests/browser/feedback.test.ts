import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { fillFindings, points } from '../support/heard.ts'
import { faultless, faultlessInBoth, openStudy, startHouse, type House } from '../support/house.ts'
import { phonePage } from '../support/on-the-phone.ts'

jest.setTimeout(120_000)

let house: House
let browser: Browser
let noor: Page
let study: string
let session: string
let code: string

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  ;({ page: noor, study } = await openStudy(browser, house, ['Tess']))
  fillFindings(house, study)
})

afterAll(async () => {
  const start = Date.now()
  await house.stop()
  // With pages open that wait to be told of changes.
  expect(Date.now() - start).toBeLessThan(10_000)
  await browser.close()
})

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function joinOn(page: Page): Promise<void> {
  await page.goto(`${house.root}/s`)
  await page.getByLabel('Code').fill(code.toLowerCase())
  await button(page, 'Verder').click()
  await button(page, 'Meedoen').click()
  await page.getByText('Je hebt nog 2 stippen').first().waitFor()
}

const give = (page: Page, point: string) =>
  page.locator('li', { hasText: point }).getByRole('button', { name: 'Stip geven' })

/** Of the result at least the heading and the first bars. */
async function expectInSight(page: Page): Promise<void> {
  const top = (await page.locator('#outcome').boundingBox())?.y ?? -1
  expect(top).toBeGreaterThanOrEqual(0)
  expect(top).toBeLessThan((page.viewportSize()?.height ?? 0) / 2)
}

describe('a feedback session', () => {
  it('is prepared and opened', async () => {
    await noor.goto(`${study}/feedback`)
    await faultlessInBoth(noor)
    await noor.getByLabel('Met wie').selectOption('participants')
    await noor.getByLabel('Datum').fill('2026-12-03')
    await noor.getByLabel('Stippen per persoon').fill('2')
    await button(noor, 'Bijeenkomst klaarzetten').click()
    await noor.getByText('Je hebt nog niets gekozen').waitFor()
    session = noor.url()
    await faultlessInBoth(noor)
    await noor.getByRole('link', { name: 'Kiezen en ordenen' }).click()
    await faultlessInBoth(noor)
    await noor.getByLabel('Een deur zonder bordje').fill('1')
    await noor.getByLabel('Sleutels zijn altijd bij de hand').fill('2')
    for (const [index, point] of points.entries()) await noor.getByLabel(point).fill(String(index + 1))
    await button(noor, 'Opslaan').click()
    await button(noor, 'Openen').click()
    await noor.getByText('Telefoons kunnen dit adres niet bereiken').waitFor()
    code = (await noor.locator('.join-code').textContent()) ?? ''
    expect(code).toMatch(/^... ...$/)
    await faultlessInBoth(noor)
  })

  it('is joined on phones, and counted on the wall without a reload', async () => {
    await noor.goto(`${session}/screen`)
    await noor.locator('.qr').waitFor()
    expect(await noor.evaluate('document.querySelector(".qr").naturalWidth > 0')).toBe(true)
    await faultlessInBoth(noor)
    await noor.evaluate('window.mark = true')
    const tess = await phonePage(browser)
    await tess.goto(`${house.root}/s`)
    await faultlessInBoth(tess)
    await tess.goto(`${house.root}/s/${code.replace(' ', '')}`)
    await faultlessInBoth(tess)
    await joinOn(tess)
    await faultlessInBoth(tess)
    await tess.evaluate('window.mark = true')
    await give(tess, points[1] ?? '').click()
    await tess.getByText('Je hebt nog 1 stip').first().waitFor()
    await give(tess, points[1] ?? '').press('Enter')
    await tess.getByText('Je hebt geen stippen meer').first().waitFor()
    await faultless(tess)
    await tess.getByRole('button', { name: 'Stip terug' }).click()
    await give(tess, points[0] ?? '').click()
    await tess.getByText('Je hebt geen stippen meer').first().waitFor()
    expect(await tess.evaluate('window.mark')).toBe(true)
    expect(await tess.evaluate('document.activeElement.id')).toBe('give-point-0')
    await noor.getByText('1 mens doet mee · 2 stippen gegeven').waitFor()
    expect(await noor.evaluate('window.mark')).toBe(true)
    await revealed(tess)
    await tess.context().close()
  })

  /** A second phone, without scripts; then the result, everywhere. */
  async function revealed(tess: Page): Promise<void> {
    const bo = await phonePage(browser, { javaScriptEnabled: false })
    await joinOn(bo)
    await give(bo, points[1] ?? '').click()
    await bo.getByText('Je hebt nog 1 stip').first().waitFor()
    await noor.getByText('2 mensen doen mee · 3 stippen gegeven').waitFor()
    await noor.goto(`${session}/screen?at=1`)
    await faultlessInBoth(noor)
    await noor.goto(`${session}/screen?at=3`)
    await faultlessInBoth(noor)
    expect(await noor.locator('table').count()).toBe(0)
    await button(noor, 'Uitslag tonen').click()
    await noor.locator('canvas[role=img]').waitFor()
    await faultlessInBoth(noor)
    await tess.locator('canvas[role=img]').waitFor()
    expect(await tess.evaluate('window.mark')).toBe(true)
    expect(await tess.evaluate('document.activeElement.id')).toBe('outcome')
    await expectInSight(tess)
    await faultless(tess)
    const rows = await tess.locator('tbody tr').allTextContents()
    expect(rows.map((row) => row.replaceAll(/\s+/g, ' ').trim())).toEqual([
      `${points[1] ?? ''} 2`,
      `${points[0] ?? ''} 1`,
      `${points[2] ?? ''} 0`,
    ])
    await give(bo, points[2] ?? '').click()
    await bo.getByText('Stippen geven kan nu niet meer').first().waitFor()
    await noor.goto(`${session}/screen?at=3`)
    await noor.locator('canvas[role=img]').waitFor()
    await faultlessInBoth(noor)
    await noor.goto(`${session}/notes`)
    await faultlessInBoth(noor)
    await noor.locator('summary', { hasText: points[2] ?? '' }).click()
    await noor.getByLabel(points[2] ?? '', { exact: true }).fill('Die staan er al.')
    await noor.reload()
    expect(await noor.locator('details[open] textarea').inputValue()).toBe('Die staan er al.')
    await faultless(noor)
    await button(noor, 'Opslaan').click()
    await noor.getByText('Die staan er al.').waitFor()
    await noor.goto(session)
    await button(noor, 'Afsluiten').click()
    await tess.getByText('Je bent hier nu niet bij').first().waitFor()
    await faultless(tess)
    await bo.context().close()
  }

  it('stands beside the others, and tells what goes with it', async () => {
    await noor.goto(session)
    await noor.locator('canvas[role=img]').waitFor()
    await faultlessInBoth(noor)
    await noor.goto(`${study}/feedback`)
    await faultlessInBoth(noor)
    for (const path of ['', '/removal', '/edit']) {
      await noor.setViewportSize({ width: 390, height: 844 })
      await noor.goto(session + path)
      await faultless(noor)
    }
    await noor.goto(`${study}/feedback`)
    await faultless(noor)
  })
})
