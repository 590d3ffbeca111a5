import { describe, expect, it } from '@jest/globals'
import { suppress, type Group } from '../../src/method/small-groups.ts'

const shownAs = (rows: Group[], threshold: number, whole: 'unsaid' | 'known') => {
  const shown = suppress(rows, threshold, whole)
  const say = ({ shows, count }: { shows: string; count: number }) => (shows === 'figure' ? count : shows)
  return { rows: shown.rows.map(say), whole: say(shown.whole), of: shown.whole.of }
}

describe('small groups', () => {
  it('of a department show Sales alone, and its figure is the one of Sales', () => {
    const department = [
      { name: 'Sales', count: 5, of: 7 },
      { name: 'Marketing', count: 2, of: 6 },
      { name: 'the manager', count: 1, of: 1 },
    ]
    expect(shownAs(department, 5, 'unsaid')).toEqual({ rows: [5, 'few', 'few'], whole: 5, of: 7 })
  })

  it('tell too few from nothing yet, and that nobody is in a group at all', () => {
    expect(shownAs([{ count: 0 }, { count: 0 }], 5, 'unsaid').rows).toEqual(['nothing', 'nothing'])
    expect(shownAs([{ count: 4 }, { count: 0 }], 5, 'known')).toMatchObject({
      rows: ['few', 'few'],
      whole: 'few',
    })
    expect(shownAs([{ count: 9 }, { count: 0 }], 5, 'unsaid')).toMatchObject({ rows: [9, 'few'], whole: 9 })
    expect(
      shownAs(
        [
          { count: 9, of: 12 },
          { count: 0, of: 0 },
        ],
        5,
        'known',
      ).rows,
    ).toEqual([9, 0])
  })

  it('hide one more where the whole is known, the smallest by its size', () => {
    const rows = [
      { count: 9, of: 20 },
      { count: 6, of: 15 },
      { count: 2, of: 10 },
      { count: 8, of: 12 },
    ]
    expect(shownAs(rows, 5, 'known')).toMatchObject({ rows: [9, 6, 'few', 'few'], whole: 25 })
    expect(shownAs(rows, 5, 'unsaid')).toMatchObject({ rows: [9, 6, 'few', 8], whole: 23 })
  })

  it('show nothing where it would be certain whatever is hidden', () => {
    expect(
      shownAs(
        [
          { count: 5, of: 5 },
          { count: 2, of: 2 },
        ],
        5,
        'known',
      ),
    ).toMatchObject({ rows: ['few', 'few'], whole: 'few' })
  })

  it.each([
    { whole: 'known' as const, sizes: [3, 4, 5] },
    { whole: 'unsaid' as const, sizes: [3, 4, 5] },
    { whole: 'known' as const, sizes: [1, 4, 6] },
    { whole: 'known' as const, sizes: [2, 3, 3, 4] },
    { whole: 'known' as const, sizes: [6, 1] },
  ])('cannot be worked out from anything shown of groups of $sizes, whole $whole', ({ whole, sizes }) => {
    const threshold = 3
    const alike = new Map<string, number[][]>()
    for (const counts of allWithin(sizes)) {
      const rows = counts.map((count, index) => ({ count, of: sizes[index] ?? 0 }))
      const key = JSON.stringify(shownAs(rows, threshold, whole))
      alike.set(key, [...(alike.get(key) ?? []), counts])
    }
    for (const [key, tables] of alike) {
      const { rows } = JSON.parse(key) as { rows: (number | string)[] }
      for (const [place, row] of rows.entries()) {
        if (row === 'few') expect(new Set(tables.map((counts) => counts[place])).size).toBeGreaterThan(1)
      }
    }
  })
})

/** All tables of groups that are no larger than these sizes. */
function allWithin([first, ...rest]: readonly number[]): number[][] {
  if (first === undefined) return [[]]
  const others = allWithin(rest)
  return Array.from({ length: first + 1 }, (_, count) => others.map((other) => [count, ...other])).flat()
}
