import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { clockAt, momentAt, reminderDays, sendingMoment } from '../../src/method/sending-hours.ts'
import {
  daysFrom,
  easterOf,
  holidaysOf,
  isWorkingDay,
  workingDayUpTo,
} from '../../src/method/working-days.ts'
import {
  chosenDays,
  dayToDo,
  planOf,
  reachedOn,
  reminderCounts,
  type Run,
} from '../../src/steps/people/reminder-rules.ts'
import { unreminded } from '../../src/steps/people/unreminded-rules.ts'

const zone = 'Europe/Amsterdam'
const runs = { numRuns: 60 }
const dates = fc.integer({ min: 0, max: 40_000 }).map((days) => daysFrom('2000-01-01', days))
const weekday = (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay()

describe('working days', () => {
  // The tables of the Nautical Almanac Office; 1818 and 2285 are the earliest there is, 1943 and 2038 the latest.
  it.each([
    [1818, '1818-03-22'],
    [1943, '1943-04-25'],
    [2000, '2000-04-23'],
    [2024, '2024-03-31'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('know that Easter of %i is %s', (year, date) => {
    expect(easterOf(year)).toBe(date)
  })

  it('have Easter on a Sunday from 22 March to 25 April, after the full moon as Gauss computes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2099 }), (year) => {
        const easter = easterOf(year)
        expect(weekday(easter)).toBe(0)
        // Gauss 1800, with the constants of 1900 to 2099, and his two exceptions.
        const d = (19 * (year % 19) + 24) % 30
        const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
        const late = (d === 29 && e === 6) || (d === 28 && e === 6 && year % 19 > 10)
        expect(easter).toBe(daysFrom(`${year}-03-22`, d + e - (late ? 7 : 0)))
      }),
      runs,
    )
  })

  it('leave out the holidays of the law', () => {
    expect(holidaysOf(2026)).toEqual([
      ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-04-27', '2026-05-05'],
      ...['2026-05-14', '2026-05-25', '2026-12-25', '2026-12-26'],
    ])
    expect(holidaysOf(2025)).toContain('2025-04-26')
    expect(holidaysOf(2025)).not.toContain('2025-04-27')
    expect(['2026-12-25', '2026-11-22', '2026-11-23'].map(isWorkingDay)).toEqual([false, false, true])
  })

  it('are found on the day itself or shortly before it, with none between', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const found = workingDayUpTo(date)
        expect(isWorkingDay(found) && found <= date).toBe(true)
        for (let day = daysFrom(found, 1); day <= date; day = daysFrom(day, 1)) {
          expect([day, isWorkingDay(day)]).toEqual([day, false])
        }
        expect(found >= daysFrom(date, -5)).toBe(true)
      }),
      runs,
    )
  })

  it('give each reminder a working day before the date, in order and each once', () => {
    const before = fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 4 })
    fc.assert(
      fc.property(dates, before, (date, daysBefore) => {
        const days = reminderDays(date, daysBefore)
        expect(days).toEqual([...new Set(days)].sort())
        for (const day of days) expect(isWorkingDay(day) && day < date).toBe(true)
      }),
      runs,
    )
    expect(reminderDays('2026-12-14', [7, 2, 1])).toEqual(['2026-12-07', '2026-12-11'])
  })
})

describe('the hours of sending', () => {
  it.each([
    ['2026-03-27T19:30:00Z', '2026-03-30T06:00:00.000Z'], // Friday evening; summer time begins that Sunday
    ['2026-10-23T18:00:00Z', '2026-10-26T07:00:00.000Z'], // and it ends
    ['2026-11-23T06:59:00Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-23T18:59:00Z', '2026-11-23T18:59:00.000Z'],
    ['2026-11-23T19:00:00Z', '2026-11-24T07:00:00.000Z'],
    ['2026-12-24T20:00:00Z', '2026-12-28T07:00:00.000Z'], // two holidays and a weekend
  ])('make %s into %s', (now, moment) => {
    expect(sendingMoment(new Date(now), zone).toISOString()).toBe(moment)
  })

  it('are those of a working day, not before now, and within nine days', () => {
    const moments = fc.integer({ min: 0, max: 30 * 365 * 24 * 60 })
    fc.assert(
      fc.property(moments, (minutes) => {
        const now = new Date(Date.parse('2020-01-01T00:00:00Z') + minutes * 60_000)
        const moment = sendingMoment(now, zone)
        const { date, hour } = clockAt(moment, zone)
        expect(isWorkingDay(date) && hour >= 8 && hour < 20 && moment >= now).toBe(true)
        expect(moment.getTime() - now.getTime()).toBeLessThan(9 * 24 * 60 * 60_000)
      }),
      runs,
    )
  })

  it('are the same on the clock on both sides of summer time', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 8, max: 20 }), (date, hour) => {
        expect(clockAt(momentAt(date, hour, zone), zone)).toEqual({ date, hour })
      }),
      runs,
    )
  })
})

describe('who is reminded', () => {
  const flag = fc.constantFrom(0 as const, 1 as const, null)
  const day = '2026-12-07'
  const days = fc.constantFrom(null, '2026-12-06', day, '2026-12-08')
  const arrival = fc.constantFrom('arrived', 'waiting', 'uncertain', 'kept', 'unsent')
  const asked_on = fc.constantFrom('2026-12-06', day, '2026-12-08')
  const person = fc.record({
    takes_part: flag,
    had: fc.nat(2),
    talk_on: days,
    last_on: days,
    arrival,
    asked_on,
  })

  it('adds up over the two mails, and is nobody without an invitation, who had two, one that day, or a talk', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), (some) => {
        const reached = reachedOn(some, day)
        const { total, reminder, invitationReminder } = reminderCounts(reached)
        expect([reminder + invitationReminder, total]).toEqual([total, reached.length])
        const left = some.filter((one) => !reached.includes(one))
        const gets = ({ had, talk_on, last_on, arrival, asked_on }: (typeof some)[number]) =>
          arrival === 'arrived' &&
          asked_on === '2026-12-06' &&
          had < 2 &&
          [null, '2026-12-08'].includes(talk_on) &&
          [null, '2026-12-06'].includes(last_on)
        expect([reached.every(gets), left.some(gets)]).toEqual([true, false])
      }),
      runs,
    )
  })

  const invited = { arrival: 'arrived', asked_on: '2026-11-20' } as const
  const some = [
    { takes_part: 1 as const, had: 0, talk_on: '2026-12-10', last_on: null, ...invited },
    { takes_part: null, had: 1, talk_on: null, last_on: null, ...invited },
    // Waits for an address that works: counted on no day.
    { takes_part: null, had: 0, talk_on: null, last_on: null, ...invited, arrival: 'waiting' as const },
  ]
  const plan = (today: string, hour: number, { done = [] as [string, Run][], seen = true } = {}) => {
    const around = { photosBy: '2026-12-14', runs: new Map(done), people: some, today, hour }
    const chosen = [
      { day, isForeseen: seen },
      { day: '2026-12-11', isForeseen: true },
    ]
    return planOf({ ...around, chosen }).map(({ day, on, state, people: { total } }) => [
      day,
      on,
      state,
      total,
    ])
  }

  it('is told of each day, before and after', () => {
    expect(plan('2026-12-01', 8)).toEqual([
      ['2026-12-07', '2026-12-07', 'coming', 2],
      // Sam had the talk by then, and Vera two.
      ['2026-12-11', '2026-12-11', 'coming', 0],
    ])
    const late = ['2026-12-07', '2026-12-08', 'late', 2]
    expect([plan('2026-12-07', 20)[0], plan('2026-12-08', 8)[0]]).toEqual([late, late])
    const missed = [['2026-12-07', '2026-12-07', 'missed', 0]]
    // Chosen too late, the next one comes tomorrow, or comes today.
    expect(plan('2026-12-08', 8, { seen: false }).slice(0, 1)).toEqual(missed)
    expect(plan('2026-12-10', 8).slice(0, 1)).toEqual(missed)
    expect(plan('2026-12-11', 8)).toEqual([...missed, ['2026-12-11', '2026-12-11', 'today', 1]])
    const run = { people: 5, on: '2026-12-08' }
    expect(plan('2026-12-08', 8, { done: [[day, run]] })[0]).toEqual([day, '2026-12-08', 'doneLate', 5])
    expect(plan('2026-12-11', 20, { done: [['2026-12-11', run]] })[1]?.[2]).toBe('doneLate')
  })

  it('is told of by the minute once its hour has come', () => {
    const states = (today: string, hour: number) => plan(today, hour).map(([, , state]) => state)
    expect(states('2026-12-07', 8)).toEqual(['today', 'coming'])
    expect(states('2026-12-07', 9)).toEqual(['soon', 'coming'])
    expect(states('2026-12-08', 8)).toEqual(['late', 'coming'])
    expect(states('2026-12-08', 9)).toEqual(['lateSoon', 'coming'])
  })

  it('counts of the days before it whom they reach, and nobody else', () => {
    const chosen = ['2026-11-23', '2026-11-30'].map((day) => ({ day, isForeseen: true }))
    const around = {
      photosBy: '2026-12-07',
      runs: new Map<string, Run>(),
      today: '2026-11-23',
      hour: 8,
      chosen,
    }
    const totals = (people: { had: number; last_on: string | null }[]) => {
      const all = people.map((one) => ({ ...one, ...invited, takes_part: null, talk_on: null }))
      return planOf({ ...around, people: all }).map(({ people: { total } }) => total)
    }
    const coming = [day, '2026-12-11'].map((one) => ({ day: one, isForeseen: true }))
    // Reminded by hand today: not today again, and then once more.
    expect(totals(Array.from({ length: 13 }, () => ({ had: 1, last_on: '2026-11-23' })))).toEqual([0, 13])
    expect(totals([{ had: 1, last_on: '2026-11-20' }])).toEqual([1, 0])
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), fc.integer({ min: 0, max: 23 }), (people, hour) => {
        const plan = planOf({
          ...around,
          photosBy: '2026-12-14',
          chosen: coming,
          today: '2026-12-01',
          people,
          hour,
        })
        const sent = plan.reduce((sum, { people: { total } }) => sum + total, 0)
        const first = plan[0]?.people.total
        expect(first).toBe(reachedOn(people, day).length)
        expect(sent).toBeLessThanOrEqual(people.reduce((sum, { had }) => sum + 2 - had, 0))
        // Who can get one on the last day still and gets none had two by then.
        const last = people.filter((one) => one.talk_on === null && one.arrival === 'arrived')
        expect(plan[1]?.people.total).toBe(
          last.filter((one) => one.had + (reachedOn([one], day).length > 0 ? 1 : 0) < 2).length,
        )
      }),
      runs,
    )
  })

  it('is never done twice, twice on one date, or past the date for photos, whenever the program runs', () => {
    const chosen = fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 2 })
    const running = fc.array(fc.boolean(), { minLength: 22, maxLength: 22 })
    fc.assert(
      fc.property(dates, chosen, running, (photosBy, daysBefore, isRunning) => {
        const rows = daysBefore.map((days_before) => ({ days_before, foreseen_on: null as string | null }))
        const done = new Map<string, Run>()
        const dates = isRunning.flatMap((runs, place) => (runs ? [daysFrom(photosBy, place - 20)] : []))
        for (const date of dates) {
          for (const row of rows) {
            const [coming] = chosenDays(photosBy, [row])
            if (coming && coming.day >= date) row.foreseen_on = coming.day
          }
          const around = { chosen: chosenDays(photosBy, rows), runs: done, photosBy }
          const due = isWorkingDay(date) ? dayToDo(around, date) : undefined
          if (due === undefined) continue
          expect([done.has(due), due <= date, date < photosBy]).toEqual([false, true, true])
          done.set(due, { people: 1, on: date })
        }
        const on = [...done.values()].map((run) => run.on)
        expect(new Set(on).size).toBe(on.length)
        for (const { day } of chosenDays(photosBy, rows))
          if (dates.includes(day)) expect(done.get(day)?.on).toBe(day)
      }),
      runs,
    )
  })
})

describe('why somebody gets no reminder', () => {
  const day = '2026-11-23'
  const asked = { state: 'invited', invited_at: 'x', ready_at: null, email: 'a@b' } as const
  const may = { had: 0, talk_on: null, last_on: null, arrival: 'arrived', asked_on: '2026-11-20' } as const

  it.each([
    ['gone', { ...asked, state: 'withdrawn' }, undefined],
    ['talk', { ...asked, state: 'interviewed' }, undefined],
    ['talk', asked, { ...may, talk_on: day }],
    ['ready', { ...asked, state: 'ready', ready_at: 'x' }, undefined],
    ['unasked', { ...asked, state: 'added', invited_at: null }, undefined],
    ['address', { ...asked, email: null }, undefined],
    ['twice', asked, { ...may, had: 2, last_on: day }],
    ['today', asked, { ...may, had: 1, last_on: day }],
    ['shut', asked, undefined],
    ['fresh', asked, { ...may, asked_on: day }],
    ['waiting', asked, { ...may, arrival: 'waiting' }],
    ['uncertain', asked, { ...may, arrival: 'uncertain' }],
    ['kept', asked, { ...may, arrival: 'kept' }],
    ['unsent', asked, { ...may, arrival: 'unsent', had: 2 }],
  ] as const)('is that of %s', (why, person, found) => {
    const remindable = found ? [{ id: 'sam', ...found }] : []
    const gets = reachedOn(remindable, day)
    expect(unreminded([{ id: 'sam', ...person }], remindable, gets, day)).toEqual([{ why, count: 1 }])
  })

  it('is told of everybody who gets none, once', () => {
    const one = fc.record({
      had: fc.integer({ min: 0, max: 2 }),
      talk_on: fc.constantFrom(null, '2026-11-20', '2026-11-30'),
      last_on: fc.constantFrom(null, day, '2026-11-20'),
      arrival: fc.constantFrom('arrived', 'waiting', 'uncertain', 'kept', 'unsent'),
      asked_on: fc.constantFrom(day, '2026-11-20'),
      isKnown: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (some) => {
        const all = some.map((person, place) => ({ ...asked, ...person, id: String(place) }))
        const remindable = all.filter(({ isKnown }) => isKnown)
        const gets = reachedOn(remindable, day)
        const told = unreminded(all, remindable, gets, day)
        expect(gets.length + told.reduce((sum, { count }) => sum + count, 0)).toBe(all.length)
      }),
      runs,
    )
  })
})
