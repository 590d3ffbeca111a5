import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { excerpt, foundIn, termsIn, unitsOf } from '../../src/steps/material/search-rules.ts'
import { folded, wordsOf } from '../../src/steps/material/word-rules.ts'

const stems = (text: string) => wordsOf(text).map(({ stem }) => stem)

/** Letters as people write them: accents, other scripts, pictures, signs that mean something to a search engine. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        ..."gezin Gezinnen twee petten zoë's 'n (de) * : & | ! <-> \" ' é 👩‍👧 مرحبا 3½. ".split(' '),
      ),
    )
    .map((words) => words.join(' ')),
)

describe('a word', () => {
  it.each([
    ['huis', 'huizen'],
    ['brief', 'brieven'],
    ['idee', 'ideeën'],
    ['gezin', 'gezinnen'],
    ['collega', 'collega’s'],
    ['organisatie', 'organisaties'],
    ['kind', 'kinderen'],
    ['pet', 'petten'],
    ['fiets', 'fietsen'],
    ['advies', 'adviezen'],
    ['samenwerken', 'samenwerking'],
    ['moeilijk', 'moeilijke'],
    ['Zoë', 'ZOE'],
  ])('is found in its other forms: %s, %s', (one, other) => {
    expect(stems(one)).toEqual(stems(other))
    expect(stems(one)).toHaveLength(1)
  })

  it.each([
    ['huis', 'huid'],
    ['wijk', 'week'],
    ['leider', 'lijder'],
  ])('is not taken for another: %s, %s', (one, other) => {
    expect(stems(one)).not.toEqual(stems(other))
  })

  it('is a-z and 0-9 alone, whatever it was made of', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { word, stem, start, end } of wordsOf(text)) {
          expect(word).toMatch(/^[a-z0-9]+$/)
          expect(stem).toMatch(/^[a-z0-9]+$/)
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
        }
      }),
    )
    expect(folded('Łódź')).toBe('lodz')
    expect(folded('مرحبا')).not.toBe(folded('مرحبة'))
  })
})

describe('what a text is found by', () => {
  it('holds every word of it once, in its order', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 40 }), fc.nat(60), (lines, times) => {
        const text = lines.map((line) => line.repeat(times)).join('\n')
        const words = wordsOf(text).map(({ word }) => word)
        fc.pre(wordsOf(text).every(({ start, end }) => end - start < 1500))
        const units = unitsOf(text)
        expect(units.map((unit) => unit.words).join(' ')).toBe(words.join(' '))
        for (const [index, { start, end }] of units.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(start).toBeGreaterThanOrEqual(units[index - 1]?.end ?? 0)
        }
      }),
    )
  })

  it('is parted between sentences where a paragraph is long', () => {
    const units = unitsOf('Dit is een zin die niet zo lang is. '.repeat(100))
    expect(units.length).toBeGreaterThan(2)
    for (const { words } of units) expect(words).toMatch(/^dit .* is$/)
  })
})

describe('what is looked for', () => {
  it('is words, words side by side, and beginnings', () => {
    expect(termsIn('\uFF9E* "\uFF9E \uFF9F" \uFF9E')).toEqual([])
    expect(termsIn('gezinnen "twee petten" samenw* jeugd-ggz *')).toEqual([
      { kind: 'stem', stem: 'gezin' },
      { kind: 'phrase', words: ['twee', 'petten'] },
      { kind: 'prefix', word: 'samenw' },
      { kind: 'phrase', words: ['jeugd', 'ggz'] },
    ])
    expect(termsIn('„twee petten”')).toEqual([{ kind: 'phrase', words: ['twee', 'petten'] }])
    expect(termsIn('"niet gesloten')).toEqual([{ kind: 'phrase', words: ['niet', 'gesloten'] }])
    expect(termsIn(' ?! "" ')).toEqual([])
  })

  it('is never more than a dozen', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(termsIn(typed).length).toBeLessThanOrEqual(12)
      }),
    )
  })
})

describe('a result', () => {
  const text = `${'Voor af. '.repeat(40)}Ik draag twee petten, en mijn collega draagt er twee. ${'Erna. '.repeat(90)}`

  it('shows what was found with the words around it', () => {
    const pieces = excerpt(text, termsIn('"twee petten" collega’s'))
    expect(pieces.filter(({ isFound }) => isFound).map((piece) => piece.text)).toEqual([
      'twee',
      'petten',
      'collega',
    ])
    const shown = pieces.map((piece) => piece.text).join('')
    expect(shown).toMatch(/^… .*Ik draag twee petten, en mijn collega .* …$/)
    expect(shown.length).toBeLessThan(340)
  })

  it('is a part of the text, cut between words', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (one, two, three) => {
        const whole = `${one} ${two.repeat(30)} ${three}`
        const [word] = wordsOf(three)
        const terms = termsIn(word?.word ?? 'niets')
        const shown = excerpt(whole, terms)
          .map((piece) => piece.text)
          .join('')
          .replace(/^… /, '')
          .replace(/ …$/, '')
        expect(whole).toContain(shown)
      }),
    )
  })

  it('marks what it was found by', () => {
    expect(foundIn('samen, samenwerken, werken', termsIn('samenw*'))).toEqual([{ start: 7, end: 18 }])
    expect(foundIn('twee petten en een pet', termsIn('"twee petten"'))).toHaveLength(2)
  })
})
