import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import { told, versionOf, type Told } from './agreement.ts'
import type { agreementTextWith, AgreementVersion, peopleOnText } from './agreement-queries.ts'

type AgreementsPage = Page<
  'people/agreements',
  { versions: { href: string; name: string; people: string; isNow: boolean }[]; back: string }
>

/** Each text that anybody agreed to, with how many people stand on it. */
export function agreementsPage(
  t: Translate,
  seat: Seat,
  versions: readonly (AgreementVersion & { isNow: boolean })[],
): AgreementsPage {
  return {
    view: 'people/agreements',
    page: {
      title: t('agreements.title'),
      lead: t('agreements.lead'),
      versions: versions.map((version) => ({
        href: `/studies/${seat.studyId}/agreements/${version.id}`,
        name: nameOf(t, version),
        people: t('agreements.people', { count: version.people }),
        isNow: version.isNow,
      })),
      back: `/studies/${seat.studyId}/people`,
    },
  }
}

type AgreementPage = Page<
  'people/agreement',
  Told & {
    isNow: boolean
    people: { href: string; number: string; asked: string }[]
    /** Where those who stand on an older text are asked anew; undefined when there is nobody to ask. */
    renewal: string | undefined
    back: string
  }
>

/** One text as it was agreed to, word for word, and who stand on it. */
export function agreementPage(
  t: Translate,
  seat: Seat,
  version: Awaited<ReturnType<typeof agreementTextWith>>,
  {
    study,
    people,
    isNow,
  }: { study: Study; people: Awaited<ReturnType<typeof peopleOnText>>; isNow: boolean },
): AgreementPage {
  const base = `/studies/${seat.studyId}`
  const isDue = !isNow && people.some(({ asked_anew_at }) => asked_anew_at === null)
  return {
    view: 'people/agreement',
    page: {
      title: version.text.title,
      lead: nameOf(t, version),
      ...told(study, version),
      isNow,
      people: people.map(({ person_id, number, asked_anew_at }) => ({
        href: `${base}/people/${person_id}`,
        number: written(number),
        asked: asked_anew_at === null ? '' : t('agreements.asked', { day: t.date(t.day(asked_anew_at)) }),
      })),
      renewal:
        isDue && may(seat.role, 'people.invite') ? `${base}/agreements/${version.id}/renewal` : undefined,
      back: `${base}/agreements`,
    },
  }
}

/** How a version is called: since when, in which language, and what stands on paper. */
export function nameOf(
  t: Translate,
  { made_at, language, checksum }: Pick<AgreementVersion, 'made_at' | 'language' | 'checksum'>,
): string {
  const version = versionOf(checksum)
  return t('agreements.version', {
    since: t.time(made_at),
    language: t(`layout.language.${language}`),
    version,
  })
}
