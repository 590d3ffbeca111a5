import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { wordingsOf } from '../../src/method/wordings.ts'

const first = 'Int: En?\nSam: Ik heb twee sleutels van Willeke. Ja.\nInt: Goed.'
const second = first.replace('twee sleutels', 'drie sleutels').replace(' van Willeke', '')
const third = second.replace('drie sleutels', 'vier grote sleutels')

const piecesOf = (texts: readonly string[], words: string, place?: string) => {
  const start = place === undefined ? -1 : (texts.at(-1) ?? '').indexOf(place)
  const span = place === undefined ? undefined : { start, end: start + place.length }
  const found = wordingsOf(texts, { words, place: span })
  const pieces = found.spans.map((spans, at) =>
    spans.map(({ start: from, end }) => (texts[at] ?? '').slice(from, end)),
  )
  return { pieces, words: found.words }
}

describe('a sentence in all versions of its text', () => {
  it('is where it came from, with what was taken out in and beside it', () => {
    const words = 'Ik heb vier grote sleutels'
    expect(piecesOf([first, second, third], words, words)).toEqual({
      pieces: [
        ['Ik heb twee sleutels van Willeke'],
        ['Ik heb drie sleutels'],
        ['Ik heb vier grote sleutels'],
      ],
      words: [words, 'Ik heb twee sleutels', 'Ik heb drie sleutels'],
    })
  })

  it('is where other words were proposed for it, and where the old ones stood', () => {
    const found = piecesOf([first, third], 'Ik heb twee sleutels', 'Ik heb vier grote sleutels')
    expect(found.pieces).toEqual([['Ik heb twee sleutels van Willeke'], ['Ik heb vier grote sleutels']])
  })

  it('that keeps its old words is blotted out where like ones came in their place', () => {
    const found = piecesOf([first, second, third], 'Ik heb twee sleutels')
    expect(found.pieces).toEqual([
      ['Ik heb twee sleutels van Willeke'],
      ['Ik heb drie sleutels'],
      ['Ik heb vier grote sleutels'],
    ])
  })

  it('that went leaves what came in its place when that is nothing like it', () => {
    const next = first.replace('Ik heb twee sleutels van Willeke.', 'Dat weet niemand.')
    expect(piecesOf([first, next], 'Ik heb twee sleutels van Willeke.').pieces[1]).toEqual([])
    expect(piecesOf(['Ja. Nee. Ja.', 'Ja. Nee.'], 'Ja.').pieces[1]).toEqual([])
  })

  it('that was there and came back twice goes from both places', () => {
    const words = 'Ik heb twee sleutels van Willeke.'
    expect(piecesOf([first, 'x', `${words} ${words}`], words).pieces[2]).toEqual([words, words])
  })

  it('is in whole letters, in order, apart, and holds its place, whatever the texts are', () => {
    const letters = fc.constantFrom('a', 'b', 'ja ', ' ', '. ', '\n', 'e\u0301', '👩‍👧', '👩', '🇳🇱', '𝒜')
    const texts = fc.array(fc.string({ unit: letters, minLength: 1, maxLength: 30 }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(texts, fc.nat(30), fc.nat(30), fc.boolean(), (all, a, b, isThere) => {
        const last = all.at(-1) ?? ''
        const start = a % last.length
        const place = { start, end: Math.min(last.length, start + 1 + b) }
        const words = isThere ? last.slice(place.start, place.end) : (all[0] ?? '').slice(0, 1 + b)
        const { spans } = wordingsOf(all, { words, place: isThere ? place : undefined })
        expect(spans).toHaveLength(all.length)
        spans.forEach((some, at) => {
          const text = all[at] ?? ''
          let end = -1
          for (const span of some) {
            expect(span.start).toBeGreaterThan(end)
            expect(span.end).toBeGreaterThan(span.start)
            expect(span.end).toBeLessThanOrEqual(text.length)
            expect(text.slice(span.start, span.end).isWellFormed()).toBe(true)
            end = span.end
          }
          const left = some.reduceRight(
            (one, span) => `${one.slice(0, span.start)}\0${one.slice(span.end)}`,
            text,
          )
          if (at < all.length - 1) expect(left).not.toContain(words)
          if (isThere && at === all.length - 1) {
            expect(some.some((span) => span.start <= place.start && place.end <= span.end)).toBe(true)
          }
        })
      }),
      { numRuns: 2000 },
    )
  })
})
