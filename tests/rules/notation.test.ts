import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { trimmedSpoken, writeNotation, type Speaker, type Turn } from '../../src/method/turns.ts'
import {
  addedSpeaker,
  correctedSpoken,
  keptSpeakers,
  writeSpeakers,
} from '../../src/steps/material/notation-rules.ts'

const names = ['Ans', 'Bram de Wit', '[collega 1]']
const speakers = names.map((name, index): Speaker => ({ number: 2 * index + 1, name, role: 'unknown' }))
const pieces = [...names, ': ', ' ', '[00:12:03] ', '\\', 'woord', '👩‍👧', 'שלום', '']
const line = fc.record({
  words: fc.array(fc.constantFrom(...pieces), { maxLength: 5 }).map((parts) => parts.join('')),
  speaker: fc.option(fc.constantFrom(...speakers.map(({ number }) => number))),
  at: fc.option(fc.integer({ min: 0, max: 20 * 3_600_000 })),
})

describe('a text with turns that is corrected', () => {
  it('comes back as it was when nothing was typed, though its speakers were renamed meanwhile', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const turns: Turn[] = []
        let offset = 0
        for (const { words, speaker, at } of lines) {
          if (speaker !== null || at !== null) turns.push([offset, speaker, at])
          offset += words.length + 1
        }
        const spoken = trimmedSpoken({ text: lines.map(({ words }) => words).join('\n'), turns })
        const renamed = speakers.map((one) => ({ ...one, name: `[iemand ${one.number}]` }))
        const read = correctedSpoken(
          writeNotation(spoken, speakers).trim(),
          keptSpeakers(writeSpeakers(speakers), renamed),
        )
        expect(read).toEqual(spoken)
      }),
      { numRuns: 3000 },
    )
  })

  it('takes nobody from the form who does not speak in it', () => {
    expect(keptSpeakers('9 Kim\nonzin\n1 Ans', [{ number: 1, name: 'X', role: 'other' }])).toEqual([
      { number: 1, name: 'Ans', role: 'other' },
    ])
  })

  it.each([
    ['Kim:', { number: 6, name: 'Kim', role: 'unknown' }],
    ['  ', undefined],
    ['ANS', undefined],
  ])('may have somebody more who speaks: %p', (typed, added) => {
    expect(addedSpeaker(typed, speakers)).toEqual(added)
  })
})
