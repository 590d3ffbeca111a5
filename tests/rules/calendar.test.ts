import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { calendarOf, type CalendarEvent } from '../../src/method/calendar.ts'
import { minutesAfter, momentOf, wallAt } from '../../src/method/wall-clock.ts'

const zone = 'Europe/Amsterdam'
const two = (value: number) => String(value).padStart(2, '0')

const plain: CalendarEvent = {
  uid: 'one@voorbeeld.example',
  sequence: 2,
  stamp: '2027-03-01T08:15:30.123Z',
  when: { at: '2027-03-27T12:30:00.000Z', minutes: 60 },
  title: 'Gesprek',
  place: 'Kantoor; kamer 3, boven',
  text: 'Wie er komt: Noor\nTot dan',
  isCancelled: false,
}

/** What another program reads in a calendar file. */
function readBy(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
}

const only = (event: CalendarEvent) => {
  const [read] = readBy(calendarOf([event]))
  if (!read) throw new Error('no event')
  return read
}

describe('a calendar file', () => {
  it('is what the format says', () => {
    expect(calendarOf([plain]).split('\r\n')).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Voetspoor//Voetspoor//NL', 'CALSCALE:GREGORIAN'],
      ...['BEGIN:VEVENT', 'UID:one@voorbeeld.example', 'DTSTAMP:20270301T081530Z'],
      ...['SEQUENCE:2', 'DTSTART:20270327T123000Z', 'DTEND:20270327T133000Z', 'STATUS:CONFIRMED'],
      ...['SUMMARY:Gesprek', String.raw`LOCATION:Kantoor\; kamer 3\, boven`],
      ...[String.raw`DESCRIPTION:Wie er komt: Noor\nTot dan`, 'END:VEVENT', 'END:VCALENDAR', ''],
    ])
  })

  it('holds a day without a time, and what was cancelled', () => {
    const text = calendarOf([{ ...plain, when: { day: '2027-03-31' }, isCancelled: true }], 'Mijn gesprekken')
    for (const line of ['DTSTART;VALUE=DATE:20270331', 'DTEND;VALUE=DATE:20270401', 'STATUS:CANCELLED']) {
      expect(text).toContain(`\r\n${line}\r\n`)
    }
    expect(text).toContain('\r\nX-WR-CALNAME:Mijn gesprekken\r\n')
    expect(readBy(text)[0]?.startDate.isDate).toBe(true)
  })

  it('gives another program the words that went in, in lines of 75 octets at most', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 300 })
    fc.assert(
      fc.property(words, words, (title, said) => {
        const text = calendarOf([{ ...plain, title: `a${title}`, text: `b${said}` }])
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        const [read] = readBy(text)
        const kept = (value: string) =>
          // eslint-disable-next-line no-control-regex -- What the format cannot hold.
          value.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
        expect(read?.summary).toBe(kept(`a${title}`))
        expect(read?.description).toBe(kept(`b${said}`))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a time on the wall', () => {
  it('is a moment on both sides of summer time', () => {
    expect(momentOf({ date: '2027-03-27', time: '13:00' }, zone)).toBe('2027-03-27T12:00:00.000Z')
    expect(momentOf({ date: '2027-03-28', time: '13:00' }, zone)).toBe('2027-03-28T11:00:00.000Z')
    expect(momentOf({ date: '2027-10-31', time: '13:00' }, zone)).toBe('2027-10-31T12:00:00.000Z')
  })

  it('that is skipped is none, and of one that comes twice the first', () => {
    expect(momentOf({ date: '2027-03-28', time: '01:59' }, zone)).toBe('2027-03-28T00:59:00.000Z')
    expect(momentOf({ date: '2027-03-28', time: '02:00' }, zone)).toBeUndefined()
    expect(momentOf({ date: '2027-03-28', time: '02:59' }, zone)).toBeUndefined()
    expect(momentOf({ date: '2027-03-28', time: '03:00' }, zone)).toBe('2027-03-28T01:00:00.000Z')
    expect(momentOf({ date: '2027-10-31', time: '02:30' }, zone)).toBe('2027-10-31T00:30:00.000Z')
  })

  it('that is planned is the one that the calendar of another program shows, around each change', () => {
    const days = fc.constantFrom(
      ...['2027-03-27', '2027-03-28', '2027-03-29', '2027-10-30', '2027-10-31', '2027-11-01', '2028-02-29'],
    )
    const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 })
    fc.assert(
      fc.property(days, minutes, fc.integer({ min: 5, max: 600 }), (date, minute, long) => {
        const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
        const at = momentOf({ date, time }, zone)
        if (at === undefined) {
          expect([date, time.slice(0, 2)]).toEqual(['2027-03-28', '02'])
          return
        }
        expect(wallAt(at, zone)).toEqual({ date, time })
        const read = only({ ...plain, when: { at, minutes: long } })
        expect(read.startDate.toJSDate().toISOString()).toBe(at)
        expect(read.endDate.toJSDate().toISOString()).toBe(minutesAfter(at, long))
        expect(read.startDate.zone).toBe(ICAL.Timezone.utcTimezone)
      }),
      { numRuns: 2000 },
    )
  })

  it('is found again from each moment of a year, in zones of all kinds', () => {
    const zones = fc.constantFrom(
      'Europe/Amsterdam',
      'America/New_York',
      'Asia/Kathmandu',
      'Pacific/Kiritimati',
    )
    const moments = fc.integer({ min: Date.UTC(2027, 0) / 60_000, max: Date.UTC(2028, 0) / 60_000 })
    fc.assert(
      fc.property(zones, moments, (timeZone, minute) => {
        const at = new Date(minute * 60_000).toISOString()
        const wall = wallAt(at, timeZone)
        const found = momentOf(wall, timeZone)
        // Of an hour that comes twice the first is found.
        expect(found !== undefined && wallAt(found, timeZone)).toEqual(wall)
        expect(Date.parse(at) - Date.parse(found ?? '')).toBeGreaterThanOrEqual(0)
        expect(Date.parse(at) - Date.parse(found ?? '')).toBeLessThanOrEqual(60 * 60_000)
      }),
      { numRuns: 1000 },
    )
  })
})
