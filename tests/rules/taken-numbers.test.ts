import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { numberAmong } from '../../src/steps/people/taken-rules.ts'

it('a number is the k-th that nothing removed has', () => {
  expect([1, 2, 3].map((place) => numberAmong(place, new Set()))).toEqual([1, 2, 3])
  expect([1, 2, 3].map((place) => numberAmong(place, new Set([1, 3])))).toEqual([2, 4, 5])
})

it('no two removed things bear one number, whatever comes and goes, and each bears its own from the beginning', () => {
  const steps = fc.array(fc.oneof(fc.constant('add' as const), fc.nat({ max: 9 })), { maxLength: 60 })
  fc.assert(
    fc.property(steps, (moves) => {
      let born = 0
      const inSight: number[] = []
      const removed = new Map<number, number>()
      for (const move of moves) {
        if (move === 'add') inSight.push((born += 1))
        else if (move < inSight.length) {
          const number = numberAmong(move + 1, new Set(removed.values()))
          removed.set(inSight.splice(move, 1)[0] ?? 0, number)
        }
      }
      expect(new Set(removed.values()).size).toBe(removed.size)
      // Where all that goes is told of and new ones come last, it is the number that each had among all ever.
      for (const [own, number] of removed) expect(number).toBe(own)
    }),
  )
})
