import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cardCodeIn, cardCodeOf, shownCardCode } from '../../src/method/card-codes.ts'
import { cardsForChosen, cardsForUnmailed, stripNames } from '../../src/steps/people/card-rules.ts'

const runs = { numRuns: 60 }
const codes = fc.uint8Array({ minLength: 12, maxLength: 12 }).map(cardCodeOf)

describe('the code of a card', () => {
  it('has twelve characters that nobody mistakes for another, and all of them occur', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
        expect(shownCardCode(code)).toMatch(/^\w{4}-\w{4}-\w{4}$/)
        expect(shownCardCode(code).replaceAll('-', '')).toBe(code)
      }),
      runs,
    )
    const all = Array.from({ length: 32 }, (_, byte) => cardCodeOf(new Uint8Array(12).fill(byte))[0])
    expect(new Set(all).size).toBe(32)
  })

  it('is read as it was meant, however it is typed', () => {
    const slips: Record<string, string[]> = { 0: ['0', 'O', 'o'], 1: ['1', 'I', 'i', 'L', 'l'] }
    const marks = fc.constantFrom('', ' ', '-', '–', '\t', '. ')
    const choices = fc.array(fc.tuple(fc.nat(9), fc.boolean(), marks), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(codes, choices, (code, chosen) => {
        const typed = Array.from(code, (letter, place) => {
          const [pick = 0, isSmall = false, mark = ''] = chosen[place] ?? []
          const ways = slips[letter] ?? [isSmall ? letter.toLowerCase() : letter]
          return `${mark}${ways[pick % ways.length] ?? ''}`
        }).join('')
        expect(cardCodeIn(` ${typed} `)).toBe(code)
      }),
      runs,
    )
  })

  it('is nothing else: too short, too long, with a U or a mark that none has', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 16 }), (typed) => {
        const code = cardCodeIn(typed)
        if (code !== undefined) expect(cardCodeIn(code)).toBe(code)
      }),
      runs,
    )
    for (const typed of ['', '7K2M-9QXD-4HT', '7K2M-9QXD-4HTRR', '7K2M-9QXD-4HTU', '7K2M-9QXD-4HT!'])
      expect(cardCodeIn(typed)).toBeUndefined()
  })
})

describe('who gets a card', () => {
  it('is told apart by no more of the name than is needed', () => {
    expect(stripNames(['Sam Visser', 'Vera Bos'])).toEqual(['Sam', 'Vera'])
    expect(stripNames(['Sam Visser', 'Sam de Boer', 'Vera Bos'])).toEqual(['Sam V.', 'Sam B.', 'Vera'])
    expect(stripNames(['Sam Visser', 'Sam Vos', 'Sam'])).toEqual(['Sam Visser', 'Sam Vos', 'Sam'])
  })

  it('is nobody who said no, and of those without an address nobody whose card works', () => {
    const one = (takes_part: 0 | 1 | null, email: string | null, hasCard = false) => ({
      ...{ takes_part, email, hasCard, isShut: false },
    })
    const people = [one(null, null), one(1, null, true), one(0, null), one(null, 'a@a.example', true)]
    const left = [{ person: people[2], why: 'gone' }]
    expect(cardsForChosen(people, false)).toEqual({ gets: [people[0], people[1], people[3]], left, have: 0 })
    expect(cardsForUnmailed(people)).toEqual({ gets: [people[0]], left: [], have: 1 })
  })

  it('is nobody whose links were ended, but from the own page of that person', () => {
    const shut = { takes_part: null, email: null, hasCard: false, isShut: true }
    const no = { ...shut, takes_part: 0 as const }
    const left = [
      { person: shut, why: 'shut' },
      { person: no, why: 'gone' },
    ]
    expect(cardsForChosen([shut, no], false)).toEqual({ gets: [], left, have: 0 })
    expect(cardsForChosen([shut, no], true)).toEqual({ gets: [shut], left: left.slice(1), have: 0 })
    expect(cardsForUnmailed([shut, no])).toEqual({ gets: [], left: left.slice(0, 1), have: 0 })
  })
})
