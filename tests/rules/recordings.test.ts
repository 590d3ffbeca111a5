import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { clockTime } from '../../src/method/moments.ts'
import {
  beginningOf,
  dueAt,
  isMade,
  isToMake,
  isWhole,
  lengthOf,
  missingIn,
  retryAt,
  runOf,
  sightings,
} from '../../src/steps/interviews/recording-rules.ts'

const seqs = fc.uniqueArray(fc.nat(40), { maxLength: 40 })
const piecesOf = (all: readonly number[]) => all.map((seq) => ({ seq, bytes: 1, until_ms: (seq + 1) * 3000 }))
const at = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

describe('the pieces of a part', () => {
  it('run from the first to the first gap, whatever their order', () => {
    fc.assert(
      fc.property(seqs, (all) => {
        const run = runOf(piecesOf(all)).map(({ seq }) => seq)
        expect(run).toEqual(run.map((_, index) => index))
        expect(all).not.toContain(run.length)
      }),
    )
  })

  it('are whole when none is missing of as many as were told', () => {
    fc.assert(
      fc.property(seqs, fc.integer({ min: 1, max: 41 }), (all, pieces) => {
        const have = piecesOf(all)
        expect(isWhole({ pieces: null }, have)).toBe(false)
        expect(isWhole({ pieces }, have)).toBe(
          runOf(have).length >= pieces && runOf(have).length === all.length,
        )
        expect(missingIn({ pieces }, have)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('are tried later and later when making a file of them fails, and each day at least', () => {
    const last = new Date('2026-11-22T09:00:00.000Z')
    const minutes = (count: number) => (retryAt({ count, last }).getTime() - last.getTime()) / 60_000
    expect([1, 2, 3, 10, 11, 2000].map(minutes)).toEqual([2, 4, 8, 1024, 1440, 1440])
  })

  it('last as long as those that can be played', () => {
    expect(lengthOf(piecesOf([2, 0, 1]))).toBe(9000)
    expect(lengthOf(piecesOf([0, 2]))).toBe(3000)
    expect(lengthOf(piecesOf([1]))).toBeUndefined()
  })

  it('are made one file when they are whole, or after a silence, and once of the same', () => {
    const now = new Date('2026-11-22T09:02:00.000Z')
    const part = {
      origin: 'recorded' as const,
      pieces: null,
      file: null,
      tried: 0,
      last_at: '2026-11-22T09:00:00.001Z',
    }
    expect(isToMake(part, piecesOf([0, 1]), now)).toBe(false)
    expect(isToMake({ ...part, last_at: '2026-11-22T09:00:00.000Z' }, piecesOf([0, 1]), now)).toBe(true)
    expect(isToMake({ ...part, pieces: 2 }, piecesOf([0, 1]), now)).toBe(true)
    expect(isToMake({ ...part, pieces: 2, tried: 2 }, piecesOf([0, 1]), now)).toBe(false)
    expect(isToMake({ ...part, pieces: 2 }, piecesOf([1]), now)).toBe(false)
  })

  it('of a file that is sent are made when they are whole only, and count as made then', () => {
    const now = new Date('2026-11-22T12:00:00.000Z')
    const part = { pieces: null, file: null, tried: 0, last_at: '2026-11-22T09:00:00.000Z' }
    const sent = { ...part, origin: 'sent' as const }
    expect(isToMake(sent, piecesOf([0, 1]), now)).toBe(false)
    expect(isToMake({ ...sent, pieces: 2 }, piecesOf([0, 1]), now)).toBe(true)
    expect(isMade({ pieces: null, file: 'x' }, piecesOf([0, 1]))).toBe(false)
    expect(isMade({ pieces: 4, file: 'x' }, piecesOf([0, 1]))).toBe(false)
    expect(isMade({ pieces: 2, file: null }, piecesOf([0, 1]))).toBe(false)
    expect(isMade({ pieces: 2, file: 'x' }, piecesOf([0, 1]))).toBe(true)
    expect(isMade({ pieces: 2, file: 'x' }, [])).toBe(true)
  })
})

describe('when sound goes', () => {
  it('is never before its text was confirmed, and by hand only where no days are set', () => {
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 3650 }), (confirmed_at, days) => {
        const kept = { confirmed_at, last_at: null, days, is_agreed: 1, gone_at: null } as const
        expect(Date.parse(dueAt(kept) ?? '') - Date.parse(confirmed_at)).toBe(days * 86_400_000)
        expect(dueAt({ ...kept, days: null })).toBeUndefined()
        expect(dueAt({ ...kept, confirmed_at: null })).toBeUndefined()
      }),
    )
  })

  it('is so many days after the last of it came in, where that was after its text was confirmed', () => {
    fc.assert(
      fc.property(at, at, fc.integer({ min: 1, max: 3650 }), (confirmed_at, last_at, days) => {
        const due = dueAt({ confirmed_at, last_at, days, is_agreed: 1, gone_at: null })
        const from = Math.max(Date.parse(confirmed_at), Date.parse(last_at))
        expect(Date.parse(due ?? '') - from).toBe(days * 86_400_000)
      }),
    )
  })

  it('is a day after agreement ended, whatever else is set', () => {
    const gone = {
      confirmed_at: null,
      last_at: null,
      days: null,
      is_agreed: 0,
      gone_at: '2026-11-22T09:00:00.000Z',
    } as const
    expect(dueAt(gone)).toBe('2026-11-23T09:00:00.000Z')
  })

  it('takes two sightings, an hour apart', () => {
    fc.assert(
      fc.property(seqs, seqs, fc.nat(7_200_000), (due, seen, ago) => {
        const now = new Date('2026-11-22T09:00:00.000Z')
        const seen_at = new Date(now.getTime() - ago).toISOString()
        const { first, again, over } = sightings(
          due.map(String),
          seen.map((id) => ({ id: String(id), seen_at })),
          now,
        )
        expect(again).toEqual(ago < 3_600_000 ? [] : seen.filter((id) => due.includes(id)).map(String))
        expect(first).toEqual(due.filter((id) => !seen.includes(id)).map(String))
        expect(over).toEqual(seen.filter((id) => !due.includes(id)).map(String))
      }),
    )
  })
})

describe('the beginning of a part', () => {
  const now = '2026-11-22T09:00:00.000Z'

  it('is when its browser says, unless that cannot be', () => {
    expect(beginningOf({ begun_at: '2026-11-22T07:00:00.000Z', sent_at: '' }, now)).toBe(
      '2026-11-22T07:00:00.000Z',
    )
    for (const begun_at of ['2026-11-22T09:00:01.000Z', '2020-01-01T00:00:00.000Z', '', 'gisteren'])
      expect(beginningOf({ begun_at, sent_at: '' }, now)).toBe(now)
    expect(beginningOf({ begun_at: '2026-11-22T07:00:00.000Z', sent_at: 'straks' }, now)).toBe(now)
  })

  it('is right whatever the clock of its browser says', () => {
    fc.assert(
      fc.property(fc.nat(86_400_000), fc.integer({ min: -86_400_000, max: 86_400_000 }), (ago, wrong) => {
        const clock = (time: number) => new Date(Date.parse(now) + time + wrong).toISOString()
        const begun = beginningOf({ begun_at: clock(-ago), sent_at: clock(0) }, now)
        expect(Date.parse(now) - Date.parse(begun)).toBe(ago)
      }),
    )
  })
})

it('shows a length as a clock does', () => {
  expect([0, 59_999, 247_000, 3_729_000].map(clockTime)).toEqual(['0:00', '0:59', '4:07', '1:02:09'])
})
