import { describe, expect, it } from '@jest/globals'
import { now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { makeWhole } from './support/whole.ts'
import { world } from './support/world.ts'

const day = 24 * 60 * 60_000

/** A study whose mails are whole, in which Sam has a link; gives how many of Sam's links work. */
async function ready(engine: Engine) {
  const w = await world(engine)
  await makeWhole(w)
  const page = await w.as('noor').post('/people/sam/links')
  const [, link = ''] = /value="http:\/\/localhost:3000(\/p\/[\w-]{32})"/.exec(page.text) ?? []
  const open = async () =>
    (await w.db.selectFrom('links').select('id').where('ended_at', 'is', null).execute()).length
  return { ...w, link, open }
}

describe.each(engines)('a new link in the place of the old, on %s', (engine) => {
  it('is asked for first, with what stops, and is mailed in the same step', async () => {
    const { as, link, open, mails } = await ready(engine)
    const noor = as('noor', 'nl')
    expect((await noor.get('/people/sam')).text).toMatch(/href="[^"]*sam\/links\/renewal"/)
    const ask = (await noor.get('/people/sam/links/renewal')).text
    for (const words of [
      'Alle links en kaarten van nu werken meteen niet meer',
      'mail een nieuwe naar sam@voorbeeld.example',
      'Your new link for De Vlonder',
      ...['[personal link]', 'Dear Sam,'],
    ])
      expect(ask).toContain(words)
    expect([(await as('stranger').get(`/${link}`)).status, await open()]).toEqual([303, 1])
    const both = await Promise.all(
      [as('noor'), as('ravi')].map((who) => who.post('/people/sam/links/renewal/mail', { had: '0' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    expect([(await as('stranger').get(`/${link}`)).status, await open()]).toEqual([410, 0])
    expect((await noor.get('/people')).text).toContain('link gestopt')
    expect(await mails()).toMatchObject([{ template: 'renewedLink', state: 'sent', person_id: 'sam' }])
    expect(await open()).toBe(1)
    expect((await noor.get('/people')).text).not.toContain('link gestopt')
    const again = await noor.post('/people/sam/links/renewal/mail', { had: '0' })
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('niets verstuurd')])
    expect((await noor.post('/people/sam/links/renewal/mail', { had: '1' })).status).toBe(303)
  })

  it('is handed over to who gets no mail, and shown as too old when nobody used it', async () => {
    const { as, db } = await ready(engine)
    const noor = as('noor', 'nl')
    const asked = async () => (await noor.get('/people/sam/links/renewal')).text
    await noor.post('/people/sam/invitation')
    expect(await asked()).toContain('Er staat al een uitnodiging klaar')
    expect((await noor.post('/people/sam/links/renewal/mail')).status).toBe(409)
    await as('sam').post('/participants/sam/withdrawal')
    expect(await asked()).toContain('krijgt geen mail meer')
    expect(await asked()).not.toContain('renewal/mail"')
    expect((await noor.post('/people/sam/links/renewal/mail')).status).toBe(409)
    await db.deleteFrom('consents').execute()
    await db.updateTable('people').set({ email: null }).where('id', '=', 'sam').execute()
    expect(await asked()).toContain('heeft geen mailadres')
    expect((await noor.post('/people/sam/links/renewal')).text).toMatch(/\/p\/[\w-]{32}/)
    await noor.post('/people/vera/links')
    await db
      .updateTable('links')
      .set({ used_at: new Date(now.getTime() - 31 * day).toISOString() })
      .execute()
    expect((await noor.get('/people')).text).toContain('link te oud')
    expect((await as('ada').get('/people')).text).not.toContain('link too old')
    for (const [name, status] of [
      ['ada', 403],
      ['kai', 404],
      ['sam', 401],
    ] as const) {
      expect([name, (await as(name).get('/people/sam/links/renewal')).status]).toEqual([name, status])
      expect([name, (await as(name).post('/people/sam/links/renewal/mail')).status]).toEqual([name, status])
    }
  })
})
