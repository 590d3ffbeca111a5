import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  blotted,
  blottedAt,
  blottedOut,
  sharing,
  tellingOf,
} from '../../src/steps/coding/taken-back-rules.ts'

const words = fc.string({ unit: 'grapheme', maxLength: 12 })

it('blotting out leaves nothing but blanks, and no length changes', () => {
  fc.assert(
    fc.property(words, words, words, (before, piece, after) => {
      const text = before + piece + after
      const span = { start: before.length, end: before.length + piece.length }
      const left = blottedAt(text, [span])
      expect([left.length, Array.from(left).length]).toEqual([text.length, Array.from(text).length])
      expect(left.slice(0, span.start)).toBe(before)
      expect(left.slice(span.end)).toBe(after)
      expect(left.slice(span.start, span.end)).toMatch(/^[\s█🀫]*$/u)
    }),
    { numRuns: 60 },
  )
})

it('words are blotted out whatever capitals and spaces they have elsewhere', () => {
  expect(blottedOut('IK BELDE\n Mirjam. (ik belde Mirjam)', ['Ik belde Mirjam.'])).toBe(
    `${blotted('IK BELDE\n Mirjam.')} (ik belde Mirjam)`,
  )
  expect(tellingOf(['ja', 'ja zeker', 'ja zeker wel', 'ontwikkelingsgerichtheidje'])).toEqual([
    'ja zeker wel',
    'ontwikkelingsgerichtheidje',
  ])
})

it('words are blotted out wherever they stand, whatever is in them', () => {
  expect(blottedOut('a $& b, a $& c', ['a', 'a $&'])).toBe(`${blotted('a $&')} b, ${blotted('a $&')} c`)
})

it('those that share a letter go along, and neighbours stay', () => {
  const at = (start_offset: number, end_offset: number) => ({
    ...{ start_offset, end_offset, standing: 'anchored' as const, words: 'x' },
    ...{ proposed_start: null, proposed_end: null },
  })
  const all = [at(0, 5), at(5, 9), at(8, 12), at(12, 15), at(4, 20)]
  expect(sharing(all, [''], [[{ start: 5, end: 9 }]])).toEqual([at(5, 9), at(8, 12), at(4, 20)])
})

it('those that the text does not have any more go along where they last shared a letter', () => {
  const kept = (words: string) => ({
    ...{ start_offset: 500_000_000, end_offset: 500_000_001, standing: 'kept' as const, words },
    ...{ proposed_start: null, proposed_end: null },
  })
  const texts = ['een twee drie', 'een drie drie vier', 'een vier']
  const spans = [[], [{ start: 4, end: 8 }], []]
  expect(sharing([kept('drie drie'), kept('een twee'), kept('vier')], texts, spans)).toEqual([
    kept('drie drie'),
  ])
})
