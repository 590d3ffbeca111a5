import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { agree } from './support/agree.ts'
import { engines, type Engine } from './support/databases.ts'
import { withFindings } from './support/findings.ts'
import { picture } from './support/pictures.ts'
import { logOf, world, type Form, type Name, type World } from './support/world.ts'
import { fresh } from './support/talks.ts'

const texts: Record<string, Form> = {
  opening: {
    title: 'Wie werkt er achter die deur',
    preface: 'Voor wie net begint.\n\nEn voor wie er al is.',
  },
  reflection: {
    reflection: 'We dachten dat iedereen het wist.',
    reflection_by: 'de bestuurders',
    new_questions: 'Wat merkt een nieuwe collega?\n\nWie hangt de bordjes op?',
  },
  method: { method: 'We vroegen om foto’s.' },
  makers: { makers: 'Noor Hoekstra\nRavi Bakker' },
}
const parts = Object.keys(texts)

/** A study with findings and with a guide of which all parts are written, but not published. */
async function written(engine: Engine): Promise<World> {
  const w = await world(engine)
  await withFindings(w)
  for (const [version, part] of parts.entries()) await save(w, part, version)
  return w
}

async function save({ as }: World, part: string, version: number, form = texts[part] ?? {}): Promise<void> {
  expect((await as('noor').post(`/guide/${part}`, { ...form, version })).status).toBe(303)
}

async function publish({ as }: World): Promise<void> {
  const { status, headers } = await as('noor').post('/guide/publication')
  expect([status, String(headers['set-cookie'])]).toEqual([
    303,
    expect.stringContaining('notice=guideOpened'),
  ])
}

/** Counts it anew: what is published stays as it was counted then. */
async function publishAgain(w: World): Promise<void> {
  const { status, headers } = await w.as('noor').post('/guide/publication/removal')
  expect([status, String(headers['set-cookie'])]).toEqual([
    303,
    expect.stringContaining('notice=guideClosed'),
  ])
  await publish(w)
}

const publicPage = (w: World, name: Name = 'stranger') => w.as(name, 'nl').get(`//guides/${w.study}`)

type Rung = 'everyone' | 'leaders' | 'participants' | 'researchers'

/** Sam brings a photo that may be seen up to a rung. Gives its id. */
async function bring(w: World, words: string, rung: Rung = 'everyone'): Promise<string> {
  const { n } = await w.db
    .selectFrom('photos')
    .select((row) => row.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  const form = { client_id: `client-${Number(n)}`, words }
  const file = { field: 'picture', name: 'a.jpg', content: await picture(10 + 20 * Number(n)) }
  expect((await w.as('sam').upload('/participants/sam/photos', form, file)).status).toBe(303)
  const answer = rung === 'researchers' ? ('no' as const) : ('fine' as const)
  const { id } = await w.db
    .updateTable('photos')
    .set({ wished_at: '2026-11-22T09:00:00.000Z', answer, rung })
    .where('words', '=', words)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const choose = ({ as }: World, chosen: string[], seen: string[] = [], name: Name = 'noor') =>
  as(name).post('/guide/photos', { chosen, seen })

const tie = ({ db, study }: World, finding_id: string, photo_id: string) =>
  db.insertInto('finding_photos').values({ study_id: study, finding_id, photo_id }).execute()

/** Somebody else of sam's team, who agreed to the same. */
async function takePartLikeSam({ db, study: study_id }: World, id: string, number: number): Promise<void> {
  const person = await db.selectFrom('people').selectAll().where('id', '=', 'sam').executeTakeFirstOrThrow()
  await db
    .insertInto('people')
    .values({ ...person, id, email: null })
    .execute()
  await db.insertInto('drawn_numbers').values({ study_id, number }).execute()
  for (const table of ['participants', 'consents'] as const) {
    const own = await db
      .selectFrom(table)
      .selectAll()
      .where('person_id', '=', 'sam')
      .executeTakeFirstOrThrow()
    const others = table === 'participants' ? { person_id: id, number } : { person_id: id }
    await db
      .insertInto(table)
      .values({ ...own, ...others })
      .execute()
  }
}

async function orderOf({ db }: World): Promise<string[]> {
  const rows = await db.selectFrom('guide_photos').select('photo_id').orderBy('position').execute()
  return rows.map(({ photo_id }) => photo_id)
}

describe.each(engines)('the parts of a guide, on %s', (engine) => {
  it('are listed with what they lack, and the first thing to do', async () => {
    const { as } = await world(engine)
    const page = await as('noor').get('/guide')
    expect(page.text).toContain('Begin with a title and a preface')
    expect(page.text).toContain('No finding is ready yet')
    expect(page.text).toContain('There is no title yet')
    expect(page.text).not.toContain('/guide/publication')
  })

  it('know of findings without a quotation that everyone may see', async () => {
    const w = await written(engine)
    expect((await w.as('noor').get('/guide')).text).not.toContain('no quotation that everyone may see')
    await w.db.updateTable('quotations').set({ rung: 'leaders' }).where('id', '=', 'open').execute()
    expect((await w.as('noor').get('/guide')).text).toContain(
      '1 finding has no quotation that everyone may see',
    )
  })

  it('are written one by one, and stand in the guide in the order of the method', async () => {
    const w = await written(engine)
    const { text, status } = await w.as('ravi', 'nl').get('/guide/preview')
    expect(status).toBe(200)
    const places = [
      ...['Wie werkt er achter die deur', 'Voor wie net begint.', 'En voor wie er al is.'],
      ...['Hang een naam bij elke deur.', 'Een deur zonder bordje', 'De deur heeft geen bordje.'],
      ...['We dachten dat iedereen het wist.', 'de bestuurders', 'Wie hangt de bordjes op?'],
      ...['We vroegen om foto’s.', 'Noor Hoekstra', 'Ravi Bakker'],
    ].map((words) => text.lastIndexOf(words))
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(text).toContain('Alleen leden van het onderzoek zien dit nu')
    expect(text).not.toContain('Een mok zonder plank')
  })

  it('are not for those who may not', async () => {
    const w = await written(engine)
    const statuses = (name: Name) =>
      Promise.all(
        ['', '/preview', '/opening', '/photos'].map(
          async (path) => (await w.as(name).get(`/guide${path}`)).status,
        ),
      )
    expect(await statuses('ada')).toEqual([200, 200, 403, 403])
    expect(await statuses('kai')).toEqual([404, 404, 404, 404])
    expect(await statuses('bea')).toEqual([404, 404, 404, 404])
    expect(await statuses('stranger')).toEqual([401, 401, 401, 401])
    for (const part of parts) {
      const form = { ...texts[part], version: 4 }
      expect((await w.as('ada').post(`/guide/${part}`, form)).status).toBe(403)
      expect((await w.as('kai').post(`/guide/${part}`, form)).status).toBe(404)
    }
    const { text } = await w.as('ada').get('/guide')
    expect(text).not.toContain('/publication')
    expect(text).not.toContain('/guide/opening')
  })

  it('come back with what was typed when a title is missing or a text too long', async () => {
    const w = await world(engine)
    const noor = w.as('noor')
    const blank = await noor.post('/guide/opening', { title: ' ', preface: 'Kept words', version: 0 })
    expect([blank.status, blank.text.includes('Kept words')]).toEqual([422, true])
    expect(blank.text).toContain('Fill in a title')
    const long = await noor.post('/guide/method', { method: `Kept${'x'.repeat(20_000)}`, version: 0 })
    expect([long.status, long.text.includes('Keptxxx')]).toEqual([422, true])
    const odd = await noor.post('/guide/makers', { makers: 'Kept name', version: 'x' })
    expect([odd.status, odd.text.includes('Kept name')]).toEqual([422, true])
    expect(await w.db.selectFrom('guides').selectAll().execute()).toEqual([])
  })

  it('tell the second writer, and show what both wrote', async () => {
    const w = await written(engine)
    const late = { title: 'Wie werkt er achter die deur', preface: 'Mijn eigen begin.', version: 3 }
    const answer = await w.as('ravi').post('/guide/opening', late)
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Someone was first')
    expect(answer.text).toContain('Mijn eigen begin.')
    expect(answer.text).toContain('En voor wie er al is.')
    const version = Number(/name="version" value="(\d+)"/.exec(answer.text)?.[1])
    expect((await w.as('ravi').post('/guide/opening', { ...late, version })).status).toBe(303)
    expect((await w.as('noor').get('/guide/preview')).text).toContain('Mijn eigen begin.')
  })

  it('begin once, also when two begin at the same time', async () => {
    const { as, db } = await world(engine)
    const answers = await Promise.all([
      as('noor').post('/guide/method', { method: 'De ene', version: 0 }),
      as('ravi').post('/guide/method', { method: 'De andere', version: 0 }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    expect(await db.selectFrom('guides').select('version').execute()).toEqual([{ version: 1 }])
  })

  it('stand on the home of the study', async () => {
    const w = await world(engine)
    const stop = async () => (await w.as('noor').get('')).text.replace(/\s+/g, ' ')
    expect(await stop()).not.toContain('in the making')
    await save(w, 'opening', 0)
    expect(await stop()).toContain('in the making')
    await publish(w)
    expect(await stop()).toContain('<span class="count">published</span>')
  })
})

describe.each(engines)('the photo page, on %s', (engine) => {
  it('is chosen from what everyone may see, and ordered by buttons', async () => {
    const w = await written(engine)
    const [first, second, third] = [await bring(w, 'Een'), await bring(w, 'Twee'), await bring(w, 'Drie')]
    const hidden = await bring(w, 'Niet voor iedereen', 'leaders')
    const page = await w.as('noor').get('/guide/photos')
    for (const id of [first, second, third]) expect(page.text).toContain(`value="${id}"`)
    expect(page.text).not.toContain(hidden)
    expect((await choose(w, [first, second, third])).status).toBe(303)
    expect(await orderOf(w)).toEqual([first, second, third])
    expect((await w.as('ravi').post(`/guide/photos/${third}/position`)).status).toBe(303)
    expect(await orderOf(w)).toEqual([first, third, second])
    expect((await w.as('ravi').post(`/guide/photos/${first}/position`)).status).toBe(303)
    expect(await orderOf(w)).toEqual([first, third, second])
    const { text } = await w.as('ada').get('/guide/preview')
    expect(text.indexOf(`${third}/large`)).toBeLessThan(text.indexOf(`${second}/large`))
    const form = { chosen: [first], seen: [first, third, second] }
    expect((await w.as('noor').post('/guide/photos', form)).status).toBe(303)
    expect(await orderOf(w)).toEqual([first])
  })

  it('keeps what somebody else chose meanwhile', async () => {
    const w = await written(engine)
    const [one, other] = [await bring(w, 'Een'), await bring(w, 'Twee')]
    expect((await choose(w, [one], [])).status).toBe(303)
    expect((await choose(w, [other], [], 'ravi')).status).toBe(303)
    expect(await orderOf(w)).toEqual([one, other])
  })

  it('takes no photo of another study, of a lower rung or of no study, and asks for the right', async () => {
    const w = await written(engine)
    const photo = await bring(w, 'Een')
    const hidden = await bring(w, 'Niet voor iedereen', 'leaders')
    for (const id of [hidden, 'nowhere', ' ']) expect((await choose(w, [id])).status).toBe(404)
    expect((await choose(w, ['x'.repeat(60)])).status).toBe(422)
    expect((await w.as('noor').post(`/guide/photos/${photo}/position`)).status).toBe(404)
    expect((await choose(w, [photo], [], 'ada')).status).toBe(403)
    expect((await choose(w, [photo], [], 'kai')).status).toBe(404)
    const { id: theirs } = await w.db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Wadden')
      .executeTakeFirstOrThrow()
    const kai = w.as('kai')
    expect((await kai.post(`//studies/${theirs}/guide/photos`, { chosen: photo })).status).toBe(404)
    expect((await kai.get(`//studies/${theirs}/guide/photos/${photo}/thumb`)).status).toBe(404)
    expect(await orderOf(w)).toEqual([])
  })

  it('shows members the picture, and is told of where the photo stands', async () => {
    const w = await written(engine)
    const photo = await bring(w, 'Een')
    const hidden = await bring(w, 'Niet voor iedereen', 'leaders')
    const answer = await w.as('ada').get(`/guide/photos/${photo}/thumb`)
    expect([answer.status, answer.type]).toEqual([200, 'image/jpeg'])
    expect((await w.as('ada').get(`/guide/photos/${hidden}/thumb`)).status).toBe(404)
    expect((await w.as('noor').get(`/photos/${photo}/removal`)).text).not.toContain(
      'the photo page of the guide',
    )
    await choose(w, [photo])
    expect((await w.as('noor').get(`/photos/${photo}/removal`)).text).toContain('the photo page of the guide')
  })
})

describe.each(engines)('publishing, on %s', (engine) => {
  it('lets anyone read it, without an account and without anything of the study around it', async () => {
    const w = await written(engine)
    await publish(w)
    const answer = await request(w.app).get(`/guides/${w.study}`).set('accept-language', 'nl')
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('Wie werkt er achter die deur')
    expect(answer.text).toContain('Gepubliceerd op 22 november 2026')
    expect(answer.text).toContain('name="robots" content="noindex')
    expect(answer.text).not.toContain('/studies/')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['set-cookie']).toBeUndefined()
    for (const name of ['noor', 'kai', 'sam'] as const) {
      const page = await publicPage(w, name)
      expect([page.status, page.text.includes('/studies/')]).toEqual([200, false])
    }
    expect((await logOf(w.db)).at(-1)).toBe('guide.edit')
  })

  it('needs a title and the right', async () => {
    const w = await world(engine)
    await save(w, 'method', 0)
    const refused = await w.as('noor').post('/guide/publication')
    expect([refused.status, refused.text.includes('Give the guide a title first')]).toEqual([422, true])
    await save(w, 'opening', 1)
    for (const path of ['/guide/publication', '/guide/publication/removal']) {
      expect((await w.as('ada').post(path)).status).toBe(403)
      expect((await w.as('kai').post(path)).status).toBe(404)
      expect((await w.as('stranger').post(path)).status).toBe(401)
    }
    expect((await publicPage(w)).status).toBe(404)
  })

  it('asks once more while something is missing, and not when nothing is', async () => {
    const w = await written(engine)
    const buttonOf = async () => {
      const { text } = await w.as('noor').get('/guide')
      return {
        asks: text.includes(`href="/studies/${w.study}/guide/publication"`),
        publishes: text.includes(`action="/studies/${w.study}/guide/publication"`),
      }
    }
    expect(await buttonOf()).toEqual({ asks: true, publishes: false })
    const { text } = await w.as('noor').get('/guide/publication')
    for (const words of ['No photos are chosen yet', 'Publish anyway']) expect(text).toContain(words)
    expect(text).not.toContain('There is no title yet')
    await choose(w, [await bring(w, 'Een')])
    expect(await buttonOf()).toEqual({ asks: false, publishes: true })
    expect((await w.as('noor').get('/guide/publication')).text).not.toContain('Publish anyway')
    await publish(w)
    expect((await w.as('noor').get('/guide/publication')).status).toBe(303)
    expect((await w.as('ada').get('/guide/publication')).status).toBe(403)
    expect((await w.as('kai').get('/guide/publication')).status).toBe(404)
  })

  it('names the findings that have no quotation which everyone may see, with the way to each', async () => {
    const w = await written(engine)
    const way = `<a href="/studies/${w.study}/findings/door">Een deur zonder bordje</a>`
    for (const path of ['/guide', '/guide/publication'])
      expect((await w.as('noor').get(path)).text).not.toContain(way)
    await w.db.updateTable('quotations').set({ rung: 'leaders' }).where('id', '=', 'open').execute()
    for (const path of ['/guide', '/guide/publication'])
      expect((await w.as('noor').get(path)).text).toContain(way)
  })

  it('is taken back at once, and keeps its day when it is done twice', async () => {
    const w = await written(engine)
    await publish(w)
    w.clock.now = new Date('2026-11-22T10:00:00.000Z')
    await publish(w)
    const { published_at } = await w.db.selectFrom('guides').select('published_at').executeTakeFirstOrThrow()
    expect(published_at).toBe('2026-11-22T09:00:00.000Z')
    expect((await w.as('ravi').post('/guide/publication/removal')).status).toBe(303)
    expect((await publicPage(w)).status).toBe(404)
    expect((await w.as('ravi').post('/guide/publication/removal')).status).toBe(303)
    expect((await w.as('noor').get('/guide')).text).toContain('not published yet')
  })

  it('tells the team whom it reaches', async () => {
    const w = await written(engine)
    const before = (await w.as('noor').get('/guide')).text
    expect(before).toContain('everyone who has the address can read it')
    expect(before).toContain('No photos are chosen yet')
    await publish(w)
    const after = (await w.as('noor').get('/guide')).text
    expect(after).toContain(`http://localhost:3000/guides/${w.study}`)
    expect((await w.as('noor').get('/guide/method')).text).toContain('The guide is published')
    expect((await w.as('noor').get('/guide/preview')).text).toContain('everyone who has the address sees')
  })
})

describe.each(engines)('a guide that is not published, on %s', (engine) => {
  it('is not there for anyone, its pictures neither', async () => {
    const w = await written(engine)
    const photo = await bring(w, 'Een')
    await choose(w, [photo])
    await tie(w, 'door', photo)
    for (const name of ['noor', 'ada', 'sam', 'kai', 'bea', 'stranger'] as const) {
      for (const path of ['', `/photos/${photo}/large`, `/photos/${photo}/thumb`]) {
        expect((await w.as(name).get(`//guides/${w.study}${path}`)).status).toBe(404)
      }
    }
    const { text } = await publicPage(w)
    const unknown = await w.as('stranger', 'nl').get('//guides/nowhere')
    expect(unknown.text.replaceAll('nowhere', w.study)).toBe(text)
  })

  it('is as little there by a malformed address, whatever is asked', async () => {
    const w = await written(engine)
    await publish(w)
    for (const id of ['%00', '%F0', "'--", '..%2f', w.study.toUpperCase(), `${w.study}%20`]) {
      const { status } = await request(w.app).get(`/guides/${id}`)
      expect([id, [400, 404].includes(status)]).toEqual([id, true])
    }
    const head = await request(w.app).head(`/guides/${w.study}`)
    expect([head.status, head.text]).toEqual([200, undefined])
    expect((await request(w.app).post(`/guides/${w.study}`)).status).toBe(404)
  })
})

describe.each(engines)('a picture of the public page, on %s', (engine) => {
  it('is there when it stands in the guide, and only then', async () => {
    const w = await written(engine)
    const [chosen, evidence, draft, loose] = [
      await bring(w, 'Gekozen'),
      await bring(w, 'Bij een bevinding'),
      await bring(w, 'Bij een concept'),
      await bring(w, 'Nergens bij'),
    ]
    const hidden = await bring(w, 'Niet voor iedereen', 'leaders')
    await choose(w, [chosen])
    await tie(w, 'door', evidence)
    await tie(w, 'door', hidden)
    await tie(w, 'mug', draft)
    await publish(w)
    const statusOf = async (id: string, study = w.study) =>
      (await request(w.app).get(`/guides/${study}/photos/${id}/large`)).status
    expect(await Promise.all([chosen, evidence].map((id) => statusOf(id)))).toEqual([200, 200])
    expect(await Promise.all([draft, loose, hidden, 'nowhere'].map((id) => statusOf(id)))).toEqual([
      ...[404, 404, 404, 404],
    ])
    const { id: theirs } = await w.db
      .selectFrom('studies')
      .select('id')
      .where('name', '=', 'De Wadden')
      .executeTakeFirstOrThrow()
    const other = { title: 'Een andere', preface: '', version: 0 }
    await w.as('kai').post(`//studies/${theirs}/guide/opening`, other)
    await w.as('kai').post(`//studies/${theirs}/guide/publication`)
    expect((await w.as('stranger').get(`//guides/${theirs}`)).status).toBe(200)
    expect(await statusOf(chosen, theirs)).toBe(404)
    expect((await request(w.app).get(`/guides/${w.study}/photos/${chosen}/master`)).status).toBe(404)
  })

  it('is sent as pictures are in this house', async () => {
    const w = await written(engine)
    const photo = await bring(w, 'Een')
    await choose(w, [photo])
    await publish(w)
    const address = `/guides/${w.study}/photos/${photo}/thumb`
    const { headers } = await request(w.app).get(address)
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-cache',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['content-security-policy']).toContain('sandbox')
    const known = { 'if-none-match': String(headers.etag) }
    expect((await request(w.app).get(address).set(known)).status).toBe(304)
    expect((await request(w.app).head(address)).status).toBe(200)
    await w.as('noor').post('/guide/publication/removal')
    expect((await request(w.app).get(address).set(known)).status).toBe(404)
  })
})

describe.each(engines)('what everyone reads, on %s', (engine) => {
  const rungs = ['everyone', 'leaders', 'participants', 'researchers'] as const
  const said = (rung: Rung) => `kanarie-citaat-${rung}`
  const shown = (rung: Rung) => `kanarie-foto-${rung}`

  /** A published guide on a finding with a quotation and a photo of each rung, all of them chosen for the photo page. */
  async function withCanaries() {
    const w = await written(engine)
    const own = { study_id: w.study }
    const ids: Partial<Record<Rung, string>> = {}
    for (const [index, rung] of rungs.entries()) {
      const words = said(rung)
      const place = {
        material_id: 'talk',
        standing: 'anchored' as const,
        placed_for: 0,
        start_offset: 60 + index,
        end_offset: 80 + index,
      }
      const answer = rung === 'researchers' ? ('no' as const) : ('fine' as const)
      await w.db
        .insertInto('quotations')
        .values({
          ...{ id: rung, ...own, ...place, words, answer, rung, remark: 'kanarie-opmerking', version: 1 },
          with_name: 0,
          ...{ made_at: '2026-11-22T09:00:00.000Z', made_by: 'ravi', wished_at: '2026-11-22T09:00:00.000Z' },
        })
        .execute()
      await w.db
        .insertInto('finding_quotations')
        .values({ ...own, finding_id: 'door', quotation_id: rung })
        .execute()
      const photo_id = await bring(w, shown(rung), rung)
      ids[rung] = photo_id
      await tie(w, 'door', photo_id)
      await w.db
        .insertInto('guide_photos')
        .values({ ...own, photo_id, position: index })
        .execute()
    }
    await publish(w)
    return { ...w, ids: ids as Record<Rung, string> }
  }

  it('is what the people said that everyone may see, in the guide and in its preview', async () => {
    const w = await withCanaries()
    for (const { text } of [await publicPage(w), await w.as('noor').get('/guide/preview')]) {
      expect(rungs.filter((rung) => text.includes(said(rung)))).toEqual(['everyone'])
      expect(rungs.filter((rung) => text.includes(shown(rung)))).toEqual(['everyone'])
      expect(rungs.filter((rung) => text.includes(w.ids[rung]))).toEqual(['everyone'])
    }
    for (const rung of rungs) {
      const { status } = await request(w.app).get(`/guides/${w.study}/photos/${w.ids[rung]}/large`)
      expect([rung, status]).toEqual([rung, rung === 'everyone' ? 200 : 404])
    }
  })

  it('tells nothing of who, which number, which organisation, for whom, what was voted or how it stands', async () => {
    const w = await withCanaries()
    const own = { study_id: w.study, made_at: '2026-11-22T09:00:00.000Z', version: 1 }
    const blank = { mandate: '', different: '', follow: '', fixed_place: '', fixed_when: '', reason: '' }
    await w.db
      .insertInto('action_points')
      .values({
        ...{ id: 'act', ...own, ...blank, state: 'stopped', title: 'kanarie-actie', what: '' },
        ...{ owner_id: 'sam', said_yes: 1, helpers: 'kanarie-helper', every_weeks: null, look_on: null },
        ...{ due_on: null, subject_id: null, issue_id: null, session_id: null, point_id: null },
        ...{ agreed_on: '2026-11-20', embedded_on: null },
      })
      .execute()
    await publishAgain(w)
    const { text } = await publicPage(w)
    const hidden = [
      ...[
        'Sam Visser',
        'Visser',
        'P07',
        'Oeverlicht',
        'Wilgenroos',
        'Kreken',
        'wie nieuw is',
        'kanarie-opmerking',
      ],
      ...['Niemand weet wie er werkt', 'kanarie-actie', 'kanarie-helper', 'ravi', 'talk', 'Een mok'],
    ]
    expect(hidden.filter((words) => text.includes(words))).toEqual([])
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
    const ids = await w.db.selectFrom('findings').select('id').execute()
    expect(ids.filter(({ id }) => main.includes(`"${id}"`) || main.includes(`#${id}`))).toEqual([])
    expect(text).toContain('1 actiepunt is afgesproken.')
  })

  it('is gone at once when a photo is taken away, when an answer changes, and when its person stops', async () => {
    const w = await withCanaries()
    const [other, third] = [await bring(w, 'kanarie-tweede'), await bring(w, 'kanarie-derde')]
    await choose(w, [other, third])
    const sam = w.as('sam')
    expect((await publicPage(w)).text).toContain('kanarie-tweede')
    await sam.post(`/participants/sam/photos/${other}/removal`)
    expect((await publicPage(w)).text).not.toContain('kanarie-tweede')
    expect((await publicPage(w)).text).toContain('kanarie-derde')
    const leaders = { answer: 'fine', rung: 'leaders', recognisable: 'no' }
    await sam.post(`/participants/sam/photos/${third}/permission`, leaders)
    expect((await publicPage(w)).text).not.toContain('kanarie-derde')

    await sam.post('/participants/sam/withdrawal')
    const page = await publicPage(w)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('kanarie')
    expect(page.text).not.toContain('De deur heeft geen bordje')
    expect(page.text).not.toContain('Foto van een deelnemer')
    const picture = await request(w.app).get(`/guides/${w.study}/photos/${w.ids.everyone}/large`)
    expect(picture.status).toBe(404)

    await agree(w, 'sam')
    expect((await publicPage(w)).text).toContain(said('everyone'))
  })

  it('does not count people and their talks where they are few, also not what was kept before', async () => {
    const w = await withCanaries()
    const own = { study_id: w.study, made_at: '2026-11-22T09:00:00.000Z', version: 1 }
    const talk = { ...own, person_id: 'sam', place: '', held_on: '2026-11-20', interviewer_id: null }
    await w.db
      .insertInto('interviews')
      .values({ id: 'talk-of-sam', ...talk, ...fresh, state: 'held' })
      .execute()
    await publishAgain(w)
    const { figures } = await w.db.selectFrom('guides').select('figures').executeTakeFirstOrThrow()
    expect(JSON.parse(figures ?? '')).toMatchObject({ people: 0, talks: 0, photos: 4 })
    const keptBefore = JSON.stringify({ ...JSON.parse(figures ?? ''), people: 4, talks: 4 })
    for (const kept of [figures, keptBefore]) {
      await w.db.updateTable('guides').set({ figures: kept }).execute()
      const { text } = await publicPage(w)
      expect(text).toContain('4 foto’s zijn meegebracht.')
      expect(text).not.toMatch(/deden? mee|Samen brachten|\d gesprek/)
    }
  })

  it('counts the study as a whole', async () => {
    const w = await withCanaries()
    await w.db.updateTable('studies').set({ small_group: 3 }).where('id', '=', w.study).execute()
    for (const [index, id] of ['tim', 'ulla'].entries()) await takePartLikeSam(w, id, 40 + index)
    await publishAgain(w)
    const own = { study_id: w.study, made_at: '2026-11-22T09:00:00.000Z', version: 1 }
    await agree(w, 'vera')
    const talk = (id: string, held_on: string) => ({ id, ...own, person_id: id, place: '', held_on })
    await w.db
      .insertInto('interviews')
      .values([
        { ...talk('sam', '2026-11-20'), interviewer_id: null, ...fresh, state: 'held' },
        { ...talk('vera', '2026-12-20'), interviewer_id: null, ...fresh },
      ])
      .execute()
    const session = { kind: 'participants', rung: 'participants', dots: 3, is_open_ballot: 0 } as const
    const empty = { held_on: null, place: '', present: null, join_code: null, said: '' }
    await w.db
      .insertInto('feedback_sessions')
      .values([
        { id: 'open', ...own, ...session, ...empty, state: 'open' },
        { id: 'shown', ...own, ...session, ...empty, state: 'revealed' },
        { id: 'closed', ...own, ...session, ...empty, state: 'closed' },
      ])
      .execute()
    const team = { study_id: w.study, begins_on: null, ends_on: null }
    await w.db
      .insertInto('teams')
      .values({ ...team, id: 'split', name: 'Eerder', position: 1, successor_id: 'kreken' })
      .execute()
    const wordsOf = async () => (await publicPage(w)).text.replace(/\s+/g, ' ')
    // What comes after publication does not count, and neither does who goes: figures that drop tell on somebody.
    expect(await wordsOf()).toContain('3 mensen deden mee, in een netwerk van 2 organisaties en 1 team.')
    await publishAgain(w)
    const text = await wordsOf()
    await w.as('sam').post('/participants/sam/withdrawal')
    expect(await wordsOf()).toContain('4 mensen deden mee')
    for (const line of [
      '4 mensen deden mee, in een netwerk van 2 organisaties en 1 team.',
      'Samen brachten ze 4 foto’s mee en vertelden ze erover in 1 gesprek.',
      '1 tekst is gelezen en gecodeerd.',
      'Dat leverde 1 bevinding en 1 aanbeveling op.',
      '2 citaten staan in deze handreiking, met toestemming van wie het zei.',
      'In 2 bijeenkomsten ging het over wat we hoorden.',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('is in the language of the visitor around it, and of the study in it', async () => {
    const w = await withCanaries()
    const { text } = await w.as('stranger', 'en').get(`//guides/${w.study}`)
    expect(text).toContain('What we heard')
    expect(text).toContain('<p dir="auto" lang="nl">')
  })
})
