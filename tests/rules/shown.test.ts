import { describe, expect, it } from '@jest/globals'
import type { PlaceShown } from '../../src/db/schema.ts'
import type { TakenWhy } from '../../src/method/taken.ts'
import { isBack, newestOfEach } from '../../src/overview/shown/rules.ts'

const at = (place: PlaceShown['place'], place_id: string = place): PlaceShown => ({
  ...{ place, place_id, words: '', held_on: null, beside: '' },
})
const taken = (why: TakenWhy, places: PlaceShown[], thing_id: string | null = 'one') => ({
  ...{ thing_id, why, places },
})
const sessions = new Map([
  ['for-participants', 1],
  ['for-leaders', 2],
])
const back = (one: ReturnType<typeof taken>, reach?: number) =>
  isBack(one, new Map(reach === undefined ? [] : [['one', reach]]), sessions)
const from = (one: ReturnType<typeof taken>) => [0, 1, 2, 3].filter((reach) => back(one, reach))

describe('what was taken out of sight', () => {
  it('is back once it may go as far as where it stood, wherever it stands now', () => {
    expect(from(taken('stopped', [at('session', 'for-participants')]))).toEqual([1, 2, 3])
    expect(from(taken('answer', [at('session', 'for-leaders')]))).toEqual([2, 3])
    expect(from(taken('answer', [at('session', 'is-gone'), at('meeting')]))).toEqual([2, 3])
    expect(from(taken('limits', [at('action')]))).toEqual([2, 3])
    expect(from(taken('words', [at('meeting'), at('guide'), at('export')]))).toEqual([3])
    expect(back(taken('stopped', [at('session', 'for-participants')]))).toBe(false)
  })

  it('is back from a file with the researchers where they lost it, and else with everyone', () => {
    expect(from(taken('stopped', [at('export')]))).toEqual([0, 1, 2, 3])
    expect(from(taken('words', [at('export')]))).toEqual([0, 1, 2, 3])
    expect(from(taken('answer', [at('export')]))).toEqual([3])
    expect(back(taken('stopped', [at('export')]))).toBe(false)
  })

  it('is never back where something else took its place, or nobody knows what it was', () => {
    expect(from(taken('replaced', [at('meeting')]))).toEqual([])
    expect(from(taken('erased', [at('meeting')], null))).toEqual([])
  })

  it('is told once, as it went last, with all places where it stood', () => {
    const last = taken('stopped', [at('session', 'for-leaders'), at('export')])
    const before = taken('answer', [at('guide'), at('export')])
    const other = taken('team', [at('meeting')], 'other')
    const erased = taken('erased', [at('meeting')], null)
    expect(newestOfEach([last, erased, other, before, erased])).toEqual([
      { ...last, places: [...last.places, at('guide')] },
      erased,
      other,
      erased,
    ])
  })
})
