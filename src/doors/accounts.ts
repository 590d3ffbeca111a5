import { z } from 'zod'
import { accountsOf, insertAccount, insertAccountLink, setEnded, setRoles } from '../access/accounts.ts'
import { change } from '../access/change.ts'
import { newToken } from '../access/tokens.ts'
import { NotFound, Unusable } from '../errors.ts'
import {
  blankForm,
  email,
  oneOf,
  refusedField,
  refusedForm,
  requiredText,
  someOf,
  statusOf,
  type Form,
} from '../http/form.ts'
import type { Answer } from '../http/page.ts'
import type { AccountRoute, AccountVisit } from '../http/route.ts'
import { insertMail } from '../mail/outbox.ts'
import { languages } from '../method/languages.ts'
import { accountRoles } from '../method/roles.ts'
import { textIn, type Translate } from '../text/text.ts'

/** Who has an account, for the administrator, who sees no study by it. */
export const accountRoutes: AccountRoute[] = [
  {
    method: 'get',
    path: '/accounts',
    door: 'account',
    may: 'accounts.read',
    handle: (visit) => show(visit, blankForm),
  },
  {
    method: 'post',
    path: '/accounts',
    door: 'account',
    may: 'accounts.edit',
    handle: async (visit) => {
      const { db, t, at, actor, body, deps } = visit
      const input = NewAccount.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error))
      const { language, name } = input.data
      const inTheirs = textIn(language, deps.timeZone)
      try {
        await change(db, actor, async (tx) => {
          const added = await insertAccount(tx, { ...input.data, passwordHash: null }, at)
          const subject = inTheirs('mail.account.subject')
          const mail = {
            to: { accountId: added.id },
            address: input.data.email,
            language,
            template: 'account',
            subject,
          }
          await insertMail(tx, { ...mail, body: inTheirs('mail.account.body', { name, link: '{link}' }) }, at)
          return added
        })
      } catch (error) {
        if (!(error instanceof Unusable)) throw error
        return show(visit, refusedField(t, body, 'email', 'account.emailTaken'))
      }
      deps.outbox.poke()
      return { redirect: '/accounts', notice: 'added' }
    },
  },
  {
    method: 'post',
    path: '/accounts/:account/roles',
    door: 'account',
    may: 'accounts.edit',
    handle: async ({ db, t, actor, account, body, param }) => {
      const input = Roles.safeParse(body)
      if (!input.success) return refused(t, t('form.unreadable'))
      const { roles } = input.data
      // Nobody takes the last key out of the house.
      if (param('account') === account.id && !roles.includes('administrator'))
        return refused(t, t('accounts.notYourself'))
      found(await change(db, actor, (tx) => setRoles(tx, actor, param('account'), roles)))
      return { redirect: '/accounts', notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: '/accounts/:account/closure',
    door: 'account',
    may: 'accounts.edit',
    handle: async ({ db, t, actor, account, param }) => {
      if (param('account') === account.id) return refused(t, t('accounts.notYourself'))
      found(await change(db, actor, (tx) => setEnded(tx, actor, param('account'), true)))
      return { redirect: '/accounts', notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: '/accounts/:account/reopening',
    door: 'account',
    may: 'accounts.edit',
    handle: async ({ db, actor, param }) => {
      found(await change(db, actor, (tx) => setEnded(tx, actor, param('account'), false)))
      return { redirect: '/accounts', notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: '/accounts/:account/password-links',
    door: 'account',
    may: 'accounts.edit',
    handle: async (visit) => {
      const { db, t, at, now, actor, param, deps } = visit
      const accounts = await accountsOf(db, actor)
      const account = found(accounts.find(({ id, ended_at }) => id === param('account') && ended_at === null))
      const token = newToken()
      const inTheirs = textIn(account.language, deps.timeZone)
      const notice = {
        ...{ to: { accountId: account.id }, address: account.email, language: account.language },
        template: 'passwordLinkMade',
        subject: inTheirs('mail.passwordLinkMade.subject'),
        body: inTheirs('mail.passwordLinkMade.body', { name: account.name }),
      }
      // Whoever holds the link can come in as this person: the person is told.
      await change(db, actor, async (tx) => {
        await insertMail(tx, notice, at)
        await insertAccountLink(tx, { accountId: account.id, token, now, hours: 72 })
        return { id: account.id, fields: ['password_link'] }
      })
      deps.outbox.poke()
      const title = t('accounts.passwordLink', { name: account.name })
      const link = `${deps.baseUrl}/password/${token}`
      return {
        view: 'doors/link',
        page: { title, lead: t('accounts.passwordLinkLead'), link, back: '/accounts' },
      }
    },
  },
]

const Roles = z.object({ roles: someOf(accountRoles, 'form.unreadable') })
const NewAccount = Roles.extend({
  name: requiredText('account.nameRequired'),
  email: email('account.emailRequired'),
  language: oneOf(languages, 'account.languageRequired'),
})

async function show({ db, t, actor, account }: AccountVisit, form: Form): Promise<Answer> {
  const accounts = await accountsOf(db, actor)
  const roleChoices = accountRoles.map((value) => ({
    value,
    text: t(`accounts.role.${value}`),
    hint: t(`accounts.role.${value}.hint`),
  }))
  return {
    view: 'doors/accounts',
    status: statusOf(form),
    page: {
      title: t('accounts.title'),
      lead: t('accounts.lead'),
      wide: true,
      form,
      languages: languages.map((value) => ({ value, text: t(`layout.language.${value}`) })),
      roles: roleChoices,
      accounts: accounts.map((row) => ({
        id: row.id,
        name: row.name,
        email: row.email,
        isYourself: row.id === account.id,
        state: row.ended_at ? 'ended' : row.hasPassword ? 'open' : 'waiting',
        since: t.date(row.made_at),
        roles: { administrator: row.is_administrator === 1, researcher: row.is_researcher === 1 },
      })),
    },
  }
}

function refused(t: Translate, text: string): Answer {
  return {
    view: 'doors/message',
    status: 422,
    page: { title: text, text: '', links: [{ href: '/accounts', text: t('form.back') }] },
  }
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new NotFound('no such account')
  return row
}
