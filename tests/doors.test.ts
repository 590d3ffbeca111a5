import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { insertAccountLink, setEnded, setPassword, insertAccount } from '../src/access/accounts.ts'
import { change } from '../src/access/change.ts'
import { hashPassword } from '../src/access/passwords.ts'
import { takeSeat, type AccountSeat } from '../src/access/seat.ts'
import { newToken } from '../src/access/tokens.ts'
import { endLinksTo, insertLink } from '../src/access/links.ts'
import { visitorWith } from '../src/access/visits.ts'
import type { Db } from '../src/db/schema.ts'
import { offerSetUp } from '../src/doors/set-up.ts'
import { keptText } from '../src/mail/deliver.ts'
import { emailOf, now } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

const hour = 60 * 60_000
const day = 24 * hour
const password = 'vier losse woorden samen'
const another = 'een heel ander stel woorden'
const actor = { kind: 'system', action: 'cast', at: now.toISOString() } as const
const emptyHouse = () => Promise.resolve()

/** A browser that keeps its cookies, in English. */
function browser({ app }: Pick<World, 'app'>) {
  const agent = request.agent(app)
  const language = { 'accept-language': 'en' }
  return {
    get: (path: string) => agent.get(path).set(language),
    post: (path: string, form: Form = {}) => agent.post(path).set(language).type('form').send(form),
  }
}

async function idOf(db: Db, name: string): Promise<string> {
  const email = emailOf(name)
  const { id } = await db
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return id
}

async function givePassword(db: Db, name: string, chosen = password): Promise<void> {
  const [id, hash] = [await idOf(db, name), await hashPassword(chosen)]
  await change(db, actor, (tx) => setPassword(tx, id, hash))
}

async function endAccount(db: Db, name: string): Promise<void> {
  const id = await idOf(db, name)
  await change(db, actor, (tx) => setEnded(tx, actor as unknown as AccountSeat, id, true))
}

async function linkFor(
  { db, study, clock }: World,
  personId: string,
): Promise<{ id: string; token: string }> {
  return change(db, actor, (tx) =>
    insertLink(tx, { studyId: study, personId, role: 'participant' }, clock.now),
  )
}

/** All mails that went out: to whom, and what they say. */
async function mailTexts({ mails, mailFolder }: World): Promise<string[]> {
  const sent = await mails()
  return Promise.all(sent.map(async ({ id, address }) => `To: ${address}\n${await keptText(mailFolder, id)}`))
}

function cookieIn(answer: { headers: Record<string, unknown> }): string {
  const all = [answer.headers['set-cookie']].flat().map(String)
  return /^visit=([\w-]+)/.exec(all.find((cookie) => cookie.startsWith('visit=')) ?? '')?.[1] ?? ''
}

/** What stands in the hidden fields of a page, and in no particular field of the header. */
function hiddenIn(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
    .map(([, name, value]): [string, string] => [String(name), unescaped(String(value))])
    .filter(([name]) => name !== 'back')
}

function unescaped(text: string): string {
  return text
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function formOf(fields: [string, string][]): string {
  return new URLSearchParams(fields).toString()
}

describe.each(engines)('setting up, on %s', (engine) => {
  const first = { name: 'Noor de Boer', email: 'Noor@Voorbeeld.example', password }

  it('makes one account by a link that works once, and signs it in', async () => {
    const house = await world(engine, { fill: emptyHouse })
    const link = String(await offerSetUp(house.db, now))
    const { get, post } = browser(house)
    expect((await get(link)).status).toBe(200)
    expect((await get(link)).status).toBe(200)
    const made = await post(link, first)
    expect([made.status, made.headers.location]).toEqual([303, '/'])
    expect((await get('/accounts')).text).toContain('noor@voorbeeld.example')
    for (const answer of [await get(link), await post(link, { ...first, email: 'b@b.example' })]) {
      expect(answer.status).toBe(404)
      expect(answer.text).toContain('This link was used')
    }
    expect(await house.db.selectFrom('accounts').select('is_researcher').execute()).toEqual([
      { is_researcher: 1 },
    ])
    expect((await get('/set-up')).headers.location).toBe('/sign-in')
    expect(await offerSetUp(house.db, now)).toBeUndefined()
  })

  it('offers an example, and asks for it in the name of the new account', async () => {
    const asked: string[] = []
    const addExample = (accountId: string) => asked.push(accountId)
    const house = await world(engine, { fill: emptyHouse, addExample })
    const link = String(await offerSetUp(house.db, now))
    const { get, post } = browser(house)
    expect((await get(link)).text).toContain('name="example"')
    await post(link, { ...first, example: 'yes' })
    const { id } = await house.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
    expect(asked).toEqual([id])
    expect((await get('/')).text).toContain('The example is being made')
  })

  it('makes one account when the form is sent twice at once', async () => {
    const house = await world(engine, { fill: emptyHouse })
    const link = String(await offerSetUp(house.db, now))
    const both = [first, { ...first, email: 'b@b.example' }].map((form) => browser(house).post(link, form))
    const statuses = (await Promise.all(both)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([303, 404])
    expect(await house.db.selectFrom('accounts').select('id').execute()).toHaveLength(1)
  })

  it('goes by the link of the latest start only, for thirty days', async () => {
    const house = await world(engine, { fill: emptyHouse })
    const [old, link] = [String(await offerSetUp(house.db, now)), String(await offerSetUp(house.db, now))]
    const { get } = browser(house)
    expect((await get(old)).status).toBe(404)
    expect((await get(link)).status).toBe(200)
    house.clock.now = new Date(now.getTime() + 31 * day)
    expect((await get(link)).status).toBe(404)
  })

  it('is over when the command line has made an account', async () => {
    const house = await world(engine, { fill: emptyHouse })
    const link = String(await offerSetUp(house.db, now))
    const account = {
      name: 'Bea',
      email: 'bea@b.example',
      language: 'nl',
      roles: [],
      passwordHash: null,
    } as const
    await change(house.db, actor, (tx) => insertAccount(tx, account, actor.at))
    const { get, post } = browser(house)
    expect((await get(link)).status).toBe(404)
    expect((await post(link, first)).status).toBe(404)
  })

  it('says what is wrong with a field and keeps the others, but not the password', async () => {
    const house = await world(engine, { fill: emptyHouse })
    const link = String(await offerSetUp(house.db, now))
    const { post } = browser(house)
    for (const [wrong, problem] of [
      ['kort', 'twelve characters at least'],
      ['voorbeeldnoor', 'can be guessed'],
      ['aaaaaaaaaaaaaaaa', 'can be guessed'],
    ]) {
      const page = await post(link, { ...first, password: String(wrong) })
      expect(page.status).toBe(422)
      expect(page.text.toLowerCase()).toContain(problem)
      expect(page.text).toContain('value="Noor de Boer"')
      expect(page.text).not.toContain(`value="${wrong}"`)
    }
    expect((await post(link, { ...first, email: 'nowhere' })).status).toBe(422)
    expect((await post(link, first)).status).toBe(303)
  })
})

describe.each(engines)('signing in, on %s', (engine) => {
  const noor = { email: ' NOOR@voorbeeld.example ', password }

  it('works with the right password, and the visit gets a new token', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const link = await linkFor(house, 'sam')
    const { get, post } = browser(house)
    const before = cookieIn(await get(`/p/${link.token}`))
    const answer = await post('/sign-in', { ...noor, next: '/profile' })
    expect([answer.status, answer.headers.location]).toEqual([303, '/profile'])
    expect((await get('/profile')).status).toBe(200)
    const after = cookieIn(answer)
    expect(after).toMatch(/^[\w-]{32}$/)
    expect(after).not.toBe(before)
    expect((await visitorWith(house.db, before, now)).id).toBeUndefined()
    expect(answer.headers['set-cookie']).toEqual([expect.stringMatching(/HttpOnly; SameSite=Lax$/)])
    expect((await get('/sign-in?next=/profile')).headers.location).toBe('/profile')
  })

  it('answers a wrong password, an unknown address and an ended account alike', async () => {
    const house = await world(engine)
    for (const name of ['noor', 'ravi']) await givePassword(house.db, name)
    await endAccount(house.db, 'ravi')
    const answers = []
    for (const form of [
      { email: emailOf('noor'), password: another },
      { email: emailOf('nobody'), password },
      { email: emailOf('ravi'), password },
      { email: emailOf('ada'), password },
      { email: 'a\0b', password },
    ]) {
      const { status, text, headers } = await browser(house).post('/sign-in', form)
      const shown = text
        .replaceAll(form.email, '…')
        .replaceAll('a\0b', '…')
        .replaceAll('value="ab"', 'value="…"')
      answers.push({ status, shown, cookies: headers['set-cookie'] })
    }
    expect(answers[0]).toMatchObject({ status: 422, cookies: undefined })
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await logOf(house.db)).filter((entry) => entry === 'signIn refused')).toHaveLength(5)
  })

  it('lasts twelve hours without use', async () => {
    const { as, clock } = await world(engine)
    const after = (hours: number) => {
      clock.now = new Date(now.getTime() + hours * hour)
      return as('noor').get('//profile')
    }
    expect((await after(11.9)).status).toBe(200)
    expect((await after(23.8)).status).toBe(200)
    expect((await after(35.9)).status).toBe(401)
    expect((await after(36)).status).toBe(401)
  })

  it('ends after seven days also for who was here all the time', async () => {
    const { as, clock } = await world(engine)
    for (let hours = 0; hours < 168; hours += 11) {
      clock.now = new Date(now.getTime() + hours * hour)
      expect((await as('noor').get('//profile')).status).toBe(200)
    }
    clock.now = new Date(now.getTime() + 168.1 * hour)
    expect((await as('noor').get('//profile')).status).toBe(401)
  })

  it('ends when signing out, also for a copy of the cookie', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const { get, post } = browser(house)
    const token = cookieIn(await post('/sign-in', noor))
    const out = await post('/sign-out')
    expect(out.headers.location).toBe('/sign-in')
    expect((await get('/profile')).status).toBe(401)
    expect((await visitorWith(house.db, token, now)).account).toBeUndefined()
    expect((await visitorWith(house.db, cookieIn(out), now)).account).toBeUndefined()
    expect((await post('/sign-out')).status).toBe(303)
  })

  it('leads to no other site', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    for (const away of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/ /evil.example',
      'javascript:alert(1)',
      'profile',
      '',
    ]) {
      expect((await browser(house).post('/sign-in', { ...noor, next: away })).headers.location).toBe('/')
      const { get, post } = browser(house)
      const again = await post('/sign-in', { ...noor, again: away, 'kept.name': 'x' })
      if (away !== '') expect(again.text).toContain('<form method="post" action="/">')
      expect((await get(`/sign-in?next=${encodeURIComponent(away)}`)).headers.location).toBe('/')
      expect((await post('/language', { language: 'en', back: away })).headers.location).toBe('/')
    }
    const { post } = browser(house)
    expect((await post('/sign-in', { ...noor, next: '/accounts?a=b' })).headers.location).toBe(
      '/accounts?a=b',
    )
  })
})

describe.each(engines)('a password forgotten, on %s', (engine) => {
  it('gets the same answer for an address that is known, unknown or of an ended account', async () => {
    const house = await world(engine)
    await endAccount(house.db, 'ravi')
    const answers = []
    for (const name of ['noor', 'nobody', 'ravi']) {
      const { status, text } = await browser(house).post('/password', { email: emailOf(name) })
      answers.push(`${status} ${text}`)
    }
    expect(new Set(answers).size).toBe(1)
    const texts = await mailTexts(house)
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('To: noor@voorbeeld.example')
  })

  it('is replaced by a link that works once, and every other visit ends', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const old = browser(house)
    await old.post('/sign-in', { email: emailOf('noor'), password })
    await browser(house).post('/password', { email: emailOf('noor') })
    await browser(house).post('/password', { email: emailOf('noor') })
    const links = (await mailTexts(house)).map(
      (text) => /http:\/\/localhost:3000(\/password\/[\w-]+)/.exec(text)?.[1],
    )
    expect(links).toHaveLength(2)
    const link = String(links[0])
    const { get, post } = browser(house)
    for (const status of [200, 200]) expect((await get(link)).status).toBe(status)
    expect((await post(link, { password: 'kort' })).status).toBe(422)
    expect((await post(link, { password: another })).status).toBe(303)
    expect((await get('/profile')).status).toBe(200)
    expect((await old.get('/profile')).status).toBe(401)
    for (const used of links) expect((await get(String(used))).status).toBe(404)
    expect((await post(link, { password })).status).toBe(404)
    const signIn = (chosen: string) =>
      browser(house).post('/sign-in', { email: emailOf('noor'), password: chosen })
    expect((await signIn(password)).status).toBe(422)
    expect((await signIn(another)).status).toBe(303)
    expect(JSON.stringify(await house.db.selectFrom('mails').selectAll().execute())).not.toContain(
      '/password/',
    )
  })

  it('has a link that lasts a day, and none for an account that is closed', async () => {
    const house = await world(engine)
    const make = async () => {
      const token = newToken()
      const accountId = await idOf(house.db, 'noor')
      await change(house.db, actor, (tx) => insertAccountLink(tx, { accountId, token, now, hours: 24 }))
      return `/password/${token}`
    }
    const link = await make()
    const { get } = browser(house)
    house.clock.now = new Date(now.getTime() + day - 1)
    expect((await get(link)).status).toBe(200)
    house.clock.now = new Date(now.getTime() + day)
    expect((await get(link)).status).toBe(404)
    house.clock.now = now
    await endAccount(house.db, 'noor')
    expect((await get(link)).status).toBe(404)
    expect((await get('/password/nonsense')).status).toBe(404)
  })
})

describe.each(engines)('the own profile, on %s', (engine) => {
  it('changes the name and the language, and the page speaks it', async () => {
    const { as } = await world(engine)
    expect((await as('noor').post('//profile', { name: ' Noor V ', language: 'nl' })).status).toBe(303)
    const page = await as('noor').get('//profile')
    expect(page.text).toContain('value="Noor V"')
    const refused = await as('noor').post('//profile', { name: '', language: 'fr' })
    expect(refused.status).toBe(422)
    expect((await as('sam').get('//profile')).status).toBe(401)
  })

  it('changes the password, and the other visits end', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const [here, there] = [browser(house), browser(house)]
    for (const { post } of [here, there]) await post('/sign-in', { email: emailOf('noor'), password })
    const change = (form: Form) => here.post('/profile/password', form)
    expect((await change({ current: another, password: another })).status).toBe(422)
    const guessable = await change({ current: password, password: 'noornoornoor' })
    expect(guessable.status).toBe(422)
    expect(guessable.text).not.toContain(password)
    expect((await there.get('/profile')).status).toBe(200)
    expect((await change({ current: password, password: another })).status).toBe(303)
    expect((await here.get('/profile')).status).toBe(200)
    expect((await there.get('/profile')).status).toBe(401)
  })

  it('ends the other visits', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const [here, there] = [browser(house), browser(house)]
    for (const { post } of [here, there]) await post('/sign-in', { email: emailOf('noor'), password })
    expect((await here.post('/profile/other-visits')).status).toBe(303)
    expect((await here.get('/profile')).status).toBe(200)
    expect((await there.get('/profile')).status).toBe(401)
  })
})

describe.each(engines)('the accounts, on %s', (engine) => {
  const tess = { name: 'Tess', email: 'Tess@voorbeeld.example', language: 'nl', roles: ['researcher'] }

  it('are added by the administrator, and the new one chooses a password by mail', async () => {
    const house = await world(engine)
    expect((await house.as('bea').post('//accounts', tess)).status).toBe(303)
    expect((await house.as('bea').get('//accounts')).text).toContain('tess@voorbeeld.example')
    const [mail] = await mailTexts(house)
    const link = /http:\/\/localhost:3000(\/password\/[\w-]+)/.exec(mail ?? '')?.[1]
    const { get, post } = browser(house)
    expect((await post(String(link), { password })).status).toBe(303)
    expect((await get('/studies/new')).status).toBe(200)
    expect((await get('/accounts')).status).toBe(403)
  })

  it('are for nobody else', async () => {
    const { as, db } = await world(engine)
    const id = await idOf(db, 'ada')
    const posts = [
      '//accounts',
      `//accounts/${id}/roles`,
      `//accounts/${id}/closure`,
      `//accounts/${id}/reopening`,
    ]
    for (const [name, status] of [
      ['noor', 403],
      ['sam', 401],
      ['stranger', 401],
    ] as const) {
      expect((await as(name).get('//accounts')).status).toBe(status)
      for (const post of [...posts, `//accounts/${id}/password-links`])
        expect((await as(name).post(post, tess)).status).toBe(status)
    }
    expect(await db.selectFrom('accounts').select('id').execute()).toHaveLength(5)
  })

  it('are where an administrator without a study begins', async () => {
    const { as } = await world(engine)
    const home = (await as('bea').get('//')).text
    expect(home).toContain('You look after Voetspoor')
    expect(home).toContain('<a class="button" href="/accounts">')
    expect(home).not.toContain('Ask the lead researcher')
  })

  it('have one address each, and what was typed stays', async () => {
    const { as } = await world(engine)
    const taken = await as('bea').post('//accounts', { ...tess, email: emailOf('noor') })
    expect(taken.status).toBe(422)
    expect(taken.text).toContain('value="Tess"')
    expect((await as('bea').post('//accounts', { ...tess, email: 'x', name: '' })).status).toBe(422)
    expect((await as('bea').post('//accounts', { ...tess, roles: ['king'] })).status).toBe(422)
  })

  it('get and lose what they may, at once', async () => {
    const { as, db } = await world(engine)
    const id = await idOf(db, 'ada')
    expect((await as('ada').get('//studies/new')).status).toBe(403)
    await as('bea').post(`//accounts/${id}/roles`, { roles: ['researcher', 'administrator'] })
    for (const path of ['//studies/new', '//accounts']) expect((await as('ada').get(path)).status).toBe(200)
    await as('bea').post(`//accounts/${id}/roles`)
    for (const path of ['//studies/new', '//accounts']) expect((await as('ada').get(path)).status).toBe(403)
    expect((await as('bea').post(`//accounts/${id}/roles`, { roles: 'king' })).status).toBe(422)
    for (const path of ['roles', 'end', 'return', 'password-links'])
      expect((await as('bea').post(`//accounts/none/${path}`)).status).toBe(404)
  })

  it('close at once, everywhere, and open again', async () => {
    const house = await world(engine)
    const { as, db } = house
    await givePassword(db, 'noor')
    const there = browser(house)
    await there.post('/sign-in', { email: emailOf('noor'), password })
    expect((await as('noor').get('/people')).status).toBe(200)
    const id = await idOf(db, 'noor')
    expect((await as('bea').post(`//accounts/${id}/closure`)).status).toBe(303)
    expect((await as('noor').get('/people')).status).toBe(401)
    expect((await there.get('/')).status).toBe(401)
    expect((await as('bea').post(`//accounts/${id}/password-links`)).status).toBe(404)
    expect((await as('bea').post(`//accounts/${id}/reopening`)).status).toBe(303)
    expect((await there.get('/')).status).toBe(401)
    expect((await there.post('/sign-in', { email: emailOf('noor'), password })).status).toBe(303)
  })

  it('always keep somebody who manages them', async () => {
    const { as, db } = await world(engine)
    const [bea, ada] = [await idOf(db, 'bea'), await idOf(db, 'ada')]
    expect((await as('bea').post(`//accounts/${bea}/closure`)).status).toBe(422)
    expect((await as('bea').post(`//accounts/${bea}/roles`, { roles: ['researcher'] })).status).toBe(422)
    await as('bea').post(`//accounts/${ada}/roles`, { roles: ['administrator'] })
    const [first, second] = await Promise.all([
      as('bea').post(`//accounts/${ada}/roles`),
      as('ada').post(`//accounts/${bea}/closure`),
    ])
    expect([first.status, second.status].filter((status) => status === 303)).toHaveLength(1)
    const left = db.selectFrom('accounts').select('id').where('is_administrator', '=', 1)
    expect(await left.where('ended_at', 'is', null).execute()).toHaveLength(1)
  })

  it('get a link to hand over, which works once', async () => {
    const house = await world(engine)
    const page = await house.as('bea').post(`//accounts/${await idOf(house.db, 'ada')}/password-links`)
    const link = /http:\/\/localhost:3000(\/password\/[\w-]+)/.exec(page.text)?.[1]
    const { post } = browser(house)
    expect((await post(String(link), { password })).status).toBe(303)
    expect((await post(String(link), { password })).status).toBe(404)
  })
})

describe.each(engines)('a personal link, on %s', (engine) => {
  const take = async ({ db, study, clock }: World, token: string, personId: string) => {
    const visitor = await visitorWith(db, token, clock.now)
    const at = clock.now.toISOString()
    return takeSeat(db, { visitor, door: 'participant', studyId: study, personId, right: 'own.read', at })
  }

  it('opens a visit at an address that holds no secret, as often as it is opened', async () => {
    const house = await world(engine)
    const { token } = await linkFor(house, 'sam')
    for (let times = 0; times < 3; times += 1) {
      const answer = await browser(house).get(`/p/${token}`)
      expect(answer.status).toBe(303)
      expect(answer.headers.location).toBe(`/studies/${house.study}/participants/sam`)
      expect((await take(house, cookieIn(answer), 'sam')).personName).toBe('Sam Visser')
    }
    expect(await house.db.selectFrom('links').select('opened_at').execute()).toEqual([{ opened_at: null }])
    const declining = await browser(house).get(`/p/${token}/no`)
    expect(declining.headers.location).toBe(`/studies/${house.study}/participants/sam/withdrawal`)
  })

  it('says kindly why it leads nowhere, whom to ask, and nothing about anybody', async () => {
    const house = await world(engine)
    const { as, db, study, clock } = house
    await db.updateTable('studies').set({ contact_name: 'Noor', contact: '06 11 11 11 11' }).execute()
    const { get, post } = browser(house)
    const own = `/studies/${study}/participants/sam`
    const reads = async (path: string) => {
      const { status, text } = await get(path)
      const [, title] = /<h1>(.*?)<\/h1>/.exec(text) ?? []
      expect([title, /Sam|Visser|P07|withdr|declin/.test(text.replaceAll(study, ''))]).toEqual([title, false])
      return [status, title, text.includes('06 11 11 11 11'), text.includes('Send me a new link')]
    }
    const first = `/p/${(await linkFor(house, 'sam')).token}`
    await db.updateTable('studies').set({ photos_by: '2026-12-20' }).execute()
    expect(await reads('/p/nonsense')).toEqual([404, 'We do not know this link', false, true])
    expect((await get(first.replace('/p/', '/o/'))).status).toBe(404)
    clock.now = new Date(now.getTime() + 30 * day + 1)
    expect(await reads(first)).toEqual([410, 'This link is too old', true, true])
    clock.now = now
    await get(first)
    await db.updateTable('links').set({ ended_at: now.toISOString() }).where('ended_at', 'is', null).execute()
    expect(await reads(first)).toEqual([410, 'This link no longer works', true, true])
    await db.updateTable('links').set({ ended_at: null }).execute()
    await change(db, actor, (tx) =>
      endLinksTo(tx, { studyId: study, personId: 'sam', role: 'participant' }, now.toISOString(), 'renewed'),
    )
    expect(await reads(first)).toEqual([410, 'This link was replaced', true, true])
    // Whoever was in by it is told the same, and not that a page is missing.
    for (const path of [own, `${own}/photos`])
      expect(await reads(path)).toEqual([410, 'This link was replaced', true, true])
    expect((await post(`${own}/withdrawal`)).status).toBe(410)
    const second = `/p/${(await linkFor(house, 'sam')).token}`
    // What the person said is told to who is in, and to nobody whose link has ended.
    await get(second)
    await post(`${own}/withdrawal`)
    expect((await as('noor').get('/people/sam/links/removal')).text).toContain('stop at once')
    expect((await as('noor').post('/people/sam/links/removal')).status).toBe(303)
    // One that was replaced before leads to no newer one any more.
    for (const path of [second, own, first])
      expect(await reads(path)).toEqual([410, 'This link was ended', true, false])
    // An entry by mistake is taken off the list, and the whole study goes.
    const vera = `/p/${(await linkFor(house, 'vera')).token}`
    await as('noor').post('/people/vera/removal')
    expect(await reads(vera)).toEqual([410, 'There is nothing here any more', false, false])
    await as('noor').post('/study/removal', { name: 'De Vlonder' })
    expect(await reads(second)).toEqual([410, 'This study is not here any more', false, false])
    expect(await reads(vera)).toEqual([410, 'There is nothing here any more', false, false])
  })

  it('that was revoked stays so until the team makes another, whatever somebody asks', async () => {
    const house = await world(engine)
    const { as, db } = house
    await linkFor(house, 'sam')
    await as('noor').post('/people/sam/links/removal')
    const asked = await browser(house).post('/link-help', { email: emailOf('sam') })
    expect([asked.status, await mailTexts(house)]).toEqual([200, []])
    expect((await as('noor').get('/people/sam')).text).toContain('The links of this person were ended')
    expect(await db.selectFrom('people_to_remind').select('person_id').execute()).toEqual([])
    await linkFor(house, 'sam')
    await browser(house).post('/link-help', { email: emailOf('sam') })
    expect(await mailTexts(house)).toEqual([expect.stringMatching(/Dear Sam,/)])
  })

  it('lives as long as it is used every thirty days', async () => {
    const house = await world(engine)
    const { token } = await linkFor(house, 'sam')
    for (const days of [29, 58, 87]) {
      house.clock.now = new Date(now.getTime() + days * day)
      expect((await browser(house).get(`/p/${token}`)).status).toBe(303)
    }
    house.clock.now = new Date(now.getTime() + 118 * day)
    expect((await browser(house).get(`/p/${token}`)).status).toBe(410)
  })

  it('that is ended ends the browsers that came in by it', async () => {
    const house = await world(engine)
    const token = cookieIn(await browser(house).get(`/p/${(await linkFor(house, 'sam')).token}`))
    await take(house, token, 'sam')
    await house.as('noor').post('/people/sam/links/removal')
    await expect(take(house, token, 'sam')).rejects.toThrow('no seat')
  })

  it('works beside another, and beside an account, in one browser', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const { get, post } = browser(house)
    await get(`/p/${(await linkFor(house, 'sam')).token}`)
    await post('/sign-in', { email: emailOf('noor'), password })
    const token = cookieIn(await get(`/p/${(await linkFor(house, 'vera')).token}`))
    for (const name of ['sam', 'vera']) expect((await take(house, token, name)).personId).toBe(name)
    expect((await get(`/studies/${house.study}/people`)).status).toBe(200)
    const out = cookieIn(await post('/sign-out'))
    expect((await get(`/studies/${house.study}/people`)).status).toBe(401)
    for (const name of ['sam', 'vera']) expect((await take(house, out, name)).personId).toBe(name)
    await expect(take(house, out, 'ravi')).rejects.toThrow('no seat')
  })

  it('opens nothing of the study to who has only that', async () => {
    const { as } = await world(engine)
    expect((await as('sam').get('/people')).status).toBe(401)
    expect((await as('sam').get('')).status).toBe(401)
  })

  it('that does not work is replaced by mail, with the same answer for everybody', async () => {
    const house = await world(engine)
    const answers = []
    for (const email of [' SAM@voorbeeld.example', emailOf('nobody'), emailOf('noor')]) {
      const { status, text } = await browser(house).post('/link-help', { email })
      answers.push(`${status} ${text}`)
    }
    expect(new Set(answers).size).toBe(1)
    const texts = await mailTexts(house)
    expect(texts).toHaveLength(1)
    expect(texts[0]).toContain('To: sam@voorbeeld.example')
    expect(texts[0]).toContain('De Vlonder')
    const link = /http:\/\/localhost:3000(\/p\/[\w-]{32})/.exec(texts[0] ?? '')?.[1]
    expect((await browser(house).get(String(link))).headers.location).toContain('/participants/sam')
    expect((await browser(house).post('/link-help', { email: 'x' })).status).toBe(422)
  })
})

describe.each(engines)('a form whose visit has ended, on %s', (engine) => {
  const signIn = { email: emailOf('noor'), password }

  /** Signs in on the page that came, and sends the form that comes then. */
  async function goOn(house: World, refused: { text: string }, wrongFirst = false) {
    const { post } = browser(house)
    let hidden = hiddenIn(refused.text)
    const send = (secret: string) =>
      post('/sign-in').send(formOf([...hidden, ['email', signIn.email], ['password', secret]]))
    if (wrongFirst) {
      const page = await send('not this')
      expect(page.status).toBe(422)
      hidden = hiddenIn(page.text)
    }
    const page = await send(password)
    const [, action] = /<form method="post" action="(\/studies[^"]+)">/.exec(page.text) ?? []
    return { page, sent: await post(String(action)).send(formOf(hiddenIn(page.text))) }
  }

  it('comes back after signing in, and is sent as it was typed', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const typed = {
      name: 'Tess <"K">',
      email: '',
      language: 'nl',
      organisation_id: '',
      team_id: '',
      once: 'mark',
    }
    const refused = await house.as('stranger').post('/people', typed)
    expect(refused.status).toBe(401)
    const { page, sent } = await goOn(house, refused, true)
    expect(page.status).toBe(200)
    expect(page.text).toContain('Tess &lt;&#34;K&#34;&gt;')
    expect(sent.status).toBe(303)
    expect((await house.as('noor').get('/people')).text).toContain('Tess &lt;&#34;K&#34;&gt;')
  })

  it('comes back with several values of one name, and long texts with their lines', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    await givePassword(house.db, 'bea')
    const roles = {
      name: 'Tess',
      email: 't@t.example',
      language: 'nl',
      roles: ['administrator', 'researcher'],
    }
    const refused = await house.as('stranger').post('//accounts', roles)
    expect(hiddenIn(refused.text).filter(([name]) => name === 'kept.roles')).toHaveLength(2)
    const text = `a line\r\n${'x'.repeat(200_000)}\r\n& = % + ë 😀`
    const long = await house.as('stranger').upload('/people/import', { language: 'nl', people: text }, noFile)
    expect(long.status).toBe(401)
    const { sent } = await goOn(house, long)
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('& = % + ë 😀'.replace('&', '&amp;'))
  })

  const noFile = { name: '', content: Buffer.alloc(0) }

  it('comes back with its fields when it held a file, also one that is too large', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    for (const size of [10, 3_000_000]) {
      const people = `Person ${size};p${size}@a.example;;`
      const file = { name: 'mensen.csv', content: Buffer.alloc(size, 'x') }
      const refused = await house.as('stranger').upload('/people/import', { language: 'nl', people }, file)
      expect(refused.status).toBe(401)
      expect((await goOn(house, refused)).sent.status).toBe(303)
      expect((await house.as('noor').get('/people')).text).toContain(`Person ${size}`)
    }
  })

  it('of which only a page was asked leads there', async () => {
    const house = await world(engine)
    await givePassword(house.db, 'noor')
    const path = `/studies/${house.study}/people?after=3`
    const refused = await browser(house).get(path)
    const answer = await browser(house)
      .post('/sign-in')
      .send(formOf([...hiddenIn(refused.text), ['email', signIn.email], ['password', password]]))
    expect(answer.headers.location).toBe(path)
  })
})

describe.each(engines)('a form that is sent twice, on %s', (engine) => {
  it('is shown with its mistake both times', async () => {
    const { as } = await world(engine)
    const form = { name: '', email: '', language: 'nl', once: 'a-mark' }
    const answers = await Promise.all([1, 2, 3].map(() => as('noor').post('/people', form)))
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422])
  })

  it('by another, or with something else typed, is another form', async () => {
    const { as, db } = await world(engine)
    const form = { name: 'Tess', email: '', language: 'nl', once: 'a-mark' }
    for (const [name, typed] of [
      ['noor', form],
      ['noor', form],
      ['noor', { ...form, name: 'Jip' }],
      ['ravi', { ...form, other: 'yes' }],
    ] as const) {
      expect((await as(name).post('/people', typed)).headers.location).toContain('/people')
    }
    expect(await db.selectFrom('participants').select('number').execute()).toHaveLength(5)
  })
})

it('the language that is chosen stays, whoever is here', async () => {
  const house = await world('SQLite')
  const { get, post } = browser(house)
  expect((await get('/sign-in')).text).toContain('<html lang="en">')
  const answer = await post('/language', { language: 'nl', back: '/sign-in?next=/profile' })
  expect(answer.headers.location).toBe('/sign-in?next=/profile')
  expect((await get('/sign-in')).text).toContain('<html lang="nl">')
})

it('the language is chosen on pages that can be asked for again alone: elsewhere what stands there would be lost', async () => {
  const { get, post } = browser(await world('SQLite'))
  expect((await get('/sign-in')).text).toContain('action="/language"')
  const typed = await post('/sign-in', { email: 'typed@voorbeeld.example', password: 'x' })
  expect(typed.text).toContain('typed@voorbeeld.example')
  expect(typed.text).not.toContain('action="/language"')
})

it('tells how the house is doing', async () => {
  const { as } = await world('SQLite')
  const answer = await as('stranger').get('//healthz')
  expect([answer.status, answer.body]).toEqual([
    200,
    { status: 'ok', version: '0.0.0', commit: 'test', database: 'sqlite' },
  ])
})
