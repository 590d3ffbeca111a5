import { change } from '../../access/change.ts'
import { hashOf } from '../../access/tokens.ts'
import { NotFound } from '../../errors.ts'
import type { Answer } from '../../http/page.ts'
import type { AccountRoute, AccountVisit, OpenRoute } from '../../http/route.ts'
import { isLoopback } from '../../http/security.ts'
import { calendarOf } from '../../method/calendar.ts'
import { textIn } from '../../text/text.ts'
import {
  agendaMadeAt,
  agendaWith,
  endAgendaLink,
  replaceAgendaLink,
  talksOfAccount,
} from './agenda-queries.ts'
import { eventOf } from './appointment-mail.ts'

/** One's own talks in one's own calendar program: a secret address, made, replaced and ended. */
export const agendaRoutes: AccountRoute[] = [
  {
    method: 'get',
    path: '/profile/agenda',
    door: 'account',
    may: 'profile.edit',
    handle: (visit) => show(visit, undefined),
  },
  {
    method: 'post',
    path: '/profile/agenda',
    door: 'account',
    may: 'profile.edit',
    handle: async (visit) => {
      const { db, actor } = visit
      const { token } = await change(db, actor, (tx) => replaceAgendaLink(tx, actor))
      return show(visit, `${visit.deps.baseUrl}/agenda/${token}.ics`)
    },
  },
  {
    method: 'post',
    path: '/profile/agenda/removal',
    door: 'account',
    may: 'profile.edit',
    handle: async ({ db, actor }) => {
      await change(db, actor, (tx) => endAgendaLink(tx, actor))
      return { redirect: '/profile/agenda', notice: 'removed' }
    },
  },
]

/** What a calendar program asks for, again and again, without a cookie. */
export const agendaFeedRoutes: OpenRoute[] = [
  {
    method: 'get',
    path: '/agenda/:token.ics',
    door: 'anyone',
    may: 'anyone',
    handle: async ({ db, param, deps, address }) => {
      const agenda = await agendaWith(db, param('token'))
      if (!agenda) {
        await deps.limits.take('agendas', address)
        throw new NotFound('no such agenda')
      }
      const t = textIn(agenda.language, deps.timeZone)
      const events = (await talksOfAccount(db, agenda.id)).flatMap(({ study, made_at, ...talk }) => {
        const title = t('appointments.inAgenda', { study })
        const text = `${deps.baseUrl}/studies/${talk.study_id}/interviews/${talk.id}`
        const nameless = { ...talk, place: '', online: '', interviewer: null, writer: null }
        return eventOf(nameless, { stamp: made_at, title, text, isCancelled: false }) ?? []
      })
      const file = calendarOf(events, t('appointments.agenda'))
      return { download: file, type: 'text/calendar; charset=utf-8', etag: hashOf(file) }
    },
  },
]

async function show({ db, t, actor, deps }: AccountVisit, address: string | undefined): Promise<Answer> {
  const madeAt = await agendaMadeAt(db, actor)
  return {
    view: 'interviews/agenda',
    page: {
      title: t('appointments.agenda'),
      lead: t('appointments.agendaLead'),
      address,
      loopback: isLoopback(deps.baseUrl),
      made: madeAt && t('appointments.agendaMade', { time: t.time(madeAt) }),
    },
  }
}
