import { z } from 'zod'
import { credentialsOf } from '../access/accounts.ts'
import { change } from '../access/change.ts'
import { noteRefusal } from '../access/audit.ts'
import { passwordFits } from '../access/passwords.ts'
import { signIn, signOut } from '../access/visits.ts'
import { blankForm, typedIn, type Form, type Typed } from '../http/form.ts'
import type { Answer } from '../http/page.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import { safePath } from './safe-path.ts'

/** By e-mail address and password. A form whose visit had ended is offered again after it. */
export const signInRoutes: OpenRoute[] = [
  {
    method: 'get',
    path: '/sign-in',
    door: 'anyone',
    may: 'anyone',
    handle: (visit) => {
      if (visit.visitor.account) return { redirect: safePath(visit.query('next')) }
      return show(visit, blankForm, [{ name: 'next', value: visit.query('next') }], 200)
    },
  },
  {
    method: 'post',
    path: '/sign-in',
    door: 'anyone',
    may: 'anyone',
    body: 'long',
    handle: async (visit) => {
      const { db, t, at, now, visitor, body, deps, address } = visit
      const typed = typedIn(body)
      const { email, password } = Credentials.parse(body)
      await deps.limits.take('guesses', address)
      await deps.limits.take('signIn', email)
      const account = await credentialsOf(db, email)
      const fits = await passwordFits(password, account?.password_hash)
      if (!fits || !account) {
        await noteRefusal(db, { kind: 'stranger', action: 'signIn', at })
        const form = { typed: { email }, problems: { email: t('signIn.wrong') } }
        return show(visit, form, hiddenIn(typed), 422)
      }
      await deps.limits.forget('signIn', email)
      let token = ''
      await change(db, { kind: 'stranger', action: 'signIn', at }, async (tx) => {
        token = await signIn(tx, visitor, account.id, now)
        return { id: account.id }
      })
      return { ...afterSignIn(visit, typed), token }
    },
  },
  {
    method: 'post',
    path: '/sign-out',
    door: 'anyone',
    may: 'anyone',
    handle: async ({ db, at, now, visitor }) => {
      const { account } = visitor
      if (!account) return { redirect: '/sign-in' }
      let token = ''
      await change(db, { kind: 'stranger', action: 'signOut', at }, async (tx) => {
        token = await signOut(tx, visitor, now)
        return { id: account.id }
      })
      return { redirect: '/sign-in', token }
    },
  },
]

const Credentials = z.object({
  email: z
    .string()
    .catch('')
    // What no address holds, PostgreSQL refuses.
    .transform((value) => value.replaceAll('\0', '').trim().toLowerCase().slice(0, 254)),
  password: z
    .string()
    .catch('')
    .transform((value) => value.slice(0, 1000)),
})

type Hidden = { name: string; value: string }[]

function show({ t }: OpenVisit, form: Form, hidden: Hidden, status: number): Answer {
  const page = { title: t('signIn.title'), lead: t('signIn.lead'), form, hidden, personal: false }
  return { view: 'doors/sign-in', status, page }
}

/** The fields that go through signing in untouched: where to, and what had been typed there. */
export function hiddenIn(typed: Typed): Hidden {
  return Object.entries(typed)
    .filter(([name]) => name === 'next' || name === 'again' || name.startsWith('kept.'))
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })))
}

/** On to where one was going; a form that could not be sent is shown once more, with the button to send it. */
export function afterSignIn({ t }: OpenVisit, typed: Typed): Answer {
  if (typeof typed.again !== 'string' || typed.again === '') return { redirect: safePath(typed.next) }
  const fields = hiddenIn(typed)
    .filter(({ name }) => name.startsWith('kept.'))
    .map(({ name, value }) => ({ name: name.slice('kept.'.length), value }))
  const page = {
    title: t('signIn.again'),
    lead: t('signIn.againLead'),
    action: safePath(typed.again),
    fields,
  }
  return { view: 'doors/again', page }
}
