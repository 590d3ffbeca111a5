import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { isSurelyWords, isWorded, missingIn, otherThan } from '../../method/both-languages.ts'
import type { Language } from '../../method/languages.ts'
import { termKeys } from '../../method/template.ts'
import type { Key, Translate } from '../../text/text.ts'
import { baseOf } from './page.ts'
import type { Study } from './queries.ts'
import { otherFieldOf, type Section } from './sections.ts'
import { inNames } from './worded-page.ts'

type Field = {
  field: string
  /** In which language it is typed, where that matters to whoever reads it aloud or checks its spelling. */
  language: Language | undefined
  /** What it is about, where the label alone does not say. */
  about: string | undefined
  label: string
  hint: string
  /** May stay empty for now, but no invitation goes out without it. */
  isAsked: boolean
  kind: 'line' | 'area' | 'date' | 'number' | 'check'
  required: boolean
}

type Asked = { field: string; kind: Field['kind']; required?: true }

/** The fields of each section: how they are typed, and whether they may stay empty. */
const fields: Record<Section, Asked[]> = {
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
  'small_group',
  'with_young',
] as const

const within = ['keep_recording', 'keep_data'] as const

/** What the invitation and the agreement of the template say. */
const asked = [
  ...['subject', 'contact_name', 'contact', 'responsible', 'privacy_officer', 'key_holder'],
  ...['keep_recording', 'keep_data', 'photos_by'],
]

type SectionPage = Page<'study/section', { form: Form; action: string; fields: Field[]; back: string }>

/** One part of the study as a form. What is said in words is asked in both languages, in the study's own first. */
export function sectionPage(
  t: Translate,
  seat: Seat,
  section: Section,
  { study, readBy }: { study: Study; readBy: readonly Language[] },
  form: Form,
): SectionPage {
  const isBoth = section === 'agreements'
  return {
    view: 'study/section',
    status: statusOf(form),
    page: {
      title: t(`study.section.${section}`),
      lead: [
        t(`study.section.${section}.lead`),
        isBoth && t('worded.lead', inNames(t, otherThan(study.language))),
      ]
        .filter(Boolean)
        .join(' '),
      form,
      action: `${baseOf(seat)}/${section}`,
      fields: fields[section].flatMap((one) => fieldsFor(t, one, study, readBy)),
      back: baseOf(seat),
    },
  }
}

/** A field, and after it the same in the other language where it is said in words. */
function fieldsFor(t: Translate, one: Asked, study: Study, readBy: readonly Language[]): Field[] {
  const own = fieldFor(t, one)
  if (!isWorded(one.field)) return [own]
  const { field } = one
  const other = otherThan(study.language)
  const hintIn = (language: Language, hint: string) => {
    const isLacking = readBy.includes(language) && missingIn(study, language).includes(field)
    const lacks = isLacking ? t('worded.lacks', inNames(t, language)) : hint
    return [lacks, isWithin(field) && t(`worded.after.${field}`, { language })].filter(Boolean).join(' ')
  }
  const forWhom = t(isSurelyWords(field) ? 'worded.hint' : 'worded.hintName', inNames(t, other))
  return [
    { ...own, language: study.language, hint: hintIn(study.language, own.hint) },
    {
      ...own,
      field: otherFieldOf(field),
      language: other,
      about: own.label,
      label: t('worded.label', inNames(t, other)),
      isAsked: false,
      hint: hintIn(other, forWhom),
    },
  ]
}

function fieldFor(t: Translate, { field, kind, required }: Asked): Field {
  const isHinted = (hinted as readonly string[]).includes(field)
  const isAsked = asked.includes(field)
  return {
    ...{ field, kind, isAsked, language: undefined, about: undefined, required: required ?? false },
    label: t(`study.field.${field}` as Key),
    hint: [isHinted && t(`study.field.${field}.hint` as Key), isAsked && t('study.askedForInvitation')]
      .filter(Boolean)
      .join(' '),
  }
}

/** Whether the words of a field stand within a sentence of the agreement. */
function isWithin(field: string): field is (typeof within)[number] {
  return (within as readonly string[]).includes(field)
}
