import { daysFrom } from './working-days.ts'
import { minutesAfter } from './wall-clock.ts'

/** What stands in a calendar: from a moment (ISO 8601, UTC) for so many minutes, or on a whole day. */
export type CalendarEvent = {
  /** The same for the same appointment, however often it changes. */
  uid: string
  /** Higher with each change, so that a calendar takes the newest. */
  sequence: number
  /** When this was written down (ISO 8601). */
  stamp: string
  when: { at: string; minutes: number } | { day: string }
  title: string
  place: string
  text: string
  isCancelled: boolean
}

/**
 * A calendar file (RFC 5545), for one mail or for whoever follows an address; such a one may have a name. It has no
 * METHOD: with one it is a message of RFC 5546, which must name an ORGANIZER by an address, also to publish. That would
 * stand in a calendar that is open to others, and programs offer to answer to it, where nobody reads. Without, it is an
 * appointment to take over, and nothing more.
 */
export function calendarOf(events: readonly CalendarEvent[], name = ''): string {
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Voetspoor//Voetspoor//NL', 'CALSCALE:GREGORIAN'],
    ...worded('X-WR-CALNAME', name),
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function linesOf({ uid, sequence, stamp, when, title, place, text, isCancelled }: CalendarEvent): string[] {
  return [
    ...['BEGIN:VEVENT', `UID:${uid}`, `DTSTAMP:${inUtc(stamp)}`, `SEQUENCE:${String(sequence)}`],
    ...('at' in when
      ? [`DTSTART:${inUtc(when.at)}`, `DTEND:${inUtc(minutesAfter(when.at, when.minutes))}`]
      : [`DTSTART;VALUE=DATE:${plain(when.day)}`, `DTEND;VALUE=DATE:${plain(daysFrom(when.day, 1))}`]),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...worded('SUMMARY', title),
    ...worded('LOCATION', place),
    ...worded('DESCRIPTION', text),
    'END:VEVENT',
  ]
}

function worded(name: string, text: string): string[] {
  return text === '' ? [] : [`${name}:${escaped(text)}`]
}

/** 2027-03-28T00:30:00.000Z as 20270328T003000Z: with its Z no calendar has to know of summer time. */
function inUtc(at: string): string {
  return `${plain(at.slice(0, 19))}Z`
}

function plain(date: string): string {
  return date.replaceAll(/[-:]/g, '')
}

function escaped(text: string): string {
  return (
    text
      .replaceAll(/\r\n?/g, '\n')
      // eslint-disable-next-line no-control-regex -- What the format cannot hold is left out; a tab and a line end it can.
      .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
      .replaceAll(/[\\;,]/g, (mark) => `\\${mark}`)
      .replaceAll('\n', '\\n')
  )
}

/** A line as the format has it: of 75 octets at most, what is over on the next one behind a space. No letter is cut. */
function folded(line: string): string {
  let written = ''
  let octets = 0
  for (const letter of line) {
    const size = octetsOf(letter)
    if (octets + size > 75) {
      written += '\r\n '
      octets = 1
    }
    written += letter
    octets += size
  }
  return written
}

function octetsOf(letter: string): number {
  const point = letter.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_00_00 ? 3 : 4
}
