import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { reachOf, staysChips, staysFor, whyStays } from '../../src/http/stays.ts'
import { wordsIn } from '../../src/method/words.ts'
import { rungs } from '../../src/method/lists.ts'
import { textIn } from '../../src/text/text.ts'

const t = textIn('en', 'Europe/Amsterdam', wordsIn('en'))
type Photo = Parameters<typeof whyStays>[0]
const goes: Photo = {
  ...({ is_own: 1, is_recognisable: 0, is_to_blur: 0, has_refused: 0, has_unsaid: 0 } as const),
  people_place: null,
}

it('all that keeps a photo in the talk is told, and one that may go further has nothing', () => {
  expect(whyStays(goes)).toEqual([])
  expect(staysChips(t, goes)).toEqual([])
  expect(whyStays({ ...goes, people_place: 2, is_recognisable: 1 })).toEqual([])
  expect(whyStays({ ...goes, is_recognisable: 1 })).toEqual(['recognisable'])
  expect(whyStays({ ...goes, people_place: 0, has_unsaid: 1, is_recognisable: 1 })).toEqual(['notAll'])
  expect(whyStays({ ...goes, people_place: 0 })).toEqual(['teamOnly'])
  const all: Photo = { ...goes, people_place: 0, has_refused: 1, has_unsaid: 1, is_own: 0, is_to_blur: 1 }
  expect(whyStays(all)).toEqual(['toBlur', 'notOwn', 'refused', 'notAll'])
  expect(staysFor(t, '/here', all).map(({ href }) => href)).toEqual([
    '/here/blur',
    '/here',
    '/here/blur',
    '/here/people',
  ])
  expect(staysChips(t, { ...goes, is_own: 0, is_to_blur: 1 })).toEqual([
    {
      text: 'For the talk only: something in it still has to be made unrecognisable; not one’s own picture',
      kind: 'attention',
    },
  ])
})

it('a photo goes as far as was said, and no further than it can', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rungs), fc.nat(3), (rung, most_place) => {
      const place = rungs.indexOf(reachOf({ rung, most_place }))
      expect(place).toBe(Math.min(rungs.indexOf(rung), most_place))
    }),
  )
})
