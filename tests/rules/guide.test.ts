import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { moved } from '../../src/method/order.ts'
import {
  byCategory,
  changesIn,
  gapsIn,
  linesOf,
  paragraphsOf,
  widthWithin,
} from '../../src/steps/guide/rules.ts'

describe('a text', () => {
  it('has paragraphs, which empty lines divide', () => {
    expect(paragraphsOf('Een\nregel\n\n \nTwee\n')).toEqual(['Een\nregel', 'Twee'])
    expect(paragraphsOf(' \n\n ')).toEqual([])
  })

  it('has lines, none of them empty', () => {
    expect(linesOf('Een\n\n  Twee ')).toEqual(['Een', 'Twee'])
    expect(linesOf('')).toEqual([])
  })
})

it('what is sorted by category is grouped in that order, and what has none stands by itself', () => {
  const rows = [
    { id: 1, category: 'A' },
    { id: 2, category: 'A' },
    { id: 3, category: 'B' },
    { id: 4, category: null },
  ]
  expect(byCategory(rows).map(({ category, rows: own }) => [category, own.map(({ id }) => id)])).toEqual([
    ['A', [1, 2]],
    ['B', [3]],
    ['', [4]],
  ])
})

describe('a choice', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const ids = fc.uniqueArray(fc.constantFrom(...letters))

  it('changes what its visitor changed, and leaves what others did meanwhile', () => {
    fc.assert(
      fc.property(ids, ids, ids, (seen, chosen, now) => {
        const { added, removed } = changesIn({ seen, chosen })
        const after = new Set([...now.filter((id) => !removed.includes(id)), ...added])
        for (const id of letters) {
          const touched = seen.includes(id) !== chosen.includes(id)
          expect(after.has(id)).toBe(touched ? chosen.includes(id) : now.includes(id))
        }
      }),
    )
  })

  it('names each thing once, however often it was sent', () => {
    expect(changesIn({ seen: ['b', 'b'], chosen: ['a', 'a'] })).toEqual({ added: ['a'], removed: ['b'] })
  })
})

describe('going a place earlier', () => {
  it('changes place with the one before, and nothing else', () => {
    expect(moved(['a', 'b', 'c', 'd'], 'c', 'earlier')).toEqual(['a', 'c', 'b', 'd'])
    expect(moved(['a', 'b'], 'b', 'earlier')).toEqual(['b', 'a'])
  })

  it('is nothing for the first, or for what is not there', () => {
    expect(moved(['a', 'b'], 'a', 'earlier')).toBeUndefined()
    expect(moved(['a', 'b'], 'x', 'earlier')).toBeUndefined()
  })
})

it('a picture is as wide as it is, or as fits', () => {
  const side = fc.integer({ min: 1, max: 20_000 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const wide = widthWithin(400, width, height)
      expect(wide).toBeLessThanOrEqual(Math.min(400, width))
      expect(Math.abs((wide * height) / width - Math.min(height, 400))).toBeLessThanOrEqual(
        width >= height ? 400 : height / width,
      )
    }),
  )
  expect(widthWithin(400, 1200, 1600)).toBe(300)
  expect(widthWithin(400, 300, 200)).toBe(300)
})

it('a guide lacks what is empty, in the order of the guide', () => {
  const empty = { title: '', preface: '', reflection: '', new_questions: '', method: '', makers: '' }
  const none = { recommendations: 0, findings: 0, unquoted: 0, photos: 0 }
  expect(gapsIn(empty, none).map(({ gap }) => gap)).toEqual([
    ...['title', 'preface', 'recommendations', 'findings', 'reflection', 'questions', 'method', 'photos'],
    'makers',
  ])
  const full = { title: 'x', preface: 'x', reflection: 'x', new_questions: 'x', method: 'x', makers: 'x' }
  const some = { recommendations: 1, findings: 3, unquoted: 2, photos: 1 }
  expect(gapsIn(full, some)).toEqual([{ gap: 'quotations', count: 2 }])
  expect(gapsIn(full, { ...some, unquoted: 0 })).toEqual([])
})
