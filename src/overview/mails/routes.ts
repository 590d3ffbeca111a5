import { noteReading } from '../../access/audit.ts'
import type { StudyRoute } from '../../http/route.ts'
import { keptText } from '../../mail/deliver.ts'
import { mailPage, mailsPage } from './page.ts'
import { mailsOf, mailWith } from './queries.ts'

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
      return mailsPage(t, seat, await mailsOf(db, seat, before), { before, isKept, now })
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
      return mailPage(t, seat, mail, kept, now)
    },
  },
]
