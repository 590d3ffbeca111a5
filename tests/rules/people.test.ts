import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readPeople, type Known } from '../../src/steps/people/input.ts'
import { bareName, firstName, turnedName } from '../../src/method/person-names.ts'
import { written } from '../../src/method/numbers.ts'
import { drawNumbers } from '../../src/steps/people/rules.ts'

describe('drawing numbers', () => {
  const draws = fc.record({
    count: fc.integer({ min: 0, max: 200 }),
    used: fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 200 }),
    chances: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  })
  const draw = ({ count, used, chances }: { count: number; used: number[]; chances: Iterator<number> }) =>
    drawNumbers(count, used, () => Number(chances.next().value))

  it('gives as many as are asked, each from 1 up, none twice and none that was used', () => {
    fc.assert(
      fc.property(draws, (asked) => {
        const numbers = draw(asked)
        expect(numbers).toHaveLength(asked.count)
        expect(new Set([...numbers, ...asked.used]).size).toBe(asked.count + asked.used.length)
        for (const number of numbers) expect(Number.isInteger(number) && number >= 1).toBe(true)
      }),
    )
  })

  it('leaves at least half as many over as it draws, so that the last is drawn too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
        const highest = Math.max(...drawNumbers(count, [], () => 0.999_999))
        expect(highest).toBeGreaterThanOrEqual(count * 1.5)
      }),
    )
  })

  it('gives each number the same chance', () => {
    const times = Array.from({ length: 21 }, () => 0)
    let state = 1
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    for (let turn = 0; turn < 20_000; turn += 1) {
      for (const number of drawNumbers(3, [], random)) times[number] = (times[number] ?? 0) + 1
    }
    // Of 20 numbers each is expected 3,000 times, give or take 51: five times that is rarer than one in a million.
    for (const count of times.slice(1)) expect(Math.abs(count - 3000)).toBeLessThan(255)
  })

  it('writes them with two figures at least', () => {
    expect([1, 7, 12, 123].map(written)).toEqual(['P01', 'P07', 'P12', 'P123'])
    expect(['Sam Visser', 'Zoë', ''].map(firstName)).toEqual(['Sam', 'Zoë', ''])
  })
})

describe('reading people', () => {
  const known: Known = {
    organisations: [{ id: 'o', name: 'Oeverlicht' }],
    teams: [{ id: 'k', name: 'Kreken, oost "1"' }],
    emails: ['sam@voorbeeld.example'],
    people: [
      { name: 'Zoë  Visser', number: 5 },
      { name: 'zoe visser', number: 12 },
    ],
  }
  const letters = 'abcdeëABC \'’-.,"'.split('')
  const names = fc
    .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 40 })
    .map((name) => `x${name}`.trim())
  const emails = fc.option(
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), minLength: 1, maxLength: 20 }),
    { nil: null },
  )
  const people = fc.uniqueArray(
    fc.record({ name: names, email: emails, inOrganisation: fc.boolean(), inTeam: fc.boolean() }),
    {
      ...{ minLength: 1, maxLength: 30 },
      comparator: (one, another) =>
        bareName(one.name) === bareName(another.name) || (one.email !== null && one.email === another.email),
    },
  )
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

  it('gives back what was written, in each of three dialects, with and without headings', () => {
    const layout = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t'),
      end: fc.constantFrom('\n', '\r\n'),
      headings: fc.constantFrom('', 'naam,e-mail,organisatie,team', 'Name,E-mail,Organisation,Team'),
      bom: fc.boolean(),
    })
    fc.assert(
      fc.property(people, layout, (written, { delimiter, end, headings, bom }) => {
        const lines = written.map(({ name, email, inOrganisation, inTeam }) =>
          [
            name,
            email === null ? '' : `${email}@A.example`,
            inOrganisation ? 'OEVERLICHT' : '',
            inTeam ? 'kreken, oost "1"' : '',
          ]
            .map(quoted)
            .join(delimiter),
        )
        const text = [...(headings ? [headings.replaceAll(',', delimiter)] : []), ...lines].join(end)
        const read = readPeople(bom ? `\ufeff${text}` : text, 'nl', known)
        expect(read).toEqual({
          problems: [],
          people: written.map(({ name, email, inOrganisation, inTeam }) => ({
            name: turnedName(name),
            email: email === null ? null : `${email}@a.example`,
            language: 'nl',
            organisation_id: inOrganisation ? 'o' : null,
            team_id: inTeam ? 'k' : null,
          })),
        })
      }),
    )
  })

  it.each([
    'Piet Pietersen <piet@a.example>',
    'Piet Pietersen piet@a.example',
    'naam\nPiet Pietersen (piet@a.example)',
  ])('takes a name and an address as mail programs write them: %j', (text) => {
    const { people, problems } = readPeople(text, 'nl', known)
    expect(problems).toEqual([])
    expect(people).toEqual([expect.objectContaining({ name: 'Piet Pietersen', email: 'piet@a.example' })])
  })

  it('knows the headings that a list of names knows, and leaves out empty ones', () => {
    const text = 'Voornaam;Tussenvoegsel;Achternaam;Werkgever;Wijkteam;\nPiet;de;Boer;oeverlicht;;\n'
    expect(readPeople(text, 'nl', known)).toEqual({
      problems: [],
      people: [{ name: 'Piet de Boer', email: null, language: 'nl', organisation_id: 'o', team_id: null }],
    })
  })

  it('says whom a line could be that is called like somebody on the list', () => {
    expect(readPeople('ZOÉ Visser', 'nl', known).problems).toEqual([
      { line: 1, key: 'people.line.namesake', value: 'P05, P12' },
    ])
  })

  it('never throws, and gives people or problems for any text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', '@', ' ', '\0', 'naam') }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const { people, problems } = readPeople(text, 'nl', known)
        expect(people.length + problems.length).toBeGreaterThan(0)
        for (const { line } of problems) expect(line).toBeGreaterThanOrEqual(1)
        for (const { name } of people) expect(name).toBe(name.trim())
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['Tess;geen adres', 1, 'people.line.email'],
    ['lotte@voorbeeld.example', 1, 'people.line.address'],
    ['t@a.example Tess', 1, 'people.line.address'],
    ['Tess;sam@Voorbeeld.example', 1, 'people.line.twice'],
    ['Tess;t@a.example\nJip;T@a.example', 2, 'people.line.again'],
    ['Tess;t@a.example\nTess;t@a.example', 2, 'people.line.again'],
    ['Tess Bos\nJip\ntéss  bos', 3, 'people.line.namesakeAbove'],
    ['Tess;t@a.example\nTess;tess@a.example;Oeverlicht', 2, 'people.line.namesakeAbove'],
    ['Tess;t@a.example\nTess', 2, 'people.line.namesakeAbove'],
    ['Tess;\nZOÉ Visser;z@a.example', 2, 'people.line.namesake'],
    ['Zoë Visser;sam@voorbeeld.example', 1, 'people.line.twice'],
    ['Tess;;Nergens', 1, 'people.line.organisation'],
    ['Tess;;;Nergens', 1, 'people.line.team'],
    [';t@a.example', 1, 'people.line.name'],
    ['Tess;;;;meer', 1, 'people.line.columns'],
    ['naam;e-mail\n\n\n;t@a.example', 4, 'people.line.name'],
    ['Naam;Waar in dienst\nTess;Oeverlicht', 1, 'people.line.head'],
    ['\nDeelnemer;Mail\nTess;t@a.example', 2, 'people.line.head'],
    ['Naam;Mail;E-mail\nTess;t@a.example;', 1, 'people.line.headTwice'],
    ['Naam;;Mail\nTess;Oeverlicht;t@a.example', 2, 'people.line.headless'],
    ['Tess;"t@a.example', 1, 'people.line.unreadable'],
    ['naam;e-mail', 1, 'people.line.nothing'],
    [' \n\n', 1, 'people.line.nothing'],
    [Array.from({ length: 501 }, () => 'Tess').join('\n'), 1, 'people.line.tooMany'],
  ])('names the line that is wrong: %j', (text, line, key) => {
    expect(readPeople(text.slice(0, 5000), 'nl', known).problems).toEqual([
      expect.objectContaining({ line, key }),
    ])
  })
})

describe('a name that a list turned', () => {
  it.each([
    ['Jansen, Mo', 'Mo Jansen'],
    ['Vries, Omar de', 'Omar de Vries'],
    ['de Vries,Omar', 'Omar de Vries'],
    ['Mo Jansen', 'Mo Jansen'],
    ['Jansen, Mo, MSc', 'Jansen, Mo, MSc'],
    ['Jansen,', 'Jansen,'],
  ])('is put as it is said: %s', (name, said) => {
    expect(turnedName(name)).toBe(said)
  })

  it('is so in a list of people', () => {
    const known = { organisations: [], teams: [], emails: [], people: [] }
    const { people } = readPeople(
      'Naam;E-mail\nJansen, Mo;\nVries, Ot de <ot@voorbeeld.example>;',
      'nl',
      known,
    )
    expect(people.map(({ name, email }) => [name, email])).toEqual([
      ['Mo Jansen', null],
      ['Ot de Vries', 'ot@voorbeeld.example'],
    ])
  })
})
