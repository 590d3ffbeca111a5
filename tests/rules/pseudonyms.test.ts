import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { edited } from '../../src/method/edits.ts'
import { formsOf, houseFormsOf } from '../../src/method/name-forms.ts'
import { patternIn, patternKinds } from '../../src/method/pseudonym-patterns.ts'
import {
  knownSpeakers,
  namesFor,
  replacedIn,
  wholeOf,
  withEdits,
  type Kept,
} from '../../src/steps/material/pseudonym-naming-rules.ts'
import { proposalsIn, type Known } from '../../src/steps/material/pseudonym-rules.ts'

const person = (id: string, name: string): Known => ({ kind: 'person', id, forms: formsOf(name) })
const known = [person('ans', 'Ans de Boer'), person('sam', 'Sam Visser'), person('vera', 'Vera Visser')]
const patternsIn = (text: string) =>
  patternKinds.flatMap((kind) => patternIn(text, kind).map((span) => ({ kind, ...span })))
const found = (text: string, names: readonly Known[] = known) =>
  proposalsIn(text, names).map(({ kind, words }) => `${kind}: ${words.join(', ')}`)

describe('names that the study knows', () => {
  it.each([
    ['Ik sprak Ans de Boer.', 'Ans de Boer'],
    ['Toen kwam ans binnen.', 'ans'],
    ['Toen kwam ANS binnen.', 'ANS'],
    ['Dat is van A. de Boer.', 'A. de Boer'],
    ['Dat vindt mevrouw De Boer ook.', 'De Boer'],
    ['Dat vindt Boer ook.', 'Boer'],
    ["Het is Ans' fiets.", 'Ans'],
    ['Dat deed Ans B. toen.', 'Ans B'],
    ['Dat deed Ans de\nBoer toen.', 'Ans de\nBoer'],
    ['Dat deed Áns de Bóér toen.', 'Áns de Bóér'],
    ['Dat deed Ans de Boër toen.', 'Ans de Boër'],
  ])('are found in %j', (text, words) => {
    expect(found(text)).toEqual([`person: ${words}`])
  })

  it('are found with an s behind them, which stays', () => {
    expect(found('Dat is Sams tas.')).toEqual(['person: Sam'])
    expect(found("Dat is Sam's tas.")).toEqual(['person: Sam'])
  })

  it.each(['De boer melkt de koe.', 'Samen gaat het.', 'Een visser en zijn hengel.', 'Anders niet.'])(
    'are not found in %j',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )

  it('are of nobody by name where two have them, and the longest is taken', () => {
    expect(proposalsIn('Ik zag Visser.', known)).toMatchObject([{ known: undefined, kind: 'person' }])
    expect(found('Ik zag Sam Visser en Vera.')).toEqual(['person: Sam Visser', 'person: Vera'])
    expect(found('Ik zag Ans Jansen.')).toEqual(['name: Ans Jansen'])
  })

  it.each([
    ['Vries, Omar de', 'omar de vries'],
    ['Marije IJsseldijk-Ludikhuizen', 'ludikhuizen'],
    ['Fatima El Amrani', 'el amrani'],
    ['Cher', 'cher'],
  ])('%s may be written as %s', (name, form) => {
    expect(formsOf(name).map(({ tokens }) => tokens.join(' '))).toContain(form)
  })
})

describe('names of houses', () => {
  it.each([
    ['De Rading', ['de rading', 'rading']],
    ['Stichting Oeverlicht', ['stichting oeverlicht', 'oeverlicht']],
    ['KOOS Utrecht', ['koos utrecht', 'koos']],
    ['Oeverlicht', ['oeverlicht']],
    ['Team A', ['team a']],
    ['X', []],
  ])('%s is written as %j', (name, ways) => {
    expect(houseFormsOf(name).map(({ tokens }) => tokens.join(' '))).toEqual(ways)
  })
})

describe('who speaks', () => {
  const names = [
    'Marieke van Bos',
    'Spreker 1',
    'Moeder',
    'Interviewer',
    'INT',
    'collega 1',
    'Sam Visser',
    'Ans',
  ]
  const speakers = names.map((name, index) => ({ number: index + 1, name }))

  it('is a name, also where nothing else tells', () => {
    expect(knownSpeakers(speakers, known).map(({ id }) => id)).toEqual(['speaker 1'])
    const { whole } = wholeOf({ title: 'Gesprek', speakers, facts: [], text: 'Marieke kwam later.' })
    expect(found(whole, knownSpeakers(speakers, []))).toContain('name: Marieke van Bos, Marieke')
  })
})

describe('what looks like a name', () => {
  it.each([
    ['Toen belde ik met Youssef daarover.', ['name: Youssef']],
    ['Fatima El Amrani was er.', ['name: Fatima El Amrani']],
    ['Marije zei dat het kon.', ['name: Marije']],
    ['Juf Marije kwam.', ['name: Marije']],
    ['Marije kwam. En later Marije weer.', ['name: Marije']],
    ['Ik zag Lotte Westra. Toen ging Lotte weg.', ['name: Lotte Westra, Lotte']],
    ['Hij woont in Zoetermeer nu.', ['place: Zoetermeer']],
    ['Morgen is het beter.', []],
    ['De GGZ en het CJG bellen op Maandag.', []],
    ['"Mooi," dacht ik: Zeker weten.', []],
    ['Vleuten en Leidsche Rijn begonnen.', ['name: Vleuten', 'name: Leidsche Rijn']],
    ['Er zijn er vijf: Altrecht, De Rading en Youké.', ['name: Altrecht', 'name: Rading', 'name: Youké']],
    ['Morgen en Overmorgen. Kinderen en Anna, want kinderen.', ['name: Overmorgen', 'name: Anna']],
    ['Ik zag Elsa Bos. (Ja.) Elsa lachte.', ['name: Elsa Bos, Elsa']],
    ['Dat zei Elize van Wijk van Vilans. Vilans is groot.', ['name: Elize van Wijk', 'name: Vilans']],
    ['Foto van Minke Nije aan KOOS gegeven.', ['name: Minke Nije']],
    ['BELANGRIJKSTE BEVINDINGEN\n\nEr was niets.', []],
    ['DE OEVERPOORT\n\nIk werk bij de Oeverpoort.', ['name: OEVERPOORT, Oeverpoort']],
    ['Ik werk bij KOOS. Dat KOOS bestaat. Van KOOS dus.', ['name: KOOS']],
    ['Van de GGZ. Naar de GGZ. Door de GGZ.', []],
    ['Momenteel vindt iedereen dat.', []],
    ['Toen belde mevrouw De Wit. En mevrouw Van den Berg.', ['name: De Wit', 'name: Van den Berg']],
    ['Bij ons in Leidsche Rijn. En daar, Leidsche Rijn, in Leidsche Rijn.', ['place: Leidsche Rijn']],
    ['Ik zag Karel in de gang. Karel vond in Karel niets.', ['name: Karel']],
  ])('is found in %j', (text, proposals) => {
    expect(found(text, [])).toEqual(proposals)
  })

  it('ends where a house begins that is known', () => {
    const house: Known = { kind: 'organisation', id: 'house', forms: houseFormsOf('Oeverlicht') }
    const text = 'Daar waren Karel van Oeverlicht en Ans van Oeverlicht, en Karel Bos van Oeverlicht.'
    expect(found(text, [...known, house])).toEqual([
      ...['person: Ans', 'organisation: Oeverlicht', 'name: Karel, Karel Bos'],
    ])
  })

  it('is a guess, and what is known or has a shape is none', () => {
    const sure = proposalsIn('Ik belde Youssef en Ans op 06-12345678.', known).map(({ isSure }) => isSure)
    expect(sure).toEqual([true, false, true])
  })
})

describe('what is told by its shape', () => {
  it.each([
    ['phone', '06-12345678'],
    ['phone', '06 12 34 56 78'],
    ['phone', '0612345678'],
    ['phone', '+31 6 12345678'],
    ['phone', '+31 (0)6 1234 5678'],
    ['phone', '0031612345678'],
    ['phone', '(020) 123 45 67'],
    ['phone', '0113-123456'],
    ['email', 'a.b-c@mail.voorbeeld.example'],
    ['web', 'https://www.voorbeeld.example/ans-de-boer?x=1'],
    ['web', 'www.voorbeeld.example'],
    ['web', '@ansdeboer'],
    ['account', 'NL91 ABNA 0417 1643 00'],
    ['account', 'nl91abna0417164300'],
    ['account', 'BE68 5390 0754 7034'],
    ['digits', '123456782'],
    ['digits', '123.456.782'],
    ['postcode', '1234 AB'],
    ['postcode', '1234AB'],
    ['postcode', '1234ab'],
    ['address', 'Dorpsstraat 12a'],
    ['address', 'dorpsstraat 12'],
    ['address', 'Burgemeester de Vriesplein 3-5'],
    ['address', 'Laan van Meerdervoort 100'],
  ])('%s: %s', (kind, words) => {
    const text = `Het was (ik weet het) ${words}, of niet.`
    const own = patternsIn(text).filter((one) => one.kind === kind)
    expect(own.map(({ start, end }) => text.slice(start, end))).toContain(words)
  })

  it.each(['Ze is geboren op 3 mei 1980 in mei.', 'Geboortedatum: 03-05-1980.', 'geb. 3/5/80'])(
    'a date of birth: %s',
    (text) => {
      expect(patternsIn(text).map(({ kind }) => kind)).toEqual(['birth'])
    },
  )

  it.each([
    'In 2024 en 2025 kwamen er 1200 mensen.',
    'Op 3 mei 2024 om 12:30 uur.',
    'Het kost 1.234.567 euro.',
    '00:12:03 en 01:02:03.450',
    'Van 0 tot 100, op weg 3 keer.',
    'BE12 3456 7890 1234 is niet goed.',
  ])('is not seen in %j', (text) => {
    expect(patternsIn(text)).toEqual([])
  })
})

describe('all proposals of a text', () => {
  const piece = fc.constantFrom(
    ...['Ans', 'ans de boer', 'De Boer', 'A. de Boer', 'Sam', 'Visser', 'Vera Visser', 'Sams', "Ans'"],
    ...['Youssef', 'El Amrani', 'in Zoetermeer', '06-12345678', 'a@b.nl', '1234 AB', 'Dorpsstraat 1', '👩‍👧'],
    ...[
      'en',
      'zei',
      'de',
      'mevrouw',
      'De',
      'Ik',
      'é',
      '. ',
      ', ',
      '\n',
      '\n\n',
      '-',
      '[',
      ']',
      ':',
      '"',
      '1',
    ],
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(' ')),
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )

  it('give their words at their places, and never overlap', () => {
    fc.assert(
      fc.property(text, (words) => {
        const proposals = proposalsIn(words, known)
        for (const one of proposals) {
          expect(one.words).toEqual([...new Set(one.places.map(({ start, end }) => words.slice(start, end)))])
        }
        const places = proposals.flatMap((one) => one.places).sort((a, b) => a.start - b.start)
        places.reduce((last, { start, end }) => {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          return end
        }, 0)
        expect(new Set(proposals.map(({ key }) => key)).size).toBe(proposals.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('leave nothing of what is known behind when they are taken out', () => {
    fc.assert(
      fc.property(text, (words) => {
        const edits = proposalsIn(words, known)
          .filter(({ isSure }) => isSure)
          .flatMap(({ places }) => places.map((place) => ({ ...place, text: '[…]' })))
          .sort((a, b) => a.start - b.start)
        const left = proposalsIn(edited(words, edits), known).filter((one) => one.known !== undefined)
        expect(left).toEqual([])
      }),
      { numRuns: 2000, examples: [['Youssef ans de boer Youssef Ans']] },
    )
  })

  it('are found in 300,000 characters in seconds', () => {
    const long = 'Toen zei Youssef tegen Ans de Boer dat het wel kon, en dat vond Marije ook. '.repeat(4000)
    const many = Array.from({ length: 400 }, (_, index) =>
      person(String(index), `Naam${index} van Achter${index}`),
    )
    const begin = performance.now()
    expect(proposalsIn(long, [...known, ...many])).toHaveLength(3)
    expect(performance.now() - begin).toBeLessThan(10_000)
  })

  it('are found among many people whose names begin alike as fast as among few', () => {
    const long = 'Dat was van ons, en van de buurt, en van het werk in de wijk. '.repeat(1600)
    const many = Array.from({ length: 2000 }, (_, index) =>
      person(String(index), `Naam${index} van Achter${index}`),
    )
    const begin = performance.now()
    expect(proposalsIn(long, many)).toEqual([])
    // Each "van" compared with each name took six seconds.
    expect(performance.now() - begin).toBeLessThan(3000)
  })
})

describe('replacements', () => {
  const label = (kind: string, number: number) => `[${kind} ${number}]`
  const kept: Kept[] = [
    { kind: 'person', known: 'ans', key: 'ans', replacement: '[person 4]' },
    { kind: 'name', known: undefined, key: 'youssef', replacement: '[iemand]' },
  ]

  it('are those of other texts, else the next number', () => {
    const proposals = proposalsIn('Toen kwam Ans de Boer met Youssef, Sam, Marije Bos en 06-12345678.', known)
    const names = namesFor(proposals, kept, new Map([['person', 7]]), label)
    expect([...names.values()].map(({ replacement }) => replacement)).toEqual([
      ...['[person 4]', '[person 8]', '[iemand]', '[name 1]', '[phone 0]'],
    ])
  })

  it('are those of the same words, whoever it was then', () => {
    const proposals = proposalsIn('Daar was Ans.', [{ kind: 'person', id: 'anders', forms: formsOf('Ans') }])
    const names = namesFor(proposals, kept, new Map(), label)
    expect([...names.values()].map(({ replacement }) => replacement)).toEqual(['[person 4]'])
  })

  it('go into words that stand nowhere any more, whatever signs are in them', () => {
    const by: [string, string][] = [
      ['Marije Bos-Vis', '[naam 1]'],
      ['06-12345678', '[telefoonnummer]'],
      ['https://x.example/a?b=(1)', '[webadres]'],
      ['Marije', '[naam 1]'],
    ]
    const words = 'Marije Bos-Vis, 06-12345678, https://x.example/a?b=(1), Marijes tas.'
    expect(replacedIn(words, by)).toBe('[naam 1], [telefoonnummer], [webadres], [naam 1]s tas.')
  })

  it('go into the title, who speaks, and the words', () => {
    const facts = [
      { field: 'place' as const, words: 'Bij Ans' },
      { field: 'present' as const, words: 'twee collega’s' },
    ]
    const speakers = [{ number: 1, name: 'Ans de Boer' }]
    const one = { title: 'Gesprek Ans', speakers, facts, text: 'Ik ben Ans.' }
    const { whole } = wholeOf(one)
    const edits = proposalsIn(whole, known).flatMap(({ places }) =>
      places.map((place) => ({ ...place, text: '[collega 1]' })),
    )
    expect(withEdits(one, edits)).toMatchObject({
      title: 'Gesprek [collega 1]',
      speakers: [{ number: 1, name: 'collega 1' }],
      facts: [
        { field: 'place', words: 'Bij [collega 1]' },
        { field: 'present', words: 'twee collega’s' },
      ],
      text: 'Ik ben [collega 1].',
    })
  })
})
