import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { desk, faultless, openStudy, phone, startHouse, type House, type Lead } from '../support/house.ts'

jest.setTimeout(180_000)

let house: House
let browser: Browser
let lead: Lead
let noor: Page

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  lead = await openStudy(browser, house, ['Sam'])
  noor = lead.page
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

/** What the short form of each kind asks, by the words beside its fields, and what is quoted of the text. */
const kinds: { kind: string; fields: Record<string, string>; ticks: string[]; text: string; said: string }[] =
  [
    {
      kind: 'observation',
      fields: { on_day: '2026-11-20', minutes: '45', place: 'De vergaderkamer', present: 'zes collega’s' },
      ticks: [],
      text: 'Het overleg begint. Niemand kijkt naar de lijst. Dan staat iemand op.',
      said: 'Niemand kijkt naar de lijst.',
    },
    {
      kind: 'shadowing',
      fields: { on_day: '2026-11-20', minutes: '120', place: 'De wijk' },
      ticks: [],
      text: 'We fietsen langs drie kantoren. Bij elk kantoor past een andere pas.',
      said: 'Bij elk kantoor past een andere pas.',
    },
    {
      kind: 'mirror',
      fields: { on_day: '2026-11-20', permission: 'mondeling, vooraf' },
      ticks: ['spoken_by', 'permitted_by', 'no_names'],
      text: 'Iemand vertelt dat het wachten lang duurde. Daarna kwamen er drie mensen tegelijk.',
      said: 'het wachten lang duurde',
    },
    {
      kind: 'group',
      fields: {
        on_day: '2026-11-20',
        place: 'Het buurthuis',
        present_count: '4',
        present: 'vier begeleiders',
      },
      ticks: [],
      text: 'Anja: Wij beginnen met een rondje.\nBoris: Dat rondje sla ik het liefst over.\nAnja: Dat wist ik niet.',
      said: 'Dat rondje sla ik het liefst over.',
    },
    {
      kind: 'document',
      fields: { source: 'Het wijkteam', on_day: '2026-10-01' },
      ticks: [],
      text: 'Jaarplan. We willen één sleutel voor alle deuren. Zie de bijlage.',
      said: 'We willen één sleutel voor alle deuren.',
    },
  ]

/** Clicks what leads to another page, and waits until that has come. */
async function leave(by: Locator): Promise<void> {
  await Promise.all([noor.waitForEvent('framenavigated'), by.click()])
}

const link = (name: string) => noor.locator('main').getByRole('link', { name }).first()
const button = (name: string) => noor.getByRole('button', { name, exact: true })

it.each(kinds)('$kind goes from its short form to a finding, and back', async (one) => {
  const { kind, fields, ticks, text, said } = one
  const title = `Een stuk: ${kind}`
  await noor.goto(`${lead.study}/material/new`)
  await leave(noor.locator(`main a[href$="kind=${kind}"]`))
  await noor.setViewportSize(phone.viewport)
  await faultless(noor)
  await noor.setViewportSize(desk.viewport)
  await noor.locator('#title').fill(title)
  for (const [field, value] of Object.entries(fields)) await noor.locator(`#${field}`).fill(value)
  for (const field of ticks) await noor.locator(`[name="${field}"]`).first().check()
  await noor.locator('#text').fill(text)
  // Nothing but notes is taken in of what young people and parents say, and nobody by name.
  expect(await noor.locator('main input[type=file]').count()).toBe(kind === 'mirror' ? 0 : 1)
  expect(await noor.locator('[name=person_id]').count()).toBe(kind === 'shadowing' ? 1 : 0)
  await leave(button('Toevoegen'))
  await noor.locator('h1', { hasText: title }).waitFor()
  await faultless(noor)
  await noor.goto(`${lead.study}/coding`)
  await leave(link(title))
  await noor.locator('#words').fill(said)
  await noor.locator('#name').fill(`Label van ${kind}`)
  await button('Coderen').click()
  await noor.locator('mark, .coded [data-begins], .quote', { hasText: said }).first().waitFor()
  await noor.goto(`${lead.study}/coding`)
  await leave(link(`Label van ${kind}`))
  await leave(link('Maak hier een bevinding van'))
  expect(await noor.getByLabel(said).isChecked()).toBe(true)
  await leave(button('Verder: de zin schrijven'))
  const finding = `Dit hoorden we: ${kind}`
  await noor.getByLabel('De bevinding in één zin').fill(finding)
  await noor.getByLabel('goed voorbeeld').check()
  await leave(button('Opslaan'))
  await noor.locator('h1', { hasText: finding }).waitFor()
  await noor.getByText('Toegevoegd.').first().waitFor()
  // And back: from the finding to its quotation, and from that to the text.
  await leave(noor.locator('main a[href*="/coding/quotations/"]').first())
  await noor.locator('.quote', { hasText: said }).first().waitFor()
  await faultless(noor)
  await leave(link(title))
  await noor.locator('h1', { hasText: title }).waitFor()
  expect(await noor.locator('main').innerText()).toContain(said)
})
