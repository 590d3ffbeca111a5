import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { guessedColumns, readColleagues, type Known } from '../../src/steps/people/colleague-input.ts'
import { alikeAmong, changedBy, drawnFrom, type Colleague } from '../../src/steps/people/colleague-rules.ts'
import { rankOf } from '../../src/steps/people/draw-queries.ts'

const employed = { id: 'employed', name: 'Al in dienst', is_mirrored: 1 as const }
const known: Known = {
  organisations: [
    { id: 'oeverlicht', name: 'Oeverlicht' },
    { id: 'wilgenroos', name: 'Wilgenroos' },
  ],
  teams: [{ id: 'kreken', name: 'Kreken' }],
  traits: [
    {
      ...employed,
      values: [
        { id: 'yes', name: 'ja' },
        { id: 'no', name: 'nee' },
      ],
    },
  ],
  colleagues: [],
}
const colleague = (id: string, more: Partial<Colleague> = {}): Colleague => ({
  ...{ id, name: id, email: null, organisation_id: null, team_id: null, values: new Map() },
  person_id: null,
  ...more,
})
const columns = ['name', 'email', 'organisation', 'team', 'employed']
const list = (...lines: string[]) => ['Naam;E-mail;Organisatie;Team;Al in dienst', ...lines].join('\n')

describe('a list of names', () => {
  it('has columns that are told by their heads, each once', () => {
    const heads = ['Medewerker', 'E-mailadres', 'Werkgever', 'Wijkteam', 'AL IN DIENST', 'Functie', 'Naam']
    expect(guessedColumns(heads, known.traits)).toEqual([...columns, '', ''])
  })

  it('is read to the last cell', () => {
    const { read, problems } = readColleagues(
      list('Sam Visser;SAM@a.example;oeverlicht;Kreken;Ja', '"Boer, de; Vera";;Wilgenroos;;'),
      columns,
      known,
    )
    expect(problems).toEqual([])
    expect(read.map(({ line }) => line)).toEqual([
      {
        ...{ name: 'Sam Visser', email: 'sam@a.example', organisation_id: 'oeverlicht', team_id: 'kreken' },
        values: new Map([['employed', 'yes']]),
      },
      {
        ...{ name: 'Boer, de; Vera', email: undefined, organisation_id: 'wilgenroos', team_id: undefined },
        values: new Map(),
      },
    ])
  })

  it('says what is wrong in which line, and takes nothing then', () => {
    const lines = [
      ...[';a@a.example;;;', 'Tess;geen adres;;;', 'Bo;;Nergens;;', 'Jip;;;Nergens;', 'Mo;;;;misschien'],
      ...['Sam;sam@a.example;;;', 'Samuel;SAM@a.example;;;'],
    ]
    const { read, problems } = readColleagues(list(...lines), columns, known)
    expect(read).toEqual([])
    expect(problems.map(({ line, key, value }) => `${line} ${key.split('.').at(-1) ?? ''} ${value}`)).toEqual(
      [
        ...['2 name ', '3 email geen adres', '4 organisation Nergens', '5 team Nergens'],
        ...['6 value Al in dienst: misschien', '8 twice sam@a.example'],
      ],
    )
    expect(readColleagues(list('Sam;;;;'), ['', 'email', '', '', ''], known).problems[0]?.key).toMatch(
      /noName/,
    )
    expect(readColleagues(list('Sam;;;;'), ['name', 'name', '', '', ''], known).problems[0]?.key).toMatch(
      /Twice/,
    )
  })

  it('finds whom it is about by address, else by name and organisation, and asks where that may be several', () => {
    const colleagues = [
      colleague('sam', { name: 'Sam Visser', email: 'sam@a.example' }),
      colleague('one', { name: 'Jan Bos', organisation_id: 'oeverlicht' }),
      colleague('other', { name: 'Jan Bos', organisation_id: 'wilgenroos' }),
    ]
    const whom = (...lines: string[]) => {
      const { read, problems } = readColleagues(list(...lines), columns, { ...known, colleagues })
      return problems.length > 0 ? problems.map(({ key }) => key) : read.map(({ before }) => before?.id)
    }
    expect(whom('S. Visser;sam@a.example;;;')).toEqual(['sam'])
    expect(whom('sam visser;;;;')).toEqual(['sam'])
    expect(whom('Sam Visser;other@a.example;;;')).toEqual([undefined])
    expect(whom('Jan Bos;jan@a.example;Wilgenroos;;')).toEqual(['other'])
    expect(whom('Jan Bos;;;;')).toEqual(['colleagues.line.several'])
  })

  it('changes what it says, and leaves what it has no column for', () => {
    const before = colleague('sam', { email: 'sam@a.example', values: new Map([['employed', 'yes']]) })
    expect(changedBy(before, { name: 'Sam', team_id: 'kreken', values: new Map() })).toEqual({
      ...{ name: 'Sam', email: 'sam@a.example', organisation_id: null, team_id: 'kreken' },
      values: before.values,
    })
  })

  it('doubles nobody when it is read again, in whatever order', () => {
    const names = fc.uniqueArray(fc.constantFrom('Sam', 'sam b', 'Tess', 'Bo', 'Jip'), { minLength: 1 })
    fc.assert(
      fc.property(names, fc.boolean(), (given, hasAddress) => {
        const lines = given.map((name, place) => `${name};${hasAddress ? `${place}@a.example` : ''};;;`)
        const first = readColleagues(list(...lines), columns, known)
        const colleagues = first.read.map(({ line }, place) => ({
          ...changedBy(undefined, line),
          ...{ id: String(place), person_id: null },
        }))
        const again = readColleagues(list(...lines.toReversed()), columns, { ...known, colleagues })
        expect(again.read.map(({ before, isChange }) => [before?.id, isChange])).toEqual(
          colleagues.map(({ id }) => [id, false]).toReversed(),
        )
      }),
      { numRuns: 40 },
    )
  })
})

describe('a draw from a list', () => {
  const pool = Array.from({ length: 12 }, (_, place) => ({
    id: String(place),
    qualities: [place % 2 === 0 ? 'a' : 'b'],
  }))
  const lot = {
    pool,
    wanted: 4,
    seats: new Map([
      ['a', 3],
      ['b', 1],
    ]),
  }

  it('gives the same people for the same seed in whatever order they are read, and others for another', () => {
    const drawn = drawnFrom({ ...lot, seed: 'zeven' }, rankOf)
    expect(drawnFrom({ ...lot, pool: pool.toReversed(), seed: 'zeven' }, rankOf)).toEqual(drawn)
    expect(drawn.map((id) => Number(id) % 2).toSorted()).toEqual([0, 0, 0, 1])
    const seeds = Array.from({ length: 20 }, (_, seed) =>
      drawnFrom({ ...lot, seed: String(seed) }, rankOf).join(' '),
    )
    expect(new Set(seeds).size).toBeGreaterThan(10)
    // The known answer of SHA-256, so that others can work it out: printf 'zeven:1' | sha256sum.
    expect(rankOf('zeven', '1')).toBe('0ecf83834b62a4d1cd5e810ae7f19a9682c0a757b5fac58c2ea1fd2ef4741f21')
  })
})

it('who is alike stand together, without those who are asked, in no order of names', () => {
  const people = [
    colleague('3', { name: 'Anna', organisation_id: 'oeverlicht', team_id: 'kreken' }),
    colleague('1', { name: 'Zoë', team_id: 'kreken', organisation_id: 'oeverlicht' }),
    colleague('2', { name: 'Bo', organisation_id: 'wilgenroos' }),
    colleague('4', { name: 'Mo', organisation_id: 'wilgenroos', person_id: 'mo' }),
  ]
  expect(alikeAmong(people).map(({ names, values, people: count }) => [names, values, count])).toEqual([
    [['Zoë', 'Anna'], ['oeverlicht', 'kreken'], 2],
    [['Bo'], ['wilgenroos'], 1],
  ])
})
