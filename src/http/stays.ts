import { rungs, type Rung } from '../method/lists.ts'
import type { Translate } from '../text/text.ts'
import type { Chip } from './form.ts'

/** What a photo in sight says of how far it can go, whatever its person says. */
type Limits = {
  is_own: 0 | 1
  is_recognisable: 0 | 1
  is_to_blur: 0 | 1
  has_refused: 0 | 1
  has_unsaid: 0 | 1
  people_place: number | null
}
/**
 * Something on it waits to be made unrecognisable; it is not one's own; somebody who may not be on it; a yes that is
 * missing; a yes for the team alone; nobody named yet.
 */
type Why = 'toBlur' | 'notOwn' | 'refused' | 'notAll' | 'teamOnly' | 'recognisable'

/** All that keeps a photo in the talk, whatever its person says of it; nothing when it may go further. */
export function whyStays(photo: Limits): Why[] {
  const { is_own, is_recognisable, is_to_blur, has_refused, has_unsaid, people_place } = photo
  const holds: Record<Why, boolean> = {
    toBlur: is_to_blur === 1,
    notOwn: is_own === 0,
    refused: has_refused === 1,
    notAll: has_unsaid === 1,
    teamOnly: people_place === 0 && has_refused === 0 && has_unsaid === 0,
    recognisable: people_place === null && is_recognisable === 1,
  }
  return (Object.keys(holds) as Why[]).filter((why) => holds[why])
}

/** How far a photo goes: as far as its person said, and no further than it can go at all. */
export function reachOf({ rung, most_place }: { rung: Rung; most_place: number }): Rung {
  return rungs[Math.min(rungs.indexOf(rung), most_place)] ?? 'researchers'
}

/** That a photo stays in the talk, and all that keeps it there; nothing when it may go further. */
export function staysChips(t: Translate, photo: Limits): Chip[] {
  const whys = whyStays(photo).map((why) => t(`stays.why.${why}`))
  return whys.length > 0 ? [{ text: t('stays.only', { whys: whys.join('; ') }), kind: 'attention' }] : []
}

/** What keeps a photo in the talk, and what its person can do about that. */
export type Stays = { why: string; way: string; href: string; link: string }

/** The same for its person, one by one; `href` is where the photo stands. */
export function staysFor(t: Translate, href: string, photo: Limits): Stays[] {
  const blur = { href: `${href}/blur`, link: t('blur.title') }
  const people = { href: `${href}/people`, link: t('depicted.toPeople') }
  const ways = {
    toBlur: blur,
    notOwn: { href, link: t('stays.toPhoto') },
    refused: blur,
    notAll: people,
    teamOnly: people,
    recognisable: people,
  }
  return whyStays(photo).map((why) => ({
    why: t(`stays.why.${why}`),
    way: t(`stays.way.${why}`),
    ...ways[why],
  }))
}
