import { once } from 'node:events'
import { request as open } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { agree } from './support/agree.ts'
import { cookieOf } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { world } from './support/world.ts'

describe.each(engines)('what an attacker found, on %s', (engine) => {
  it('a field that names an endless list costs nothing', async () => {
    const { app } = await world(engine)
    const began = process.memoryUsage().heapUsed
    const answer = await request(app).post('/studies/x/study/issues').field('a[20000000]', 'x')
    expect(answer.status).toBe(401)
    expect(process.memoryUsage().heapUsed - began).toBeLessThan(100 * 1024 * 1024)
  })

  it('a stranger gets back no more than was bounded, and never a password', async () => {
    const { app } = await world(engine)
    const asked = request(app).post('/studies/x/material')
    for (let field = 0; field < 10; field += 1) void asked.field(`f${field}`, '<'.repeat(1024 * 1024))
    expect((await asked).text.length).toBeLessThan(100_000)
    const typed = await request(app).post('/profile/password').type('form').send({ current: 'geheim geheim' })
    expect(typed.status).toBe(401)
    expect(typed.text).not.toContain('geheim geheim')
  })

  it('who is taken out while a form comes in is out', async () => {
    const w = await world(engine)
    const { port } = w.app.address() as AddressInfo
    const body = 'name=Tess&email=&language=nl'
    const sending = open({
      port,
      method: 'POST',
      path: `/studies/${w.study}/people`,
      headers: {
        cookie: await cookieOf(w.db, 'ravi'),
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': body.length,
      },
    })
    const answered = once(sending, 'response') as Promise<[{ statusCode: number }]>
    sending.write(body.slice(0, 3))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await w.as('noor').post('/study/members/ravi/removal')).status).toBe(303)
    sending.end(body.slice(3))
    const [{ statusCode }] = await answered
    expect(statusCode).toBe(404)
    expect(await w.db.selectFrom('participants').select('number').execute()).toHaveLength(2)
  })

  it('the order in which people were added shows in no id', async () => {
    const { as, db } = await world(engine)
    const names = ['Aagje', 'Bram', 'Cees', 'Daan', 'Eva', 'Fien', 'Gijs', 'Hans', 'Ilse', 'Jan']
    await as('noor').post('/people/import', { language: 'nl', people: ['naam', ...names].join('\n') })
    const rows = await db
      .selectFrom('people')
      .select(['id', 'name'])
      .where('name', 'in', names)
      .orderBy('id')
      .execute()
    expect(rows.map(({ name }) => name)).not.toEqual(names)
    expect(rows.every(({ id }) => id[14] === '4')).toBe(true)
  })

  it('a caption of two lines stays one cell', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    await w.as('sam').post('/participants/sam/photos/text', { words: 'Mijn werk\n=WEBSERVICE(A1)' })
    const { text } = await w.as('noor', 'nl').get('/photos.csv')
    expect(text).toContain('"Mijn werk\n=WEBSERVICE(A1)"')
  })

  it('another file in the same form is another form', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    const form = { kind: 'transcript', title: 'Talk', person_id: 'sam', text: '', once: 'one-mark' }
    for (const words of ['First', 'Second']) {
      const file = { name: 'a.txt', content: Buffer.from(words) }
      expect((await w.as('noor').upload('/material', form, file)).status).toBe(303)
    }
    expect(await w.db.selectFrom('materials').select('id').execute()).toHaveLength(2)
  })

  it('nobody gives names to oneself, and without them no mail is read', async () => {
    const { as, db, study } = await world(engine)
    await db.updateTable('seats').set({ role: 'lead' }).where('person_id', '=', 'ada').execute()
    const keys = { role: 'lead', sees_names: '1', reads_raw: '1' }
    expect((await as('ada').post('/study/members/ada', keys)).status).toBe(409)
    expect((await as('ada').get('/mails')).status).toBe(403)
    expect((await as('ada').get('')).text).not.toContain(`/studies/${study}/mails`)
    expect((await as('noor').post('/study/members/ada', keys)).status).toBe(303)
    expect((await as('ada').get('/mails')).status).toBe(200)
  })

  it('who gets a password link made is told, and the log says so', async () => {
    const { as, db, mails } = await world(engine)
    const { id } = await db
      .selectFrom('accounts')
      .select('id')
      .where('name', '=', 'Noor')
      .executeTakeFirstOrThrow()
    expect((await as('bea').post(`//accounts/${id}/password-links`)).status).toBe(200)
    expect((await mails()).map(({ template, address }) => [template, address])).toEqual([
      ['passwordLinkMade', 'noor@voorbeeld.example'],
    ])
    const entries = await db.selectFrom('audit_log').select('fields').execute()
    expect(entries.map(({ fields }) => fields)).toContain('["password_link"]')
  })
})
