import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import {
  contactIn,
  inWordsOf,
  languageOf,
  questionIn,
  type WordedField,
} from '../../method/both-languages.ts'
import { type Language, languages } from '../../method/languages.ts'
import { isPast } from '../../method/past.ts'
import type { Translate } from '../../text/text.ts'
import { beginnings, lists, textGroups } from './input.ts'
import type { Study } from './queries.ts'
import { sections } from './sections.ts'
import { missingWords, type MissingWords } from './worded-page.ts'

export type Choice = { value: string; text: string; hint?: string }
export type Link = { href: string; text: string }

export function newStudyPage(
  t: Translate,
  form: Form,
): Page<'study/new', { form: Form; languages: Choice[]; beginnings: Choice[] }> {
  return {
    view: 'study/new',
    status: statusOf(form),
    page: {
      title: t('study.new'),
      lead: t('study.newLead'),
      form,
      languages: languages.map((value) => ({ value, text: t(`layout.language.${value}`) })),
      beginnings: beginnings.map((value) => ({
        value,
        text: t(`study.beginning.${value}`),
        hint: t(`study.beginning.${value}.hint`),
      })),
    },
  }
}

/** `language` where it is another one than the page's. */
type Fact = { name: string; value: string; language?: Language }

type StudyPage = Page<
  'study/index',
  {
    question: ReturnType<typeof questionIn>
    /** That the date by which photos are wanted is past; it can be meant so. */
    late: { text: string; href: string } | undefined
    facts: Fact[]
    /** What is missing in a language that somebody reads, each as the way to where it is typed. */
    missing: MissingWords[]
    parts: Link[]
    preparations: Link & { count: string }
    lists: (Link & { count: number })[]
    texts: Link[]
    members: Link
    /** What is said of how long things stay. */
    keeping: Link[]
    removal: Link | undefined
    mayEdit: boolean
  }
>

/** Where all that was chosen for a study stands, with the ways to change it. */
export function studyPage(
  t: Translate,
  seat: Seat,
  study: Study,
  {
    readBy,
    ...counts
  }: {
    lists: Record<string, number>
    prepared: { settled: number; total: number }
    /** The languages that people of the study read. */
    readBy: readonly Language[]
  },
): StudyPage {
  const base = baseOf(seat)
  const said = inWordsOf(study, t.language)
  const worded = (field: WordedField): Fact => ({
    name: t(`study.field.${field}`),
    value: said[field],
    language: languageOf(study, field, said[field], t.language),
  })
  const facts: Fact[] = [
    worded('subject'),
    { name: t('study.field.working_definition'), value: study.working_definition },
    { name: t('study.field.network_name'), value: study.network_name },
    worded('commissioner'),
    {
      name: t('study.field.contact_name'),
      value: contactIn(study, t.language),
    },
    worded('responsible'),
    { name: t('study.field.photos_by'), value: study.photos_by ? t.date(study.photos_by) : '' },
    {
      name: t('study.field.photos'),
      value: t('study.photoRange', { min: study.min_photos, max: study.max_photos }),
    },
  ]
  return {
    view: 'study/index',
    page: {
      title: t('study.title'),
      lead: t('study.lead'),
      question: questionIn(study, t.language),
      late:
        isPast(study.photos_by, t.day(seat.at)) && may(seat.role, 'study.edit')
          ? { text: t('invite.late', { date: t.date(study.photos_by) }), href: `${base}/photos` }
          : undefined,
      facts: facts.filter(({ value }) => value !== ''),
      missing: may(seat.role, 'study.edit') ? missingWords(t, seat, study, readBy) : [],
      parts: sections.map((section) => ({ href: `${base}/${section}`, text: t(`study.section.${section}`) })),
      preparations: {
        href: `${base}/preparations`,
        text: t('begin.title'),
        count: t('begin.count', counts.prepared),
      },
      lists: lists.map((list) => ({
        href: `${base}/${list}`,
        text: t(`study.${list}.title`),
        count: counts.lists[list] ?? 0,
      })),
      texts: textGroups.map((group) => ({
        href: `${base}/texts/${group}/${study.language}`,
        text: t(`study.texts.${group}`),
      })),
      keeping: [
        { href: `/studies/${seat.studyId}/interviews/recordings`, text: t('recordings.keeping') },
        { href: `/studies/${seat.studyId}/material/originals`, text: t('originals.setting') },
      ],
      members: { href: `${base}/members`, text: t('study.members.title') },
      removal: may(seat.role, 'study.remove')
        ? { href: `${base}/removal`, text: t('study.removal.title') }
        : undefined,
      mayEdit: may(seat.role, 'study.edit'),
    },
  }
}

type RemovalPage = Page<
  'study/removal',
  { name: string; isExample: boolean; form: Form; action: string; back: string }
>

/** Asks for the name before a study goes with all that is in it. */
export function removalPage(t: Translate, seat: Seat, { name, is_example }: Study, form: Form): RemovalPage {
  return {
    view: 'study/removal',
    status: statusOf(form),
    page: {
      title: t(is_example === 1 ? 'study.removal.example' : 'study.removal.title'),
      lead: t(is_example === 1 ? 'study.removal.exampleLead' : 'study.removal.lead'),
      name,
      isExample: is_example === 1,
      form,
      action: `${baseOf(seat)}/removal`,
      back: baseOf(seat),
    },
  }
}

/** Below what address the pages of a study's own choices stand. */
export function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/study`
}
