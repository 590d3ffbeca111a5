import { expect, it } from '@jest/globals'
import { nthsOf } from '../../src/method/numbers.ts'

it('a photo is numbered by its place among those of its person, wherever it is shown', () => {
  const photos = [
    { id: 'deur', person_id: 'sam' },
    { id: 'bord', person_id: 'sam' },
    { id: 'brug', person_id: 'vera' },
    { id: 'raam', person_id: 'sam' },
  ]
  expect([...nthsOf(photos)]).toEqual([
    ['deur', 1],
    ['bord', 2],
    ['brug', 1],
    ['raam', 3],
  ])
})
