import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axe } from '../support/browser.ts'
import { desk, faultless, faultlessInBoth, phone, send, type House } from '../support/house.ts'
import { planTalk, type PlannedTalk } from '../support/planned-talk.ts'
import { tone } from '../support/sound.ts'

jest.setTimeout(240_000)

let planned: PlannedTalk
let house: House
let noor: Page
let study: string
let talk: string
let text: string

const said = [
  ...Array.from({ length: 300 }, (_, nth) =>
    `Dit is zin ${nth} en er komt nog veel meer achteraan.`.repeat(1 + (nth % 4)),
  ),
  'Hier staat de kwikstaart op het dak.',
  'En dit kwam daarna.',
]
const notation = said
  .map(
    (words, nth) =>
      `[00:${String(Math.floor(nth / 30)).padStart(2, '0')}:${String((nth % 30) * 2).padStart(2, '0')}] ${nth % 2 === 0 ? 'Ans' : 'Bram'}: ${words}`,
  )
  .join('\n')
const named = { 'name-1': 'Ans', 'role-1': 'interviewer', 'name-2': 'Bram', 'role-2': 'participant' }

beforeAll(async () => {
  planned = await planTalk({ mayRecord: true, flags: ['--autoplay-policy=no-user-gesture-required'] })
  ;({ house, noor, study, about: talk } = planned)
  await noor.goto(talk)
  for (const seconds of [30, 40]) {
    await noor.locator('summary', { hasText: 'Stuur een geluidsbestand' }).click()
    const file = { name: `${seconds}.wav`, mimeType: 'audio/wav', buffer: tone(seconds) }
    await noor.getByLabel('Geluidsbestand').setInputFiles(file)
    await noor.getByRole('button', { name: 'Stuur', exact: true }).click()
    await noor.getByText(`Duur 0:${seconds}`).waitFor({ timeout: 60_000 })
  }
  const form = { kind: 'transcript', title: 'Lang gesprek', text: notation, speakers: 'Ans\nBram', ...named }
  await send(noor, `${talk}/texts`, form)
  await noor.goto(`${study}/material`)
  text =
    (await noor.getByRole('link', { name: 'Lang gesprek' }).getAttribute('href'))?.split('/').at(-1) ?? ''
})

afterAll(() => planned.stop())

describe('a long text', () => {
  it('is read from the place that a search found', async () => {
    await noor.goto(`${study}/material/search?words=kwikstaart`)
    await noor.locator('a[href*="#at-"]').first().click()
    const place = noor.locator(':target')
    expect(await place.textContent()).toBe('Hier staat de kwikstaart op het dak.')
    await noor.waitForTimeout(300)
    const { top, bottom, height } = await noor.evaluate<Record<'top' | 'bottom' | 'height', number>>(
      "({ ...document.querySelector(':target').getBoundingClientRect().toJSON(), height: innerHeight })",
    )
    expect(top).toBeGreaterThan(0)
    expect(bottom).toBeLessThan(height)
    const [marked, plain] = await noor.evaluate<string[]>(
      "[':target', '.reading span[id]:not(:target)'].map((one) => getComputedStyle(document.querySelector(one)).backgroundColor)",
    )
    expect(marked).not.toBe(plain)
  })

  it('is heard from its times, on from part to part', async () => {
    await noor.goto(`${study}/material/${text}`)
    await noor.getByRole('button', { name: 'Luister vanaf 00:00:34' }).click()
    const heard =
      "Array.from(document.querySelectorAll('audio'), (one) => one.paused ? -1 : Math.floor(one.currentTime))"
    await noor.waitForFunction(`${heard}[1] >= 4`)
    const [first, second = 0] = await noor.evaluate<number[]>(heard)
    expect(first).toBe(-1)
    expect(second).toBeLessThan(9)
    for (const size of [desk, phone]) {
      await noor.setViewportSize(size.viewport)
      await faultless(noor)
    }
    await noor.setViewportSize(desk.viewport)
  })

  it('is coded by keys across what two say: the words alone, as they are stored', async () => {
    const stored = said.join('\n')
    const whole = "document.querySelector('[data-coded]').textContent"
    await noor.goto(`${study}/coding/materials/${text}`)
    const coded = noor.locator('[data-coded]')
    expect(await noor.evaluate<string>(whole)).toBe(stored)
    await coded.focus()
    await noor.evaluate(`(() => {
      const line = document.querySelectorAll('[data-start]')[2]
      getSelection().collapse(line.lastChild, 7)
    })()`)
    for (let nth = 0; nth < 8; nth += 1) await noor.keyboard.press('Shift+ArrowDown')
    await noor.keyboard.press('Shift+End')
    await noor.keyboard.press('Enter')
    const [start, end] = await noor.evaluate<number[]>(
      "['start', 'end'].map((name) => Number(document.querySelector(`input[name=${name}]`).value))",
    )
    const words = stored.slice(start, end)
    expect(words).toContain('\n')
    expect(words).not.toContain('Bram')
    expect(await noor.locator('textarea[name=words]').inputValue()).toBe(words.trim())
    await noor.keyboard.type('merken')
    await noor.keyboard.press('Enter')
    const item = noor.locator('[data-listed] > li')
    await item.waitFor()
    expect(await noor.evaluate<string>(whole)).toBe(stored)
    const marked =
      "Array.from(document.querySelectorAll('[data-coded] mark'), (one) => one.textContent).join('')"
    expect(await noor.evaluate(marked)).toBe(words.trim())
    await noor.goto((await item.getByRole('link').getAttribute('href'))?.replace(/^/, house.root) ?? '')
    expect((await noor.locator('blockquote').first().textContent())?.trim()).toBe(words.trim())
    await noor.goto(`${study}/coding/materials/${text}`)
    expect(await noor.evaluate(marked)).toBe(words.trim())
    await faultlessInBoth(noor)
    await noor.setViewportSize(phone.viewport)
    expect(await axe(noor, 'all')).toEqual([])
    expect(await noor.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await noor.setViewportSize(desk.viewport)
  })

  it('is coded by touch on a phone, where the form leaves the words in sight', async () => {
    const context = await planned.browser.newContext({
      ...phone,
      storageState: await noor.context().storageState(),
    })
    const small = await context.newPage()
    await small.goto(`${study}/coding/materials/${text}`)
    const form = small.locator('form[data-coding]')
    const formTop = async () => (await form.boundingBox())?.y ?? 0
    expect((await form.boundingBox())?.height).toBeLessThan(120)
    await faultless(small)
    // Words at the bottom of the screen, under where the form comes to lie.
    const selected = await small.evaluate<{ words: string; bottom: number }>(`(() => {
      document.querySelector('[data-coded]').focus()
      const line = document.querySelectorAll('[data-coded] .line')[40]
      line.scrollIntoView({ block: 'end' })
      getSelection().setBaseAndExtent(line.lastChild, 0, line.lastChild, 10)
      return { words: String(getSelection()), bottom: getSelection().getRangeAt(0).getBoundingClientRect().bottom }
    })()`)
    await small.getByRole('button', { name: 'Coderen', exact: true }).waitFor()
    expect(selected.bottom).toBeGreaterThan(await formTop())
    await small.waitForTimeout(800)
    const bottom = await small.evaluate<number>('getSelection().getRangeAt(0).getBoundingClientRect().bottom')
    expect(bottom).toBeLessThanOrEqual(await formTop())
    await faultless(small)
    const heights = await small.evaluate<number[]>(
      "Array.from(document.querySelectorAll('.codes .choice, form[data-coding] button, form[data-coding] input[name=name]'), (one) => one.getBoundingClientRect().height).filter((height) => height > 0)",
    )
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
    await small.locator('.codes label').first().tap()
    expect(await small.locator('.codes input').first().isChecked()).toBe(true)
    expect(await small.locator('textarea[name=words]').inputValue()).toBe(selected.words)
    const known = await small.locator('[data-listed] > li').count()
    await small.getByRole('button', { name: 'Coderen', exact: true }).tap()
    await small.locator('[data-listed] > li').nth(known).waitFor({ state: 'attached' })
    expect((await form.boundingBox())?.height).toBeLessThan(120)
    await small.getByRole('button', { name: 'Woorden plakken' }).tap()
    await small.getByLabel('De woorden').fill('Hier staat de kwikstaart op het dak.')
    await small.locator('.codes label').first().tap()
    await small.getByRole('button', { name: 'Coderen', exact: true }).tap()
    await small
      .locator('[data-listed] > li')
      .nth(known + 1)
      .waitFor({ state: 'attached' })
    await context.close()
  })
})
