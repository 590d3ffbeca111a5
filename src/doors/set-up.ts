import { z } from 'zod'
import { change } from '../access/change.ts'
import {
  accountLinkWith,
  endSetUpLinks,
  insertAccount,
  insertAccountLink,
  isWithout,
  useAccountLink,
} from '../access/accounts.ts'
import { hashPassword } from '../access/passwords.ts'
import { newToken } from '../access/tokens.ts'
import { signIn } from '../access/visits.ts'
import {
  blankForm,
  email,
  refusedField,
  refusedForm,
  requiredText,
  statusOf,
  ticked,
  type Form,
} from '../http/form.ts'
import type { Db } from '../db/schema.ts'
import type { Answer } from '../http/page.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import { newPassword, passwordProblem } from './new-password.ts'

/** The link that the first start prints makes the first account: administrator, and researcher too. */
export const setUpRoutes: OpenRoute[] = [
  {
    method: 'get',
    path: '/set-up',
    door: 'anyone',
    may: 'anyone',
    handle: async ({ db, t }) => {
      if (!(await isWithout(db, 'accounts'))) return { redirect: '/sign-in' }
      return {
        view: 'doors/message',
        page: { title: t('setUp.title'), text: t('setUp.whereIsTheLink'), links: [] },
      }
    },
  },
  {
    method: 'get',
    path: '/set-up/:token',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => ((await isOpen(visit)) ? show(visit, blankForm) : usedUp(visit)),
  },
  {
    method: 'post',
    path: '/set-up/:token',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const { db, t, body, at, now, visitor, param, deps } = visit
      if (!(await isOpen(visit))) return usedUp(visit)
      const input = FirstAccount.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error))
      const { name, email, password } = input.data
      const problem = await passwordProblem(password, [name, email])
      if (problem) return show(visit, refusedField(t, body, 'password', problem))
      const passwordHash = await hashPassword(password)
      const account = {
        name,
        email,
        language: t.language,
        roles: ['administrator', 'researcher'],
        passwordHash,
      } as const
      let token = ''
      const made = await change(db, { kind: 'stranger', action: 'setUp', at }, async (tx) => {
        if (!(await isWithout(tx, 'accounts')) || !(await useAccountLink(tx, param('token'))))
          return undefined
        await endSetUpLinks(tx)
        const added = await insertAccount(tx, account, at)
        token = await signIn(tx, visitor, added.id, now)
        return added
      })
      if (!made) return usedUp(visit)
      if (!input.data.example) return { redirect: '/', token }
      deps.addExample(made.id)
      return { redirect: '/', token, notice: 'exampleComing' }
    },
  },
]

/** Makes the one link that makes the first account; undefined once somebody has one. */
export async function offerSetUp(db: Db, now: Date): Promise<string | undefined> {
  if (!(await isWithout(db, 'accounts'))) return undefined
  const token = newToken()
  await change(db, { kind: 'system', action: 'setUp.offer', at: now.toISOString() }, async (tx) => {
    await endSetUpLinks(tx)
    return insertAccountLink(tx, { accountId: null, token, now, hours: 24 * 30 })
  })
  return `/set-up/${token}`
}

const FirstAccount = z.object({
  name: requiredText('account.nameRequired'),
  email: email('account.emailRequired'),
  password: newPassword,
  example: ticked(),
})

async function isOpen({ db, now, param }: OpenVisit): Promise<boolean> {
  const link = await accountLinkWith(db, param('token'), now)
  // The command line makes accounts too, and the link that was printed before is dead by that.
  return link?.accountId === null && (await isWithout(db, 'accounts'))
}

function show({ t, param }: OpenVisit, form: Form): Answer {
  const action = `/set-up/${param('token')}`
  const page = { title: t('setUp.title'), lead: t('setUp.lead'), action, form }
  return { view: 'doors/set-up', status: statusOf(form), page }
}

function usedUp({ t }: OpenVisit): Answer {
  const links = [{ href: '/sign-in', text: t('signIn.title') }]
  return {
    view: 'doors/message',
    status: 404,
    page: { title: t('setUp.title'), text: t('setUp.usedUp'), links },
  }
}
