import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { drawn } from '../src/method/mirror.ts'
import { engines, type Engine } from './support/databases.ts'
import { world, type World } from './support/world.ts'

const names = '/people/names'
const list = [
  ...['Naam;Mail;Organisatie;Team;Pilot', 'Anouk Postma;anouk@a.example;Oeverlicht;Kreken;ja'],
  ...['Bram Smit;;Oeverlicht;Kreken;nee', 'Carla Dijk;carla@a.example;Oeverlicht;Kreken;nee'],
  ...['Daan Mol;;Wilgenroos;;ja', 'Eva Vos;;Wilgenroos;Kreken;nee', 'Fien Kok;;Wilgenroos;Kreken;ja'],
].join('\n')

/** A study with a trait, a plan for six people of whom two are asked, and a list of six names. */
async function withList(engine: Engine): Promise<World> {
  const w = await world(engine)
  const { post } = w.as('noor', 'nl')
  expect((await post('/people/traits', { name: 'Pilot', values: 'ja\nnee' })).status).toBe(303)
  expect((await post(names, { reason: 'We gaan loten, zodat iedereen kans maakt.' })).status).toBe(303)
  expect((await post(`${names}/import`, await matched(w, list))).status).toBe(303)
  const plan = { size: 6, organisation: 'yes', two_each: 'yes', version: 0 }
  expect((await post('/people/plan', plan)).status).toBe(303)
  return w
}

/** A list with what its columns hold, as the page that shows it guesses them. */
async function matched({ as }: World, lines: string) {
  const { status, text } = await as('noor', 'nl').post(`${names}/preview`, { list: lines })
  expect(status).toBe(200)
  const selects = [...text.matchAll(/<select[^>]*name="(column\.\d)"[^]*?<option value="([^"]*)" selected/g)]
  return { list: lines, ...Object.fromEntries(selects.map(([, name = '', value = '']) => [name, value])) }
}

const idOf = async ({ db }: World, name: string) =>
  (await db.selectFrom('colleagues').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

/** Whom a draw gives that is done again from its file alone, as docs/draw.md says. */
function redone(file: string): string[] {
  const options = { bom: true, columns: true, delimiter: ';' }
  const rows = parse(file, options) as unknown as Record<string, string>[]
  const seats = new Map<string, number>()
  const people = rows.map((row) => {
    const values = Object.keys(row)
      .filter((head) => `${head}: plaatsen vrij` in row && row[head] !== '')
      .map((head) => ({ value: `${head}: ${row[head] ?? ''}`, open: row[`${head}: plaatsen vrij`] ?? '' }))
    for (const { value, open } of values) if (open !== '') seats.set(value, Number(open))
    const id = row['Kenmerk van de regel'] ?? ''
    const rank = createHash('sha256')
      .update(`${row.Toevalsgetal ?? ''}:${id}`)
      .digest('hex')
    return { id, rank, values: values.map(({ value }) => value) }
  })
  return drawn(people, seats, Number(rows[0]?.['Hoeveel mensen geloot']))
}

describe.each(engines)('a list of names, on %s', (engine) => {
  it('is held with a reason only, by who may see names, and not by another study', async () => {
    const w = await world(engine)
    const { as } = w
    await w.db.updateTable('seats').set({ sees_names: 0 }).where('person_id', '=', 'ravi').execute()
    expect((await as('noor', 'nl').get(names)).text).toContain('houdt geen lijst met namen bij')
    expect((await as('noor').post(`${names}/preview`, { list })).status).toBe(404)
    expect((await as('noor', 'nl').post(names, { reason: ' ' })).text).toContain('Schrijf op waarom')
    expect((await as('noor').post(names, { reason: 'Loten.' })).status).toBe(303)
    for (const [who, status] of [
      ['ada', 403],
      ['ravi', 403],
      ['ravi', 403],
      ['kai', 404],
      ['stranger', 401],
    ] as const)
      for (const path of [names, `${names}/removal`, '/people/draws'])
        expect([who, path, (await as(who).get(path)).status]).toEqual([who, path, status])
    expect((await as('kai').post(`${names}/import`, { list })).status).toBe(404)
  })

  it('is read with its columns matched, shown before it is kept, and doubles nobody', async () => {
    const w = await withList(engine)
    const { as, db } = w
    const all = () => db.selectFrom('colleagues').selectAll().orderBy('name').execute()
    expect(await all()).toHaveLength(6)
    const [anouk] = await all()
    expect(anouk).toMatchObject({
      email: 'anouk@a.example',
      organisation_id: 'oeverlicht',
      team_id: 'kreken',
    })
    expect(await db.selectFrom('colleague_values').selectAll().execute()).toHaveLength(6)

    const shorter = 'E-mail;Werkgever;Medewerker\nanouk@a.example;Wilgenroos;Anouk de Vries\n;;Gijs Bos'
    const wrong = await as('noor', 'nl').post(`${names}/import`, {
      ...(await matched(w, shorter)),
      list: shorter.replace('Wilgenroos', 'Nergens'),
    })
    expect([wrong.status, await all()]).toEqual([422, await all()])
    expect(wrong.text).toContain('Regel 2: organisatie “Nergens” staat niet in dit onderzoek')
    expect(wrong.text).toContain('<span class="hint">anouk@a.example;Nergens;Anouk de Vries</span>')
    expect(wrong.text).toContain('anouk@a.example;Nergens')
    expect((await as('noor').post(`${names}/import`, await matched(w, shorter))).status).toBe(303)
    const rows = await all()
    expect(rows).toHaveLength(7)
    // What had no column stayed.
    expect(rows.find(({ id }) => id === anouk?.id)).toMatchObject({
      ...{ name: 'Anouk de Vries', organisation_id: 'wilgenroos', team_id: 'kreken' },
    })

    // Who changes in what, and who is in no line of it, is told before it is kept; a wrong column at its own choice.
    const older = { list: shorter.replace('Wilgenroos', 'Oeverlicht').replace('Gijs Bos', 'Daan Mol') }
    const told = (await as('noor', 'nl').post(`${names}/preview`, older)).text
    expect(told).toContain('<dd>Organisatie: was Wilgenroos, wordt Oeverlicht</dd>')
    expect(told).toContain('Niet in deze lijst: 5 mensen')
    const twice = { ...older, 'column.0': 'name', 'column.1': 'name', 'column.2': '' }
    const refused = await as('noor', 'nl').post(`${names}/preview`, twice)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('<a href="#column.1">Werkgever: Een andere kolom is dit al')
    expect(refused.text).toMatch(
      /<select\s+id="column.1"[^>]*aria-describedby="[^"]*column.1-problem"[^>]*aria-invalid/,
    )
    expect((await as('noor', 'nl').post(`${names}/import`, twice)).status).toBe(422)
    expect(await all()).toEqual(rows)

    const again = await as('noor', 'nl').post(`${names}/preview`, { list: shorter })
    expect(again.text.replaceAll(/\s+/g, ' ')).toMatch(/<strong>2<\/strong>[^<]*(<[^>]*>)*blijven zoals/)
    const headless = await as('noor', 'nl').post(`${names}/preview`, { list: 'Bo;bo@a.example\nJip;' })
    expect([headless.status, headless.text.includes('De eerste regel is een persoon')]).toEqual([422, true])
    expect(headless.text).toContain('Bo;bo@a.example')
    const file = { name: 'lijst.csv', content: Buffer.from('\ufeffNaam\nHugo Prins', 'utf16le') }
    expect((await as('noor', 'nl').upload(`${names}/preview`, {}, file)).status).toBe(200)
  })

  it('tells before it is kept which names are on two of its lines, and takes nobody in twice', async () => {
    const w = await withList(engine)
    const { as, db } = w
    const heads = 'Naam;Mail;Organisatie'
    const two = { list: [heads, 'Gijs Bos;gijs@a.example;', 'gijs bos;;Oeverlicht'].join('\n') }
    const refused = await as('noor', 'nl').post(`${names}/preview`, two)
    expect([refused.status, refused.text.includes('Regel 3: “gijs bos” staat ook op regel 2.')]).toEqual([
      ...[422, true],
    ])
    const lines = [heads, 'Gijs Bos;gijs@a.example;Wilgenroos', 'Gijs Bos;g.bos@a.example;Oeverlicht']
    const told = await as('noor', 'nl').post(`${names}/preview`, { list: lines.join('\n') })
    expect(told.text.match(/<dd>Deze naam staat op meer dan één regel van deze lijst\.<\/dd>/g)).toHaveLength(
      2,
    )
    expect(await db.selectFrom('colleagues').select('id').execute()).toHaveLength(6)
  })

  it('knows the columns again that were matched by hand, until the list is removed', async () => {
    const w = await withList(engine)
    const { post } = w.as('noor', 'nl')
    const { id: pilot } = await w.db.selectFrom('traits').select('id').executeTakeFirstOrThrow()
    const lines = 'Naam;Plek;Of zo\nGijs Bos;Kreken;ja'
    const form = { list: lines, 'column.0': 'name', 'column.1': '', 'column.2': pilot }
    expect((await post(`${names}/import`, form)).status).toBe(303)
    const again = 'of  zo:;Anders;plek;naam\nnee;Wilgenroos;Kreken;Hugo Prins'
    const columns = await matched(w, again)
    expect(columns).toEqual({
      list: again,
      'column.0': pilot,
      'column.1': 'organisation',
      'column.2': '',
      'column.3': 'name',
    })
    expect((await post(`${names}/preview`, { list: again })).text).toContain('zoals de vorige keer')
    // What was changed by hand is what is known from then on.
    const changed = { ...columns, 'column.0': '', 'column.2': 'team' }
    expect((await post(`${names}/import`, changed)).status).toBe(303)
    expect(await matched(w, again)).toMatchObject({ 'column.0': '', 'column.2': 'team' })
    expect((await post(`${names}/removal`)).status).toBe(303)
    expect(await w.db.selectFrom('known_columns').selectAll().execute()).toEqual([])
  })

  it('asks whether somebody has a new address, and keeps nothing until that is said', async () => {
    const w = await withList(engine)
    const noor = w.as('noor', 'nl')
    const all = () => w.db.selectFrom('colleagues').selectAll().orderBy('name').execute()
    const before = await all()
    const form = await matched(
      w,
      'Naam;Mail;Organisatie\nAnouk Postma;nieuw@a.example;Oeverlicht\nGijs Bos;;',
    )
    const asked = await noor.post(`${names}/preview`, form)
    expect(asked.text).toContain('Op de lijst staat anouk@a.example, in deze regel nieuw@a.example.')
    expect(asked.text).toContain('Zonder organisatie: 1 persoon')
    const unsaid = await noor.post(`${names}/import`, form)
    expect([unsaid.status, await all()]).toEqual([422, before])
    expect(unsaid.text).toContain('href="#same.nieuw@a.example">Anouk Postma, Oeverlicht: Kies of dit')
    const field = 'same.nieuw@a.example'
    const wrong = { ...form, list: `${form.list};te veel`, [field]: 'other' }
    expect((await noor.post(`${names}/import`, wrong)).text).toContain('Regel 3: hier staan 4 vakken')

    const anouk = await idOf(w, 'Anouk Postma')
    const yes = await noor.post(`${names}/preview`, { ...form, [field]: anouk })
    expect(yes.text).toContain('<dd>E-mailadres: was anouk@a.example, wordt nieuw@a.example</dd>')
    expect(yes.text).toMatch(new RegExp(`value="${anouk}"\\s+checked`))
    expect((await noor.post(`${names}/import`, { ...form, [field]: anouk })).status).toBe(303)
    expect((await all()).filter(({ name }) => name === 'Anouk Postma')).toEqual([
      expect.objectContaining({ id: anouk, email: 'nieuw@a.example' }),
    ])
    const third = await matched(w, 'Naam;Mail;Organisatie\nAnouk Postma;derde@a.example;Oeverlicht')
    expect((await noor.post(`${names}/import`, { ...third, 'same.derde@a.example': 'other' })).status).toBe(
      303,
    )
    expect((await all()).filter(({ name }) => name === 'Anouk Postma')).toHaveLength(2)
  })

  it('is looked through a page at a time, and keeps ticks where something is wrong', async () => {
    const w = await withList(engine)
    const noor = w.as('noor', 'nl')
    const many = Array.from({ length: 69 }, (_, nth) => `Kees Nummer${nth + 10};k${nth}@a.example`)
    expect(
      (await noor.post(`${names}/import`, await matched(w, ['Naam;Mail', ...many].join('\n')))).status,
    ).toBe(303)
    const shown = async (query: string) => {
      const { text } = await noor.get(`${names}${query}`)
      return [...text.matchAll(/<th scope="row">([^<]*)/g)].map(([, name]) => name)
    }
    expect([(await shown('')).length, (await shown('?from=50')).length]).toEqual([25, 25])
    expect((await noor.get(`${names}?q=nummer&from=25`)).text).toContain('26 tot en met 50 van 69')
    expect(await shown('?q=smit+kreken')).toEqual(['Bram Smit'])
    const none = (await noor.get(`${names}?q=niemand`)).text
    expect(none).toContain('Niemand gevonden, van 75.')
    const colleague = await idOf(w, 'Bram Smit')
    const refused = await noor.post(`${names}/asked?q=smit`, { colleague, language: 'xx' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`value="${colleague}" checked`)
    expect(refused.text).not.toContain('Anouk Postma')
  })

  it('knows who is asked already, whichever list came first', async () => {
    const w = await withList(engine)
    const asked = async () =>
      (await w.db.selectFrom('asked_colleagues').select('person_id').execute()).map((row) => row.person_id)
    const sam = 'Mail;Naam;Organisatie\nsam@voorbeeld.example;S. Visser;Oeverlicht'
    expect((await w.as('noor').post(`${names}/import`, await matched(w, sam))).status).toBe(303)
    expect(await asked()).toEqual(['sam'])
    // Each says where the other differs; nothing is changed by it.
    await w.db
      .updateTable('colleagues')
      .set({ organisation_id: 'wilgenroos' })
      .where('name', '=', 'S. Visser')
      .execute()
    const person = (who: 'noor' | 'ada') => w.as(who, 'nl').get('/people/sam')
    expect((await person('noor')).text).toContain('staat iets anders: Organisatie Wilgenroos.')
    expect((await person('ada')).text).not.toContain('staat iets anders')
    expect((await w.as('noor', 'nl').get(names)).text).toContain('Bij Mensen: Organisatie Oeverlicht.')
    const differing = (await w.as('noor', 'nl').get(`${names}?only=differs`)).text
    expect(differing).toContain('1 persoon gevonden, van 7.')
    // So does a list that is read in, before it is kept; and the mirror, that counts both.
    const moved = { list: 'Naam;Mail;Team\nSam Visser;sam@voorbeeld.example;Kreken' }
    const told = (await w.as('noor', 'nl').post(`${names}/preview`, moved)).text
    expect(told).toContain('Wie je al vraagt, blijft bij Mensen staan zoals nu')
    expect(told).toContain('<dd>Bij Mensen: Organisatie Oeverlicht')
    const mirror = async (who: 'noor' | 'ada') => (await w.as(who, 'nl').get('/people/mirror')).text
    expect(await mirror('noor')).toContain(
      'Van 1 persoon die je vraagt staat op de lijst met namen een ander team',
    )
    expect(await mirror('ada')).not.toContain('die je vraagt staat op de lijst')
    const hand = { name: 'Daan Mol', email: '', language: 'nl', organisation_id: 'wilgenroos' }
    expect((await w.as('noor').post('/people', hand)).status).toBe(303)
    expect(await asked()).toHaveLength(2)
  })

  it('fills what was left empty of who is added by hand or in a list, and says so', async () => {
    const w = await withList(engine)
    const noor = w.as('noor', 'nl')
    const held = async (name: string) => {
      const row = await w.db
        .selectFrom('participants')
        .innerJoin('people', 'people.id', 'participants.person_id')
        .leftJoin('participant_values as own', 'own.person_id', 'people.id')
        .leftJoin('trait_values', 'trait_values.id', 'own.value_id')
        .select([
          'people.id',
          'people.email',
          'participants.organisation_id',
          'participants.team_id',
          'trait_values.name',
        ])
        .where('people.name', '=', name)
        .executeTakeFirstOrThrow()
      return { ...row, id: row.id, told: [row.organisation_id, row.team_id, row.name] }
    }
    const eva = await noor.post('/people', { name: 'eva vos', email: '', language: 'nl' })
    const { id, told } = await held('eva vos')
    expect(told).toEqual(['wilgenroos', 'kreken', 'nee'])
    expect(eva.headers.location).toContain(`/people/${id}?taken=`)
    const page = await noor.get(`//${(eva.headers.location ?? '').slice(1)}`)
    expect(page.text).toContain(
      'Overgenomen van de lijst met namen: Organisatie Wilgenroos, Team Kreken, Pilot nee.',
    )
    expect((await noor.get(`/people/${id}`)).text).not.toContain('Overgenomen')

    // What was said by hand stays; who is not on the list goes to the list of people, as before.
    const trait = await w.db.selectFrom('traits').select('id').executeTakeFirstOrThrow()
    const no = await w.db.selectFrom('trait_values').select('id').where('name', '=', 'nee').executeTakeFirst()
    const fien = {
      name: 'Fien Kok',
      email: '',
      language: 'nl',
      team_id: '',
      [`trait.${trait.id}`]: no?.id ?? '',
    }
    expect((await noor.post('/people', { ...fien, organisation_id: 'wilgenroos' })).status).toBe(303)
    expect((await held('Fien Kok')).told).toEqual(['wilgenroos', 'kreken', 'nee'])
    const other = await noor.post('/people', { name: 'Gijs Bos', email: '', language: 'nl' })
    expect(other.headers.location).toMatch(/\/people$/)

    // An address is taken over too, unless somebody has it already.
    const carla = await noor.post('/people', { name: 'Carla Dijk', email: '', language: 'nl' })
    expect((await held('Carla Dijk')).email).toBe('carla@a.example')
    expect((await noor.get(`//${(carla.headers.location ?? '').slice(1)}`)).text).toContain(
      'Overgenomen van de lijst met namen: E-mailadres carla@a.example, Organisatie Oeverlicht',
    )
    await w.db
      .updateTable('colleagues')
      .set({ email: 'carla@a.example' })
      .where('name', '=', 'Daan Mol')
      .execute()
    const daan = await noor.post('/people', { name: 'Daan Mol', email: '', language: 'nl' })
    expect([daan.status, (await held('Daan Mol')).email]).toEqual([303, null])
    expect((await held('Daan Mol')).told).toEqual(['wilgenroos', null, 'ja'])

    await w.db
      .updateTable('colleagues')
      .set({ email: 'bram@a.example' })
      .where('name', '=', 'Bram Smit')
      .execute()
    const lines = 'Anouk Postma;anouk@a.example;Wilgenroos\nBram Smit\nHugo Prins'
    const pasted = await noor.post('/people/import', { language: 'nl', people: lines })
    expect(pasted.status).toBe(303)
    expect(pasted.headers['set-cookie']).toEqual([expect.stringContaining('addedFilled.2')])
    expect((await held('Anouk Postma')).told).toEqual(['wilgenroos', 'kreken', 'ja'])
    expect((await held('Bram Smit')).email).toBe('bram@a.example')
    expect((await held('Bram Smit')).told).toEqual(['oeverlicht', 'kreken', 'nee'])
    expect((await held('Hugo Prins')).told).toEqual([null, null, null])
  })

  it('counts the network, and says who still fits by name', async () => {
    const w = await withList(engine)
    await w.db.updateTable('seats').set({ sees_names: 0 }).where('person_id', '=', 'ravi').execute()
    const noor = w.as('noor', 'nl')
    const network = (await noor.get('/people/network')).text
    expect(network).toContain('Geteld uit de lijst met namen.')
    expect(network).not.toContain('/people/network/teams"')
    // The link that somebody still has open leads back to where the counts are.
    const old = await noor.get('/people/network/teams')
    expect([old.status, old.headers.location]).toEqual([303, `/studies/${w.study}/people/network`])
    expect((await noor.post('/people/network/teams', { version: 'x' })).status).toBe(409)
    const mirror = (await noor.get('/people/mirror')).text
    expect(mirror).toContain(`${names}?q=Eva+Vos">Vraag Eva Vos</a>`)
    expect((await w.as('ravi', 'nl').get('/people/mirror')).text).not.toContain('Eva Vos')
    expect((await w.as('ada', 'nl').get('/people/mirror')).text).not.toContain('Eva Vos')
  })

  it('is where one chooses who comes in the place of somebody, and tells whose', async () => {
    const w = await withList(engine)
    const noor = w.as('noor', 'nl')
    const replaced = () =>
      w.db
        .selectFrom('replacements')
        .innerJoin('people', 'people.id', 'replacements.person_id')
        .select(['people.name', 'replaced_id'])
        .execute()
    expect((await noor.get(names)).text).not.toContain('name="replaces"')
    await w.as('sam').post('/participants/sam/withdrawal')
    const people = `/studies/${w.study}/people`
    const plan = await noor.get('/people/plan')
    expect(plan.text).toContain(`href="${people}/mirror?instead=sam#fits">P07 doet niet mee`)
    expect(plan.text).toContain(`href="${people}/names">Naar de lijst met namen`)
    const mirror = (await noor.get('/people/mirror?instead=sam')).text
    expect(mirror).toContain('Je zoekt iemand in de plaats van P07.')
    expect(mirror).toContain(`href="${people}/names?q=Eva+Vos&amp;instead=sam"`)
    expect(mirror).toContain(`href="${people}/names?instead=sam">Naar de lijst met namen`)
    const found = `${names}?q=Eva+Vos&instead=sam`
    expect((await noor.get(found)).text).toMatch(/<option value="sam" selected>P07</)
    expect((await noor.get('/people/mirror?instead=vera')).text).not.toContain('Je zoekt iemand')

    const eva = await idOf(w, 'Eva Vos')
    const daan = await idOf(w, 'Daan Mol')
    const ask = (colleague: string[], replaces: string, path = `${names}/asked?instead=sam`) =>
      noor.post(path, { colleague, language: 'nl', replaces })
    const two = await ask([eva, daan], 'sam')
    expect([two.status, two.text.includes('In de plaats van iemand komt één persoon')]).toEqual([422, true])
    expect(two.text).toContain('<option value="sam" selected>')
    expect(two.text).toContain(`value="${eva}" checked`)
    // Vera takes part, and nobody of another study can be replaced here.
    for (const wrong of ['vera', 'stranger']) {
      const refused = await ask([eva], wrong)
      expect([refused.status, refused.text.includes('heeft al een vervanger')]).toEqual([422, true])
    }
    expect(await replaced()).toEqual([])
    expect((await ask([eva], 'sam')).status).toBe(303)
    expect(await replaced()).toEqual([{ name: 'Eva Vos', replaced_id: 'sam' }])
    expect((await noor.get('/people/plan')).text).not.toContain('P07 doet niet mee')
    expect((await ask([daan], 'sam')).status).toBe(422)

    // A draw asks it too.
    await w.as('vera').post('/participants/vera/withdrawal')
    const made = await noor.post('/people/draws', { wanted: 1, seed: 'acht' })
    const path = /\/people\/draws\/[\w-]+$/.exec(String(made.headers.location))?.[0] ?? ''
    const drawn = /name="colleague" value="([\w-]+)"/.exec((await noor.get(path)).text)?.[1] ?? ''
    expect((await ask([drawn], 'vera', `${path}/asked`)).status).toBe(303)
    expect((await replaced()).map(({ replaced_id }) => replaced_id).toSorted()).toEqual(['sam', 'vera'])
  })

  it('tells how far all that is mirrored can be right at once', async () => {
    const w = await withList(engine)
    const noor = w.as('noor', 'nl')
    const plan = async () => (await noor.get('/people/plan')).text
    const trait = await w.db.selectFrom('traits').select('id').executeTakeFirstOrThrow()
    const intoSpoorzicht = (id: string, names: string[]) =>
      w.db.updateTable('colleagues').set({ team_id: id }).where('name', 'in', names).execute()
    expect((await noor.post('/study/teams', { name: 'Spoorzicht' })).status).toBe(303)
    const { id } = await w.db
      .selectFrom('teams')
      .select('id')
      .where('name', '=', 'Spoorzicht')
      .executeTakeFirstOrThrow()
    await intoSpoorzicht(id, ['Bram Smit', 'Fien Kok'])
    expect(await plan()).not.toContain('samen:')
    const own = { organisation: 'yes', team: 'yes', [`trait.${trait.id}`]: 'yes' }
    expect((await noor.post('/people/plan', { ...own, size: 2, version: 1 })).status).toBe(303)
    expect(await plan()).toContain('Organisatie, Team, Pilot samen: alle 2 plaatsen kunnen tegelijk kloppen')
    expect(await plan()).toContain('Van 1 persoon op de namenlijst is niet alles bekend.')

    // Of these four any two differ in two of three, so that each two attributes go together and all three do not.
    await w.db.deleteFrom('colleagues').where('name', 'in', ['Carla Dijk', 'Fien Kok']).execute()
    await intoSpoorzicht(id, ['Bram Smit', 'Daan Mol'])
    expect(await plan()).toContain('er zijn mensen gevonden voor 1 van de 2 plaatsen')
    expect(await plan()).toMatch(/Dan blijven deze open: [^.]*Pilot: (ja|nee) \(1\)\./)
    expect(await plan()).toContain('een loting kan ook dan iets te veel of te weinig hebben')

    // So a draw of two misses something, and says what.
    await w.as('sam').post('/participants/sam/withdrawal')
    await w.as('vera').post('/participants/vera/withdrawal')
    const draw = await noor.post('/people/draws', { wanted: 2, seed: 'acht' })
    const path = /\/people\/draws\/[\w-]+$/.exec(String(draw.headers.location))?.[0] ?? ''
    expect((await noor.get(path)).text).toMatch(
      /Deze loting haalt het plan niet helemaal. Te weinig: [^.]*\(1\)[^.]*\. Te veel: [^.]*\(1\)/,
    )
  })

  it('is drawn from within the plan, and the draw can be done again', async () => {
    const w = await withList(engine)
    const { db } = w
    const noor = w.as('noor', 'nl')
    expect((await noor.post('/people/draws', { wanted: '', seed: '' })).status).toBe(422)
    expect((await noor.post('/people/draws', { wanted: 99, seed: 'acht' })).status).toBe(422)
    const made = await noor.post('/people/draws', { wanted: 4, seed: 'zeven maal zeven' })
    expect(made.status).toBe(303)
    const path = /\/people\/draws\/[\w-]+$/.exec(String(made.headers.location))?.[0] ?? ''
    const whoIsDrawn = () =>
      db
        .selectFrom('drawn_colleagues')
        .innerJoin('colleagues', 'colleagues.id', 'drawn_colleagues.colleague_id')
        .select(['colleagues.id', 'colleagues.name', 'colleagues.organisation_id'])
        .where('place', 'is not', null)
        .orderBy('place')
        .execute()
    const first = await whoIsDrawn()
    // Sam and Vera of the cast have a seat each already, of four: two for each organisation.
    expect(
      first
        .map(({ organisation_id }) => organisation_id)
        .toSorted()
        .slice(0, 2),
    ).toContain('oeverlicht')
    const page = (await noor.get(path)).text
    expect(page).not.toContain('haalt het plan niet')
    expect(page).toContain('Opnieuw uitgerekend met hetzelfde toevalsgetal: dezelfde mensen.')
    for (const { name } of first) expect(page).toContain(name)
    const file = (await noor.get(`${path}.csv`)).text
    expect(redone(file)).toEqual(first.map(({ id }) => id))
    // The marks of people are random, so that two seeds may agree now and then; ten that all do would not heed the seed.
    const others = Array.from({ length: 10 }, (_, place) => `ander getal ${place}`)
    const outcomes = others.map((seed) => redone(file.replaceAll('zeven maal zeven', seed)).join())
    expect(outcomes.every((outcome) => outcome === redone(file).join())).toBe(false)
    expect((await noor.get(path)).text).toContain('Nog niemand van hen staat op de lijst')

    const colleague = first.slice(0, 2).map(({ id }) => id)
    expect((await noor.post(`${path}/asked`, { colleague, language: 'nl' })).status).toBe(303)
    expect((await noor.post(`${path}/asked`, { colleague, language: 'nl' })).status).toBe(422)
    const people = await db
      .selectFrom('asked_colleagues as asked')
      .innerJoin('participants', 'participants.person_id', 'asked.person_id')
      .innerJoin('participant_values as value', 'value.person_id', 'asked.person_id')
      .select(['asked.colleague_id', 'participants.organisation_id'])
      .execute()
    expect(people.map(({ colleague_id }) => colleague_id).toSorted()).toEqual(colleague.toSorted())
    expect((await noor.get(path)).text).toContain('staat bij Mensen')
    expect((await noor.get('/people/draws')).text).toMatch(
      /om \d\d:\d\d: 4 mensen uit 6<\/a><br>Toevalsgetal: zeven maal zeven<br>Geloot door: Noor/,
    )

    // Who goes from the list takes along what a draw needs, and the page says so.
    const [last] = first.slice(-1)
    const removal = `${names}/${last?.id ?? ''}/removal`
    const before = await noor.get(removal)
    expect(before.text).toContain('Eén loting waarin deze persoon meedeed, is daarna niet meer')
    expect(before.text).toContain(`action="/studies/${w.study}${removal}"`)
    expect((await noor.post(removal)).status).toBe(303)
    expect((await noor.get(removal)).status).toBe(404)
    expect((await noor.get(path)).text).toContain('sinds de loting van de namenlijst gehaald')
    expect((await noor.post(`${names}/nobody/removal`)).status).toBe(404)
    expect((await w.as('kai').get(path)).status).toBe(404)
  })

  it('is not drawn from beyond the seats that are open, and says why when none is', async () => {
    const w = await withList(engine)
    const noor = w.as('noor', 'nl')
    const draw = (wanted: number) => noor.post('/people/draws', { wanted, seed: 'acht' })
    expect((await draw(6)).text).toContain('Zo veel plaatsen zijn er niet vrij in het plan')
    expect((await noor.post('/people/draws', { wanted: 1, seed: '=1' })).status).toBe(422)
    const said = String((await draw(1)).headers['set-cookie'])
    expect(said).toContain('notice=drawn.1')
    const next = await request(w.app).get('/sign-in').set('cookie', 'notice=drawn.1; language=nl')
    expect(next.text).toContain('1 persoon geloot en bewaard.')
    const plan = { size: 2, organisation: 'yes', version: 1 }
    expect((await noor.post('/people/plan', plan)).status).toBe(303)
    const page = (await noor.get('/people/draws')).text
    expect(page).toContain('Er is niets om te loten: alle plaatsen in het plan zijn bezet')
    expect(page).not.toContain('name="seed"')
    const refused = await draw(1)
    expect([refused.status, refused.text.includes('Er is niets om te loten')]).toEqual([422, true])
  })

  it('forgets who is erased, and all of it when it is removed; who is asked stays', async () => {
    const w = await withList(engine)
    const { as, db } = w
    const colleague = [await idOf(w, 'Anouk Postma'), await idOf(w, 'Bram Smit')]
    expect((await as('noor').post(`${names}/asked`, { colleague, language: 'en' })).status).toBe(303)
    const asked = () => db.selectFrom('asked_colleagues').selectAll().execute()
    const [{ person_id: erased, colleague_id: gone } = { person_id: '', colleague_id: '' }] = await asked()
    const reason = { reason: 'Vroeg erom', sure: 'yes', understood: 'yes', confirm: 'yes' }
    expect((await as('noor').post(`/people/${erased}/erasure`, reason)).status).toBe(303)
    expect(await db.selectFrom('colleagues').select('id').where('id', '=', gone).execute()).toEqual([])
    const before = (await as('noor', 'nl').get(`${names}/removal`)).text
    expect(before).toContain('5 namen, met alles')
    expect(before).toContain('Eén persoon die je al vraagt')
    expect((await as('noor').post(`${names}/removal`)).status).toBe(303)
    expect((await as('noor').get(`${names}/removal`)).status).toBe(404)
    expect(await db.selectFrom('colleagues').select('id').execute()).toEqual([])
    expect(await db.selectFrom('participants').select('person_id').execute()).toHaveLength(3)
  })
})
