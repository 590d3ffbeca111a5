import { rm } from 'node:fs/promises'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import Database from 'better-sqlite3'
import { sql } from 'kysely'
import pino from 'pino'
import request, { type Response } from 'supertest'
import { change } from '../src/access/change.ts'
import { setPassword } from '../src/access/accounts.ts'
import { hashPassword } from '../src/access/passwords.ts'
import { insertLink } from '../src/access/links.ts'
import { migrate } from '../src/db/migrate.ts'
import { openPostgres, openSqlite } from '../src/db/open.ts'
import { email, optionalId, optionalText, requiredText } from '../src/http/form.ts'
import { cookieOf, emailOf, fillCast, now } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { world, type World } from './support/world.ts'

const actor = { kind: 'system', action: 'cast', at: now.toISOString() } as const

/** A log that is kept in memory. */
function memory() {
  const lines: string[] = []
  return { lines, log: pino({ level: 'trace' }, { write: (line) => lines.push(line) }) }
}

async function broken(table: string, house: World): Promise<void> {
  await sql`drop table ${sql.id(table)}`.execute(house.db)
}

function expectSafe({ headers, status }: Pick<Response, 'headers' | 'status'>): void {
  const policy = String(headers['content-security-policy'])
  expect([status, policy]).toEqual([status, expect.stringContaining("default-src 'none';script-src 'self';")])
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  expect(headers).not.toHaveProperty('x-powered-by')
}

describe.each(engines)('the headers, on %s', (engine) => {
  it('keep every answer safe, whatever went wrong', async () => {
    const house = await world(engine)
    const { as, app } = house
    const many = { email: emailOf('nobody'), password: 'x' }
    for (let tries = 0; tries < 10; tries += 1) await as('stranger').post('//sign-in', many)
    const answers = [
      await as('noor').get('/people'),
      await as('noor').post('/study/issues', { name: 'Overleg' }),
      await request(app).post('/sign-in').set('sec-fetch-site', 'cross-site'),
      await as('stranger').get('/people'),
      await as('ada').get('/study/subject'),
      await as('noor').get('//nothing/here'),
      await as('noor').get('//assets/none.js'),
      await as('noor').post('/study/subject', { name: 'x'.repeat(110_000), version: 1 }),
      await request(app).get('/sign-in').set('host', 'evil.example'),
      await as('noor').post('/study/subject', { name: '', version: 1 }),
      await as('stranger').post('//sign-in', many),
    ]
    await broken('questions', house)
    answers.push(await as('noor').get('/study/elements'))
    expect(answers.map(({ status }) => status)).toEqual([
      200, 303, 400, 401, 403, 404, 404, 413, 421, 422, 429, 500,
    ])
    for (const answer of answers) expectSafe(answer)
    const bad = answers.filter(({ status }) => status >= 400)
    for (const { text } of bad) {
      expect(text).toContain('<main class="page"')
      expect(text).not.toMatch(/SQLITE|SqliteError|relation|no such table|at .*\.ts/)
    }
  })

  it('come with a page also when the database is gone', async () => {
    const { lines, log } = memory()
    const gone = openPostgres('postgres://nobody:secret@127.0.0.1:9/none')
    const house = await world(engine, { db: gone, log })
    for (const answer of [
      await house.as('noor').get('/people'),
      await house.as('noor').post('/people', {}),
    ]) {
      expect(answer.status).toBe(503)
      expect(answer.headers['retry-after']).toBe('2')
      expect(answer.text).toContain('One moment')
      expectSafe(answer)
    }
    const health = await request(house.app).get('/healthz')
    expect([health.status, (health.body as { status: string }).status]).toEqual([503, 'unavailable'])
    expect(lines).toHaveLength(2)
    expect(lines.join('')).not.toContain('secret')
    await gone.destroy()
  })
})

it('says to wait when another program holds the SQLite file, and goes on after it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'voetspoor-busy-'))
  const file = path.join(folder, 'study.sqlite')
  const db = openSqlite(file)
  await migrate(db)
  await fillCast(db)
  const house = await world('SQLite', { db })
  const other = new Database(file)
  other.exec('begin immediate')
  const ask = () => request(house.app).post('/link-help').type('form').send({ email: 'a@a.example' })
  const busy = await ask()
  expect([busy.status, busy.headers['retry-after']]).toEqual([503, '2'])
  other.exec('rollback')
  expect((await ask()).status).toBe(200)
  other.close()
  await db.destroy()
  await rm(folder, { recursive: true })
})

describe('the name under which it is reached', () => {
  it('is that of BASE_URL or of this machine, and no other', async () => {
    const { app } = await world('SQLite', { baseUrl: 'https://voetspoor.voorbeeld.example' })
    const under = async (host: string) => (await request(app).get('/accessibility').set('host', host)).status
    for (const host of ['voetspoor.voorbeeld.example', 'localhost:3000', '127.0.0.1', '[::1]:80'])
      expect([host, await under(host)]).toEqual([host, 200])
    for (const host of ['evil.example', 'localhost.evil.example', 'voetspoor.voorbeeld.example:81', ''])
      expect([host, await under(host)]).toEqual([host, 421])
  })
})

describe('a form from another site', () => {
  const { post } = { post: (app: World['app']) => request(app).post('/language').type('form') }

  it('is refused by what the browser says of it', async () => {
    const { app } = await world('SQLite')
    for (const [site, status] of [
      ['same-origin', 303],
      ['none', 303],
      ['same-site', 400],
      ['cross-site', 400],
      ['nonsense', 400],
    ] as const) {
      // A right Origin does not mend it.
      const asked = post(app).set('sec-fetch-site', site).set('origin', 'http://localhost:3000')
      expect([site, (await asked.send({ language: 'en' })).status]).toEqual([site, status])
    }
  })

  it('is refused by its origin where the browser says nothing else', async () => {
    const { app } = await world('SQLite')
    for (const [origin, status] of [
      ['http://localhost:3000', 303],
      ['http://evil.example', 400],
      ['http://localhost:3001', 400],
      ['null', 400],
    ] as const) {
      const asked = post(app).set('origin', origin).set('host', 'localhost:3000')
      expect([origin, (await asked.send({ language: 'en' })).status]).toEqual([origin, status])
    }
    expect((await post(app).send({ language: 'en' })).status).toBe(303)
  })

  it('has done nothing', async () => {
    const { as, app, study, db } = await world('SQLite')
    await as('noor').get('')
    const cookie = await cookieOf(db, 'noor')
    const asked = request(app).post(`/studies/${study}/people/sam/removal`).set('cookie', cookie)
    expect((await asked.set('sec-fetch-site', 'cross-site')).status).toBe(400)
    expect((await as('noor').get('/people/sam')).status).toBe(200)
  })
})

describe.each(engines)('what cannot be read, on %s', (engine) => {
  it('is answered with 400', async () => {
    const { as, app, study, db } = await world(engine)
    const cookie = await cookieOf(db, 'noor')
    for (const address of ['/studies/%E0%A4%A', '/studies/%ff', '/p/%zz', `/studies/${study}/people/%C3`])
      expect([address, (await request(app).get(address).set('cookie', cookie)).status]).toEqual([
        address,
        400,
      ])
    const boundary = 'multipart/form-data; boundary=x'
    const importing = `/studies/${study}/people/import`
    for (const [type, body] of [
      ['multipart/form-data', 'x'],
      [boundary, 'x'],
      [boundary, '--x\r\ncontent-disposition: form-data; name="people"\r\n\r\nhalf'],
      [boundary, '--x\r\ncontent-disposition: form-data; name="other"; filename="a"\r\n\r\nb\r\n--x--\r\n'],
      ['application/x-www-form-urlencoded; charset=utf-16', 'a=b'],
    ] as const) {
      const asked = request(app).post(importing).set('cookie', cookie).set('content-type', type)
      expect([body, (await asked.send(body)).status]).toEqual([body, 400])
    }
    const packed = request(app).post('/sign-in').set('content-encoding', 'gzip').type('form').send('no gzip')
    expect((await packed).status).toBe(400)
    expect((await as('noor').get('/people')).status).toBe(200)
  })

  it('is answered with 413 when it is too large', async () => {
    const { as } = await world(engine)
    const large = await as('noor').post('/people', { name: 'x'.repeat(200_000) })
    expect(large.status).toBe(413)
    const file = { name: 'a.csv', content: Buffer.alloc(10_600_000, 'x') }
    expect((await as('noor').upload('/people/import', { language: 'nl' }, file)).status).toBe(413)
    const field = { language: 'nl', people: 'x'.repeat(1_700_000) }
    const none = { name: 'a.csv', content: Buffer.alloc(1) }
    expect((await as('noor').upload('/people/import', field, none)).status).toBe(413)
  })

  it('is answered with 422 when a field holds NUL', async () => {
    const { as } = await world(engine)
    const person = { name: 'Tess\0', email: '', language: 'nl', organisation_id: '', team_id: '' }
    const page = await as('noor').post('/people', person)
    expect(page.status).toBe(422)
    for (const wrong of [{ organisation_id: 'a\0' }, { team_id: '\0' }, { email: 'a\0@a.example' }])
      expect((await as('noor').post('/people', { ...person, name: 'Tess', ...wrong })).status).toBe(422)
    expect((await as('noor').post('/study/categories', { name: 'a\0', explanation: '' })).status).toBe(422)
    expect((await as('noor').post('//link-help', { email: 'a\0@a.example' })).status).toBe(422)
  })

  it('is nowhere when an address holds NUL', async () => {
    const { as, app } = await world(engine)
    for (const address of ['/people/%00', '/study/teams/a%00', '//studies/%00', '//p/%00', '//password/%00'])
      expect([address, (await as('noor').get(address)).status]).toEqual([address, 404])
    expect((await as('noor').get('/mails?before=%00')).status).toBe(200)
    expect(
      (await as('noor').post('/study/questions', { part: 'element', element_id: '\0', text: 'a' })).status,
    ).toBe(404)
    expect((await request(app).get('/accessibility').set('cookie', 'visit=%00; language=%ff')).status).toBe(
      200,
    )
  })
})

it('no field takes a lone surrogate, which PostgreSQL would change', () => {
  for (const field of [requiredText('form.unreadable'), optionalText(), optionalId('form.unreadable')])
    expect(field.safeParse('a\ud800').success).toBe(false)
  expect(email('form.unreadable').safeParse('\udc00@a.example').success).toBe(false)
  expect(requiredText('form.unreadable').parse(' a\r\nb\rc😀 ')).toBe('a\nb\nc😀')
})

describe('over https', () => {
  it('cookies are Secure and bound to the host, and browsers keep to it', async () => {
    const house = await world('SQLite', { baseUrl: 'https://voetspoor.voorbeeld.example' })
    const { db, app, study } = house
    const link = await change(db, actor, (tx) =>
      insertLink(tx, { studyId: study, personId: 'sam', role: 'participant' }, now),
    )
    const answer = await request(app).get(`/p/${link.token}`).set('host', 'voetspoor.voorbeeld.example')
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-visit=[\w-]{32}; Max-Age=2592000; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
      ),
    ])
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000')
    const plain = await cookieOf(db, 'noor')
    expect((await request(app).get('/profile').set('cookie', plain)).status).toBe(401)
    expect((await request(app).get('/profile').set('cookie', `__Host-${plain}`)).status).toBe(200)
  })

  it('is not promised where there is none', async () => {
    const { as } = await world('SQLite')
    const answer = await as('stranger').post('//language', { language: 'en' })
    expect(answer.headers).not.toHaveProperty('strict-transport-security')
    expect(String(answer.headers['set-cookie'])).not.toContain('Secure')
  })
})

describe.each(engines)('the log of the program, on %s', (engine) => {
  it('holds no token, address or typed word, whatever fails', async () => {
    const { lines, log } = memory()
    const house = await world(engine, { log })
    const { db, app, as, study } = house
    const { token } = await change(db, actor, (tx) =>
      insertLink(tx, { studyId: study, personId: 'sam', role: 'participant' }, now),
    )
    const cookie = await cookieOf(db, 'noor')
    const kept = [token, cookie.split('=')[1] ?? '', 'Geheim', 'sam@voorbeeld.example']
    await as('noor').get('')
    for (const table of ['account_links', 'visit_seats', 'teams', 'mails', 'agenda_links']) {
      await sql`alter table ${sql.id(table)} rename to ${sql.id(`${table}_gone`)}`.execute(db)
    }
    const answers = [
      await request(app).get(`/p/${token}`),
      await request(app).get(`/password/${token}`),
      await request(app).get(`/agenda/${token}.ics`),
      await request(app).post(`/set-up/${token}`).type('form').send({ name: 'Geheim', password: token }),
      await request(app).post('/link-help').type('form').send({ email: 'sam@voorbeeld.example' }),
      await request(app)
        .post(`/studies/${study}/study/teams`)
        .set('cookie', cookie)
        .type('form')
        .send({ name: 'Geheim' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500, 500])
    expect(lines).toHaveLength(6)
    expect(lines[0]).toContain('"route":"GET /p/:token"')
    for (const secret of kept) expect(lines.join('')).not.toContain(secret)
  })

  it('holds nothing of the row that the database refused', async () => {
    const { lines, log } = memory()
    const { as, db } = await world(engine, { log, random: () => 0 })
    await sql`create unique index only_one on people (language)`.execute(db).catch(() => undefined)
    await sql`alter table people add column no_name text check (length(name) <> 6)`.execute(db)
    const person = {
      name: 'Geheim',
      email: 'geheim@a.example',
      language: 'nl',
      organisation_id: '',
      team_id: '',
    }
    expect((await as('noor').post('/people', person)).status).toBe(500)
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/geheim/i)
  })
})

describe('limits', () => {
  const from = (app: World['app'], address: string) => ({
    signIn: (name: string, password: string) =>
      request(app)
        .post('/sign-in')
        .set('x-forwarded-for', address)
        .type('form')
        .send({ email: emailOf(name), password }),
    help: (path: string, name: string) =>
      request(app)
        .post(path)
        .set('x-forwarded-for', address)
        .type('form')
        .send({ email: emailOf(name) }),
  })

  it('count wrong passwords by account and not by address', async () => {
    const { app, db } = await world('SQLite', { trustProxy: 1 })
    const password = 'vier losse woorden samen'
    const hash = await hashPassword(password)
    for (const name of ['noor', 'ravi']) {
      const { id } = await db
        .selectFrom('accounts')
        .select('id')
        .where('email', '=', emailOf(name))
        .executeTakeFirstOrThrow()
      await change(db, actor, (tx) => setPassword(tx, id, hash))
    }
    const hall = from(app, '192.0.2.1')
    for (let tries = 0; tries < 10; tries += 1) expect((await hall.signIn('noor', 'wrong')).status).toBe(422)
    const refused = await hall.signIn('noor', password)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(890)
    expect(refused.text).toContain('15 minuten')
    expect((await from(app, '192.0.2.2').signIn('noor', password)).status).toBe(429)
    expect((await hall.signIn('ravi', password)).status).toBe(303)
    for (let tries = 0; tries < 25; tries += 1) expect((await hall.signIn('ravi', password)).status).toBe(303)
  })

  it('hold for addresses that nobody has as for others', async () => {
    const { app } = await world('SQLite')
    const { signIn, help } = from(app, '')
    for (const name of ['nobody', 'noor']) {
      for (let tries = 0; tries < 10; tries += 1) expect((await signIn(name, 'wrong')).status).toBe(422)
      expect((await signIn(name, 'wrong')).status).toBe(429)
      for (const path of ['/password', '/link-help']) {
        for (let tries = 0; tries < 3; tries += 1) expect((await help(path, name)).status).toBe(200)
        const refused = await help(path, name)
        expect([refused.status, Number(refused.headers['retry-after']) > 3500]).toEqual([429, true])
      }
    }
  })

  it('let a whole hall in by their links, and nobody guess them', async () => {
    const { app, db, study } = await world('SQLite')
    const { token } = await change(db, actor, (tx) =>
      insertLink(tx, { studyId: study, personId: 'sam', role: 'participant' }, now),
    )
    for (let guess = 0; guess < 300; guess += 1)
      expect((await request(app).get(`/p/guess${guess}`)).status).toBe(404)
    expect((await request(app).get('/p/guess')).status).toBe(429)
    expect((await request(app).get(`/p/${token}`)).status).toBe(303)
  })
})
