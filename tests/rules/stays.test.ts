import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { reachOf, whyStays } from '../../src/http/stays.ts'
import { rungs } from '../../src/method/lists.ts'

it('a photo that stays in the talk has a reason, and one that does not has none', () => {
  const flag = fc.constantFrom(0 as const, 1 as const)
  const photo = fc.record({
    most_place: fc.nat(3),
    is_own: flag,
    is_to_blur: flag,
    has_refused: flag,
    people_place: fc.option(fc.nat(3)),
  })
  fc.assert(
    fc.property(photo, (one) => {
      expect(whyStays(one) === undefined).toBe(one.most_place > 0)
    }),
  )
  const stays = { most_place: 0, is_own: 1, is_to_blur: 0, has_refused: 0, people_place: null } as const
  expect(whyStays(stays)).toBe('recognisable')
  expect(whyStays({ ...stays, people_place: 0 })).toBe('notAll')
  expect(whyStays({ ...stays, people_place: 0, has_refused: 1 })).toBe('refused')
  expect(whyStays({ ...stays, people_place: 0, has_refused: 1, is_own: 0 })).toBe('notOwn')
  expect(whyStays({ ...stays, people_place: 0, is_own: 0, is_to_blur: 1 })).toBe('toBlur')
})

it('a photo goes as far as was said, and no further than it can', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rungs), fc.nat(3), (rung, most_place) => {
      const place = rungs.indexOf(reachOf({ rung, most_place }))
      expect(place).toBe(Math.min(rungs.indexOf(rung), most_place))
    }),
  )
})
