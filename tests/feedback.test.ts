import { describe, expect, it, jest } from '@jest/globals'
import request from 'supertest'
import { takeSeat } from '../src/access/seat.ts'
import { visitorWith } from '../src/access/visits.ts'
import { trailOf } from '../src/steps/feedback/queries.ts'
import { cookieOf, now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { chooseAll, joined, openSession, prepared, withPoints, type Session } from './support/feedback.ts'
import { logOf, world } from './support/world.ts'

jest.setTimeout(120_000)

const form = {
  kind: 'participants',
  held_on: '2026-12-03',
  place: 'De Schuur',
  dots: 3,
  rung: '',
  present: '',
}

async function readyWorld(engine: Engine) {
  const w = await world(engine)
  await withFindings(w)
  await withPoints(w)
  return w
}

const dotsIn = ({ db }: Session) => db.selectFrom('dots').selectAll().orderBy('number').execute()

describe.each(engines)('a session, on %s', (engine) => {
  it('says why it is not opened yet, and that there is nothing to give dots to', async () => {
    const s = await prepared(await readyWorld(engine))
    const page = async (name: 'noor' | 'ada' = 'noor') => (await s.as(name).get(s.path)).text
    expect(await page()).toContain('First choose which findings or development points you show')
    expect(await page()).not.toContain(`${s.path}/opening`)
    expect(await page('ada')).not.toContain('First choose which findings')
    await s.as('noor').post(`${s.path}/contents`, { 'finding-door': '1', version: 1 })
    expect(await page()).toContain('there is nothing to put dots on')
    expect(await page()).toContain(`${s.path}/opening`)
    expect((await s.as('noor').post(`${s.path}/opening`)).status).toBe(303)
  })

  it('warns before the results are shown when few people placed dots, as the study says what few is', async () => {
    const s = await openWorld(engine)
    await s.db.updateTable('studies').set({ small_group: 3 }).where('id', '=', s.study).execute()
    const page = async () => (await s.as('noor').get(s.path)).text
    const group = [await joined(s), await joined(s), await joined(s)]
    expect(await page()).not.toContain('can then be guessed')
    for (const attendee of group.slice(0, 2)) await attendee.give('signs')
    await group[0]?.give('keys')
    expect(await page()).toContain('Only 2 people placed dots')
    expect((await s.as('ada').get(s.path)).text).not.toContain('can then be guessed')
    await group[2]?.give('signs')
    expect(await page()).not.toContain('can then be guessed')
  })

  it('is prepared, with the rung of its kind unless another is chosen', async () => {
    const w = await readyWorld(engine)
    const noor = w.as('noor')
    expect((await noor.get('/feedback')).text).toContain('There is no session yet')
    expect((await noor.post('/feedback', form)).status).toBe(303)
    expect((await noor.post('/feedback', { ...form, kind: 'founders' })).status).toBe(303)
    expect((await noor.post('/feedback', { ...form, kind: 'follow_up', rung: 'everyone' })).status).toBe(303)
    const rows = await w.db.selectFrom('feedback_sessions').selectAll().orderBy('id').execute()
    expect(rows.map(({ rung }) => rung)).toEqual(['participants', 'leaders', 'everyone'])
    expect(rows[0]).toMatchObject({ state: 'prepared', dots: 3, join_code: null, held_on: '2026-12-03' })
    const page = await noor.get('/feedback')
    for (const words of ['Session with participants', '3 December 2026', 'De Schuur', 'prepared'])
      expect(page.text).toContain(words)
    expect((await w.as('ravi').get('')).text).toContain('0 of 3 held')
  })

  it('is not made of what is wrong, and what was typed stays', async () => {
    const w = await readyWorld(engine)
    const wrong = { ...form, kind: '', dots: 21, place: 'Zolder', present: 'veel', held_on: 'morgen' }
    const { status, text } = await w.as('noor').post('/feedback', wrong)
    expect(status).toBe(422)
    for (const words of [
      'Choose with whom',
      '1 to 20',
      'date is not right',
      'value="Zolder"',
      'value="veel"',
    ])
      expect(text).toContain(words)
    for (const held_on of ['0026-12-03', '1899-12-31', '2200-01-01', '20261-12-03', '2026-02-30']) {
      const slip = await w.as('noor').post('/feedback', { ...form, held_on })
      expect([held_on, slip.status]).toEqual([held_on, 422])
      expect(slip.text).toContain(`value="${held_on}"`)
      expect(slip.text).toMatch(/min="1900-01-01"\s+max="2199-12-31"/)
    }
    expect(await w.db.selectFrom('feedback_sessions').selectAll().execute()).toEqual([])
  })

  it('warns the team that phones cannot come in, and not the room', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    expect((await s.as('noor').get(s.path)).text).toContain('Phones cannot reach this address')
    const screen = (await s.as('noor').get(`${s.path}/screen`)).text
    expect(screen).toContain('class="join-code"')
    expect(screen).not.toContain('Phones cannot reach this address')
  })

  it('shows what is chosen, in its order, and only what is ready', async () => {
    const s = await prepared(await readyWorld(engine))
    const page = await s.as('noor').get(`${s.path}/contents`)
    expect(page.text).toContain('Een deur zonder bordje')
    expect(page.text).not.toContain('Een mok zonder plank')
    const choose = (places: Record<string, string>, version = 1) =>
      s.as('noor').post(`${s.path}/contents`, { version, ...places })
    const wrong = await choose({ 'finding-mug': '1', 'finding-door': 'eerst', 'point-keys': 'dan' })
    expect(wrong.status).toBe(422)
    for (const name of ['Een deur zonder bordje', 'De sleutels delen'])
      expect(wrong.text).toContain(`">${name}: Give a whole number, or leave it empty</a>`)
    const places = { 'finding-mug': '1', 'finding-door': '1', 'point-signs': '2', 'point-keys': '1' }
    expect((await choose(places)).status).toBe(303)
    const points = await s.db.selectFrom('session_points').select('point_id').orderBy('position').execute()
    expect(points.map(({ point_id }) => point_id)).toEqual(['keys', 'signs'])
    const found = await s.db.selectFrom('session_findings').select('finding_id').execute()
    expect(found).toEqual([{ finding_id: 'door' }])
    const overtaken = await choose({ 'point-signs': '7' }, 1)
    expect(overtaken.status).toBe(409)
    expect(overtaken.text).toContain('value="7"')
    await openSession(s)
    expect((await choose({ 'point-signs': '1' }, 3)).status).toBe(409)
  })

  it('is changed by one at a time, and once open only where it may be', async () => {
    const s = await prepared(await readyWorld(engine))
    const edit = (more: object) => s.as('ravi').post(s.path, { ...form, version: 1, ...more })
    expect((await edit({ dots: 0 })).status).toBe(422)
    expect((await edit({ dots: 5, rung: 'leaders' })).status).toBe(303)
    const late = await edit({ place: 'Te laat getypt' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('Te laat getypt')
    await chooseAll(s, 2)
    await openSession(s)
    expect((await s.as('ravi').get(`${s.path}/edit`)).text).not.toContain('name="dots"')
    expect((await edit({ version: 4, dots: 1, present: '12' })).status).toBe(303)
    expect(await s.db.selectFrom('feedback_sessions').selectAll().executeTakeFirst()).toMatchObject({
      dots: 5,
      present: 12,
      rung: 'leaders',
    })
  })

  it('goes from state to state as the table of the method allows', async () => {
    const s = await prepared(await readyWorld(engine))
    const go = async (noun: string) => (await s.as('noor').post(`${s.path}/${noun}`)).status
    expect(await go('opening')).toBe(422)
    await chooseAll(s)
    for (const noun of ['return', 'reveal', 'closing']) expect([noun, await go(noun)]).toEqual([noun, 409])
    expect(await go('opening')).toBe(303)
    const { join_code: code } = await s.session()
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{6}$/)
    expect(await go('opening')).toBe(409)
    expect(await go('return')).toBe(303)
    expect(await go('opening')).toBe(303)
    expect((await s.session()).join_code).toBe(code)
    await joined(s)
    expect(await go('return')).toBe(422)
    expect((await s.as('noor').get(s.path)).text).not.toContain('/return"')
    expect(await go('closing')).toBe(409)
    expect(await go('reveal')).toBe(303)
    expect(await go('opening')).toBe(409)
    expect(await go('closing')).toBe(303)
    for (const noun of ['opening', 'return', 'reveal', 'closing'])
      expect([noun, await go(noun)]).toEqual([noun, 409])
  })

  it('is for members of this study: the advisor looks, the team leads, the lead removes', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    for (const path of ['', '/screen', '/qr.svg']) {
      expect([path, (await s.as('ada').get(s.path + path)).status]).toEqual([path, 200])
      expect([path, (await s.as('kai').get(s.path + path)).status]).toEqual([path, 404])
      expect([path, (await s.as('sam').get(s.path + path)).status]).toEqual([path, 401])
    }
    for (const path of ['/edit', '/contents', '/notes'])
      expect([path, (await s.as('ada').get(s.path + path)).status]).toEqual([path, 403])
    for (const path of [
      '',
      '/contents',
      '/opening',
      '/reveal',
      '/closing',
      '/return',
      '/ballot',
      '/counts',
    ]) {
      expect([path, (await s.as('ada').post(s.path + path)).status]).toEqual([path, 403])
      expect([path, (await s.as('kai').post(s.path + path)).status]).toEqual([path, 404])
      const elsewhere = await s.as('noor').post(`/feedback/elsewhere${path}`, form)
      expect([path, elsewhere.status]).toEqual([path, 404])
    }
    expect((await s.as('ada').get(s.path)).text).not.toContain('<form method="post" action="/studies')
    expect((await s.as('ravi').get(`${s.path}/removal`)).status).toBe(403)
    expect((await s.as('ravi').post(`${s.path}/removal`)).status).toBe(403)
  })

  it('proposes to vote openly in a small group, and says why', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    expect((await s.as('noor').get(s.path)).text).not.toContain('Vote openly')
    await s.as('noor').post(s.path, { ...form, version: 2, present: '8' })
    expect((await s.as('noor').get(s.path)).text).not.toContain('Vote openly')
    await s.as('noor').post(s.path, { ...form, version: 3, present: '7' })
    const page = await s.as('noor').get(s.path)
    expect(page.text).toContain('Vote openly')
    expect(page.text).toContain('easily shows who chose what')
    expect(page.text).toContain('<input type="hidden" name="ballot" value="open">')
    // Twice, as two of the team do who both have it in view.
    for (const name of ['noor', 'ravi'] as const)
      expect((await s.as(name).post(`${s.path}/ballot`, { ballot: 'open' })).status).toBe(303)
    expect((await s.as('noor').post(`${s.path}/ballot`)).status).toBe(422)
    await openSession(s)
    const attendee = await joined(s)
    expect((await attendee.get()).text).not.toContain('/dots"')
    expect((await attendee.give('signs')).status).toBe(409)
    expect((await s.as('noor').post(`${s.path}/reveal`)).text).toContain('First enter how many dots')
    const offers = async () => {
      const pages = [await s.as('noor').get(s.path), await s.as('noor').get(`${s.path}/screen?at=2`)]
      return pages.map(({ text }) => text.includes(`${s.path}/reveal`))
    }
    expect(await offers()).toEqual([false, false])
    const count = (dots: object) => s.as('noor').post(`${s.path}/counts`, { version: 6, ...dots })
    expect((await count({ 'point-signs': '4', 'point-keys': 'x' })).status).toBe(422)
    const many = await count({ 'point-signs': '20', 'point-keys': '2' })
    expect(many.status).toBe(422)
    expect(many.text).toContain('value="20"')
    expect((await count({ 'point-signs': '4', 'point-keys': '9' })).status).toBe(303)
    expect(await offers()).toEqual([true, true])
    expect((await s.as('noor').post(`${s.path}/ballot`, { ballot: 'phones' })).status).toBe(422)
    expect((await attendee.get()).text).not.toContain('data-bars')
    await s.as('noor').post(`${s.path}/reveal`)
    for (const { text } of [await s.as('noor').get(s.path), await attendee.get()])
      expect(text).toMatch(/De sleutels delen[^]*9[^]*Overal een bordje[^]*4/)
    expect((await count({ version: 7, 'point-signs': '5', 'point-keys': '9' })).status).toBe(409)
  })

  it('holds what was said, and which points need no action', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    const note = (more: object) =>
      s.as('ravi').post(`${s.path}/notes`, {
        ...{ said: 'Het was stil', 'finding-door': 'Herkend', 'point-signs': 'Hangt er al', ...more },
        discussed: 'signs',
      })
    expect((await note({ version: 2 })).status).toBe(409)
    await openSession(s)
    const openOn = ({ text }: { text: string }) =>
      [...text.matchAll(/<details class="card measure"( open)?>\s*<summary><h3>(.*?)</g)].map(
        ([, open, title]) => `${title ?? ''}${open ?? ''}`,
      )
    const titles = ['Een deur zonder bordje', 'Overal een bordje', 'De sleutels delen']
    expect(openOn(await s.as('ravi').get(`${s.path}/notes`))).toEqual(titles)
    const long = await note({ version: 3, said: 'x'.repeat(10_001), 'point-keys': 'x'.repeat(4001) })
    expect([long.status, openOn(long)]).toEqual([422, titles.map((title) => `${title} open`)])
    expect((await note({ version: 3 })).status).toBe(303)
    const page = await s.as('ada').get(s.path)
    for (const words of ['Het was stil', 'Herkend', 'Hangt er al', 'discussed, no action needed'])
      expect(page.text).toContain(words)
    const again = await s.as('ravi').get(`${s.path}/notes`)
    expect(again.text).toContain('value="signs" checked')
    expect(openOn(again)).toEqual([`${titles[0]} open`, `${titles[1]} open`, titles[2]])
    expect((await note({ version: 3, said: 'Tweede' })).text).toContain('Tweede')
  })

  it('stands beside the others, which are never added up', async () => {
    const w = await readyWorld(engine)
    for (const kind of ['participants', 'team_leaders']) {
      const s = await prepared(w, { kind })
      await chooseAll(s)
      await openSession(s)
      const attendee = await joined(s)
      for (const point of ['signs', 'signs', 'keys']) await attendee.give(point)
      await s.as('noor').post(`${s.path}/reveal`)
    }
    const s = await prepared(w, { kind: 'founders' })
    await chooseAll(s)
    await openSession(s)
    await (await joined(s)).give('signs')
    const { text } = await w.as('ada').get('/feedback')
    expect(text).toContain('We do not add sessions up')
    const [, table = ''] = /aria-labelledby="comparison">(.*?)<\/table>/s.exec(text) ?? []
    expect([...table.matchAll(/<td class="num"[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell)).toEqual([
      ...['2', '2', '1', '1'],
    ])
    expect(table).not.toContain('founding')
  })

  it('leaves with the others as a table, with figures from the reveal on, and so do the points', async () => {
    const w = await readyWorld(engine)
    await w.db
      .updateTable('development_points')
      .set({ text: '=1+1; of niet' })
      .where('id', '=', 'keys')
      .execute()
    const s = await prepared(w, { place: 'Zaal; boven' })
    await chooseAll(s)
    await openSession(s)
    const people = [await joined(s), await joined(s)]
    for (const { give } of people) await give('signs')
    await people[0]?.give('keys')
    await prepared(w, { kind: 'founders', held_on: '' })
    const linesOf = async (path: string) =>
      (await w.as('ravi', 'nl').get(path)).text.slice(1).trim().split('\r\n')
    const header = 'met wie;datum;plaats;stand;stemmen;stippen per persoon;erbij;punt;stippen;afloop'
    const founders = 'Leidinggevenden van de oprichting;;De Schuur;klaargezet;met stippen op telefoons;3;;;;'
    const about = (state: string) => `Deelnemers;2026-12-03;"Zaal; boven";${state};met stippen op telefoons;3`
    expect(await linesOf('/feedback.csv')).toEqual([
      header,
      `${about('open')};;Overal een bordje;;`,
      `${about('open')};;"'=1+1; of niet";;`,
      founders,
    ])
    const used = '1 bijeenkomst'
    expect(await linesOf('/feedback/points.csv')).toEqual([
      'punt;gemaakt van;besproken, geen actie nodig;wat ervan kwam',
      'Een eigen bureau;;;',
      `"'=1+1; of niet";;;${used}`,
      `Overal een bordje;Een deur zonder bordje;;${used}`,
    ])
    await s.as('noor').post(`${s.path}/reveal`)
    const { version } = await s.session()
    await s.as('noor').post(`${s.path}/notes`, { version, discussed: 'signs' })
    expect(await linesOf('/feedback.csv')).toEqual([
      header,
      `${about('uitslag')};2;Overal een bordje;2;besproken, geen actie nodig`,
      `${about('uitslag')};2;"'=1+1; of niet";1;`,
      founders,
    ])
    const title = 'Deelnemers, 3 december 2026'
    expect(await linesOf('/feedback/points.csv')).toEqual([
      `punt;gemaakt van;stippen: ${title};besproken, geen actie nodig;wat ervan kwam`,
      'Een eigen bureau;;;;',
      `"'=1+1; of niet";;1;;${used}`,
      `Overal een bordje;Een deur zonder bordje;2;${title};${used}`,
    ])
  })

  it('leaves as a table for the team only', async () => {
    const s = await prepared(await readyWorld(engine))
    for (const path of ['/feedback.csv', '/feedback/points.csv']) {
      expect([path, (await s.as('ada').get(path)).status]).toEqual([path, 403])
      expect([path, (await s.as('kai').get(path)).status]).toEqual([path, 404])
    }
    for (const page of ['/feedback', '/findings/points']) {
      expect([page, (await s.as('ada').get(page)).text.includes('.csv"')]).toEqual([page, false])
      expect([page, (await s.as('ravi').get(page)).text.includes('.csv"')]).toEqual([page, true])
    }
  })

  it('says when more have joined than are there', async () => {
    const s = await prepared(await readyWorld(engine), { present: '1' })
    await chooseAll(s)
    await openSession(s)
    await joined(s)
    const words = '2 people have joined and 1 is present'
    expect((await s.as('ravi').get(s.path)).text).not.toContain(words)
    await joined(s)
    const page = await s.as('ravi').get(s.path)
    expect(page.text).toContain(words)
    // Beside it: who is there is counted once, not once more from the phones.
    expect(page.text).toContain('One person is here.')
  })

  it('is on the trail of what it shows', async () => {
    const s = await openWorld(engine)
    const visitor = await visitorWith(s.db, (await cookieOf(s.db, 'noor')).replace('visit=', ''), now)
    const seat = await takeSeat(s.db, {
      ...{ visitor, door: 'account', studyId: s.study, personId: undefined },
      ...{ right: 'feedback.read', at: now.toISOString() },
    })
    const entry = { kind: 'sessions', count: 1, href: `/studies/${s.study}/feedback` }
    expect(await trailOf(s.db, seat, 'finding', ['door', 'mug'])).toEqual(new Map([['door', [entry]]]))
    expect(await trailOf(s.db, seat, 'point', ['signs', 'desk'])).toEqual(new Map([['signs', [entry]]]))
  })

  it('is removed with its dots, said first, unless action points rest on it', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    const attendee = await joined(s)
    await attendee.give('signs')
    const page = await s.as('noor').get(`${s.path}/removal`)
    expect(page.text).toContain('1 person has joined')
    expect(page.text).toContain('1 dot given')
    await s.db
      .insertInto('action_points')
      .values({
        ...{ id: 'act', study_id: s.study, state: 'proposed', title: 'Bordjes', what: '', owner_id: null },
        ...{ said_yes: 0, helpers: '', mandate: '', different: '', follow: '', every_weeks: null },
        ...{ look_on: null, fixed_place: '', fixed_when: '', due_on: null, subject_id: null },
        ...{ issue_id: null, session_id: s.id, point_id: 'signs', agreed_on: null, embedded_on: null },
        ...{ reason: '', made_at: '2026-11-22T09:00:00.000Z', version: 1 },
      })
      .execute()
    const refused = await s.as('noor').post(`${s.path}/removal`)
    expect(refused.status).toBe(409)
    for (const { text } of [refused, await s.as('noor').get(`${s.path}/removal`)]) {
      expect(text).toContain('Action points rest on this session')
      expect(text).not.toContain('Remove the session</button>')
    }
    expect(await dotsIn(s)).toHaveLength(1)
    await s.db.deleteFrom('action_points').execute()
    expect((await s.as('noor').post(`${s.path}/removal`)).status).toBe(303)
    expect(await dotsIn(s)).toEqual([])
    expect(await s.db.selectFrom('seats').selectAll().where('role', '=', 'attendee').execute()).toEqual([])
    expect((await attendee.get()).status).toBe(404)
    expect((await s.as('noor').get(s.path)).status).toBe(404)
  })

  it('goes with its study', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    await (await joined(s)).give('signs')
    expect((await s.as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    expect(await s.db.selectFrom('feedback_sessions').selectAll().execute()).toEqual([])
    expect(await dotsIn(s)).toEqual([])
  })
})

describe.each(engines)('a join code, on %s', (engine) => {
  it('leads in without an account, in any spelling', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    const code = (await s.session()).join_code ?? ''
    const phone = request.agent(s.app)
    expect((await phone.get('/s')).text).toContain('Typ de code')
    const typed = await phone
      .get('/s')
      .query({ code: ` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} ` })
    expect(typed.headers.location).toBe(`/s/${code}`)
    const page = await phone.get(`/s/${code.toLowerCase().replace(/(...)/, '$1-')}`)
    expect(page.text).toContain('Meedoen')
    expect(page.text).toContain('niet met namen getoond')
    expect(page.text).not.toContain('anoniem')
    expect(await s.db.selectFrom('attendances').selectAll().execute()).toEqual([])
    const { headers, status } = await phone.post(`/s/${code}`)
    expect(status).toBe(303)
    expect((await phone.get(String(headers.location))).text).toContain('Je hebt nog 3 stippen')
    expect(await s.db.selectFrom('people').select('name').where('name', 'like', 'Iemand%').execute()).toEqual(
      [{ name: 'Iemand in de zaal' }],
    )
    expect((await logOf(s.db)).slice(-2)).toEqual(['feedback.edit', 'sessions.join'])
  })

  it('leads to one seat a browser, also when two presses race', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    const code = (await s.session()).join_code ?? ''
    const { headers } = await request(s.app).get(`/s/${code}`)
    const cookie = String((headers['set-cookie'] as unknown as string[])[0]).split(';')[0] ?? ''
    const press = () => request(s.app).post(`/s/${code}`).set('cookie', cookie)
    const answers = await Promise.all(Array.from({ length: 8 }, press))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(303))
    expect(new Set(answers.map((answer) => String(answer.headers.location))).size).toBe(1)
    expect(await s.db.selectFrom('attendances').selectAll().execute()).toHaveLength(1)
    expect((await press()).headers.location).toBe(answers[0]?.headers.location)
    const own = String(answers[0]?.headers.location)
    expect((await request(s.app).get(`/s/${code}`).set('cookie', cookie)).headers.location).toBe(own)
    expect((await request(s.app).get(own).set('cookie', cookie)).status).toBe(200)
    // Who left comes back to the same place.
    expect((await request(s.app).post(`${own}/departure`).set('cookie', cookie)).status).toBe(200)
    expect((await request(s.app).get(own).set('cookie', cookie)).status).toBe(404)
    expect((await press()).headers.location).toBe(own)
    expect((await request(s.app).get(own).set('cookie', cookie)).status).toBe(200)
  })

  it('says so kindly when it is unknown, not open yet, counted or closed', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    const code = (await s.session()).join_code ?? ''
    const look = async () => {
      const page = await s.as('stranger').get(`//s/${code}`)
      expect((await s.as('stranger').post(`//s/${code}`)).status).toBe(409)
      return page
    }
    await s.as('noor').post(`${s.path}/return`)
    expect((await look()).text).toContain('has not opened the session yet')
    await s.as('noor').post(`${s.path}/opening`)
    await s.as('noor').post(`${s.path}/reveal`)
    expect((await look()).text).toContain('have been counted already')
    await s.as('noor').post(`${s.path}/closing`)
    const closed = await look()
    expect([closed.status, closed.text]).toEqual([410, expect.stringContaining('This session is closed')])
    const unknown = await s.as('stranger').get('//s/XXXXXX')
    expect([unknown.status, unknown.text]).toEqual([404, expect.stringContaining('We do not know this code')])
    expect((await s.as('stranger').post('//s/XXXXXX')).status).toBe(404)
  })

  it('cannot be guessed: wrong ones are counted, right ones are not', async () => {
    const s = await prepared(await readyWorld(engine))
    await chooseAll(s)
    await openSession(s)
    const code = (await s.session()).join_code ?? ''
    const get = async (typed: string) => (await s.as('stranger').get(`//s/${typed}`)).status
    for (let tries = 0; tries < 299; tries += 1) await get(`XX${1000 + tries}`)
    for (let tries = 0; tries < 5; tries += 1) expect(await get(code)).toBe(200)
    expect(await get('XXXXXX')).toBe(404)
    expect(await get('XXXXXX')).toBe(429)
    expect(await get(code)).toBe(429)
  })

  it('is not kept from a hall by somebody in it who guesses', async () => {
    const s = await openWorld(engine)
    await joined(s)
    const get = async (typed: string) => (await s.as('stranger').get(`//s/${typed}`)).status
    for (let tries = 0; tries < 300; tries += 1) await get(`XX${1000 + tries}`)
    expect(await get('XXXXXX')).toBe(429)
    await joined(s)
    expect(await s.db.selectFrom('attendances').select('person_id').execute()).toHaveLength(2)
  })
})

describe.each(engines)('who is there, on %s', (engine) => {
  it('divides dots, several on one point, and takes one back', async () => {
    const s = await openWorld(engine)
    const attendee = await joined(s)
    expect((await attendee.give('signs')).headers.location).toMatch(/attendees\/[\w-]+#point-signs$/)
    await attendee.give('signs')
    expect((await attendee.get()).text).toContain('You have 1 dot left')
    await attendee.give('keys')
    const { text: spent } = await attendee.get()
    expect(spent).toContain('You have no dots left')
    // Which is why they cannot be pressed.
    expect(spent.match(/aria-disabled="true" aria-describedby="dots-left">Give/g)).toHaveLength(2)
    const none = await attendee.give('keys')
    expect([none.status, none.text]).toEqual([422, expect.stringContaining('Take one back first')])
    expect((await attendee.take('signs')).status).toBe(303)
    expect((await dotsIn(s)).map(({ number, point_id }) => `${number} ${point_id}`)).toEqual([
      '1 signs',
      '3 keys',
    ])
    expect((await attendee.give('keys')).status).toBe(303)
    expect((await dotsIn(s)).map(({ number, point_id }) => `${number} ${point_id}`)).toEqual([
      ...['1 signs', '2 keys', '3 keys'],
    ])
    await attendee.take('signs')
    expect((await attendee.take('signs')).status).toBe(422)
    for (const point of ['elsewhere', 'desk']) {
      expect((await attendee.give(point)).status).toBe(404)
      expect((await attendee.take(point)).status).toBe(404)
    }
  })

  it('sees no result before the reveal, on any page, and after it everywhere the same', async () => {
    const s = await openWorld(engine)
    const attendee = await joined(s)
    await Promise.all([attendee.give('signs'), attendee.give('signs')])
    await (await joined(s)).give('signs')
    const paths = [
      '',
      '/screen',
      '/screen?at=1',
      '/screen?at=2',
      '/screen?at=99',
      '/edit',
      '/notes',
      '/removal',
    ]
    const pages = [
      ...(await Promise.all(paths.map((path) => s.as('noor').get(s.path + path)))),
      await s.as('noor').get('/feedback'),
      await s.as('noor').get(''),
      await attendee.get(),
    ]
    for (const { text, status } of pages) {
      expect(status).toBe(200)
      expect(text).not.toContain('data-bars')
      expect(text).not.toMatch(/<td class="num"/)
    }
    expect((await s.as('noor').get(s.path)).text).toContain('2 people have joined · 3 dots given')
    const { headers } = await s.as('noor').post(`${s.path}/reveal?at=2`)
    expect(headers.location).toMatch(/screen\?at=2$/)
    const shown = [
      await s.as('ada').get(s.path),
      await s.as('ada').get(`${s.path}/screen?at=2`),
      await attendee.get(),
    ]
    for (const { text } of shown) {
      const [, table = ''] = /<table data-bars=(.*?)<\/table>/s.exec(text) ?? []
      expect(table).toMatch(
        /Overal een bordje[^]*<td class="num"[^>]*>3<\/td>[^]*De sleutels delen[^]*>0<\/td>/,
      )
    }
    for (const late of [await attendee.give('keys'), await attendee.take('signs')])
      expect([late.status, late.text]).toEqual([409, expect.stringContaining('can no longer be given')])
    expect(await dotsIn(s)).toHaveLength(3)
  })

  it('sees findings with what their rung may see, and nothing of who', async () => {
    const s = await openWorld(engine)
    const attendee = await joined(s)
    const page = await attendee.get()
    expect(page.text).toContain('Een deur zonder bordje')
    expect(page.text).toContain('De deur heeft geen bordje.')
    for (const hidden of ['Niemand weet wie er werkt', 'Een mok', 'Sam', 'P07', 'Talk', 'Oeverlicht'])
      expect(page.text).not.toContain(hidden)
    await s.db.updateTable('findings').set({ state: 'draft' }).where('id', '=', 'door').execute()
    expect((await attendee.get()).text).not.toContain('Een deur zonder bordje')
    expect((await s.as('ada').get(`${s.path}/screen?at=1`)).text).not.toContain('De deur heeft')
    await s.db.updateTable('findings').set({ state: 'ready' }).where('id', '=', 'door').execute()
    await s.as('sam').post('/participants/sam/withdrawal')
    expect((await attendee.get()).text).not.toContain('De deur heeft geen bordje.')
  })

  it('sees no other session, no photo of another, and no other person', async () => {
    const s = await openWorld(engine)
    const attendee = await joined(s)
    const other = await joined(s)
    const study = `/studies/${s.study}`
    expect((await attendee.agent.get(other.own)).status).toBe(404)
    expect((await attendee.agent.post(`${other.own}/points/signs/dots`)).status).toBe(404)
    for (const path of [
      '',
      '/feedback',
      '/feedback/elsewhere',
      s.path,
      `${s.path}/screen`,
      `${s.path}/qr.svg`,
    ])
      expect([path, (await attendee.agent.get(study + path)).status]).toEqual([path, 401])
    expect((await s.as('noor').get(attendee.own.replace(study, ''))).status).toBe(404)
    expect((await s.as('stranger').get(attendee.own.replace(study, ''))).status).toBe(401)
    for (const size of ['large', 'thumb'])
      expect((await attendee.agent.get(`${attendee.own}/photos/elsewhere/${size}`)).status).toBe(404)
    const second = await prepared(s, { kind: 'founders' })
    await second.as('noor').post(`${second.path}/contents`, { version: 1, 'point-desk': '1' })
    await openSession(second)
    expect((await attendee.get()).text).not.toContain('Een eigen bureau')
    expect((await attendee.give('desk')).status).toBe(404)
    const both = await joined(second, attendee.agent)
    expect((await both.give('desk')).status).toBe(303)
    expect((await attendee.give('signs')).status).toBe(303)
  })

  it('cannot be traced to a browser once the session is closed', async () => {
    const s = await openWorld(engine)
    const attendee = await joined(s)
    await attendee.give('signs')
    expect((await s.as('noor').get(s.path)).text).not.toContain('has been erased')
    await s.as('noor').post(`${s.path}/reveal`)
    expect((await s.as('noor').get(s.path)).text).toContain('erase which phone')
    await s.as('noor').post(`${s.path}/closing`)
    const [attendance] = await s.db.selectFrom('attendances').selectAll().execute()
    expect(attendance?.visit_id).toBeNull()
    for (const table of ['links', 'visit_seats'] as const)
      expect(await s.db.selectFrom(table).selectAll().where('role', '=', 'attendee').execute()).toEqual([])
    expect(await dotsIn(s)).toHaveLength(1)
    const { status, text } = await attendee.get()
    expect([status, text]).toEqual([404, expect.stringContaining('not in this session now')])
    expect((await s.as('noor').get(s.path)).text).toContain('has been erased')
  })

  it('cannot be traced by when dots were placed either', async () => {
    const s = await openWorld(engine)
    const people = [await joined(s)]
    s.clock.now = new Date(now.getTime() + 60_000)
    people.push(await joined(s))
    for (const { agent, own, give } of people) {
      expect((await give('signs').type('form').send({ once: 'a-mark' })).status).toBe(303)
      expect((await agent.post(`${own}/departure`)).status).toBe(200)
    }
    await s.as('noor').post(`${s.path}/reveal`)
    await s.as('noor').post(`${s.path}/closing`)
    const kept = await Promise.all([
      s.db.selectFrom('audit_log').selectAll().execute(),
      s.db.selectFrom('answers').selectAll().execute(),
    ])
    for (const { own } of people) expect(JSON.stringify(kept)).not.toContain(own.split('/').at(-1))
    expect(await logOf(s.db)).toEqual(expect.arrayContaining(['dots.place', 'session.leave']))
    const { study_id } = await s.db.selectFrom('dots').selectAll().executeTakeFirstOrThrow()
    const rows = await s.db
      .selectFrom('people')
      .innerJoin('attendances', 'attendances.person_id', 'people.id')
      .select('people.made_at')
      .where('people.study_id', '=', study_id)
      .execute()
    expect(new Set(rows.map(({ made_at }) => made_at)).size).toBe(1)
  })
})

describe.each(engines)('dots that race, on %s', (engine) => {
  it('are never more than one person has', async () => {
    const s = await openWorld(engine)
    const attendee = await joined(s)
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => attendee.give(index % 2 ? 'signs' : 'keys')),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array<number>(3).fill(303),
      ...Array<number>(27).fill(422),
    ])
    expect((await dotsIn(s)).map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('are each counted, of twenty people at once, given and taken back', async () => {
    const s = await openWorld(engine)
    const people = await Promise.all(Array.from({ length: 20 }, () => joined(s)))
    expect(new Set(people.map(({ own }) => own)).size).toBe(20)
    const given = await Promise.all(
      people.flatMap((one) => ['signs', 'signs', 'keys', 'keys'].map((point) => one.give(point))),
    )
    expect(given.filter(({ status }) => status === 303)).toHaveLength(60)
    expect(await dotsIn(s)).toHaveLength(60)
    const taken = await Promise.all(people.map((one) => one.take('signs')))
    const back = taken.filter(({ status }) => status === 303).length
    expect(await dotsIn(s)).toHaveLength(60 - back)
    expect(taken.filter(({ status }) => status !== 303 && status !== 422)).toEqual([])
    await s.as('noor').post(`${s.path}/reveal`)
    const { text } = await s.as('noor').get(s.path)
    expect(text).toContain(`${60 - back} dots given`)
  })
})

async function openWorld(engine: Engine): Promise<Session> {
  const s = await prepared(await readyWorld(engine))
  await chooseAll(s)
  await openSession(s)
  return s
}
