import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mailState } from '../../src/mail/state.ts'
import { languages } from '../../src/method/languages.ts'
import { lackingPlaces, unknownPlaces } from '../../src/method/letter-places.ts'
import { letters, proposal, studyTextKeys } from '../../src/method/template.ts'
import { reachOf } from '../../src/steps/people/invite-rules.ts'
import { states } from '../../src/steps/people/standing.ts'
import { textIn } from '../../src/text/text.ts'

const runs = { numRuns: 60 }
const words = fc.stringMatching(/^[ a-zA-Z,.]{0,12}$/)

describe('whom an invitation reaches', () => {
  it('is told with how many of them take part already', () => {
    const some = states.map((state) => ({ state, email: 'a@b', invited_at: null, open: undefined }))
    const { gets, joined, left } = reachOf(some)
    expect([gets.length + left.length, joined]).toEqual([states.length, 3])
    expect(reachOf(some.map((one) => ({ ...one, email: null }))).joined).toBe(0)
  })
})

describe('how a mail stands', () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const mail = { state: 'sent', tries: 1, due_at: '2026-11-23T08:00:00Z', problem: null } as const
  const t = textIn('nl', 'Europe/Amsterdam')

  it.each([
    [null, true, 'bewaard', false],
    [null, false, 'verzonden', false],
    [0, true, 'verzonden', false],
    [0, false, 'verzonden', false],
    [1, true, 'bewaard', false],
    [1, false, 'bewaard', true],
  ] as const)('is how it went (%s), not how mails go now (%s)', (was_kept, isKept, text, canGo) => {
    const { chip, detail, isOpen } = mailState(t, { ...mail, was_kept }, { now, isKept })
    expect([chip.text, detail.includes('niet verstuurd'), isOpen]).toEqual([text, canGo, canGo])
  })
})

describe('a mail to a participant', () => {
  it('holds the way in and the way to say no, wherever they stand', () => {
    const held = fc.shuffledSubarray(['link', 'declineLink', 'firstName'])
    fc.assert(
      fc.property(fc.constantFrom(...letters), held, words, (letter, places, between) => {
        const body = places.map((place) => `${between}{${place}}`).join(between)
        const lacking = ['link', 'declineLink'].filter((place) => !places.includes(place))
        expect(lackingPlaces(`${letter}.body`, body)).toEqual(lacking)
      }),
      runs,
    )
  })

  it('holds both as the template words it, and no other text must', () => {
    for (const language of languages) {
      const { texts } = proposal(language)
      for (const letter of letters)
        expect(lackingPlaces(`${letter}.body`, texts[`${letter}.body`])).toEqual([])
    }
    const others = studyTextKeys.filter((key) => !letters.some((letter) => key === `${letter}.body`))
    expect(others.flatMap((key) => lackingPlaces(key, ''))).toEqual([])
  })

  it('names what it cannot fill in as it was typed, each once', () => {
    const name = fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,5})?$/)
    fc.assert(
      fc.property(fc.array(name, { maxLength: 4 }), words, (names, between) => {
        const text = names.map((one) => `${between}{${one}}{link}`).join(' ')
        const unknown = names.filter((one) => one !== 'link').map((one) => `{${one}}`)
        expect(unknownPlaces(text, ['link'])).toEqual([...new Set(unknown)])
      }),
      runs,
    )
  })
})
