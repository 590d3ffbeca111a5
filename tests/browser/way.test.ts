import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import Database from 'better-sqlite3'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from '../support/browser.ts'
import { desk, faultless, openStudy, send, startHouse, type House, type Lead } from '../support/house.ts'
import { agree, bring, phonePage } from '../support/on-the-phone.ts'
import { turnedPicture } from '../support/pictures.ts'

jest.setTimeout(120_000)

const said = 'die sleutels heb ik altijd bij me'
const photo = 'Twee bossen sleutels'
const code = 'Altijd bij de hand'
const finding = 'Sleutels staan voor twee plekken'
const point = 'Werken aan één sleutelbos'
const advice = 'Maak samen een sleutelplan'
const action = 'Eén sleutelbos laten maken'
const asked = 'Geld voor nieuwe sloten'
const guide = 'Werken met twee sleutelbossen'
/** What tells who took part: the name, or a number such as P07. */
const whose = /\bSam\b|Visser|\bP\d/

let house: House
let browser: Browser
let lead: Lead
let noor: Page
let sam: Page

beforeAll(async () => {
  house = await startHouse()
  browser = await launchBrowser()
  lead = await openStudy(browser, house, ['Sam'])
  noor = lead.page
  sam = await phonePage(browser)
  await sam.goto(await lead.letterTo('Sam'))
  await agree(sam)
  const own = sam.url()
  await sam.getByRole('link', { name: 'Je eerste foto' }).click()
  await bring(sam, await turnedPicture(), photo, 1)
  await send(sam, `${own}/code`, { code: 'brug12', again: 'brug12' })
  await quoteAndAsk(own)
  await sam.goto(own)
})

afterAll(async () => {
  await browser.close()
  await house.stop()
})

/** A text, a quotation of it and the photo, which may all go to everyone, quickly: those pages have tests of their own. */
async function quoteAndAsk(own: string): Promise<void> {
  const text = `Ja, ${said}, dag en nacht.`
  const person_id = own.split('/').at(-1) ?? ''
  await send(noor, `${lead.study}/material`, { kind: 'transcript', title: 'Het gesprek', person_id, text })
  const material = theOnly('materials')
  await send(noor, `${lead.study}/coding/materials/${material}/quotations`, { words: said, name: code })
  for (const table of ['photos', 'quotations'] as const) {
    const id = theOnly(table)
    await send(noor, `${lead.study}/${table === 'photos' ? table : 'coding/quotations'}/${id}/wish`, {})
    const answer = { answer: 'fine', rung: 'everyone', recognisable: 'no', remark: '' }
    await send(sam, `${own}/${table}/${id}/permission`, answer)
  }
}

function theOnly(table: 'materials' | 'photos' | 'quotations'): string {
  const db = new Database(house.database, { readonly: true })
  const { id } = db.prepare(`select id from ${table}`).get() as { id: string }
  db.close()
  return id
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

/** Clicks what leads to another page, and waits until that has come: what it says may stand on this one as well. */
async function leave(page: Page, by: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), by.click()])
}

/** Goes along a link, to the page with this title, which has no faults. */
async function follow(page: Page, link: string, title: string): Promise<void> {
  await leave(page, page.locator('main').getByRole('link', { name: link }).first())
  await heading(page, title).waitFor()
  await faultless(page)
}

/** Goes to a step by the menu. */
async function toStep(step: string): Promise<void> {
  const menu = noor.getByRole('navigation', { name: 'Menu' })
  await leave(noor, menu.getByRole('link', { name: step, exact: true }))
  await heading(noor, step).waitFor()
  await faultless(noor)
}

/** Presses what sends a form, and waits for the page that says so. */
async function save(page: Page, by = 'Opslaan', says = 'Opgeslagen.'): Promise<void> {
  await leave(page, button(page, by))
  await page.getByText(says).first().waitFor()
  await faultless(page)
}

/** How wide each picture of a page really is: those below the fold are loaded too. */
function widthsOn(page: Page): Promise<number[]> {
  const width = "(image) => ((image.loading = 'eager'), image.decode().then(() => image.naturalWidth))"
  return page.evaluate(`Promise.all([...document.querySelectorAll('main img')].map(${width}))`)
}

/** The quotation and the photo are there, the photo so many times, and nothing tells whose they are. */
async function showsBoth(page: Page, times = 1): Promise<void> {
  await page.locator('.quote', { hasText: said }).waitFor()
  const widths = await widthsOn(page)
  expect(widths).toHaveLength(times)
  expect(Math.min(...widths)).toBeGreaterThan(0)
  expect(await page.content()).not.toContain('Visser')
  expect(await page.locator('main').innerText()).not.toMatch(whose)
}

describe('the later half of the way', () => {
  it('says each thing that is missing where one codes, and goes to the first', async () => {
    await noor.goto(`${lead.study}/coding/materials/${theOnly('materials')}`)
    await button(noor, 'Coderen').click()
    await noor.locator('[data-refusal] .problem').nth(1).waitFor()
    expect(await noor.evaluate('document.activeElement?.id')).toBe('words')
  })

  it('goes from a code to a finding, a development point and a recommendation', async () => {
    await noor.goto(lead.study)
    await toStep('Coderen')
    await follow(noor, code, code)
    await follow(noor, 'Maak hier een bevinding van', 'Citaten en foto’s kiezen')
    expect(await noor.getByLabel(said).isChecked()).toBe(true)
    await noor.getByLabel(photo).check()
    await save(noor, 'Verder: de zin schrijven', 'Schrijf in één zin op wat je hoorde')
    await noor.getByLabel('De bevinding in één zin').fill(finding)
    await noor.getByLabel('goed voorbeeld').check()
    await save(noor, 'Opslaan', 'Toegevoegd.')
    await noor.getByText('1 mens · 1 citaat, 1 foto').waitFor()
    await save(noor, 'Deze is klaar')
    await follow(noor, 'Maak hier een ontwikkelpunt van', 'Ontwikkelpunt maken')
    await noor.getByLabel('Waar willen we aan werken?').fill(point)
    await save(noor, 'Opslaan', 'Toegevoegd.')
    await follow(noor, finding, finding)
    await follow(noor, 'Maak hier een aanbeveling van', 'Aanbeveling maken')
    await noor.locator('#text').fill(advice)
    await save(noor, 'Opslaan', 'Toegevoegd.')
    expect(await noor.locator('main .findings').innerText()).toContain(finding)
  })

  it('goes through a session, with a dot from a phone', async () => {
    await toStep('Bijeenkomsten')
    await noor.getByLabel('Met wie').selectOption('participants')
    await noor.getByLabel('Datum').fill('2026-12-03')
    await save(noor, 'Bijeenkomst klaarzetten', 'Toegevoegd.')
    await follow(noor, 'Kiezen en ordenen', 'Kiezen en ordenen')
    await noor.getByLabel(finding).fill('1')
    await noor.getByLabel(point).fill('1')
    await save(noor)
    await save(noor, 'Openen', 'nog niemand doet mee')
    const tess = await phonePage(browser)
    await tess.goto(`${house.root}/s`)
    await faultless(tess)
    await tess.getByLabel('Code').fill((await noor.locator('.join-code').innerText()).toLowerCase())
    await save(tess, 'Verder', 'Een account is niet nodig')
    await save(tess, 'Meedoen', 'Je hebt nog 3 stippen.')
    await tess.locator('summary', { hasText: finding }).first().click()
    await tess.locator('summary', { hasText: 'Waar komt dit vandaan?' }).click()
    await showsBoth(tess)
    await onTheWall()
    const give = tess.getByRole('button', { name: 'Stip geven' })
    const left = (words: string) => tess.locator('.dots-left', { hasText: words }).waitFor()
    await give.click()
    await left('Je hebt nog 2 stippen.')
    await tess.getByRole('button', { name: 'Stip terug' }).click()
    await left('Je hebt nog 3 stippen.')
    await give.click()
    await left('Je hebt nog 2 stippen.')
    await faultless(tess)
    await noor.getByText('1 mens doet mee · 1 stip gegeven').waitFor()
    await button(noor, 'Uitslag tonen').click()
    for (const page of [noor, tess]) {
      await page.locator('canvas[role=img]').waitFor()
      expect(await page.locator('tbody tr').innerText()).toMatch(new RegExp(`${point}\\s+1`))
      await faultless(page)
    }
    await button(noor, 'Afsluiten').click()
    await noor.getByText('Welke telefoon bij welke stippen hoorde, is gewist.').waitFor()
    await faultless(noor)
    await tess.getByText('Je bent hier nu niet bij').first().waitFor()
    await faultless(tess)
    await tess.context().close()
  })

  /** On a projector of the smallest kind the photo, the words, the code and the way on are in sight at once. */
  async function onTheWall(): Promise<void> {
    const session = noor.url()
    await noor.setViewportSize({ width: 1280, height: 720 })
    await noor.goto(`${session}/screen?at=1`)
    await showsBoth(noor, 2)
    await noor.evaluate('scrollTo(0, 0)')
    const foot = await noor.locator('.room-foot').boundingBox()
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(720)
    for (const what of ['.room-main img', '.room-main .quote', '.room-door']) {
      const box = await noor.locator(what).boundingBox()
      expect([what, (box?.y ?? 0) + (box?.height ?? 999) <= (foot?.y ?? 0)]).toEqual([what, true])
    }
    await noor.setViewportSize(desk.viewport)
    await noor.goto(session)
  }

  it('goes on to an action point, and its owner tells how it goes', async () => {
    await follow(noor, 'Actiepunt maken', 'Nieuw actiepunt')
    await noor.getByText('1 van de 1 stippen').waitFor()
    await noor.getByLabel('Wat gaan we doen?').fill(action)
    await noor.getByLabel('Naam').fill('Otto Maas')
    await noor.getByLabel('Heeft ja gezegd').check()
    await noor.getByLabel('Wanneer kijken we?').fill('2026-12-20')
    await save(noor, 'Toevoegen', 'Toegevoegd.')
    await follow(noor, 'Link voor Otto Maas', 'Otto Maas')
    await button(noor, 'Link maken om zelf te geven').click()
    const otto = await phonePage(browser)
    await otto.goto(await copiedLink())
    await heading(otto, 'Dag Otto').waitFor()
    await faultless(otto)
    await otto.locator('summary', { hasText: 'Waar dit vandaan komt' }).click()
    await showsBoth(otto)
    await otto.getByRole('group', { name: 'Hoe gaat het?' }).getByLabel('loopt').check()
    await otto.getByLabel('Een paar woorden erbij').fill('De smid is gebeld')
    await save(otto, `Laat het weten ${action}`)
    await otto.context().close()
    await toStep('Actiepunten')
    await follow(noor, action, action)
    expect(await noor.getByRole('navigation', { name: 'Wat er gebeurde' }).innerText()).toContain('De smid')
  })

  /** The personal link, as the button beside it puts it on the clipboard. */
  async function copiedLink(): Promise<string> {
    await noor.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await button(noor, 'Kopieer Persoonlijke link').click()
    await noor.getByText('Gekopieerd').waitFor()
    await faultless(noor)
    return noor.evaluate('navigator.clipboard.readText()')
  }

  it('comes before the assembly, where a member asks and the team answers', async () => {
    await toStep('Ledenvergadering')
    await noor.getByLabel('Naam').fill('Voorjaar')
    await noor.getByLabel('Datum').fill('2027-03-04')
    await save(noor, 'Toevoegen', 'Toegevoegd.')
    const meeting = noor.url()
    await noor.getByLabel('er wordt iets gevraagd').check()
    await noor.getByLabel('Titel').fill(asked)
    await noor.getByLabel('Gaat over actiepunt').selectOption(action)
    await save(noor, 'Toevoegen', 'Toegevoegd.')
    await follow(noor, 'Lid toevoegen', 'Leden')
    await noor.getByLabel('Naam').fill('Mia')
    await noor.getByLabel('E-mailadres').fill('mia@voorbeeld.example')
    await save(noor, 'Toevoegen', 'Toegevoegd.')
    await noor.goto(meeting)
    await noor.getByLabel('Mia').check()
    await save(noor)
    await save(noor, 'Stukken delen', 'De stukken staan klaar')
    await save(noor, 'Nodig 1 lid uit', 'Klaargezet om te versturen.')
    const mia = await phonePage(browser)
    await mia.goto(await lead.letterTo('Mia'))
    await faultless(noor)
    await faultless(mia)
    await button(mia, 'Lees de stukken Voorjaar').click()
    await showsBoth(mia)
    await faultless(mia)
    await mia.locator('summary', { hasText: 'Vraag of opmerking bij dit punt' }).click()
    const form = mia.locator('details[open] form')
    await form.getByLabel('vraag', { exact: true }).check()
    await form.getByLabel('Jouw vraag of opmerking').fill('Voor hoeveel deuren?')
    await form.getByRole('button', { name: 'Versturen' }).click()
    await mia.locator('.remark', { hasText: 'Voor hoeveel deuren?' }).waitFor()
    await faultless(mia)
    await noor.goto(meeting)
    await noor.locator('summary', { hasText: 'Antwoorden' }).click()
    await noor.getByLabel('Antwoord van de onderzoekers').fill('Voor twaalf deuren.')
    await noor.locator('#remarks').getByRole('button', { name: 'Opslaan' }).click()
    await noor.getByText('De onderzoekers: Voor twaalf deuren.').waitFor()
    await faultless(noor)
    await follow(noor, `Antwoord opschrijven ${asked}`, asked)
    await noor.getByLabel('akkoord', { exact: true }).check()
    await noor
      .locator('section', { hasText: 'Wat antwoordt' })
      .getByRole('button', { name: 'Opslaan' })
      .click()
    await noor.getByText('Opgeslagen.').waitFor()
    await faultless(noor)
    expect(await sheetsOf(mia)).toBe(2)
    await mia.reload()
    for (const words of ['Voor twaalf deuren.', 'akkoord']) await mia.getByText(words).first().waitFor()
    await faultless(mia)
    await mia.context().close()
    await follow(noor, `Over actiepunt: ${action}`, action)
    expect(await noor.locator('.way').innerText()).toContain(`${asked} (akkoord)`)
  })

  /** How many sheets a page takes, with its text of eleven points and its photos no higher than they need be. */
  async function sheetsOf(page: Page): Promise<number> {
    await widthsOn(page)
    await page.emulateMedia({ media: 'print' })
    const size = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
    expect(Math.round((await page.evaluate<number>(size)) * 0.75)).toBe(11)
    expect((await page.locator('.finding img').boundingBox())?.height).toBeLessThan(160)
    const pdf = await page.pdf({ format: 'A4' })
    await page.emulateMedia({ media: 'screen' })
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  }

  it('ends in the guide, which anyone can read', async () => {
    await toStep('Handreiking')
    await follow(noor, 'Titel en voorwoord schrijven', 'Titel en voorwoord')
    await noor.getByLabel('Titel').fill(guide)
    await save(noor)
    await follow(noor, 'Fotopagina', 'Fotopagina')
    await noor.getByLabel('Op de fotopagina').check()
    await save(noor)
    await follow(noor, 'Terug', 'Handreiking')
    await follow(noor, 'Publiceren', 'Handreiking publiceren')
    await save(noor, 'Toch publiceren', 'De handreiking staat nu voor iedereen open.')
    const reader = await (await browser.newContext(desk)).newPage()
    await reader.goto(await noor.getByLabel('Adres van de handreiking').inputValue())
    await heading(reader, guide).waitFor()
    for (const words of [finding, advice]) await reader.getByText(words).first().waitFor()
    // With what was heard, and on the page of photos.
    await showsBoth(reader, 2)
    expect(await reader.content()).not.toMatch(/Otto|Mia/)
    expect(await reader.context().cookies()).toEqual([])
    await faultless(reader)
    await reader.context().close()
  })
})

describe('the trail', () => {
  it('leads the researcher from the quotation to the meeting, and back', async () => {
    await toStep('Coderen')
    await follow(noor, code, code)
    await follow(noor, 'Bekijken', 'Citaat')
    for (const [stop, title] of [
      [finding, finding],
      [`${action} (afgesproken)`, action],
      [`${asked} (akkoord)`, 'Voorjaar'],
    ] as const)
      await follow(noor, stop, title)
    await follow(noor, `Over actiepunt: ${action}`, action)
    await follow(noor, finding, finding)
    await follow(noor, 'Bekijken citaat 1', 'Citaat')
    await noor.locator('.quote', { hasText: said }).waitFor()
  })

  it('tells the participant what came of the photo and the words', async () => {
    await sam.reload()
    await faultless(sam)
    await follow(
      sam,
      'Wat er met jouw foto’s en woorden gebeurt',
      'Wat er met jouw foto’s en woorden gebeurt',
    )
    expect(await widthsOn(sam)).toEqual([600])
    // The first stands open.
    await sam.getByText('Volg het spoor').last().click()
    for (const mine of [photo, said]) {
      const became = await sam.locator('.became', { hasText: mine }).last().innerText()
      for (const stop of [finding, advice, point, `${action} (afgesproken)`, `${asked} (akkoord)`, guide])
        expect(became).toContain(stop)
    }
    expect(await sam.locator('.became a').count()).toBe(0)
  })
})
