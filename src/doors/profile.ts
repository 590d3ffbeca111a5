import { z } from 'zod'
import { ownPasswordHash, setPassword, updateProfile } from '../access/accounts.ts'
import { change } from '../access/change.ts'
import { hashPassword, passwordFits } from '../access/passwords.ts'
import { endVisitsOf } from '../access/visits.ts'
import {
  filledForm,
  oneOf,
  refusedField,
  refusedForm,
  requiredText,
  statusOf,
  type Form,
} from '../http/form.ts'
import type { Answer } from '../http/page.ts'
import type { AccountRoute, AccountVisit } from '../http/route.ts'
import { languages } from '../method/languages.ts'
import { newPassword, passwordProblem } from './new-password.ts'

/** One's own name, language and password, and ending one's visits elsewhere. */
export const profileRoutes: AccountRoute[] = [
  {
    method: 'get',
    path: '/profile',
    door: 'account',
    may: 'profile.edit',
    handle: (visit) => show(visit),
  },
  {
    method: 'post',
    path: '/profile',
    door: 'account',
    may: 'profile.edit',
    handle: async (visit) => {
      const { db, t, actor, body } = visit
      const input = Profile.safeParse(body)
      if (!input.success) return show(visit, { profile: refusedForm(t, body, input.error) })
      await change(db, actor, (tx) => updateProfile(tx, actor, input.data))
      return { redirect: '/profile', notice: 'saved', language: input.data.language }
    },
  },
  {
    method: 'post',
    path: '/profile/password',
    door: 'account',
    may: 'profile.edit',
    handle: async (visit) => {
      const { db, t, actor, account, visitor, body, deps } = visit
      const input = NewPassword.safeParse(body)
      if (!input.success) return show(visit, { password: refusedForm(t, body, input.error) })
      await deps.limits.take('signIn', account.email)
      if (!(await passwordFits(input.data.current, await ownPasswordHash(db, actor)))) {
        return show(visit, { password: refusedField(t, {}, 'current', 'password.wrong') })
      }
      await deps.limits.forget('signIn', account.email)
      const problem = await passwordProblem(input.data.password, [account.name, account.email])
      if (problem) return show(visit, { password: refusedField(t, {}, 'password', problem) })
      const passwordHash = await hashPassword(input.data.password)
      await change(db, actor, (tx) => setPassword(tx, account.id, passwordHash, visitor.id))
      return { redirect: '/profile', notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: '/profile/other-visits',
    door: 'account',
    may: 'profile.edit',
    handle: async ({ db, actor, account, visitor }) => {
      await change(db, actor, async (tx) => {
        await endVisitsOf(tx, account.id, visitor.id)
        return { id: account.id, fields: ['visits'] }
      })
      return { redirect: '/profile', notice: 'saved' }
    },
  },
]

const Profile = z.object({
  name: requiredText('account.nameRequired'),
  language: oneOf(languages, 'account.languageRequired'),
})

const NewPassword = z.object({
  current: z.string({ error: 'password.wrong' }).max(1000, { error: 'password.wrong' }),
  password: newPassword,
})

function show({ t, account }: AccountVisit, forms: { profile?: Form; password?: Form } = {}): Answer {
  const profile = forms.profile ?? filledForm({ name: account.name, language: account.language })
  const password = forms.password ?? filledForm({})
  return {
    view: 'doors/profile',
    status: Math.max(statusOf(profile), statusOf(password)),
    page: {
      title: t('profile.title'),
      lead: t('profile.lead', { email: account.email }),
      profile,
      password,
      languages: languages.map((value) => ({ value, text: t(`layout.language.${value}`) })),
    },
  }
}
