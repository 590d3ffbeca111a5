import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { askedPause, haltOf, marksFor, outcomeOf, pauseBefore } from '../../src/client/queue-rules.ts'

const random = fc.double({ min: 0, max: 0.999, noNaN: true })

it('a photo is in only when the server said so, and is let go of only when it was refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 599 }), (status) => {
      expect(outcomeOf(status) === 'in').toBe(status >= 200 && status < 300)
      if (status === 0 || status >= 500) expect(outcomeOf(status)).toBe('later')
    }),
  )
  expect([422, 413, 401, 403, 404, 410, 429].map(outcomeOf)).toEqual([
    'refused',
    'refused',
    'signedOut',
    'gone',
    'gone',
    'ended',
    'later',
  ])
})

it('everything halts on an answer that does not change by itself, and on no other', () => {
  const halts = Array.from({ length: 600 }, (_, status) => status).filter((status) => haltOf(status))
  expect(halts).toEqual([401, 403, 404, 410])
})

it('pauses grow, differ, and end at some minutes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), random, (tries, chance) => {
      const pause = pauseBefore(tries, chance)
      expect(pause).toBeGreaterThanOrEqual(1500)
      expect(pause).toBeLessThanOrEqual(375_000)
      expect(pauseBefore(tries + 1, chance)).toBeGreaterThanOrEqual(pause)
    }),
  )
})

it('who is asked to wait waits at least so long', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), random, (seconds, chance) => {
      const pause = askedPause(String(seconds), chance)
      expect(pause).toBeGreaterThanOrEqual(seconds * 1000)
      expect(pause).toBeLessThanOrEqual(seconds * 1500)
    }),
  )
  for (const nothing of [null, '', '-3', 'Wed, 21 Oct 2026 07:28:00 GMT'])
    expect(askedPause(nothing, 0.5)).toBe(0)
})

it('a file gets the mark of an announced one of its size, and no mark goes to two files', () => {
  const size = fc.integer({ min: 1, max: 4 })
  fc.assert(
    fc.property(fc.array(size, { maxLength: 6 }), fc.array(size, { maxLength: 6 }), (sizes, known) => {
      const announced = known.map((bytes, place) => ({ mark: `known-${place}`, bytes }))
      const files = sizes.map((bytes, place) => ({ mark: `new-${place}`, bytes }))
      const marks = marksFor(files, announced)
      expect(new Set(marks).size).toBe(sizes.length)
      for (const [place, mark] of marks.entries()) {
        const one = announced.find((other) => other.mark === mark)
        if (one) expect(one.bytes).toBe(sizes[place])
      }
      for (const bytes of new Set(sizes)) {
        const met = [sizes, known].map((list) => list.filter((other) => other === bytes).length)
        const reused = marks.filter((mark, place) => sizes[place] === bytes && mark.startsWith('known'))
        expect(reused).toHaveLength(Math.min(...met))
      }
    }),
  )
})
