import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { meetingAllows, meetingChanges, meetingStates } from '../../src/method/meetings.ts'
import { moved } from '../../src/method/order.ts'
import { roles } from '../../src/method/roles.ts'
import { readPersons } from '../../src/steps/assembly/input.ts'
import { nextLook } from '../../src/steps/assembly/paper-queries.ts'
import {
  inOrder,
  minutesOf,
  nextStates,
  paragraphsOf,
  readingMinutes,
} from '../../src/steps/assembly/rules.ts'

describe('the states of a meeting', () => {
  it('are reached by the team only, and each can be left again', () => {
    for (const state of meetingStates) {
      expect(nextStates(state, 'lead').length).toBeGreaterThan(0)
      expect(nextStates(state, 'researcher')).toEqual(nextStates(state, 'lead'))
      for (const role of roles.filter((one) => one !== 'lead' && one !== 'researcher')) {
        expect(nextStates(state, role)).toEqual([])
      }
    }
    expect(meetingChanges.filter(({ from, to }) => from === to)).toEqual([])
  })

  it('show nobody a draft, and take remarks only while members read along', () => {
    expect(meetingStates.filter((state) => meetingAllows[state].reading)).toEqual(['shared', 'closed'])
    expect(meetingStates.filter((state) => meetingAllows[state].remarks)).toEqual(['shared'])
    expect(meetingStates.filter((state) => meetingAllows[state].answers)).toEqual(['shared', 'closed'])
  })

  it('hold the agenda and who comes once it is over, and invite nobody to papers that cannot be read', () => {
    expect(meetingStates.filter((state) => meetingAllows[state].planning)).toEqual(['draft', 'shared'])
    expect(meetingStates.filter((state) => meetingAllows[state].inviting)).toEqual(['shared'])
    for (const state of meetingStates)
      if (meetingAllows[state].inviting) expect(meetingAllows[state].reading).toBe(true)
  })
})

describe('the order of meetings', () => {
  const days = fc.date({
    min: new Date('2020-01-01T00:00:00Z'),
    max: new Date('2030-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  const day = days.map((date) => date.toISOString().slice(0, 10))
  const meeting = fc.record({ held_on: fc.option(day), state: fc.constantFrom(...meetingStates) })

  it('loses none, and has what is to come before what is over', () => {
    fc.assert(
      fc.property(fc.array(meeting), day, (meetings, today) => {
        const ordered = inOrder(meetings, today)
        expect(new Set(ordered)).toEqual(new Set(meetings))
        expect(ordered).toHaveLength(meetings.length)
        const places = ordered.map(({ held_on, state }) =>
          state === 'closed' || (held_on !== null && held_on < today) ? 2 : held_on === null ? 1 : 0,
        )
        expect(places).toEqual(places.toSorted())
        const coming = ordered.filter((_, index) => places[index] === 0).map(({ held_on }) => held_on)
        expect(coming).toEqual(coming.toSorted())
      }),
    )
  })
})

describe('an agenda', () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 })

  it('keeps all its items when one is moved, and moving back undoes it', () => {
    fc.assert(
      fc.property(ids, fc.nat(), fc.constantFrom('earlier' as const, 'later' as const), (all, place, to) => {
        const id = all[place % all.length] ?? ''
        const after = moved(all, id, to)
        const isAtEdge = id === (to === 'earlier' ? all[0] : all.at(-1))
        expect(after === undefined).toBe(isAtEdge)
        if (!after) return
        expect(after.toSorted()).toEqual(all.toSorted())
        expect(after.indexOf(id)).toBe(all.indexOf(id) + (to === 'earlier' ? -1 : 1))
        expect(moved(after, id, to === 'earlier' ? 'later' : 'earlier')).toEqual(all)
      }),
    )
    expect(moved(['a'], 'b', 'earlier')).toBeUndefined()
  })

  it('takes the minutes of its items together', () => {
    expect(minutesOf([])).toBe(0)
    expect(minutesOf([{ minutes: 10 }, { minutes: null }, { minutes: 25 }])).toBe(35)
  })
})

describe('reading', () => {
  it('takes a minute for 238 words, and never none', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'woord').join(' ')
    expect([0, 1, 238, 239, 2380].map((count) => readingMinutes([words(count)]))).toEqual([1, 1, 1, 2, 10])
    expect(readingMinutes([words(200), words(39)])).toBe(2)
  })

  it('has paragraphs where lines are left empty', () => {
    expect(paragraphsOf('een\ntwee\n\n \ndrie\n\n')).toEqual(['een\ntwee', 'drie\n\n'.trim()])
  })
})

describe('when one looks next', () => {
  const action = { state: 'underway', every_weeks: 6, agreed_on: '2026-09-01', embedded_on: null } as const

  it('is the agreed day, or one rhythm after it was agreed, and then a rhythm after each check', () => {
    expect(nextLook({ ...action, look_on: '2026-10-20' }, null)).toBe('2026-10-20')
    expect(nextLook({ ...action, look_on: null }, null)).toBe('2026-10-13')
    expect(nextLook({ ...action, look_on: '2026-10-20' }, '2026-10-13')).toBe('2026-11-24')
    expect(nextLook({ ...action, look_on: '2026-10-20' }, '2026-10-12')).toBe('2026-10-20')
    expect(nextLook({ ...action, look_on: null, every_weeks: null }, null)).toBeNull()
  })

  it('is never once it stopped, and once more when it has its place', () => {
    const ended = { ...action, look_on: '2026-10-20' }
    expect(nextLook({ ...ended, state: 'stopped' }, null)).toBeNull()
    expect(nextLook({ ...ended, state: 'done', every_weeks: null }, null)).toBeNull()
    const embedded = { ...ended, state: 'embedded', embedded_on: '2026-01-01' } as const
    expect(nextLook(embedded, null)).toBe('2026-07-02')
    expect(nextLook(embedded, '2026-07-02')).toBeNull()
  })
})

describe('a pasted list of members', () => {
  const name = fc
    .stringMatching(/^[A-Za-zëé]{1,12}( [A-Za-z]{1,12})?$/)
    .filter((said) => !/^na(am|me)$/i.test(said))

  it('is read whole, with any of the marks between cells', () => {
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(',', ';', '\t'),
        (names, mark) => {
          const lines = names.map((one, index) => `${one}${mark}lid${index}@voorbeeld.example`).join('\n')
          const { people, problems } = readPersons(lines, 'nl', [])
          expect(problems).toEqual([])
          expect(people.map((person) => person.name)).toEqual(names)
        },
      ),
    )
  })

  it('names each line that is wrong, once', () => {
    const lines =
      'Naam;Mail\nMia;mia@voorbeeld.example\n;x@voorbeeld.example\nJan;jan\nMia;mia@voorbeeld.example\nA;;b'
    const { people, problems } = readPersons(lines, 'nl', [])
    expect(people).toHaveLength(1)
    expect(problems).toEqual([
      { line: 3, key: 'people.line.name', value: '' },
      { line: 4, key: 'people.line.email', value: 'jan' },
      { line: 5, key: 'people.line.twice', value: 'mia@voorbeeld.example' },
      { line: 6, key: 'people.line.columns', value: '3' },
    ])
    expect(readPersons('naam', 'nl', []).problems).toEqual([
      { line: 1, key: 'people.line.nothing', value: '' },
    ])
    expect(readPersons('"Mia', 'nl', []).problems).toEqual([
      { line: 1, key: 'people.line.unreadable', value: '' },
    ])
    expect(readPersons('a\n'.repeat(201), 'nl', []).problems[0]?.key).toBe('people.line.tooMany')
  })
})
