import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { logOf, world, type Form, type World } from './support/world.ts'

/** Noor's study with findings `door` (ready, on the quotations `open` and `shut`) and `mug` (a draft, on nothing). */
async function found(engine: Engine) {
  const w = await world(engine)
  await withFindings(w)
  return w
}

const sentence = { title: 'Niemand weet wie er werkt', kind: 'friction', text: '', holds_for: '' }

const make = ({ as }: World, form: Form, name: 'noor' | 'ravi' | 'ada' | 'kai' | 'sam' = 'ravi') =>
  as(name).post('/findings', { ...sentence, ...form })

const idIn = ({ headers }: { headers: object }) =>
  String((headers as { location?: string }).location)
    .split('/')
    .at(-1) ?? ''

/** Sam brings a picture in words, and the team makes it evidence. */
async function photoUnder(w: World, finding: string): Promise<string> {
  await w.as('sam').post('/participants/sam/photos/text', { words: 'Een gang met dertig deuren' })
  const { id } = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  await w.db
    .insertInto('finding_photos')
    .values({ study_id: w.study, finding_id: finding, photo_id: id })
    .execute()
  return id
}

/** A quotation of vera, with a code that nothing else bears. */
async function quotationOfVera(w: World): Promise<string> {
  await agree(w, 'vera')
  const text = 'Ik vond de deur pas na een week.'
  await w.as('noor').post('/material', { kind: 'transcript', title: 'Vera', person_id: 'vera', text })
  const material = await w.db
    .selectFrom('materials')
    .select('id')
    .where('title', '=', 'Vera')
    .executeTakeFirstOrThrow()
  await w
    .as('noor')
    .post(`/coding/materials/${material.id}/quotations`, { words: 'pas na een week', name: 'Zoeken' })
  const { id } = await w.db
    .selectFrom('quotations')
    .select('id')
    .where('words', '=', 'pas na een week')
    .executeTakeFirstOrThrow()
  return id
}

const edgesOf = async ({ db }: World, finding: string) => {
  const quotations = await db
    .selectFrom('finding_quotations')
    .select('quotation_id as id')
    .where('finding_id', '=', finding)
    .orderBy('quotation_id')
    .execute()
  const photos = await db
    .selectFrom('finding_photos')
    .select('photo_id as id')
    .where('finding_id', '=', finding)
    .execute()
  return [...quotations, ...photos].map(({ id }) => id)
}

describe.each(engines)('a finding, on %s', (engine) => {
  it('is made from what was chosen, as a draft, and is in sight of all members', async () => {
    const w = await found(engine)
    const chosen = await w.as('ravi').get('/findings/new?quotation=open')
    expect(chosen.text).toContain('De deur heeft geen bordje')
    expect(chosen.text).not.toContain('Niemand weet wie er werkt')
    const made = await make(w, { quotation: ['open', 'shut'], holds_for: 'wie net begint' })
    expect(made.status).toBe(303)
    expect(await edgesOf(w, idIn(made))).toEqual(['open', 'shut'])
    const page = await w.as('ada').get(`/findings/${idIn(made)}`)
    for (const words of ['Niemand weet wie er werkt', 'wie net begint', 'draft', 'this rubs', 'P07']) {
      expect(page.text).toContain(words)
    }
    expect(page.text).not.toContain(`/findings/${idIn(made)}/edit`)
    expect((await w.as('noor').get('/findings')).text).toContain('1 person · 2 quotations, no photo')
    expect(await logOf(w.db)).toEqual(expect.arrayContaining(['findings.edit', 'findings.read read']))
  })

  it('is for members of this study, and made by its team', async () => {
    const w = await found(engine)
    const paths = ['/findings', '/findings/door', '/findings/points', '/findings/recommendations']
    for (const path of paths) {
      expect([path, (await w.as('ada').get(path)).status]).toEqual([path, 200])
      expect([path, (await w.as('kai').get(path)).status]).toEqual([path, 404])
      expect([path, (await w.as('sam').get(path)).status]).toEqual([path, 401])
    }
    for (const path of ['/findings/evidence', '/findings/new', '/findings/door/edit', '/findings.csv']) {
      expect([path, (await w.as('ada').get(path)).status]).toEqual([path, 403])
    }
    expect((await make(w, {}, 'ada')).status).toBe(403)
    expect((await make(w, {}, 'kai')).status).toBe(404)
    for (const noun of ['readiness', 'readiness/removal', 'fallen-evidence/removal', 'removal', 'evidence']) {
      const nowhere = await w.as('noor').post(`/findings/elsewhere/${noun}`, { version: 1 })
      expect([noun, nowhere.status]).toEqual([noun, 404])
      expect((await w.as('ada').post(`/findings/door/${noun}`)).status).toBe(403)
    }
    expect((await make(w, { category_id: 'elsewhere' })).status).toBe(404)
  })

  it('comes back with what was typed and ticked when something is wrong with it', async () => {
    const w = await found(engine)
    const typed = { text: 'Wat ik al typte', quotation: 'open' }
    const nameless = await make(w, { ...typed, title: '' })
    expect(nameless.status).toBe(422)
    expect(nameless.text).toContain('Wat ik al typte')
    expect(nameless.text).toMatch(/value="open" checked/)
    expect((await make(w, { ...typed, kind: 'gossip' })).status).toBe(422)
    const tooMuch = Array.from({ length: 101 }, (_, index) => `q${index}`)
    expect((await make(w, { ...typed, quotation: tooMuch })).status).toBe(422)
    const gone = await make(w, { ...typed, quotation: ['open', 'taken-away'] })
    expect(gone.status).toBe(404)
    expect(gone.text).toContain('Wat ik al typte')
    expect(gone.text).toMatch(/value="open" checked/)
    expect(await w.db.selectFrom('findings').select('id').execute()).toHaveLength(2)
  })

  it('counts people and not mentions, and warns under three', async () => {
    const w = await found(engine)
    await photoUnder(w, 'door')
    expect((await w.as('noor').get('/findings/door')).text).toContain('1 person · 2 quotations, 1 photo')
    expect((await w.as('noor').get('/findings/door')).text).toContain('One person: too few')
    const ofVera = await quotationOfVera(w)
    await w.as('noor').post('/findings/door/evidence', { version: 1, quotation: ['open', ofVera] })
    const page = await w.as('noor', 'nl').get('/findings/door')
    expect(page.text).toContain('2 mensen: te weinig voor een bevinding, of bewust een goed voorbeeld')
    expect((await w.as('noor').get('/findings')).text).toContain('of only 2 people')
    await w.as('noor').post('/findings/door', { ...sentence, kind: 'example', version: 2 })
    expect((await w.as('noor').get('/findings/door')).text).toContain('For a good example that may be enough')
  })

  it('says for each rung how much of its evidence is left', async () => {
    const w = await found(engine)
    const factsOf = async () => {
      const { text } = await w.as('noor', 'nl').get('/findings/door')
      return ['Voor deelnemers', 'Voor leidinggevenden en bestuurders', 'Voor iedereen'].map((name) => {
        const [, value = ''] = new RegExp(`<dt>${name}</dt>\\s*<dd>(.*?)</dd>`, 's').exec(text) ?? []
        return value.replaceAll(/<[^>]+>/g, '').trim()
      })
    }
    expect(await factsOf()).toEqual(Array(3).fill('1 citaat, geen foto'))
    const said = { answer: 'fine', rung: 'participants', remark: '' }
    await w.as('sam').post('/participants/sam/quotations/open/permission', said)
    expect(await factsOf()).toEqual([
      '1 citaat, geen foto',
      'geen citaat, geen foto',
      'geen citaat, geen foto',
    ])
  })

  it('is ready when its makers say so, and a draft again', async () => {
    const w = await found(engine)
    await photoUnder(w, 'mug')
    expect((await w.as('noor').post('/findings/mug/readiness', { version: 2 })).status).toBe(409)
    expect((await w.as('noor').post('/findings/mug/readiness')).status).toBe(400)
    expect((await w.as('noor').get('/findings/mug')).text).toContain('/findings/mug/readiness"')
    expect((await w.as('noor').post('/findings/mug/readiness', { version: 1 })).status).toBe(303)
    expect((await w.as('ada').get('')).text).toContain('2 ready, 0 drafts')
    await w.as('ravi').post('/findings/mug/readiness/removal', { version: 1 })
    expect((await w.as('ada').get('')).text).toContain('1 ready, 1 draft')
  })

  it('is not ready on nothing that the team can see, and says so', async () => {
    const w = await found(engine)
    const page = await w.as('noor').get('/findings/mug')
    expect(page.text).toContain('does not rest on anything yet')
    expect(page.text).toContain('ready only once it has a quotation or a photo')
    expect(page.text).not.toContain('/findings/mug/readiness')
    const refused = () => w.as('noor').post('/findings/mug/readiness', { version: 1 })
    const { status, text } = await refused()
    expect([status, text.includes('Een mok zonder plank')]).toEqual([409, true])
    expect(text).toContain('ready only once it has a quotation or a photo')
    await photoUnder(w, 'mug')
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await refused()).status).toBe(409)
    expect((await w.as('ada').get('')).text).toContain('1 ready, 1 draft')
  })

  it('stays ready when what it rests on falls away, with a warning', async () => {
    const w = await found(engine)
    const photo = await photoUnder(w, 'mug')
    await w.as('noor').post('/findings/mug/readiness', { version: 1 })
    await w.as('sam').post(`/participants/sam/photos/${photo}/removal`)
    const page = await w.as('noor').get('/findings/mug')
    expect(page.text).toContain('is ready and rests on nothing')
    expect(page.text).toContain('/findings/mug/readiness/removal')
  })

  it('is changed by one of two who had it in view; the other is shown both', async () => {
    const w = await found(engine)
    const change = (title: string, version: number) =>
      w.as('noor').post('/findings/door', { ...sentence, title, version })
    expect((await w.as('noor').get('/findings/door/edit')).text).toContain('Een deur zonder bordje')
    expect((await change('De eerste zin', 1)).status).toBe(303)
    const late = await change('De tweede zin', 1)
    expect(late.status).toBe(409)
    expect(late.text).toContain('dir="auto">De eerste zin</p>')
    expect(late.text).toContain('De tweede zin</textarea>')
    expect(late.text).toContain('name="version" value="2"')
    const refused = await change('', 1)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('name="version" value="1"')
    expect((await change('De tweede zin', 2)).status).toBe(303)
    expect((await w.as('noor').post('/findings/door', sentence)).status).toBe(422)
    expect((await w.as('noor').post('/findings/elsewhere', { ...sentence, version: 1 })).status).toBe(404)
  })

  it('goes when nothing is made from it, and else says what is', async () => {
    const w = await found(engine)
    const page = await w.as('noor').get('/findings/door/edit')
    expect(page.text).toContain('/findings/recommendations#name-it">1 recommendation<')
    expect(page.text).toContain('/findings/points#signs">1 development point<')
    expect(page.text).not.toContain('/findings/door/removal')
    const refused = await w.as('noor').post('/findings/door/removal')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('still in use')
    expect((await w.as('noor').post('/findings/mug/removal')).status).toBe(303)
    expect((await w.as('noor').get('/findings/mug')).status).toBe(404)
    expect((await w.as('noor').post('/study/removal', { name: 'De Vlonder' })).status).toBe(303)
    expect(await w.db.selectFrom('findings').select('id').execute()).toEqual([])
  })

  it('is refused by the database too while something is made from it that the trail does not know', async () => {
    const w = await world(engine, { trail: () => Promise.resolve(new Map()) })
    await withFindings(w)
    expect((await w.as('noor').post('/findings/door/removal')).status).toBe(409)
  })

  it('is found from what it rests on, and from its category', async () => {
    const w = await found(engine)
    const { id: category } = await w.db
      .selectFrom('categories')
      .select('id')
      .where('study_id', '=', w.study)
      .orderBy('position')
      .executeTakeFirstOrThrow()
    const photo = await photoUnder(w, 'mug')
    const link = (finding: string, title: string) => `/studies/${w.study}/findings/${finding}">${title}<`
    const ofQuotation = (await w.as('ada').get('/coding/quotations/open')).text
    expect(ofQuotation).toContain(link('door', 'Een deur zonder bordje'))
    const ofPhoto = (await w.as('ada').get(`/photos/${photo}`)).text
    expect(ofPhoto).toContain(link('mug', 'Een mok zonder plank'))
    const advice = { text: 'Hang namen op', category_id: category, by_whom: '', to_whom: '', timing: '' }
    await w.as('noor').post('/findings', { ...sentence, category_id: category })
    await w.as('noor').post('/findings/recommendations', advice)
    const used = await w.as('noor').get(`/study/categories/${category}`)
    expect(used.text).toContain('1 finding, 1 recommendation')
    expect((await w.as('noor').post(`/study/categories/${category}/removal`)).status).toBe(409)
  })
})

describe.each(engines)('evidence, on %s', (engine) => {
  it('is chosen under codes, with what was chosen before kept in view', async () => {
    const w = await found(engine)
    const ofVera = await quotationOfVera(w)
    const { id: code } = await w.db
      .selectFrom('codes')
      .select('id')
      .where('name', '=', 'Zoeken')
      .executeTakeFirstOrThrow()
    const first = await w.as('ravi').get('/findings/evidence')
    for (const words of ['Zoeken', 'pas na een week', 'Without a code', 'De deur heeft geen bordje']) {
      expect(first.text).toContain(words)
    }
    expect(first.text).not.toContain('checked')
    const filtered = await w.as('ravi').get(`/findings/evidence?code=${code}&quotation=open&quotation=shut`)
    expect(filtered.text).toContain(`value="${ofVera}" aria`)
    expect(filtered.text).toMatch(/value="open" checked/)
    expect(filtered.text).toMatch(/value="shut" checked/)
    expect((await w.as('ravi').get('/findings/evidence?code=elsewhere')).status).toBe(404)
    const page = await w.as('noor').get(`/coding/codes/${code}`)
    expect(page.text).toContain(`/findings/evidence?code=${code}&amp;all=yes`)
    const all = await w.as('noor').get(`/findings/evidence?code=${code}&all=yes`)
    expect(all.text).toContain(`value="${ofVera}" checked`)
    expect((await w.as('ada').get(`/coding/codes/${code}`)).text).not.toContain('/findings/evidence')
  })

  it('is found under a category by the codes that stand under it', async () => {
    const w = await found(engine)
    const ofVera = await quotationOfVera(w)
    const category = await w.db
      .selectFrom('categories')
      .select('id')
      .where('study_id', '=', w.study)
      .orderBy('position')
      .executeTakeFirstOrThrow()
    const { id: code } = await w.db
      .selectFrom('codes')
      .select('id')
      .where('name', '=', 'Zoeken')
      .executeTakeFirstOrThrow()
    const filtered = () => w.as('noor').get(`/findings/evidence?code=${category.id}`)
    expect((await filtered()).text).toContain('No quotation has this code')
    await w.as('noor').post(`/coding/codes/${code}`, { name: 'Zoeken', parents: category.id, version: 1 })
    expect((await filtered()).text).toContain(`value="${ofVera}"`)
  })

  it('is changed over the version that was in view; the second to save is shown both', async () => {
    const w = await found(engine)
    const photo = await photoUnder(w, 'mug')
    const page = await w.as('noor').get('/findings/door/evidence')
    expect(page.text).toMatch(/value="open" checked/)
    const save = (form: Form) => w.as('noor').post('/findings/door/evidence', form)
    expect((await save({ version: 1, quotation: 'open', photo })).status).toBe(303)
    expect(await edgesOf(w, 'door')).toEqual(['open', photo])
    const late = await save({ version: 1, quotation: 'shut' })
    expect(late.status).toBe(409)
    expect(late.text).toMatch(/value="shut" checked/)
    expect(late.text).toContain('is there now')
    expect(late.text).toContain('name="version" value="2"')
    const filtered = await w.as('noor').get('/findings/door/evidence?version=1&quotation=shut')
    expect(filtered.text).toContain('name="version" value="1"')
    expect((await save({ quotation: 'shut' })).status).toBe(422)
    expect((await save({ version: 2, quotation: 'elsewhere' })).status).toBe(404)
    expect((await save({ version: 2 })).status).toBe(303)
    expect(await edgesOf(w, 'door')).toEqual([])
  })

  it('that fell away is counted, on the finding and on the home, until somebody has looked', async () => {
    const w = await found(engine)
    const photo = await photoUnder(w, 'door')
    const fallen = async () => {
      const { text } = await w.as('noor').get('/findings/door')
      return /(\w+) quotations? or photos? fell away/.exec(text)?.[1]
    }
    expect(await fallen()).toBeUndefined()
    await w.as('sam').post(`/participants/sam/photos/${photo}/removal`)
    expect(await fallen()).toBe('One')
    await w.as('noor').post('/coding/quotations/shut/removal')
    const { text } = await w.as('noor').get('/findings/door')
    expect(text).toContain('2 quotations or photos fell away')
    expect((await w.as('noor').get('/findings')).text).toContain('evidence fell away: 2')
    expect((await w.as('noor').get('')).text).toContain('Evidence of 1 finding fell away')
    expect((await w.as('ada').get('/findings/door')).text).not.toContain('fallen-evidence/removal')
    // Other evidence does not make up for it: it stays said until somebody looked.
    await w.as('noor').post('/findings/door/evidence', { version: 1, quotation: 'open' })
    expect((await w.as('noor').get('/findings')).text).toContain('evidence fell away: 2')
    expect((await w.as('ravi').post('/findings/door/fallen-evidence/removal')).status).toBe(303)
    expect(await fallen()).toBeUndefined()
    expect(await edgesOf(w, 'door')).toEqual(['open'])
    expect((await w.as('noor').get('')).text).not.toContain('fell away')
  })

  it('goes out of sight with its person, and is counted as fallen until that person is back', async () => {
    const w = await found(engine)
    await w.as('sam').post('/participants/sam/withdrawal')
    for (const path of ['/findings', '/findings/door', '/findings.csv', '/findings/evidence']) {
      expect((await w.as('noor').get(path)).text).not.toContain('De deur heeft geen bordje')
    }
    expect((await w.as('noor').get('/findings')).text).toContain('evidence fell away: 2')
    await agree(w, 'sam')
    expect((await w.as('noor').get('/findings')).text).not.toContain('fell away')
    expect((await w.as('noor').get('/findings/door')).text).toContain('De deur heeft geen bordje')
  })

  it('leaves as a table, for the team, and that is noted', async () => {
    const w = await found(engine)
    await photoUnder(w, 'mug')
    const { text, headers } = await w.as('noor', 'nl').get('/findings.csv')
    expect(headers['content-disposition']).toContain('bevindingen.csv')
    const lines = text.trim().split('\r\n')
    expect(lines[0]).toContain('bevinding;soort;stand;geldt voor')
    expect(lines.slice(1).sort()).toEqual([
      expect.stringContaining(';Een deur zonder bordje;dit schuurt;klaar;'),
      expect.stringMatching(/;citaat;P07;Niemand weet wie er werkt\.;alleen onderzoekers$/),
      expect.stringMatching(/;tekst;P07;Een gang met dertig deuren;alleen onderzoekers$/),
    ])
    expect(await logOf(w.db)).toContain('findings.export read')
  })

  it('leaves under the recommendations that rest on it, as a table', async () => {
    const w = await found(engine)
    const advice = { text: '=Vraag; wacht niet', by_whom: 'teamleiders', to_whom: '', timing: 'voor juni' }
    await w.as('noor').post('/findings/recommendations', { ...advice, finding: ['door', 'mug'] })
    const { text, headers } = await w.as('ravi', 'nl').get('/findings/recommendations.csv')
    expect(headers['content-disposition']).toContain('aanbevelingen.csv')
    const lines = text.trim().split('\r\n')
    expect(lines[0]).toContain('categorie;aanbeveling;door wie;voor wie;wanneer;rust op')
    expect(lines.slice(1)).toEqual([
      `;"'=Vraag; wacht niet";teamleiders;;voor juni;"Een deur zonder bordje; Een mok zonder plank"`,
      ';Hang een naam bij elke deur.;de organisaties;;;Een deur zonder bordje',
    ])
    expect((await w.as('ada').get('/findings/recommendations.csv')).status).toBe(403)
    expect((await w.as('ada').get('/findings/recommendations')).text).not.toContain('.csv"')
    expect((await w.as('noor').get('/findings/recommendations')).text).toContain('recommendations.csv"')
  })
})

const outcomes = [
  {
    name: 'recommendation',
    path: '/findings/recommendations',
    id: 'name-it',
    form: { text: 'Hang namen op', by_whom: 'teamleiders', to_whom: 'wie begint', timing: 'voor de zomer' },
  },
  { name: 'development point', path: '/findings/points', id: 'signs', form: { text: 'Namen bij de deur' } },
] as const

describe.each(outcomes)('a $name', ({ path, id, form }) => {
  it.each(engines)('is made from findings, on %s', async (engine) => {
    const w = await found(engine)
    const page = await w.as('ravi').get(`${path}/new?finding=mug`)
    expect(page.text).toMatch(/value="mug"\s+checked/)
    expect(page.text).not.toMatch(/value="door"\s+checked/)
    expect((await w.as('ravi').post(path, { ...form, finding: ['door', 'mug'] })).status).toBe(303)
    const { text } = await w.as('ada').get(path)
    for (const words of [...Object.values(form), 'Een mok zonder plank']) expect(text).toContain(words)
    expect(text).not.toContain('/edit')
    // By which one can jump from the one to the other.
    expect(text).toMatch(new RegExp(`<h([23]) class="question">${form.text}</h\\1>`))
    expect((await w.as('noor').get('/findings/mug')).text).toContain(`${path}#`)
    const nameless = await w.as('ravi').post(path, { ...form, text: '', finding: 'mug' })
    expect(nameless.status).toBe(422)
    expect(nameless.text).toMatch(/value="mug"\s+checked/)
    expect((await w.as('ravi').post(path, { ...form, finding: 'elsewhere' })).status).toBe(404)
    expect((await w.as('ada').post(path, { ...form, finding: 'mug' })).status).toBe(403)
    expect((await w.as('kai').post(path, { ...form, finding: 'mug' })).status).toBe(404)
  })

  it.each(engines)('is changed by one of two, and goes, on %s', async (engine) => {
    const w = await found(engine)
    expect((await w.as('noor').get(`${path}/${id}/edit`)).text).toMatch(/value="door"\s+checked/)
    const change = (text: string, version: number) =>
      w.as('noor').post(`${path}/${id}`, { ...form, text, finding: 'door', version })
    expect((await change('De eerste', 1)).status).toBe(303)
    const late = await change('De tweede', 1)
    expect(late.status).toBe(409)
    expect(late.text).toContain('dir="auto">De eerste</p>')
    expect(late.text).toContain('De tweede</textarea>')
    expect(late.text).toContain('name="version" value="2"')
    expect((await change('', 2)).status).toBe(422)
    for (const name of ['get', 'post'] as const) {
      const there = name === 'get' ? `${path}/elsewhere/edit` : `${path}/elsewhere`
      const sent = { ...form, finding: 'door', version: 1 }
      expect((await w.as('noor')[name](there, sent)).status).toBe(404)
    }
    expect((await w.as('noor').post(`${path}/${id}`, { ...form, finding: 'door' })).status).toBe(422)
    expect((await w.as('ada').post(`${path}/${id}/removal`)).status).toBe(403)
    expect((await w.as('noor').post(`${path}/elsewhere/removal`)).status).toBe(404)
    expect((await w.as('noor').post(`${path}/${id}/removal`)).status).toBe(303)
    expect((await w.as('noor').get(path)).text).not.toContain('De eerste')
  })
})

describe.each(engines)('what is made from findings, on %s', (engine) => {
  it('is asked for after there is a finding, and a point rests on one', async () => {
    const w = await world(engine)
    for (const path of ['/findings/points', '/findings/recommendations']) {
      const { text } = await w.as('noor').get(path)
      expect(text).toContain('This is made from findings. Begin there.')
      expect(text).not.toContain(`${path}/new`)
    }
    expect((await w.as('noor').get('/findings')).text).toContain('There are no findings yet')
    expect((await w.as('noor').post('/findings/points', { text: 'Zomaar' })).status).toBe(422)
  })

  it('stays while a session uses it, and says so', async () => {
    const w = await found(engine)
    const session = {
      ...({ id: 'evening', study_id: w.study, kind: 'participants', state: 'prepared' } as const),
      ...({ rung: 'participants' } as const),
      ...{ held_on: null, place: '', dots: 3, present: null },
      ...({ is_open_ballot: 0 } as const),
      ...{ join_code: null, said: '', made_at: '2026-11-22T09:00:00.000Z', version: 1 },
    }
    await w.db.insertInto('feedback_sessions').values(session).execute()
    await w.db
      .insertInto('session_points')
      .values({
        study_id: w.study,
        session_id: 'evening',
        point_id: 'signs',
        position: 0,
        outcome: null,
        said: '',
      })
      .execute()
    const refused = await w.as('noor').post('/findings/points/signs/removal')
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('still in use')
    expect((await w.as('noor').get('/findings/points')).text).toContain('Overal een bordje')
  })
})
