import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { newNamesIn, readTable } from '../../src/steps/people/cross-table-input.ts'
import { lossesIn, mergedBoxes, saysSame } from '../../src/steps/people/count-rules.ts'

const rows = [
  { id: 'o', name: 'Oeverlicht' },
  { id: 'w', name: 'Wilgenroos' },
]
const columns = [
  { id: 'yes', name: 'ja' },
  { id: 'no', name: 'nee' },
  { id: null, name: 'Niet in een team' },
]
const read = (...lines: string[]) => readTable(lines.join('\n'), rows, columns)
const wrong = (...lines: string[]) => {
  const { counts, problems } = read(...lines)
  expect(counts).toEqual([])
  return problems.map(({ line, key, values }) => [line, key.replace(/^.*line\./, ''), values])
}

describe('new names in a pasted table', () => {
  const newIn = (...lines: string[]) => newNamesIn(lines.join('\n'), rows, columns)
  it('are each told once, in their order; totals and what is known are none', () => {
    const lines = [
      'Organisatie;ja;soms;Totaal',
      'Meerpaal;1;2;3',
      'wilgenroos;;;',
      'MEERPAAL;1;;',
      'Totaal;1;2;3',
    ]
    expect(newIn(...lines)).toEqual({ rows: ['Meerpaal'], columns: ['soms'] })
  })

  it('are none where a figure stands for a name, as in a table without its first line', () => {
    expect(newIn('Meerpaal;1;2', 'Oeverlicht;3;4')).toEqual({ rows: [], columns: [] })
    expect(newIn('')).toEqual({ rows: [], columns: [] })
  })
})

describe('a pasted table', () => {
  it('is read with any mark and any corner, and says nothing of other columns', () => {
    const table = fc.record({
      mark: fc.constantFrom('\t', ';', ','),
      corner: fc.constantFrom('', 'Organisatie', undefined),
      heads: fc.shuffledSubarray(columns, { minLength: 2 }),
      people: fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 6, maxLength: 6 }),
      nobody: fc.constantFrom('', '0', '-', '–'),
      hasTotals: fc.boolean(),
    })
    fc.assert(
      fc.property(table, ({ mark, corner, heads, people, nobody, hasTotals }) => {
        const at = (row: number, column: number) => people[row * 3 + column] ?? 0
        const shown = (count: number) => (count === 0 ? nobody : String(count))
        const figures = rows.map((_, row) => heads.map((_, column) => at(row, column)))
        const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0)
        const withTotal = (counts: number[]) =>
          hasTotals ? [...counts.map(shown), String(sum(counts))] : counts.map(shown)
        const ofColumns = heads.map((_, column) => sum(figures.map((counts) => counts[column] ?? 0)))
        const lines = [
          [
            ...(corner === undefined ? [] : [corner]),
            ...heads.map(({ name }) => name),
            ...(hasTotals ? ['Totaal'] : []),
          ],
          ...rows.map(({ name }, row) => [name, ...withTotal(figures[row] ?? [])]),
          ...(hasTotals ? [['Totaal', ...withTotal(ofColumns)]] : []),
        ]
        expect(read(...lines.map((cells) => cells.join(mark)))).toEqual({
          problems: [],
          counts: rows.flatMap((row, place) =>
            heads.map((head, column) => ({
              organisation_id: row.id,
              column: head.id,
              people: at(place, column),
            })),
          ),
        })
      }),
      { numRuns: 60 },
    )
  })

  it('is refused as a whole, with all that is wrong in each line', () => {
    expect(
      wrong(
        'Organisatie;ja;nee',
        'Oeverlicht;8;12;7;9',
        'Wilgenroos;drie',
        'Nergens;1;veel',
        'Oeverlicht;1;2',
      ),
    ).toEqual([
      [2, 'tooMany', { found: 4, columns: 2 }],
      [3, 'tooFew', { found: 1, columns: 2 }],
      [3, 'number', { value: 'drie' }],
      [4, 'organisation', { value: 'Nergens' }],
      [4, 'number', { value: 'veel' }],
      [5, 'twice', { value: 'Oeverlicht' }],
    ])
    expect(wrong('Organisatie;ja;misschien;ja;wie', 'Oeverlicht;1;2;3;4')).toEqual([
      [1, 'column', { value: 'misschien' }],
      [1, 'columnTwice', { value: 'ja' }],
      [1, 'column', { value: 'wie' }],
    ])
    expect(wrong('Organisatie;;ja', 'Oeverlicht;4;5')).toEqual([[2, 'headless', { value: '4' }]])
  })

  it('has totals that add up, or is refused', () => {
    expect(wrong('x;ja;nee;Totaal', 'Oeverlicht;8;12;21')).toEqual([
      [2, 'sum', { name: 'Oeverlicht', said: 21, sum: 20 }],
    ])
    expect(wrong('x;ja;nee', 'Oeverlicht;8;12', 'Wilgenroos;1;1', 'Totaal;99;13')).toEqual([
      [4, 'sum', { name: 'ja', said: 99, sum: 9 }],
    ])
    expect(wrong('x;ja;nee;Totaal', 'Oeverlicht;8;12;20', 'Totaal;8;;23')).toEqual([
      [3, 'sum', { name: 'Totaal', said: 23, sum: 20 }],
    ])
  })

  it('needs a line of names and a line of figures', () => {
    for (const lines of ['', 'Organisatie;ja', 'Organisatie\nOeverlicht'])
      expect(wrong(lines)).toHaveLength(1)
  })
})

describe('what is lost', () => {
  const cell = (people: number, column = 'yes') => ({ organisation_id: 'o', column, people })

  it('is a cell that is emptied, or more than a third of all', () => {
    expect(lossesIn([cell(9), cell(1, 'no')], [cell(9)])).toEqual({
      emptied: [cell(1, 'no')],
      before: 10,
      after: 9,
    })
    expect(lossesIn([cell(9)], [cell(5)])).toEqual({ emptied: [], before: 9, after: 5 })
    expect(lossesIn([cell(9)], [cell(6)])).toBeUndefined()
    expect(lossesIn([], [])).toBeUndefined()
  })
})

describe('boxes over what somebody else saved', () => {
  const fields = ['a', 'b', 'c']
  const box = fc.constantFrom('', '0', '1', '01', ' 2', 'x')
  const boxes = fc.record({ a: box, b: box, c: box }, { requiredKeys: [] })

  it('hold what the visitor changed, and else what is stored', () => {
    fc.assert(
      fc.property(boxes, boxes, boxes, (was, typed, stored) => {
        const merged = mergedBoxes(fields, { was, typed, stored })
        for (const field of ['a', 'b', 'c'] as const) {
          const isTouched = !saysSame(typed[field], was[field])
          expect(merged.boxes[field]).toBe((isTouched ? typed : stored)[field] ?? '')
          const isNew = !isTouched && !saysSame(stored[field], was[field])
          expect(merged.taken.includes(field)).toBe(isNew)
        }
      }),
    )
  })

  it('say the same with a nought before it, or with nothing for nobody', () => {
    expect(saysSame('07', ' 7')).toBe(true)
    expect(saysSame('0', undefined)).toBe(true)
    expect(saysSame('70', '7')).toBe(false)
  })
})
