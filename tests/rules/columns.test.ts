import { describe, expect, it } from '@jest/globals'
import { beginsWithSomebody, columnsByHead, guessedColumns } from '../../src/steps/people/column-input.ts'

const yesNo = (id: string) => [
  { id: `${id}-yes`, name: 'ja' },
  { id: `${id}-no`, name: 'nee' },
]
const known = {
  organisations: [
    { id: 'o1', name: 'Oeverlicht' },
    { id: 'o2', name: 'Wilgenroos' },
  ],
  teams: [{ id: 't1', name: 'Kreken' }],
  traits: [
    { id: 'employed', name: 'Al in dienst', is_mirrored: 1 as const, values: yesNo('employed') },
    { id: 'pilot', name: 'Pilot', is_mirrored: 1 as const, values: yesNo('pilot') },
  ],
}
const guessed = (heads: string[], ...rows: string[][]) => guessedColumns({ heads, rows }, known)

describe('what the columns of a list say', () => {
  it.each([
    ['Medewerker;E-mailadres;Werkgever;Wijkteam;AL IN DIENST?', 'name;email;organisation;team;employed'],
    ['Wie;E-mail adres:;Moederorganisatie;Wijk;Pilot', 'name;email;organisation;team;pilot'],
    ['Who;E-mail Address;Employer;Neighbourhood;Shoe size', 'name;email;organisation;team;'],
    ['Full name;Work e-mail;Home organization;Team name', 'name;email;organisation;team'],
    ['Collega;Naam;Organisatie;Organisatie', 'name;;organisation;'],
    ['Achternaam;Tussenvoegsel;Roepnaam;Team', 'lastName;infix;firstName;team'],
    ['Naam;Voornaam;Team', 'name;;team'],
  ])('is told by their heads, each once: %s', (heads, columns) => {
    expect(guessed(heads.split(';'))).toEqual(columns.split(';'))
  })

  it('is told by what stands in them where the heads say nothing', () => {
    const rows = [
      ['1', 'Anouk Postma', 'a@a.example', 'oeverlicht', 'Kreken', 'ja'],
      ['2', 'Bram Smit', '', 'Wilgenroos', 'Kreken', 'nee'],
    ]
    // Two traits have these values: which of them it is cannot be told.
    expect(guessed(['A', 'B', 'C', 'D', 'E', 'F'], ...rows)).toEqual([
      ...['', 'name', 'email', 'organisation', 'team', ''],
    ])
    expect(guessed(['A', 'B', 'C', 'D', 'E', 'Pilot'], ...rows)[5]).toBe('pilot')
  })

  it('looks past a slip, and takes no guess where most is something else', () => {
    const rows = (...cells: string[]) => cells.map((cell, line) => [`Iemand ${'abcde'.charAt(line)}`, cell])
    expect(guessed(['Naam', '?'], ...rows('Kreken', 'Kreken', 'Kreken', 'Krekn', 'Kreken'))).toEqual([
      'name',
      'team',
    ])
    expect(guessed(['Naam', '?'], ...rows('Kreken', 'Anders', 'Krekn'))).toEqual(['name', ''])
  })

  it('is not told by a first line that is somebody', () => {
    for (const line of ['Anouk Postma;anouk@a.example', 'Anouk Postma;;kreken', 'Anouk Postma;OEVERLICHT'])
      expect([line, beginsWithSomebody(line.split(';'), known)]).toEqual([line, true])
    expect(beginsWithSomebody(['Naam', '', 'E-mail', 'Team', 'ja'], known)).toBe(false)
  })

  it('is told by what the study calls its organisations and teams', () => {
    const columns = { heads: ['Naam', 'Kring', 'Huis'], rows: [] }
    const own = { organisation: 'Huis', team: 'Kring' }
    expect(guessedColumns(columns, known, { own })).toEqual(['name', 'team', 'organisation'])
  })

  it('is told by a part of the name of a trait, where several traits would fit by what stands in it', () => {
    const traits = ['Later bij het netwerk', 'Ervaring met de pilot', 'Al in dienst vóór de start'].map(
      (name, place) => ({ id: `trait-${place}`, name, is_mirrored: 1 as const, values: yesNo(name) }),
    )
    const of = (...heads: string[]) =>
      guessedColumns({ heads, rows: [['Anouk', 'ja', 'nee', 'ja']] }, { ...known, traits })
    expect(of('Wie', 'Netwerk', 'Pilot', 'Al in dienst')).toEqual(['name', 'trait-0', 'trait-1', 'trait-2'])
    expect(of('Wie', 'het', 'Pilots', 'Anders')).toEqual(['name', '', '', ''])
  })

  it('is what a column with that head held before, whatever the head or the cells would say', () => {
    const heads = ['Naam', 'Roepnaam', 'E-mail', 'Iets']
    const before = columnsByHead(['ROEPNAAM:', 'Naam', 'e mail', 'Oud'], ['name', '', 'pilot', 'team'])
    const rows = [['Anouk Postma', 'Anouk', 'a@a.example', 'Kreken']]
    expect(guessedColumns({ heads, rows }, known, { known: before })).toEqual(['', 'name', 'pilot', 'team'])
    // What nothing was said of gives way to what was chosen.
    expect(guessedColumns({ heads: ['Wie', 'Roepnaam'], rows }, known, { known: before })).toEqual([
      '',
      'name',
    ])
  })

  it('is kept by its head, the first of two, and not where a head says nothing', () => {
    expect([...columnsByHead(['Team', '-', 'team!'], ['team', 'email', 'name'])]).toEqual([['team', 'team']])
  })
})
