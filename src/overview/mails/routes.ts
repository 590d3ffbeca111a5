import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { csv } from '../../http/csv.ts'
import { pageOf } from '../../http/paging.ts'
import type { StudyRoute } from '../../http/route.ts'
import { keptText } from '../../mail/deliver.ts'
import { markArrived, sendAgain } from '../../mail/settling-queries.ts'
import { mailState } from '../../mail/state.ts'
import { mailPage, mailsPage } from './page.ts'
import { mailsOf, mailWith, pageSize } from './queries.ts'

export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/mails',
    door: 'account',
    may: 'mails.read',
    needs: 'names',
    handle: async ({ db, seat, t, query, now, deps }) => {
      const before = query('before')
      const isKept = deps.mailFolder !== undefined
      const { rows, hasNext } = pageOf(await mailsOf(db, seat, before), pageSize)
      return mailsPage(t, seat, rows, { before, hasNext, isKept, now })
    },
  },
  {
    method: 'get',
    path: '/studies/:study/mails.csv',
    door: 'account',
    may: 'mails.export',
    needs: 'names',
    handle: async ({ db, seat, t, now, deps }) => {
      const isKept = deps.mailFolder !== undefined
      const mails = await mailsOf(db, seat, '', 100_000)
      await noteReading(
        db,
        seat,
        mails.map(({ id }) => id),
      )
      const header = ['subject', 'to', 'when', 'state'] as const
      const rows = mails.map((mail) => [
        ...[mail.subject, mail.address, mail.sent_at ?? mail.tried_at ?? mail.due_at],
        mailState(t, mail, { now, isKept }).chip.text,
      ])
      return csv(
        t.language,
        t('mails.csvName'),
        header.map((column) => t(`mails.${column}`)),
        rows,
      )
    },
  },
  {
    method: 'get',
    path: '/studies/:study/mails/:mail',
    door: 'account',
    may: 'mails.read',
    needs: 'names',
    handle: async ({ db, seat, t, param, now, deps }) => {
      const mail = await mailWith(db, seat, param('mail'))
      await noteReading(db, seat, [mail.id])
      const kept = deps.mailFolder === undefined ? undefined : await keptText(deps.mailFolder, mail.id)
      const isUnsent = deps.mailFolder !== undefined
      return mailPage(t, seat, mail, { kept, isUnsent, now })
    },
  },
  {
    method: 'post',
    path: '/studies/:study/mails/:mail/repetition',
    door: 'account',
    may: 'mails.repeat',
    needs: 'names',
    handle: async ({ db, seat, param, deps }) => {
      const { id } = await mailWith(db, seat, param('mail'))
      await change(db, seat, (tx) => sendAgain(tx, seat, id))
      deps.outbox.poke()
      return { redirect: `/studies/${seat.studyId}/mails/${id}`, notice: 'sent' }
    },
  },
  {
    method: 'post',
    path: '/studies/:study/mails/:mail/arrival',
    door: 'account',
    may: 'mails.repeat',
    needs: 'names',
    handle: async ({ db, seat, param }) => {
      const { id } = await mailWith(db, seat, param('mail'))
      await change(db, seat, (tx) => markArrived(tx, seat, id))
      return { redirect: `/studies/${seat.studyId}/mails/${id}`, notice: 'saved' }
    },
  },
]
