import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import Database from 'better-sqlite3'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import {
  faultless,
  faultlessInBoth,
  openStudy,
  send,
  startHouse,
  type House,
  type Lead,
} from '../support/house.ts'
import { agree, phonePage } from '../support/on-the-phone.ts'

jest.setTimeout(120_000)

const sentences = Array.from({ length: 12 }, (_, at) => `Zin ${String(at + 1)} van het gesprek.`)

let house: House
let browser: Browser
let lead: Lead
let sam: Page
let own: string

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  lead = await openStudy(browser, house, ['Sam'])
  sam = await phonePage(browser)
  await sam.goto(await lead.letterTo('Sam'))
  await agree(sam)
  own = sam.url()
  await send(sam, `${own}/code`, { code: 'brug12', again: 'brug12' })
  await ask()
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

/** A talk of twelve sentences that the team wants to use, quickly: those pages have tests of their own. */
async function ask(): Promise<void> {
  const person_id = own.split('/').at(-1) ?? ''
  const text = sentences.join('\n')
  await send(lead.page, `${lead.study}/material`, {
    kind: 'transcript',
    title: 'Het gesprek',
    person_id,
    text,
  })
  const [material = ''] = idsOf('materials')
  for (const words of sentences)
    await send(lead.page, `${lead.study}/coding/materials/${material}/quotations`, { words, name: 'Zinnen' })
  for (const id of idsOf('quotations'))
    await send(lead.page, `${lead.study}/coding/quotations/${id}/wish`, {})
}

function idsOf(table: 'materials' | 'quotations'): string[] {
  const db = new Database(house.database, { readonly: true })
  const rows = db.prepare(`select id from ${table} order by id`).all() as { id: string }[]
  db.close()
  return rows.map(({ id }) => id)
}

const cardOf = (page: Page, said: string) => page.locator('section.card', { hasText: said })
const answered = (page: Page, count: number) =>
  page.getByText(`Je antwoordde op ${String(count)} van de 12.`).waitFor()

it('takes two presses each on a phone once it is said how far, and tells at the end that all is done', async () => {
  await sam.goto(`${own}/reading-back`)
  await sam.getByText('Wat betekent elk antwoord?').waitFor()
  await faultlessInBoth(sam)
  let presses = 0
  const press = async (what: Locator) => {
    presses += 1
    await what.tap()
  }
  for (const [at, said] of sentences.slice(0, 11).entries()) {
    const card = cardOf(sam, said)
    await press(card.getByRole('radio', { name: 'dat mag' }))
    const rung = card.getByRole('radio', { name: 'leidinggevenden en bestuurders' })
    if (at === 0) await press(rung)
    else expect(await rung.isChecked()).toBe(true)
    await press(card.getByRole('button', { name: 'Opslaan' }))
    await answered(sam, at + 1)
    await cardOf(sam, said).getByText('Je antwoord: tot en met leidinggevenden.').waitFor()
    if (at === 0) await faultless(sam)
  }
  expect(presses).toBe(23)
  // What is proposed is no answer: the last one stays without until it is saved.
  await cardOf(sam, sentences[11] ?? '')
    .getByText('nog geen antwoord')
    .waitFor()
  await lastByKeyboard()
  await sam.getByText('Alles is beantwoord.').waitFor()
  await faultless(sam)
})

async function lastByKeyboard(): Promise<void> {
  const card = cardOf(sam, sentences[11] ?? '')
  await card.getByRole('radio', { name: 'Dat mag' }).focus()
  await sam.keyboard.press('ArrowDown')
  await sam.keyboard.press('ArrowDown')
  expect(await card.getByRole('radio', { name: 'Liever niet' }).isChecked()).toBe(true)
  await sam.keyboard.press('Tab')
  await sam.keyboard.type('Dit zei ik in een boze bui.')
  await sam.keyboard.press('Tab')
  await sam.keyboard.press('Enter')
  await answered(sam, 12)
  await cardOf(sam, sentences[11] ?? '')
    .getByText('Je antwoord: liever niet.')
    .waitFor()
}

it('can be changed without JavaScript, and says what is missing with what was typed', async () => {
  const page = await (
    await browser.newContext({
      ...{ viewport: { width: 390, height: 844 }, locale: 'nl-NL', javaScriptEnabled: false },
      storageState: await sam.context().storageState(),
    })
  ).newPage()
  await page.goto(`${own}/reading-back`)
  const card = cardOf(page, sentences[0] ?? '')
  await card.locator('summary', { hasText: 'Antwoord veranderen' }).click()
  await card.getByRole('radio', { name: 'Liever anders' }).check()
  await card.getByRole('button', { name: 'Opslaan' }).click()
  await page.getByText('Schrijf erbij hoe je het liever hebt').first().waitFor()
  expect(await page.getByRole('radio', { name: 'Liever anders' }).isChecked()).toBe(true)
  await page.locator('textarea[name=remark]').fill('Graag zonder het cijfer.')
  await page.getByRole('button', { name: 'Opslaan' }).click()
  await cardOf(page, sentences[0] ?? '')
    .getByText('Je antwoord: liever anders.')
    .waitFor()
  await page.context().close()
})
