import { describe, expect, it } from '@jest/globals'
import { proposal } from '../src/method/template.ts'
import { emailOf } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { logOf, world, type World } from './support/world.ts'

const start = { name: 'De Brug', network_name: 'Rivier', language: 'nl', beginning: 'template' }
const terms = { network: 'n', team: 't', homeOrganisation: 'h', assembly: 'a', director: 'd' }

/** What the form of each section holds, each a valid one. */
const sections = {
  subject: {
    name: 'Nieuwe naam',
    subject: 'Samen',
    question: 'Wat\r\nmaakt dit?',
    working_definition: 'Woorden',
  },
  network: { network_name: 'Waterland', ...terms },
  agreements: {
    commissioner: 'De wethouder',
    contact_name: 'Noor',
    contact: '06 12345678',
    responsible: 'Wilgenroos',
    privacy_officer: 'Fg',
    key_holder: 'Notaris',
    keep_recording: 'na een maand',
    keep_data: 'tien jaar',
  },
  photos: { photos_by: '2026-12-20', min_photos: 2, max_photos: 6, small_group: 4 },
}

async function countOf(
  { db }: World,
  table: 'elements' | 'questions' | 'categories' | 'studies',
): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((row) => row.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

async function itemId(
  { db, study }: World,
  list: 'teams' | 'elements' | 'issues',
  name: string,
): Promise<string> {
  const row = await db
    .selectFrom(list)
    .select('id')
    .where('study_id', '=', study)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return row.id
}

describe.each(engines)('starting a study, on %s', (engine) => {
  it('from the template brings its model, questions, categories and texts, with the network’s name', async () => {
    const { as, db } = await world(engine)
    const answer = await as('ravi').post('//studies', start)
    expect(answer.status).toBe(303)
    expect(String(answer.headers['set-cookie'])).toContain('notice=studyStarted')
    const path = `/${answer.headers.location ?? ''}`
    expect((await as('ravi').get(path)).text).toContain('De Brug')
    const model = await as('ravi').get(`${path}/study/elements`)
    const { elements, categories, subjects } = proposal('nl')
    for (const { name } of elements) expect(model.text).toContain(name.split(' ')[0])
    expect((await as('ravi').get(`${path}/study/categories`)).text).toContain(categories[0]?.name)
    const { text: about } = await as('ravi').get(`${path}/study/subjects`)
    for (const { name, explanation } of subjects) {
      expect(about).toContain(name)
      expect(about).toContain(explanation)
    }
    const { question } = await db
      .selectFrom('studies')
      .select('question')
      .where('name', '=', 'De Brug')
      .executeTakeFirstOrThrow()
    expect(question).not.toContain('{')
    const members = await as('ravi').get(`${path}/study/members`)
    expect(members.text).toContain(emailOf('ravi'))
    expect((await as('noor').get(path)).status).toBe(404)
  })

  it('empty brings words and texts only', async () => {
    const house = await world(engine)
    const before = [await countOf(house, 'elements'), await countOf(house, 'questions')]
    expect((await house.as('noor').post('//studies', { ...start, beginning: 'empty' })).status).toBe(303)
    expect([await countOf(house, 'elements'), await countOf(house, 'questions')]).toEqual(before)
    expect(await logOf(house.db)).toEqual(['studies.start', 'studies.start', 'studies.start'])
  })

  it('is for accounts with researcher, and says what is missing', async () => {
    const house = await world(engine)
    const { as } = house
    for (const [name, status] of [
      ['ada', 403],
      ['bea', 403],
      ['stranger', 401],
      ['sam', 401],
    ] as const) {
      expect((await as(name).post('//studies', start)).status).toBe(status)
    }
    const page = await as('noor').post('//studies', {
      ...start,
      name: '',
      network_name: 'R&D',
      beginning: 'x',
    })
    expect(page.status).toBe(422)
    expect(page.text).toContain('value="R&amp;D"')
    expect(await countOf(house, 'studies')).toBe(2)
  })
})

describe.each(engines)('what is chosen for a study, on %s', (engine) => {
  it.each(Object.entries(sections))('is saved and shown: %s', async (section, form) => {
    const { as } = await world(engine)
    expect((await as('noor').post(`/study/${section}`, { ...form, version: 1 })).status).toBe(303)
    const page = await as('ravi').get(`/study/${section}`)
    for (const value of Object.values(form)) expect(page.text).toContain(String(value).replace('\r', ''))
    expect(page.text).toContain('name="version" value="2"')
    expect((await as('ada').get('/study')).status).toBe(200)
  })

  it('gives the network its own words on the screens, in its own language', async () => {
    const { as } = await world(engine)
    const own = { ...terms, assembly: 'de directieraad', team: 'het buurtteam' }
    await as('noor').post('/study/network', { network_name: 'Waterland', ...own, version: 1 })
    const dutch = (await as('ada', 'nl').get('/assembly')).text
    expect(dutch).toMatch(/<h1>Directieraad<\/h1>/)
    expect(dutch).toContain('voor aan de directieraad')
    expect((await as('ada', 'nl').get('/people')).text).toContain('Buurtteam')
    expect((await as('ada', 'en').get('/assembly')).text).toMatch(/<h1>General assembly<\/h1>/)
  })

  it.each([
    ['subject', { name: ' ' }],
    ['network', { team: '' }],
    ['agreements', { contact_name: 'x'.repeat(121) }],
    ['photos', { photos_by: '31-12-2026' }],
    ['photos', { min_photos: 7 }],
    ['photos', { min_photos: '3.5' }],
    ['photos', { small_group: 2 }],
  ] as const)('is refused with what was typed: %s %j', async (section, wrong) => {
    const { as } = await world(engine)
    const form = { ...sections[section], ...wrong, version: 1 }
    const page = await as('noor').post(`/study/${section}`, form)
    expect(page.status).toBe(422)
    for (const value of Object.values({ ...form, version: '' })) {
      if (String(value).trim() !== '') expect(page.text).toContain(String(value))
    }
    expect((await as('noor').get('/study/subject')).text).toContain('name="version" value="1"')
  })

  it('is changed by the first of two, and the second keeps what was typed', async () => {
    const { as } = await world(engine)
    const form = { ...sections.subject, version: 1 }
    const answers = await Promise.all([
      as('noor').post('/study/subject', { ...form, name: 'Noor' }),
      as('ravi').post('/study/subject', { ...form, name: 'Ravi' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const late = answers.find(({ status }) => status === 409)
    const [winner, loser] = answers[0].status === 303 ? ['Noor', 'Ravi'] : ['Ravi', 'Noor']
    expect(late?.text).toContain(`value="${loser}"`)
    expect(late?.text).toContain('Someone was first')
    expect((await as('noor').get('/study/subject')).text).toContain(`value="${winner}"`)
  })

  it('is not overwritten by who mended a field of an older form', async () => {
    const { as } = await world(engine)
    const form = { ...sections.subject, version: 1 }
    expect((await as('noor').post('/study/subject', { ...form, name: 'Eerst' })).status).toBe(303)
    const page = await as('ravi').post('/study/subject', { ...form, name: '' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('name="version" value="1"')
    expect((await as('ravi').post('/study/subject', form)).status).toBe(409)
  })

  it('is not for advisors, nor for others', async () => {
    const { as } = await world(engine)
    for (const section of Object.keys(sections)) {
      expect((await as('ada').get(`/study/${section}`)).status).toBe(403)
      expect((await as('ada').post(`/study/${section}`, { version: 1 })).status).toBe(403)
      expect((await as('kai').post(`/study/${section}`, { version: 1 })).status).toBe(404)
      expect((await as('bea').post(`/study/${section}`, { version: 1 })).status).toBe(404)
      expect((await as('stranger').post(`/study/${section}`, { version: 1 })).status).toBe(401)
    }
  })
})

/** What a form says that was in view. */
const versionIn = ({ text }: { text: string }) => /name="version" value="([\w-]+)"/.exec(text)?.[1] ?? ''

const lists = [
  ['issues', { name: 'Overleg' }, { name: 'Overdracht' }],
  ['organisations', { name: 'Zeewind' }, { name: 'Zeewind Noord' }],
  ['categories', { name: 'Regels', explanation: 'van boven' }, { name: 'Regels', explanation: 'van overal' }],
  ['subjects', { name: 'Sleutels', explanation: 'wie ze heeft' }, { name: 'Deuren', explanation: '' }],
  ['elements', { name: 'Thuis', explanation: '' }, { name: 'Buiten', explanation: 'in de wijk' }],
  [
    'teams',
    { name: 'Duinen', begins_on: '2024-01-01', ends_on: '', successor_id: 'kreken' },
    { name: 'Duinen', begins_on: '', ends_on: '2025-12-31', successor_id: '' },
  ],
] as const

/** The lists, and what each is called as a file. */
const files = [
  ['issues', 'vraagstukken.csv'],
  ['organisations', 'organisaties.csv'],
  ['teams', 'teams.csv'],
  ['categories', 'categorieen.csv'],
  ['elements', 'kanten.csv'],
  ['subjects', 'onderwerpen.csv'],
] as const

describe.each(engines)('the lists of a study, on %s', (engine) => {
  it.each(lists)('%s: add, change, remove', async (list, item, changed) => {
    const house = await world(engine)
    const { as, db, study } = house
    const base = `/study/${list}`
    expect((await as('noor').post(base, item)).status).toBe(303)
    expect((await as('ada').get(base)).text).toContain(item.name)
    const row = await db
      .selectFrom(list)
      .select('id')
      .where('study_id', '=', study)
      .where('name', '=', item.name)
      .executeTakeFirstOrThrow()
    expect((await as('noor').get(`${base}/${row.id}`)).text).toMatch(
      new RegExp(`(value="|<textarea[^>]*>\\s*)${item.name}["<]`),
    )
    const version = versionIn(await as('ravi').get(`${base}/${row.id}`))
    const path = `${base}/${row.id}`
    expect((await as('ravi').post(path, { ...changed, version })).status).toBe(303)
    expect((await as('noor').get(base)).text).toContain(changed.name)
    const late = await as('noor').post(path, { ...changed, name: 'Iets anders', version })
    expect(late.status).toBe(409)
    expect(late.text).toMatch(/(value="|<textarea[^>]*>\s*)Iets anders["<]/)
    expect(late.text).toContain(`dir="auto">${changed.name}</p>`)
    const again = { ...changed, version: versionIn(late) }
    expect((await as('noor').post(path, again)).status).toBe(303)
    for (const [path, form] of [
      [base, item],
      [`${base}/${row.id}`, changed],
      [`${base}/${row.id}/removal`, {}],
    ] as const) {
      expect((await as('ada').post(path, form)).status).toBe(403)
      expect((await as('kai').post(path, form)).status).toBe(404)
      expect((await as('stranger').post(path, form)).status).toBe(401)
    }
    for (const path of ['none', 'none/removal'])
      expect((await as('noor').post(`${base}/${path}`, changed)).status).toBe(404)
    expect((await as('noor').get(`${base}/none`)).status).toBe(404)
    expect((await as('noor').post(`${base}/${row.id}/removal`)).status).toBe(303)
    expect((await as('noor').get(`${base}/${row.id}`)).status).toBe(404)
    expect((await logOf(db)).slice(2)).toEqual([
      ...Array<string>(3).fill('study.edit'),
      ...Array<string>(3).fill('study.edit refused'),
      'study.edit',
    ])
  })

  it.each(lists)('%s: nothing of one study is touched from another', async (list, item, _changed) => {
    const { as, db, study } = await world(engine)
    await as('noor').post(`/study/${list}`, item)
    const { id: theirs } = await db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Wadden')
      .executeTakeFirstOrThrow()
    const ours = await db.selectFrom(list).selectAll().where('study_id', '=', study).orderBy('id').execute()
    for (const { id } of ours) {
      const version = versionIn(await as('noor').get(`/study/${list}/${id}`))
      const path = `//studies/${theirs}/study/${list}/${id}`
      expect((await as('kai').post(path, { ...item, version })).status).toBe(404)
      expect((await as('kai').post(`//studies/${theirs}/study/${list}/${id}/removal`)).status).toBe(404)
    }
    const after = await db.selectFrom(list).selectAll().where('study_id', '=', study).orderBy('id').execute()
    expect(after).toEqual(ours)
  })

  it('hold each name once, and keep what was typed', async () => {
    const house = await world(engine)
    const { as } = house
    for (const path of ['/study/teams', '/study/organisations']) {
      const name = path.endsWith('teams') ? 'Kreken' : 'Oeverlicht'
      expect((await as('noor').post(path, { name })).status).toBe(422)
    }
    await as('noor').post('/study/teams', { name: 'Duinen' })
    const id = await itemId(house, 'teams', 'Duinen')
    const taken = await as('noor').edit(`/study/teams/${id}`, { name: 'Kreken', begins_on: '2024-02-01' })
    expect(taken.status).toBe(422)
    expect(taken.text).toContain('value="2024-02-01"')
    expect((await as('noor').post('/study/issues', { name: ' ' })).status).toBe(422)
    await as('noor').post('/study/issues', { name: 'Wie beslist er,\r\nals het spannend wordt?' })
    expect((await as('noor').get('/study/issues')).text).toContain('Wie beslist er, als het spannend wordt?')
  })

  it.each(files)('leave as a table, for the team: %s', async (list, fileName) => {
    const { as } = await world(engine)
    await as('noor').post(`/study/${list}`, { name: '=1+1; of niet', explanation: '' })
    const path = `/study/${list}.csv`
    const { text, headers } = await as('ravi', 'nl').get(path)
    expect(headers['content-disposition']).toContain(`filename=${fileName}`)
    expect(text).toMatch(/^\uFEFFNaam;(Uitleg;|Begin;Einde;Daarna kwam;)?Gebruikt bij\r\n/)
    expect(text).toContain(`"'=1+1; of niet";`)
    expect((await as('ravi').get(`/study/${list}`)).text).toContain(`${path}"`)
    expect((await as('ada').get(path)).status).toBe(403)
    expect((await as('kai').get(path)).status).toBe(404)
    expect((await as('ada').get(`/study/${list}`)).text).not.toContain('.csv"')
  })

  it('leave with what their pages tell of an item', async () => {
    const { as } = await world(engine)
    const duinen = { name: 'Duinen', begins_on: '2026-02-01', ends_on: '2026-10-01', successor_id: 'kreken' }
    await as('noor').post('/study/teams', duinen)
    await as('noor').post('/study/subjects', { name: 'Bordjes', explanation: 'Wie waar; zit' })
    const table = async (list: string) => (await as('noor', 'nl').get(`/study/${list}.csv`)).text
    const teams = await table('teams')
    expect(teams).toContain('\r\nDuinen;2026-02-01;2026-10-01;Kreken;\r\n')
    expect(teams).toContain('\r\nKreken;;;;2 deelnemers\r\n')
    expect(await table('subjects')).toContain('\r\nBordjes;"Wie waar; zit";\r\n')
    expect(await table('organisations')).toContain('\r\nOeverlicht;2 deelnemers\r\n')
  })

  it('keep what is in use, and say by how many', async () => {
    const { as } = await world(engine)
    for (const path of ['/study/organisations/oeverlicht', '/study/teams/kreken']) {
      const page = await as('noor').post(`${path}/removal`)
      expect(page.status).toBe(409)
      expect(page.text).toContain('2 participants')
      expect((await as('noor').get(path)).status).toBe(200)
    }
    expect((await as('noor').post('/study/organisations/wilgenroos/removal')).status).toBe(303)
  })

  it('let a team follow another of the same study only, and not itself', async () => {
    const house = await world(engine)
    const { as, db } = house
    const { id: theirs } = await db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Wadden')
      .executeTakeFirstOrThrow()
    await as('kai').post(`//studies/${theirs}/study/teams`, { name: 'Getij' })
    const { id: foreign } = await db
      .selectFrom('teams')
      .select('id')
      .where('name', '=', 'Getij')
      .executeTakeFirstOrThrow()
    for (const successor_id of [foreign, 'none']) {
      expect((await as('noor').post('/study/teams', { name: 'Duinen', successor_id })).status).toBe(404)
      expect((await as('noor').edit('/study/teams/kreken', { name: 'Kreken', successor_id })).status).toBe(
        404,
      )
    }
    expect(
      (await as('noor').edit('/study/teams/kreken', { name: 'Kreken', successor_id: 'kreken' })).status,
    ).toBe(404)
    await as('noor').post('/study/teams', { name: 'Duinen', successor_id: 'kreken' })
    const backwards = { name: 'Duinen', begins_on: '2025-01-01', ends_on: '2024-01-01' }
    expect(
      (await as('noor').edit(`/study/teams/${await itemId(house, 'teams', 'Duinen')}`, backwards)).status,
    ).toBe(422)
  })
})

describe.each(engines)('the questions of the conversation, on %s', (engine) => {
  it('are added, changed and removed, at a side or around it', async () => {
    const house = await world(engine)
    const { as, db } = house
    await as('noor').post('/study/elements', { name: 'Thuis', explanation: '' })
    const element_id = await itemId(house, 'elements', 'Thuis')
    expect(
      (await as('noor').get(`/study/questions/new?part=element&element_id=${element_id}`)).text,
    ).toContain('Thuis')
    for (const place of [{ part: 'element', element_id }, { part: 'opening' }]) {
      const question = { ...place, text: `Wat doe je (${place.part})?`, deeper: 'En dan?' }
      expect((await as('noor').post('/study/questions', question)).status).toBe(303)
      expect((await as('ada').get('/study/elements')).text).toContain(question.text)
      const { id } = await db
        .selectFrom('questions')
        .select('id')
        .where('text', '=', question.text)
        .executeTakeFirstOrThrow()
      const version = versionIn(await as('ravi').get(`/study/questions/${id}`))
      expect((await as('noor').get(`/study/questions/${id}`)).text).toContain('En dan?')
      expect((await as('noor').edit(`/study/questions/${id}`, { text: '', deeper: 'x' })).status).toBe(422)
      expect((await as('noor').edit(`/study/questions/${id}`, { text: 'Anders?', deeper: '' })).status).toBe(
        303,
      )
      const late = await as('ravi').post(`/study/questions/${id}`, {
        text: 'Mijn vraag?',
        deeper: '',
        version,
      })
      expect(late.status).toBe(409)
      expect(late.text).toContain('Mijn vraag?')
      expect(late.text).toContain('Anders?')
      for (const path of [`/study/questions/${id}`, `/study/questions/${id}/removal`, '/study/questions']) {
        expect((await as('ada').post(path, question)).status).toBe(403)
        expect((await as('kai').post(path, question)).status).toBe(404)
      }
      expect((await as('noor').post(`/study/questions/${id}/removal`)).status).toBe(303)
      expect((await as('noor').post(`/study/questions/${id}/removal`)).status).toBe(404)
    }
  })

  it('stand in a part that is there, at a side of this study', async () => {
    const { as, db, study } = await world(engine)
    const { id: foreign } = await db
      .selectFrom('elements')
      .select('id')
      .where('study_id', '!=', study)
      .limit(1)
      .executeTakeFirstOrThrow()
    for (const place of [{ part: 'middle' }, { part: 'element' }, { part: 'element', element_id: foreign }])
      expect((await as('noor').post('/study/questions', { ...place, text: 'Wat?' })).status).toBe(404)
    expect((await as('noor').get('/study/questions/new?part=middle')).status).toBe(404)
    const empty = await as('noor').post('/study/questions', { part: 'closing', text: '', deeper: 'Meer?' })
    expect(empty.status).toBe(422)
    expect(empty.text).toContain('Meer?')
  })
})

describe.each(engines)('the texts of a study, on %s', (engine) => {
  it('are changed in one language, a group at a time', async () => {
    const { as, db, study } = await world(engine)
    const texts = async (language: 'nl' | 'en') => {
      const rows = await db
        .selectFrom('study_texts')
        .select(['key', 'text'])
        .where('study_id', '=', study)
        .where('language', '=', language)
        .execute()
      return Object.fromEntries(rows.map(({ key, text }) => [key, text]))
    }
    const [before, english] = [await texts('nl'), await texts('en')]
    const group = Object.fromEntries(Object.entries(before).filter(([key]) => key.startsWith('assignment.')))
    const form = { ...group, 'assignment.title': 'Onze opdracht', 'consent.title': 'Niet hier', once: 'mark' }
    const version = versionIn(await as('ravi').get('/study/texts/assignment/nl'))
    expect((await as('noor').edit('/study/texts/assignment/nl', form)).status).toBe(303)
    const theirs = { ...group, 'assignment.title': 'Mijn opdracht', version }
    const late = await as('ravi').post('/study/texts/assignment/nl', theirs)
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Mijn opdracht"')
    expect(late.text).toContain('dir="auto">Onze opdracht</p>')
    expect(await texts('nl')).toEqual({ ...before, 'assignment.title': 'Onze opdracht' })
    expect(await texts('en')).toEqual(english)
    expect((await as('noor').get('/study/texts/assignment/nl')).text).toContain('Onze opdracht')
    const long = await as('noor').edit('/study/texts/assignment/nl', {
      ...form,
      'assignment.lead': 'x'.repeat(5001),
    })
    expect(long.status).toBe(422)
    expect(long.text).toContain('Onze opdracht')
  })

  it('are there in each group and language, for those who may edit', async () => {
    const { as } = await world(engine)
    for (const group of ['assignment', 'consent', 'mails']) {
      for (const language of ['nl', 'en'])
        expect((await as('ravi').get(`/study/texts/${group}/${language}`)).status).toBe(200)
      expect((await as('ada').get(`/study/texts/${group}/nl`)).status).toBe(403)
      expect((await as('ada').post(`/study/texts/${group}/nl`)).status).toBe(403)
      expect((await as('kai').post(`/study/texts/${group}/nl`)).status).toBe(404)
      expect((await as('noor').get(`/study/texts/${group}/fr`)).status).toBe(404)
    }
  })
})

describe.each(engines)('the members of a study, on %s', (engine) => {
  const bea = { email: ' BEA@voorbeeld.example', role: 'researcher', sees_names: 'on' }
  const lead = async ({ db, study }: World) => {
    const seats = db.selectFrom('seats').select('person_id').where('study_id', '=', study)
    return (await seats.where('role', '=', 'lead').executeTakeFirstOrThrow()).person_id
  }

  it('are added, changed and taken out by a lead, at once', async () => {
    const house = await world(engine)
    const { as, db } = house
    expect((await as('noor').post('/study/members', bea)).status).toBe(303)
    expect((await as('bea').get('/people')).text).toContain('Sam Visser')
    expect((await as('ada').get('/study/members')).text).toContain('bea@voorbeeld.example')
    const { id } = await db
      .selectFrom('people')
      .select('id')
      .where('email', '=', emailOf('bea'))
      .executeTakeFirstOrThrow()
    expect((await as('noor').post(`/study/members/${id}`, { role: 'advisor' })).status).toBe(303)
    expect((await as('bea').get('/people')).text).not.toContain('Sam Visser')
    expect((await as('bea').get('/study/subject')).status).toBe(403)
    expect((await as('noor').post(`/study/members/${id}`, { role: 'king' })).status).toBe(422)
    expect((await as('noor').post(`/study/members/${id}/removal`)).status).toBe(303)
    expect((await as('bea').get('/people')).status).toBe(404)
    expect((await as('noor').post('/study/members', bea)).status).toBe(303)
    expect((await as('bea').get('/people')).status).toBe(200)
  })

  it('have an account, and are members once', async () => {
    const { as } = await world(engine)
    const roleless = await as('noor', 'nl').post('/study/members', { email: emailOf('bea') })
    expect([roleless.status, roleless.text]).toEqual([422, expect.stringContaining('Kies een rol')])
    for (const email of ['nobody@voorbeeld.example', emailOf('ravi'), 'x', '']) {
      const page = await as('noor').post('/study/members', { email, role: 'researcher' })
      expect(page.status).toBe(422)
      expect(page.text).toContain(`value="${email}"`)
    }
  })

  it('are no business of others', async () => {
    const house = await world(engine)
    const id = await lead(house)
    for (const [name, status] of [
      ['ravi', 403],
      ['ada', 403],
      ['kai', 404],
      ['stranger', 401],
      ['sam', 401],
    ] as const) {
      for (const path of ['', `/${id}`, `/${id}/removal`])
        expect((await house.as(name).post(`/study/members${path}`, bea)).status).toBe(status)
    }
    expect((await house.as('noor').post('/study/members/sam', { role: 'lead' })).status).toBe(404)
    expect((await house.as('noor').post('/study/members/sam/removal')).status).toBe(404)
  })

  it('always have a lead', async () => {
    const house = await world(engine)
    const { as } = house
    const id = await lead(house)
    for (const [path, form] of [
      [`/study/members/${id}`, { role: 'advisor' }],
      [`/study/members/${id}/removal`, {}],
    ] as const) {
      const page = await as('noor').post(path, form)
      expect(page.status).toBe(409)
      expect(await lead(house)).toBe(id)
    }
    await as('noor').post('/study/members/ravi', { role: 'lead', sees_names: 'on' })
    const both = await Promise.all([
      as('noor').post('/study/members/ravi/removal'),
      as('ravi').post(`/study/members/${id}/removal`),
    ])
    expect(both.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(await lead(house)).toBeTruthy()
  })
})

describe.each(engines)('what a lead gives up of its own, on %s', (engine) => {
  const places = async ({ db, study }: World) => {
    const seats = db.selectFrom('seats').innerJoin('people', 'people.id', 'seats.person_id')
    const rows = await seats
      .select(['people.id', 'people.name', 'seats.role', 'seats.sees_names', 'seats.reads_raw'])
      .where('seats.study_id', '=', study)
      .where('people.name', 'in', ['Noor', 'Ravi'])
      .orderBy('people.name')
      .execute()
    return rows.map(({ id, name, role, sees_names, reads_raw }) => ({
      ...{ id, told: [name, role, sees_names, reads_raw].join(' ') },
    }))
  }
  const told = async (house: World) => (await places(house)).map((one) => one.told)

  it('is asked first, with what that is and who can give it back; the last lead cannot', async () => {
    const house = await world(engine)
    const { as } = house
    const before = await told(house)
    const id = (await places(house))[0]?.id ?? ''
    const noor = as('noor', 'nl')
    const advisor = { role: 'advisor', reads_raw: '1' }
    for (const sure of ['', 'yes']) {
      const last = await noor.post(`/study/members/${id}`, { ...advisor, sure })
      expect([last.status, last.text.includes('Er moet een hoofdonderzoeker blijven')]).toEqual([409, true])
    }
    // Whole talks, without another lead: it is said that nobody can give them back. Names are not given up at all.
    const raw = await noor.post(`/study/members/${id}`, { role: 'lead', sees_names: '1' })
    expect(raw.status).toBe(422)
    expect(raw.text).toContain('er is geen andere hoofdonderzoeker die het je kan teruggeven')
    const names = await noor.post(`/study/members/${id}`, { role: 'lead', reads_raw: '1', sure: 'yes' })
    expect([names.status, names.text]).toEqual([
      409,
      expect.stringContaining('Er moet een hoofdonderzoeker blijven die namen ziet'),
    ])
    expect(await told(house)).toEqual(before)

    const both = { role: 'lead', sees_names: '1', reads_raw: '1' }
    expect((await noor.post('/study/members/ravi', both)).status).toBe(303)
    const asked = await noor.post(`/study/members/${id}`, advisor)
    expect(asked.status).toBe(422)
    expect(asked.text).toContain('<h1>Geen hoofdonderzoeker meer zijn?</h1>')
    expect(asked.text).toContain('Namen van deelnemers zien')
    expect(asked.text).toContain('“Voordat je begint” afvinken, en opschrijven hoeveel tijd')
    expect(asked.text).not.toContain('Hele gesprekken lezen')
    expect(asked.text).toContain('Je doet mee als adviseur.')
    expect(asked.text).toContain('kan het je teruggeven: Ravi.')
    expect((await told(house))[0]).toBe(before[0])
    const sent = [...asked.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
    const form = Object.fromEntries(sent.map(([, name = '', value = '']) => [name, value]))
    expect((await noor.post(`/study/members/${id}`, form)).status).toBe(303)
    expect((await told(house))[0]).toBe('Noor advisor 0 1')
  })

  it('is never the last sight of names: not by giving up its place, by leaving, or by the hand of another', async () => {
    const house = await world(engine)
    const { as } = house
    const id = (await places(house))[0]?.id ?? ''
    const noor = as('noor', 'nl')
    expect((await noor.post('/study/members/ravi', { role: 'lead', reads_raw: '1' })).status).toBe(303)
    const before = await told(house)
    for (const [who, path, form] of [
      ['noor', '', { role: 'lead', reads_raw: '1' }],
      ['noor', '', { role: 'researcher', sees_names: '1', reads_raw: '1' }],
      ['noor', '/removal', {}],
      ['ravi', '', { role: 'lead' }],
      ['ravi', '/removal', {}],
    ] as const) {
      const page = await as(who, 'nl').post(`/study/members/${id}${path}`, { ...form, sure: 'yes' })
      expect([page.status, page.text]).toEqual([409, expect.stringContaining('blijven die namen ziet')])
    }
    expect(await told(house)).toEqual(before)
    // Who sees none is told so on each page that needs them, and who can give them.
    for (const path of ['/mails', '/people/names', '/reminders']) {
      const page = await as('ravi', 'nl').get(path)
      expect([page.status, page.text]).toEqual([
        403,
        expect.stringContaining('<h1>Je ziet hier geen namen</h1>'),
      ])
      expect(page.text).toContain('een andere hoofdonderzoeker kan het je geven')
      expect(page.text).toContain('/study/members"')
    }
    const own = await as('ravi', 'nl').post('/study/members/ravi', { role: 'lead', sees_names: '1' })
    expect([own.status, own.text]).toEqual([409, expect.stringContaining('Vraag het een andere')])
    // In a study that came without: there is nothing to lose, and a colleague has to be lead first.
    await house.db.updateTable('seats').set({ sees_names: 0 }).where('study_id', '=', house.study).execute()
    expect((await noor.post('/study/members/ravi', { role: 'advisor' })).status).toBe(303)
    const alone = await noor.post(`/study/members/${id}`, { role: 'lead', sees_names: '1', reads_raw: '1' })
    expect([alone.status, alone.text]).toEqual([409, expect.stringContaining('Maak eerst een collega')])
    expect((await as('ravi').get('/mails')).text).toContain('does not belong to your role')
  })

  it('is asked of who leaves, who has no page there afterwards; nothing is asked of a change that takes nothing', async () => {
    const house = await world(engine)
    const { as } = house
    const id = (await places(house))[0]?.id ?? ''
    const both = { role: 'lead', sees_names: '1', reads_raw: '1' }
    expect((await as('noor').post('/study/members/ravi', both)).status).toBe(303)
    expect((await as('noor').post(`/study/members/${id}`, both)).status).toBe(303)
    const asked = await as('noor', 'nl').post(`/study/members/${id}/removal`)
    expect([asked.status, asked.text.includes('Je komt niet meer bij dit onderzoek.')]).toEqual([422, true])
    expect(await told(house)).toHaveLength(2)
    const left = await as('noor').post(`/study/members/${id}/removal`, { sure: 'yes' })
    expect([left.status, left.headers.location]).toEqual([303, '/'])
    expect(await told(house)).toEqual(['Ravi lead 1 1'])
  })
})

describe.each(engines)('removing a study, on %s', (engine) => {
  it('asks for its name, and takes all that is in it', async () => {
    const house = await world(engine)
    const { as, db, study } = house
    await as('noor').post('/people/sam/links')
    await as('noor').post('/study/teams', { name: 'Duinen', successor_id: 'kreken' })
    const wrong = await as('noor').post('/study/removal', { name: 'de vlonder' })
    expect(wrong.status).toBe(422)
    expect((await as('ravi').get('/study/removal')).status).toBe(403)
    expect((await as('ravi').post('/study/removal', { name: 'De Vlonder' })).status).toBe(403)
    expect((await as('kai').post('/study/removal', { name: 'De Vlonder' })).status).toBe(404)
    expect((await as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    expect((await as('noor').get('')).status).toBe(404)
    for (const table of [
      'people',
      'seats',
      'links',
      'participants',
      'teams',
      'questions',
      'study_texts',
    ] as const) {
      const left = await db.selectFrom(table).select('study_id').where('study_id', '=', study).execute()
      expect([table, left]).toEqual([table, []])
    }
    expect(await countOf(house, 'studies')).toBe(1)
    expect((await logOf(db)).at(-1)).toBe('study.remove')
  })
})
