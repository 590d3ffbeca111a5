import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  keptTurns,
  movedTurns,
  readNotation,
  speakerName,
  spokenLines,
  turnsAfter,
  writeNotation,
  writeTime,
  writeTurns,
  type Speaker,
  type Turn,
} from '../../src/method/turns.ts'

const speakers: Speaker[] = [
  { number: 1, name: 'Ans', role: 'interviewer' },
  { number: 2, name: 'Bram de Wit', role: 'participant' },
]

describe('the notation of a talk', () => {
  it.each([
    ['[00:12:03] Ans: woorden', 'woorden', [0, 1, 723_000]],
    ['[12:03] Ans: woorden', 'woorden', [0, 1, 723_000]],
    ['[1:02:03,45] bram de wit: ja', 'ja', [0, 2, 3_723_450]],
    ['ANS: woorden', 'woorden', [0, 1, null]],
    ['[00:00] zomaar iets', 'zomaar iets', [0, null, 0]],
    ['Ans:', '', [0, 1, null]],
    ['[00:05] Let op: dit', 'Let op: dit', [0, null, 5000]],
    ['[00:05] \\Ans: dit', 'Ans: dit', [0, null, 5000]],
  ] as const)('says who speaks and when: %s', (line, text, turn) => {
    expect(readNotation(line, speakers)).toEqual({ text, turns: [turn] })
  })

  it.each([
    ['Let op: dit', 'Let op: dit'],
    ['Ans:dit', 'Ans:dit'],
    ['[12:73] Ans', '[12:73] Ans'],
    ['\\Ans: dit', 'Ans: dit'],
    ['\\\\ dit', '\\ dit'],
    ['12:03 Ans', '12:03 Ans'],
  ])('leaves words what they are: %s', (line, text) => {
    expect(readNotation(line, speakers)).toEqual({ text, turns: [] })
  })

  it('is written in full, with milliseconds where there are any', () => {
    const spoken = { text: 'Ja.\n\nAns: zei ze', turns: [[0, 2, 3_723_045]] as Turn[] }
    expect(writeNotation(spoken, speakers)).toBe('[01:02:03.045] Bram de Wit: Ja.\n\n\\Ans: zei ze')
    expect(writeTime(100 * 3_600_000)).toBe('100:00:00')
  })

  const words = fc
    .array(
      fc.constantFrom('Ans', 'Bram de Wit', ':', ' ', '[00:12:03]', '[1:02]', '\\', 'woord', '👩‍👧', 'é', ''),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(''))
  const spokens = fc
    .array(
      fc.record({
        words,
        speaker: fc.option(fc.constantFrom(1, 2)),
        at: fc.option(fc.integer({ min: 0, max: 999 * 3_600_000 })),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((lines) => {
      const turns: Turn[] = []
      let offset = 0
      for (const line of lines) {
        if (line.speaker !== null || line.at !== null) turns.push([offset, line.speaker, line.at])
        offset += line.words.length + 1
      }
      return { text: lines.map((line) => line.words).join('\n'), turns }
    })

  it('comes back to the letter from what was written', () => {
    fc.assert(
      fc.property(spokens, (spoken) => {
        expect(readNotation(writeNotation(spoken, speakers), speakers)).toEqual(spoken)
      }),
      { numRuns: 2000 },
    )
  })

  it('says the same again of whatever was typed, and keeps turns at the begin of lines', () => {
    const typed = fc.array(words, { maxLength: 8 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(typed, (notation) => {
        const spoken = readNotation(notation, speakers)
        for (const [start] of spoken.turns) expect(start === 0 || spoken.text[start - 1] === '\n').toBe(true)
        expect(readNotation(writeNotation(spoken, speakers), speakers)).toEqual(spoken)
        expect(keptTurns(writeTurns(spoken.turns))).toEqual(spoken.turns)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes any name that was made fit for it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const name = speakerName(typed)
        expect(speakerName(name)).toBe(name)
        if (name === '') return
        const own: Speaker[] = [{ number: 1, name, role: 'unknown' }]
        const spoken = { text: 'ja', turns: [[0, 1, null]] as Turn[] }
        expect(readNotation(writeNotation(spoken, own), own)).toEqual(spoken)
      }),
    )
  })
})

describe('turns of a text that was changed', () => {
  const text = 'Eerste.\n\nTweede.\nDerde.'
  const turns: Turn[] = [
    [0, 1, 0],
    [9, 2, null],
    [17, 1, 9000],
  ]

  it('move along with their lines', () => {
    expect(movedTurns(turns, `x\n${text}`, [2, 11, 19])).toEqual([
      [2, 1, 0],
      [11, 2, null],
      [19, 1, 9000],
    ])
  })

  it('are over where their line was joined to another, and gone with their words', () => {
    expect(movedTurns(turns, 'Eerste. Tweede.\nDerde.', [0, 8, 16])).toEqual([
      [0, 1, 0],
      [16, 1, 9000],
    ])
    expect(movedTurns(turns, 'Derde.', [0, 0, 0])).toEqual([[0, 1, 0]])
    expect(movedTurns(turns, '', [0, 0, 0])).toEqual([])
  })

  it('keep their places before and behind what was changed', () => {
    const old = { text, turns: writeTurns(turns) }
    expect(turnsAfter(old, text)).toEqual(turns)
    expect(turnsAfter(old, 'Eerste.\n\nDe tweede.\nDerde.')).toEqual([turns[0], turns[1], [20, 1, 9000]])
    expect(turnsAfter(old, 'Eerste. Tweede.\nDerde.')).toEqual([turns[0], [16, 1, 9000]])
    expect(turnsAfter(old, '')).toEqual([])
  })

  it('keep their places when many lines are changed at once, at their first words too', () => {
    const old = { text, turns: writeTurns(turns) }
    const next = 'Nu dan: Eerste.\n\nNog een regel.\n\nEn de Tweede.\nTot slot Derde.'
    expect(
      turnsAfter(old, next).map(([start, ...who]) => [next.slice(start).split('\n')[0], ...who]),
    ).toEqual([
      ['Nu dan: Eerste.', 1, 0],
      ['En de Tweede.', 2, null],
      ['Tot slot Derde.', 1, 9000],
    ])
  })

  it('stay at the lines that were left, wherever else words came in or went', () => {
    const said = fc.array(fc.tuple(fc.nat(99), fc.constantFrom('', ' nog', ' \nverder')), {
      minLength: 2,
      maxLength: 30,
    })
    fc.assert(
      fc.property(said, fc.array(fc.constantFrom('keep', 'before', 'behind', 'line')), (lines, changes) => {
        let kept: Turn[] = []
        let [was, now] = ['', '']
        const places: number[] = []
        lines.forEach(([, more], nth) => {
          const words = `regel${nth} zegt iets${more}`
          const change = changes[nth] ?? 'keep'
          kept = [...kept, [was.length, (nth % 3) + 1, nth * 1000]]
          if (change === 'line') now += `tussen${nth} komt dit\n`
          places.push(now.length)
          was += `${words}\n`
          now += `${change === 'before' ? `eh${nth} ` : ''}${words}${change === 'behind' ? ` en${nth}` : ''}\n`
        })
        const moved = turnsAfter({ text: was, turns: writeTurns(kept) }, now)
        expect(moved).toEqual(kept.map(([, speaker, at], index) => [places[index], speaker, at]))
      }),
      { numRuns: 1000 },
    )
  })

  it('stand by their lines; what goes on in a next line is of the same turn', () => {
    expect(spokenLines({ text, turns: turns.slice(0, 1) })).toEqual([
      { start: 0, text: 'Eerste.', speaker: 1, at: 0 },
      { start: 9, text: 'Tweede.', speaker: null, at: null },
      { start: 17, text: 'Derde.', speaker: null, at: null },
    ])
  })
})
