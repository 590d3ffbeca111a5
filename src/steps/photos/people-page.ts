import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { depictedKinds, permissions, rungs, youngKinds, type DepictedKind } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import { goneBox, nobodyBox } from './people-input.ts'
import type { DepictedRow } from './people-queries.ts'
import type { Photo } from './queries.ts'
import { isMarked } from './rules.ts'
import { ownBase, shown, type Shown } from './shown.ts'
import { staysChips, whyStays } from '../../http/stays.ts'

type Choice = { value: string; text: string }
type ShownDepicted = { id: string; who: string; chip: Chip; isRefused: boolean }
type PeoplePage = Page<
  'photos/people',
  {
    photo: Shown
    /** All that keeps the photo in the talk, where that is more than who may not be on it. */
    only: string
    /** How to ask; empty where there is nobody left to ask. */
    untilYes: string
    people: (ShownDepicted & {
      action: string
      permission: string
      rung: string
      guardian: boolean
      asksGuardian: boolean
      gone: string
    })[]
    /** Somebody is on it who may not be on any photo of this study. */
    isRefused: boolean
    kinds: Choice[]
    permissions: Choice[]
    rungs: Choice[]
    asksGuardian: boolean
    form: Form
    action: string
    blur: string
    /** Saying that nobody can be recognised, where it was said that somebody can. */
    nobody: { action: string; box: string } | undefined
    isBlurred: boolean
    back: string
  }
>

type Around = {
  people: readonly DepictedRow[]
  withYoung: boolean
  untilYes: string
  /** It was made unrecognisable just now: whether anybody still can be recognised is the first question then. */
  isBlurred: boolean
}

/** Who can be recognised on a photo of one's own, and what each of them said; with how to ask. */
export function peopleOnPhotoPage(
  t: Translate,
  seat: Seat,
  photo: Photo,
  { people, withYoung, untilYes, isBlurred }: Around,
  form: Form,
): PeoplePage {
  const base = `${ownBase(seat)}/photos`
  const action = `${base}/${photo.id}/people`
  const whys = whyStays(photo)
  const listed = people.map((one) => shownDepicted(t, one, withYoung))
  return {
    view: 'photos/people',
    status: statusOf(form),
    page: {
      title: t('depicted.title'),
      photo: shown(t, base, photo),
      only: whys.some((why) => why !== 'refused') ? (staysChips(t, photo)[0]?.text ?? '') : '',
      untilYes: listed.some(({ isRefused }) => isRefused) && !whys.includes('notAll') ? '' : untilYes,
      people: people.map((one, index) => ({
        ...(listed[index] ?? shownDepicted(t, one, withYoung)),
        action: `${action}/${one.id}`,
        permission: one.permission,
        rung: one.rung,
        guardian: one.guardian === 1,
        asksGuardian: one.kind === 'child',
        gone: goneBox(one.id),
      })),
      isRefused: listed.some(({ isRefused }) => isRefused),
      kinds: depictedKinds.map((value) => ({ value, text: t(`depicted.kind.${value}`) })),
      permissions: permissions.map((value) => ({ value, text: t(`depicted.permission.${value}`) })),
      rungs: rungs.map((value) => ({ value, text: t(`rungs.${value}`) })),
      asksGuardian: withYoung,
      form,
      action,
      blur: `${base}/${photo.id}/blur`,
      nobody: isMarked(photo)
        ? { action: `${base}/${photo.id}/recognisability/removal`, box: nobodyBox }
        : undefined,
      isBlurred: isBlurred && isMarked(photo),
      back: `${base}/${photo.id}`,
    },
  }
}

/** Who can be recognised on a photo, as the researchers see it. */
export function depictedLines(
  t: Translate,
  people: readonly DepictedRow[],
  withYoung: boolean,
): ShownDepicted[] {
  return people.map((one) => shownDepicted(t, one, withYoung))
}

function shownDepicted(t: Translate, one: DepictedRow, withYoung: boolean): ShownDepicted {
  const { id, kind, who, permission, rung, guardian } = one
  const isRefused = !withYoung && isYoung(kind)
  const named = `${who} (${t(`depicted.kind.${kind}`)})`
  if (isRefused)
    return { id, who: named, isRefused, chip: { text: t('depicted.refused'), kind: 'attention' } }
  if (permission !== 'yes')
    return { id, who: named, isRefused, chip: { text: t(`depicted.${permission}`), kind: 'attention' } }
  if (kind === 'child' && guardian === 0)
    return { id, who: named, isRefused, chip: { text: t('depicted.noGuardian'), kind: 'attention' } }
  return { id, who: named, isRefused, chip: { text: t(`rungs.upTo.${rung}`), kind: 'good' } }
}

function isYoung(kind: DepictedKind): boolean {
  return (youngKinds as readonly DepictedKind[]).includes(kind)
}
