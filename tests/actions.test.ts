import { describe, expect, it, jest } from '@jest/globals'
import request from 'supertest'
import { linkIn, pagesFrom } from './support/crowd.ts'
import { engines, type Engine } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

jest.setTimeout(60_000)

const at = '2026-11-20T19:00:00.000Z'

/** Noor's study with a closed session in which `signs` got two of three dots. */
async function withSession(engine: Engine): Promise<World> {
  const w = await world(engine)
  await withFindings(w)
  const own = { study_id: w.study, session_id: 'evening' }
  await w.db
    .insertInto('feedback_sessions')
    .values({
      ...{ id: 'evening', study_id: w.study, kind: 'participants', state: 'closed', rung: 'participants' },
      ...{
        held_on: '2026-11-20',
        place: 'De Haven',
        dots: 3,
        present: 1,
        is_open_ballot: 0,
        join_code: null,
      },
      ...{ said: '', made_at: at, version: 1 },
    })
    .execute()
  await w.db
    .insertInto('development_points')
    .values({ id: 'bags', study_id: w.study, text: 'Eén tas', made_at: at, version: 1 })
    .execute()
  const placed = { outcome: null, said: '', paper_dots: null, position: 0 }
  await w.db
    .insertInto('session_points')
    .values(['signs', 'bags'].map((point_id) => ({ ...own, point_id, ...placed })))
    .execute()
  await w.db
    .insertInto('attendances')
    .values({ ...own, person_id: 'vera', visit_id: null })
    .execute()
  await w.db
    .insertInto('dots')
    .values(
      ['signs', 'signs', 'bags'].map((point_id, index) => ({
        ...{ ...own, person_id: 'vera', number: index + 1, point_id },
      })),
    )
    .execute()
  return w
}

const inTheRoom = { title: 'Bordjes maken', owner_name: 'Otto Maas', owner_email: 'otto@voorbeeld.example' }

/** An action point that Otto takes up, and to which he said yes. */
async function withAction(engine: Engine, more: Form = {}) {
  const w = await world(engine)
  return { ...w, ...(await agreed(w, more)) }
}

async function agreed(w: World, more: Form = {}): Promise<{ id: string; otto: string; path: string }> {
  const form = { ...inTheRoom, said_yes: 'yes', look_on: '2026-12-14', ...more }
  const { status, headers } = await w.as('ravi').post('/actions', form)
  expect(status).toBe(303)
  const id = String(headers.location).split('/').at(-1) ?? ''
  const { owner_id } = await rowOf(w, id)
  return { id, otto: owner_id ?? '', path: `/actions/${id}` }
}

function rowOf({ db }: Pick<World, 'db'>, id: string) {
  return db.selectFrom('action_points').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

function entriesIn({ db }: Pick<World, 'db'>) {
  return db.selectFrom('action_entries').selectAll().orderBy('id').execute()
}

const versionsIn = ({ db }: Pick<World, 'db'>) =>
  db.selectFrom('action_versions').selectAll().orderBy('version').execute()

/** What the edit form of Otto's action point sends when nothing is changed. */
const unchanged = (w: { otto: string }) => ({
  ...{ title: 'Bordjes maken', owner_id: w.otto, said_yes: 'yes', look_on: '2026-12-14' },
})

/** A phone on which an owner's link was opened; its paths are below the study. */
async function phoneOf(w: World, owner: string) {
  const made = await w.as('ravi').post(`/actions/owners/${owner}/links`)
  const [, link = ''] = /value="http:\/\/localhost:3000(\/o\/[\w-]{32})"/.exec(made.text) ?? []
  const device = request.agent(w.app)
  const { headers } = await device.get(link)
  const study = `/studies/${w.study}`
  expect(headers.location).toBe(`${study}/owners/${owner}`)
  return {
    get: (path: string) => device.get(`${study}${path}`),
    post: (path: string, form: Form = {}) => device.post(`${study}${path}`).type('form').send(form),
  }
}

describe.each(engines)('an action point, on %s', (engine) => {
  it('is made in the room from a session’s point, with its dots in sight', async () => {
    const w = await withSession(engine)
    const page = await w.as('ravi').get('/actions/new?session=evening&point=signs')
    expect(page.text).toContain('value="Overal een bordje"')
    expect(page.text).toContain('2 of the 3 dots')
    expect((await w.as('ravi').get('/actions/new?session=evening&point=none')).status).toBe(404)
    const form = { title: 'Overal een bordje', session: 'evening', point: 'signs', look_on: '2026-12-14' }
    const { headers } = await w.as('ravi').post('/actions', form)
    const id = String(headers.location).split('/').at(-1) ?? ''
    const session = (await w.as('ravi').get('/feedback/evening')).text
    expect(session).toMatch(new RegExp(`/actions/${id}">1 action point<.*: Overal een bordje</span>`))
    expect(session).toMatch(/point=signs">Make another</)
    expect(session).toMatch(/point=bags">Make an action point</)
    expect(await rowOf(w, id)).toMatchObject({
      ...{ state: 'proposed', session_id: 'evening', point_id: 'signs', owner_id: null, agreed_on: null },
    })
    const { text } = await w.as('ada').get(`/actions/${id}`)
    for (const words of [
      '2 of the 3 dots',
      'Een deur zonder bordje',
      '2 quotations',
      'Session with participants',
    ])
      expect(text).toContain(words)
    expect(text).not.toContain('Sam Visser')
    expect((await w.as('ravi').post('/actions', { ...form, point: 'none' })).status).toBe(404)
  })

  it('shows no dots that the group has not seen', async () => {
    const w = await withSession(engine)
    await w.db.updateTable('feedback_sessions').set({ state: 'open' }).execute()
    const page = await w.as('ravi').get('/actions/new?session=evening&point=signs')
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('of the 3 dots')
  })

  it('is made by hand on findings, and keeps what was typed when it is refused', async () => {
    const w = await withSession(engine)
    const typed = { title: '', owner_name: 'Otto <Maas>', look_on: '2026-12-14', findings: ['door'] }
    const refused = await w.as('ravi').post('/actions', typed)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Otto &lt;Maas&gt;')
    expect(refused.text).toMatch(/value="door"\s+checked/)
    for (const wrong of [
      { said_yes: 'yes' },
      { owner_email: 'otto@voorbeeld.example' },
      { owner_name: 'Otto', owner_email: 'otto' },
      { owner_name: 'Otto', owner_id: 'otto' },
      { look_on: 'soon' },
    ])
      expect((await w.as('ravi').post('/actions', { title: 'Bordjes', ...wrong })).status).toBe(422)
    expect((await w.as('ravi').post('/actions', { title: 'x', owner_id: 'sam' })).status).toBe(404)
    expect((await w.as('ravi').post('/actions', { title: 'x', findings: 'elsewhere' })).status).toBe(404)
    expect(await w.db.selectFrom('action_points').select('id').execute()).toEqual([])
    const { path } = await agreed(w, { findings: ['door', 'door'] })
    expect((await w.as('ada').get(path)).text).toContain('Een deur zonder bordje')
  })

  it('is for members to read, for the team to change, and nobody else’s', async () => {
    const w = await withAction(engine)
    const paths = ['/actions', w.path]
    for (const path of paths) {
      expect((await w.as('ada').get(path)).text).toContain('Otto Maas')
      expect((await w.as('kai').get(path)).status).toBe(404)
      expect((await w.as('bea').get(path)).status).toBe(404)
      expect((await w.as('sam').get(path)).status).toBe(401)
    }
    expect((await w.as('ravi').get('/actions/none')).status).toBe(404)
    const posts = ['/actions', w.path, `${w.path}/states`, `${w.path}/checks`, `${w.path}/withdrawal`]
    const owners = ['', '/links', '/links/removal', '/invitation', '/removal'].map(
      (part) => `/actions/owners/${w.otto}${part}`,
    )
    for (const path of [...posts, ...owners]) {
      expect([path, (await w.as('ada').post(path)).status]).toEqual([path, 403])
      expect([path, (await w.as('kai').post(path)).status]).toEqual([path, 404])
      expect([path, (await w.as('stranger').post(path)).status]).toEqual([path, 401])
    }
    expect((await w.as('ada').get(`/actions/owners/${w.otto}`)).status).toBe(403)
    expect((await w.as('ada').get('/actions.csv')).status).toBe(403)
    expect((await w.as('ravi').post(`${w.path}/removal`)).status).toBe(403)
    for (const path of ['states', 'checks'])
      expect(
        (await w.as('ravi').post(`/actions/none/${path}`, { to: 'done', standing: 'stuck' })).status,
      ).toBe(404)
    expect((await w.as('ravi').get('/actions/owners/sam')).status).toBe(404)
  })

  it('goes from state to state as the table says, and each step stays in its history', async () => {
    const w = await withAction(engine)
    const go = (to: string, reason = '') => w.as('ravi').post(`${w.path}/states`, { to, reason })
    const edit = async (form: Form) => {
      const { version } = await rowOf(w, w.id)
      return w.as('ravi').post(w.path, { ...unchanged(w), version, ...form })
    }
    expect((await go('embedded')).status).toBe(409)
    expect((await go('nowhere')).status).toBe(422)
    expect((await go('underway')).status).toBe(303)
    expect((await go('adjusted')).status).toBe(409)
    expect((await edit({ adjusted: 'yes' })).status).toBe(422)
    expect((await edit({ adjusted: 'yes', title: 'Grote bordjes' })).status).toBe(303)
    expect((await go('done')).status).toBe(303)
    expect((await go('embedded')).status).toBe(409)
    expect((await edit({ adjusted: 'yes', title: 'Nog groter' })).status).toBe(422)
    expect((await w.as('ravi').get(w.path)).text).toContain('once you fill in where')
    expect((await edit({ title: 'Grote bordjes', fixed_place: 'Bij het inwerken' })).status).toBe(303)
    expect((await go('embedded')).status).toBe(303)
    expect(await rowOf(w, w.id)).toMatchObject({ agreed_on: '2026-11-22', embedded_on: '2026-11-22' })
    expect((await go('underway')).status).toBe(303)
    const silent = await go('stopped', ' ')
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('Write down why you stop')
    expect((await go('stopped', 'Het gebouw ging dicht')).status).toBe(303)
    expect((await w.as('ada').get(w.path)).text).toContain('Het gebouw ging dicht')
    const stopped = await w.as('ravi').get(w.path)
    expect(stopped.text).toContain('so that you can read it later')
    for (const offer of ['with the reason', '/checks"', 'value="stopped"'])
      expect(stopped.text).not.toContain(offer)
    expect((await w.as('ravi').post(`${w.path}/checks`, { standing: 'stuck' })).status).toBe(409)
    expect((await go('proposed')).status).toBe(303)
    expect(await rowOf(w, w.id)).toMatchObject({ state: 'proposed', reason: '', agreed_on: null })
    expect((await entriesIn(w)).map(({ state, by_id }) => `${by_id} ${state ?? ''}`)).toEqual(
      ['agreed', 'underway', 'adjusted', 'done', 'embedded', 'underway', 'stopped', 'proposed'].map(
        (state) => `ravi ${state}`,
      ),
    )
  })

  it('is agreed only by somebody who said yes, and stays so as long as it runs', async () => {
    const w = await withAction(engine, { said_yes: [] })
    expect((await rowOf(w, w.id)).state).toBe('proposed')
    expect((await w.as('ravi').post(`${w.path}/checks`, { standing: 'stuck' })).status).toBe(409)
    expect((await w.as('ravi').get(w.path)).text).toContain('agreed only when somebody has said yes')
    expect((await w.as('ravi').post(`${w.path}/states`, { to: 'agreed' })).status).toBe(409)
    expect((await w.as('ravi').post(w.path, { ...unchanged(w), version: 1 })).status).toBe(303)
    expect((await w.as('ravi').post(`${w.path}/states`, { to: 'agreed' })).status).toBe(303)
    const form = { ...unchanged(w), said_yes: [] }
    const refused = await w.as('ravi').post(w.path, { ...form, version: 3, mandate: 'De <directeur>' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('De &lt;directeur&gt;')
    expect((await w.as('ravi').post(`${w.path}/states`, { to: 'proposed' })).status).toBe(303)
    expect((await w.as('ravi').post(w.path, { ...form, version: 4 })).status).toBe(303)
  })

  it('says what is missing within a week, until it is there', async () => {
    const w = await withAction(engine)
    const open = await w.as('ravi').get(w.path)
    expect(open.text).toContain('preferably before 29 November 2026')
    const { id: subject_id } = await w.db
      .selectFrom('subjects')
      .select('id')
      .where('study_id', '=', w.study)
      .executeTakeFirstOrThrow()
    const full = {
      ...{ ...unchanged(w), different: 'Iedereen vindt de deur', mandate: 'Noor', follow: 'We tellen' },
      ...{ every_weeks: '6', fixed_place: 'Bij het inwerken', subject_id, version: 1 },
    }
    expect((await w.as('ravi').post(w.path, { ...full, every_weeks: '5' })).status).toBe(422)
    expect((await w.as('ravi').post(w.path, { ...full, subject_id: 'elsewhere' })).status).toBe(404)
    expect((await w.as('ravi').post(w.path, full)).status).toBe(303)
    const { text } = await w.as('ravi').get(w.path)
    expect(text).not.toContain('preferably before')
    expect(text).toContain('every 6 weeks')
    const used = await w.as('noor').post(`/study/subjects/${subject_id}/removal`)
    expect(used.status).toBe(409)
    expect(used.text).toContain('1 action point')
    expect((await w.as('ada').get(`/actions?subject=${subject_id}`)).text).toContain('Bordjes maken')
    expect((await w.as('ada').get('/actions?state=done')).text).not.toContain('Bordjes maken')
  })

  it('keeps what was agreed before, readable and unchangeable', async () => {
    const w = await withAction(engine)
    expect((await w.as('ravi').post(w.path, { ...unchanged(w), version: 1 })).status).toBe(303)
    expect(await versionsIn(w)).toEqual([])
    const edit = { ...unchanged(w), title: 'Bordjes en lampen', mandate: 'Noor', version: 2 }
    expect((await w.as('noor').post(w.path, edit)).status).toBe(303)
    expect((await w.as('noor').post(w.path, { ...edit, mandate: 'Bea', version: 3 })).status).toBe(303)
    expect((await versionsIn(w)).map(({ version }) => version)).toEqual([2, 3])
    const first = await w.as('ada').get(`${w.path}/versions/2`)
    for (const words of ['Bordjes maken', 'Otto Maas (said yes)', '14 December 2026', 'Noor changed it'])
      expect(first.text).toContain(words)
    expect((await w.as('ada').get(w.path)).text).toContain(`${w.path}/versions/3`)
    expect((await w.as('ada').get(`${w.path}/versions/1`)).status).toBe(404)
    expect((await w.as('kai').get(`${w.path}/versions/2`)).status).toBe(404)
    await w.as('ravi').post(`${w.path}/checks`, { standing: 'on_track', text: 'Gaat goed' })
    const rewriting = [
      w.db.updateTable('action_entries').set({ text: 'x' }).execute(),
      w.db.updateTable('action_versions').set({ agreed: '{}' }).execute(),
    ]
    for (const refused of await Promise.allSettled(rewriting)) expect(refused.status).toBe('rejected')
  })

  it('is changed by one of two who had the same version in view; the other sees both', async () => {
    const w = await withAction(engine)
    const edit = (name: 'noor' | 'ravi', mandate: string) =>
      w.as(name).post(w.path, { ...unchanged(w), mandate, version: 1 })
    expect((await edit('noor', 'De directeur')).status).toBe(303)
    const late = await edit('ravi', 'De teamleider')
    expect(late.status).toBe(409)
    expect(late.text).toContain('De directeur')
    expect(late.text).toContain('value="De teamleider"')
    expect((await rowOf(w, w.id)).mandate).toBe('De directeur')
    expect((await versionsIn(w)).length).toBe(1)
  })

  it('goes as a proposal of which nothing came; after that it is stopped, or removed by the lead', async () => {
    const w = await withAction(engine, { said_yes: [] })
    expect((await w.as('ravi').post(`${w.path}/withdrawal`)).status).toBe(303)
    expect((await w.as('ravi').get(w.path)).status).toBe(404)
    const one = await agreed(w)
    expect((await w.as('ravi').get(one.path)).text).toContain('stop it, with the reason')
    expect((await w.as('ravi').post(`${one.path}/withdrawal`)).status).toBe(409)
    await w.as('ravi').post(`${one.path}/states`, { to: 'proposed' })
    expect((await w.as('ravi').post(`${one.path}/withdrawal`)).status).toBe(409)
    expect((await w.as('noor').get(one.path)).text).toContain('2 events in its history')
    expect((await w.as('kai').post(`${one.path}/removal`)).status).toBe(404)
    expect((await w.as('noor').post(`${one.path}/removal`)).status).toBe(303)
    expect(await entriesIn(w)).toEqual([])
  })

  it('cannot go while the assembly has it before it', async () => {
    const w = await withAction(engine)
    await w.db
      .insertInto('meetings')
      .values({
        ...{ id: 'alv', study_id: w.study, name: 'ALV', held_on: null, place: '', introduction: '' },
        ...{ state: 'draft', made_at: at, version: 1 },
      })
      .execute()
    await w.db
      .insertInto('agenda_items')
      .values({
        ...{ id: 'item', study_id: w.study, meeting_id: 'alv', kind: 'information', title: 'x', text: '' },
        ...{ minutes: null, action_id: w.id, position: 0, outcome: '', answer: null, reason: '' },
        ...{ answered_at: null, answered_by: null, version: 1 },
      })
      .execute()
    expect((await w.as('noor').post(`${w.path}/removal`)).status).toBe(409)
    expect((await rowOf(w, w.id)).state).toBe('agreed')
    const { text } = await w.as('noor').get(w.path)
    expect(text).toContain('This rests on it: 1 item on the agenda')
    expect(text).not.toContain(`${w.path}/removal"`)
  })

  it('is sent twice and there once', async () => {
    const w = await world(engine)
    const form = { title: 'Bordjes maken', once: 'one' }
    await Promise.all([w.as('ravi').post('/actions', form), w.as('ravi').post('/actions', form)])
    expect(await w.db.selectFrom('action_points').select('id').execute()).toHaveLength(1)
  })

  it('goes with its study', async () => {
    const w = await withAction(engine)
    await w.as('ravi').post(w.path, { ...unchanged(w), mandate: 'Noor', version: 1 })
    await w.as('ravi').post(`${w.path}/checks`, { standing: 'stuck' })
    expect((await w.as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    expect(await entriesIn(w)).toEqual([])
  })
})

describe.each(engines)('a long list of action points, on %s', (engine) => {
  const nth = (index: number) => String(index).padStart(3, '0')

  /** Forty of each kind, made in turn: proposed, underway, asking for help, and with a check that is late. */
  async function many() {
    const w = await world(engine)
    await w.db
      .insertInto('subjects')
      .values({ id: 'bags', study_id: w.study, name: 'Tassen', explanation: '', position: 0 })
      .execute()
    const kinds = ['proposed', 'underway', 'stuck', 'late'] as const
    const points = Array.from({ length: 160 }, (_, index) => ({
      index,
      kind: kinds[index % 4] ?? 'late',
      own: { id: `action-${nth(index)}`, study_id: w.study, subject_id: index % 2 === 0 ? 'bags' : null },
    }))
    const plain = { what: '', helpers: '', mandate: '', different: '', follow: '', reason: '', version: 1 }
    const unset = { owner_id: null, every_weeks: null, due_on: null, issue_id: null, embedded_on: null }
    await w.db
      .insertInto('action_points')
      .values(
        points.map(({ index, kind, own }) => ({
          ...{ ...own, ...plain, ...unset, said_yes: 0 as const, title: `Punt ${nth(index)}`, made_at: at },
          ...{ fixed_place: '', fixed_when: '', session_id: null, point_id: null, agreed_on: null },
          state: kind === 'proposed' ? ('proposed' as const) : ('underway' as const),
          // The later one is made, the longer it is late.
          look_on: kind === 'late' ? `2026-0${index < 80 ? 9 : 8}-${10 + (index % 20)}` : null,
        })),
      )
      .execute()
    await w.db
      .insertInto('action_entries')
      .values(
        points
          .filter(({ kind }) => kind === 'stuck')
          .map(({ own }) => ({
            ...{ id: `check-${own.id}`, study_id: w.study, action_id: own.id, at, by_id: 'ravi' },
            ...{ kind: 'check' as const, state: null, standing: 'stuck' as const, verdict: null, text: '' },
          })),
      )
      .execute()
    const numbersOf = (kind: (typeof kinds)[number]) =>
      points.filter((point) => point.kind === kind).map(({ index }) => index)
    return { w, numbersOf }
  }
  const seenOn = (page: string) => [...page.matchAll(/>Punt (\d+)<\/a>/g)].map(([, number]) => Number(number))
  const captionsOn = (page: string) =>
    [...page.matchAll(/<caption>([^<]*)<\/caption>/g)].map(([, name]) => name)

  it('has each on one page: what asks for help, what is late, and then state by state', async () => {
    const { w, numbersOf } = await many()
    const pages = await pagesFrom(w, 'noor', '/actions')
    expect(pages.map((page) => seenOn(page).length)).toEqual([50, 50, 50, 10])
    const seen = pages.flatMap(seenOn)
    expect(seen.slice(0, 40)).toEqual(numbersOf('stuck'))
    const lookOn = (index: number) => `${index < 80 ? 9 : 8}-${10 + (index % 20)}`
    const byDay = numbersOf('late').sort(
      (one, other) => lookOn(one).localeCompare(lookOn(other)) || one - other,
    )
    expect(seen.slice(40, 80)).toEqual(byDay)
    expect(seen.slice(80)).toEqual([...numbersOf('proposed'), ...numbersOf('underway')])
    expect(pages.map(captionsOn)).toEqual([
      ['Asks for help (40)', 'Check not in yet (40)'],
      ['Check not in yet (40)', 'Proposed (40)'],
      ['Proposed (40)', 'Under way (40)'],
      ['Under way (40)'],
    ])
    expect(linkIn(pages[3] ?? '', 'First page', w.study)).toBe('/actions')
    expect((await w.as('noor').get('/actions.csv')).text.trim().split('\n')).toHaveLength(161)
  })

  it('keeps a filter from page to page, and in the other language', async () => {
    const { w, numbersOf } = await many()
    const path = '/actions?state=underway&subject=bags'
    const pages = await pagesFrom(w, 'noor', '/actions?state=underway')
    expect(pages.map((page) => seenOn(page).length)).toEqual([50, 50, 20])
    expect(new Set(pages.flatMap(seenOn))).toEqual(
      new Set((['stuck', 'late', 'underway'] as const).flatMap(numbersOf)),
    )
    expect(linkIn(pages[2] ?? '', 'First page', w.study)).toBe('/actions?state=underway')
    expect((await pagesFrom(w, 'noor', path)).flatMap(seenOn)).toEqual(numbersOf('stuck'))
    const second = await w.as('noor').get('/actions?state=underway&page=2')
    expect(second.text).toMatch(/name="back" value="[^"]*\/actions\?state=underway(&|&amp;|&#38;)page=2"/)
  })

  it('shows who cannot help the same points, and nobody a page that is not there', async () => {
    const { w, numbersOf } = await many()
    const seen = (await pagesFrom(w, 'ada', '/actions')).flatMap(seenOn)
    expect(seen).toHaveLength(160)
    expect(seen.slice(40, 80)).toEqual(numbersOf('proposed'))
    expect(seenOn((await w.as('noor').get('/actions?page=99')).text)).toHaveLength(10)
    expect(seenOn((await w.as('noor').get('/actions?page=-1')).text)).toHaveLength(50)
  })
})

describe.each(engines)('a check, on %s', (engine) => {
  const check = { standing: 'on_track', verdict: 'helps', text: 'Drie bordjes hangen' }

  it('is late from the day after, until it is in; the next follows from it', async () => {
    const w = await withAction(engine, { look_on: '2026-11-22' })
    const rhythm = { ...unchanged(w), look_on: '2026-11-22', every_weeks: '4', version: 1 }
    await w.as('ravi').post(w.path, rhythm)
    const seen = async (name: 'ravi' | 'ada' | 'noor') => (await w.as(name).get('/actions')).text
    w.clock.now = new Date('2026-11-22T18:00:00.000Z')
    for (const name of ['ravi', 'ada', 'noor'] as const) await seen(name)
    w.clock.now = new Date('2026-11-22T22:59:00.000Z')
    expect(await seen('ravi')).not.toContain('check not in yet')
    // Past midnight in Amsterdam, though not in Greenwich.
    w.clock.now = new Date('2026-11-22T23:01:00.000Z')
    expect(await seen('ravi')).toContain('check not in yet')
    expect(await seen('ravi')).toContain('Check not in yet (1)')
    expect(await seen('ravi')).not.toContain('Asks for help')
    expect((await w.as('noor').get('')).text).not.toContain('asks for help')
    expect(await seen('ada')).not.toContain('check not in yet')
    expect((await w.as('noor').get('')).text).toContain('1 check not in yet')
    expect((await w.as('ravi').post(`${w.path}/checks`, check)).status).toBe(303)
    const { text } = await w.as('ravi').get(w.path)
    expect(text).not.toContain('check not in yet')
    expect(text).toContain('21 December 2026')
    expect(text).toContain('Drie bordjes hangen')
    expect((await w.as('noor').get('')).text).toContain('1 of 1 open')
  })

  it('keeps what was typed when it is refused', async () => {
    const w = await withAction(engine)
    const refused = await w
      .as('ravi')
      .post(`${w.path}/checks`, { ...check, standing: '', text: 'Nog <niet>' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Nog &lt;niet&gt;')
    expect(refused.text).toContain('Choose how it goes')
    expect((await w.as('ravi').post(`${w.path}/checks`, { ...check, verdict: 'maybe' })).status).toBe(422)
    expect((await entriesIn(w)).filter(({ kind }) => kind === 'check')).toEqual([])
  })

  it('that asks for help comes first, until the state has moved', async () => {
    const w = await withAction(engine)
    await w.as('ravi').post('/actions', { title: 'Een ander punt' })
    await w.as('ravi').post(`${w.path}/states`, { to: 'underway' })
    await w.as('ravi').post(`${w.path}/checks`, { standing: 'on_track', verdict: 'stop' })
    const page = await w.as('ada').get('/actions')
    expect(page.text.indexOf('wants to stop')).toBeGreaterThan(0)
    expect(page.text.indexOf('Bordjes maken')).toBeLessThan(page.text.indexOf('Een ander punt'))
    expect((await w.as('noor').get('')).text).toContain('1 action point asks for help')
    expect(page.text).toContain('Asks for help (1)')
    await w.as('ravi').post(`${w.path}/states`, { to: 'stopped', reason: 'Klaar' })
    expect((await w.as('ada').get('/actions')).text).not.toContain('wants to stop')
  })

  it('that is late is not told of what asks for help already: a page and the home count alike', async () => {
    const w = await withAction(engine, { look_on: '2026-11-12' })
    const pages = async () => [await w.as('ravi').get('/actions'), await w.as('noor').get('')]
    for (const { text } of await pages()) expect(text).toContain('check not in yet')
    await w.db
      .insertInto('action_entries')
      .values({
        ...{ id: '0', study_id: w.study, action_id: w.id, by_id: w.otto, at: '2026-11-01T12:00:00.000Z' },
        ...{ kind: 'check', state: null, standing: 'stuck', verdict: null, text: '' },
      })
      .execute()
    for (const { text } of await pages()) expect(text).not.toContain('check not in yet')
    expect((await w.as('ravi').get('/actions')).text).toContain('stuck')
    await w.as('ravi').post(`${w.path}/states`, { to: 'underway' })
    await w.as('ravi').post(`${w.path}/states`, { to: 'done' })
    expect((await w.as('ravi').get('/actions')).text).not.toContain('stuck')
  })

  it('goes out as CSV with semicolons for Dutch readers, and the reading is logged', async () => {
    const w = await withAction(engine)
    await w.as('ravi').post(`${w.path}/checks`, { ...check, text: '=1+1' })
    const { text, headers } = await w.as('noor', 'nl').get('/actions.csv')
    expect(headers['content-type']).toContain('text/csv')
    expect(text).toContain('actiepunt;stand;')
    expect(text).toContain('Bordjes maken;afgesproken;;Otto Maas;ja;')
    expect(text).toContain("'=1+1")
    expect(text).not.toContain('otto@voorbeeld.example')
    expect(await logOf(w.db)).toContain('actions.export read')
  })
})

describe.each(engines)('who takes it up, on %s', (engine) => {
  it('sees the own action points by a link, says in a minute how it goes, and nothing else', async () => {
    const w = await withAction(engine)
    const other = await agreed(w, { title: 'Van een ander', owner_name: 'Loes Kok', owner_email: '' })
    await w.as('ravi').post('/actions', { title: 'Nog geen ja', owner_id: w.otto })
    const phone = await phoneOf(w, w.otto)
    const home = `/owners/${w.otto}`
    const page = await phone.get(home)
    expect(page.text).toContain('Dag Otto')
    expect(page.text).toContain('Bordjes maken')
    expect(page.text).not.toContain('Van een ander')
    expect(page.text).not.toContain('Nog geen ja')
    const own = `${home}/actions/${w.id}`
    const refused = await phone.post(`${own}/checks`, { text: 'Wacht op <verf>' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Wacht op &lt;verf&gt;')
    const said = { standing: 'needs_help', verdict: 'too_early', text: 'Wacht op verf' }
    expect((await phone.post(`${own}/checks`, said)).status).toBe(303)
    const told = (await phone.get(home)).text
    for (const words of ['zien dat je hulp vraagt', 'chip attention">hulp nodig<', 'Wacht op verf'])
      expect(told).toContain(words)
    expect((await entriesIn(w)).at(-1)).toMatchObject({ ...said, by_id: w.otto, kind: 'check' })
    expect((await phone.post(`${own}/states`, { to: 'underway' })).status).toBe(303)
    expect((await w.as('ada').get('/actions')).text).toContain('needs help')
    expect((await phone.post(`${own}/states`, { to: 'stopped' })).status).toBe(409)
    expect((await phone.post(`${own}/states`, { to: 'nowhere' })).status).toBe(409)
    expect((await phone.post(`${own}/states`, { to: 'done' })).status).toBe(303)
    expect((await rowOf(w, w.id)).state).toBe('done')
    expect((await phone.get(home)).text).not.toContain('Hoe gaat het?')
    const silent = await phone.post(`${own}/checks`, { text: 'Nog een <laag>' })
    expect([silent.status, silent.text]).toEqual([422, expect.stringContaining('Nog een &lt;laag&gt;')])
    expect(silent.text).toContain('Kies of het helpt')
    expect((await phone.post(`${own}/checks`, { verdict: 'helps' })).status).toBe(303)
    expect((await phone.get(home)).text).toContain('Tussenstand: het helpt')
    expect((await phone.post(`${own}/states`, { to: 'underway' })).status).toBe(303)
    expect((await rowOf(w, w.id)).state).toBe('underway')
    for (const part of ['checks', 'states']) {
      const elsewhere = `${home}/actions/${other.id}/${part}`
      expect((await phone.post(elsewhere, { ...said, to: 'underway' })).status).toBe(404)
    }
    expect((await phone.get(`/owners/${other.otto}`)).status).toBe(404)
    expect((await phone.get('/actions')).status).toBe(401)
    expect((await w.as('noor').get(home)).status).toBe(404)
    expect((await w.as('stranger').get(home)).status).toBe(401)
    expect((await w.as('sam').post(`${own}/checks`, said)).status).toBe(404)
  })

  it('sees where it comes from up to the leaders’ rung, of findings that are ready', async () => {
    const w = await world(engine)
    await withFindings(w)
    const { otto } = await agreed(w, { findings: ['door', 'mug'] })
    const phone = await phoneOf(w, otto)
    const { text } = await phone.get(`/owners/${otto}`)
    expect(text).toContain('Een deur zonder bordje')
    expect(text).toContain('De deur heeft geen bordje')
    for (const hidden of ['Een mok zonder plank', 'Niemand weet', 'P07', 'Sam', 'Oeverlicht', 'wie nieuw is'])
      expect(text).not.toContain(hidden)
    expect((await phone.get(`/owners/${otto}/photos/none`)).status).toBe(404)
  })

  it('gets the link by mail with what was agreed, and it ends when the team says so', async () => {
    const w = await withAction(engine, { title: 'Bordjes {link} maken' })
    const owner = `/actions/owners/${w.otto}`
    expect((await w.as('ravi').post(`${owner}/invitation`)).status).toBe(303)
    const [mail] = await w.mails()
    expect(mail).toMatchObject({ address: 'otto@voorbeeld.example', template: 'owner', state: 'sent' })
    expect(mail?.subject).toBe('Jouw actiepunt in De Vlonder')
    expect(mail?.body).toContain('- Bordjes link maken (we kijken op 14 december 2026)')
    expect(mail?.body.match(/\{link\}/g)).toHaveLength(1)
    const phone = await phoneOf(w, w.otto)
    const { text } = await w.as('ravi').get(owner)
    for (const words of ['nothing done with it yet', '/invitation"']) expect(text).toContain(words)
    expect((await w.as('ravi').post(`${owner}/links/removal`)).status).toBe(303)
    expect((await phone.get(`/owners/${w.otto}`)).status).toBe(410)
    const loes = await agreed(w, { owner_name: 'Loes Kok', owner_email: '' })
    const none = await w.as('ravi').post(`/actions/owners/${loes.otto}/invitation`)
    expect(none.status).toBe(422)
    await w.as('ravi').post(`${w.path}/states`, { to: 'proposed' })
    expect((await w.as('ravi').post(`${owner}/invitation`)).text).toContain('Nothing is agreed')
    expect((await w.as('ravi').get(owner)).text).not.toContain('/invitation"')
    expect(await w.mails()).toHaveLength(1)
  })

  it('is a person apart, also with a participant’s address', async () => {
    const w = await withAction(engine, { owner_name: 'Sam Visser', owner_email: 'sam@voorbeeld.example' })
    expect(w.otto).not.toBe('sam')
    const { text } = await w.as('noor').get(`/actions/owners/${w.otto}`)
    expect(text).not.toContain('P07')
    expect((await w.as('noor').get('/people/sam')).text).not.toContain('Bordjes maken')
    expect((await w.as('sam').get(`/owners/${w.otto}`)).status).toBe(404)
  })

  it('is renamed by the team, and removed only where nothing needs the name', async () => {
    const w = await withAction(engine)
    const path = `/actions/owners/${w.otto}`
    const wrong = await w.as('ravi').post(path, { name: '', email: 'otto<', language: 'nl' })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('otto&lt;')
    const [, version = ''] = /name="version" value="([^"]+)"/.exec((await w.as('ravi').get(path)).text) ?? []
    const renamed = { name: 'Otto de Maas', email: '', language: 'en', version }
    expect((await w.as('ravi').post(path, renamed)).status).toBe(303)
    const late = await w.as('noor').post(path, { ...renamed, name: 'Otto Maas' })
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('value="Otto Maas"')])
    expect((await w.as('ada').get(w.path)).text).toContain('Otto de Maas')
    expect((await w.as('ravi').post(`${path}/removal`)).status).toBe(409)
    await w.as('noor').post(`${w.path}/removal`)
    expect((await w.as('ravi').post(`${path}/removal`)).status).toBe(303)
    expect((await w.as('ravi').get(path)).status).toBe(404)
  })

  it('leaves a browser that is somebody else’s', async () => {
    const w = await withAction(engine)
    const phone = await phoneOf(w, w.otto)
    const { text } = await phone.post(`/owners/${w.otto}/departure`)
    expect(text).toContain('Je bent eruit')
    expect((await phone.get(`/owners/${w.otto}`)).status).toBe(404)
  })
})

describe.each(engines)('the trail to action points, on %s', (engine) => {
  it('leads there from a finding, a point, a session, an issue', async () => {
    const w = await withSession(engine)
    await w.as('ravi').post('/actions', { title: 'Bordjes', session: 'evening', point: 'signs' })
    await w.as('noor').post('/study/issues', { name: 'Wie beslist?' })
    const issue = await w.db.selectFrom('issues').select('id').executeTakeFirstOrThrow()
    const { otto, path } = await agreed(w, { findings: ['door'] })
    await w
      .as('ravi')
      .post(path, { ...unchanged({ otto }), issue_id: issue.id, findings: ['door'], version: 1 })
    const used = await w.as('noor').get('/study/issues')
    expect(used.text).toContain('1 action point')
    const { trail } = await import('../src/overview/trail.ts')
    const seat = { studyId: w.study } as Parameters<typeof trail>[1]
    const counted = async (kind: 'finding' | 'point' | 'session', id: string) =>
      (await trail(w.db, seat, kind, [id])).get(id)?.find((entry) => entry.kind === 'actions')?.count
    expect(await counted('finding', 'door')).toBe(2)
    expect(await counted('point', 'signs')).toBe(1)
    expect(await counted('session', 'evening')).toBe(1)
    expect(await counted('point', 'bags')).toBeUndefined()
  })
})
