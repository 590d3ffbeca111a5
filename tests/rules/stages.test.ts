import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { stages, standingOf, stateIn } from '../../src/overview/own/stage-rules.ts'

const begun = {
  ...{ takesPart: true, isReady: false, isHeld: false },
  ...{ asked: 0, answered: 0 },
}
const after = { ...begun, isReady: true, isHeld: true }

it.each([
  ['nothing was agreed', { ...begun, takesPart: false }, 'consent'],
  ['photos are asked for', begun, 'photos'],
  ['that is all', { ...begun, isReady: true }, 'talk'],
  ['the team asks before the talk', { ...begun, isReady: true, asked: 2 }, 'talk'],
  ['the team asks before the photos are in', { ...begun, asked: 1 }, 'photos'],
  ['the talk was held', after, 'readBack'],
  ['it was held before all photos were in', { ...after, isReady: false }, 'readBack'],
  ['something waits for an answer', { ...after, asked: 2, answered: 1 }, 'readBack'],
  ['all was answered', { ...after, asked: 2, answered: 2 }, 'became'],
] as const)('when %s', (_what, facts, current) => {
  expect(standingOf(facts).current).toBe(current)
})

it('nothing is asked before the talk, and the steps are done up to the one of now', () => {
  const facts = fc.record({
    ...{ takesPart: fc.boolean(), isReady: fc.boolean(), isHeld: fc.boolean() },
    ...{ asked: fc.nat(3), answered: fc.nat(3) },
  })
  fc.assert(
    fc.property(facts, (one) => {
      const { current, isAsked } = standingOf(one)
      if (!one.isHeld) expect([isAsked, ['readBack', 'became'].includes(current)]).toEqual([false, false])
      const states = stages.map((stage) => stateIn(current, stage)).join(' ')
      expect(states).toMatch(/^(done )*now( todo)*$/)
    }),
  )
})
