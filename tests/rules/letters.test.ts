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
  const unsettled = { open: undefined, isShut: false }

  it('is nobody whose links were ended', () => {
    const shut = { email: 'a@b', invited_at: null, open: undefined, isShut: true }
    const { gets, left } = reachOf(states.map((state) => ({ ...shut, state })))
    const over = ['declined', 'withdrawn', 'interviewed']
    expect(gets).toEqual([])
    expect(
      left.map(({ person, why }) => why === (over.includes(person.state) ? person.state : 'shut')),
    ).toEqual(states.map(() => true))
  })

  it('is told with how many of them take part already', () => {
    const some = states.map((state) => ({ state, email: 'a@b', invited_at: null, ...unsettled }))
    const { gets, joined, left } = reachOf(some)
    expect([gets.length + left.length, joined]).toEqual([states.length, 3])
    expect(reachOf(some.map((one) => ({ ...one, email: null }))).joined).toBe(0)
  })

  it('reaches nobody again of whom no mail could be sent', () => {
    const asked = { email: 'a@b', invited_at: '2026-11-23T08:00:00Z', ...unsettled }
    const states = ['unsent', 'invited'] as const
    expect(reachOf(states.map((state) => ({ ...asked, state }))).again).toBe(1)
  })
})

describe('how a mail stands', () => {
  const now = new Date('2026-11-23T09:00:00Z')
  const at = '2026-11-23T08:00:00Z'
  const mail = { state: 'sent', tries: 1, due_at: at, tried_at: at, sent_at: at, problem: null } as const
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

describe('a place with a brace too few or too many', () => {
  it.each([
    ['Vragen? {link', ['{link']],
    ['Vragen? link}', ['link}']],
    ['{{link}} en {link}}', ['{{link}}', '{link}}']],
    ['{link, of {link}', ['{link,']],
    ['{link} en {link}.', []],
  ])('is named: %s', (text, places) => {
    expect(unknownPlaces(text, ['link'])).toEqual(places)
  })
})

describe('when a mail', () => {
  const t = textIn('nl', 'Europe/Amsterdam')
  const now = new Date('2026-11-23T09:00:00Z')
  const mail = { tries: 1, due_at: '2026-11-23T12:00:00Z', problem: null, was_kept: null }
  const tried = { tried_at: '2026-11-23T08:00:00Z', sent_at: null }
  const not = { tried_at: null, sent_at: null }

  it.each([
    [
      'sent',
      { ...tried, sent_at: '2026-11-23T08:01:00Z', was_kept: 0 as const },
      '23 november 2026 om 09:01',
      '',
    ],
    [
      'waiting',
      { ...tried, problem: '421 later' },
      '23 november 2026 om 09:00',
      'De volgende poging is op 23 november 2026 om 13:00.',
    ],
    ['waiting', { ...not, tries: 0 }, '', 'Gaat op 23 november 2026 om 13:00.'],
    [
      'failed',
      { ...tried, problem: '550 no such user' },
      '23 november 2026 om 09:00',
      'Dit mailadres bestaat niet',
    ],
  ] as const)('is %s, that tells when it last went, and not when it goes next', (state, told, when, said) => {
    const shown = mailState(t, { ...mail, ...told, state }, { now, isKept: false })
    expect([shown.when, shown.detail.includes(said)]).toEqual([when, true])
  })
})
