import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { languages } from '../../method/languages.ts'
import type { Key, Translate } from '../../text/text.ts'
import { beginnings, lists, textGroups } from './input.ts'
import type { Study } from './queries.ts'
import { type Section, sections } from './sections.ts'
import { termKeys } from '../../method/template.ts'

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

type StudyPage = Page<
  'study/index',
  {
    question: string
    facts: { name: string; value: string }[]
    parts: Link[]
    preparations: Link & { count: string }
    lists: (Link & { count: number })[]
    texts: Link[]
    members: Link
    removal: Link | undefined
    mayEdit: boolean
  }
>

/** Where all that was chosen for a study stands, with the ways to change it. */
export function studyPage(
  t: Translate,
  seat: Seat,
  study: Study,
  counts: { lists: Record<string, number>; prepared: { settled: number; total: number } },
): StudyPage {
  const base = baseOf(seat)
  const facts = [
    { name: t('study.field.subject'), value: study.subject },
    { name: t('study.field.working_definition'), value: study.working_definition },
    { name: t('study.field.network_name'), value: study.network_name },
    { name: t('study.field.commissioner'), value: study.commissioner },
    {
      name: t('study.field.contact_name'),
      value: [study.contact_name, study.contact].filter(Boolean).join(', '),
    },
    { name: t('study.field.responsible'), value: study.responsible },
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
      question: study.question,
      facts: facts.filter(({ value }) => value !== ''),
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
      members: { href: `${base}/members`, text: t('study.members.title') },
      removal: may(seat.role, 'study.remove')
        ? { href: `${base}/removal`, text: t('study.removal.title') }
        : undefined,
      mayEdit: may(seat.role, 'study.edit'),
    },
  }
}

type Field = {
  field: string
  label: string
  hint: string | undefined
  /** May stay empty for now, but no invitation goes out without it. */
  isAsked: boolean
  kind: 'line' | 'area' | 'date' | 'number' | 'check'
  required: boolean
}

/** The fields of each section: how they are typed, and whether they may stay empty. */
const fields: Record<Section, { field: string; kind: Field['kind']; required?: true }[]> = {
  subject: [
    { field: 'name', kind: 'line', required: true },
    { field: 'subject', kind: 'line' },
    { field: 'question', kind: 'area' },
    { field: 'working_definition', kind: 'area' },
  ],
  network: [
    { field: 'network_name', kind: 'line' },
    ...termKeys.map((field) => ({ field, kind: 'line' as const, required: true as const })),
  ],
  agreements: [
    { field: 'commissioner', kind: 'area' },
    { field: 'contact_name', kind: 'line' },
    { field: 'contact', kind: 'line' },
    { field: 'responsible', kind: 'line' },
    { field: 'privacy_officer', kind: 'line' },
    { field: 'key_holder', kind: 'line' },
    { field: 'keep_recording', kind: 'line' },
    { field: 'keep_data', kind: 'line' },
    { field: 'with_young', kind: 'check' },
  ],
  photos: [
    { field: 'photos_by', kind: 'date' },
    { field: 'min_photos', kind: 'number', required: true },
    { field: 'max_photos', kind: 'number', required: true },
    { field: 'small_group', kind: 'number', required: true },
  ],
}

const hinted = [
  'subject',
  'question',
  'working_definition',
  'network',
  'commissioner',
  'contact',
  'key_holder',
  'keep_recording',
  'keep_data',
  'small_group',
  'with_young',
] as const

/** What the invitation and the agreement of the template say. */
const asked = [
  ...['subject', 'contact_name', 'contact', 'responsible', 'privacy_officer', 'key_holder'],
  ...['keep_recording', 'keep_data', 'photos_by'],
]

type SectionPage = Page<'study/section', { form: Form; action: string; fields: Field[]; back: string }>

/** One part of the study as a form. */
export function sectionPage(t: Translate, seat: Seat, section: Section, form: Form): SectionPage {
  return {
    view: 'study/section',
    status: statusOf(form),
    page: {
      title: t(`study.section.${section}`),
      lead: t(`study.section.${section}.lead`),
      form,
      action: `${baseOf(seat)}/${section}`,
      fields: fields[section].map(({ field, kind, required }) => ({
        field,
        kind,
        required: required ?? false,
        label: t(`study.field.${field}` as Key),
        isAsked: asked.includes(field),
        hint: [
          (hinted as readonly string[]).includes(field) && t(`study.field.${field}.hint` as Key),
          asked.includes(field) && t('study.askedForInvitation'),
        ]
          .filter(Boolean)
          .join(' '),
      })),
      back: baseOf(seat),
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
