import { beforeEach, describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { trail } from '../src/overview/trail.ts'
import { engines, type Engine } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

const at = '2026-11-22T09:00:00.000Z'

/** A study with findings, an action point, two members of the assembly, and a meeting to which mia belongs. */
async function withMeeting(engine: Engine) {
  const w = await world(engine)
  await withFindings(w)
  await withAction(w, 'signs-up', 'Bordjes ophangen')
  const noor = w.as('noor')
  await noor.post('/assembly/members', { name: 'Mia Bakker', email: 'mia@voorbeeld.example', language: 'nl' })
  await noor.post('/assembly/members', { name: 'Otto Smit', email: 'otto@voorbeeld.example', language: 'en' })
  const meeting = await addMeeting(w, 'Voorjaarsvergadering', '2027-03-04')
  const [mia = '', otto = ''] = await idsOf(w, ['Mia Bakker', 'Otto Smit'])
  await noor.post(`/assembly/${meeting}/members`, { members: [mia] })
  const item = await addItem(w, meeting, {
    kind: 'answer',
    title: 'Twee uur per week',
    action_id: 'signs-up',
  })
  return { ...w, meeting, mia, otto, item, base: `/assembly/${meeting}` }
}
type Met = Awaited<ReturnType<typeof withMeeting>>

async function withAction({ db, study }: World, id: string, title: string) {
  const none = { helpers: '', mandate: '', different: '', follow: '', fixed_place: '', fixed_when: '' }
  const nulls = { subject_id: null, issue_id: null, session_id: null, point_id: null, embedded_on: null }
  await db
    .insertInto('people')
    .values({
      ...{ id: 'owner', study_id: study, account_id: null, name: 'Olga Owner', email: null },
      ...{ language: 'nl', made_at: at },
    })
    .execute()
  await db
    .insertInto('action_points')
    .values({
      ...{ id, study_id: study, state: 'underway', title, what: 'Bij elke deur een bordje.', said_yes: 1 },
      ...{ owner_id: 'owner', every_weeks: 6, look_on: '2026-10-01', due_on: null, agreed_on: '2026-09-01' },
      ...{ ...none, ...nulls, reason: '', made_at: at, version: 1 },
    })
    .execute()
  await db
    .insertInto('action_entries')
    .values({
      ...{ id: 'check', study_id: study, action_id: id, at, by_id: 'owner', kind: 'check', state: null },
      ...{ standing: 'needs_help', verdict: 'helps', text: 'kanarie-tussenstand' },
    })
    .execute()
}

async function addMeeting({ as }: World, name: string, held_on = ''): Promise<string> {
  const { headers } = await as('noor').post('/assembly', { name, held_on, place: 'Zaal 2' })
  return String(headers.location).split('/').at(-1) ?? ''
}

async function addItem({ as, db }: World, meeting: string, form: Form): Promise<string> {
  expect((await as('noor').post(`/assembly/${meeting}/items`, form)).status).toBe(303)
  const { id } = await db
    .selectFrom('agenda_items')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

async function idsOf({ db }: World, names: string[]): Promise<string[]> {
  const rows = await db.selectFrom('people').select(['id', 'name']).where('name', 'in', names).execute()
  return names.map((name) => rows.find((row) => row.name === name)?.id ?? '')
}

const share = ({ as, base }: Met) => as('noor').post(`${base}/state`, { from: 'draft', to: 'shared' })
const close = ({ as, base }: Met) => as('noor').post(`${base}/state`, { from: 'shared', to: 'closed' })

/** A tablet on which a member opened a link that the team made. Its paths are below the member's own page. */
async function tabletOf(w: Met, person: string) {
  const page = await w.as('noor').post(`${w.base}/members/${person}/links`)
  const [, link = ''] = /value="http:\/\/localhost:3000(\/a\/[\w-]+)"/.exec(page.text) ?? []
  const device = request.agent(w.app)
  const { headers } = await device.get(link)
  const own = String(headers.location)
  const papers = `${own}/meetings/${w.meeting}`
  return {
    own,
    get: (path = '') => device.get(`${papers}${path}`).set('cookie', 'language=nl'),
    post: (path: string, form: Form = {}) => device.post(`${papers}${path}`).type('form').send(form),
    home: () => device.get(own),
    at: (path: string) => device.get(path),
    leave: () => device.post(`${own}/departure`),
  }
}
type Tablet = Awaited<ReturnType<typeof tabletOf>>

describe.each(engines)('a meeting, on %s', (engine) => {
  it('that is shared with nobody says so, with the way to choose', async () => {
    const w = await withMeeting(engine)
    const page = async () => (await w.as('noor', 'nl').get(w.base)).text
    await share(w)
    expect(await page()).toContain('De leden kunnen de stukken lezen')
    await w.as('noor').post(`${w.base}/members`, { were: w.mia })
    expect(await page()).not.toContain('De leden kunnen de stukken lezen')
    expect(await page()).toContain('je hebt nog niemand gekozen')
    expect(await page()).toContain('href="#invited"')
  })

  it('has papers that say that nobody asked anything only while nobody did', async () => {
    const w = await withMeeting(engine)
    await share(w)
    const mia = await tabletOf(w, w.mia)
    expect((await mia.get()).text).toContain('Nog geen vragen of opmerkingen')
    await mia.post('/remarks', { item_id: w.item, kind: 'question', text: 'Voor hoeveel deuren' })
    const { text } = await mia.get()
    expect(text).toContain('Voor hoeveel deuren')
    expect(text).not.toContain('Nog geen vragen of opmerkingen')
  })

  it('has papers that tell how an action point stands while it is under way, and not after', async () => {
    const w = await withMeeting(engine)
    await share(w)
    const mia = await tabletOf(w, w.mia)
    expect((await mia.get()).text).toContain('Hoe staat het')
    for (const state of ['done', 'stopped'] as const) {
      await w.db.updateTable('action_points').set({ state }).where('id', '=', 'signs-up').execute()
      const { text } = await mia.get()
      expect([state, text.includes('Bordjes ophangen')]).toEqual([state, true])
      expect([state, text.includes('Hoe staat het')]).toEqual([state, false])
    }
  })

  it('is planned, shows on the home page, and lists the next one first', async () => {
    const w = await withMeeting(engine)
    await addMeeting(w, 'Herfst', '2026-10-01')
    await addMeeting(w, 'Winter', '2026-12-01')
    const { text } = await w.as('ada', 'nl').get('/assembly')
    const order = ['Winter', 'Voorjaarsvergadering', 'Herfst'].map((name) => text.indexOf(name))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(Math.min(...order)).toBeGreaterThan(0)
    expect((await w.as('noor').get('')).text).toContain('3 meetings')
    expect((await logOf(w.db)).filter((entry) => entry === 'assembly.edit')).toHaveLength(7)
  })

  it('keeps what was typed when it is refused', async () => {
    const { as, base } = await withMeeting(engine)
    const page = await as('noor').post('/assembly', { name: '', place: 'Zaal <3>', held_on: 'morgen' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Give the meeting a name')
    expect(page.text).toContain('value="Zaal &lt;3&gt;"')
    expect((await as('noor').post(base, { name: 'x'.repeat(121), version: 1 })).status).toBe(422)
    const item = await as('noor').post(`${base}/items`, { title: 'Mijn punt', minutes: '0' })
    expect(item.status).toBe(422)
    expect(item.text).toContain('value="Mijn punt"')
    expect(item.text).toContain('from 1 to 600')
  })

  it('is changed over the version that was seen, or not at all', async () => {
    const { as, base, item } = await withMeeting(engine)
    expect((await as('noor').post(base, { name: 'Lente', version: 1 })).status).toBe(303)
    const late = await as('ravi').post(base, { name: 'Zomer', version: 1 })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Zomer"')
    expect((await as('noor').get(base)).text).toContain('Lente')
    const edit = { kind: 'answer', title: 'Drie uur', version: 1 }
    expect((await as('noor').post(`${base}/items/${item}`, edit)).status).toBe(303)
    expect((await as('ravi').post(`${base}/items/${item}`, edit)).status).toBe(409)
  })

  it('is for the team to change, for the advisor to read, and for nobody else', async () => {
    const { as, base, item, mia } = await withMeeting(engine)
    const pages = ['/assembly', base, `${base}/papers`, `${base}/answers`, '/assembly/members']
    for (const path of pages) {
      expect([path, (await as('ada').get(path)).status]).toEqual([path, 200])
      expect([path, (await as('kai').get(path)).status]).toEqual([path, 404])
      expect([path, (await as('bea').get(path)).status]).toEqual([path, 404])
      expect([path, (await as('sam').get(path)).status]).toEqual([path, 401])
    }
    const writes = [
      '/assembly',
      base,
      `${base}/state`,
      `${base}/items`,
      `${base}/items/${item}/answer`,
      `${base}/promises`,
      `${base}/members`,
      `${base}/invitations`,
      `${base}/members/${mia}/links`,
      `${base}/removal`,
      `/assembly/members/${mia}/removal`,
    ]
    for (const path of writes) {
      expect([path, (await as('ada').post(path)).status]).toEqual([path, 403])
      expect([path, (await as('kai').post(path)).status]).toEqual([path, 404])
    }
    expect((await as('ada').get('/assembly/members')).text).not.toContain('mia@voorbeeld.example')
  })

  it('of another study is not there', async () => {
    const w = await withMeeting(engine)
    const theirs = await w.as('kai').get('//')
    const [, other = ''] = /href="(\/studies\/[\w-]+)"/.exec(theirs.text) ?? []
    expect((await w.as('kai').get(`/${other}/assembly/${w.meeting}`)).status).toBe(404)
    const wrongAction = { kind: 'answer', title: 'Iets', action_id: 'elsewhere' }
    expect((await w.as('noor').post(`${w.base}/items`, wrongAction)).status).toBe(404)
    expect((await w.as('noor').post(`${w.base}/members`, { members: ['sam'] })).status).toBe(404)
    expect((await w.as('noor').post(`${w.base}/items/elsewhere/removal`)).status).toBe(404)
  })

  it('goes from draft to shared to closed, and only so', async () => {
    const w = await withMeeting(engine)
    const change = (from: string, to: string) => w.as('noor').post(`${w.base}/state`, { from, to })
    expect((await change('draft', 'closed')).status).toBe(409)
    expect((await change('shared', 'closed')).status).toBe(409)
    expect((await change('draft', 'shared')).status).toBe(303)
    expect((await change('draft', 'shared')).status).toBe(409)
    expect((await change('shared', 'closed')).status).toBe(303)
    expect((await change('closed', 'shared')).status).toBe(303)
    expect((await change('shared', 'elsewhere')).status).toBe(409)
  })

  it('offers nothing that its state refuses', async () => {
    const w = await withMeeting(engine)
    const second = await addItem(w, w.meeting, { kind: 'discussion', title: 'Tweede' })
    const of = {
      agenda: `${w.base}/items"`,
      place: '/position"',
      fields: 'name="title"',
      removal: '/removal"',
    }
    const about = { members: `${w.base}/members"`, all: '/invitations"', one: '/invitation"' }
    const then = { promise: `${w.base}/promises"` }
    const offeredOn = async (path: string) => {
      const { text } = await w.as('noor').get(path)
      const all = Object.entries({ ...of, ...about, ...then })
      return all.filter(([, action]) => text.includes(action)).map(([name]) => name)
    }
    const send = async (path: string, form: Form) => (await w.as('noor').post(w.base + path, form)).status
    const promise = { who: 'Otto', what: 'Belt' }
    expect(await offeredOn(w.base)).toEqual(['agenda', 'place', 'fields', 'members'])
    expect([await send('/promises', promise), await send('/invitations', {})]).toEqual([409, 409])
    expect(String((await share(w)).headers['set-cookie'])).toContain('notice=papersShared')
    expect(await offeredOn(w.base)).toEqual([
      ...['agenda', 'place', 'fields', 'members', 'all', 'one', 'promise'],
    ])
    expect(await offeredOn(`${w.base}/items/${second}`)).toEqual(['fields', 'removal'])
    await close(w)
    expect(await offeredOn(w.base)).toEqual(['promise'])
    expect(await offeredOn(`${w.base}/items/${second}`)).toEqual([])
    const refused: [string, Form][] = [
      ['/items', { kind: 'discussion', title: 'Derde' }],
      [`/items/${second}`, { kind: 'discussion', title: 'Derde', version: 1 }],
      [`/items/${second}/position`, { to: 'earlier' }],
      [`/items/${second}/removal`, {}],
      ['/members', { members: [], were: [w.mia] }],
      ['/invitations', {}],
      [`/members/${w.mia}/invitation`, {}],
    ]
    for (const [path, form] of refused) {
      const { status, text } = await w.as('noor').post(w.base + path, form)
      expect([path, status]).toEqual([path, 409])
      if ('title' in form) expect(text).toContain('value="Derde"')
    }
    expect(await send(`/items/${second}/outcome`, { outcome: 'Besproken', version: 1 })).toBe(303)
    expect(await send('/promises', promise)).toBe(303)
  })

  it('has an agenda in an order that plain buttons change, with its minutes added up', async () => {
    const w = await withMeeting(engine)
    const second = await addItem(w, w.meeting, { kind: 'discussion', title: 'Tweede', minutes: 20 })
    await addItem(w, w.meeting, { kind: 'information', title: 'Derde', minutes: 25 })
    const titles = async () => {
      const { text } = await w.as('noor').get(w.base)
      return ['Twee uur', 'Tweede', 'Derde'].toSorted((a, b) => text.indexOf(`>${a}`) - text.indexOf(`>${b}`))
    }
    expect(await titles()).toEqual(['Twee uur', 'Tweede', 'Derde'])
    const move = (to: string) => w.as('noor').post(`${w.base}/items/${second}/position`, { to })
    expect((await move('earlier')).status).toBe(303)
    expect(await titles()).toEqual(['Tweede', 'Twee uur', 'Derde'])
    expect((await move('earlier')).status).toBe(303)
    expect((await move('later')).status).toBe(303)
    expect(await titles()).toEqual(['Twee uur', 'Tweede', 'Derde'])
    expect((await move('sideways')).status).toBe(404)
    expect((await w.as('noor').get(w.base)).text).toContain('45 minutes together')
  })

  it('says what goes with it before it goes', async () => {
    const w = await withMeeting(engine)
    await share(w)
    const tablet = await tabletOf(w, w.mia)
    await tablet.post('/remarks', { kind: 'question', text: 'Hoe dan?', item_id: w.item })
    await w.as('noor').post(`${w.base}/items/${w.item}/answer`, { answer: 'agreed', version: 1 })
    await w.as('noor').post(`${w.base}/promises`, { who: 'Otto', what: 'Belt de verhuurder' })
    const item = await w.as('noor').get(`${w.base}/items/${w.item}`)
    expect(item.text).toContain('with 1 remark of a member, with the answer of the general assembly')
    const edit = await w.as('noor').get(`${w.base}/edit`)
    expect(edit.text).toContain('with 1 item, 1 answer, 1 remark and 1 promise')
    expect((await w.as('noor').post(`${w.base}/items/${w.item}/removal`)).status).toBe(303)
    expect(await w.db.selectFrom('remarks').selectAll().execute()).toEqual([])
    expect((await w.as('noor').post(`${w.base}/removal`)).status).toBe(303)
    expect(await w.db.selectFrom('promises').selectAll().execute()).toEqual([])
    expect((await w.as('noor').get(w.base)).status).toBe(404)
    expect((await tablet.get()).status).toBe(404)
  })

  it('goes with all that is in it when the study goes', async () => {
    const w = await withMeeting(engine)
    await share(w)
    const tablet = await tabletOf(w, w.mia)
    await tablet.post('/remarks', { kind: 'question', text: 'Hoe dan?', item_id: w.item })
    await w.as('noor').post(`${w.base}/items/${w.item}/answer`, { answer: 'agreed', version: 1 })
    expect((await w.as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    expect(await w.db.selectFrom('meetings').selectAll().execute()).toEqual([])
  })
})

describe.each(engines)('the members, on %s', (engine) => {
  it('are pasted, all lines or none', async () => {
    const { as, db } = await withMeeting(engine)
    const paste = (people: string) =>
      as('noor', 'nl').post('/assembly/members/import', { people, language: 'nl' })
    const refused = await paste(
      'naam;mail\nIda Groen;ida@voorbeeld.example\nJan;geen-adres\nMia;mia@voorbeeld.example',
    )
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Regel 3: “geen-adres” is geen e-mailadres')
    expect(refused.text).toContain('<span class="hint">Jan;geen-adres</span>')
    expect(refused.text).toContain('Regel 4: “mia@voorbeeld.example” staat al op de lijst')
    expect(refused.text).toContain('Ida Groen;ida@voorbeeld.example')
    expect((await as('noor').get('/assembly/members')).text).not.toContain('Ida Groen')
    expect((await paste('Ida Groen;ida@voorbeeld.example\nJan Brink')).status).toBe(303)
    const { seats } = await db
      .selectFrom('seats')
      .select((row) => row.fn.countAll().as('seats'))
      .where('role', '=', 'assembly')
      .where('sees_names', '=', 0)
      .where('reads_raw', '=', 0)
      .executeTakeFirstOrThrow()
    expect(Number(seats)).toBe(4)
  })

  it('leave as a table with those who see names only, and that is noted', async () => {
    const w = await withMeeting(engine)
    await w.as('noor').post('/assembly/members', { name: '=Ida; Groen', email: '', language: 'nl' })
    const { text, headers } = await w.as('ravi', 'nl').get('/assembly/members.csv')
    expect(headers['content-disposition']).toContain('leden.csv')
    expect(text.slice(1).trim().split('\r\n')).toEqual([
      'Naam;E-mailadres;Link gebruikt',
      `"'=Ida; Groen";;`,
      'Mia Bakker;mia@voorbeeld.example;',
      'Otto Smit;otto@voorbeeld.example;',
    ])
    expect(await logOf(w.db)).toContain('assembly.export read')
    expect((await w.as('ravi').get('/assembly/members')).text).toContain('/members.csv"')
    expect((await w.as('ada').get('/assembly/members.csv')).status).toBe(403)
    await w.db.updateTable('seats').set({ sees_names: 0 }).where('person_id', '=', 'ravi').execute()
    expect((await w.as('ravi').get('/assembly/members.csv')).status).toBe(403)
    expect((await w.as('ravi').get('/assembly/members')).text).not.toContain('.csv"')
  })

  it('are never joined to somebody in another role', async () => {
    const { as, db } = await withMeeting(engine)
    const form = { name: 'Sam Visser', email: 'sam@voorbeeld.example', language: 'nl' }
    expect((await as('noor').post('/assembly/members', form)).status).toBe(303)
    expect((await as('noor').post('/assembly/members', form)).status).toBe(422)
    const rows = await db.selectFrom('people').select('id').where('email', '=', form.email).execute()
    expect(rows).toHaveLength(2)
    expect((await as('noor').get('/assembly/members/sam')).status).toBe(404)
  })

  it('are changed by one at a time, and go with what they said', async () => {
    const w = await withMeeting(engine)
    const path = `/assembly/members/${w.mia}`
    const page = await w.as('noor').get(path)
    const [, version = ''] = /name="version" value="([\w-]+)"/.exec(page.text) ?? []
    const mia = { name: 'Mia de Bakker', email: 'mia@voorbeeld.example', language: 'nl', version }
    expect((await w.as('noor').post(path, { ...mia, email: 'otto@voorbeeld.example' })).status).toBe(422)
    expect((await w.as('noor').post(path, mia)).status).toBe(303)
    const late = await w.as('ravi').post(path, { ...mia, name: 'M. Bakker' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="M. Bakker"')
    await share(w)
    await (await tabletOf(w, w.mia)).post('/remarks', { kind: 'comment', text: 'Goed zo', item_id: '' })
    expect((await w.as('noor').get(path)).text).toContain('from 1 meeting, with 1 question or comment')
    expect((await w.as('noor').post(`${path}/removal`)).status).toBe(303)
    expect(await w.db.selectFrom('remarks').selectAll().execute()).toEqual([])
  })

  it('of last time are proposed, and what two choose at once is kept', async () => {
    const w = await withMeeting(engine)
    const next = await addMeeting(w, 'Najaar')
    const { text } = await w.as('noor').get(`/assembly/${next}`)
    expect(text).toContain('Those of last time are ticked')
    expect(text).toMatch(new RegExp(`value="${w.mia}"\\s+checked`))
    expect(text).not.toMatch(new RegExp(`value="${w.otto}"\\s+checked`))
    await w.as('noor').post(`/assembly/${next}/members`, { members: [w.mia] })
    await w.as('ravi').post(`/assembly/${next}/members`, { members: [w.otto] })
    const both = () => w.db.selectFrom('meeting_members').selectAll().where('meeting_id', '=', next).execute()
    expect(await both()).toHaveLength(2)
    await w.as('ravi').post(`/assembly/${next}/members`, { members: [w.otto], were: [w.mia, w.otto] })
    expect(await both()).toHaveLength(1)
  })

  it('are invited by mail in their own language, once the papers are shared', async () => {
    const w = await withMeeting(engine)
    await w.as('noor').post(`${w.base}/members`, { members: [w.mia, w.otto], were: [w.mia] })
    expect((await w.as('noor').post(`${w.base}/invitations`)).status).toBe(409)
    expect(await w.mails()).toEqual([])
    await share(w)
    expect((await w.as('noor').post(`${w.base}/invitations`)).status).toBe(303)
    const [mia, otto, more] = await w.mails()
    expect(more).toBeUndefined()
    expect(mia).toMatchObject({ role: 'assembly', language: 'nl', state: 'sent' })
    expect(mia?.subject).toBe('Stukken voor Voorjaarsvergadering')
    expect(mia?.body).toContain('4 maart 2027, Zaal 2')
    expect(mia?.body).toContain('Aan de ledenvergadering wordt één antwoord gevraagd:\n- Twee uur per week')
    expect(mia?.body).toContain('Lezen kost ongeveer één minuut')
    expect(mia?.body).toContain('{link}')
    expect(otto?.body).toContain('One answer is asked of the general assembly')
    expect((await w.as('noor').get(w.base)).text).toContain('invited on 22 November 2026')
    expect((await w.as('noor').post(`${w.base}/invitations`)).status).toBe(303)
    expect(await w.mails()).toHaveLength(2)
    expect((await w.as('noor').post(`${w.base}/members/${w.mia}/invitation`)).status).toBe(303)
    expect(await w.mails()).toHaveLength(3)
    await w.as('noor').post(`${w.base}/members`, { members: [w.mia], were: [w.mia, w.otto] })
    expect((await w.as('noor').post(`${w.base}/members/${w.otto}/invitation`)).status).toBe(409)
    expect((await w.as('noor').post(`/assembly/elsewhere/members/${w.otto}/links`)).status).toBe(404)
  })

  it('are seen to have opened from the first button on, and can be shut out', async () => {
    const w = await withMeeting(engine)
    await share(w)
    const tablet = await tabletOf(w, w.mia)
    await tablet.home()
    await tablet.get()
    expect((await w.as('noor').get(w.base)).text).not.toContain('opened on')
    expect((await tablet.post('/opening')).headers.location).toBe(`${tablet.own}/meetings/${w.meeting}`)
    expect((await w.as('noor').get(w.base)).text).toContain('opened on 22 November 2026')
    expect((await w.as('noor').post(`/assembly/members/${w.mia}/links/removal`)).status).toBe(303)
    expect((await tablet.get()).status).toBe(410)
    const again = await tabletOf(w, w.mia)
    expect((await again.get()).status).toBe(200)
    expect((await again.leave()).status).toBe(200)
    expect((await again.get()).status).toBe(404)
  })
})

describe.each(engines)('the papers, on %s', (engine) => {
  let w: Met
  let mia: Tablet

  beforeEach(async () => {
    w = await withMeeting(engine)
    await share(w)
    mia = await tabletOf(w, w.mia)
  })

  it('say what is asked, what was agreed and how it stands, and what was found', async () => {
    const { status, text } = await mia.get()
    expect(status).toBe(200)
    expect(text.indexOf('Dit wordt aan de ledenvergadering gevraagd')).toBeLessThan(text.indexOf('>Agenda'))
    for (const said of [
      ...['Twee uur per week', 'Bordjes ophangen', 'Bij elke deur een bordje.', 'Olga Owner'],
      ...['hulp nodig (22 november 2026)', 'het helpt', '3 januari 2027'],
      ...['Een deur zonder bordje', 'dit schuurt', 'Geldt voor: wie nieuw is'],
      ...['De deur heeft geen bordje.', 'Hang een naam bij elke deur.'],
    ])
      expect(text).toContain(said)
    expect((await mia.home()).text).toContain('Voorjaarsvergadering')
    expect((await logOf(w.db)).filter((entry) => entry === 'papers.read read')).toHaveLength(1)
  })

  it('give what is asked the number that it has on the agenda', async () => {
    const answer = { kind: 'answer', text: 'Wie haalt de sleutels op?' }
    await addItem(w, w.meeting, { title: 'Rondvraag', kind: 'discussion' })
    await addItem(w, w.meeting, { title: 'Sleutels ophalen', ...answer })
    const { text } = await mia.get()
    expect(text).toMatch(/<li value="3">\s*<h3><a[^>]*>Sleutels ophalen/)
    expect(text).toContain('<h3>3. Sleutels ophalen</h3>')
  })

  it('name no participant, number, organisation or team, and nothing below the rung of leaders', async () => {
    await w.db.updateTable('people').set({ name: 'Kanarie Vogel' }).where('id', '=', 'sam').execute()
    await w.db
      .updateTable('organisations')
      .set({ name: 'kanarie-huis' })
      .where('id', '=', 'oeverlicht')
      .execute()
    await w.db.updateTable('teams').set({ name: 'kanarie-team' }).where('id', '=', 'kreken').execute()
    await w.db.updateTable('participants').set({ number: 77 }).where('person_id', '=', 'sam').execute()
    // Not a role that the product gives, and still no name on paper.
    await w.db.updateTable('action_points').set({ owner_id: 'sam' }).execute()
    const team = await w.as('noor', 'nl').get(`${w.base}/papers`)
    for (const { text } of [await mia.get(), await mia.get('/answers'), await mia.home(), team]) {
      for (const secret of [
        ...['Kanarie', 'kanarie', 'P77', 'Visser', 'sam@'],
        ...['Niemand weet wie er werkt', 'Een mok zonder plank', '"sam"', 'sam/'],
      ])
        expect([secret, text.includes(secret)]).toEqual([secret, false])
    }
    expect((await mia.get()).text).toContain('nog niemand')
  })

  it('show no more of somebody who stops, and say so', async () => {
    await w.as('sam').post('/participants/sam/withdrawal')
    const { text } = await mia.get()
    expect(text).toContain('Een deur zonder bordje')
    expect(text).not.toContain('De deur heeft geen bordje.')
    expect(text).toContain('Voor deze groep is hier geen citaat.')
  })

  it('are for the members of this meeting only, and not while they are a draft', async () => {
    await w.as('noor').post(`${w.base}/members`, { members: [w.mia, w.otto], were: [w.mia] })
    const otto = await tabletOf(w, w.otto)
    expect((await otto.get()).status).toBe(200)
    await w.as('noor').post(`${w.base}/members`, { members: [w.mia], were: [w.mia, w.otto] })
    expect((await otto.get()).status).toBe(404)
    expect((await otto.home()).text).not.toContain('Voorjaarsvergadering')
    expect((await otto.post('/remarks', { kind: 'question', text: 'Mag ik?' })).status).toBe(404)
    expect((await mia.at(otto.own)).status).toBe(404)
    await w.as('noor').post(`${w.base}/state`, { from: 'shared', to: 'draft' })
    for (const path of ['', '/answers', '/photos/x/large']) expect((await mia.get(path)).status).toBe(404)
    expect((await mia.post('/opening')).status).toBe(404)
    expect((await mia.home()).text).not.toContain('Voorjaarsvergadering')
    expect((await w.as('noor').get(`${w.base}/papers`)).status).toBe(200)
  })

  it('take questions and comments, which the others see and the team replies to', async () => {
    const refused = await mia.post('/remarks', { kind: 'question', text: ' ', item_id: w.item })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Typ eerst je vraag of opmerking')
    const long = await mia.post('/remarks', { kind: 'comment', text: 'x'.repeat(2001), item_id: '' })
    expect(long.text).toContain('x'.repeat(2001))
    expect((await mia.post('/remarks', { kind: 'comment', text: 'Hier', item_id: 'elsewhere' })).status).toBe(
      404,
    )
    expect(
      (await mia.post('/remarks', { kind: 'question', text: 'Welke uren?', item_id: w.item })).status,
    ).toBe(303)
    expect(
      (await mia.post('/remarks', { kind: 'comment', text: 'Mooie stukken.', item_id: '' })).status,
    ).toBe(303)
    const [question, comment] = await w.db.selectFrom('remarks').selectAll().orderBy('id').execute()
    expect((await w.as('noor').get('')).text).toContain('1 question of a member without a reply')
    const reply = (name: 'noor' | 'ravi', form: Form) =>
      w.as(name).post(`${w.base}/remarks/${question?.id ?? ''}/reply`, form)
    expect((await reply('noor', { reply: '', seen: '' })).status).toBe(422)
    expect((await reply('noor', { reply: 'Die van de <week>.', seen: '' })).status).toBe(303)
    const late = await reply('ravi', { reply: 'Andere uren.', seen: '' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Andere uren.')
    expect((await w.as('noor').get('')).text).not.toContain('without a reply')
    await w.as('noor').post(`${w.base}/members`, { members: [w.mia, w.otto], were: [w.mia] })
    const { text } = await (await tabletOf(w, w.otto)).get()
    for (const said of ['Mia Bakker', 'Welke uren?', 'Mooie stukken.', 'Die van de &lt;week&gt;.']) {
      expect(text).toContain(said)
    }
    expect(text).not.toContain(`${comment?.id ?? ''}/removal`)
    // As the other dates of the papers are written.
    expect(text.match(/Mia Bakker, 22 november 2026 om \d\d:\d\d/g)).toHaveLength(2)
  })

  it('let one take back an own remark without a reply, and nobody else’s', async () => {
    await mia.post('/remarks', { kind: 'question', text: 'Eerste', item_id: '' })
    await mia.post('/remarks', { kind: 'question', text: 'Tweede', item_id: '' })
    const [first, second] = await w.db.selectFrom('remarks').selectAll().orderBy('id').execute()
    await w.as('noor').post(`${w.base}/members`, { members: [w.mia, w.otto], were: [w.mia] })
    const otto = await tabletOf(w, w.otto)
    const takeBack = (who: Tablet, id = '') => who.post(`/remarks/${id}/removal`)
    expect((await takeBack(otto, first?.id)).status).toBe(404)
    await w.as('noor').post(`${w.base}/remarks/${second?.id ?? ''}/reply`, { reply: 'Zo.', seen: '' })
    expect((await takeBack(mia, second?.id)).status).toBe(409)
    expect((await takeBack(mia, first?.id)).status).toBe(303)
    const left = await w.db.selectFrom('remarks').select('text').execute()
    expect(left).toEqual([{ text: 'Tweede' }])
  })

  it('stay readable once the meeting is closed, and take no more remarks', async () => {
    await mia.post('/remarks', { kind: 'question', text: 'Op tijd', item_id: '' })
    const { id } = await w.db.selectFrom('remarks').select('id').executeTakeFirstOrThrow()
    await close(w)
    const page = await mia.get()
    expect(page.status).toBe(200)
    expect(page.text).toContain('Op tijd')
    expect(page.text).not.toContain('name="text"')
    const late = await mia.post('/remarks', { kind: 'question', text: 'Te laat', item_id: '' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('De vergadering is geweest')
    expect((await mia.post(`/remarks/${id}/removal`)).status).toBe(409)
  })
})

describe.each(engines)('an answer, on %s', (engine) => {
  let w: Met
  const answer = (form: Form, name: 'noor' | 'ravi' = 'noor') =>
    w.as(name).post(`${w.base}/items/${w.item}/answer`, form)

  beforeEach(async () => {
    w = await withMeeting(engine)
  })

  it('is written down once the papers are shared, with a reason unless it is a yes', async () => {
    expect((await answer({ answer: 'agreed', version: 1 })).status).toBe(409)
    await share(w)
    expect((await answer({ version: 1 })).status).toBe(422)
    for (const short of ['partly', 'not_now', 'postponed']) {
      const refused = await answer({ answer: short, reason: ' ', version: 1 })
      expect([short, refused.status]).toEqual([short, 422])
      expect(refused.text).toContain('Write down why')
    }
    expect((await answer({ answer: 'partly', reason: 'Eén uur kan.', version: 1 }, 'ravi')).status).toBe(303)
    const late = await answer({ answer: 'not_now', reason: 'Geen geld', version: 1 })
    expect(late.status).toBe(409)
    for (const said of ['Eén uur kan.', 'written down by Ravi', 'Geen geld'])
      expect(late.text).toContain(said)
    expect((await answer({ answer: 'agreed', reason: '', version: 2 })).status).toBe(303)
    const row = await w.db.selectFrom('agenda_items').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ answer: 'agreed', reason: '', answered_at: at, version: 3 })
  })

  it('is asked of nothing else: there an outcome is written down', async () => {
    await share(w)
    const other = await addItem(w, w.meeting, { kind: 'discussion', title: 'Praten' })
    const path = `${w.base}/items/${other}`
    expect((await w.as('noor').post(`${path}/answer`, { answer: 'agreed', version: 1 })).status).toBe(404)
    expect((await w.as('noor').post(`${path}/outcome`, { outcome: 'Komt terug.', version: 1 })).status).toBe(
      303,
    )
    expect(
      (await w.as('noor').post(`${w.base}/items/${w.item}/outcome`, { outcome: 'x', version: 1 })).status,
    ).toBe(404)
    expect((await w.as('noor').get(`${w.base}/answers`)).text).toContain('Komt terug.')
  })

  it('holds its item to what it is until it is taken away', async () => {
    await share(w)
    await answer({ answer: 'agreed', version: 1 })
    const edit = (version: number) =>
      w.as('noor').post(`${w.base}/items/${w.item}`, { kind: 'discussion', title: 'Praten', version })
    const refused = await edit(2)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Take the answer away first')
    expect((await w.as('noor').post(`${w.base}/items/${w.item}/answer/removal`, { version: 2 })).status).toBe(
      303,
    )
    expect((await edit(3)).status).toBe(303)
  })

  it('stands in the list to print, with the promises, for the team and for members', async () => {
    await share(w)
    const mia = await tabletOf(w, w.mia)
    expect((await mia.get()).text).not.toContain('/answers')
    await answer({ answer: 'not_now', reason: 'Eerst de begroting.', version: 1 })
    const promise = { who: 'Otto Smit', what: 'Belt de verhuurder', due_on: '2027-05-01' }
    expect((await w.as('noor').post(`${w.base}/promises`, { ...promise, what: '' })).status).toBe(422)
    expect((await w.as('noor').post(`${w.base}/promises`, promise)).status).toBe(303)
    const { id } = await w.db.selectFrom('promises').select('id').executeTakeFirstOrThrow()
    const path = `${w.base}/promises/${id}`
    expect((await w.as('noor').post(path, { ...promise, is_done: 'yes', version: 1 })).status).toBe(303)
    expect((await w.as('ravi').post(path, { ...promise, version: 1 })).status).toBe(409)
    expect((await mia.get()).text).toContain('/answers')
    for (const page of [await mia.get('/answers'), await w.as('ada', 'nl').get(`${w.base}/answers`)]) {
      for (const said of ['Nu niet', 'Eerst de begroting.', 'Belt de verhuurder', '1 mei 2027', 'gedaan']) {
        expect(page.text).toContain(said)
      }
    }
    expect((await w.as('noor').post(`${path}/removal`)).status).toBe(303)
    expect((await mia.get('/answers')).text).not.toContain('Belt de verhuurder')
  })

  it('leaves with the agendas and the promises as a table, for the team, and that is noted', async () => {
    await addItem(w, w.meeting, { kind: 'information', title: '=1+1; of niet', action_id: '' })
    await share(w)
    await answer({ answer: 'not_now', reason: 'Eerst de begroting; dan dit.', version: 1 })
    const promise = { who: 'Otto Smit', what: 'Belt de verhuurder', due_on: '2027-05-01' }
    await w.as('noor').post(`${w.base}/promises`, promise)
    const { text, headers } = await w.as('ravi', 'nl').get('/assembly.csv')
    expect(headers['content-disposition']).toContain('vergaderingen.csv')
    const about = 'Voorjaarsvergadering;2027-03-04;Zaal 2;gedeeld'
    const given = 'nu niet;"Eerst de begroting; dan dit.";2026-11-22'
    expect(text.slice(1).trim().split('\r\n')).toEqual([
      'vergadering;datum;plaats;stand;soort;wat;actiepunt;antwoord;reden;geantwoord op;uitkomst;wie;uiterlijk;gedaan',
      `${about};er wordt iets gevraagd;Twee uur per week;Bordjes ophangen;${given};;;;`,
      `${about};ter informatie;"'=1+1; of niet";;;;;;;;`,
      `${about};belofte;Belt de verhuurder;;;;;;Otto Smit;2027-05-01;nog te doen`,
    ])
    expect(await logOf(w.db)).toContain('assembly.export read')
    expect((await w.as('ada').get('/assembly.csv')).status).toBe(403)
    expect((await w.as('kai').get('/assembly.csv')).status).toBe(404)
    expect((await w.as('ada').get('/assembly')).text).not.toContain('.csv"')
    expect((await w.as('ravi').get('/assembly')).text).toContain('/assembly.csv"')
  })

  it('shows on its action point, and in the papers of the next meeting', async () => {
    await share(w)
    await answer({ answer: 'partly', reason: 'Eén uur kan.', version: 1 })
    const next = await addMeeting(w, 'Najaar', '2027-09-01')
    await addItem(w, next, { kind: 'answer', title: 'Nog een uur', action_id: 'signs-up' })
    const { text } = await w.as('noor').get(`/assembly/${next}/papers`)
    expect(text).toContain('What the general assembly answered before')
    expect(text).toContain('Eén uur kan.')
    const seat = { studyId: w.study, role: 'lead' } as Parameters<typeof trail>[1]
    expect((await trail(w.db, seat, 'action', ['signs-up'])).get('signs-up')).toEqual([
      { kind: 'answers', count: 1, href: `/studies/${w.study}/assembly/${w.meeting}/answers` },
      { kind: 'agendaItems', count: 1, href: `/studies/${w.study}/assembly/${next}` },
    ])
    const owner = { studyId: w.study, role: 'owner' } as Parameters<typeof trail>[1]
    expect((await trail(w.db, owner, 'action', ['signs-up'])).get('signs-up')).toEqual([
      { kind: 'answers', count: 1, href: undefined },
    ])
  })
})
