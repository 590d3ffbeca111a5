import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readColleagues, type Known } from '../../src/steps/people/colleague-input.ts'
import {
  alikeAmong,
  changedBy,
  differing,
  drawnFrom,
  type Colleague,
} from '../../src/steps/people/colleague-rules.ts'
import { columnProblems } from '../../src/steps/people/column-input.ts'
import { rankOf } from '../../src/steps/people/draw-queries.ts'
import { intakeOf } from '../../src/steps/people/intake-rules.ts'

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

  it('puts a name together from its parts, in the order in which one says them', () => {
    const parts = 'Achternaam;Tussenvoegsel;Roepnaam\nBoer;de;Vera\nVisser;;Sam'
    const { read, problems } = readColleagues(parts, ['lastName', 'infix', 'firstName'], known)
    expect(problems).toEqual([])
    expect(read.map(({ line }) => line.name)).toEqual(['Vera de Boer', 'Sam Visser'])
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
  })

  it('needs one column for the name, and none twice', () => {
    expect(columnProblems(columns)).toEqual({})
    expect(columnProblems(['email', '', ''])).toEqual({ 'column.1': 'intake.noName' })
    expect(columnProblems(['firstName', 'infix', 'lastName'])).toEqual({})
    expect(columnProblems(['name', 'firstName'])).toEqual({ 'column.1': 'intake.wholeOrParts' })
    expect(columnProblems(['name', 'email', 'name', 'name'])).toEqual({
      'column.2': 'intake.columnTwice',
      'column.3': 'intake.columnTwice',
    })
    expect(Object.keys(columnProblems(['email', 'email']))).toEqual(['column.1', 'column.0'])
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
        expect(again.read.map(({ before, changes }) => [before?.id, changes])).toEqual(
          colleagues.map(({ id }) => [id, []]).toReversed(),
        )
      }),
      { numRuns: 40 },
    )
  })
})

describe('what taking a list in does', () => {
  const sam = colleague('sam', { name: 'Sam', email: 'sam@a.example', organisation_id: 'oeverlicht' })
  const tess = colleague('tess', { name: 'Tess', values: new Map([['employed', 'yes']]) })
  const bo = colleague('bo', { name: 'Bo' })
  const intake = (...lines: string[]) => {
    const colleagues = [sam, tess, bo]
    return intakeOf(readColleagues(list(...lines), columns, { ...known, colleagues }).read, colleagues)
  }

  it('tells of each what was and what it becomes, who comes, who has a namesake, and who is in no line', () => {
    const { added, changed, same, absent } = intake(
      ...[
        'Sam de Vries;sam@a.example;Wilgenroos;;',
        'tess;;;Kreken;nee',
        'Sam;other@a.example;;;',
        'Jip;;;;',
      ],
    )
    expect(changed.map(({ before, changes }) => [before.id, changes])).toEqual([
      [
        'sam',
        [
          { what: 'name', from: 'Sam', to: 'Sam de Vries' },
          { what: 'organisation', from: 'oeverlicht', to: 'wilgenroos' },
        ],
      ],
      [
        'tess',
        [
          { what: 'name', from: 'Tess', to: 'tess' },
          { what: 'team', from: null, to: 'kreken' },
          { what: 'employed', from: 'yes', to: 'no' },
        ],
      ],
    ])
    expect(added.map(({ line, isNamesake }) => [line.name, isNamesake])).toEqual([
      ['Sam', true],
      ['Jip', false],
    ])
    expect([same, absent]).toEqual([0, [bo]])
  })

  it('says each line and each person once, and says of an own line nothing new', () => {
    const lines = fc.uniqueArray(
      fc.constantFrom('Sam;;Oeverlicht;;', 'Tess;;;;ja', 'Bo;;;;', 'Jip;;;;', 'Mo;;;Kreken;'),
    )
    fc.assert(
      fc.property(lines, (given) => {
        const { added, changed, same, absent } = intake(...given)
        expect(added.length + changed.length + same).toBe(given.length)
        expect(changed).toEqual([])
        expect(same + absent.length).toBe(3)
      }),
      { numRuns: 30 },
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

it('the list differs from what is kept of somebody only where it says something', () => {
  const places = { person_id: 'sam', organisation_id: 'oeverlicht', team_id: null }
  const against = (listed_organisation: string | null, listed_team: string | null) =>
    differing({ ...places, listed_organisation, listed_team })
  expect(against('oeverlicht', null)).toEqual([])
  expect(against(null, null)).toEqual([])
  expect(against('wilgenroos', 'kreken')).toEqual([
    { what: 'organisation', listed: 'wilgenroos', held: 'oeverlicht' },
    { what: 'team', listed: 'kreken', held: null },
  ])
})
