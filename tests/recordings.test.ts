import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import request from 'supertest'
import { removeDueRecordings, makeDueParts } from '../src/steps/interviews/recording-work-queries.ts'
import { unlinkRemoved } from '../src/files/rows.ts'
import { agree } from './support/agree.ts'
import { cookieOf } from './support/cast.ts'
import { engines } from './support/databases.ts'
import { repeating, tone } from './support/sound.ts'
import { filesIn, mark, pieces, sendAll, soundTalk, whole } from './support/sent-sound.ts'
import { logOf, type Name } from './support/world.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe.each(engines)('sound, on %s', (engine) => {
  it('comes in piece by piece, in any order and more than once, and becomes one file', async () => {
    const made = await soundTalk(engine)
    const { as, w, send, end, talk, sound } = made
    for (const seq of [2, 0, 0, 1, 2]) {
      const answer = await send(seq, pieces[seq] ?? Buffer.of())
      expect([answer.status, answer.body]).toEqual([200, { kept: seq }])
    }
    expect((await as('ravi').get(`${talk}/recordings/${mark}/pieces`)).body).toEqual({
      ...{ pieces: [0, 1, 2], made: false },
    })
    expect(await filesIn(w)).toBe(3)
    const before = await as('ravi').get(sound)
    expect([before.status, Buffer.compare(before.body as Buffer, whole)]).toEqual([200, 0])
    expect((await end(3)).body).toEqual({ made: true })
    expect((await end(3)).body).toEqual({ made: true })
    // Its answer may have been lost: a piece that is in the file is in.
    expect((await send(1, pieces[1] ?? Buffer.of())).status).toBe(200)
    await unlinkRemoved(w.db, w.storage)
    expect(await filesIn(w)).toBe(1)
    const after = await as('ravi').get(sound)
    expect(after.headers['content-type']).toBe('audio/wav')
    expect((await as('ravi').get(talk)).text).toContain('Length 0:06')
  })

  it('is played from the middle', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { app, as, db, study, sound, end } = made
    const { headers } = await as('ravi').get(sound)
    expect(headers).toMatchObject({ 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' })
    expect(headers['cache-control']).toBe('no-store, no-transform')
    expect(headers['content-security-policy']).toContain('sandbox')
    const part = await as('ravi').get(sound, { range: 'bytes=16000-32100' })
    expect(part.status).toBe(206)
    expect(part.headers['content-range']).toBe(`bytes 16000-32100/${whole.length}`)
    expect(Buffer.compare(part.body as Buffer, whole.subarray(16000, 32101))).toBe(0)
    const tail = await as('ravi').get(sound, { range: 'bytes=-10' })
    expect(Buffer.compare(tail.body as Buffer, whole.subarray(-10))).toBe(0)
    // A part is asked for with GET alone.
    const head = await request(app)
      .head(`/studies/${study}${sound}`)
      .set({ cookie: await cookieOf(db, 'ravi'), range: 'bytes=0-9' })
    expect([head.status, head.headers['content-length']]).toEqual([200, String(whole.length)])
    const beyond = await as('ravi').get(sound, { range: 'bytes=99999999-' })
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${whole.length}`])
    const tag = String(headers.etag)
    expect((await as('ravi').get(sound, { range: 'bytes=0-9', 'if-range': tag })).status).toBe(206)
    await end(3)
    expect((await as('ravi').get(sound, { range: 'bytes=0-9', 'if-range': tag })).status).toBe(200)
  })

  it('is refused without agreement, and says so', async () => {
    const { send, as, w, talk } = await soundTalk(engine, {})
    const answer = await send(0, whole)
    expect([answer.status, answer.body]).toMatchObject([
      410,
      { problem: expect.stringContaining('no longer') },
    ])
    expect(await filesIn(w)).toBe(0)
    const page = (await as('ravi').get(`${talk}/talk`)).text
    expect(page).toContain('does not want a sound recording')
    expect(page).not.toContain('data-begin')
    expect((await as('ravi').get(talk)).text).not.toContain('type="file"')
  })

  it('is said to be gone when its person stopped, so that no browser keeps it', async () => {
    const { send, as, end, talk } = await soundTalk(engine)
    await send(0, pieces[0] ?? Buffer.of())
    await as('sam').post('/participants/sam/withdrawal')
    const asked = await as('ravi').get(`${talk}/recordings/${mark}/pieces`)
    for (const answer of [await send(1, pieces[1] ?? Buffer.of()), await end(1), asked])
      expect([answer.status, answer.body]).toEqual([
        410,
        { problem: expect.stringContaining('waited in this browser is gone') },
      ])
  })

  it('goes out of sight at once when agreement ends, and its files a day later', async () => {
    const made = await soundTalk(engine)
    const { as, w, clock, db, send, sound, talk } = made
    await sendAll(made)
    await agree(w, 'sam', {})
    expect((await as('ravi').get(sound)).status).toBe(404)
    expect((await as('ravi').get(talk)).text).not.toContain('<audio')
    expect((await send(3, whole)).status).toBe(410)
    expect((await as('sam').get('/participants/sam')).text).toContain('It is removed on 23 November 2026.')
    const after = (time: number) => new Date(clock.now.getTime() + time)
    const look = async (time: number) => {
      await removeDueRecordings(db, after(time))
      await unlinkRemoved(db, w.storage)
      return filesIn(w)
    }
    expect(await look(23 * 60 * minute)).toBe(3)
    expect(await look(day + minute)).toBe(3)
    expect(await look(day + 2 * minute)).toBe(3)
    expect(await look(day + 62 * minute)).toBe(0)
    expect(await db.selectFrom('recording_pieces').select('seq').execute()).toEqual([])
  })

  it('goes with all that is of somebody who has it erased, made whole or not', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { as, w, end, talk } = made
    await end(3)
    const second = 'b'.repeat(32)
    const piece = { origin: 'recorded', type: 'audio/wav', begun_at: w.clock.now.toISOString() }
    const [content = Buffer.of()] = pieces
    await as('ravi').upload(
      `${talk}/recordings/${second}/pieces/0`,
      { ...piece, bytes: content.length, until_ms: 3000 },
      { field: 'piece', name: 'piece', content },
    )
    await unlinkRemoved(w.db, w.storage)
    expect(await filesIn(w)).toBe(2)
    await as('sam').post('/participants/sam/withdrawal')
    const answer = await as('sam').post('/participants/sam/erasure', { sure: 'yes' })
    expect(answer.headers.location).toBe('/erased')
    await unlinkRemoved(w.db, w.storage)
    expect(await filesIn(w)).toBe(0)
    expect(await w.db.selectFrom('recording_parts').select('id').execute()).toEqual([])
  })

  it('stays when agreement was taken back by mistake', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { w, db, clock, as, sound } = made
    await agree(w, 'sam', {})
    await removeDueRecordings(db, new Date(clock.now.getTime() + day + minute))
    await agree(w, 'sam', { may_record: 'yes' })
    await removeDueRecordings(db, new Date(clock.now.getTime() + day + 90 * minute))
    expect((await as('ravi').get(sound)).status).toBe(200)
    expect(await db.selectFrom('recordings_due').selectAll().execute()).toEqual([])
  })

  it('goes so many days after the text was confirmed, seen twice', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { as, talk, db, clock, w, end } = made
    await end(3)
    const say = (path: string, form = {}) => as('ravi').post(path, form)
    expect((await as('noor').get(talk)).text).toContain('14 days after')
    expect((await as('sam').get('/participants/sam')).text).toContain(
      'Length 0:06. It is removed 14 days after the text of your talk was checked.',
    )
    await say('/interviews/recordings', { days: '3', version: 0 })
    expect((await say('/interviews/recordings', { days: '5', version: 0 })).status).toBe(409)
    for (const typed of [{ days: '0' }, { days: 'x' }, {}]) {
      const refused = await say('/interviews/recordings', { ...typed, version: 1 })
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('from 1 to 3650')])
    }
    // There is no text that could be right.
    expect((await as('ravi').get(talk)).text).toContain('Once there is a text of this talk')
    expect((await say(`${talk}/confirmation`)).status).toBe(409)
    await say(`${talk}/texts`, {
      kind: 'transcript',
      title: 'Uitgeschreven',
      text: 'Het bordje hing er niet.',
    })
    await say(`${talk}/confirmation`)
    const page = (await as('noor').get(talk)).text
    expect(page).toContain('The text is right: Ravi')
    expect(page).toContain('removed on 25 November 2026')
    expect((await as('noor').get('')).text).toContain('with P07 is removed on 25 November 2026')
    expect((await as('noor').get(`${talk}/talk`)).text).toContain('removed on 25 November 2026')
    const own = (await as('sam').get('/participants/sam')).text
    expect(own).toContain('Length 0:06. It is removed on 25 November 2026.')
    expect((await as('vera').get('/participants/vera')).text).not.toContain('Sound recording')
    const look = async (time: number) => {
      await removeDueRecordings(db, new Date(clock.now.getTime() + time))
      await unlinkRemoved(db, w.storage)
      return filesIn(w)
    }
    expect(await look(3 * day - minute)).toBe(1)
    // The clock jumped ahead and back: nothing goes.
    expect(await look(300 * day)).toBe(1)
    expect(await look(day)).toBe(1)
    expect(await look(3 * day + minute)).toBe(1)
    expect(await look(3 * day + 62 * minute)).toBe(0)
    expect((await as('noor').get(talk)).text).toContain('There is no sound recording')
    expect(await logOf(db)).toContain('recordings.remove')
  })

  it('that comes in after its time stays as long as its text was confirmed then', async () => {
    const { as, talk, db, clock, w, send, end, sound } = await soundTalk(engine)
    const text = { kind: 'transcript', title: 'Uitgeschreven', text: 'Het bordje hing er niet.' }
    await as('ravi').post(`${talk}/texts`, text)
    await as('ravi').post(`${talk}/confirmation`)
    const earlier = new Date(clock.now.getTime() - 20 * day).toISOString()
    await db.updateTable('confirmed_texts').set({ confirmed_at: earlier }).execute()
    await send(0, whole)
    await end(1)
    const look = async (time: number) => {
      await removeDueRecordings(db, new Date(clock.now.getTime() + time))
      await unlinkRemoved(db, w.storage)
      return (await as('ravi').get(sound)).status
    }
    expect((await as('noor').get(talk)).text).toContain('removed on 6 December 2026')
    expect((await as('noor').get(`${talk}/talk`)).text).toContain('removed on 6 December 2026')
    expect((await as('sam').get('/participants/sam')).text).toContain('It is removed on 6 December 2026.')
    expect(await look(minute)).toBe(200)
    expect(await look(62 * minute)).toBe(200)
    expect(await look(14 * day + minute)).toBe(200)
    expect(await look(14 * day + 62 * minute)).toBe(404)
  })

  it('is made one file after a while without pieces, and again when the rest comes', async () => {
    const made = await soundTalk(engine)
    const { w, db, clock, send, end, as, talk, storage } = made
    await send(0, pieces[0] ?? Buffer.of())
    await send(2, pieces[2] ?? Buffer.of())
    const place = { db, storage, uploadFolder: `${w.uploads}/temporary` }
    const fail = (error: unknown) => {
      throw error
    }
    const length = async () =>
      (await db.selectFrom('recording_parts').select('milliseconds').executeTakeFirstOrThrow()).milliseconds
    await makeDueParts(place, new Date(clock.now.getTime() + minute), fail)
    expect(await length()).toBeNull()
    await makeDueParts(place, new Date(clock.now.getTime() + 3 * minute), fail)
    expect(await length()).toBeGreaterThan(1900)
    expect(await length()).toBeLessThan(2100)
    expect((await as('ravi').get(talk)).text).toContain('1 piece is missing')
    expect((await send(1, pieces[1] ?? Buffer.of())).status).toBe(200)
    expect((await end(3)).body).toEqual({ made: true })
    expect(await length()).toBe(6000)
    await unlinkRemoved(db, storage)
    expect(await filesIn(w)).toBe(1)
  })

  it('is not for strangers, other studies, and who hears no whole talks', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { as, sound, send, talk, db } = made
    const statuses = async (name: Name) => [
      (await as(name).get(sound)).status,
      (await send(3, whole, {}, name)).status,
      (await as(name).post(`${talk}/recordings/${mark}/removal`)).status,
      (await as(name).post(`${talk}/confirmation`)).status,
    ]
    expect(await statuses('stranger')).toEqual([401, 401, 401, 401])
    expect(await statuses('sam')).toEqual([401, 401, 401, 401])
    expect((await statuses('ada')).slice(1)).toEqual([403, 403, 403])
    await db.updateTable('seats').set({ reads_raw: 0 }).where('person_id', '=', 'ravi').execute()
    expect(await statuses('ravi')).toEqual([403, 403, 403, 403])
    expect((await as('ravi').get(talk)).text).not.toContain('<audio')
    expect((await as('ravi').get(talk)).text).toContain('Part 1')
  })

  it('leaves a line in the log when it is heard, and when it goes', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { as, sound, talk, db, send } = made
    await as('noor').get(sound)
    await as('noor').get(sound)
    expect((await logOf(db)).filter((line) => line === 'recordings.read read')).toHaveLength(1)
    expect((await as('noor').post(`${talk}/recordings/${mark}/removal`)).status).toBe(303)
    expect((await as('noor').get(sound)).status).toBe(404)
    expect(await filesIn(made)).toBe(0)
    // A browser that did not know sends on.
    const late = await send(3, whole)
    expect([late.status, late.body]).toMatchObject([409, { problem: expect.stringContaining('removed') }])
  })

  it('in pieces that are cut off or say what they are not is refused', async () => {
    const { send, as, talk } = await soundTalk(engine)
    expect((await send(0, whole, { bytes: 7 })).status).toBe(400)
    for (const type of ['text/html', 'audio/html', 'audio/x+xml', 'audio/svg+xml;codecs=opus'])
      expect((await send(0, whole, { type })).status).toBe(400)
    expect((await send(99_999, whole)).status).toBe(400)
    await send(0, whole)
    expect((await send(0, whole.subarray(1))).status).toBe(409)
    expect((await as('ravi').post(`${talk}/recordings/${mark}/end`, { pieces: 'x' })).status).toBe(400)
    expect((await as('ravi').post(`${talk}/recordings/${'b'.repeat(32)}/end`, { pieces: 1 })).status).toBe(
      409,
    )
  })

  it('is sent as a file without a script, and refused when it is none', async () => {
    const { as, talk, w } = await soundTalk(engine)
    const file = (content: Buffer, name = 'Gesprek Sam.wav') => ({ field: 'sound', name, content })
    const sent = await as('ravi').upload(`${talk}/recordings`, {}, file(whole))
    expect(sent.status).toBe(303)
    expect((await as('ravi').get(talk)).text).toContain('Length 0:06')
    const no = await as('ravi').upload(`${talk}/recordings`, {}, file(Buffer.from('Dit is tekst.'), 'x.mp3'))
    expect([no.status, no.text]).toEqual([422, expect.stringContaining('This file is no sound that we know')])
    const empty = await as('ravi').upload(`${talk}/recordings`, {}, file(Buffer.of()))
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('Choose a sound file')])
    await unlinkRemoved(w.db, w.storage)
    expect(await filesIn(w)).toBe(1)
  })

  it('is no more than so much in a part, and in a talk', async () => {
    const { send, as, db, w, talk } = await soundTalk(engine)
    const other = (content: Buffer) =>
      as('ravi').upload(
        `${talk}/recordings/${'b'.repeat(32)}/pieces/0`,
        { ...{ origin: 'sent', type: 'audio/unknown', begun_at: '' }, bytes: content.length },
        { field: 'piece', name: 'piece', content },
      )
    const refusal = [413, { problem: expect.stringContaining('Remove a part first') }]
    await send(0, whole)
    await db.updateTable('recording_pieces').set({ bytes: 524_288_000 }).execute()
    const more = await send(1, whole)
    expect([more.status, more.body]).toEqual(refusal)
    expect((await other(whole)).status).toBe(200)
    await db.updateTable('recording_pieces').set({ bytes: 1_073_741_800 }).execute()
    const third = await as('ravi').upload(
      `${talk}/recordings`,
      {},
      { field: 'sound', name: 'x.wav', content: whole },
    )
    expect([third.status, third.text]).toEqual([422, expect.stringContaining('Remove a part first')])
    expect(await filesIn(w)).toBe(2)
  })

  it('that grows as it is read, or lasts more than a day, is no sound', async () => {
    const { as, talk, w, db } = await soundTalk(engine)
    const m4a = await readFile(path.join(import.meta.dirname, 'files/sound/tone.m4a'))
    const send = (content: Buffer) =>
      as('ravi').upload(`${talk}/recordings`, {}, { field: 'sound', name: 'a', content })
    expect((await send(repeating(m4a, 4, 100_000))).status).toBe(303)
    await unlinkRemoved(db, w.storage)
    const kept = await filesIn(w)
    for (const content of [repeating(m4a, 20, 100_000), tone(12, 1)])
      expect((await send(content)).status).toBe(422)
    await unlinkRemoved(db, w.storage)
    expect(await filesIn(w)).toBe(kept)
  })

  it('that cannot be kept leaves no file, and is tried again less and less often', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { w, db, clock, storage } = made
    let stored = 0
    let fails = true
    const counting: typeof storage = {
      ...storage,
      write: async (content) => {
        stored += 1
        return storage.write(content)
      },
    }
    const failing = new Proxy(db, {
      get: (whole, name) => {
        if (name === 'transaction' && fails) throw new Error('on purpose')
        const own: unknown = Reflect.get(whole, name)
        return typeof own === 'function' ? (own.bind(whole) as unknown) : own
      },
    })
    const problems: unknown[] = []
    const look = async (minutes: number) => {
      const place = { db: failing, storage: counting, uploadFolder: `${w.uploads}/temporary` }
      await makeDueParts(place, new Date(clock.now.getTime() + minutes * minute), (error) => {
        problems.push(error)
      })
    }
    for (let minutes = 3; minutes <= 40; minutes += 1) await look(minutes)
    // At 3, 5, 9, 17 and 33.
    expect([stored, problems.length, await filesIn(w)]).toEqual([5, 5, 3])
    fails = false
    await look(64)
    expect(stored).toBe(5)
    await look(65)
    expect([stored, problems.length, await filesIn(w)]).toEqual([6, 5, 4])
  })

  it.each([
    ['tone.aac', 'audio/mp4'],
    ['tone.m4a', 'audio/mp4'],
    ['tone.mp3', 'audio/mpeg'],
    ['tone.ogg', 'audio/webm'],
    ['tone.webm', 'audio/webm'],
    ['with-picture.mp4', 'audio/mp4'],
  ])('is kept of a %s, without what else is in it', async (name, type) => {
    const { as, talk, db } = await soundTalk(engine)
    const content = await readFile(path.join(import.meta.dirname, 'files/sound', name))
    expect(
      (await as('ravi').upload(`${talk}/recordings`, {}, { field: 'sound', name, content })).status,
    ).toBe(303)
    expect((await as('ravi').get(talk)).text).toContain('Length 0:01')
    const part = await db.selectFrom('recording_parts').select('mark').executeTakeFirstOrThrow()
    const sound = await as('ravi').get(`${talk}/recordings/${part.mark}/sound`)
    expect([sound.status, sound.headers['content-type']]).toEqual([200, type])
    const bytes = sound.body as Buffer
    expect(['Kanarie', 'vide', 'V_MPEG'].filter((word) => bytes.includes(word))).toEqual([])
    // All of its sound: the coded packets are taken over as they are.
    expect(bytes.length).toBeGreaterThan(1500)
  })
})
