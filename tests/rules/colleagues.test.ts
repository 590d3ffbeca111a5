import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readColleagues, type Known } from '../../src/steps/people/colleague-input.ts'
import {
  alikeAmong,
  changedBy,
  differing,
  drawnFrom,
  filledIn,
  fillingOf,
  inOrderOfNames,
  isFoundBy,
  other,
  type Answers,
  type Colleague,
} from '../../src/steps/people/colleague-rules.ts'
import { columnProblems } from '../../src/steps/people/column-input.ts'
import { rankOf } from '../../src/steps/people/draw-queries.ts'
import { missedBy } from '../../src/steps/people/draw-rules.ts'
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
      list('Sam Visser;SAM@a.example;oeverlicht;Kreken;Ja', '"Boer; de, Vera";;Wilgenroos;;'),
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
        ...{ name: 'Vera Boer; de', email: undefined, organisation_id: 'wilgenroos', team_id: undefined },
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

  it('says all that is wrong in which line, and takes nothing then', () => {
    const lines = [
      ...[';geen adres;Nergens;Nergens;misschien', 'Tess;geen adres;;;', 'Bo;;Nergens;;', 'Jip;;;Nergens;'],
      ...['Mo;;;;misschien', 'Sam;sam@a.example;;;', 'Samuel;SAM@a.example;;;'],
      ...['Fien;;;;;en;nog;;', `${'x'.repeat(121)};;;;`],
    ]
    const { read, problems } = readColleagues(list(...lines), columns, known)
    expect(read).toEqual([])
    const told = problems.map(({ line, key, values }) =>
      [line, key.split('.').at(-1), ...Object.values(values)].join(' '),
    )
    expect(told).toEqual([
      ...['2 name', '2 email geen adres', '2 organisation Nergens', '2 team Nergens'],
      ...['2 value Al in dienst: misschien', '3 email geen adres', '4 organisation Nergens'],
      ...['5 team Nergens', '6 value Al in dienst: misschien', '8 twice sam@a.example 7', '9 cells 7 5'],
      '10 nameLong',
    ])
  })

  it('has nobody twice, as far as its lines tell', () => {
    const twice = (...lines: string[]) =>
      readColleagues(list(...lines), columns, known).problems.map(({ line }) => line)
    expect(twice('Jan Bos;jan@a.example;Oeverlicht;;', 'jan bos;;;;')).toEqual([3])
    expect(twice('Jan Bos;;;;', 'Jan Bos;jan@a.example;Oeverlicht;;')).toEqual([3])
    expect(twice('Jan Bos;;Oeverlicht;;', 'Jan Bos;;Wilgenroos;;')).toEqual([])
    expect(twice('Jan Bos;jan@a.example;Oeverlicht;;', 'Jan Bos;j.bos@a.example;Oeverlicht;;')).toEqual([])
    expect(twice('Zoë Bos;;;;', 'Jip;;;;', 'ZOE  bos;zoe@a.example;Oeverlicht;;')).toEqual([4])
  })

  it('says which line was the first about somebody, and whether that is sure', () => {
    const { problems } = readColleagues(
      list('Jan Bos;jan@a.example;;;', 'Sam;;;;', 'J. Bos;JAN@a.example;;;', 'Sam;;Oeverlicht;;'),
      columns,
      known,
    )
    expect(problems).toEqual([
      { line: 4, key: 'colleagues.line.twice', values: { value: 'jan@a.example', first: 2 } },
      { line: 5, key: 'colleagues.line.namesake', values: { value: 'Sam', first: 3 } },
    ])
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
    expect(whom('Jan Bos;jan@a.example;Wilgenroos;;')).toEqual(['other'])
    expect(whom('Jan Bos;;;;')).toEqual(['colleagues.line.several'])
  })

  it('asks whether somebody has a new address, and doubles nobody by it', () => {
    const colleagues = [
      colleague('sam', { name: 'Sam Visser', email: 'sam@a.example', organisation_id: 'oeverlicht' }),
      colleague('jan', { name: 'Jan Bos', email: 'jan@a.example' }),
      colleague('two', { name: 'Jan Bos', email: 'two@a.example' }),
    ]
    const whom = (lines: string[], answers: Answers = new Map()) => {
      const all = { ...known, colleagues }
      const { read, problems } = readColleagues(list(...lines), columns, all, answers)
      return problems.length > 0
        ? problems.map(({ line, key }) => `${line} ${key}`)
        : read.map(({ before, perhaps, isOpen }) => [before?.id, perhaps?.id, isOpen])
    }
    const line = 'sam visser;new@a.example;Oeverlicht;;'
    const said = (answer: string) => new Map([['new@a.example', answer]])
    expect(whom([line])).toEqual([[undefined, 'sam', true]])
    expect(whom([line], said('sam'))).toEqual([['sam', 'sam', false]])
    expect(whom([line], said(other))).toEqual([[undefined, 'sam', false]])
    // An answer about somebody else, as an old page gives it, is none.
    expect(whom([line], said('jan'))).toEqual([[undefined, 'sam', true]])
    // Somebody else: who has the old address is in the list too, works elsewhere, or could be several.
    expect(whom([line, 'Sam Visser;sam@a.example;;;'])[0]).toEqual([undefined, undefined, false])
    expect(whom(['Sam Visser;new@a.example;Wilgenroos;;'])).toEqual([[undefined, undefined, false]])
    expect(whom(['Jan Bos;new@a.example;;;'])).toEqual([[undefined, undefined, false]])
    const two = [line, 'Sam Visser;newer@a.example;;;']
    const both = new Map([...said('sam'), ['newer@a.example', 'sam'] as const])
    expect(whom(two, both)).toEqual(['3 colleagues.line.twice'])
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

it('a list that was taken in can be read again: nobody is doubled, asked after or changed', () => {
  const line = fc
    .tuple(
      fc.constantFrom('Sam', 'Tess', 'sam'),
      fc.constantFrom('', 'a@a.example', 'b@a.example', 'c@a.example'),
      fc.constantFrom('', 'Oeverlicht', 'Wilgenroos'),
    )
    .map((cells) => `${cells.join(';')};;`)
  const lists = fc.array(line, { minLength: 1, maxLength: 5 })
  /** What is on the list after it; undefined where it is refused. Whatever is asked is answered in one way. */
  const taken = (colleagues: Colleague[], lines: string[], isSame: boolean) => {
    const read = (answers?: Answers) =>
      readColleagues(list(...lines), columns, { ...known, colleagues }, answers)
    const answers = read().read.flatMap(({ line: { email }, perhaps }) =>
      perhaps ? [[email ?? '', isSame ? perhaps.id : other] as const] : [],
    )
    const { read: all, problems } = read(new Map(answers))
    if (problems.length > 0) return undefined
    const after = new Map(colleagues.map((one) => [one.id, one]))
    for (const [place, { line: own, before }] of all.entries()) {
      const id = before?.id ?? `${colleagues.length} ${place}`
      after.set(id, { ...changedBy(before, own), id, person_id: null })
    }
    return [...after.values()]
  }
  fc.assert(
    fc.property(lists, lists, fc.boolean(), (first, second, isSame) => {
      const held = taken([], first, isSame)
      const after = held && taken(held, second, isSame)
      if (!after) return
      const again = readColleagues(list(...second), columns, { ...known, colleagues: after })
      expect(again.problems.filter(({ key }) => key !== 'colleagues.line.several')).toEqual([])
      expect(
        again.read.filter(({ before, isOpen, changes }) => !before || isOpen || changes.length > 0),
      ).toEqual([])
    }),
    { numRuns: 300 },
  )
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
    expect(added.map(({ line, namesake }) => [line.name, namesake])).toEqual([
      ['Sam', 'held'],
      ['Jip', undefined],
    ])
    expect([same, absent]).toEqual([0, [bo]])
  })

  it('tells of a name that is on two lines, with two addresses or in two organisations', () => {
    const { added } = intake(
      ...['Fien;fien@a.example;;;', 'Jip;;;;', 'FIËN;f@a.example;;;'],
      ...['Mo;;Oeverlicht;;', 'Mo;;Wilgenroos;;'],
    )
    expect(added.map(({ namesake }) => namesake)).toEqual([
      ...['inLine', undefined, 'inLine', 'inLine', 'inLine'],
    ])
  })

  it('tells who comes to no organisation, and leaves out whom it has to ask after', () => {
    const { added, changed, same, unplaced, absent } = intake(
      'Tess;;;;',
      'Sam;new@a.example;Oeverlicht;;',
      'Bo;;Oeverlicht;;',
    )
    expect([added, changed.map(({ before }) => before.id), same, absent]).toEqual([[], ['bo'], 1, []])
    expect(unplaced.map(({ name }) => name)).toEqual(['Tess'])
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

it('the list fills what is not known of somebody, and nothing else', () => {
  const values = new Map([['employed', 'no']])
  const email = 'sam@a.example'
  const listed = colleague('sam', { email, organisation_id: 'oeverlicht', team_id: 'kreken', values })
  const held = { email: null, organisation_id: 'wilgenroos', team_id: null, values: new Map() }
  expect(filledIn(fillingOf(held, listed))).toEqual(['email', 'team', 'employed'])
  expect(filledIn(fillingOf({ ...held, email: 's@a.example' }, listed))).toEqual(['team', 'employed'])
  expect(fillingOf(held, listed).team_id).toBe('kreken')
  expect(filledIn(fillingOf({ ...listed, values: new Map([['employed', 'yes']]) }, listed))).toEqual([])
  expect(filledIn(fillingOf(held, colleague('bo')))).toEqual([])
})

describe('what a draw misses', () => {
  const valuesOf = (...ids: string[]) => ({ values: ids.map((id) => ({ id, name: id })) })
  const qualities = [valuesOf('x', 'y', 'z'), valuesOf('w')]
  const pool = ['x', 'x', 'y', 'z'].map((value, index) => ({ id: String(index), qualities: [value] }))
  const missed = (seats: Record<string, number>, wanted: number, drawn: string[]) =>
    missedBy({ lot: { seed: '', wanted, pool, seats: new Map(Object.entries(seats)) }, drawn }, qualities)

  it('is what it has more or less of than seats were open', () => {
    expect(missed({ x: 1, y: 1, z: 1 }, 3, ['0', '2', '3'])).toEqual({ few: [], many: [] })
    expect(missed({ x: 1, y: 1, z: 1 }, 3, ['0', '1', '3'])).toEqual({
      ...{ few: [{ value: 'y', count: 1 }], many: [{ value: 'x', count: 1 }] },
    })
  })

  it('is no seat that is left for later, and nothing that is not planned', () => {
    expect(missed({ x: 1, y: 1, z: 1 }, 2, ['0', '2'])).toEqual({ few: [], many: [] })
    expect(missed({ x: 0, y: 1, z: 1 }, 1, ['0'])).toEqual({ few: [], many: [{ value: 'x', count: 1 }] })
    expect(missed({ w: 2 }, 2, ['0', '1'])).toEqual({ few: [], many: [] })
    expect(missed({ z: 1 }, 1, ['3'])).toEqual({ few: [], many: [] })
    expect(missed({}, 2, ['0', '1'])).toEqual({ few: [], many: [] })
  })
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

it('names stand in the order of a Dutch list, accents and capitals among the others', () => {
  const names = ['anna de Vries', 'Anna Öztürk', 'Émile Bos', 'Zoë Kok', 'Anna Pot', 'Eva Vos', 'Anna Oud']
  expect(inOrderOfNames(names.map((name) => ({ name }))).map(({ name }) => name)).toEqual([
    ...['anna de Vries', 'Anna Oud', 'Anna Öztürk', 'Anna Pot', 'Émile Bos', 'Eva Vos', 'Zoë Kok'],
  ])
})

describe('who is looked for', () => {
  it('is found by the beginnings of words, in any order and without accents', () => {
    const texts = ['Zoë van den Berg', 'zoe@a.example', 'Oeverlicht', 'ja']
    for (const words of ['', 'zoe', 'BERG zo', 'oever ja', 'zoe@a', 'den berg'])
      expect([words, isFoundBy(words, texts)]).toEqual([words, true])
    for (const words of ['erg', 'zoe nee', 'bergen'])
      expect([words, isFoundBy(words, texts)]).toEqual([words, false])
  })

  it('is found by own words, and by fewer where more words are given', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 })
    fc.assert(
      fc.property(texts, fc.string(), fc.string(), (own, one, more) => {
        expect(isFoundBy(own.join(' '), own)).toBe(true)
        if (isFoundBy(`${one} ${more}`, own)) expect(isFoundBy(one, own)).toBe(true)
      }),
    )
  })
})
