import { describe, expect, it } from '@jest/globals'
import { engines, type Engine } from './support/databases.ts'
import { logOf, world, type Form } from './support/world.ts'

type World = Awaited<ReturnType<typeof world>>

const cell = (organisation: string, column: string) => `n.${organisation}.${column}`
const counted = { [cell('oeverlicht', 'kreken')]: 9, [cell('wilgenroos', 'kreken')]: 6 }

/** The version that a form bears. */
async function versionAt({ as }: World, path: string): Promise<string> {
  return valueIn((await as('noor').get(path)).text, 'version') ?? ''
}

/** What stands in a field of a page. */
function valueIn(page: string, field: string): string | undefined {
  return new RegExp(`name="${field.replaceAll('.', '\\.')}"[^>]*?\\svalue="([^"]*)"`).exec(page)?.[1]
}

async function count(w: World, form: Form): Promise<number> {
  const version = await versionAt(w, '/people/network/teams')
  return (await w.as('noor').post('/people/network/teams', { ...form, version })).status
}

const idOf = async ({ db }: World, name: string) =>
  (await db.selectFrom('people').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id

async function traitIn({ as, db }: World, name: string) {
  await as('noor').post('/people/traits', { name, values: 'ja\nnee' })
  const trait = await db.selectFrom('traits').select('id').where('name', '=', name).executeTakeFirstOrThrow()
  const values = await db
    .selectFrom('trait_values')
    .select('id')
    .where('trait_id', '=', trait.id)
    .orderBy('position')
    .execute()
  return { id: trait.id, yes: values[0]?.id ?? '', no: values[1]?.id ?? '' }
}

describe.each(engines)('the network in counts, on %s', (engine: Engine) => {
  it('is typed as a table, pasted from a spreadsheet, and loses nothing that was typed', async () => {
    const w = await world(engine)
    const { as } = w
    expect(await count(w, counted)).toBe(303)
    expect((await as('noor').get('/people/network')).text).toContain('<strong>15</strong>')

    const version = await versionAt(w, '/people/network/teams')
    const wrong = { ...counted, [cell('oeverlicht', 'kreken')]: 'tien', version }
    const refused = await as('noor', 'nl').post('/people/network/teams', wrong)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="tien"')
    expect(refused.text).toContain('Vul een heel getal in')

    const paste = (table: string) => as('noor', 'nl').post('/people/network/teams/paste', { table })
    for (const mark of [',', ';', '\t']) {
      const table = ['Organisatie,Kreken,Totaal', 'oeverlicht,12,12', 'Wilgenroos,,', 'Totaal,12,12'].join(
        '\n',
      )
      const page = await paste(table.replaceAll(',', mark))
      expect(page.status).toBe(200)
      expect(page.text).toContain('value="12"')
    }
    expect((await as('noor').get('/people/network')).text).toContain('<strong>15</strong>')
    const unknown = await paste('Organisatie;Kreken\nNergens;3\nOeverlicht;drie')
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('Regel 3: “drie” is geen aantal')

    // Somebody else was first: what was typed stays, and what is there now is told.
    expect(await count(w, { ...counted, [cell('oeverlicht', 'kreken')]: 20 })).toBe(303)
    expect((await as('ravi').post('/people/network/teams', { ...counted, version })).status).toBe(409)
    // What was not touched is taken over; what both changed shows both.
    const [first, second] = [cell('oeverlicht', 'kreken'), cell('wilgenroos', 'kreken')]
    const open = await as('ravi', 'nl').get('/people/network/teams')
    const seenOn = ({ text }: { text: string }) => ({
      version: valueIn(text, 'version') ?? '',
      was: (valueIn(text, 'was') ?? '').replaceAll('&#34;', '"'),
    })
    expect(await count(w, { [first]: 21, [second]: 7 })).toBe(303)
    const late = await as('ravi', 'nl').post('/people/network/teams', {
      [first]: '20',
      [second]: '8',
      ...seenOn(open),
    })
    expect([late.status, valueIn(late.text, first), valueIn(late.text, second)]).toEqual([409, '21', '8'])
    expect(late.text).toContain('was 20')
    expect(late.text).toContain('bewaard: 7')
    expect(late.text).toContain('1 vak dat jij niet aanraakte')
    const both = { [first]: '21', [second]: '8', ...seenOn(late) }
    expect((await as('ravi').post('/people/network/teams', both)).status).toBe(303)
    expect(await count(w, { [first]: 20, [second]: 8 })).toBe(303)
    const csv = await as('noor', 'nl').get('/people/network.csv')
    expect(csv.text).toContain('Oeverlicht;Team;Kreken;20')
  })

  it('adds the organisations and teams that a pasted table names, once somebody said that they are right', async () => {
    const w = await world(engine)
    const { as } = w
    const path = '/people/network/teams'
    const table = 'Organisatie;Kreken;Duinrand;Totaal\nOeverlicht;4;2;6\nMeerpaal;1;3;4\nMEERPAAL;;;'
    const version = await versionAt(w, path)
    const paste = (form: Form) => as('noor', 'nl').post(`${path}/paste`, { version, ...form })
    // What else is wrong comes first.
    const twice = await paste({ table })
    expect([twice.status, twice.text.includes('Regel 4: “MEERPAAL” staat er al')]).toEqual([422, true])
    const right = table.slice(0, table.lastIndexOf('\n'))
    const named = async () => {
      const names = async (list: 'organisations' | 'teams') =>
        (await w.db.selectFrom(list).select('name').where('study_id', '=', w.study).execute()).map(
          ({ name }) => name,
        )
      return [...(await names('organisations')), ...(await names('teams'))]
    }
    const before = await named()
    const asked = await paste({ table: right })
    expect(asked.text).toContain('Organisatie: “Meerpaal”')
    expect(asked.text).toContain('Team: “Duinrand”')
    const adds = (valueIn(asked.text, 'adds') ?? '').replaceAll('&#34;', '"')
    // Of other names nobody said that they are right.
    await paste({ table: right.replace('Meerpaal', 'Meerpool'), adds })
    expect(await named()).toEqual(before)
    const read = await paste({ table: right, adds })
    expect(read.text).toContain('Gelezen, nog niet bewaard. Er zijn 4 vakken ingevuld.')
    expect((await named()).toSorted()).toEqual([...before, 'Meerpaal', 'Duinrand'].toSorted())
    expect((await paste({ table: right, adds })).text).toContain('4 vakken')
    expect((await logOf(w.db)).filter((action) => action === 'sample.edit')).toHaveLength(1)
    // A trait has its own values: a column that is none of them is wrong.
    const trait = await traitIn(w, 'Ervaring')
    const column = await as('noor', 'nl').post(`/people/network/${trait.id}/paste`, {
      table: 'Organisatie;misschien\nOeverlicht;3',
    })
    expect([column.status, column.text.includes('“misschien” is hier geen kolom')]).toEqual([422, true])
  })

  it('changes only what a pasted table speaks of, and lets no people go unseen', async () => {
    const w = await world(engine)
    const { as } = w
    const [oeverlicht, wilgenroos] = [cell('oeverlicht', 'kreken'), cell('wilgenroos', 'kreken')]
    const path = '/people/network/teams'
    await count(w, counted)
    const form = { ...counted, version: await versionAt(w, path) }
    const paste = (table: string) => as('noor', 'nl').post(`${path}/paste`, { ...form, table })
    const cells = (text: string) => [valueIn(text, oeverlicht), valueIn(text, wilgenroos)]

    // Refused: every cell is as it was, and what was pasted is there to be mended.
    const refused = await paste('Organisatie;Kreken\nOeverlicht;12\nNergens;drie')
    expect([refused.status, ...cells(refused.text)]).toEqual([422, '9', '6'])
    expect(refused.text).toContain('Nergens;drie')

    const read = await paste('Organisatie;Kreken\nOeverlicht;12')
    expect([read.status, ...cells(read.text)]).toEqual([200, '12', '6'])
    expect(read.text).toContain('Gelezen, nog niet bewaard. Er verandert 1 vak.')
    expect(read.text).toContain('bewaard: 9')
    expect(read.text).toContain('In jouw tabel staan 12 mensen; met wat hier al stond, zijn het er 18.')
    expect(read.text).not.toContain('Dit gaat eraf')
    expect(valueIn(read.text, 'version')).toBe(form.version)
    // A table that nobody read is not left lying.
    const unread = await as('noor', 'nl').post(path, { ...form, table: 'Organisatie;Kreken' })
    expect([unread.status, ...cells(unread.text)]).toEqual([422, '9', '6'])
    expect(unread.text).toContain('nog niet ingelezen')

    // As a spreadsheet gives it: nothing above the names of the rows.
    const cornerless = await paste('\tKreken\nOeverlicht\t7\nWilgenroos\t8')
    expect([cornerless.status, ...cells(cornerless.text)]).toEqual([200, '7', '8'])
    expect(cornerless.text).not.toContain('In jouw tabel')

    const emptied = await paste('Organisatie;Kreken\nWilgenroos;')
    expect(emptied.text).toContain('Wilgenroos, Kreken: nu 6 mensen, wordt leeg')
    expect(emptied.text).toContain('Het totaal gaat van 15 naar 9')
    const without = { [oeverlicht]: 9, [wilgenroos]: '', version: form.version }
    const asked = await as('noor', 'nl').post(path, without)
    expect([asked.status, ...cells(asked.text)]).toEqual([422, '9', ''])
    const sure = valueIn(asked.text, 'sure') ?? ''
    expect((await as('noor').post(path, { ...without, [oeverlicht]: '', sure })).status).toBe(422)
    expect((await as('noor').post(path, { ...without, sure })).status).toBe(303)
    expect((await as('noor', 'nl').get('/people/network.csv')).text).not.toContain('Wilgenroos')
  })

  it('comes first where nobody is asked yet, then the plan, then the people', async () => {
    const w = await world(engine)
    for (const table of ['participants', 'links'] as const) await w.db.deleteFrom(table).execute()
    const first = async (who: 'noor' | 'ada') =>
      /class="empty">[^]*?<a class="button" href="[^"]*\/people([^"]*)"/.exec(
        (await w.as(who).get('/people')).text,
      )?.[1]
    expect([await first('noor'), await first('ada')]).toEqual(['/network', undefined])
    await count(w, counted)
    expect(await first('noor')).toBe('/plan')
    expect(
      (await w.as('noor').post('/people/plan', { size: 4, organisation: 'yes', version: 0 })).status,
    ).toBe(303)
    expect(await first('noor')).toBe('/import')
  })

  it('is for the researchers of the study alone, and holds what others rest on', async () => {
    const w = await world(engine)
    const { as } = w
    await count(w, counted)
    expect((await as('ada').get('/people/network')).status).toBe(403)
    expect((await as('ada').get('/people/plan')).status).toBe(403)
    expect((await as('kai').get('/people/network')).status).toBe(404)
    expect((await as('kai').post('/people/network/teams', counted)).status).toBe(404)
    expect((await as('noor').get('/people/network/nothing')).status).toBe(404)
    expect((await as('noor').post('/study/teams/kreken/removal')).status).toBe(409)
  })

  it('has traits with values, of which one that somebody has stays', async () => {
    const w = await world(engine)
    const { as } = w
    const trait = await traitIn(w, 'Pilot')
    expect((await as('noor').post('/people/traits', { name: 'Pilot', values: 'a\nb' })).status).toBe(422)
    expect((await as('noor').post('/people/traits', { name: 'Eén', values: 'a' })).status).toBe(422)
    const path = `/people/traits/${trait.id}`
    const sam = await as('noor').get('/people/sam')
    expect(sam.text).toContain('Pilot')
    const own = { name: 'Sam Visser', email: 'sam@voorbeeld.example', language: 'nl', version: 1 }
    const facts = { organisation_id: 'oeverlicht', team_id: 'kreken', [`trait.${trait.id}`]: trait.yes }
    expect((await as('noor').post('/people/sam', { ...own, ...facts })).status).toBe(303)

    const values = { [`value.${trait.yes}`]: '', [`value.${trait.no}`]: 'nee' }
    const refused = await as('noor').post(path, {
      name: 'Pilot',
      ...values,
      version: await versionAt(w, path),
    })
    expect(refused.status).toBe(422)
    const renamed = { [`value.${trait.yes}`]: 'wel', [`value.${trait.no}`]: 'niet', values: 'onbekend' }
    const version = await versionAt(w, path)
    expect((await as('noor').post(path, { name: 'De pilot', ...renamed, version })).status).toBe(303)
    expect((await as('ravi').post(path, { name: 'Pilot 2', ...renamed, version })).status).toBe(409)
    expect((await as('noor').post(`${path}/removal`)).status).toBe(409)
  })
})

describe.each(engines)('the plan of the sample, on %s', (engine: Engine) => {
  it('divides seats, counts who is on the list, and says who is to be replaced', async () => {
    const w = await world(engine)
    const { as } = w
    expect((await as('noor', 'nl').get('/people/plan')).text).toContain(
      'Vul eerst in hoeveel mensen er werken',
    )
    await count(w, counted)
    const plan = { organisation: 'yes', two_each: 'yes' }
    expect((await as('noor').post('/people/plan', { ...plan, size: 'veel', version: 0 })).status).toBe(422)
    const tooMany = await as('noor', 'nl').post('/people/plan', { ...plan, size: 16, version: 0 })
    expect([tooMany.status, valueIn(tooMany.text, 'size')]).toEqual([422, '16'])
    expect(tooMany.text).toContain('Er zijn 15 mensen geteld. Vul 15 of minder in')
    expect((await as('noor').post('/people/plan', { ...plan, size: 5, version: 0 })).status).toBe(303)
    expect((await as('ravi').post('/people/plan', { ...plan, size: 6, version: 0 })).status).toBe(409)
    const page = await as('noor', 'nl').get('/people/plan')
    // 9 and 6 of 15: three and two of five seats; Sam and Vera are both of Oeverlicht.
    const rows = [
      ...page.text.matchAll(
        /<th scope="row">([^<]*)<\/th>\s*<td[^>]*>(\d+)<\/td>\s*<td[^>]*>[^<]*<\/td>\s*<td[^>]*><strong>(\d+)<\/strong><\/td>\s*<td[^>]*>(\d+)<\/td>/g,
      ),
    ]
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['Oeverlicht', '9', '3', '2'],
      ['Wilgenroos', '6', '2', '0'],
    ])

    // Nobody can be drawn without a list of names.
    expect(page.text).toContain('Dat gaat uit een lijst met namen, en die is er nog niet.')
    expect(page.text).not.toContain('/people/draws"')

    await as('sam').post('/participants/sam/withdrawal')
    expect((await as('noor', 'nl').get('/people/plan')).text).toContain(
      'P07 doet niet mee. Zoek iemand anders.',
    )
    expect((await as('noor').get('/people/new')).text).toContain('name="replaces"')
    expect((await as('noor').get('/people/sam')).text).not.toContain('name="replaces"')
    const tess = {
      name: 'Tess Kuiper',
      email: '',
      language: 'nl',
      organisation_id: 'wilgenroos',
      replaces: 'sam',
    }
    expect((await as('noor').post('/people', { ...tess, volunteered: 'yes' })).status).toBe(303)
    const after = await as('noor', 'nl').get('/people/plan')
    expect(after.text).not.toContain('P07 doet niet mee')
    expect((await as('noor').post('/people', { ...tess, name: 'Bo', replaces: 'ravi' })).status).toBe(404)
    // Somebody has one replacement, and is not their own.
    expect((await as('noor').post('/people', { ...tess, name: 'Bo' })).status).toBe(422)
    const sam = { name: 'Sam Visser', email: 'sam@voorbeeld.example', language: 'nl', version: 1 }
    const own = await as('noor', 'nl').post('/people/sam', { ...sam, replaces: 'sam' })
    expect(own.status).toBe(422)
    expect(own.text).toContain('Kies iemand anders: deze persoon is het zelf')
  })
})

describe.each(engines)('a plan with few seats, on %s', (engine: Engine) => {
  it('says which values have none, which organisations fall short, and that one person mirrors nothing', async () => {
    const w = await world(engine)
    const { as } = w
    await count(w, { ...counted, [cell('wilgenroos', 'kreken')]: 1 })
    const planned = async (size: number, version: number, two_each = 'yes') => {
      const plan = { organisation: 'yes', ...(two_each ? { two_each } : {}), size, version }
      expect((await as('noor').post('/people/plan', plan)).status).toBe(303)
      return (await as('noor', 'nl').get('/people/plan')).text
    }
    const alone = await planned(1, 0)
    expect(alone).toContain('Eén persoon lijkt niet op een heel netwerk')
    expect(alone).toMatch(/>Wilgenroos<[^]*?>geen plaats</)
    expect(alone).not.toContain('Voor twee plaatsen')
    const short = await planned(2, 1)
    expect(short).toContain('zijn 3 plaatsen nodig. Minder dan twee hebben nu: Oeverlicht.')
    const enough = await planned(3, 2)
    expect(enough).not.toContain('Voor twee plaatsen')
    expect(enough).toContain('Bij Wilgenroos werkt één mens.')
    expect(await planned(3, 3, '')).not.toContain('werkt één mens')
  })
})

describe.each(engines)('a plan by a trait, on %s', (engine: Engine) => {
  it('says where its counts differ from those of the teams, as the network does, and nothing where they do not', async () => {
    const w = await world(engine)
    const { as } = w
    await count(w, counted)
    const { id, yes, no } = await traitIn(w, 'Pilot')
    const table = `/people/network/${id}`
    const pilots = async (form: Form) =>
      (await as('noor').post(table, { ...form, version: await versionAt(w, table), sure: '' })).status
    expect(await pilots({ [cell('wilgenroos', yes)]: 4, [cell('oeverlicht', no)]: 9 })).toBe(303)
    const plan = { size: 4, organisation: 'yes', [`trait.${id}`]: 'yes', version: 0 }
    expect((await as('noor').post('/people/plan', plan)).status).toBe(303)
    const differs = 'Wilgenroos: hier 4 mensen geteld, bij de teams 6.'
    const page = async (path: string) => (await as('noor', 'nl').get(path)).text
    expect(await page('/people/network')).toContain(differs)
    const planned = await page('/people/plan')
    expect(planned).toContain(`</span> ${differs}</p>`)
    const to = /<a href="([^"]*)#([^"]*)">Naar de aantallen/.exec(planned)
    expect((await as('noor', 'nl').get(`/${to?.[1] ?? ''}`)).text).toContain(
      `<section id="${to?.[2] ?? ''}">`,
    )
    expect(await pilots({ [cell('wilgenroos', yes)]: 6, [cell('oeverlicht', no)]: 9 })).toBe(303)
    expect(await page('/people/plan')).not.toContain('hier 4 mensen geteld')
    expect(await page('/people/plan')).not.toContain('Naar de aantallen')
    // Of whom the organisation is not said, only all together can be compared.
    await w.db.deleteFrom('network_counts').where('value_id', 'is not', null).execute()
    expect(await pilots({ [cell('none', yes)]: 9, [cell('wilgenroos', no)]: 4 })).toBe(303)
    for (const path of ['/people/network', '/people/plan']) {
      expect(await page(path)).toContain('Totaal: hier 13 mensen geteld, bij de teams 15.')
      expect(await page(path)).not.toContain('hier 4 mensen')
    }
  })
})

describe.each(engines)('who comes in the place of somebody, on %s', (engine: Engine) => {
  const someone = { email: '', language: 'nl', organisation_id: 'wilgenroos' }
  const toReplace = async ({ as }: World) => (await as('noor', 'nl').get('/people/plan')).text

  it('is looked for while the plan has a seat open, whether or not it is noted in whose place', async () => {
    const w = await world(engine)
    const { as } = w
    await count(w, counted)
    const plan = { organisation: 'yes', two_each: 'yes', size: 2, version: 0 }
    expect((await as('noor').post('/people/plan', plan)).status).toBe(303)
    await as('sam').post('/participants/sam/withdrawal')
    expect(await toReplace(w)).toContain('P07 doet niet mee. Zoek iemand anders.')
    expect((await as('noor', 'nl').get('')).text).toContain('1 plek is weer vrij')
    expect((await as('ada', 'nl').get('')).text).not.toContain('weer vrij')
    expect((await as('noor').post('/people', { ...someone, name: 'Tess Kuiper' })).status).toBe(303)
    expect(await toReplace(w)).not.toContain('P07 doet niet mee')
    expect((await as('noor', 'nl').get('')).text).not.toContain('weer vrij')
    // It can be noted all the same.
    expect((await as('noor').get('/people/new')).text).toContain('name="replaces"')
  })

  it('is one person, also when two researchers add somebody at once', async () => {
    const w = await world(engine)
    const { as } = w
    await as('sam').post('/participants/sam/withdrawal')
    const add = (who: 'noor' | 'ravi', name: string) =>
      as(who, 'nl').post('/people', { ...someone, name, replaces: 'sam' })
    const answers = await Promise.all([add('noor', 'Tess Kuiper'), add('ravi', 'Bo Ernst')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422])
    const refused = answers.find(({ status }) => status === 422)?.text
    expect(refused).toContain('heeft al een vervanger')
    expect(refused).toMatch(/value="(Tess Kuiper|Bo Ernst)"/)
    expect(await w.db.selectFrom('replacements').selectAll().execute()).toHaveLength(1)
    expect(await w.db.selectFrom('participants').select('person_id').execute()).toHaveLength(3)
  })
})

describe.each(engines)('the mirror, on %s', (engine: Engine) => {
  it('compares network, list and talks, names who fits, and tells others no small group', async () => {
    const w = await world(engine)
    const { as } = w
    await count(w, counted)
    await as('noor').post('/people/plan', { size: 5, organisation: 'yes', two_each: 'yes', version: 0 })
    await as('sam').post('/participants/sam/consent', {})
    const talk = { person_id: 'sam', held_on: '2026-11-20', place: '', interviewer_id: '' }
    expect((await as('noor').post('/interviews', talk)).status).toBe(303)
    const page = await as('noor', 'nl').get('/people/mirror')
    expect(page.text).toContain('Wie past nog?')
    // Two of Oeverlicht of two, where one or two would do; the same is said of who took part.
    expect(page.text).toContain('Wie je vraagt, 2 mensen: lijkt op het geheel')
    expect(page.text).toContain('Wie meededen, 1 persoon: lijkt op het geheel')
    expect(page.text).toMatch(
      /het dichtst bij het plan\.[^]*Open plaatsen: Wilgenroos \(2\)[^]*daarna het dichtst[^]*Oeverlicht \(1\)/,
    )
    await w.as('noor').post('/people', {
      ...{ name: 'Bo', email: '', language: 'nl', organisation_id: 'oeverlicht' },
    })
    const three = (await as('noor', 'nl').get('/people/mirror')).text
    expect(three).toContain('Wie je vraagt, 3 mensen: hier lijkt de groep het minst op het geheel.')
    expect(three).toContain(
      'Organisatie, Wilgenroos: 1 plaats te weinig. Er is niemand; bij een groep als deze passen er 1 of 2.',
    )
    expect((await as('noor').post(`/people/${await idOf(w, 'Bo')}/removal`)).status).toBe(303)
    expect(page.text).toMatch(/<strong>Wilgenroos, Kreken<\/strong>/)
    const figures = /data-name>Oeverlicht<\/th>([\s\S]*?)<\/tr>/.exec(page.text)?.[1] ?? ''
    expect([...figures.matchAll(/data-value="(\d+)"><span>(\d+)/g)].map((row) => row.slice(1))).toEqual([
      ['60', '9'],
      ['100', '2'],
      ['100', '1'],
    ])
    // A value alone, as "ja", says nothing.
    const { id, yes } = await traitIn(w, 'Pilot')
    const table = `/people/network/${id}`
    const pilots = { [cell('wilgenroos', yes)]: 6, version: await versionAt(w, table) }
    expect((await as('noor').post(table, pilots)).status).toBe(303)
    const crossed = (await as('noor', 'nl').get('/people/mirror')).text
    expect(crossed).toContain('Wilgenroos, Kreken, Pilot: ja<')
    // Of six in Kreken and six of the pilot, how many are both was not counted.
    expect(crossed).toContain('Hooguit 6 mensen passen hierbij')
    expect(crossed).not.toContain('Het plan is vol')
    await w.db.updateTable('sample_plans').set({ size: 2 }).execute()
    expect((await as('noor', 'nl').get('/people/mirror')).text).toMatch(
      /Wie past nog\?<\/h2>\s*<p>Het plan is vol: 2 plaatsen, en je vraagt 2 mensen\./,
    )
    const others = await as('ada', 'nl').get('/people/mirror')
    expect(others.text).toContain('te weinig om te tonen')
    expect(others.text).not.toContain('Wie past nog?')
    expect(others.text).not.toContain('Wie je vraagt')
  })

  it('draws what the table says', async () => {
    const w = await world(engine)
    // 57.5 and 42.5 of a hundred, which as parts of one are a little less and a little more.
    await count(w, { [cell('oeverlicht', 'kreken')]: 23, [cell('wilgenroos', 'kreken')]: 17 })
    const plan = { size: 5, organisation: 'yes', version: 0 }
    expect((await w.as('noor').post('/people/plan', plan)).status).toBe(303)
    const page = (await w.as('noor', 'nl').get('/people/mirror')).text
    const figures = [...page.matchAll(/data-value="(\d+)"><span>\d+ <span class="muted">\((\d+)%\)/g)]
    expect(figures).toHaveLength(4)
    for (const [, bar, words] of figures) expect(bar).toBe(words)
  })

  it('keeps the team of the time of the talk', async () => {
    const w = await world(engine)
    const { as, db } = w
    await as('noor').post('/study/teams', { name: 'Spoorzicht' })
    const { id } = await db
      .selectFrom('teams')
      .select('id')
      .where('name', '=', 'Spoorzicht')
      .executeTakeFirstOrThrow()
    await count(w, { ...counted, [cell('oeverlicht', id)]: 5 })
    await as('noor').post('/people/plan', { size: 5, team: 'yes', version: 0 })
    await as('noor').post('/interviews', { person_id: 'sam', held_on: '2026-11-10', place: '' })
    const moved = { name: 'Sam Visser', email: 'sam@voorbeeld.example', language: 'nl', version: 1 }
    const to = { organisation_id: 'oeverlicht', team_id: id, team_since: '2026-11-15' }
    expect((await as('noor').post('/people/sam', { ...moved, ...to })).status).toBe(303)
    // The team that was, says so where it is counted and where it has seats.
    const gone = { ends_on: '2026-11-01', successor_id: id }
    await db.updateTable('teams').set(gone).where('id', '=', 'kreken').execute()
    const ended = 'Kreken is gestopt op 1 november 2026 en ging over in Spoorzicht.'
    expect((await as('noor', 'nl').get('/people/network')).text).toContain(
      `${ended} Er zijn nog 15 mensen bij geteld.`,
    )
    expect((await as('noor', 'nl').get('/people/plan')).text).toContain(`${ended} Het heeft nog 4 plaatsen`)
    const page = (await as('noor').get('/people/mirror')).text
    const figuresOf = (team: string) =>
      [
        ...(new RegExp(`data-name>${team}</th>([\\s\\S]*?)</tr>`).exec(page)?.[1] ?? '').matchAll(
          /"><span>(\d+)/g,
        ),
      ].map(([, figure]) => Number(figure))
    expect(figuresOf('Kreken')).toEqual([15, 1, 1])
    expect(figuresOf('Spoorzicht')).toEqual([5, 1, 0])
  })

  it('puts right the day of a move, and takes none that is to come', async () => {
    const w = await world(engine)
    const { as, db } = w
    await db.updateTable('participants').set({ team_id: 'kreken' }).where('person_id', '=', 'sam').execute()
    const own = { name: 'Sam Visser', email: 'sam@voorbeeld.example', language: 'nl' }
    const move = async (version: number, team_id: string, team_since: string) =>
      as('noor', 'nl').post('/people/sam', {
        ...{ ...own, version, organisation_id: 'oeverlicht', team_id, team_since },
      })
    const former = () => db.selectFrom('former_teams').select(['team_id', 'until_on']).execute()
    await as('noor').post('/study/teams', { name: 'Spoorzicht' })
    const { id } = await db
      .selectFrom('teams')
      .select('id')
      .where('name', '=', 'Spoorzicht')
      .executeTakeFirstOrThrow()
    const later = await move(1, id, '2099-01-01')
    expect(later.status).toBe(422)
    expect(later.text).toContain('Deze dag moet nog komen')
    const none = await move(1, 'kreken', '2026-11-01')
    expect(none.status).toBe(422)
    expect(none.text).toContain('Er is geen overstap bekend')
    expect(await former()).toEqual([])
    expect((await move(1, id, '2026-11-15')).status).toBe(303)
    expect(await former()).toEqual([{ team_id: 'kreken', until_on: '2026-11-15' }])
    expect((await move(2, id, '2026-11-05')).status).toBe(303)
    expect(await former()).toEqual([{ team_id: 'kreken', until_on: '2026-11-05' }])
    expect((await move(3, 'kreken', '')).status).toBe(303)
    expect(await former()).toEqual([])
  })
})
