import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { unlinkRemoved } from '../src/files/rows.ts'
import { makeDueParts, removeHalfFiles } from '../src/steps/interviews/recording-work-queries.ts'
import { engines } from './support/databases.ts'
import { filesIn, mark, soundTalk } from './support/sent-sound.ts'
import { cut } from './support/sound.ts'
import { logOf } from './support/world.ts'

const minute = 60_000
const day = 24 * 60 * minute
const toneOf = (name: string) => readFile(path.join(import.meta.dirname, 'files/sound', name))
const fail = (error: unknown) => {
  throw error
}

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
      await removeHalfFiles(db, new Date(clock.now.getTime() + 6 * day))
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
      await removeHalfFiles(db, new Date(clock.now.getTime() + 30 * day))
      await unlinkRemoved(db, storage)
      expect(await filesIn(w)).toBe(1)
    },
  )

  it('goes when nothing came for a week, and can be sent again', async () => {
    const { as, w, db, storage, clock, talk, send, end } = await soundTalk(engine)
    const pieces = cut(await toneOf('tone.m4a'), 2)
    const sent = (seq: number) => send(seq, pieces[seq] ?? Buffer.of(), { origin: 'sent' })
    await sent(0)
    await removeHalfFiles(db, new Date(clock.now.getTime() + 7 * day + minute))
    await unlinkRemoved(db, storage)
    expect(await filesIn(w)).toBe(0)
    expect(await logOf(db)).toContain('recordings.remove')
    expect((await as('ravi').get(talk)).text).toContain('There is no sound recording')
    await sent(0)
    await sent(1)
    expect((await end(2)).body).toEqual({ made: true })
  })
})
