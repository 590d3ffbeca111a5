import { describe, expect, it } from '@jest/globals'
import { agree } from './support/agree.ts'
import { engines } from './support/databases.ts'
import { world, type Name, type World } from './support/world.ts'

const planned = { person_id: 'sam', held_on: '2026-11-20', place: 'Kantoor', interviewer_id: 'ravi' }

async function withTalk(engine: (typeof engines)[number]) {
  const w = await world(engine)
  await agree(w, 'sam')
  await w.as('sam').post('/participants/sam/photos/text', { words: 'Twee sleutels' })
  await w.as('noor').post('/interviews', planned)
  const { id } = await w.db.selectFrom('interviews').select('id').executeTakeFirstOrThrow()
  const photo = await w.db.selectFrom('photos').select('id').executeTakeFirstOrThrow()
  const talk = `/interviews/${id}`
  return { ...w, id, photo: photo.id, talk }
}
type Talking = Awaited<ReturnType<typeof withTalk>>

const text = async (w: Talking, name: Name, path: string) => (await w.as(name).get(`${w.talk}${path}`)).text
const note = async ({ db }: World) =>
  (await db.selectFrom('interview_notes').select(['text', 'version']).executeTakeFirst()) ?? {}
const others = ({ db }: World) => db.selectFrom('other_notes').select(['client_id', 'text']).execute()
const save = (w: Talking, name: Name, words: string, version: number, mark?: string) =>
  w.as(name).post(`${w.talk}/notes/talk`, {
    ...{ text: words, version },
    ...(mark === undefined ? {} : { client_id: mark }),
  })
const choose = (w: Talking, name: Name, choice: string, version: number, mark: string) =>
  w.as(name).post(`${w.talk}/notes/talk/choice`, { choice, version, client_id: mark })

describe.each(engines)('two texts in one note, on %s', (engine) => {
  async function withBoth() {
    const w = await withTalk(engine)
    await save(w, 'noor', 'From Noor', 0)
    expect((await save(w, 'ravi', 'From Ravi', 0, 'mark-of-ravi')).status).toBe(409)
    return w
  }

  it('are both kept, and shown to whoever opens the talk', async () => {
    const w = await withBoth()
    expect(await note(w)).toEqual({ text: 'From Noor', version: 1 })
    for (const name of ['noor', 'ravi'] as const) {
      const page = await text(w, name, '/talk')
      for (const words of ['From Noor', 'From Ravi', 'Put them under each other'])
        expect(page).toContain(words)
    }
  })

  it('are one other text where its writer types on, and none where it is the same', async () => {
    const w = await withBoth()
    await save(w, 'ravi', 'From Ravi, and more', 0, 'mark-of-ravi')
    expect(await others(w)).toEqual([{ client_id: 'mark-of-ravi', text: 'From Ravi, and more' }])
    expect((await save(w, 'ravi', 'From Noor', 0, 'another-mark')).status).toBe(303)
    expect(await others(w)).toHaveLength(1)
  })

  it.each([
    ['note', 'From Noor', 1],
    ['other', 'From Ravi', 2],
    ['both', 'From Noor\n\nFrom Ravi', 2],
  ])('are chosen from: %s', async (choice, words, version) => {
    const w = await withBoth()
    expect((await choose(w, 'noor', choice, 1, 'mark-of-ravi')).status).toBe(303)
    expect(await note(w)).toEqual({ text: words, version })
    expect(await others(w)).toEqual([])
    expect(await text(w, 'ravi', '/talk')).not.toContain('Put them under each other')
    // Who chooses once more changes nothing.
    expect((await choose(w, 'ravi', 'other', version, 'mark-of-ravi')).status).toBe(303)
    expect(await note(w)).toEqual({ text: words, version })
  })

  it('are not chosen from over a note that was changed since, nor where both are too long', async () => {
    const w = await withBoth()
    await save(w, 'noor', 'From Noor, later', 1)
    expect((await choose(w, 'ravi', 'other', 1, 'mark-of-ravi')).status).toBe(409)
    expect(await note(w)).toEqual({ text: 'From Noor, later', version: 2 })
    await save(w, 'noor', 'x'.repeat(19_999), 2)
    expect((await choose(w, 'ravi', 'both', 3, 'mark-of-ravi')).status).toBe(422)
    expect(await others(w)).toHaveLength(1)
  })

  it('stay what their writers wrote, whoever sends the mark of one', async () => {
    const w = await withBoth()
    expect((await save(w, 'noor', 'From Noor once more', 0, 'mark-of-ravi')).status).toBe(409)
    await save(w, 'noor', 'From Noor, later', 1, 'mark-of-ravi')
    expect(await others(w)).toEqual([{ client_id: 'mark-of-ravi', text: 'From Ravi' }])
  })

  it('are for who writes in this talk, and go out of sight with the words', async () => {
    const w = await withBoth()
    expect((await choose(w, 'ada', 'other', 1, 'mark-of-ravi')).status).toBe(403)
    expect((await choose(w, 'kai', 'other', 1, 'mark-of-ravi')).status).toBe(404)
    await w.as('sam').post('/participants/sam/consent/words/removal')
    await w.db
      .updateTable('consents')
      .set({ words_withdrawn_at: '2026-11-22T10:00:00.000Z' })
      .where('person_id', '=', 'sam')
      .execute()
    expect(await text(w, 'noor', '/talk')).not.toContain('From Ravi')
    expect((await choose(w, 'noor', 'other', 1, 'mark-of-ravi')).status).toBe(404)
  })
})

describe.each(engines)('a moment that matters, on %s', (engine) => {
  it('is one however often it is sent, at the time of pressing, and found again after the talk', async () => {
    const w = await withTalk(engine)
    await w.as('ravi').post(`${w.talk}/beginning`, { ago: 600_000 })
    const mark = (more: object) => w.as('ravi').post(`${w.talk}/marks`, { client_id: 'moment-1', ...more })
    expect((await mark({ ago: 65_000 })).status).toBe(303)
    await mark({ ago: 90_000, word: 'het slot' })
    await mark({ ago: 99_000 })
    const rows = await w.db.selectFrom('talk_marks').select(['at', 'word']).execute()
    expect(rows).toEqual([{ at: '2026-11-22T08:58:55.000Z', word: 'het slot' }])
    const page = await text(w, 'noor', '/logbook')
    for (const words of ['8:55', 'het slot']) expect(page).toContain(words)
    expect((await w.as('noor').post(`${w.talk}/marks/moment-1/removal`)).status).toBe(303)
    expect((await w.as('noor').post(`${w.talk}/marks/moment-1/removal`)).status).toBe(404)
  })

  it('keeps the first begin, ends once, and goes on', async () => {
    const w = await withTalk(engine)
    const times = () => w.db.selectFrom('talk_times').select(['began_at', 'ended_at']).executeTakeFirst()
    expect((await w.as('ravi').post(`${w.talk}/ending`)).headers.location).toContain('/logbook')
    expect(await times()).toBeUndefined()
    await w.as('ravi').post(`${w.talk}/beginning`, { ago: 60_000 })
    await w.as('noor').post(`${w.talk}/beginning`)
    await w.as('ravi').post(`${w.talk}/ending`)
    expect(await times()).toEqual({
      began_at: '2026-11-22T08:59:00.000Z',
      ended_at: '2026-11-22T09:00:00.000Z',
    })
    // From a device that was without a connection all the while: it began before, and did not go on after.
    await w.as('noor').post(`${w.talk}/beginning`, { ago: 90_000 })
    expect(await times()).toEqual({
      began_at: '2026-11-22T08:58:30.000Z',
      ended_at: '2026-11-22T09:00:00.000Z',
    })
    await w.as('ravi').post(`${w.talk}/beginning`)
    expect((await times())?.ended_at).toBeNull()
  })

  it('was held once it was begun and ended, for whatever day it was planned', async () => {
    const w = await withTalk(engine)
    const id = w.talk.split('/').at(-1) ?? ''
    const state = () => w.db.selectFrom('interviews').select('state').where('id', '=', id).executeTakeFirst()
    const planned = {
      state: 'planned' as const,
      held_on: '2027-03-01',
      starts_at: '2027-03-01T09:00:00.000Z',
    }
    await w.db.updateTable('interviews').set(planned).where('id', '=', id).execute()
    expect(await text(w, 'noor', '')).not.toContain('value="held"')
    await w.as('ravi').post(`${w.talk}/ending`)
    expect(await state()).toEqual({ state: 'planned' })
    await w.as('ravi').post(`${w.talk}/beginning`)
    expect(await text(w, 'noor', '')).toContain('value="held"')
    await w.as('ravi').post(`${w.talk}/ending`)
    expect(await state()).toEqual({ state: 'held' })
    const back = await w.as('noor').post(`${w.talk}/state`, { from: 'held', to: 'planned' })
    expect([back.status, await state()]).toEqual([303, { state: 'planned' }])
    await w.as('ravi').post(`${w.talk}/ending`)
    expect(await state()).toEqual({ state: 'planned' })
  })

  it('is not for others, nor of who gave no words', async () => {
    const w = await withTalk(engine)
    const mark = (name: Name) => w.as(name).post(`${w.talk}/marks`, { client_id: 'moment-1' })
    expect([(await mark('ada')).status, (await mark('kai')).status]).toEqual([403, 404])
    await mark('ravi')
    await w.db
      .updateTable('consents')
      .set({ words_withdrawn_at: '2026-11-22T10:00:00.000Z' })
      .where('person_id', '=', 'sam')
      .execute()
    expect((await mark('ravi')).status).toBe(404)
    expect(await text(w, 'ravi', '/logbook')).toContain('No moment was marked')
  })
})

describe.each(engines)('the own logbook, on %s', (engine) => {
  const line = { touched: 'Dat het slot klemde', my_part: 'Ik vroeg te snel door' }

  it('is read by its writer, and by nobody else', async () => {
    const w = await withTalk(engine)
    const saved = await w.as('ravi').post(`${w.talk}/logbook`, { ...line, version: 0 })
    expect(saved.headers.location).toContain('/interviews/logbook')
    for (const path of ['/logbook', '/talk', '']) {
      for (const name of ['noor', 'ada'] as const) {
        expect(await text(w, name, path)).not.toContain('klemde')
      }
    }
    expect((await w.as('noor').get('/interviews/logbook')).text).not.toContain('klemde')
    expect((await w.as('ravi').get('/interviews/logbook')).text).toContain('klemde')
    expect(await text(w, 'ravi', '/logbook')).toContain('te snel door')
    expect((await w.as('kai').get('/interviews/logbook')).status).toBe(404)
    expect((await w.as('ada').get('/interviews/logbook')).status).toBe(403)
  })

  it('shows what one typed over a line of one’s own that was changed since', async () => {
    const w = await withTalk(engine)
    const write = (more: object) => w.as('ravi').post(`${w.talk}/logbook`, { ...line, ...more })
    await write({ version: 0 })
    const late = await write({ version: 0, touched: 'Iets anders' })
    expect(late.status).toBe(409)
    for (const words of ['Iets anders', 'klemde']) expect(late.text).toContain(words)
    expect((await write({ version: 1, touched: 'x'.repeat(4001) })).status).toBe(422)
    expect((await write({ version: 1, touched: 'Nu goed' })).status).toBe(303)
  })

  it('goes with the talk, and out of sight with its person', async () => {
    const w = await withTalk(engine)
    await w.as('ravi').post(`${w.talk}/logbook`, { ...line, version: 0 })
    await w.as('sam').post('/participants/sam/withdrawal')
    expect((await w.as('ravi').get(`${w.talk}/logbook`)).status).toBe(410)
    expect((await w.as('ravi').get('/interviews/logbook')).text).not.toContain('klemde')
    await w.db.deleteFrom('interviews').execute()
    expect(await w.db.selectFrom('logbook_lines').selectAll().execute()).toEqual([])
  })
})

describe.each(engines)('a screen that is shared, and the card, on %s', (engine) => {
  it('hold photos and the model, and nothing that was written', async () => {
    const w = await withTalk(engine)
    await save(w, 'noor', 'Geheim', 0)
    await save(w, 'ravi', 'Nog geheimer', 0)
    await w.as('ravi').post(`${w.talk}/marks`, { client_id: 'moment-1', word: 'Stil' })
    const [shared, card] = [await text(w, 'noor', '/talk?share'), await text(w, 'noor', '/talk/card')]
    for (const words of ['Geheim', 'geheimer', 'Stil', 'P07', 'Sam', 'Noor', 'Kantoor', '<textarea']) {
      expect([words, shared.includes(words)]).toEqual([words, false])
    }
    expect(shared).toContain('Twee sleutels')
    expect(shared).toContain('data-side=')
    for (const words of ['Geheim', 'Stil', 'Sam', 'Kantoor', 'Twee sleutels']) {
      expect([words, card.includes(words)]).toEqual([words, false])
    }
    expect(card).toContain('P07')
    expect(card).not.toContain('is-full')
    const { id: element_id } = await w.db.selectFrom('elements').select('id').executeTakeFirstOrThrow()
    const long = { study_id: w.study, part: 'element' as const, element_id, deeper: '' }
    await w.db
      .insertInto('questions')
      .values(
        Array.from({ length: 8 }, (_, nth) => ({
          ...{ ...long, id: `long-${nth}`, position: 20 + nth },
          text: 'Waaraan merk je dat? '.repeat(10),
        })),
      )
      .execute()
    expect(await text(w, 'noor', '/talk/card')).toContain('is-full')
    expect((await w.as('kai').get(`${w.talk}/talk/card`)).status).toBe(404)
    await w.as('sam').post('/participants/sam/withdrawal')
    for (const path of ['/talk?share', '/talk/card']) {
      expect((await w.as('noor').get(`${w.talk}${path}`)).status).toBe(410)
    }
  })
})
