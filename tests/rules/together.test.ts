import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { seatsOf } from '../../src/method/seats.ts'
import { metTogether, type Alike } from '../../src/method/together.ts'

const alike = (kinds: Record<string, number>): Alike[] =>
  Object.entries(kinds).map(([values, people]) => ({ values: values.split(' '), people }))

/** The seats of each attribute in a sample of so many, by the shares of these people. */
function seatsAmong(people: readonly Alike[], size: number, attributes: number) {
  return Array.from({ length: attributes }, (_, place) => {
    const ids = [...new Set(people.map(({ values }) => values[place] ?? ''))].toSorted()
    const among = (id: string) => people.filter(({ values }) => values[place] === id)
    return seatsOf(
      ids.map((id) => ({ id, people: among(id).reduce((sum, one) => sum + one.people, 0) })),
      size,
    ).seats
  })
}

/** The largest sample in which no value has more people than seats, by trying all there are. */
function bestOf(people: readonly Alike[], seats: readonly ReadonlyMap<string, number>[]): number {
  const left = new Map(seats.flatMap((values) => [...values]))
  return from(0)
  function from(place: number): number {
    const one = people[place]
    if (!one) return 0
    const most = Math.min(one.people, ...one.values.map((value) => left.get(value) ?? 0))
    let best = 0
    for (let count = 0; count <= most; count += 1) {
      for (const value of one.values) left.set(value, (left.get(value) ?? 0) - count)
      best = Math.max(best, count + from(place + 1))
      for (const value of one.values) left.set(value, (left.get(value) ?? 0) + count)
    }
    return best
  }
}

describe('seats of all attributes at once', () => {
  const lists = (attributes: number, values: number) =>
    fc
      .array(
        fc.array(fc.integer({ min: 0, max: values - 1 }), { minLength: attributes, maxLength: attributes }),
        { minLength: 1, maxLength: 9 },
      )
      .map((rows) => {
        const counts: Record<string, number> = {}
        for (const row of rows) {
          const key = row.map((value, place) => `${'abcd'[place] ?? ''}${value}`).join(' ')
          counts[key] = (counts[key] ?? 0) + 1
        }
        return alike(counts)
      })

  it.each([2, 3, 4])('are found as they can be, and never told as more: %d attributes', (attributes) => {
    fc.assert(
      fc.property(lists(attributes, 3), fc.integer({ min: 0, max: 9 }), (people, size) => {
        const seats = seatsAmong(people, size, attributes)
        const { met, atMost, open } = metTogether(people, seats)
        const best = bestOf(people, seats)
        expect([met <= best, best <= atMost]).toEqual([true, true])
        if (attributes === 2) expect(met).toBe(best)
        // Of so few it found all in each of 45,000 lists; one fewer would still be no wrong word.
        expect(best - met).toBeLessThanOrEqual(1)
        for (const values of seats) {
          const sum = [...values.values()].reduce((all, own) => all + own, 0)
          const still = [...values.keys()].reduce((all, value) => all + (open.get(value) ?? 0), 0)
          expect(sum - still).toBe(met)
        }
        expect(metTogether(people, seats)).toEqual({ met, atMost, open })
      }),
      { numRuns: 400 },
    )
  })

  it('can all be right for 14 of 75 people in 5 organisations and 5 teams, with pilot and start', () => {
    const kinds: Record<string, number> = {}
    const sizes = [20, 18, 15, 12, 10]
    sizes.forEach((size, organisation) => {
      for (let person = 0; person < size; person += 1) {
        const traits = [person % 10 < 3 ? 'pilot' : 'no', person % 5 < 2 ? 'before' : 'after']
        const key = [`o${organisation}`, `t${(person + organisation) % 5}`, ...traits].join(' ')
        kinds[key] = (kinds[key] ?? 0) + 1
      }
    })
    const people = alike(kinds)
    const { met, atMost, open } = metTogether(people, seatsAmong(people, 14, 4))
    expect([met, atMost, open.size]).toEqual([14, 14, 0])
  })

  it('are told as not sure where any two attributes go together and all three do not', () => {
    // Each third value follows from the two others, so that an odd half of each cannot be.
    const people = alike({ 'a0 b0 c0': 9, 'a0 b1 c1': 9, 'a1 b0 c1': 9, 'a1 b1 c0': 9 })
    const halves = ['a', 'b', 'c'].map((name) => new Map([0, 1].map((value) => [`${name}${value}`, 7])))
    expect(metTogether(people, halves)).toMatchObject({ met: 13, atMost: 14 })
    expect(bestOf(people, halves)).toBe(13)
  })

  it('are as many as two attributes allow, where those are what stands in the way', () => {
    const people = alike({ 'a b c': 3, 'd e c': 3 })
    const seats = [
      new Map(Object.entries({ a: 2, d: 2 })),
      new Map(Object.entries({ b: 3, e: 1 })),
      new Map([['c', 4]]),
    ]
    const { met, atMost, open } = metTogether(people, seats)
    expect([met, atMost, [...open]]).toEqual([
      3,
      3,
      [
        ['d', 1],
        ['b', 1],
        ['c', 1],
      ],
    ])
  })
})
