import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { deviationsOf, drawn, whoFits } from '../../src/method/mirror.ts'
import { crossedSeats, seatsOf, type Crossing } from '../../src/method/seats.ts'
import { shortOfTwo, toReplace } from '../../src/steps/people/plan-rules.ts'

const partsOf = (sizes: number[]) => sizes.map((people, index) => ({ id: 'abcde'[index] ?? '', people }))
const organisations = partsOf([20, 18, 15, 12, 10])
const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, one) => all + one, 0)
const parts = fc
  .array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 7 })
  .map((sizes) => sizes.map((people, index) => ({ id: String(index), people })))

describe('seats', () => {
  it('are those of 75 people in 5 organisations and 5 teams, of whom 14 are asked', () => {
    const seats = (sizes: number[], least = 0) => [...seatsOf(partsOf(sizes), 14, least).seats.values()]
    // 14/75 of each: 3.73, 3.36, 2.8, 2.24, 1.87; the three seats that are left go to the largest remainders.
    expect(seats([20, 18, 15, 12, 10], 2)).toEqual([4, 3, 3, 2, 2])
    // 2.99, 2.8 (three times), 2.61: one seat each over, and the last has the smallest remainder.
    expect(seats([16, 15, 15, 15, 14])).toEqual([3, 3, 3, 3, 2])
    expect(seats([22, 53])).toEqual([4, 10])
    expect(seats([45, 30])).toEqual([8, 6])
    // All remainders are equal: those that come first.
    expect(seats([15, 15, 15, 15, 15])).toEqual([3, 3, 3, 3, 2])
    // Two for the smallest; 12 for the 70 others are 4.29, 3.43, 2.57, 1.71, of which two are left.
    expect(seats([25, 20, 15, 10, 5], 2)).toEqual([4, 3, 3, 2, 2])
    expect(seats([25, 20, 15, 10, 5])).toEqual([4, 4, 3, 2, 1])
  })

  it('say so when there are too few for what each should have at least', () => {
    expect(seatsOf(organisations, 8, 2).least).toBe(1)
    expect(seatsOf(organisations, 3, 2).least).toBe(0)
  })

  it('add up, are never more than people, keep their least, and are within one of the share where nothing is fixed', () => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 3 }),
        (rows, size, asked) => {
          const all = sum(rows.map(({ people }) => people))
          const { seats, least } = seatsOf(rows, size, asked)
          expect(sum(seats.values())).toBe(Math.min(size, all))
          for (const { id, people } of rows) {
            const own = seats.get(id) ?? -1
            expect(own).toBeLessThanOrEqual(people)
            expect(own).toBeGreaterThanOrEqual(Math.min(least, people))
            if (least === 0 && all > 0)
              expect(Math.abs(own - (Math.min(size, all) * people) / all)).toBeLessThan(1)
          }
          expect(seatsOf(rows, size, asked)).toEqual({ seats, least })
        },
      ),
    )
  })
})

describe('seats of two attributes at once', () => {
  const tables = fc
    .record({ rows: fc.integer({ min: 1, max: 3 }), columns: fc.integer({ min: 1, max: 3 }) })
    .chain(({ rows, columns }) =>
      fc
        .array(fc.integer({ min: 0, max: 4 }), { minLength: rows * columns, maxLength: rows * columns })
        .map((people) =>
          people.map((count, index): Crossing => ({
            row: `r${Math.floor(index / columns)}`,
            column: `c${index % columns}`,
            people: count,
          })),
        ),
    )
  const byOne = (table: Crossing[], key: 'row' | 'column') =>
    [...new Set(table.map((cell) => cell[key]))].map((id) => ({
      id,
      people: sum(table.filter((cell) => cell[key] === id).map(({ people }) => people)),
    }))

  it('keep those of the rows, fit the people, and meet as many of both as can be', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 6 }), (table, size) => {
        const rows = seatsOf(byOne(table, 'row'), size).seats
        const columns = seatsOf(byOne(table, 'column'), size).seats
        const { cells, met } = crossedSeats(table, rows, columns)
        for (const [row, seats] of rows) {
          expect(sum([...cells].filter(([cell]) => cell.row === row).map(([, own]) => own))).toBe(seats)
        }
        let over = 0
        for (const [column, seats] of columns) {
          const own = sum([...cells].filter(([cell]) => cell.column === column).map(([, count]) => count))
          over += Math.max(0, own - seats)
        }
        for (const [cell, own] of cells) expect(own >= 0 && own <= cell.people).toBe(true)
        expect(over).toBe(sum(rows.values()) - met)
        expect(met).toBe(bestOf(table, rows, columns))
      }),
      { numRuns: 150 },
    )
  })

  it('can all be met in the network of the example, and says how many where they cannot', () => {
    const table = ['ax:3', 'ay:0', 'bx:0', 'by:3'].map((cell) => {
      const [row = '', column = ''] = cell
      return { row, column, people: Number(cell.slice(3)) }
    })
    const two = new Map([
      ['a', 2],
      ['b', 2],
    ])
    expect(
      crossedSeats(table, two, new Map([...two].map(([, seats], i) => ['xy'[i] ?? '', seats]))).met,
    ).toBe(4)
    const other = new Map([
      ['x', 3],
      ['y', 1],
    ])
    expect(crossedSeats(table, two, other).met).toBe(3)
  })

  /** The most seats that fit rows and columns, by trying all there is. */
  function bestOf(
    table: Crossing[],
    rows: ReadonlyMap<string, number>,
    columns: ReadonlyMap<string, number>,
  ): number {
    const tried = new Map<string, number>()
    return from(0, new Map(rows), new Map(columns))
    function from(place: number, rowLeft: Map<string, number>, columnLeft: Map<string, number>): number {
      const cell = table[place]
      if (!cell) return 0
      const key = [place, ...rowLeft.values(), ...columnLeft.values()].join()
      const known = tried.get(key)
      if (known !== undefined) return known
      const [row, column] = [rowLeft.get(cell.row) ?? 0, columnLeft.get(cell.column) ?? 0]
      let best = 0
      for (let seats = 0; seats <= Math.min(cell.people, row, column); seats += 1) {
        const rest = from(
          place + 1,
          new Map(rowLeft).set(cell.row, row - seats),
          new Map(columnLeft).set(cell.column, column - seats),
        )
        best = Math.max(best, seats + rest)
      }
      tried.set(key, best)
      return best
    }
  }
})

describe('the mirror', () => {
  const attribute = (id: string, rows: [string, number, number, number][], least = 0) => ({
    ...{ id, least },
    values: rows.map(([value, people, seats, held]) => ({ id: value, people, seats, held })),
  })
  const network = [
    attribute('organisation', [
      ['a', 50, 7, 3],
      ['b', 25, 4, 4],
      ['c', 25, 3, 3],
    ]),
    attribute('pilot', [
      ['yes', 20, 3, 0],
      ['no', 80, 11, 10],
    ]),
  ]

  it('names where a group is off from its share, in seats', () => {
    // Of ten: 5 of a, 2 or 3 of b and of c, 2 of yes, 8 of no.
    expect(deviationsOf(network)).toEqual([
      { attribute: 'organisation', value: 'a', held: 3, low: 5, high: 5, by: -2 },
      { attribute: 'pilot', value: 'yes', held: 0, low: 2, high: 2, by: -2 },
      { attribute: 'pilot', value: 'no', held: 10, low: 8, high: 8, by: 2 },
      { attribute: 'organisation', value: 'b', held: 4, low: 2, high: 3, by: 1 },
    ])
    expect(deviationsOf([attribute('organisation', [['a', 5, 1, 0]])])).toEqual([])
  })

  it('tells nothing of a small group that rounding accounts for, nor of two seats that each was to have', () => {
    const of75 = (held: number[], least = 0) => {
      const rows = organisations.map(({ id, people }, place) => [id, people, 0, held[place] ?? 0] as const)
      return deviationsOf([
        attribute(
          'organisation',
          rows.map((row) => [...row]),
          least,
        ),
      ])
    }
    // One of three is a third, where an eighth works; no smaller share of three can be.
    expect(of75([1, 1, 0, 0, 1])).toEqual([])
    expect(of75([0, 0, 0, 0, 1])).toEqual([])
    expect(of75([0, 0, 0, 1, 2])).toEqual([
      { attribute: 'organisation', value: 'e', held: 2, low: 0, high: 1, by: 1 },
    ])
    const two = (least: number) =>
      deviationsOf([
        attribute(
          'organisation',
          [
            ['a', 70, 0, 12],
            ['b', 5, 0, 2],
          ],
          least,
        ),
      ])
    expect(two(2)).toEqual([])
    expect(two(0).map(({ value, by }) => [value, by])).toEqual([
      ['a', -1],
      ['b', 1],
    ])
  })

  it('tells nothing of seats as they are divided, whatever the network', () => {
    fc.assert(
      fc.property(
        parts,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 2 }),
        (rows, size, least) => {
          const { seats } = seatsOf(rows, size, least)
          const values = rows.map((row) => ({ ...row, seats: 0, held: seats.get(row.id) ?? 0 }))
          expect(deviationsOf([{ id: 'all', least, values }])).toEqual([])
        },
      ),
    )
  })

  const candidates = [
    { id: 'one', people: 3, values: ['b', 'yes'] },
    { id: 'two', people: 2, values: ['a', 'yes'] },
    { id: 'three', people: 9, values: ['a', 'no'] },
    { id: 'gone', people: 0, values: ['a', 'yes'] },
    { id: 'four', people: 9, values: ['b', 'no'] },
    { id: 'five', people: 1, values: ['a', 'unplanned'] },
  ]
  const namesOf = (ranks: ReturnType<typeof whoFits<(typeof candidates)[number]>>) =>
    ranks.map(({ fits, more }) => [
      more,
      ...fits.map(({ id, open, full }) => `${id} ${[...open].join(' ')}/${full.join()}`),
    ])

  it('names who brings it nearest, with the reason, and who bring it as near as one rank', () => {
    // Seats that are open: 4 of a, 3 of yes, 1 of no; 7, 5 and 1 for the squares, and 1 off for b, which is full.
    expect(namesOf(whoFits(network, candidates))).toEqual([
      [0, 'two a,4 yes,3/'],
      [0, 'three a,4 no,1/'],
      [0, 'five a,4/'],
      [0, 'one yes,3/b'],
    ])
    const equal = [
      { id: 'six', people: 1, values: ['a', 'no'] },
      { id: 'seven', people: 2, values: ['a', 'no', 'unplanned'] },
    ]
    expect(namesOf(whoFits(network, [...equal, ...candidates], 2))).toEqual([
      [0, 'two a,4 yes,3/'],
      [2, 'three a,4 no,1/'],
    ])
  })

  it('brings the squares of all that is off from the plan down, most by the first', () => {
    const value = fc.record({ people: fc.constant(9), seats: fc.nat(4), held: fc.nat(4) })
    const tables = fc.array(fc.array(value, { minLength: 3, maxLength: 4 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(tables, (rows) => {
        const attributes = rows.map((values, place) => ({
          ...{ id: `${place}`, least: 0 },
          values: values.map((own, index) => ({ ...own, id: `${place}.${index}` })),
        }))
        const who = [0, 1, 2].map((index) => ({
          ...{ id: `who ${index}`, people: 1 },
          values: attributes.map(({ id }) => `${id}.${index}`),
        }))
        const off = (asked: readonly string[]) =>
          sum(
            attributes.flatMap(({ values }) =>
              values.map(({ id, seats, held }) => (seats - held - (asked.includes(id) ? 1 : 0)) ** 2),
            ),
          )
        const gainOf = ({ values }: { values: readonly string[] }) => off([]) - off(values)
        const ranks = whoFits(attributes, who)
        const gains = ranks.map(({ fits }) => [...new Set(fits.map(gainOf))])
        expect(gains.every((equal) => equal.length === 1)).toBe(true)
        expect(gains.flat()).toEqual(
          [...new Set(who.map(gainOf))].filter((gain) => gain > 0).toSorted((one, other) => other - one),
        )
      }),
    )
  })
})

describe('two seats for each organisation', () => {
  const plannedOf = (sizes: number[], size: number) => {
    const { seats } = seatsOf(partsOf(sizes), size, 2)
    return shortOfTwo(
      partsOf(sizes).map((part) => ({ ...part, name: part.id, seats: seats.get(part.id) ?? 0 })),
    )
  }

  it('are short where more people work than have a seat, and not where one works alone', () => {
    expect(plannedOf([20, 18, 15, 12, 10], 14)).toEqual({ short: [], needed: 10, single: [] })
    expect(plannedOf([20, 18, 15, 21, 1], 14)).toEqual({ short: [], needed: 9, single: ['e'] })
    expect(plannedOf([20, 18, 15, 21, 0], 14)).toEqual({ short: [], needed: 8, single: [] })
    expect(plannedOf([14, 1], 2)).toEqual({ short: ['a'], needed: 3, single: ['b'] })
    expect(plannedOf([20, 18, 15, 12, 10], 1)).toMatchObject({ short: ['a', 'b', 'c', 'd', 'e'], needed: 10 })
  })
})

describe('who is to be replaced', () => {
  const member = (id: string, organisation_id: string, takes_part: 0 | 1 | null, isReplaced = false) => ({
    ...{ id, organisation_id, team_id: null, values: [], takes_part, isReplaced },
  })
  const plannedFor = (held: Record<string, number>) => [
    {
      ...{ id: 'organisation', name: '', least: 0 },
      parts: Object.entries(held).map(([id, count]) => ({ id, name: id, people: 9, seats: 2, held: count })),
    },
  ]
  const idsOf = (members: ReturnType<typeof member>[], size: number, held: Record<string, number>) =>
    toReplace(members, size, plannedFor(held)).map(({ id }) => id)

  it('is who is gone and has nobody in their place, as far as seats are open, nearest to those first', () => {
    const members = [
      member('ann', 'a', 0),
      member('bo', 'b', 0),
      member('cor', 'b', 0, true),
      member('dee', 'a', 1),
    ]
    expect(idsOf(members, 4, { a: 1, b: 0 })).toEqual(['ann', 'bo'])
    expect(idsOf(members, 2, { a: 2, b: 0 })).toEqual(['bo'])
    expect(idsOf(members, 1, { a: 2, b: 0 })).toEqual([])
    expect(idsOf(members, 0, {})).toEqual(['ann', 'bo'])
  })
})

describe('a draw', () => {
  const lists = fc
    .array(
      fc.record({
        rank: fc.integer({ min: 0, max: 1_000_000 }).map(String),
        organisation: fc.constantFrom('a', 'b', 'c'),
        team: fc.constantFrom('x', 'y'),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((people) =>
      people.map(({ rank, organisation, team }, index) => ({
        id: String(index),
        rank: `${rank}-${index}`,
        values: [organisation, team] as string[],
      })),
    )
  const planOf = (people: { values: string[] }[], count: number) => {
    const partsAt = (place: number) =>
      [...new Set(people.map(({ values }) => values[place] ?? ''))].toSorted().map((id) => ({
        id,
        people: people.filter(({ values }) => values[place] === id).length,
      }))
    return new Map([...seatsOf(partsAt(0), count).seats, ...seatsOf(partsAt(1), count).seats])
  }

  it('gives as many as are asked, nobody twice, the same each time, whatever order the list came in', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 14 }), (people, count) => {
        const seats = planOf(people, count)
        const ids = drawn(people, seats, count)
        expect(ids).toHaveLength(Math.min(count, people.length))
        expect(new Set(ids).size).toBe(ids.length)
        expect(drawn(people.toReversed(), seats, count)).toEqual(ids)
      }),
      { numRuns: 60 },
    )
  })

  it('meets a plan of one attribute exactly', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 0, max: 14 }), (people, count) => {
        const seats = new Map([...planOf(people, count)].filter(([id]) => 'abc'.includes(id)))
        const ids = drawn(people, seats, count)
        for (const [value, wanted] of seats) {
          expect(people.filter(({ id, values }) => ids.includes(id) && values.includes(value))).toHaveLength(
            wanted,
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  it('leaves nobody aside whose place would have come nearer to the plan', () => {
    const people = ['ax', 'ay', 'bx', 'by'].map((values, index) => ({
      id: values,
      rank: String(index),
      values: Array.from(values),
    }))
    const seats = new Map(Object.entries({ a: 1, b: 1, x: 1, y: 1 }))
    expect(drawn(people, seats, 2)).toEqual(['ax', 'by'])
    expect(drawn(people.toReversed(), seats, 2)).toEqual(['ax', 'by'])
  })
})
