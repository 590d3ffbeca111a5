import { z } from 'zod'
import { change } from '../access/change.ts'
import { linkWith } from '../access/links.ts'
import { enterByLink } from '../access/visits.ts'
import { blankForm, email, refusedForm, statusOf, type Form } from '../http/form.ts'
import { homeOf } from '../http/frame.ts'
import type { Answer } from '../http/page.ts'
import { lostLinkPage } from '../http/links.ts'
import type { OpenRoute, OpenVisit } from '../http/route.ts'
import { doorOf, insertHelp } from '../mail/outbox.ts'
import { linkRoles, type LinkRole } from '../method/roles.ts'
import type { Translate } from '../text/text.ts'

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

/**
 * Opening a link makes a visit and nothing else, and leads on to an address that holds no secret. It uses nothing up:
 * mail scanners open links too.
 */
async function enter(visit: OpenVisit, role: LinkRole, below: string): Promise<Answer> {
  const { db, at, now, visitor, param, deps, address } = visit
  const found = await linkWith(db, param('token'), role, at)
  if (found.state !== 'good') {
    await deps.limits.take('guesses', address)
    return lostLinkPage(visit.t, found)
  }
  const { link } = found
  let token = ''
  await change(db, { kind: 'stranger', action: 'links.enter', at, studyId: link.studyId }, async (tx) => {
    token = await enterByLink(tx, visitor, link, now)
    return { id: link.id }
  })
  return { redirect: `${homeOf({ ...link, role })}${below}`, token }
}

/** What stands there for who just had everything erased: it asks for nothing any more. */
function erased(t: Translate): Answer {
  return { view: 'doors/message', page: { title: t('erase.done'), text: t('erase.doneText'), links: [] } }
}

function showHelp({ t }: OpenVisit, form: Form): Answer {
  const page = { title: t('linkHelp.title'), lead: t('linkHelp.lead'), form }
  return { view: 'doors/link-help', status: statusOf(form), page }
}
