import type { ListedLink, LostLink } from '../access/links.ts'
import type { Translate } from '../text/text.ts'
import type { Page } from './page.ts'

type LostLinkPage = Page<
  'doors/lost-link',
  { means: string; then: string; ask: string; links: { href: string; text: string }[] }
>

/**
 * What stands there for whoever holds a link that leads nowhere: what happened to the link, what can be done now, and
 * whom to ask. Nothing about the person, whoever holds it.
 */
export function lostLinkPage(t: Translate, { state, isCard, contact }: LostLink): LostLinkPage {
  const what = isCard ? 'card' : 'link'
  const isGone = state === 'person' || state === 'study'
  const helps = !isGone && state !== 'revoked'
  const whom = contact[t.language]
  const ask = whom === '' ? t('lost.askAnyone') : t('lost.ask', { contact: whom })
  return {
    view: 'doors/lost-link',
    status: state === 'unknown' ? 404 : 410,
    page: {
      title: t(`lost.${state}.title`, { what }),
      means: t(`lost.${state}.means`, { what }),
      then: isGone ? '' : t(`lost.${state}.then`),
      ask: state === 'person' ? '' : ask,
      links: helps
        ? [
            { href: '/link-help', text: t('linkHelp.ask') },
            { href: '/p', text: t('cardDoor.title') },
          ]
        : [],
    },
  }
}

/** The links of somebody as the team reads them: since when each is there, and how it stands. */
export function shownLinks(t: Translate, links: readonly ListedLink[]) {
  return {
    links: links.map(({ made_at, isCard, state }) => ({
      made: t(isCard ? 'people.cardMade' : 'people.linkMade', { made: t.time(made_at) }),
      state: t(`people.link.${state}`),
    })),
    mayEnd: links.some(({ state }) => state === 'unused' || state === 'opened'),
  }
}

/** Whether the team shut the way in, and made no new one. */
export function isShut(links: readonly ListedLink[]): boolean {
  const stands = (...states: ListedLink['state'][]) => links.some(({ state }) => states.includes(state))
  return stands('revoked') && !stands('unused', 'opened', 'expired')
}
