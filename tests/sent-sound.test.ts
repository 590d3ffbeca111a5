import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { clean } from '../src/clock.ts'
import { unlinkRemoved } from '../src/files/rows.ts'
import { makeDueParts, removeHalfFiles } from '../src/steps/interviews/recording-work-queries.ts'
import { engines } from './support/databases.ts'
import { filesIn, mark, soundTalk, whole } from './support/sent-sound.ts'
import { cut } from './support/sound.ts'
import { logOf } from './support/world.ts'

const minute = 60_000
const day = 24 * 60 * minute
const toneOf = (name: string) => readFile(path.join(import.meta.dirname, 'files/sound', name))
const fail = (error: unknown) => {
  throw error
}

describe.each(engines)('sound with a fault or a silence in it, on %s', (engine) => {
  it('keeps what it came as, where a fault in the middle ends it', async () => {
    const { as, w, db, storage, talk, sound, send, end } = await soundTalk(engine)
    const damaged = await toneOf('tone.webm')
    damaged.fill(0, 1300, 1330)
    for (const [seq, content] of cut(damaged, 2).entries()) await send(seq, content, { origin: 'sent' })
    expect((await end(2)).body).toEqual({ made: true })
    await unlinkRemoved(db, storage)
    expect(await filesIn(w)).toBe(3)
    const page = (await as('ravi').get(talk)).text
    expect(page).toContain('This file is damaged: the sound below stops after 0:00')
    expect(page).toContain('/sound?as=came')
    const came = await as('ravi').get(`${sound}?as=came`)
    expect(came.headers['content-disposition']).toContain('attachment')
    expect(Buffer.compare(came.body as Buffer, damaged)).toBe(0)
  })

  it('keeps its file alone when it was made in a silence and ended later', async () => {
    const { w, db, storage, clock, send, end } = await soundTalk(engine)
    for (const [seq, content] of cut(whole, 3).entries()) await send(seq, content)
    const place = { db, storage, uploadFolder: `${w.uploads}/temporary` }
    const silent = new Date(clock.now.getTime() + 3 * minute)
    // Twice at once: it is made once.
    await Promise.all([makeDueParts(place, silent, fail), makeDueParts(place, silent, fail)])
    expect((await logOf(db)).filter((line) => line.startsWith('recordings.make'))).toHaveLength(1)
    expect(await filesIn(w)).toBe(4)
    expect((await end(3)).body).toEqual({ made: true })
    await unlinkRemoved(db, storage)
    expect(await filesIn(w)).toBe(1)
  })

  it('goes in its time though something else that the clock does fails', async () => {
    const { w, db, storage, clock, send } = await soundTalk(engine)
    await send(0, whole)
    await db.updateTable('recording_parts').set({ origin: 'sent' }).execute()
    const failed: unknown[] = []
    const broken = {
      ...storage,
      list: () => {
        throw new Error('The disk is away.')
      },
    }
    for (const days of [8, 9])
      await clean({
        ...{ db, storage: broken, mailFolder: undefined },
        now: () => new Date(clock.now.getTime() + days * day),
        onError: (error: unknown) => void failed.push(error),
      })
    expect(failed).toHaveLength(2)
    expect(await filesIn(w)).toBe(0)
  })
})

describe.each(engines)('a sound file that is sent in pieces, on %s', (engine) => {
  it.each(['tone.mp3', 'tone.m4a'])(
    'waits for its rest, and is whole when that comes: a %s',
    async (name) => {
      const { as, w, db, storage, clock, talk, send, end } = await soundTalk(engine)
      const pieces = cut(await toneOf(name), 4)
      const sent = (seq: number) => send(seq, pieces[seq] ?? Buffer.of(), { origin: 'sent' })
      const place = { db, storage, uploadFolder: `${w.uploads}/temporary` }
      const look = (time: number) => makeDueParts(place, new Date(clock.now.getTime() + time), fail)
      await sent(0)
      await sent(1)
      await look(3 * minute)
      for (const days of [6, 6.5]) await removeHalfFiles(db, new Date(clock.now.getTime() + days * day))
      expect((await as('ravi').get(`${talk}/recordings/${mark}/pieces`)).body).toEqual({
        ...{ pieces: [0, 1], made: false },
      })
      const page = (await as('ravi').get(talk)).text
      expect(page).toContain('Choose the same file again')
      expect(page).toContain('goes on 29 November 2026')
      expect(page).not.toContain('<audio')
      await sent(2)
      await sent(3)
      expect((await end(4)).body).toEqual({ made: true })
      expect((await as('ravi').get(`${talk}/recordings/${mark}/pieces`)).body).toEqual({
        ...{ pieces: [], made: true },
      })
      expect((await as('ravi').get(talk)).text).toContain('Length 0:01')
      for (const days of [30, 31]) await removeHalfFiles(db, new Date(clock.now.getTime() + days * day))
      await unlinkRemoved(db, storage)
      expect(await filesIn(w)).toBe(1)
    },
  )

  it('goes when nothing came for a week, seen twice, and can be sent again', async () => {
    const { as, w, db, storage, clock, talk, send, end } = await soundTalk(engine)
    const pieces = cut(await toneOf('tone.m4a'), 2)
    const sent = (seq: number) => send(seq, pieces[seq] ?? Buffer.of(), { origin: 'sent' })
    await sent(0)
    const look = async (time: number) => {
      await removeHalfFiles(db, new Date(clock.now.getTime() + time))
      await unlinkRemoved(db, storage)
      return filesIn(w)
    }
    // The clock jumped ahead and back: nothing goes.
    expect(await look(300 * day)).toBe(1)
    expect(await look(minute)).toBe(1)
    expect(await look(7 * day + minute)).toBe(1)
    expect(await look(7 * day + 60 * minute)).toBe(1)
    expect(await look(7 * day + 61 * minute)).toBe(0)
    expect(await logOf(db)).toContain('recordings.remove')
    expect((await as('ravi').get(talk)).text).toContain('There is no sound recording')
    await sent(0)
    await sent(1)
    expect((await end(2)).body).toEqual({ made: true })
  })
})
