import type { ListedLink } from '../../access/links.ts'
import type { Seat } from '../../access/seat.ts'
import { shownLinks } from '../../http/links.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import { baseOf } from './page.ts'
import type { Participant } from './queries.ts'

type LinkPage = Page<'people/link', { link: string; loopback: boolean; baseUrl: string; back: string }>

/** A personal link, shown this once. */
export function linkPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  { link, loopback, baseUrl }: { link: string; loopback: boolean; baseUrl: string },
): LinkPage {
  return {
    view: 'people/link',
    page: {
      title: t('people.linkTitle', { name: calledIn(person) }),
      lead: t('people.linkLead'),
      link,
      loopback,
      baseUrl,
      back: `${baseOf(seat)}/${person.id}`,
    },
  }
}

type RevocationPage = Page<
  'people/revocation',
  { does: string[]; undo: string; action: string; isOpen: boolean; back: string }
>

/** What it does to shut the way in for a participant, before it is done, and how it is undone. */
export function revocationPage(
  t: Translate,
  seat: Seat,
  person: Participant,
  links: readonly ListedLink[],
): RevocationPage {
  const own = `${baseOf(seat)}/${person.id}`
  return {
    view: 'people/revocation',
    page: {
      title: t('revoke.title', { name: calledIn(person) }),
      does: [t('revoke.links'), t('revoke.mails'), t('revoke.kept'), t('revoke.told')],
      undo: t('revoke.undo'),
      action: `${own}/links/removal`,
      isOpen: shownLinks(t, links).mayEnd,
      back: own,
    },
  }
}

function calledIn({ name, number }: Participant): string {
  return name ?? written(number)
}
