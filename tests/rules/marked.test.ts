import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { marked } from '../../src/method/marked.ts'

describe('two texts beside each other', () => {
  it('have whole words marked', () => {
    expect(marked('Ik heb twee sleutels.', 'Ik heb drie sleutels erbij.')).toEqual([
      { text: 'Ik heb ', kind: 'same' },
      { text: 'twee', kind: 'out' },
      { text: 'drie', kind: 'in' },
      { text: ' sleutels', kind: 'same' },
      { text: ' erbij', kind: 'in' },
      { text: '.', kind: 'same' },
    ])
  })

  it('can both be read from the pieces', () => {
    const texts = fc.string({ unit: fc.constantFrom('ja', 'nee', ' ', '\n', '.', 'é', '👩‍👧'), maxLength: 40 })
    fc.assert(
      fc.property(texts, texts, (old, next) => {
        const without = (kind: string) =>
          marked(old, next)
            .filter((piece) => piece.kind !== kind)
            .map(({ text }) => text)
            .join('')
        expect([without('in'), without('out')]).toEqual([old, next])
      }),
      { numRuns: 1000 },
    )
  })
})
