import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  byFinding,
  inGroups,
  restsOnFew,
  tallies,
  tallyOf,
  underFirstCode,
  withAllBelow,
} from '../../src/steps/findings/rules.ts'

const pieces = fc.array(
  fc.record({
    finding_id: fc.constantFrom('door', 'mug', 'keys'),
    person_id: fc.constantFrom('sam', 'vera', 'bo', null),
    kind: fc.constantFrom('quotation' as const, 'photo' as const),
  }),
)

describe('a tally', () => {
  it('counts each piece in one finding, and never more people than pieces', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const counted = [...tallies(all).values()]
        const sum = counted.reduce((total, { quotations, photos }) => total + quotations + photos, 0)
        expect(sum).toBe(all.length)
        for (const { people, quotations, photos } of counted) {
          expect(people).toBeLessThanOrEqual(quotations + photos)
        }
      }),
    )
  })

  it('stays as it is when somebody says it again, but for the pieces', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const once = tallyOf(all)
        const twice = tallyOf([...all, ...all])
        const { people, quotations, photos } = once
        expect(twice).toEqual({ people, quotations: 2 * quotations, photos: 2 * photos })
      }),
    )
  })

  it('counts nobody for what is nobody’s own', () => {
    expect(tallyOf([{ person_id: null, kind: 'quotation' }])).toEqual({
      quotations: 1,
      photos: 0,
      people: 0,
    })
  })

  it('is of what belongs together, whatever the order', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        for (const [id, own] of byFinding(all)) {
          expect(own).toEqual(all.filter(({ finding_id }) => finding_id === id))
        }
      }),
    )
  })
})

it('few people are warned of under three, and allowed for an example', () => {
  expect([0, 1, 2, 3].map((people) => restsOnFew('friction', people))).toEqual(['few', 'few', 'few', 'no'])
  expect([0, 1, 2, 3].map((people) => restsOnFew('example', people))).toEqual([
    'few',
    'few as an example',
    'few as an example',
    'no',
  ])
})

it('a code stands with all below it, once, also where they stand under each other several times', () => {
  const edges = [
    { code_id: 'child', parent_id: 'top' },
    { code_id: 'grandchild', parent_id: 'child' },
    { code_id: 'grandchild', parent_id: 'top' },
    { code_id: 'beside', parent_id: 'other' },
  ]
  expect(withAllBelow(edges, 'top').sort()).toEqual(['child', 'grandchild', 'top'])
  expect(withAllBelow(edges, 'grandchild')).toEqual(['grandchild'])
})

it('what follows each other under one name is a group', () => {
  const named = ['a', 'a', 'b', 'a'].map((name, place) => ({ name, place }))
  const groups = inGroups(named, ({ name }) => name)
  expect(groups.map(({ name, things }) => [name, things.map(({ place }) => place)])).toEqual([
    ['a', [0, 1]],
    ['b', [2]],
    ['a', [3]],
  ])
})

it('each quotation stands once, under the first of its codes in the codebook', () => {
  const codes = ['first', 'second', 'third'].map((id) => ({ id }))
  const coded = fc.array(
    fc.record({
      quotation_id: fc.constantFrom('one', 'two', 'three'),
      code_id: fc.constantFrom('first', 'second', 'third', 'elsewhere'),
    }),
  )
  const quotations = [{ id: 'one' }, { id: 'two' }, { id: 'three' }]
  fc.assert(
    fc.property(coded, (codings) => {
      const groups = underFirstCode(quotations, codings, codes)
      expect(
        groups
          .flatMap((group) => group.quotations)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['one', 'three', 'two'])
      for (const { code, quotations: own } of groups) {
        for (const { id } of own) {
          const mine = new Set<string>(
            codings.filter(({ quotation_id }) => quotation_id === id).map(({ code_id }) => code_id),
          )
          expect(codes.find((one) => mine.has(one.id))).toEqual(code)
        }
      }
    }),
  )
})
