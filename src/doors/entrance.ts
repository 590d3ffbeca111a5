import { change } from '../access/change.ts'
import { linkWithCode, type LinkFound } from '../access/links.ts'
import { enterByLink } from '../access/visits.ts'
import { homeOf } from '../http/frame.ts'
import { lostLinkPage } from '../http/links.ts'
import type { Answer } from '../http/page.ts'
import type { OpenVisit } from '../http/route.ts'

/**
 * Opening a link makes a visit and nothing else, and leads on to an address that holds no secret. It uses nothing up:
 * mail scanners open links too. A link that leads nowhere says why.
 */
export async function enterBy(visit: OpenVisit, found: LinkFound, below = ''): Promise<Answer> {
  const { db, at, now, visitor, t } = visit
  if (found.state !== 'good') return lostLinkPage(t, found)
  const { link } = found
  let token = ''
  await change(db, { kind: 'stranger', action: 'links.enter', at, studyId: link.studyId }, async (tx) => {
    token = await enterByLink(tx, visitor, link, now)
    return { id: link.id }
  })
  return { redirect: `${homeOf(link)}${below}`, token }
}

/**
 * What a code leads to. Wrong ones are counted before any is looked up: a code is short, and can be guessed where a
 * token cannot. Right ones are not counted, since a team may type them one after another behind one address.
 */
export async function linkTyped({ db, at, deps, address }: OpenVisit, code: string): Promise<LinkFound> {
  await deps.limits.check('cards', address)
  const found = await linkWithCode(db, code, at)
  if (found.state === 'unknown') await deps.limits.take('cards', address)
  return found
}
