import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import {
  contactIn,
  inWordsOf,
  languageOf,
  questionIn,
  type WordedField,
} from '../../method/both-languages.ts'
import type { Language } from '../../method/languages.ts'
import { totalOf, type AskedTime } from '../../method/asked-time.ts'
import { hoursOfNetwork } from '../../steps/people/plan-page.ts'
import type { Prepared } from '../../steps/study/preparation-queries.ts'
import type { Study } from '../../steps/study/queries.ts'
import { shownTimes, type ShownTimes } from '../../steps/study/time-page.ts'
import type { Translate } from '../../text/text.ts'

/** `language` where the words may be in another one than the page. */
type Fact = { name: string; value: string; language?: Language }
type PlanPage = Page<
  'overview/plan',
  {
    question: ReturnType<typeof questionIn>
    issues: string[]
    facts: Fact[]
    who: string[]
    times: ShownTimes
    around: string[]
    settled: { title: string; when: string; note: string }[]
    open: string[]
    back: string
  }
>

/** The plan of a study on one sheet: for whom, what, who, how much time, and what was settled when. Nobody is named who is asked. */
export function planOfStudyPage(
  t: Translate,
  seat: Seat,
  {
    study,
    issues,
    organisations,
    seats,
    times,
    period,
    workTime,
    prepared,
  }: {
    study: Study
    issues: readonly { name: string }[]
    organisations: readonly { name: string }[]
    seats: number
    times: readonly AskedTime[]
    period: string
    workTime: string
    prepared: readonly Prepared[]
  },
): PlanPage {
  const said = inWordsOf(study, t.language)
  const worded = (name: string, field: WordedField): Fact => ({
    name,
    value: said[field],
    language: languageOf(study, field, said[field], t.language),
  })
  const facts: Fact[] = [
    worded(t('begin.plan.commissioner'), 'commissioner'),
    { name: t('begin.plan.contact'), value: contactIn(study, t.language) },
    worded(t('begin.plan.responsible'), 'responsible'),
    worded(t('begin.plan.privacyOfficer'), 'privacy_officer'),
    worded(t('begin.plan.keyHolder'), 'key_holder'),
    worded(t('begin.plan.keepRecording'), 'keep_recording'),
    worded(t('begin.plan.keepData'), 'keep_data'),
  ]
  return {
    view: 'overview/plan',
    page: {
      title: study.name,
      lead: t('begin.plan.lead', { network: study.network_name || study.name }),
      question: questionIn(study, t.language),
      issues: issues.map(({ name }) => name),
      facts: facts.filter(({ value }) => value !== ''),
      who: [
        ...(seats > 0 ? [t('begin.plan.seats', { seats })] : []),
        ...(organisations.length > 0
          ? [t('begin.plan.from', { names: organisations.map(({ name }) => name).join(', ') })]
          : []),
        t('begin.plan.photos', { min: study.min_photos, max: study.max_photos }),
        ...(study.photos_by ? [t('begin.plan.photosBy', { day: t.date(study.photos_by) })] : []),
      ],
      times: shownTimes(t, times),
      around: [
        hoursOfNetwork(t, totalOf(times), seats),
        period && t('begin.plan.period', { period }),
        workTime,
      ].filter(Boolean),
      settled: prepared.flatMap(({ item, note, done_on, name }) =>
        done_on === null
          ? []
          : [{ title: t(`begin.short.${item}`), when: joined(t.date(done_on), name ?? ''), note }],
      ),
      open: prepared.flatMap(({ item, done_on }) => (done_on === null ? [t(`begin.short.${item}`)] : [])),
      back: `/studies/${seat.studyId}/study/preparations`,
    },
  }
}

function joined(...parts: string[]): string {
  return parts.filter(Boolean).join(', ')
}
