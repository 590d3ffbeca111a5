import { z } from 'zod'
import { accountLinkWith, setPassword, useAccountLink } from '../access/accounts.ts'
import { change } from '../access/change.ts'
import { hashPassword } from '../access/passwords.ts'
import { signIn } from '../access/visits.ts'
import { blankForm, email, refusedField, refusedForm, statusOf, type Form } from '../http/form.ts'
import type { Answer } from '../http/page.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import { insertHelp } from '../mail/outbox.ts'
import { newPassword, passwordProblem } from './new-password.ts'

/** Asking for a way to a new password, and choosing one by a link that works once. */
export const passwordRoutes: OpenRoute[] = [
  {
    method: 'get',
    path: '/password',
    door: 'anyone',
    may: 'anyone',
    handle: (visit) => showPlea(visit, blankForm),
  },
  {
    method: 'post',
    path: '/password',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const { db, t, at, body, deps, address } = visit
      const input = Plea.safeParse(body)
      if (!input.success) return showPlea(visit, refusedForm(t, body, input.error))
      await deps.limits.take('mailFrom', address)
      await deps.limits.take('mailTo', `password ${input.data.email}`)
      await change(db, { kind: 'stranger', action: 'password.ask', at }, async (tx) => {
        await insertHelp(
          tx,
          { template: 'passwordHelp', address: input.data.email, language: t.language },
          at,
        )
        return { id: '' }
      })
      deps.outbox.poke()
      return {
        view: 'doors/message',
        page: { title: t('password.asked'), text: t('password.askedText'), links: [] },
      }
    },
  },
  {
    method: 'get',
    path: '/password/:token',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const link = await openLink(visit)
      return link ? show(visit, link.name, blankForm) : usedUp(visit)
    },
  },
  {
    method: 'post',
    path: '/password/:token',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const { db, t, at, now, body, visitor, param } = visit
      const link = await openLink(visit)
      if (!link) return usedUp(visit)
      const input = Choice.safeParse(body)
      if (!input.success) return show(visit, link.name, refusedForm(t, body, input.error))
      const problem = await passwordProblem(input.data.password, [link.name, link.email])
      if (problem) return show(visit, link.name, refusedField(t, body, 'password', problem))
      const passwordHash = await hashPassword(input.data.password)
      let token = ''
      const changed = await change(db, { kind: 'stranger', action: 'password.choose', at }, async (tx) => {
        if (!(await useAccountLink(tx, param('token')))) return undefined
        const set = await setPassword(tx, link.accountId, passwordHash)
        token = await signIn(tx, visitor, link.accountId, now)
        return set
      })
      return changed ? { redirect: '/', notice: 'saved', token } : usedUp(visit)
    },
  },
]

const Plea = z.object({ email: email('account.emailRequired') })
const Choice = z.object({ password: newPassword })

async function openLink({ db, now, param }: OpenVisit) {
  const link = await accountLinkWith(db, param('token'), now)
  return link?.accountId ? { ...link, accountId: link.accountId } : undefined
}

function showPlea({ t }: OpenVisit, form: Form): Answer {
  const page = { title: t('password.forgotten'), lead: t('password.forgottenLead'), form }
  return { view: 'doors/password-plea', status: statusOf(form), page }
}

function show({ t, param }: OpenVisit, name: string, form: Form): Answer {
  const page = {
    title: t('password.choose'),
    lead: t('password.chooseLead', { name }),
    action: `/password/${param('token')}`,
    form,
  }
  return { view: 'doors/password', status: statusOf(form), page }
}

function usedUp({ t }: OpenVisit): Answer {
  const links = [{ href: '/password', text: t('password.askAgain') }]
  return {
    view: 'doors/message',
    status: 404,
    page: { title: t('password.choose'), text: t('password.usedUp'), links },
  }
}
