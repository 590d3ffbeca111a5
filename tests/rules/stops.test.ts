import { describe, expect, it } from '@jest/globals'
import { standing, type Progress } from '../../src/overview/stops.ts'

const stood = (...states: Progress[]) =>
  standing(states.map((state) => ({ state }))).map(({ state }) => state)

describe('where one stands', () => {
  it('is the first step that is not done, begun or not', () => {
    expect(stood('done', 'begun', 'todo')).toEqual(['done', 'now', 'todo'])
    expect(stood('done', 'todo', 'begun')).toEqual(['done', 'now', 'begun'])
  })

  it('is one place only, with others under way and done behind it', () => {
    expect(stood('begun', 'begun', 'done', 'begun')).toEqual(['now', 'begun', 'done', 'begun'])
  })

  it('is nowhere when all is done', () => {
    expect(stood('done', 'done')).toEqual(['done', 'done'])
  })
})
