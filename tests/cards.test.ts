import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { logOf, world, type World } from './support/world.ts'
import { engines, type Engine } from './support/databases.ts'

const day = 24 * 60 * 60_000
const agreements = {
  ...{ commissioner: 'De bestuurders.', contact_name: 'Noor', contact: '06 11 11 11 11' },
  ...{ responsible: 'Oeverlicht', privacy_officer: 'fg@oeverlicht.example', key_holder: 'een adviseur' },
  ...{ keep_recording: 'twee weken', keep_data: 'een jaar' },
}

/** A study whose cards are whole. Vera has no address; Sam was asked by mail too. */
async function ready(engine: Engine): Promise<World> {
  const w = await world(engine)
  const photos = { photos_by: '2026-12-20', min_photos: 3, max_photos: 5, small_group: 5, version: 1 }
  await w.as('noor').post('/study/photos', photos)
  await w.as('noor').post('/study/agreements', { ...agreements, version: 2 })
  await w.db.updateTable('studies').set({ question: 'Waar hoor je bij?' }).where('id', '=', w.study).execute()
  await w.db.updateTable('people').set({ email: null, language: 'nl' }).where('id', '=', 'vera').execute()
  return w
}

const codeIn = (page: string) => /class="handed-code">([\w-]{14})</.exec(page)?.[1] ?? ''
const asked = (page: string) =>
  [...page.matchAll(/name="person" value="(\w+:\d+)"/g)].map(([, value]) => String(value))
const type = (w: World, code: string, language = 'en') =>
  request(w.app).post('/p').set('cookie', `language=${language}`).type('form').send({ code })

describe.each(engines)('cards, on %s', (engine) => {
  it('are made for those without an address, say nothing of others, and lead to the own page', async () => {
    const w = await ready(engine)
    const { as, db, study } = w
    expect((await as('ada').get('/cards?to=unmailed')).status).toBe(403)
    expect((await as('kai').get('/cards?to=unmailed')).status).toBe(404)
    expect((await as('kai').post('/cards', { person: 'vera:0' })).status).toBe(404)
    expect((await as('noor').get('/cards')).text).toContain('You ticked nobody')
    expect((await as('noor').get('/people')).text).toContain('/cards?to=unmailed')
    const page = await as('noor').get('/cards?to=unmailed')
    expect(asked(page.text)).toEqual(['vera:0'])
    const sheet = await as('noor').post('/cards', { person: 'vera:0' })
    for (const words of [
      'Voor Vera',
      'Waar hoor je bij?',
      'Werkt tot en met 22 december 2026',
      'localhost:3000/p',
    ])
      expect(sheet.text).toContain(words)
    expect(sheet.text).toContain('<p class="handed-question" lang="nl">Waar hoor je bij?')
    // Below the strip, and in the header, stands nobody's name, number, organisation or team.
    const card = sheet.text.slice(sheet.text.indexOf('handed-card'), sheet.text.indexOf('Terug') || undefined)
    expect(
      /Vera|Bos|Sam|Visser|P12|P07|Oeverlicht|Kreken/.exec(card.slice(0, card.indexOf('</section>'))),
    ).toBeNull()
    const code = codeIn(sheet.text)
    expect(JSON.stringify(await db.selectFrom('links').selectAll().execute())).not.toContain(
      code.replaceAll('-', ''),
    )
    const home = `/studies/${study}/participants/vera`
    for (const typed of [
      code,
      code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'),
    ]) {
      const answer = await type(w, typed)
      expect([answer.status, answer.headers.location]).toEqual([303, home])
    }
    expect((await request(w.app).get(`/p/${code}`)).headers.location).toBe(home)
    // Asked now, and a fresh link for the second key, as what is handed over is to whom no mail can go.
    const [link] = await db
      .selectFrom('links')
      .select('fresh_until')
      .where('person_id', '=', 'vera')
      .execute()
    expect(link?.fresh_until).not.toBeNull()
    expect(asked((await as('noor').get('/cards?to=unmailed')).text)).toEqual([])
    const list = (await as('noor').get('/people')).text
    expect(list).toContain('1 person has no e-mail address. With a card that works: 1.<')
    expect(list).not.toContain('/cards?to=unmailed')
    expect(await logOf(db)).toContain('people.invite')
  })

  it('stop when a newer one is made, when all links are, after thirty days, and never by a reload', async () => {
    const w = await ready(engine)
    const { as, clock } = w
    const make = async () => {
      const page = await as('noor').get('/cards?person=sam')
      const form = { person: asked(page.text), own: 'yes' }
      return { page: page.text, sheet: await as('noor').post('/cards', form) }
    }
    const linkPage = await as('noor').post('/people/sam/links')
    const [, link = ''] = /localhost:3000(\/p\/[\w-]{32})/.exec(linkPage.text) ?? []
    const first = await make()
    expect(first.page).not.toContain('have a card already')
    const again = await as('noor').post('/cards', { person: 'sam:0' })
    expect([again.status, again.text.includes('A card was just made'), codeIn(again.text)]).toEqual([
      409,
      true,
      '',
    ])
    expect((await type(w, codeIn(first.sheet.text))).status).toBe(303)
    const second = await make()
    expect(second.page).toContain('1 of them has a card already')
    const replaced = await type(w, codeIn(first.sheet.text))
    expect([replaced.status, replaced.text.includes('This card was replaced')]).toEqual([410, true])
    // Who has both a mail and a card is not shut out of one by the other.
    expect((await request(w.app).get(link)).status).toBe(303)
    clock.now = new Date(clock.now.getTime() + 29 * day)
    expect((await type(w, codeIn(second.sheet.text))).status).toBe(303)
    clock.now = new Date(clock.now.getTime() + 30 * day + 1)
    const old = await type(w, codeIn(second.sheet.text), 'nl')
    expect([old.status, old.text.includes('Deze kaart is te oud')]).toEqual([410, true])
    clock.now = new Date('2026-11-22T09:00:00.000Z')
    const third = codeIn((await make()).sheet.text)
    await as('noor').post('/people/sam/links/removal')
    const revoked = await type(w, third)
    expect([revoked.status, revoked.text.includes('This card was ended')]).toEqual([410, true])
    const fourth = codeIn((await make()).sheet.text)
    await as('noor').post('/people/sam/removal')
    expect((await type(w, fourth)).text).toContain('There is nothing here any more')
    expect((await as('noor').post('/cards', { person: 'sam:0' })).status).toBe(404)
  })

  it('open no way in again that was shut, unless from the page of that person', async () => {
    const { as, db } = await ready(engine)
    const noor = as('noor')
    await noor.post('/people/sam/links')
    await noor.post('/people/sam/links/removal')
    const page = await noor.get('/cards?to=chosen&person=sam&person=vera')
    expect(asked(page.text)).toEqual(['vera:0'])
    expect(page.text).toContain('1 person gets no card')
    expect(page.text).toMatch(/Sam Visser: the links were ended/)
    // Nor for one alone, nor for who sends it without having looked.
    expect(asked((await noor.get('/cards?to=chosen&person=sam')).text)).toEqual([])
    const sheet = await noor.post('/cards', { person: ['sam:0', 'vera:0'], own: 'yes' })
    expect([sheet.text.includes('Voor Vera'), sheet.text.includes('For Sam')]).toEqual([true, false])
    expect(codeIn((await noor.post('/cards', { person: 'sam:0' })).text)).toBe('')
    const left = db
      .selectFrom('links')
      .select('id')
      .where('person_id', '=', 'sam')
      .where('ended_at', 'is', null)
    expect(await left.execute()).toEqual([])
    // Without an address, the button for all of those makes none either.
    await db.updateTable('people').set({ email: null }).where('id', '=', 'sam').execute()
    expect(asked((await noor.get('/cards?to=unmailed')).text)).toEqual([])
    expect((await noor.get('/people')).text).not.toContain('/cards?to=unmailed')
    const own = await noor.get('/cards?person=sam')
    expect(own.text).toContain('The links of this person were ended')
    expect(own.text).toContain('name="own" value="yes"')
    expect(codeIn((await noor.post('/cards', { person: 'sam:0', own: 'yes' })).text)).not.toBe('')
  })

  it('are not for who said no, and not before what they lead to is whole', async () => {
    const w = await world(engine)
    const page = await w.as('noor').get('/cards?person=sam')
    expect([page.status, page.text.includes('name="person"')]).toEqual([422, false])
    expect((await w.as('noor').post('/cards', { person: 'sam:0' })).status).toBe(422)
    const whole = await ready(engine)
    await whole.as('sam').post('/participants/sam/withdrawal')
    const none = await whole.as('noor').post('/cards', { person: 'sam:0' })
    expect([none.status, none.text.includes('Sam Visser: said no or stopped'), codeIn(none.text)]).toEqual([
      200,
      true,
      '',
    ])
  })
})

it('cards are guessed by nobody: a wrong code is told kindly, kept, and counted', async () => {
  const w = await ready('SQLite')
  const code = codeIn((await w.as('noor').post('/cards', { person: 'vera:0' })).text)
  const short = await type(w, 'abc "x"')
  expect([short.status, short.text.includes('value="abc &#34;x&#34;"')]).toEqual([422, true])
  const wrong = await type(w, '7k2m 9qxd 4htr', 'nl')
  expect([wrong.status, wrong.text.includes('value="7k2m 9qxd 4htr"')]).toEqual([404, true])
  expect(wrong.text).toContain('Deze code kennen we niet')
  for (let tries = 1; tries < 300; tries += 1) await type(w, '7K2M9QXD4HTR')
  const many = await type(w, code, 'nl')
  expect([many.status, many.text.includes('wacht 15 minuten')]).toEqual([429, true])
  expect(many.text).toContain('Jouw kaart blijft gewoon werken')
  expect((await request(w.app).get(`/p/${code}`)).status).toBe(429)
})
