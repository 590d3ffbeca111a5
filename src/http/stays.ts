import { rungs, type Rung } from '../method/lists.ts'
import type { Translate } from '../text/text.ts'
import type { Chip } from './form.ts'

/** What a photo in sight says of how far it can go, whatever its person says. */
type Limits = {
  most_place: number
  is_own: 0 | 1
  is_to_blur: 0 | 1
  has_refused: 0 | 1
  people_place: number | null
}
/**
 * Something on it waits to be made unrecognisable; it is not one's own; somebody who may not be on it, an answer that is
 * missing, nobody named yet.
 */
type Why = 'toBlur' | 'notOwn' | 'refused' | 'notAll' | 'recognisable'

/** Why a photo stays in the talk, whatever its person says of it; undefined when it may go further. */
export function whyStays({
  most_place,
  is_own,
  is_to_blur,
  has_refused,
  people_place,
}: Limits): Why | undefined {
  if (most_place > 0) return undefined
  if (is_to_blur === 1) return 'toBlur'
  if (is_own === 0) return 'notOwn'
  if (has_refused === 1) return 'refused'
  return people_place === null ? 'recognisable' : 'notAll'
}

/** How far a photo goes: as far as its person said, and no further than it can go at all. */
export function reachOf({ rung, most_place }: { rung: Rung; most_place: number }): Rung {
  return rungs[Math.min(rungs.indexOf(rung), most_place)] ?? 'researchers'
}

/** That a photo stays in the talk, and why; nothing when it may go further. */
export function staysChips(t: Translate, photo: Limits): Chip[] {
  const why = whyStays(photo)
  return why ? [{ text: t(`stays.why.${why}`), kind: 'attention' }] : []
}

/** What its person can do about a photo that stays in the talk. */
export type Stays = { why: string; way: string; href: string; link: string }

/** The same for its person, with what can be done about it; `href` is where the photo stands. */
export function staysFor(t: Translate, href: string, photo: Limits): Stays | undefined {
  const why = whyStays(photo)
  if (!why) return undefined
  const to = {
    toBlur: { href: `${href}/blur`, link: t('blur.title') },
    notOwn: { href, link: t('stays.toPhoto') },
    refused: { href: `${href}/blur`, link: t('blur.title') },
    notAll: { href: `${href}/people`, link: t('depicted.toPeople') },
    recognisable: { href: `${href}/people`, link: t('depicted.toPeople') },
  }[why]
  return { why: t(`stays.why.${why}`), way: t(`stays.way.${why}`), ...to }
}
