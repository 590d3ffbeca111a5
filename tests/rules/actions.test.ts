import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { actionChanges, changeBetween, changesFrom } from '../../src/method/action-changes.ts'
import { actionStates, standings, verdicts } from '../../src/method/lists.ts'
import {
  agreedColumns,
  changedIn,
  lateness,
  missingIn,
  nextCheckOn,
  pleaOf,
  weeksLater,
  type Agreed,
  type Missing,
  type Schedule,
} from '../../src/steps/actions/rules.ts'

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const rhythm = fc.constantFrom(4, 6, 8, 12)
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null })
const schedules: fc.Arbitrary<Schedule> = fc.record({
  state: fc.constantFrom(...actionStates),
  lookOn: maybe(day),
  agreedOn: maybe(day),
  everyWeeks: maybe(rhythm),
  lastCheckOn: maybe(day),
  embeddedOn: maybe(day),
})
const plain: Schedule = {
  state: 'underway',
  lookOn: null,
  agreedOn: '2026-11-23',
  everyWeeks: null,
  lastCheckOn: null,
  embeddedOn: null,
}

describe('adding weeks to a calendar date', () => {
  it('keeps the day of the week, goes back again, and adds up', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (date, weeks, more) => {
          const later = weeksLater(date, weeks)
          expect(new Date(later).getUTCDay()).toBe(new Date(date).getUTCDay())
          expect(weeksLater(later, -weeks)).toBe(date)
          expect(weeksLater(later, more)).toBe(weeksLater(date, weeks + more))
        },
      ),
    )
  })

  it('knows leap years, ends of years, and the nights on which the clock changes', () => {
    expect(weeksLater('2028-02-22', 1)).toBe('2028-02-29')
    expect(weeksLater('2026-12-28', 4)).toBe('2027-01-25')
    expect(weeksLater('2027-03-21', 1)).toBe('2027-03-28')
    expect(weeksLater('2026-10-18', 1)).toBe('2026-10-25')
  })
})

describe('the next check', () => {
  it('is first on the agreed day, then a rhythm after the last', () => {
    expect(nextCheckOn({ ...plain, lookOn: '2026-12-14', everyWeeks: 6 })).toBe('2026-12-14')
    const checked = { ...plain, lookOn: '2026-12-14', everyWeeks: 6, lastCheckOn: '2026-12-16' }
    expect(nextCheckOn(checked)).toBe('2027-01-27')
    expect(nextCheckOn({ ...checked, state: 'done' })).toBe('2027-01-27')
  })

  it('is a rhythm after the agreement where no day was agreed, and nowhere without both', () => {
    expect(nextCheckOn({ ...plain, everyWeeks: 4 })).toBe('2026-12-21')
    expect(nextCheckOn(plain)).toBeUndefined()
  })

  it('was made when somebody looked in the week before, but not by looking long before', () => {
    const agreed = { ...plain, lookOn: '2026-12-14' }
    expect(nextCheckOn({ ...agreed, lastCheckOn: '2026-12-07' })).toBeUndefined()
    expect(nextCheckOn({ ...agreed, lastCheckOn: '2026-12-06' })).toBe('2026-12-14')
    expect(nextCheckOn({ ...agreed, everyWeeks: 4, lastCheckOn: '2026-12-07' })).toBe('2027-01-04')
  })

  it('is half a year after the fixed place, once', () => {
    const fixed = { ...plain, state: 'embedded', everyWeeks: 4, embeddedOn: '2026-11-23' } as const
    expect(nextCheckOn({ ...fixed, lastCheckOn: '2026-11-20' })).toBe('2027-05-24')
    expect(nextCheckOn({ ...fixed, lastCheckOn: '2027-05-24' })).toBeUndefined()
  })

  it('is none for a proposal, when it stopped, nor when it is done without a rhythm', () => {
    expect(nextCheckOn({ ...plain, state: 'proposed', lookOn: '2026-12-14' })).toBeUndefined()
    expect(nextCheckOn({ ...plain, state: 'stopped', everyWeeks: 4 })).toBeUndefined()
    expect(nextCheckOn({ ...plain, state: 'done', lookOn: '2026-12-14' })).toBeUndefined()
  })

  it('is never in the past of the last, and never twice in one week', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const next = nextCheckOn(schedule)
        if (next === undefined || schedule.lastCheckOn === null) return
        expect(
          next > weeksLater(schedule.lastCheckOn, 1) || next === weeksLater(schedule.lastCheckOn, 4),
        ).toBe(true)
      }),
    )
  })

  it('comes to an end without a rhythm: who looks on the day itself is asked no more', () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const next = nextCheckOn(schedule)
        if (next === undefined) return
        const after = nextCheckOn({ ...schedule, lastCheckOn: next })
        if (schedule.everyWeeks === null || schedule.state === 'embedded') expect(after).toBeUndefined()
        else expect(after).toBe(weeksLater(next, schedule.everyWeeks))
      }),
    )
  })
})

describe('being late', () => {
  const late = (state: Schedule['state'], next: string | undefined, dueOn: string | null, today: string) =>
    lateness({ state, next, dueOn }, today)

  it('begins on the day after, for a check and for the whole', () => {
    expect(late('underway', '2026-12-14', null, '2026-12-14')).toBeUndefined()
    expect(late('underway', '2026-12-14', null, '2026-12-15')).toBe('check')
    expect(late('agreed', undefined, '2026-12-14', '2026-12-14')).toBeUndefined()
    expect(late('agreed', undefined, '2026-12-14', '2026-12-15')).toBe('due')
  })

  it('is not what is done, has its place or stopped', () => {
    for (const state of ['done', 'embedded', 'stopped'] as const)
      expect(late(state, undefined, '2026-12-14', '2027-12-15')).toBeUndefined()
  })

  it('does not end by itself', () => {
    fc.assert(
      fc.property(
        schedules,
        maybe(day),
        day,
        fc.integer({ min: 0, max: 50 }),
        (schedule, dueOn, today, weeks) => {
          const point = { state: schedule.state, dueOn, next: nextCheckOn(schedule) }
          if (lateness(point, today) !== undefined)
            expect(lateness(point, weeksLater(today, weeks))).not.toBeUndefined()
        },
      ),
    )
  })
})

describe('asking for help', () => {
  it('is what the last check says, the worst first; what was asked of the agreement ends with a move', () => {
    for (const standing of standings)
      for (const verdict of [null, ...verdicts]) {
        const expected =
          standing !== 'on_track'
            ? standing
            : verdict === 'adjust' || verdict === 'stop'
              ? verdict
              : undefined
        expect(pleaOf('underway', { standing, verdict }, false)).toBe(expected)
        const lasting = standing === 'on_track' ? undefined : standing
        expect(pleaOf('adjusted', { standing, verdict }, true)).toBe(lasting)
        expect(pleaOf('done', { standing, verdict }, true)).toBeUndefined()
        const asked = verdict === 'adjust' || verdict === 'stop' ? verdict : undefined
        expect(pleaOf('done', { standing, verdict }, false)).toBe(asked)
        expect(pleaOf('stopped', { standing, verdict }, false)).toBeUndefined()
      }
    expect(pleaOf('underway', undefined, false)).toBeUndefined()
  })
})

describe('what is asked within a week', () => {
  const bare: Record<Missing, string | number | null> = {
    ...{ owner_id: null, different: '', mandate: '', follow: '' },
    ...{ look_on: null, every_weeks: null, fixed_place: '' },
  }

  it('is named in the order of the form, and each is gone when it is there', () => {
    expect(missingIn({ state: 'proposed', ...bare })).toEqual(Object.keys(bare))
    expect(missingIn({ state: 'agreed', ...bare, owner_id: 'a', every_weeks: 4 })).toEqual([
      ...['different', 'mandate', 'follow', 'look_on', 'fixed_place'],
    ])
    for (const state of ['done', 'embedded', 'stopped'] as const)
      expect(missingIn({ state, ...bare })).toEqual([])
  })
})

it('two contents differ in the columns that say something else', () => {
  const content = Object.fromEntries(agreedColumns.map((column) => [column, null])) as Agreed
  expect(changedIn(content, { ...content })).toEqual([])
  expect(changedIn(content, { ...content, due_on: '2026-12-14', title: 'x' })).toEqual(['title', 'due_on'])
})

describe('the changes of state', () => {
  it('are each there once, and lead somewhere else', () => {
    const names = actionChanges.map(({ from, to }) => `${from} ${to}`)
    expect(new Set(names).size).toBe(names.length)
    expect(actionChanges.filter(({ from, to }) => from === to)).toEqual([])
  })

  it('lead from a proposal to every state, and out of every state again', () => {
    const reached = new Set(['proposed'])
    // A set that grows while it is walked is walked to its end.
    for (const state of reached) for (const { from, to } of actionChanges) if (from === state) reached.add(to)
    expect([...reached].sort()).toEqual([...actionStates].sort())
    for (const state of actionStates) expect(changesFrom(state, 'team')).not.toEqual([])
  })

  it('let the owner say that it runs, that it is done or not yet, and nothing else', () => {
    const owners = actionStates.flatMap((state) => changesFrom(state, 'owner').map(({ to }) => to))
    expect([...new Set(owners)].sort()).toEqual(['done', 'underway'])
    expect(changeBetween('embedded', 'underway', 'owner')).toBeUndefined()
    expect(changeBetween('proposed', 'underway', 'team')).toBeUndefined()
  })

  it('ask for a reason to stop, a yes to agree, and a place to be fixed', () => {
    for (const { to, needs } of actionChanges) {
      if (to === 'stopped') expect(needs).toBe('reason')
      if (to === 'embedded') expect(needs).toBe('place')
      if (to === 'adjusted') expect(needs).toBe('version')
    }
    expect(changeBetween('proposed', 'agreed', 'team')?.needs).toBe('yes')
  })
})
