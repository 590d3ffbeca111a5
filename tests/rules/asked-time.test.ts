import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { hoursIn, minutesOfAll, totalOf } from '../../src/method/asked-time.ts'
import { settledAs } from '../../src/steps/study/preparation-rules.ts'
import { readTimes, rowsIn, typedTimes } from '../../src/steps/study/time-input.ts'
import { textIn } from '../../src/text/text.ts'

const nl = textIn('nl', 'Europe/Amsterdam')
const en = textIn('en', 'Europe/Amsterdam')
const time = fc.record({
  what: fc.constantFrom('Lezen', 'Foto’s', 'Het gesprek'),
  minutes: fc.integer({ min: 1, max: 2400 }),
})
const times = fc.array(time, { maxLength: 20 })

describe('the time that is asked', () => {
  it('is said as people say it, in both languages', () => {
    const said = (minutes: number) => [nl.duration(minutes), en.duration(minutes)]
    expect(said(200)).toEqual(['3 uur en 20 minuten', '3 hours and 20 minutes'])
    expect(said(185)).toEqual(['3 uur en 5 minuten', '3 hours and 5 minutes'])
    expect(said(61)).toEqual(['1 uur en 1 minuut', '1 hour and 1 minute'])
    expect(said(120)).toEqual(['2 uur', '2 hours'])
    expect(said(45)).toEqual(['45 minuten', '45 minutes'])
    expect(said(0)).toEqual(['', ''])
  })

  it('adds up, and loses no minute on the way into words', () => {
    fc.assert(
      fc.property(times, times, (some, others) => {
        const total = totalOf(some)
        expect(totalOf([...some, ...others])).toBe(total + totalOf(others))
        expect(totalOf([...some].reverse())).toBe(total)
        const { hours, minutes } = hoursIn(total)
        expect(hours * 60 + minutes).toBe(total)
        expect(minutes).toBeLessThan(60)
      }),
      { numRuns: 50 },
    )
  })

  it('of all together is told to the hour: 14 people of 185 minutes give 43 hours', () => {
    expect(nl.duration(minutesOfAll(185, 14))).toBe('43 uur')
    expect(minutesOfAll(5, 3)).toBe(15)
  })

  it('comes back from its form as it went in, with room for more', () => {
    fc.assert(
      fc.property(times, (some) => {
        const typed = typedTimes(some)
        expect(readTimes(typed)).toEqual({ times: some, problems: {} })
        expect(rowsIn(typed)).toBe(Math.min(20, some.length + 2))
      }),
      { numRuns: 50 },
    )
  })

  it('is refused where half a row is missing or the number is none', () => {
    const { times, problems } = readTimes({
      ...{ 'what.0': 'Lezen', 'minutes.0': '0', 'what.1': '', 'minutes.1': '20' },
      ...{ 'what.2': ' ', 'minutes.2': ' ', 'what.3': 'Praten', 'minutes.3': '60' },
    })
    expect(times).toEqual([{ what: 'Praten', minutes: 60 }])
    expect(problems).toEqual({
      'minutes.0': 'begin.time.minutesWrong',
      'what.1': 'begin.time.whatRequired',
    })
  })
})

describe('what is settled', () => {
  const open = { done_on: null, done_by: null }
  const noor = { done_on: '2026-11-03', done_by: 'noor' }
  const ravi = { today: '2026-11-22', person: 'ravi' }

  it('bears the day that was said, or today', () => {
    expect(settledAs(open, { is_done: true, done_on: '2026-11-03' }, ravi).done_on).toBe('2026-11-03')
    expect(settledAs(open, { is_done: true, done_on: null }, ravi)).toEqual({
      done_on: '2026-11-22',
      done_by: 'ravi',
    })
  })

  it('stays with who ticked it for as long as its day stays, and is unticked whole', () => {
    expect(settledAs(noor, { is_done: true, done_on: '2026-11-03' }, ravi)).toEqual(noor)
    expect(settledAs(noor, { is_done: true, done_on: '2026-11-20' }, ravi).done_by).toBe('ravi')
    expect(settledAs(noor, { is_done: false, done_on: '2026-11-03' }, ravi)).toEqual(open)
  })
})
