import { z } from 'zod'
import { change } from '../../access/change.ts'
import { Conflict, NotFound } from '../../errors.ts'
import {
  filledForm,
  optionalText,
  refusedField,
  refusedForm,
  wholeNumber,
  type Form,
} from '../../http/form.ts'
import { homeOf } from '../../http/frame.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { calendarFor } from '../../steps/interviews/appointment-mail.ts'
import { ownAppointments, sayUnsuited } from '../../steps/interviews/own-queries.ts'
import { appointmentPage } from './appointment-page.ts'

const base = '/studies/:study/participants/:person/appointments/:interview'

/** One's own appointment: what it is, a file for the calendar, and that it does not suit. */
export const appointmentRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: base,
    door: 'participant',
    may: 'own.read',
    handle: (visit) => show(visit, undefined),
  },
  {
    method: 'get',
    path: `${base}/calendar`,
    door: 'participant',
    may: 'own.read',
    handle: async (visit) => {
      const talk = await appointmentOf(visit)
      const file = calendarFor(visit.t, talk, visit.at, false)
      if (file === undefined) throw new NotFound('no day')
      return {
        download: file,
        type: 'text/calendar; charset=utf-8',
        fileName: visit.t('appointments.fileName'),
      }
    },
  },
  {
    method: 'post',
    path: `${base}/objection`,
    door: 'participant',
    may: 'appointment.answer',
    handle: (visit) => answer(visit, (words) => words),
  },
  {
    method: 'post',
    path: `${base}/objection/removal`,
    door: 'participant',
    may: 'appointment.answer',
    handle: (visit) => answer(visit, () => null),
  },
]

const Objection = z.object({
  sequence: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
  words: optionalText(500),
})

async function answer(visit: Visit, said: (words: string) => string | null) {
  const { db, seat, t, body, param } = visit
  const input = Objection.safeParse(body)
  if (!input.success) return show(visit, refusedForm(t, body, input.error))
  const { sequence, words } = input.data
  const talk = await appointmentOf(visit)
  try {
    await change(db, seat, (tx) => sayUnsuited(tx, seat, { id: talk.id, sequence }, said(words)))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return { ...(await show(visit, refusedField(t, body, '', 'appointments.other'))), status: 409 }
  }
  return { redirect: `${homeOf(seat)}/appointments/${param('interview')}`, notice: 'saved' as const }
}

async function appointmentOf({ db, seat, t, at, param }: Visit) {
  const found = (await ownAppointments(db, seat, t.day(at))).find(({ id }) => id === param('interview'))
  if (!found) throw new NotFound('no such appointment')
  return found
}

async function show(visit: Visit, form: Form | undefined) {
  const talk = await appointmentOf(visit)
  return appointmentPage(visit.t, visit.seat, talk, form ?? filledForm({ words: talk.unsuited_words }))
}
