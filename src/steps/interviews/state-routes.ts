import { change } from '../../access/change.ts'
import { Conflict, Unreadable } from '../../errors.ts'
import { refusedField, refusedForm, typedIn } from '../../http/form.ts'
import type { StudyRoute } from '../../http/route.ts'
import { tellAppointment, whyNotAgain } from './appointment-queries.ts'
import { Move, OnPaper } from './input.ts'
import { interviewWith } from './queries.ts'
import { showOne } from './routes.ts'
import { changeState } from './state-queries.ts'

/** Where a talk is: planned, held, typed out, read back, coded. */
export const stateRoutes: StudyRoute[] = [
  {
    method: 'post',
    path: '/studies/:study/interviews/:interview/state',
    door: 'account',
    may: 'interviews.edit',
    handle: async (visit) => {
      const { db, seat, t, at, body, param } = visit
      const input = Move.safeParse(body)
      if (!input.success) throw new Unreadable('no change of a talk')
      const id = param('interview')
      // Only a form that asks for them sends words.
      const told = typedIn(body).words === undefined ? { data: { words: '' } } : OnPaper.safeParse(body)
      if (!told.data) return showOne(visit, { paper: refusedForm(t, body, told.error) })
      const moved = { ...input.data, ...told.data, today: t.day(at) }
      try {
        await change(db, seat, (tx) => changeState(tx, seat, id, moved))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const edit = refusedField(t, {}, '', 'appointments.movedOn')
        return { ...(await showOne(visit, { edit })), status: 409 }
      }
      return { redirect: `/studies/${seat.studyId}/interviews/${id}`, notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: '/studies/:study/interviews/:interview/appointment',
    door: 'account',
    may: 'interviews.edit',
    handle: async (visit) => {
      const { db, seat, t, param, deps } = visit
      const id = param('interview')
      const isTold = await change(db, seat, async (tx) => {
        if ((await whyNotAgain(tx, seat, await interviewWith(tx, seat, id))) !== undefined) return undefined
        await tellAppointment(tx, seat, id, undefined, deps.timeZone)
        return { id, fields: ['mailed_at'] }
      })
      // The page says why no mail goes.
      if (!isTold) {
        const why = await whyNotAgain(db, seat, await interviewWith(db, seat, id))
        const key = why === 'often' ? 'appointments.noMail.often' : 'appointments.movedOn'
        return { ...(await showOne(visit, { edit: refusedField(t, {}, '', key) })), status: 409 }
      }
      deps.outbox.poke()
      return { redirect: `/studies/${seat.studyId}/interviews/${id}`, notice: 'sent' }
    },
  },
]
