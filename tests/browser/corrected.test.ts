import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { desk, faultlessInBoth, phone, send } from '../support/house.ts'
import { hasFocus, tabTo } from '../support/keys.ts'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'

jest.setTimeout(240_000)

let planned: PlannedTalk
let noor: Page
let study: string
let material: string
let coded: string

const text = [
  'Hoe begint zo’n dag?',
  'Ik heb twee sleutels bij me. Ja.',
  ...Array.from({ length: 60 }, (_, nth) => `Dit is zin ${nth}, die niemand aanhaalt.`),
  'Ja, die tas is van iedereen.',
  'Eigenlijk bellen we elke ochtend even rond. Ja.',
].join('\n')
const quoted = ['Ik heb twee sleutels bij me.', 'Ja, die tas is van iedereen.', 'elke ochtend even rond']

beforeAll(async () => {
  planned = await planTalk()
  ;({ noor, study } = planned)
  await send(noor, `${planned.about}/texts`, {
    kind: 'transcript',
    title: 'Gesprek met sleutels',
    text,
    speakers: '',
  })
  await noor.goto(`${study}/material`)
  const link = noor.getByRole('link', { name: 'Gesprek met sleutels' })
  material = `${planned.house.root}${(await link.getAttribute('href')) ?? ''}`
  coded = `${study}/coding/materials/${material.split('/').at(-1) ?? ''}`
  for (const words of quoted) await send(noor, `${coded}/quotations`, { words, name: 'Sleutels' })
})

afterAll(() => planned.stop())

/** Presses what has the focus, and waits for the page that comes. */
async function press(): Promise<void> {
  await Promise.all([noor.waitForEvent('load'), noor.keyboard.press('Enter')])
}

async function follow(name: string | RegExp): Promise<void> {
  await tabTo(noor, noor.getByRole('link', { name }).first())
  await press()
}

async function pressButton(name: string | RegExp): Promise<void> {
  await tabTo(noor, noor.getByRole('button', { name }).first())
  await press()
}

/** Into what is higher than the screen, so that no stop shows it whole. */
async function tabInto(wanted: Locator): Promise<void> {
  for (let stops = 0; stops < 80 && !(await hasFocus(wanted)); stops += 1) await noor.keyboard.press('Tab')
  expect(await hasFocus(wanted)).toBe(true)
}

/** Puts the caret at the beginning of a line of the field that has the focus. */
async function toLine(nth: number): Promise<void> {
  await noor.keyboard.press('Control+Home')
  for (let line = 1; line < nth; line += 1) await noor.keyboard.press('ArrowDown')
  await noor.keyboard.press('Home')
}

/** What comes into sight is laid out with the next frame; until then keys find nothing to move in. */
const painted = () =>
  noor.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
const standing = (words: string) => noor.locator('[data-listed] li', { hasText: words }).textContent()
const selected = () => noor.evaluate<string>('String(getSelection())')

describe('a coded text that is corrected, by keyboard alone', () => {
  it('leads to the quotations whose words changed, and leaves the others where they stand', async () => {
    await noor.goto(material)
    await follow('Tekst verbeteren')
    await tabInto(noor.getByLabel('De tekst'))
    await toLine(2)
    for (let nth = 0; nth < 2; nth += 1) await noor.keyboard.press('Control+ArrowRight')
    await noor.keyboard.press('Control+Shift+ArrowRight')
    await noor.keyboard.type('drie ')
    await toLine(63)
    await noor.keyboard.press('Shift+End')
    await noor.keyboard.type('Dat weet niemand.')
    await pressButton('Opslaan')
    await noor.getByRole('heading', { name: 'Citaten na te kijken' }).waitFor()
    expect(await noor.locator('del').allTextContents()).toEqual(['twee'])
    expect(await noor.locator('ins').allTextContents()).toEqual(['drie'])
    expect(await noor.locator('section.card').count()).toBe(2)
    await noor.getByText('Niets in de tekst lijkt er nog op.').waitFor()
  })

  it('shows there, in the text and in what it was, nothing that axe finds fault with', async () => {
    const place = await noor
      .getByRole('link', { name: 'Een andere plek kiezen' })
      .first()
      .getAttribute('href')
    for (const size of [desk, phone]) {
      await noor.setViewportSize(size.viewport)
      for (const address of [
        `${coded}/review`,
        `${planned.house.root}${place ?? ''}`,
        `${study}/coding/review`,
      ]) {
        await noor.goto(address)
        await faultlessInBoth(noor)
      }
      for (const address of [`${material}/edit`, material, `${material}/versions/1`]) {
        await noor.goto(address)
        await faultlessInBoth(noor)
      }
    }
    await noor.setViewportSize(desk.viewport)
  })

  it('lets the new words be taken', async () => {
    await noor.goto(`${coded}/review`)
    await pressButton('Nieuwe woorden nemen')
    await noor.getByText('Opgeslagen.').waitFor()
    expect(await noor.locator('section.card').count()).toBe(1)
  })

  it('lets other words be selected in the text, from where the quotation stood, though they stand there twice', async () => {
    await follow('Een andere plek kiezen')
    await tabInto(noor.locator('[data-coded]'))
    // The caret stands where it was: before the line that came in its place.
    await painted()
    await noor.keyboard.press('Shift+End')
    expect(await selected()).toBe('Dat weet niemand.')
    await noor.keyboard.press('ArrowDown')
    await painted()
    await noor.keyboard.press('End')
    for (let nth = 0; nth < 3; nth += 1) await noor.keyboard.press('Shift+ArrowLeft')
    expect(await selected()).toBe('Ja.')
    await noor.keyboard.press('Enter')
    await noor.keyboard.press('Escape')
    expect(await selected()).toBe('Ja.')
    await noor.keyboard.press('Enter')
    await press()
    await noor.getByText('Er is niets na te kijken.').waitFor()
    await noor.goto(coded)
    const lines = text.replace('twee', 'drie').replace('Ja, die tas is van iedereen.', 'Dat weet niemand.')
    const place = await noor
      .locator('[data-listed] li', { hasText: /Ja\./ })
      .last()
      .getAttribute('data-start')
    expect(Number(place)).toBe(lines.lastIndexOf('Ja.'))
  })

  it('brings what it was back, and with it the words that nobody decided about', async () => {
    await noor.goto(material)
    await tabTo(noor, noor.locator('summary', { hasText: 'Eerdere versies' }))
    await noor.keyboard.press('Enter')
    await follow(/versie 1/)
    expect((await noor.locator('del').allTextContents()).map((one) => one.trim())).toContain('twee')
    await noor.goto(`${material}/edit`)
    await tabInto(noor.getByLabel('De tekst'))
    await toLine(64)
    await noor.keyboard.press('Shift+End')
    await noor.keyboard.type('Weg.')
    await pressButton('Opslaan')
    await noor.getByText('Niets in de tekst lijkt er nog op.').first().waitFor()
    await noor.goto(coded)
    expect(await standing('ochtend')).toContain('niet meer in de tekst')
    await noor.goto(`${material}/edit`)
    await tabInto(noor.getByLabel('De tekst'))
    await toLine(64)
    await noor.keyboard.press('Shift+End')
    await noor.keyboard.type('Eigenlijk bellen we elke ochtend even rond. Ja.')
    await pressButton('Opslaan')
    await noor.goto(coded)
    expect(await standing('ochtend')).not.toContain('niet meer in de tekst')
  })
})
