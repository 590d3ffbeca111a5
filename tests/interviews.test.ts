import { describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { agree } from './support/agree.ts'
import { crowd, linkIn, pagesFrom } from './support/crowd.ts'
import { engines } from './support/databases.ts'
import { fresh } from './support/talks.ts'
import { world, type World } from './support/world.ts'

const planned = { person_id: 'sam', held_on: '2026-11-20', place: 'Kantoor', interviewer_id: 'ravi' }

async function withTalk(engine: (typeof engines)[number]) {
  const w = await world(engine)
  await agree(w, 'sam')
  await w.as('sam').post('/participants/sam/photos/text', { words: 'Twee sleutels' })
  expect((await w.as('noor').post('/interviews', planned)).status).toBe(303)
  const { id } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  const photo = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  const side = await w.db
    .selectFrom('elements')
    .select(['id', 'name'])
    .where('study_id', '=', w.study)
    .orderBy('position')
    .executeTakeFirstOrThrow()
  return { ...w, id, photo: photo.id, side }
}

const noteAt = async ({ db }: World, spot: string) =>
  (await db.selectFrom('interview_notes').select('text').where('spot', '=', spot).executeTakeFirst())?.text

/** The states of the steps on Sam's own page, in their order, and where the main button leads. */
async function standingOf({ as }: World) {
  const page = (await as('sam').get('/participants/sam')).text
  // What shows only where a browser has photos that wait.
  const text = page.replace(/<section[^>]* hidden>.*?<\/section>/s, '')
  const states = [...text.matchAll(/<li class="(done|now|todo)"/g)].map(([, state]) => state)
  return [states.join(' '), /<a class="button" href="[^"]*\/sam\/([\w#-]+)"/.exec(text)?.[1]]
}

describe.each(engines)('the steps on a participant’s own page, on %s', (engine) => {
  it('go past the talk when it was held, and the button goes along', async () => {
    const w = await world(engine)
    await agree(w, 'sam')
    expect(await standingOf(w)).toEqual(['done now todo todo todo', 'photos'])
    for (const words of ['Sleutel', 'Deur', 'Mok']) {
      await w.as('sam').post('/participants/sam/photos/text', { words })
    }
    expect(await standingOf(w)).toEqual(['done now todo todo todo', 'photos#chosen'])
    await w.as('sam').post('/participants/sam/photos/readiness')
    expect(await standingOf(w)).toEqual(['done done now todo todo', 'photos'])
    const { id } = await w.db.selectFrom('photos').select('id').limit(1).executeTakeFirstOrThrow()
    await w.as('noor').post(`/photos/${id}/wish`)
    // What the team wants to use is asked after the talk, also when it says so before.
    expect(await standingOf(w)).toEqual(['done done now todo todo', 'photos'])
    const asked = async () =>
      (await w.as('sam').get('/participants/sam/photos')).text.includes('/reading-back"')
    expect(await asked()).toBe(false)
    expect((await w.as('noor').get(`/photos/${id}`)).text).toContain('gets the question after the talk only')
    await w.as('noor').post(`/photos/${id}/wish/removal`)
    await w.as('noor').post('/interviews', { ...planned, held_on: '2026-11-23' })
    await w.as('noor').post('/interviews', { ...planned, held_on: '' })
    await w.as('noor').post('/interviews', { ...planned, person_id: 'vera' })
    expect(await standingOf(w)).toEqual(['done done now todo todo', 'photos'])
    const { headers } = await w.as('noor').post('/interviews', { ...planned, held_on: '2026-11-22' })
    // It is today, and may not be over: somebody says that it was held.
    expect(await standingOf(w)).toEqual(['done done now todo todo', 'photos'])
    const talk = String(headers.location).replace(`/studies/${w.study}`, '')
    expect((await w.as('ravi').post(`${talk}/state`, { from: 'planned', to: 'held' })).status).toBe(303)
    expect(await standingOf(w)).toEqual(['done done done now todo', 'photos'])
    await w.as('noor').post(`/photos/${id}/wish`)
    expect(await standingOf(w)).toEqual(['done done done now todo', 'reading-back'])
    expect(await asked()).toBe(true)
    await w.as('sam').post(`/participants/sam/photos/${id}/permission`, { answer: 'no' })
    expect(await standingOf(w)).toEqual(['done done done done now', 'trail'])
  })
})

describe.each(engines)('a long list of talks, on %s', (engine) => {
  const numbers = Array.from({ length: 41 }, (_, index) => index + 101)

  it('has each on one page, by number, also where a page ends among those of one person', async () => {
    const w = await world(engine)
    const people = await crowd(w, numbers)
    // Three talks with everybody, made in another order than they stand in: a page of fifty ends within the 17th.
    const talks = ['b', 'a', 'c'].flatMap((letter) =>
      people.map((person_id) => ({
        ...{ id: `${person_id}-${letter}`, study_id: w.study, person_id, held_on: null },
        ...{ place: '', interviewer_id: 'ravi', made_at: '2026-11-22T09:00:00.000Z', version: 1 },
      })),
    )
    await w.db
      .insertInto('interviews')
      .values(talks.map((talk) => ({ ...talk, ...fresh })))
      .execute()
    const inOrder = people.flatMap((id) => [`${id}-a`, `${id}-b`, `${id}-c`])
    const seenOn = (page: string) =>
      [...page.matchAll(/<th scope="row"><a href="[^"]*\/interviews\/([\w-]+)"/g)].map(([, id]) => id)
    const pages = await pagesFrom(w, 'ada', '/interviews')
    expect(pages.map((page) => seenOn(page).length)).toEqual([50, 50, 23])
    expect(pages.flatMap(seenOn)).toEqual(inOrder)
    for (const page of pages) expect(page).toContain('(123)')
    expect(linkIn(pages[2] ?? '', 'First page', w.study)).toBe('/interviews')
    expect((await w.as('noor').get('/interviews.csv')).text.trim().split('\n')).toHaveLength(124)
    expect(seenOn((await w.as('noor').get('/interviews?after=nothing')).text)).toHaveLength(50)
  })

  it('that ends with its page leads no further', async () => {
    const w = await world(engine)
    const [person_id = ''] = await crowd(w, [101])
    const talks = Array.from({ length: 50 }, (_, index) => ({
      ...{ id: `talk-${index}`, study_id: w.study, person_id, held_on: null, place: '' },
      ...{ interviewer_id: 'ravi', made_at: '2026-11-22T09:00:00.000Z', version: 1 },
    }))
    await w.db
      .insertInto('interviews')
      .values(talks.map((talk) => ({ ...talk, ...fresh })))
      .execute()
    expect(await pagesFrom(w, 'noor', '/interviews')).toHaveLength(1)
    expect((await w.as('noor').get('/interviews')).text).not.toContain('class="pager"')
  })
})

describe.each(engines)('a talk, on %s', (engine) => {
  it('is planned, changed and removed', async () => {
    const { as, id } = await withTalk(engine)
    const page = await as('ravi').get('/interviews')
    for (const words of ['P07', 'Ravi', 'Kantoor']) expect(page.text).toContain(words)
    expect((await as('noor').get('/people/sam')).text).toContain('1 talk')
    const elsewhere = { ...planned, place: 'Thuis', version: 1 }
    expect((await as('noor').post(`/interviews/${id}`, elsewhere)).status).toBe(303)
    const late = await as('ravi').post(`/interviews/${id}`, { ...elsewhere, place: 'Buiten' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('value="Buiten"')
    expect(late.text).toContain('dir="auto">Thuis</p>')
    expect((await as('noor').get('/interviews')).text).toContain('Thuis')
    expect((await as('noor').post(`/interviews/${id}/removal`)).status).toBe(303)
    expect((await as('noor').get(`/interviews/${id}`)).status).toBe(404)
  })

  it('is for members who may, with people of this study', async () => {
    const { as, id } = await withTalk(engine)
    expect((await as('ada').post('/interviews', planned)).status).toBe(403)
    expect((await as('ada').get(`/interviews/${id}/talk`)).status).toBe(403)
    expect((await as('kai').get(`/interviews/${id}`)).status).toBe(404)
    expect((await as('noor').post('/interviews', { ...planned, person_id: 'nobody' })).status).toBe(404)
    const page = await as('noor').post('/interviews', { ...planned, person_id: '', place: 'Bij <Jo>' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('Bij &lt;Jo&gt;')
  })

  it('tells an advisor who sees no names not where it is', async () => {
    const { as, db, id } = await withTalk(engine)
    const list = await as('ada').get('/interviews')
    for (const words of ['P07', 'Ravi']) expect(list.text).toContain(words)
    const pages = async () => [await as('ada').get('/interviews'), await as('ada').get(`/interviews/${id}`)]
    for (const { text } of await pages()) expect(text).not.toContain('Kantoor')
    await db.updateTable('seats').set({ sees_names: 1 }).where('person_id', '=', 'ada').execute()
    expect((await as('ada').get('/interviews')).text).toContain('Kantoor')
  })

  it('has the photos, the model and its questions in sight', async () => {
    const { as, id, side } = await withTalk(engine)
    const page = await as('ravi').get(`/interviews/${id}/talk`)
    expect(page.text).toContain('Twee sleutels')
    expect(page.text).toContain(side.name)
    expect(page.text).toContain('Met welke wil je beginnen?')
  })

  it('lays photos on sides, and takes them up again', async () => {
    const { as, db, id, photo, side } = await withTalk(engine)
    const lay = (element_id: string) => as('ravi').post(`/interviews/${id}/sides/${photo}`, { element_id })
    expect((await lay(side.id)).status).toBe(303)
    expect((await as('ravi').get(`/interviews/${id}/talk`)).text).toContain('Here lies text 1.')
    expect((await lay('elsewhere')).status).toBe(404)
    const used = await as('noor').post(`/study/elements/${side.id}/removal`)
    expect(used.status).toBe(409)
    expect((await lay('')).status).toBe(303)
    expect(await db.selectFrom('laid_photos').selectAll().execute()).toEqual([])
  })

  it('takes a photo at the table, once', async () => {
    const { as, db, id } = await withTalk(engine)
    const content = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const file = { field: 'picture', name: 'a.png', content }
    const add = () => as('noor').upload(`/interviews/${id}/photos`, { client_id: 'at-the-table' }, file)
    expect((await add()).status).toBe(303)
    expect((await add()).status).toBe(303)
    const pictures = await db.selectFrom('photos').select('person_id').where('kind', '=', 'picture').execute()
    expect(pictures).toEqual([{ person_id: 'sam' }])
    const none = await as('noor').upload(
      `/interviews/${id}/photos`,
      {},
      { ...file, content: Buffer.from('x') },
    )
    expect(none.status).toBe(422)
  })
})

describe.each(engines)('a note, on %s', (engine) => {
  it('is saved at the talk, a photo and a side, and nowhere else', async () => {
    const w = await withTalk(engine)
    const save = (spot: string) =>
      w
        .as('ravi')
        .post(`/interviews/${w.id}/notes/${spot}`, { text: `At ${spot.slice(0, 5)}\r\n`, version: 0 })
    for (const spot of ['talk', `photo:${w.photo}`, `side:${w.side.id}`])
      expect((await save(spot)).status).toBe(303)
    expect(await noteAt(w, 'talk')).toBe('At talk')
    for (const spot of ['photo:elsewhere', 'side:elsewhere', 'desk', 'photo:']) {
      expect((await save(spot)).status).toBe(404)
    }
    expect((await w.as('ravi').get(`/interviews/${w.id}/talk`)).text).toContain('At photo')
  })

  it('of two writers keeps the first, and shows the second both', async () => {
    const w = await withTalk(engine)
    const save = (name: 'noor' | 'ravi', text: string, version: number) =>
      w.as(name).post(`/interviews/${w.id}/notes/talk`, { text, version })
    expect((await save('noor', 'From Noor', 0)).status).toBe(303)
    const late = await save('ravi', 'From Ravi', 0)
    expect(late.status).toBe(409)
    expect(late.text).toContain('From Noor')
    expect(late.text).toContain('From Ravi')
    expect(await noteAt(w, 'talk')).toBe('From Noor')
    expect((await save('ravi', 'From both', 1)).status).toBe(303)
    expect((await save('noor', 'From Noor again', 1)).status).toBe(409)
    expect(await noteAt(w, 'talk')).toBe('From both')
  })

  it('is exactly one of many that race for the same version', async () => {
    const w = await withTalk(engine)
    const texts = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.all(
      texts.map((text) => w.as('ravi').post(`/interviews/${w.id}/notes/talk`, { text, version: 0 })),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(4)
  })

  it('becomes a text that can be read like a transcript', async () => {
    const w = await withTalk(engine)
    expect((await w.as('ravi').post(`/interviews/${w.id}/notes-as-text`)).status).toBe(404)
    await w
      .as('ravi')
      .post(`/interviews/${w.id}/notes/side:${w.side.id}`, { text: 'Veel geleerd', version: 0 })
    expect((await w.as('ravi').post(`/interviews/${w.id}/notes-as-text`)).status).toBe(303)
    const row = await w.db.selectFrom('materials').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ kind: 'notes', person_id: 'sam', text: `${w.side.name}\nVeel geleerd` })
  })

  it('at a photo goes out of sight with it, and all with the person', async () => {
    const w = await withTalk(engine)
    await w.as('ravi').post(`/interviews/${w.id}/notes/photo:${w.photo}`, { text: 'Geheim', version: 0 })
    await w.as('sam').post(`/participants/sam/photos/${w.photo}/removal`)
    expect((await w.as('ravi').get(`/interviews/${w.id}/talk`)).text).not.toContain('Geheim')
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('ravi').get(`/interviews/${w.id}/talk`)).status).toBe(410)
    expect((await w.as('ravi').get('/interviews')).text).not.toContain('P07')
  })
})

describe.each(engines)('a talk keeps to its person, on %s', (engine) => {
  it('and takes no photo of another, and no interviewer who is no member', async () => {
    const w = await withTalk(engine)
    await agree(w, 'vera')
    await w.as('vera').post('/participants/vera/photos/text', { words: 'Een deur' })
    const { id } = await w.db
      .selectFrom('photos')
      .select('id')
      .where('person_id', '=', 'vera')
      .executeTakeFirstOrThrow()
    const talk = `/interviews/${w.id}`
    expect((await w.as('ravi').post(`${talk}/sides/${id}`, { element_id: w.side.id })).status).toBe(404)
    expect((await w.as('ravi').post(`${talk}/notes/photo:${id}`, { text: 'x', version: 0 })).status).toBe(404)
    expect((await w.as('noor').edit(talk, { ...planned, interviewer_id: 'vera' })).status).toBe(404)
  })

  it('keeps no notes of somebody who has not agreed', async () => {
    const { as, db } = await world(engine)
    await as('noor').post('/interviews', { ...planned, person_id: 'vera' })
    const { id } = await db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
    expect((await as('ravi').get(`/interviews/${id}/talk`)).text).toContain('has not agreed yet')
    expect((await as('ravi').post(`/interviews/${id}/notes/talk`, { text: 'x', version: 0 })).status).toBe(
      404,
    )
    expect(await db.selectFrom('interview_notes').selectAll().execute()).toEqual([])
  })

  it('gives a note that is too long back, as it was typed', async () => {
    const w = await withTalk(engine)
    const page = await w
      .as('ravi')
      .post(`/interviews/${w.id}/notes/talk`, { text: `begin${'x'.repeat(20_000)}`, version: 0 })
    expect(page.status).toBe(422)
    expect(page.text).toContain('beginxxx')
    expect(page.text).toContain('This note is too long')
  })

  it('is counted once where a photo was both laid and noted in it', async () => {
    const w = await withTalk(engine)
    await w.as('ravi').post(`/interviews/${w.id}/sides/${w.photo}`, { element_id: w.side.id })
    await w.as('ravi').post(`/interviews/${w.id}/notes/photo:${w.photo}`, { text: 'x', version: 0 })
    expect((await w.as('noor').get(`/photos/${w.photo}/removal`)).text).toContain('1 talk')
  })
})
