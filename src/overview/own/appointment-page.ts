import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import type { OwnAppointment } from '../../steps/interviews/own-queries.ts'
import type { Translate } from '../../text/text.ts'

/** An appointment in the list on the own page. */
export type ShownAppointment = {
  when: string
  facts: { name: string; value: string; href?: string }[]
  href: string
}

type AppointmentPage = Page<
  'own/appointment',
  ShownAppointment & {
    calendar: string
    objection: string
    sequence: number
    isUnsuited: boolean
    form: Form
    back: string
  }
>

/** One's own appointment, with a file for the calendar, and a way to say that it does not suit. */
export function appointmentPage(t: Translate, seat: Seat, talk: OwnAppointment, form: Form): AppointmentPage {
  const shown = shownAppointment(t, seat, talk)
  return {
    view: 'own/appointment',
    status: statusOf(form),
    page: {
      title: t('appointments.own'),
      ...shown,
      calendar: `${shown.href}/calendar`,
      objection: `${shown.href}/objection`,
      sequence: talk.sequence,
      isUnsuited: talk.unsuited_at !== null,
      form,
      back: homeOf(seat),
    },
  }
}

/** When and where an appointment is, and who comes. */
export function shownAppointment(t: Translate, seat: Seat, talk: OwnAppointment): ShownAppointment {
  const names = [...new Set([talk.interviewer, talk.writer].filter((name) => name !== null))]
  const facts = [
    { name: t('appointments.long'), value: talk.minutes === null ? '' : t.duration(talk.minutes) },
    { name: t('interviews.place'), value: talk.place },
    ...(talk.online === ''
      ? []
      : [{ name: t('appointments.online'), value: talk.online, href: talk.online }]),
    { name: t('appointments.comes'), value: names.join(' + ') },
  ]
  return {
    when: talk.starts_at === null ? t.weekday(talk.held_on ?? '') : t.moment(talk.starts_at),
    facts: facts.filter(({ value }) => value !== ''),
    href: `${homeOf(seat)}/appointments/${talk.id}`,
  }
}
