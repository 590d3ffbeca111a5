import { describe, expect, it } from '@jest/globals'
import { talkStates } from '../../src/method/lists.ts'
import { talkChangeBetween, talkChanges, talkChangesFrom } from '../../src/method/talk-changes.ts'

const nothing = { time_has_come: false, has_text: false, was_read_back: false, has_codings: false }
const all = { time_has_come: true, has_text: true, was_read_back: true, has_codings: true }
const order = (state: (typeof talkStates)[number]) => talkStates.indexOf(state)

describe('the changes of a talk', () => {
  it('each have a way back, and reach every state', () => {
    for (const { from, to } of talkChanges) {
      if (order(to) > order(from)) expect(talkChangeBetween(to, from)).toBeDefined()
    }
    const reached = new Set(['planned', ...talkChanges.map(({ to }) => to)])
    expect([...reached].sort()).toEqual([...talkStates].sort())
  })

  it('ask that there is something for it, but not for the way back', () => {
    expect(talkChangesFrom('planned', nothing)).toEqual([])
    expect(talkChangesFrom('planned', all).map(({ to }) => to)).toEqual(['held'])
    expect(talkChangesFrom('held', nothing).map(({ to }) => to)).toEqual(['planned'])
    expect(talkChangesFrom('transcribed', nothing).map(({ to }) => to)).toEqual(['held'])
    expect(talkChangesFrom('coded', nothing).map(({ to }) => to)).toEqual(['transcribed'])
    const readBack = { ...nothing, was_read_back: true }
    expect(talkChangesFrom('transcribed', readBack).map(({ to }) => to)).toEqual(['read_back', 'held'])
    expect(talkChangeBetween('planned', 'coded')).toBeUndefined()
  })
})
