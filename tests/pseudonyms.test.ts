import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { migrate } from '../src/db/migrate.ts'
import { openSqlite } from '../src/db/open.ts'
import { agree } from './support/agree.ts'
import { purgeReplaced } from '../src/steps/material/pseudonym-queries.ts'
import { engines, removeAfter, type Fill } from './support/databases.ts'
import { world, type Form, type World } from './support/world.ts'

const text =
  'Ik werk met Vera Visser van Oeverlicht. Vera zei dat. Toen kwam Youssef erbij.\n\n' +
  'Bel me op 06-12345678, of Noor. De sleutels liggen klaar. Vera heeft ze.'

/** A text of Sam with two quotations, of which one was answered. */
async function withText(w: World) {
  await agree(w, 'sam')
  await w.as('noor').post('/material', { kind: 'transcript', title: 'Vera en Sam', person_id: 'sam', text })
  const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  for (const words of ['Vera zei dat.', 'De sleutels liggen klaar. Vera heeft ze.']) {
    await w.as('ravi').post(`/coding/materials/${id}/quotations`, {
      ...{ start: text.indexOf(words), end: text.indexOf(words) + words.length, words, name: 'Sleutels' },
    })
  }
  const [said] = await w.db.selectFrom('quotations').selectAll().orderBy('start_offset').execute()
  await w.as('noor').post(`/coding/quotations/${said?.id}/wish`)
  await w.as('sam').post('/participants/sam/code', { code: 'zeven7', again: 'zeven7' })
  const fine = { answer: 'fine', rung: 'leaders', remark: '' }
  await w.as('sam').post(`/participants/sam/quotations/${said?.id}/permission`, fine)
  return id
}

/** The form of the page as a browser would send it. */
async function formOf(w: World, id: string, more: Form = {}): Promise<Form> {
  const page = (await w.as('noor').get(`/material/${id}/names`)).text
  const form: Record<string, string | string[]> = {}
  const put = (name: string, value: string) => {
    form[name] = name in form ? [form[name] ?? [], value].flat() : value
  }
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    const isOff = tag.includes('type="checkbox"') && !tag.includes(' checked')
    if (name && !isOff) put(name, (/value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&#39;', "'"))
  }
  return { ...form, ...more }
}

const replace = async (w: World, id: string, more: Form = {}) =>
  w.as('noor').post(`/material/${id}/names`, await formOf(w, id, more))

const rowOf = (form: Form, key: RegExp) =>
  Object.entries(form)
    .find(([name, value]) => name.startsWith('key-') && key.test(String(value)))?.[0]
    .slice(4) ?? 'none'

describe.each(engines)('taking names out of a text, on %s', (engine) => {
  it('proposes what is known with all its places, and replaces it in text, title, quotations and search', async () => {
    const w = await world(engine)
    const id = await withText(w)
    await w.as('noor').post(`/material/${id}`, { title: 'Vera en Sam', text: `${text} Ja.`, version: 1 })
    const page = await w.as('noor', 'nl').get(`/material/${id}/names`)
    expect(page.text).toContain('Dit zijn voorstellen')
    for (const words of [
      'Vera · Vera Visser',
      'Youssef',
      '06-12345678',
      'Oeverlicht',
      '[collega 1]',
      '4 plaatsen',
    ])
      expect([words, page.text.includes(words)]).toEqual([words, true])
    expect((await replace(w, id)).headers.location).toContain(`/material/${id}/names`)
    const row = await w.db.selectFrom('materials').selectAll().executeTakeFirstOrThrow()
    expect(row.text).toMatch(
      /^Ik werk met \[collega \d\] van \[organisatie 1\]\. \[collega \d\] zei dat\. Toen kwam Youssef erbij\.\n\nBel me op \[telefoonnummer\], of \[onderzoeker 1\]\./,
    )
    expect(row).toMatchObject({
      title: expect.stringMatching(/^\[collega \d\] en \[collega \d\]$/),
      version: 3,
    })
    const quotations = await w.db.selectFrom('quotations').selectAll().orderBy('start_offset').execute()
    for (const { start_offset, end_offset, words, standing } of quotations) {
      expect([standing, row.text.slice(start_offset, end_offset)]).toEqual(['anchored', words])
      expect(words).not.toContain('Vera')
    }
    // What was agreed to showed more.
    expect(quotations[0]).toMatchObject({ answer: 'fine', rung: 'leaders' })
    expect(await w.db.selectFrom('material_versions').selectAll().execute()).toEqual([])
    expect((await w.as('noor').get('/material/search?words=Vera')).text).not.toContain('found-places')
    // A guess is not ticked: it goes when all goes.
    expect((await replace(w, id, { all: 'yes' })).status).toBe(303)
    expect((await w.db.selectFrom('materials').select('text').executeTakeFirstOrThrow()).text).toContain(
      'Toen kwam [naam 1] erbij',
    )
    expect((await w.as('noor', 'nl').get(`/material/${id}/names`)).text).toContain('Er is niets gevonden')
    const kept = await w.db.selectFrom('pseudonyms').select(['original', 'replacement']).execute()
    expect(JSON.stringify(kept)).not.toContain('0612')
    expect(kept.map(({ original }) => original).sort()).toEqual([
      ...['Noor', 'Oeverlicht', 'Sam', 'Vera', 'Vera Visser', 'Youssef'],
    ])
  })

  it('gives the same name the same words in the next text, and only in the places that were ticked', async () => {
    const w = await world(engine)
    const id = await withText(w)
    await replace(w, id, { all: 'yes' })
    const { replacement } = await w.db
      .selectFrom('pseudonyms')
      .select('replacement')
      .where('original', '=', 'Vera')
      .executeTakeFirstOrThrow()
    const more = 'Vera was er. Later kwam Youssef, en Bram. Ik zag Vera Visser ook.'
    await w.as('noor').post('/material', { kind: 'notes', title: 'Nog een', person_id: '', text: more })
    const next = await w.db
      .selectFrom('materials')
      .select('id')
      .where('title', '=', 'Nog een')
      .executeTakeFirstOrThrow()
    const form = await formOf(w, next.id)
    const [vera, youssef, bram] = [/^person vera/, /youssef/, /bram/].map((key) => rowOf(form, key))
    const only = [form[`at-${vera}`] ?? []].flat().map(String).slice(1)
    const sent = { ...form, [`at-${vera}`]: only, [`take-${youssef}`]: 'yes', [`take-${bram}`]: 'yes' }
    await w.as('noor').post(`/material/${next.id}/names`, { ...sent, [`as-${bram}`]: 'de [buurman' })
    const row = await w.db
      .selectFrom('materials')
      .select('text')
      .where('id', '=', next.id)
      .executeTakeFirstOrThrow()
    expect(row.text).toBe(`Vera was er. Later kwam [naam 1], en [de buurman]. Ik zag ${replacement} ook.`)
  })

  it('keeps what a colleague of the list became, once that colleague is asked or the list sent anew', async () => {
    const w = await world(engine)
    const { as, db } = w
    await as('noor').post('/people/names', { reason: 'We gaan loten.' })
    const lists = {
      list: 'Naam;Organisatie\nBram Smit;Oeverlicht',
      'column.0': 'name',
      'column.1': 'organisation',
    }
    expect((await as('noor').post('/people/names/import', lists)).status).toBe(303)
    const taken = async (title: string) => {
      await as('noor').post('/material', { kind: 'notes', title, person_id: '', text: 'Bram Smit was er.' })
      const row = () =>
        db.selectFrom('materials').selectAll().where('title', '=', title).executeTakeFirstOrThrow()
      const { id } = await row()
      expect((await replace(w, id, { all: 'yes' })).status).toBe(303)
      return (await row()).text
    }
    expect(await taken('Een')).toBe('[collega 1] was er.')
    const { id: colleague } = await db.selectFrom('colleagues').select('id').executeTakeFirstOrThrow()
    expect((await as('noor').post('/people/names/asked', { colleague, language: 'nl' })).status).toBe(303)
    expect(await taken('Twee')).toBe('[collega 1] was er.')
    // Asked as somebody else than the list knows: words that were replaced once are replaced alike.
    await db.deleteFrom('asked_colleagues').execute()
    expect(await taken('Drie')).toBe('[collega 1] was er.')
    expect(await db.selectFrom('pseudonyms').select(['original', 'replacement']).execute()).toEqual([
      { original: 'Bram Smit', replacement: '[collega 1]' },
    ])
  })

  it('forgets whose name it was where somebody says so, and gives nobody else the number', async () => {
    const w = await world(engine)
    const { as, db } = w
    const text = 'Toen belde ik Youssef.'
    const taken = async (title: string) => {
      await as('noor').post('/material', { kind: 'notes', title, person_id: '', text })
      const row = () =>
        db.selectFrom('materials').selectAll().where('title', '=', title).executeTakeFirstOrThrow()
      const { id } = await row()
      await replace(w, id, { all: 'yes' })
      return { id, text: (await row()).text }
    }
    const first = await taken('Een')
    expect(first.text).toBe('Toen belde ik [naam 1].')
    const { id } = await db.selectFrom('pseudonyms').select('id').executeTakeFirstOrThrow()
    const removal = `/material/names/${id}/removal`
    const page = (await as('noor', 'nl').get('/material/names')).text
    for (const words of [removal, 'Regel weghalen', 'verandert er niets in de teksten'])
      expect([words, page.includes(words)]).toEqual([words, true])
    await db.updateTable('seats').set({ sees_names: 1 }).where('person_id', '=', 'ada').execute()
    expect((await as('ada', 'nl').get('/material/names')).text).toMatch(
      /^(?=[^]*Youssef)(?![^]*Regel weghalen)/,
    )
    for (const [name, status] of [
      ['ada', 403],
      ['kai', 404],
      ['bea', 404],
      ['sam', 401],
    ] as const)
      expect([name, (await as(name).post(removal)).status]).toEqual([name, status])
    expect((await as('noor').post(removal)).status).toBe(303)
    expect((await as('noor').post(removal)).status).toBe(404)
    expect((await as('noor', 'nl').get('/material/names')).text).toContain('Er is nog niets vervangen')
    expect(await db.selectFrom('names_to_purge').select('material_id').execute()).toContainEqual({
      material_id: id,
    })
    expect(await taken('Twee')).toMatchObject({ text: 'Toen belde ik [naam 2].' })
  })

  it('takes them out of what is known of a text too: where it was, and who was there', async () => {
    const w = await world(engine)
    const place = `${'x'.repeat(180)} bij Vera`
    await w.as('noor').post('/material', {
      ...{ kind: 'observation', title: 'Overleg', text: 'Er werd veel gebeld.', on_day: '2026-11-20' },
      ...{ place, present: 'Vera Visser en Youssef', minutes: '' },
    })
    const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
    expect((await replace(w, id, { all: 'yes' })).status).toBe(303)
    const facts = await w.db.selectFrom('material_facts').selectAll().executeTakeFirstOrThrow()
    expect(facts).toMatchObject({ present: '[collega 1] en [naam 1]', version: 2 })
    expect([facts.place.length, facts.place.includes('Vera')]).toEqual([196, false])
    expect((await w.as('noor', 'nl').get(`/material/${id}/names`)).text).toContain('Er is niets gevonden')
  })

  it('says what is wrong at its field and keeps what was typed; and whoever is late is told', async () => {
    const w = await world(engine)
    const id = await withText(w)
    const form = await formOf(w, id)
    const vera = rowOf(form, /^person vera/)
    const holding = await w.as('noor').post(`/material/${id}/names`, { ...form, [`as-${vera}`]: 'die Vera' })
    expect([holding.status, holding.text.includes('value="die Vera"')]).toEqual([422, true])
    expect(holding.text).toContain('The name itself is still in here')
    const sentence = { ...form, [`as-${vera}`]: 'de directie hielp mij nooit en zij liegen ook nog' }
    expect((await w.as('noor').post(`/material/${id}/names`, sentence)).text).toContain(
      'Use at most 40 characters',
    )
    const empty = await w.as('noor').post(`/material/${id}/names`, { version: 1, from: 0 })
    expect([empty.status, empty.text.includes('Tick what you want')]).toEqual([422, true])
    expect((await w.as('noor').post(`/material/${id}/names`, { version: 'x' })).status).toBe(422)
    await w.as('ravi').post(`/material/${id}`, { title: 'Anders', text: `${text} Nee.`, version: 1 })
    const late = await w.as('noor').post(`/material/${id}/names`, { ...form, [`as-${vera}`]: '[zij]' })
    expect([late.status, late.text.includes('value="[zij]"')]).toEqual([409, true])
    expect(await w.db.selectFrom('pseudonyms').selectAll().execute()).toEqual([])
  })

  it('is for who sees names and reads raw text', async () => {
    const w = await world(engine)
    const id = await withText(w)
    const statuses = async (address: string) =>
      Promise.all(
        (['noor', 'ravi', 'ada', 'kai', 'bea', 'sam', 'stranger'] as const).map(
          async (name) => (await w.as(name).get(address)).status,
        ),
      )
    expect(await statuses(`/material/${id}/names`)).toEqual([200, 200, 403, 404, 404, 401, 401])
    expect(await statuses('/material/names')).toEqual([200, 200, 403, 404, 404, 401, 401])
    for (const set of [{ sees_names: 0 as const }, { reads_raw: 0 as const, sees_names: 1 as const }]) {
      await w.db.updateTable('seats').set(set).where('person_id', '=', 'ravi').execute()
      expect((await w.as('ravi').get(`/material/${id}/names`)).status).toBe(403)
      expect((await w.as('ravi').post(`/material/${id}/names`, { version: 1, from: 0 })).status).toBe(403)
    }
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('noor').get(`/material/${id}/names`)).status).toBe(404)
  })

  it('is said at the text and while coding, until somebody looked', async () => {
    const w = await world(engine)
    const id = await withText(w)
    for (const address of [`/material/${id}`, `/coding/materials/${id}`])
      expect((await w.as('noor').get(address)).text).toContain('Nobody has looked for names')
    expect((await w.as('noor').post(`/material/${id}/names/checks`)).status).toBe(303)
    expect((await w.as('ravi').get(`/material/${id}`)).text).toContain('Looked through for names by Noor')
    expect((await w.as('noor').get(`/coding/materials/${id}`)).text).not.toContain(
      'Nobody has looked for names',
    )
    const correct = (more: string, version: number) =>
      w.as('ravi').post(`/material/${id}`, { title: 'Gesprek', text: `${text}${more}`, version })
    expect((await correct(' zo was het.', 1)).status).toBe(303)
    expect((await w.as('ravi').get(`/material/${id}`)).text).toContain('Looked through for names by Noor')
    expect((await correct(' zo was het, zei Ans Jansen.', 2)).status).toBe(303)
    expect((await w.as('ravi').get(`/material/${id}`)).text).toContain('Nobody has looked for names')
  })

  it('forgets whose name it was when somebody is erased, and gives nobody else the number', async () => {
    const w = await world(engine)
    const id = await withText(w)
    await replace(w, id, { all: 'yes' })
    await w.db
      .insertInto('pseudonyms')
      .values({
        ...{ id: 'early', study_id: w.study, kind: 'name', words_key: 'v visser', original: 'V. Visser' },
        ...{ replacement: '[naam 9]', person_id: null, colleague_id: null, made_at: 'then', made_by: 'ravi' },
      })
      .execute()
    const counts = () => w.db.selectFrom('pseudonym_counts').selectAll().orderBy('kind').execute()
    const before = await counts()
    const erased = await w.as('noor').post('/people/vera/erasure', { sure: 'yes', reason: 'Brief' })
    expect(erased.status).toBe(303)
    const left = await w.db.selectFrom('pseudonyms').select('original').execute()
    expect(left.map(({ original }) => original).sort()).toEqual(['Noor', 'Oeverlicht', 'Sam', 'Youssef'])
    expect(await counts()).toEqual(before)
    expect((await w.as('noor').get('/material/names')).text).not.toContain('Vera')
  })
})

it('leaves nothing of a name in the file but in the table of what was replaced', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-names-'))
  removeAfter('test', () => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'voetspoor.sqlite')
  const open = async (fill: Fill) => {
    const db = openSqlite(file)
    removeAfter('test', () => db.destroy())
    await migrate(db)
    await fill(db)
    return db
  }
  const w = await world('SQLite', { open })
  await agree(w, 'sam')
  const long = `Toen kwam Kanariebram erbij op 06-98765432. ${'Over sleutels. '.repeat(900)}Ja, Kanariebram zei het.`
  await w.as('noor').post('/material', { kind: 'transcript', title: 'Gesprek', person_id: 'sam', text: long })
  const { id } = await w.db.selectFrom('materials').select('id').executeTakeFirstOrThrow()
  await w
    .as('noor')
    .post(`/coding/materials/${id}/quotations`, { words: 'Ja, Kanariebram zei het.', name: 'X' })
  await w.as('noor').post(`/material/${id}`, { title: 'Kanariebram', text: `${long} Ja.`, version: 1 })
  const times = async (words: string) => {
    const files = [file, `${file}-wal`].filter((name) => existsSync(name))
    const bytes = Buffer.concat(await Promise.all(files.map((name) => readFile(name)))).toString('latin1')
    return bytes.toLowerCase().split(words.toLowerCase()).length - 1
  }
  expect(await times('Kanariebram')).toBeGreaterThan(3)
  expect((await replace(w, id, { all: 'yes' })).status).toBe(303)
  // Nobody waits for it: the clock does it, once for all that was taken out.
  expect(await w.db.selectFrom('names_to_purge').select('material_id').execute()).toEqual([
    { material_id: id },
  ])
  const [, page] = await Promise.all([
    purgeReplaced(w.db, w.clock.now),
    w.as('noor').post(`/material/${id}/names/checks`),
  ])
  expect(page.status).toBe(303)
  expect(await w.db.selectFrom('names_to_purge').selectAll().execute()).toEqual([])
  // The words as they stood, and as they are compared: in the row and in its index.
  expect(await times('Kanariebram')).toBeLessThanOrEqual(3)
  expect(await times('98765432')).toBe(0)
  await w.db.deleteFrom('pseudonyms').execute()
  await w.db.insertInto('names_to_purge').values({ material_id: id, at: 'x' }).execute()
  await purgeReplaced(w.db, w.clock.now)
  expect(await times('Kanariebram')).toBe(0)

  // Where the study keeps what it was, it stands there until that is switched off.
  await w.as('noor').post('/material/originals', { keeps: 'yes', count: 0, version: 0 })
  await w
    .as('noor')
    .post(`/material/${id}`, { title: 'Gesprek', text: `Zei 06-55544433. ${long}`, version: 3 })
  expect((await replace(w, id, { all: 'yes' })).status).toBe(303)
  await w.db.deleteFrom('pseudonyms').execute()
  await purgeReplaced(w.db, w.clock.now)
  expect(await times('Kanariebram')).toBeGreaterThan(0)
  expect(await times('55544433')).toBeGreaterThan(0)
  const off = { keeps: 'no', count: 1, version: 1, sure: 'yes' }
  expect((await w.as('noor').post('/material/originals', off)).status).toBe(303)
  await purgeReplaced(w.db, w.clock.now)
  expect([await times('Kanariebram'), await times('55544433')]).toEqual([0, 0])
})
