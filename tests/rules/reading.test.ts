import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isWorkingDay } from '../../src/method/working-days.ts'
import {
  isReminderDue,
  proposedDay,
  readingState,
  reminderDay,
} from '../../src/steps/coding/reading-rules.ts'

const date = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10))

describe('the day by which somebody reads back', () => {
  it('is proposed in two weeks, on a working day', () => {
    // A Monday; the last of these leads to Easter Monday, and so to the Thursday before Good Friday.
    expect(proposedDay('2026-11-23')).toBe('2026-12-07')
    expect(proposedDay('2027-03-15')).toBe('2027-03-25')
    fc.assert(fc.property(date, (today) => isWorkingDay(proposedDay(today)) && proposedDay(today) > today))
  })

  it('is reminded of three days before, on a working day, and never on the day that it was asked', () => {
    expect(reminderDay({ readBy: '2026-12-04', askedOn: '2026-11-23' })).toBe('2026-12-01')
    expect(reminderDay({ readBy: '2026-12-07', askedOn: '2026-11-23' })).toBe('2026-12-04')
    expect(reminderDay({ readBy: '2026-12-07', askedOn: '2026-12-04' })).toBeUndefined()
    fc.assert(
      fc.property(date, date, (readBy, askedOn) => {
        const day = reminderDay({ readBy, askedOn })
        return day === undefined || (isWorkingDay(day) && day > askedOn && day < readBy)
      }),
    )
  })

  it('is reminded of within working hours, late rather than never, and not once it is past', () => {
    const asked = { readBy: '2026-12-07', askedOn: '2026-11-23' }
    const due = (day: string, hour = 10) => isReminderDue(asked, { date: day, hour })
    expect([due('2026-12-03'), due('2026-12-04'), due('2026-12-07'), due('2026-12-08')]).toEqual([
      ...[false, true, true, false],
    ])
    expect([due('2026-12-04', 8), due('2026-12-04', 9), due('2026-12-04', 20)]).toEqual([false, true, false])
    expect([due('2026-12-05'), due('2026-12-06')]).toEqual([false, false])
  })

  it('decides how reading back stands, and an answer counts whatever the day', () => {
    const of = (asked: number, answered: number, read_by: string | null) =>
      readingState({ asked, answered, read_by }, '2026-12-04')
    expect([of(0, 0, null), of(3, 1, null), of(3, 1, '2026-12-04'), of(3, 1, '2026-12-03')]).toEqual([
      ...['none', 'unsaid', 'waiting', 'late'],
    ])
    expect([of(3, 3, '2026-12-03'), of(3, 3, null)]).toEqual(['answered', 'answered'])
  })
})
