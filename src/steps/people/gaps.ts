import type { Seat } from '../../access/seat.ts'
import { isPlace } from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import { isPast } from './rules.ts'

/** Something that an invitation still misses, with where it is filled in. */
export type Gap = { href: string; text: string }

/** Where each place of the study's texts is filled in; what is not here is a text of the mails. */
const filledIn: Record<string, string> = {
  ...{ subject: 'subject', network: 'network', deadline: 'photos', minPhotos: 'photos', maxPhotos: 'photos' },
  ...{ researcher: 'agreements', contact: 'agreements', responsible: 'agreements', keyHolder: 'agreements' },
  ...{ privacyOfficer: 'agreements', keepRecording: 'agreements', keepData: 'agreements' },
  totalTime: 'preparations',
}

/** What is missing, in words, each as a way to where it is filled in. */
export function gapsIn(t: Translate, { studyId }: Seat, missing: readonly string[]): Gap[] {
  const study = `/studies/${studyId}/study`
  return missing.map((name) => ({
    href: `${study}/${filledIn[name] ?? `texts/mails/${t.language}`}`,
    text: isPlace(name) ? t(`place.${name}`) : `{${name}}`,
  }))
}

/** That the date by which photos are wanted is past, with where it is set: no mail goes out that asks for them by then. */
export type Late = { text: string; href: string }

/** What to say of the date by which photos are wanted; undefined while it is ahead, or not set. */
export function lateIn(t: Translate, { studyId, at }: Seat, study: Study): Late | undefined {
  if (study.photos_by === null || !isPast(study.photos_by, t.day(at))) return undefined
  return {
    text: t('invite.late', { date: t.date(study.photos_by) }),
    href: `/studies/${studyId}/study/photos`,
  }
}
