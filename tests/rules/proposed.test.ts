import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { openRungs, readBackAnswers, rungs } from '../../src/method/lists.ts'
import { proposedRung } from '../../src/overview/own/proposed-rules.ts'

it.each([
  ['nothing is answered', [{ answer: null, rung: 'researchers' }], undefined],
  ['there is no yes', [{ answer: 'no', rung: 'researchers' }], undefined],
  [
    'there is one yes',
    [
      { answer: null, rung: 'researchers' },
      { answer: 'fine', rung: 'leaders' },
    ],
    'leaders',
  ],
  [
    'yes went less far once',
    [
      { answer: 'fine', rung: 'everyone' },
      { answer: 'fine', rung: 'participants' },
    ],
    'participants',
  ],
] as const)('proposes how far something may go where %s', (_, said, rung) => {
  expect(proposedRung(said)).toBe(rung)
})

it('never proposes more than any yes, nor anything without one', () => {
  const one = fc.record({
    answer: fc.constantFrom(null, ...readBackAnswers),
    rung: fc.constantFrom(...rungs),
  })
  fc.assert(
    fc.property(fc.array(one), (said) => {
      const rung = proposedRung(said)
      const chosen = said.filter(({ answer, rung }) => answer === 'fine' && rung !== 'researchers')
      expect(rung === undefined).toBe(chosen.length === 0)
      for (const yes of chosen) {
        expect(rungs.indexOf(rung ?? 'everyone')).toBeLessThanOrEqual(rungs.indexOf(yes.rung))
        expect(openRungs).toContain(rung)
      }
    }),
  )
})
