import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, jest } from '@jest/globals'
import request from 'supertest'
import { change } from '../src/access/change.ts'
import { signIn, stranger } from '../src/access/visits.ts'
import type { Db } from '../src/db/schema.ts'
import { facts } from '../src/example/facts.ts'
import { insertExample } from '../src/example/make.ts'
import { takePicture, type Picture } from '../src/files/pictures.ts'
import { now } from './support/cast.ts'
import { engines, type Engine } from './support/databases.ts'
import { picture } from './support/pictures.ts'
import { world, type World } from './support/world.ts'

jest.setTimeout(120_000)

const texts = facts.participants.map(({ number }) => {
  const name = `P${String(number).padStart(2, '0')}.txt`
  return { number, text: readFileSync(path.join(import.meta.dirname, '../src/example/talks', name), 'utf8') }
})

const sentencesOf = (text: string) =>
  text
    .replaceAll(/^\w+: /gm, '')
    .split(/[.?!]["']?\s|\n/)
    .map((sentence) =>
      sentence
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} ]/gu, '')
        .trim(),
    )
    .filter((sentence) => sentence !== '')

describe('the facts of the example', () => {
  it('are of 14 people in 5 organisations and 5 teams, with three to five photos each', () => {
    expect(facts.participants).toHaveLength(14)
    expect(new Set(facts.participants.map(({ organisation }) => organisation)).size).toBe(5)
    expect(new Set(facts.participants.map(({ team }) => team)).size).toBe(5)
    for (const { photos } of facts.participants) {
      const brought = photos.filter(({ leftAtHome }) => !leftAtHome)
      expect(brought.length).toBeGreaterThanOrEqual(3)
      expect(brought.length).toBeLessThanOrEqual(5)
    }
    // Somebody has more to choose from, and a photo that was chosen and has not arrived.
    expect(facts.participants.some(({ photos, announced }) => photos.length > 5 && announced)).toBe(true)
  })

  it('hold talks of 600 words and more, and one with notes only', () => {
    const withNotes = facts.participants.filter(({ mayRecord }) => !mayRecord)
    expect(withNotes).toHaveLength(1)
    for (const { text } of texts) expect(text.split(/\s+/).length).toBeGreaterThan(600)
  })

  it('hold no sentence twice', () => {
    const all = texts.flatMap(({ number, text }) =>
      [...new Set(sentencesOf(text))].map((said) => [said, number]),
    )
    const seen = new Map<unknown, unknown>()
    const twice = all.filter(([said, number]) => {
      const before = seen.get(said)
      seen.set(said, number)
      return before !== undefined && before !== number
    })
    expect(twice).toEqual([])
  })

  it('quote words that stand in their talk, once', () => {
    expect(facts.quotations.length).toBeGreaterThanOrEqual(60)
    const wrong = facts.quotations.filter(({ participant, words }) => {
      const { text = '' } = texts.find(({ number }) => number === participant) ?? {}
      return text.split(words).length !== 2
    })
    expect(wrong).toEqual([])
  })

  it('name nobody in the talks: no person, organisation or team', () => {
    const names = [
      ...facts.participants.flatMap(({ name }) => name.split(' ')).filter((name) => name.length > 3),
      ...facts.organisations.map(({ name }) => name),
      ...facts.teams.map(({ name }) => name),
    ]
    for (const { text } of texts) for (const name of names) expect(text).not.toContain(name)
  })
})

/** One small picture for each photo of the example: drawing them all is tried by the command line's test. */
async function picturesFor(w: World) {
  const pictures = new Map<string, Picture>()
  for (const { key, text, withdrawnInWeek } of facts.participants.flatMap(({ photos }) => photos)) {
    if (text !== undefined || withdrawnInWeek !== undefined) continue
    pictures.set(key, await pictureIn(w, pictures.size))
  }
  return pictures
}

async function pictureIn({ storage, uploads }: World, red = 0): Promise<Picture> {
  const file = path.join(uploads, 'drawn.jpg')
  await writeFile(file, await picture(red))
  const taken = await takePicture(file, storage)
  if ('refused' in taken) throw new Error(taken.refused)
  await rm(file)
  return taken
}

async function withExample(engine: Engine) {
  const w = await world(engine, { lasts: 'file' })
  const example = await insertExample(w.db, await picturesFor(w), now)
  return { ...w, example }
}

/** A browser in which the account with an address is signed in. */
async function signedIn({ app, db }: World, email: string) {
  const { id } = await db
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  const { token } = await change(
    db,
    { kind: 'system', action: 'cast', at: now.toISOString() },
    async (tx) => ({
      id,
      token: await signIn(tx, stranger, id, now),
    }),
  )
  const cookie = `visit=${token}; language=nl`
  return {
    get: (address: string) => request(app).get(address).set('cookie', cookie),
    post: (address: string) => request(app).post(address).set('cookie', cookie).type('form').send({}),
  }
}

const countsOf = async (db: Db) => {
  const tables = [
    'studies',
    'people',
    'photos',
    'files',
    'quotations',
    'accounts',
    'action_points',
    'dots',
  ] as const
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { count } = await db
        .selectFrom(table)
        .select((row) => row.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      return [table, Number(count)]
    }),
  )
  return Object.fromEntries(counts) as Record<(typeof tables)[number], number>
}

describe.each(engines)('the example, on %s', (engine) => {
  let made: ReturnType<typeof withExample> | undefined
  const shared = () => (made ??= withExample(engine))

  it('is a study that its lead walks through', async () => {
    const w = await shared()
    expect(w.example.administrator).toBeNull()
    const hanne = await signedIn(w, w.example.researcher.email)
    const study = `/studies/${w.example.studyId}`
    for (const page of ['', '/people', '/photos', '/interviews', '/material', '/coding']) {
      const { status, text } = await hanne.get(`${study}${page}`)
      expect([page, status]).toEqual([page, 200])
      expect(text).toContain('Voorbeeldonderzoek.')
    }
    expect((await hanne.get(study)).text).toContain('114 citaten')
  })

  it('has talks with the text of each, which lead to each other', async () => {
    const w = await shared()
    const hanne = await signedIn(w, w.example.researcher.email)
    const study = `/studies/${w.example.studyId}`
    const ties = await w.db.selectFrom('interview_texts').select(['interview_id', 'material_id']).execute()
    expect(ties).toHaveLength(14)
    const { interview_id = '', material_id = '' } = ties[0] ?? {}
    const talk = `${study}/interviews/${interview_id}`
    expect((await hanne.get(talk)).text).toContain(`href="${study}/material/${material_id}"`)
    expect((await hanne.get(`${study}/material/${material_id}`)).text).toContain(`href="${talk}"`)
  })

  it('has who speaks and when beside the words, and each quotation where it stands', async () => {
    const { db } = await shared()
    const texts = await db.selectFrom('materials').select(['id', 'kind', 'text', 'turns']).execute()
    for (const { kind, text, turns } of texts) {
      const read = JSON.parse(turns) as [number, number, number][]
      if (kind === 'transcript') expect(text).not.toMatch(/^(Interviewer|Deelnemer): /m)
      expect([kind, read.length > 20]).toEqual([kind, kind === 'transcript'])
      expect(read.every(([start]) => start === 0 || text[start - 1] === '\n')).toBe(true)
      expect(read.map(([, , at]) => at)).toEqual(read.map(([, , at]) => at).sort((one, two) => one - two))
    }
    const quotations = await db.selectFrom('quotations').selectAll().execute()
    for (const { material_id, start_offset, end_offset, words } of quotations) {
      expect(texts.find(({ id }) => id === material_id)?.text.slice(start_offset, end_offset)).toBe(words)
    }
  })

  it('has talks to come beside those that were held, with what became of each', async () => {
    const w = await shared()
    const hanne = await signedIn(w, w.example.researcher.email)
    const talks = `/studies/${w.example.studyId}/interviews`
    const listed = async (state: string) =>
      [...(await hanne.get(`${talks}?state=${state}`)).text.matchAll(/<th scope="row"><a[^>]*>(P\d\d)/g)].map(
        ([, number]) => number,
      )
    expect(await listed('planned')).toEqual(['P03', 'P09', 'P12'])
    expect(await listed('unsuited')).toEqual(['P09'])
    expect(await listed('past')).toEqual(['P12'])
    expect(await listed('coded')).toHaveLength(14)
    const changes = await w.db
      .selectFrom('interview_changes')
      .select(['at', 'to_state'])
      .orderBy('id')
      .execute()
    expect(changes).toHaveLength(42)
    for (let at = 0; at < 42; at += 3) {
      const three = changes.slice(at, at + 3)
      expect(three.map(({ to_state }) => to_state)).toEqual(['held', 'transcribed', 'coded'])
      expect(three.map((one) => one.at)).toEqual(three.map((one) => one.at).sort())
    }
  })

  it('has somebody who reads back in these days, with an answer of each kind and some to give', async () => {
    const w = await shared()
    const { db } = w
    const asked = await db
      .selectFrom('quotations_for_researchers')
      .select(['answer', 'remark'])
      .where('wished_at', '>', new Date(now.getTime() - 8 * 24 * 60 * 60_000).toISOString())
      .execute()
    const answers = asked.map(({ answer }) => answer ?? 'open').toSorted()
    expect(answers).toEqual(['different', 'fine', 'no', 'open', 'open', 'open'])
    const passages = await db.selectFrom('passages').selectAll().execute()
    expect(passages.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['leave_out', 'left_out'],
      ['different', null],
      ['remark', 'noted'],
    ])
    for (const { kind, material_id, start_offset, end_offset, words } of passages) {
      const { text } = await db
        .selectFrom('materials')
        .select('text')
        .where('id', '=', material_id)
        .executeTakeFirstOrThrow()
      expect(text.slice(start_offset, end_offset) === words).toBe(kind !== 'leave_out')
      expect(text.includes(words)).toBe(kind !== 'leave_out')
    }
    const hanne = await signedIn(w, w.example.researcher.email)
    const reading = await hanne.get(`/studies/${w.example.studyId}/coding/reading`)
    expect(reading.text).toMatch(/P01[^]*wacht op antwoord[^]*P05[^]*datum voorbij[^]*P08[^]*wil alles lezen/)
  })

  it('opens its doors by link', async () => {
    const { app, example } = await shared()
    const { headers } = await request(app).get(`/p/${example.doors.participant}`)
    expect(headers.location).toMatch(/\/participants\//)
  })

  it('lists what was taken back, as the program notes it', async () => {
    const w = await shared()
    const { db } = w
    const hanne = await signedIn(w, w.example.researcher.email)
    const study = `/studies/${w.example.studyId}`
    const noted = async () => ({
      things: await db.selectFrom('taken_things').select(['person_id', 'thing_id', 'kind', 'nth']).execute(),
      places: await db
        .selectFrom('taken_places')
        .select(['position', 'place', 'place_id', 'words', 'held_on', 'beside'])
        .execute(),
    })
    const before = await noted()
    expect([before.things, before.places]).toEqual([[expect.anything()], [expect.anything()]])
    expect((await hanne.get(`${study}/taken`)).text).toContain('Foto 3 van P10')
    // The same once more by the program, as things stood on that day: the session of today was still to come.
    await db.deleteFrom('taken_things').execute()
    const { master, large, thumb } = await pictureIn(w)
    const files = [master, large, thumb].map((file) => ({ ...file, study_id: w.example.studyId }))
    await db.insertInto('files').values(files).execute()
    await db
      .updateTable('photos')
      .set({ withdrawn_at: null, width: 1, height: 1 })
      .set({ master: master.name, large: large.name, thumb: thumb.name })
      .where('withdrawn_at', 'is not', null)
      .execute()
    await db.updateTable('feedback_sessions').set({ state: 'prepared' }).where('state', '=', 'open').execute()
    const photo = before.things[0]?.thing_id ?? ''
    expect((await hanne.post(`${study}/photos/${photo}/removal`)).status).toBe(303)
    expect(await noted()).toEqual(before)
  })

  it('can be there twice, each with addresses of its own, and goes whole at one press', async () => {
    const w = await shared()
    const before = await countsOf(w.db)
    const example = await insertExample(w.db, await picturesFor(w), now)
    expect(example.researcher.email).not.toBe(w.example.researcher.email)
    const hanne = await signedIn(w, example.researcher.email)
    expect((await hanne.get(`/studies/${example.studyId}/study/removal`)).text).not.toContain('name="name"')
    const { status, headers } = await hanne.post(`/studies/${example.studyId}/study/removal`)
    expect(status).toBe(303)
    const notice = /notice=\w+/.exec(String(headers['set-cookie']))?.[0] ?? ''
    const door = await request(w.app).get('/').set('Cookie', `${notice}; language=nl`)
    expect(door.status).toBe(401)
    expect(door.text).toContain('Het voorbeeld is weggehaald')
    expect(await countsOf(w.db)).toEqual(before)
  })
})
