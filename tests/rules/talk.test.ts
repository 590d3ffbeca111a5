import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { momentAgo, sinceBegin } from '../../src/method/moments.ts'
import { bothNotes } from '../../src/steps/interviews/rules.ts'

describe('both texts of a note', () => {
  it('are under each other, and not twice where one holds the other', () => {
    expect(bothNotes('a', 'b')).toBe('a\n\nb')
    expect(bothNotes('a b', 'b')).toBe('a b')
    expect(bothNotes('b', 'a b')).toBe('a b')
  })

  it('lose no word of either', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const both = bothNotes(one, other)
        expect(both.includes(one) && both.includes(other)).toBe(true)
      }),
    )
  })
})

describe('a moment of a talk', () => {
  const at = '2026-11-22T09:00:00.000Z'

  it('is as long ago as its browser says, never ahead, nor longer than a month', () => {
    expect(momentAgo(at, 65_000)).toBe('2026-11-22T08:58:55.000Z')
    expect(momentAgo(at, -5)).toBe(at)
    expect(momentAgo(at, 1e15)).toBe('2026-10-23T09:00:00.000Z')
  })

  it('is so far into the talk', () => {
    expect(sinceBegin('2026-11-22T08:58:55.000Z', at)).toBe('1:05')
    expect(sinceBegin('2026-11-22T07:58:55.000Z', at)).toBe('1:01:05')
    expect(sinceBegin('2026-11-22T09:00:01.000Z', at)).toBe('')
    expect(sinceBegin(undefined, at)).toBe('')
  })
})
