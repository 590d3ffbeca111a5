import { z } from 'zod'
import { change } from '../access/change.ts'
import { linkWith } from '../access/links.ts'
import { blankForm, email, refusedForm, statusOf, type Form } from '../http/form.ts'
import type { Answer } from '../http/page.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import { insertHelp } from '../mail/outbox.ts'
import { cardCodeIn } from '../method/card-codes.ts'
import { doorOf, linkRoles, type LinkRole } from '../method/roles.ts'
import type { Translate } from '../text/text.ts'
import { enterBy, linkTyped } from './entrance.ts'

/** The doors of personal links, and help for those whose link does not work. */
export const personalLinkRoutes: OpenRoute[] = [
  ...linkRoles.map((role) => linkRoute(role, '')),
  linkRoute('participant', '/no'),
  { method: 'get', path: '/erased', door: 'anyone', may: 'anyone', handle: ({ t }) => erased(t) },
  {
    method: 'get',
    path: '/link-help',
    door: 'anyone',
    may: 'anyone',
    handle: (visit) => showHelp(visit, blankForm),
  },
  {
    method: 'post',
    path: '/link-help',
    door: 'anyone',
    may: 'anyone',
    handle: async (visit) => {
      const { db, t, at, body, deps, address } = visit
      const input = Plea.safeParse(body)
      if (!input.success) return showHelp(visit, refusedForm(t, body, input.error))
      await deps.limits.take('mailFrom', address)
      await deps.limits.take('mailTo', `link ${input.data.email}`)
      await change(db, { kind: 'stranger', action: 'links.ask', at }, async (tx) => {
        await insertHelp(tx, { template: 'linkHelp', address: input.data.email, language: t.language }, at)
        return { id: '' }
      })
      deps.outbox.poke()
      return {
        view: 'doors/message',
        page: { title: t('linkHelp.asked'), text: t('linkHelp.askedText'), links: [] },
      }
    },
  },
]

/** A link as it stands in mails; with `/no` it leads to where one declines. */
function linkRoute(role: LinkRole, to: '' | '/no'): OpenRoute {
  return {
    method: 'get',
    path: `/${doorOf[role]}/:token${to}`,
    door: 'anyone',
    may: 'anyone',
    handle: (visit) => enter(visit, role, to === '/no' ? '/withdrawal' : ''),
  }
}

const Plea = z.object({ email: email('account.emailRequired') })

/** Opens what stands behind a link; who typed the code of a card behind the address is let in as well. */
async function enter(visit: OpenVisit, role: LinkRole, below: string): Promise<Answer> {
  const { db, at, param, deps, address } = visit
  const code = role === 'participant' ? cardCodeIn(param('token')) : undefined
  const found =
    code === undefined ? await linkWith(db, param('token'), role, at) : await linkTyped(visit, code)
  if (found.state !== 'good') await deps.limits.take('guesses', address)
  return enterBy(visit, found, below)
}

/** What stands there for who just had everything erased: it asks for nothing any more. */
function erased(t: Translate): Answer {
  return { view: 'doors/message', page: { title: t('erase.done'), text: t('erase.doneText'), links: [] } }
}

function showHelp({ t }: OpenVisit, form: Form): Answer {
  const page = { title: t('linkHelp.title'), lead: t('linkHelp.lead'), form }
  return { view: 'doors/link-help', status: statusOf(form), page }
}
