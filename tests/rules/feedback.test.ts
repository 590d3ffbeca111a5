import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { sessionKinds, sessionStates } from '../../src/method/lists.ts'
import { roles } from '../../src/method/roles.ts'
import { sessionChanges } from '../../src/method/session-changes.ts'
import {
  changesFrom,
  changesNow,
  codeAlphabet,
  codeFrom,
  codeLength,
  inOrder,
  isSmall,
  ranked,
  rungOf,
  shownCode,
} from '../../src/steps/feedback/rules.ts'

describe('the changes of a session', () => {
  it('lead from prepared to closed, and are the team’s alone', () => {
    const reached = new Set(['prepared'])
    for (const { from, to } of sessionChanges) if (reached.has(from)) reached.add(to)
    expect([...reached].sort()).toEqual([...sessionStates].sort())
    expect(changesFrom('closed', 'lead')).toEqual([])
    for (const role of roles.filter((one) => one !== 'lead' && one !== 'researcher'))
      for (const state of sessionStates) expect(changesFrom(state, role)).toEqual([])
  })

  it('are there once what they ask is so', () => {
    const nouns = (session: Parameters<typeof changesNow>[0], counts: (number | null)[]) => {
      const points = counts.map((paper_dots) => ({ paper_dots }))
      return changesNow(session, { findings: [], points }, 'lead').map(({ noun }) => noun)
    }
    const open = { state: 'open', joined: '3', is_open_ballot: 0 } as const
    expect(nouns({ ...open, state: 'prepared' }, [])).toEqual([])
    expect(nouns({ ...open, state: 'prepared' }, [null])).toEqual(['opening'])
    expect(nouns(open, [null])).toEqual(['reveal'])
    expect(nouns({ ...open, joined: 0 }, [null])).toEqual(['return', 'reveal'])
    expect(nouns({ ...open, is_open_ballot: 1 }, [4, null])).toEqual([])
    expect(nouns({ ...open, is_open_ballot: 1 }, [4, 0])).toEqual(['reveal'])
  })

  it('never lead back from a result', () => {
    const known = ['revealed', 'closed']
    expect(sessionChanges.filter(({ from, to }) => known.includes(from) && !known.includes(to))).toEqual([])
  })
})

it('a session with participants shows what they may see, every other what leaders may see', () => {
  expect(sessionKinds.map(rungOf)).toEqual(['participants', 'leaders', 'leaders', 'leaders'])
})

it.each([
  [null, 0, false],
  [null, 7, true],
  [null, 8, false],
  [7, 0, true],
  [0, 0, true],
  [8, 3, false],
  [3, 9, false],
])('with %p present and %p joined a group is small: %p', (present, joined, small) => {
  expect(isSmall(present, joined)).toBe(small)
})

describe('a join code', () => {
  const codes = fc
    .array(fc.constantFrom(...Array.from(codeAlphabet)), { minLength: codeLength, maxLength: codeLength })
    .map((letters) => letters.join(''))

  it('is read as it is shown, in any case, with spaces and dashes', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(shownCode(code)).toMatch(/^... ...$/)
        for (const typed of [shownCode(code), code.toLowerCase(), ` ${shownCode(code).replace(' ', '-')} `])
          expect(codeFrom(typed)).toBe(code)
      }),
    )
  })

  it('has no letters that look like others', () => {
    for (const letter of '0O1IL') expect(codeAlphabet).not.toContain(letter)
    expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length)
  })
})

describe('the result', () => {
  const points = fc
    .array(fc.nat(20), { maxLength: 12 })
    .map((counts) => counts.map((dots, position) => ({ id: String(position), position, dots })))

  it('keeps every point and every dot, most first, and the order among equals', () => {
    fc.assert(
      fc.property(points, (given) => {
        const shown = ranked(given)
        expect(shown.toSorted((a, b) => a.position - b.position)).toEqual(given)
        for (const [place, point] of shown.entries()) {
          const next = shown[place + 1]
          if (!next) continue
          expect(point.dots > next.dots || (point.dots === next.dots && point.position < next.position)).toBe(
            true,
          )
        }
      }),
    )
  })
})

it('what got a number is shown by its number, the rest is not', () => {
  const places = fc.array(fc.option(fc.nat(5)), { maxLength: 8 })
  fc.assert(
    fc.property(places, (given) => {
      const rows = given.map((place, index) => ({ id: String(index), place }))
      const numberOf = (id: string) => rows[Number(id)]?.place ?? -1
      const shown = inOrder(rows)
      expect(shown.toSorted()).toEqual(
        rows
          .filter(({ place }) => place !== null)
          .map(({ id }) => id)
          .toSorted(),
      )
      for (const [index, id] of shown.slice(1).entries()) {
        const before = shown[index] ?? ''
        const [a, b] = [numberOf(before), numberOf(id)]
        expect(a < b || (a === b && Number(before) < Number(id))).toBe(true)
      }
    }),
  )
})
