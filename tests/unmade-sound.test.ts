import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { startClock } from '../src/clock.ts'
import { codeOf } from '../src/errors.ts'
import { unlinkRemoved } from '../src/files/rows.ts'
import { rewritten } from '../src/files/sound.ts'
import { makeDueParts, removeDueRecordings } from '../src/steps/interviews/recording-work-queries.ts'
import { engines } from './support/databases.ts'
import { filesIn, pieces, sendAll, soundTalk, whole } from './support/sent-sound.ts'
import { unzipped } from './support/unzip.ts'
import { until } from './support/until.ts'

const minute = 60_000
const day = 24 * 60 * minute

describe.each(engines)('sound that cannot be made yet, on %s', (engine) => {
  it.each([
    ['memory', { megabytes: 8, milliseconds: () => minute }],
    ['time', { megabytes: 384, milliseconds: () => 1 }],
  ])('for want of %s is kept as it came, and made when there is', async (_what, bounds) => {
    const { w, db, storage, clock, send, sound, as } = await soundTalk(engine)
    await send(0, whole, { origin: 'sent' })
    await db.updateTable('recording_parts').set({ pieces: 1 }).execute()
    const failed: unknown[] = []
    const look = (minutes: number, more: { bounds?: typeof bounds }) => {
      const place = { db, storage, uploadFolder: `${w.uploads}/temporary`, ...more }
      const now = new Date(clock.now.getTime() + minutes * minute)
      return makeDueParts(place, now, (error) => failed.push(error))
    }
    await look(0, { bounds })
    await unlinkRemoved(db, storage)
    const part = () => db.selectFrom('recording_parts').select(['file', 'tried']).executeTakeFirst()
    expect([await part(), await filesIn(w)]).toEqual([{ file: null, tried: 0 }, 1])
    // It rests for a while that gets longer each time.
    await look(1, {})
    expect(await part()).toEqual({ file: null, tried: 0 })
    await look(2, { bounds })
    await look(5, {})
    expect(await part()).toEqual({ file: null, tried: 0 })
    await look(6, {})
    expect([await part(), failed]).toEqual([{ file: expect.any(String), tried: 1 }, []])
    expect((await as('ravi').get(sound)).status).toBe(200)
  })
})

describe.each(engines)('sound that is kept, on %s', (engine) => {
  it('stays when its text is said not to be right, between the first sighting and the second', async () => {
    const made = await soundTalk(engine)
    const { as, talk, db, clock, w, end } = made
    await sendAll(made)
    await end(3)
    await as('ravi').post(`${talk}/texts`, {
      kind: 'transcript',
      title: 'Uitgeschreven',
      text: 'Het bordje.',
    })
    await as('ravi').post(`${talk}/confirmation`)
    const look = async (time: number) => {
      await removeDueRecordings(db, new Date(clock.now.getTime() + time))
      await unlinkRemoved(db, w.storage)
      const due = await db.selectFrom('recordings_due').select('interview_id').execute()
      return [due.length, await filesIn(w)]
    }
    expect(await look(14 * day + minute)).toEqual([1, 1])
    await as('ravi').post(`${talk}/confirmation/removal`)
    expect(await look(14 * day + 2 * 60 * minute)).toEqual([0, 1])
    expect(await look(400 * day)).toEqual([0, 1])
  })

  it('is in the own download up to the piece that is gone', async () => {
    const made = await soundTalk(engine)
    await sendAll(made)
    const { as, db, storage } = made
    const { file } = await db
      .selectFrom('recording_pieces')
      .select('file')
      .where('seq', '=', 1)
      .executeTakeFirstOrThrow()
    await storage.remove(file)
    const answer = await as('sam', 'nl').get('/participants/sam/kept/archive')
    const files = await unzipped(answer.body as Buffer)
    const name = [...files.keys()].find((one) => one.endsWith('.wav')) ?? ''
    expect(files.get(name)).toEqual(pieces[0])
    // All the rest of what is kept is there.
    expect([...files.keys()]).toContain('gegevens.json')
  })
})

describe('the clock', () => {
  afterEach(() => {
    jest.useRealTimers()
  })

  it('does not look for sound to make while it is still making some', async () => {
    const silent = { poke: () => undefined, sendDue: () => Promise.resolve() }
    const { w, db, storage, outbox, mailFolder, send, clock } = await soundTalk('SQLite')
    await send(0, whole)
    await db.updateTable('recording_parts').set({ pieces: 1 }).execute()
    let looks = 0
    const counting = new Proxy(db, {
      get: (all, name) => {
        const own: unknown = Reflect.get(all, name)
        if (typeof own !== 'function') return own
        return (...given: unknown[]) => {
          if (String(given[0]).startsWith('recording_parts_for_researchers')) looks += 1
          return Reflect.apply(own, all, given) as unknown
        }
      },
    })
    let isWriting = false
    let goOn: () => void = () => undefined
    const slow: typeof storage = {
      ...storage,
      write: async (content) => {
        isWriting = true
        await new Promise<void>((resolve) => (goOn = resolve))
        return storage.write(content)
      },
    }
    jest.useFakeTimers({ doNotFake: allBut('setInterval', 'clearInterval') })
    const stop = startClock({
      ...{ db: counting, outbox: { ...outbox, ...silent }, storage: slow, mailFolder },
      ...{ uploadFolder: `${w.uploads}/temporary`, now: () => clock.now, timeZone: 'Europe/Amsterdam' },
      // The last round may still be under way when the test is over.
      onError: () => undefined,
    })
    await until(() => Promise.resolve(isWriting))
    jest.advanceTimersByTime(5 * minute)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(looks).toBe(1)
    goOn()
    const isMade = async () =>
      (await db.selectFrom('recording_parts').select('file').executeTakeFirst())?.file !== null
    await until(isMade)
    await new Promise((resolve) => setTimeout(resolve, 200))
    jest.advanceTimersByTime(minute)
    await until(() => Promise.resolve(looks === 2))
    stop()
  })
})

describe('writing sound anew', () => {
  it('throws what the disk throws, and takes no full disk for a file that is no sound', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-rewritten-'))
    const from = path.join(folder, 'from')
    await writeFile(from, whole)
    const thrown = (to: string) => rewritten(from, to).then(String, codeOf)
    expect(await thrown(path.join(folder, 'no such folder', 'to'))).toBe('ENOENT')
    if (process.platform === 'linux') expect(await thrown('/dev/full')).toBe('ENOSPC')
    await writeFile(from, 'Dit is tekst.')
    expect(await rewritten(from, path.join(folder, 'to'))).toEqual({ refused: 'noSound' })
    await rm(folder, { recursive: true })
  })
})

type Timer = 'setInterval' | 'clearInterval'

/** All that fake timers would take, but for these. */
function allBut(...faked: Timer[]) {
  const all = [
    ...(['Date', 'hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate'] as const),
    ...(['clearImmediate', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const),
  ]
  return all.filter((name) => !faked.some((one) => one === name))
}
