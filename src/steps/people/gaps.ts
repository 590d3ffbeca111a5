import type { Seat } from '../../access/seat.ts'
import type { Language } from '../../method/languages.ts'
import { isPlace, type Letter } from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import { isPast } from '../../method/past.ts'

/** A place that a mail in a language leaves empty, or a link that it must hold and does not. */
export type Missing = { name: string; letter: Letter; language: Language }

/** Something that an invitation still misses, with where it is filled in. */
export type Gap = { href: string; text: string }

/** Where each place of the study's texts is filled in; what is not here is a text of the mails. */
const filledIn: Record<string, string> = {
  ...{
    subject: 'subject',
    question: 'subject',
    network: 'network',
    deadline: 'photos',
    minPhotos: 'photos',
    maxPhotos: 'photos',
  },
  ...{ researcher: 'agreements', contact: 'agreements', responsible: 'agreements', keyHolder: 'agreements' },
  ...{ privacyOfficer: 'agreements', keepRecording: 'agreements', keepData: 'agreements' },
  totalTime: 'preparations',
}

/** What is missing, in words, each once, as a way to where it is filled in. */
export function gapsIn(t: Translate, { studyId }: Seat, missing: readonly Missing[]): Gap[] {
  const study = `/studies/${studyId}/study`
  const gaps = missing.map(({ name, letter, language }): Gap => {
    const place = isPlace(name) ? t(`place.${name}`) : `{${name}}`
    const part = filledIn[name]
    if (part !== undefined) return { href: `${study}/${part}`, text: place }
    const which = { letter: t(`invite.letter.${letter}`), language: t(`layout.language.${language}`) }
    return { href: `${study}/texts/mails/${language}`, text: t('letters.gap', { place, ...which }) }
  })
  return [...new Map(gaps.map((gap) => [gap.text, gap])).values()]
}

/** That the date by which photos are wanted is past, with where it is set: no mail goes out that asks for them by then. */
export type Late = { text: string; href: string }

/** What to say of the date by which photos are wanted; undefined while it is ahead, or not set. */
export function lateIn(t: Translate, { studyId, at }: Seat, study: Study): Late | undefined {
  if (!isPast(study.photos_by, t.day(at))) return undefined
  return {
    text: t('invite.late', { date: t.date(study.photos_by) }),
    href: `/studies/${studyId}/study/photos`,
  }
}
