import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  inPages,
  leftOutIn,
  meets,
  pageAt,
  piecesOf,
  withOwnWords,
} from '../../src/steps/coding/passage-rules.ts'
import { blottedAt } from '../../src/steps/coding/taken-back-rules.ts'
import { differences } from '../../src/method/alike.ts'
import { passagesIn } from '../../src/steps/material/passage-rules.ts'

const words = fc.array(
  fc.constantFrom('een ', 'twee. ', 'Drie? ', '\n', '\n\n', 'é🙂 ', '👩‍👧 ', 'woord ', 'x'.repeat(700)),
  { maxLength: 60 },
)
const texts = words.map((some) => some.join(''))

describe('the pieces of a text', () => {
  it('are all of it but empty lines, in order, none too long to say something about', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const pieces = piecesOf(text)
        let at = 0
        for (const { start, end } of pieces) {
          expect(text.slice(at, start).trim()).toBe('')
          expect(end).toBeGreaterThan(start)
          expect(end - start).toBeLessThanOrEqual(700)
          expect(text.slice(start, end).isWellFormed()).toBe(text.isWellFormed())
          at = end
        }
        expect(text.slice(at).trim()).toBe('')
        const pages = inPages(pieces)
        expect(pages.flat()).toEqual(pieces)
        for (const [index, page] of pages.entries())
          for (const { start } of page) expect(pageAt(pages, start)).toBe(index + 1)
      }),
    )
  })

  it('are lines, and of long lines a few sentences', () => {
    expect(piecesOf('Een.\n\nTwee.')).toEqual([
      { start: 0, end: 4 },
      { start: 6, end: 11 },
    ])
    const sentence = `${'woord '.repeat(50)}einde. `
    const long = piecesOf(sentence.repeat(3))
    expect(long.map(({ start }) => start % sentence.length)).toEqual(long.map(() => 0))
  })
})

describe('what is left out', () => {
  it('is put back exactly for its own person, wherever corrections elsewhere moved it', () => {
    const case_ = fc.tuple(texts, fc.nat(), fc.nat(), texts, fc.boolean())
    fc.assert(
      fc.property(case_, ([text, a, b, added, isBefore]) => {
        const letters = Array.from(text)
        if (letters.length === 0) return
        const from = a % letters.length
        const to = from + 1 + (b % (letters.length - from))
        const start = letters.slice(0, from).join('').length
        const end = letters.slice(0, to).join('').length
        const said = { kind: 'leave_out' as const, is_gone: 0 as const, words: text.slice(start, end) }
        const blot = blottedAt(text, [{ start, end }])
        expect(withOwnWords(blot, [{ ...said, start_offset: start, end_offset: end }])).toBe(text)
        const next = isBefore ? `${added}${blot}` : `${blot}${added}`
        const [place = { start: 0, end: 0 }] = passagesIn(
          blot,
          next,
          [{ start, end }],
          differences(blot, next),
        )
        const moved = { ...said, start_offset: place.start, end_offset: place.end }
        expect(next.slice(place.start, place.end)).toBe(blot.slice(start, end))
        expect(leftOutIn([moved])).toEqual([moved])
        expect(meets({ start: place.start, end: place.start + 1 }, [moved])).toBe(true)
        expect(meets({ start: place.end, end: place.end + 1 }, [moved])).toBe(false)
      }),
    )
  })
})
