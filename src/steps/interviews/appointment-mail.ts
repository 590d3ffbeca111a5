import { calendarOf, type CalendarEvent } from '../../method/calendar.ts'
import type { Translate } from '../../text/text.ts'

/** An appointment as the participant sees it. */
export type Appointment = {
  id: string
  held_on: string | null
  starts_at: string | null
  minutes: number | null
  place: string
  online: string
  interviewer: string | null
  writer: string | null
  sequence: number
}

/** Why a mail about an appointment goes: the first time, since it changed, or since it is off. */
export type AppointmentNews = 'appointment' | 'appointmentChanged' | 'appointmentGone'

/**
 * The mail about an appointment with its calendar file, in words of one language. Neither its subject nor the file tells
 * what the study is about: a calendar is often open to colleagues.
 */
export function appointmentMail(
  say: Translate,
  news: AppointmentNews,
  talk: Appointment & { starts_at: string },
  names: { name: string; study: string; contact: string; researcher: string },
  at: string,
) {
  const places = { ...names, link: '{link}', when: say.moment(talk.starts_at), details: detailsOf(say, talk) }
  return {
    template: news,
    subject: say(`mail.${news}.subject`, { when: places.when }),
    body: say(`mail.${news}.body`, places),
    calendar: calendarFor(say, talk, at, news === 'appointmentGone'),
  }
}

/** The calendar file of one appointment; undefined while it has no day. */
export function calendarFor(
  say: Translate,
  talk: Appointment,
  stamp: string,
  isCancelled: boolean,
): string | undefined {
  const title = say('appointments.event')
  const event = eventOf(talk, { stamp, title, text: whoComes(say, talk), isCancelled })
  return event && calendarOf([event])
}

/** A talk in a calendar; undefined while it has no day. It is the same one in each calendar, whoever's that is. */
export function eventOf(
  { id, sequence, held_on, starts_at, minutes, place, online }: Appointment,
  told: Pick<CalendarEvent, 'stamp' | 'title' | 'text' | 'isCancelled'>,
): CalendarEvent | undefined {
  if (starts_at === null && held_on === null) return undefined
  return {
    ...{ uid: `${id}@voetspoor`, sequence, ...told },
    place: place === '' ? online : place,
    when: starts_at === null ? { day: held_on ?? '' } : { at: starts_at, minutes: minutes ?? 0 },
  }
}

/** Who comes for the study, in words; empty where that is not known. */
function whoComes(say: Translate, { interviewer, writer }: Appointment): string {
  const names = [...new Set([interviewer, writer].filter((name) => name !== null))]
  return names.length === 0 ? '' : say('appointments.who', { names: names.join(' + ') })
}

function detailsOf(say: Translate, talk: Appointment): string {
  const where = talk.place === '' ? talk.online : talk.place
  return [
    say('appointments.lasts', { long: say.duration(talk.minutes ?? 0) }),
    where === '' ? '' : say('appointments.where', { where }),
    whoComes(say, talk),
  ]
    .filter(Boolean)
    .join('\n')
}
