import { noteRefusal } from '../access/audit.ts'
import { change } from '../access/change.ts'
import { hashPassword, passwordFits } from '../access/passwords.ts'
import { addressOf, keyStateOf, openByLink, openKey, setCode, takeTry } from '../access/second-key.ts'
import { KeyNeeded } from '../access/seat.ts'
import { blankForm, refusedField, refusedForm, statusOf, typedIn, type Form } from '../http/form.ts'
import { homeOf } from '../http/frame.ts'
import { keyPage } from '../http/key-page.ts'
import type { Answer } from '../http/page.ts'
import type { StudyRoute, Visit } from '../http/route.ts'
import { insertMail } from '../mail/outbox.ts'
import { firstName } from '../method/person-names.ts'
import type { Tx } from '../db/schema.ts'
import { textIn } from '../text/text.ts'
import { codeIn, NewCode } from './own-code.ts'
import { safePath } from './safe-path.ts'
import { afterSignIn, hiddenIn } from './sign-in.ts'

const own = '/studies/:study/participants/:person'
const participant = { door: 'participant' } as const

/** The second key: a code beside the personal link, before one's own words. Links get forwarded. */
export const secondKeyRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${own}/key`,
    ...participant,
    may: 'own.read',
    handle: async (visit) => {
      const next = visit.query('next')
      const { isOpen } = await keyStateOf(visit.db, visit.seat, visit.visitor)
      if (isOpen) return { redirect: next ? safePath(next) : homeOf(visit.seat) }
      return ask(visit, blankForm, [{ name: 'next', value: next }])
    },
  },
  {
    method: 'post',
    path: `${own}/key`,
    ...participant,
    may: 'key.give',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, t, body, visitor } = visit
      const typed = typedIn(body)
      const code = codeIn([typed.code ?? ''].flat()[0]?.slice(0, 60) ?? '')
      let kept: string | undefined
      await change(db, seat, async (tx) => {
        kept = await takeTry(tx, seat)
        return kept === undefined ? undefined : { id: seat.personId, fields: ['tries'] }
      })
      if (!(await passwordFits(code, kept))) {
        await noteRefusal(db, seat)
        const problem = kept === undefined ? 'key.wait' : 'key.wrong'
        return ask(visit, { ...refusedField(t, {}, 'code', problem) }, hiddenIn(typed))
      }
      await change(db, seat, (tx) => openKey(tx, seat, visitor))
      return goOn(visit)
    },
  },
  {
    method: 'post',
    path: `${own}/key/opening`,
    ...participant,
    may: 'key.give',
    body: 'long',
    handle: async (visit) => {
      const { db, seat, visitor, body } = visit
      const opened = await change(db, seat, (tx) => openByLink(tx, seat, visitor))
      return opened ? goOn(visit) : ask(visit, blankForm, hiddenIn(typedIn(body)))
    },
  },
  {
    method: 'post',
    path: `${own}/key/links`,
    ...participant,
    may: 'key.give',
    handle: async (visit) => {
      const { db, seat, t, deps } = visit
      const { hasAddress } = await keyStateOf(db, seat, visit.visitor)
      if (!hasAddress) return ask(visit, blankForm, [])
      await deps.limits.take('mailTo', `key ${seat.studyId} ${seat.personId}`)
      await change(db, seat, async (tx) => {
        await mailTo(tx, visit, 'freshLink')
        return { id: seat.personId }
      })
      deps.outbox.poke()
      const links = [{ href: homeOf(seat), text: t('form.back') }]
      return { view: 'doors/message', page: { title: t('key.mailed'), text: t('key.mailedText'), links } }
    },
  },
  {
    method: 'get',
    path: `${own}/code`,
    ...participant,
    may: 'own.read',
    handle: async (visit) => {
      await needChoice(visit)
      return choose(visit, blankForm)
    },
  },
  {
    method: 'post',
    path: `${own}/code`,
    ...participant,
    may: 'key.choose',
    handle: async (visit) => {
      const { db, seat, t, body, visitor, deps } = visit
      await needChoice(visit)
      const input = NewCode.safeParse(body)
      if (!input.success) return choose(visit, { ...refusedForm(t, body, input.error), typed: {} })
      const hash = await hashPassword(input.data.code)
      await change(db, seat, async (tx) => {
        await mailTo(tx, visit, 'codeChosen')
        return setCode(tx, seat, visitor, hash)
      })
      deps.outbox.poke()
      return { redirect: homeOf(seat), notice: 'saved' }
    },
  },
]

async function ask({ db, seat, t, visitor }: Visit, form: Form, hidden: { name: string; value: string }[]) {
  return keyPage(t, seat, await keyStateOf(db, seat, visitor), { hidden, form })
}

/** On to where one was going; a form that waited for the key is shown once more, with the button to send it. */
function goOn(visit: Visit): Answer {
  const typed = typedIn(visit.body)
  const next = typed.next === undefined || typed.next === '' ? homeOf(visit.seat) : typed.next
  return afterSignIn(visit, { ...typed, next })
}

/** Whoever holds no more than the link chooses no code, but for the first visit: it would lock the person out. */
async function needChoice({ db, seat, visitor }: Visit): Promise<void> {
  if (!(await keyStateOf(db, seat, visitor)).mayChoose) throw new KeyNeeded(seat)
}

/** Puts a mail to the own address in the outbox; nothing where there is none. */
async function mailTo(
  tx: Tx,
  { seat, at, deps }: Visit,
  template: 'freshLink' | 'codeChosen',
): Promise<void> {
  const { email, language } = await addressOf(tx, seat)
  if (email === null) return
  const say = textIn(language, deps.timeZone)
  const text = (part: 'subject' | 'body') =>
    say(`mail.${template}.${part}`, {
      name: firstName(seat.personName),
      study: seat.studyName,
      link: '{link}',
    })
  const to = { studyId: seat.studyId, personId: seat.personId, role: 'participant' as const }
  const mail = { to, address: email, language, template, subject: text('subject'), body: text('body') }
  await insertMail(tx, mail, at)
}

function choose({ t, seat }: Visit, form: Form): Answer {
  const back = homeOf(seat)
  const page = { title: t('key.own'), form, action: `${back}/code`, back }
  return { view: 'doors/own-code', status: statusOf(form), page }
}
