import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { pastDate, reasonIn, reasons } from '../../src/mail/why.ts'
import {
  broughtIn,
  countsOf,
  filterFrom,
  isIn,
  photoCountsOf,
  stateOf,
  states,
} from '../../src/steps/people/standing.ts'
import { reachOf, whyNotRepeated } from '../../src/steps/people/invite-rules.ts'

const at = '2026-11-22T09:00:00.000Z'
const nothing = {
  ...{ invited_at: null, opened_at: null, ready_at: null, takes_part: null, said_yes: null },
  ...{ has_link: null, mailed: null },
}
const flag = fc.constantFrom(0 as const, 1 as const, null)
const moment = fc.constantFrom(at, null)
const people = fc.array(
  fc.record({
    ...{ invited_at: moment, opened_at: moment, ready_at: moment, takes_part: flag, said_yes: flag },
    ...{ has_link: flag, mailed: fc.constantFrom(0 as const, 1 as const, 2 as const, null) },
    ...{ photos: fc.integer({ min: 0, max: 6 }), isHeld: fc.boolean(), email: fc.constantFrom('a@b', null) },
  }),
  { maxLength: 30 },
)
const byPlace = (one: { place: number }, other: { place: number }) => one.place - other.place

describe('how far somebody is', () => {
  it.each([
    ['added', nothing, 0, false],
    ['waiting', { ...nothing, invited_at: at, mailed: 1 }, 0, false],
    ['unsent', { ...nothing, invited_at: at, mailed: 0 }, 0, false],
    ['invited', { ...nothing, invited_at: at }, 0, false],
    ['invited', { ...nothing, invited_at: at, mailed: 2 }, 0, false],
    ['invited', { ...nothing, invited_at: at, has_link: 1, mailed: 1 }, 0, false],
    ['invited', { ...nothing, invited_at: at, has_link: 1, mailed: 0 }, 0, false],
    ['opened', { ...nothing, invited_at: at, opened_at: at, has_link: 1, mailed: 0 }, 0, false],
    ['opened', { ...nothing, opened_at: at }, 0, false],
    ['agreed', { ...nothing, invited_at: at, takes_part: 1, said_yes: 1 }, 0, false],
    ['photos', { ...nothing, takes_part: 1, said_yes: 1 }, 2, false],
    ['ready', { ...nothing, takes_part: 1, said_yes: 1, ready_at: at }, 2, false],
    ['interviewed', { ...nothing, takes_part: 1, said_yes: 1, ready_at: at }, 2, true],
    ['declined', { ...nothing, invited_at: at, opened_at: at, takes_part: 0 }, 0, false],
    ['withdrawn', { ...nothing, takes_part: 0, said_yes: 1, ready_at: at }, 0, true],
  ] as const)('is %s', (state, signs, photos, isHeld) => {
    expect(stateOf(signs, { photos, isHeld })).toBe(state)
  })

  it('is told of everybody once, and the states and the photos add up', () => {
    fc.assert(
      fc.property(people, (some) => {
        const placed = some.map((one, place) => ({ ...one, place, state: stateOf(one, one) }))
        const counts = countsOf(placed)
        expect(counts.map(({ state }) => state)).toEqual(states)
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(some.length)
        for (const { state, count } of counts) {
          expect(placed.filter((one) => isIn(filterFrom(state, ''), one))).toHaveLength(count)
        }
        const taking = some.filter(({ takes_part }) => takes_part === 1).length
        expect(photoCountsOf(placed).reduce((sum, count) => sum + count, 0)).toBe(taking)
        for (const [photos, count] of photoCountsOf(placed).entries()) {
          expect(placed.filter((one) => isIn(filterFrom('', String(photos)), one))).toHaveLength(count)
        }
        const { gets, again, left } = reachOf(
          placed.map((one) => ({ ...one, open: undefined, isShut: false })),
        )
        expect([...gets, ...left.map(({ person }) => person)].sort(byPlace)).toMatchObject(placed)
        expect(again).toBeLessThanOrEqual(gets.length)
        for (const one of gets)
          expect([one.email, one.takes_part === 0, one.isHeld]).toEqual(['a@b', false, false])
        for (const { person, why } of left)
          expect(why).toBe(
            ['declined', 'withdrawn', 'interviewed'].includes(person.state) ? person.state : 'address',
          )
      }),
      { numRuns: 50 },
    )
  })

  it('counts a talk from its day on, and filters by nothing that it does not know', () => {
    const entries = (day: string | null) => [{ kind: 'interviews', count: 1, href: undefined, day }]
    expect(broughtIn(entries('2026-11-22'), '2026-11-22').isHeld).toBe(true)
    expect(broughtIn(entries('2026-11-23'), '2026-11-22').isHeld).toBe(false)
    expect(broughtIn(entries(null), '2026-11-22').isHeld).toBe(false)
    expect(filterFrom("x' or 1", '-1')).toEqual({ state: undefined, photos: undefined })
  })
})

it.each([
  ['invited', 'invitation', false, undefined],
  ['invited', 'invitation', true, 'late'],
  ['invited', 'newLink', true, undefined],
  ['interviewed', 'invitation', true, 'interviewed'],
  ['interviewed', 'newLink', false, undefined],
  ['withdrawn', 'newLink', false, 'withdrawn'],
  ['declined', 'reminder', false, 'declined'],
] as const)('to who is %s, %s is sent once more or not', (state, template, isLate, why) => {
  expect(whyNotRepeated({ state }, template, isLate)).toBe(why)
})

describe('why a mail did not go out', () => {
  it.each([
    ["Can't send mail - all recipients were rejected: 550 5.1.1 <x@y>: user unknown", 'address'],
    ["Can't send mail - all recipients were rejected: 550 not here", 'address'],
    ["Can't send mail - all recipients were rejected: 451 Greylisted, try again", 'later'],
    ['Message failed: 552 5.2.2 Mailbox full', 'full'],
    ['Message failed: 550 5.7.1 blocked by policy', 'blocked'],
    ['Message failed: 552 5.3.4 message too big for system', 'large'],
    ['Message failed: 451 4.7.1 Greylisted, try again later', 'later'],
    ['Invalid login: 535 5.7.8 Error: authentication failed', 'signIn'],
    ['connect ECONNREFUSED 127.0.0.1:25', 'unreachable'],
    ['getaddrinfo ENOTFOUND smtp.voorbeeld.example', 'unreachable'],
    ['Greeting never received', 'unreachable'],
    ['read ECONNRESET', 'halfway'],
    ['ENOSPC: no space left on device, write', 'disk'],
    ['Message failed: 571 no', 'address'],
    ['power cut', 'unknown'],
    [pastDate, 'date'],
  ])('is told of %j', (problem, reason) => {
    expect(reasonIn(problem)).toBe(reason)
  })

  it('is one of those that there are words for, whatever was reported', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (problem) => {
        expect(reasons).toContain(reasonIn(problem))
      }),
      { numRuns: 50 },
    )
  })
})
