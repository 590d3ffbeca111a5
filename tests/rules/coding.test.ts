import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { snap } from '../../src/method/letters.ts'
import { byLine, codeNamed, makesCycle, placeOf, segments, treeOf } from '../../src/steps/coding/rules.ts'

// Emoji of several parts, combining marks, letters from right to left, and lone pieces of all of these.
const letters = [
  'a',
  'b',
  ' ',
  '\n',
  'é',
  'e\u0301',
  '\u0301',
  '👩‍👧',
  '👩',
  '\u200d',
  '🇳🇱',
  '🇳',
  'ש',
  'ל',
  'مر',
  '\u200f',
  '👍🏽',
]
const texts = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 60 })
const spans = texts.chain((text) =>
  fc.record({
    text: fc.constant(text),
    pieces: fc.array(
      fc
        .tuple(fc.nat(text.length), fc.nat(text.length))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
      { maxLength: 12 },
    ),
  }),
)

describe('marking quotations in a text', () => {
  const named = (pieces: { start: number; end: number }[]) =>
    pieces.map((piece, index) => ({ ...piece, id: String(index) }))

  it('keeps the text to the letter, and the words of each quotation, however they overlap', () => {
    fc.assert(
      fc.property(spans, ({ text, pieces }) => {
        const runs = segments(text, named(pieces))
        expect(runs.map((run) => run.text).join('')).toBe(text)
        for (const { id, start, end } of named(pieces)) {
          const own = runs.filter(({ ids }) => ids.includes(id))
          expect(own.map((run) => run.text).join('')).toBe(text.slice(start, end))
          expect(runs.filter(({ begins }) => begins.includes(id))).toEqual(own.slice(0, 1))
        }
        for (const run of runs) expect(run.text).not.toBe('')
        const lines = byLine(runs)
        const words = (one: { runs: readonly { text: string }[] }) => one.runs.map((run) => run.text).join('')
        expect(lines.map(words).join('')).toBe(text)
        for (const line of lines) {
          expect(line.start === 0 || text[line.start - 1] === '\n').toBe(true)
          expect(words(line).slice(0, -1)).not.toContain('\n')
          expect(text.startsWith(words(line), line.start)).toBe(true)
        }
        for (const { id } of named(pieces))
          expect(lines.flatMap((line) => line.runs).filter(({ begins }) => begins.includes(id)).length).toBe(
            runs.filter(({ begins }) => begins.includes(id)).length,
          )
      }),
    )
  })

  it('is quick in a long text with many quotations', () => {
    const text = 'Het gaat over vertrouwen. '.repeat(12_000)
    const many = Array.from({ length: 5000 }, (_, index) => ({
      id: String(index),
      start: index * 60,
      end: index * 60 + 100,
    }))
    const before = performance.now()
    expect(segments(text, many).length).toBeGreaterThan(5000)
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

describe('the borders of a quotation', () => {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  const bordersIn = (text: string) => [
    ...Array.from(segmenter.segment(text), ({ index }) => index),
    text.length,
  ]

  it('cut no letter: they are the nearest ones outward that do not', () => {
    fc.assert(
      fc.property(spans, ({ text, pieces }) => {
        const borders = bordersIn(text)
        for (const piece of pieces) {
          expect(snap(text, piece)).toEqual({
            start: borders.findLast((border) => border <= piece.start),
            end: borders.find((border) => border >= piece.end),
          })
          const words = text.slice(snap(text, piece).start, snap(text, piece).end)
          expect(words.isWellFormed()).toBe(true)
        }
      }),
    )
  })

  it('are found again for what was selected, whatever stands before it', () => {
    fc.assert(
      fc.property(spans, ({ text, pieces }) => {
        for (const piece of pieces) {
          const selected = snap(text, piece)
          const words = text.slice(selected.start, selected.end).trim()
          if (words === '') continue
          const found = placeOf(text, words, selected)
          if (typeof found === 'string') throw new Error(found)
          expect(text.slice(found.start, found.end)).toContain(words)
          expect(found.start).toBeGreaterThanOrEqual(selected.start)
        }
      }),
    )
  })

  it.each([
    ['Een sleutel, twee sleutels', 'twee', undefined, { start: 13, end: 17 }],
    ['Een sleutel, twee sleutels', 'sleutel', undefined, 'several'],
    ['Een sleutel, twee sleutels', 'deur', { start: 0, end: 4 }, 'absent'],
    ['Een sleutel, twee sleutels', 'sleutel', { start: 17, end: 26 }, 'several'],
    ['Een sleutel, twee sleutels', 'sleutels', { start: 17, end: 99 }, { start: 18, end: 26 }],
    ['👩‍👧 zei: ja', 'zei', undefined, { start: 6, end: 9 }],
    ['cafe\u0301 x', 'cafe', undefined, { start: 0, end: 5 }],
    ['aaa', 'aa', undefined, 'several'],
  ])('of %j for %j', (text, words, selected, place) => {
    expect(placeOf(text, words, selected)).toEqual(place)
  })
})

describe('the codebook', () => {
  const graph = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), {
    maxLength: 25,
  })

  it('never runs in a circle, and lists each code', () => {
    fc.assert(
      fc.property(graph, (pairs) => {
        const edges: { code_id: string; parent_id: string }[] = []
        for (const [code, parent] of pairs) {
          const edge = { code_id: String(code), parent_id: String(parent) }
          if (!makesCycle(edges, edge.code_id, [edge.parent_id])) edges.push(edge)
        }
        const codes = Array.from({ length: 9 }, (_, index) => ({ id: String(index) }))
        const lines = treeOf(codes, edges)
        expect(new Set(lines.map(({ code }) => code.id)).size).toBe(9)
        const distinct = new Set(edges.map(({ code_id, parent_id }) => `${code_id} ${parent_id}`))
        const tops = codes.filter(({ id }) => !edges.some(({ code_id }) => code_id === id))
        expect(lines).toHaveLength(distinct.size + tops.length)
      }),
    )
  })

  it('finds a code by its name, however it is written', () => {
    const codes = [{ name: 'Café' }, { name: 'Overleg' }]
    expect(codeNamed(codes, 'cafe\u0301')).toBe(codes[0])
    expect(codeNamed(codes, 'OVERLEG')).toBe(codes[1])
    expect(codeNamed(codes, 'over')).toBeUndefined()
  })
})
