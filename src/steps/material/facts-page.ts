import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { materialKinds, mirrorSpeakers, permissionGivers, type MaterialKind } from '../../method/lists.ts'
import { materialForms, type MaterialFact, type RequiredFact } from '../../method/material-forms.ts'
import type { Translate } from '../../text/text.ts'
import type { KnownFacts } from './facts-queries.ts'

type Choice = { value: string; text: string }
/** A field of the short form of a kind of text. */
export type FactField = {
  field: MaterialFact
  label: string
  hint: string | undefined
  required: boolean
  type: 'text' | 'date' | 'number' | 'radios'
  choices: Choice[]
}

const types: Partial<Record<MaterialFact, FactField['type']>> = {
  on_day: 'date',
  minutes: 'number',
  present_count: 'number',
  spoken_by: 'radios',
  permitted_by: 'radios',
}

/** The short form of a kind of text. */
export function factFields(t: Translate, kind: MaterialKind): FactField[] {
  const { facts, required } = materialForms[kind]
  const choices: Partial<Record<MaterialFact, Choice[]>> = {
    spoken_by: mirrorSpeakers.map((value) => ({ value, text: t(`facts.spokenBy.${value}`) })),
    permitted_by: permissionGivers.map((value) => ({ value, text: t(`facts.permittedBy.${value}`) })),
  }
  return facts.map((field) => ({
    ...{ field, label: labelOf(t, kind, field), hint: hintOf(t, kind, field) },
    required: required.includes(field as RequiredFact),
    ...{ type: types[field] ?? 'text', choices: choices[field] ?? [] },
  }))
}

function labelOf(t: Translate, kind: MaterialKind, field: MaterialFact): string {
  if (kind === 'document' && (field === 'place' || field === 'on_day')) return t(`facts.document.${field}`)
  return t(`facts.${field}`)
}

function hintOf(t: Translate, kind: MaterialKind, field: MaterialFact): string | undefined {
  if (field === 'present') return t(kind === 'shadowing' ? 'facts.workHint' : 'facts.presentHint')
  return field === 'permission' ? t('facts.permissionHint') : undefined
}

/** What is known of a text, each with its name, as the short form of its kind asks it. */
export function knownFacts(t: Translate, kind: MaterialKind, facts: KnownFacts | undefined): Choice[] {
  if (!facts) return []
  return materialForms[kind].facts.flatMap((field) => {
    const value = factIn(t, facts, field)
    return value === '' ? [] : [{ text: labelOf(t, kind, field), value }]
  })
}

function factIn(t: Translate, facts: KnownFacts, field: MaterialFact): string {
  const value = facts[field]
  if (value === null || value === '') return ''
  if (field === 'on_day') return t.date(String(value))
  if (field === 'minutes') return t('facts.minutesLong', { count: Number(value) })
  if (field === 'spoken_by') return facts.spoken_by ? t(`facts.spokenBy.${facts.spoken_by}`) : ''
  if (field === 'permitted_by') return facts.permitted_by ? t(`facts.permittedBy.${facts.permitted_by}`) : ''
  return String(value)
}

type KindsPage = Page<
  'material/kinds',
  { kinds: { href: string; text: string; hint: string }[]; back: string }
>

/** What kind of text is to be added: each with what it is. */
export function kindsPage(t: Translate, { studyId }: Seat): KindsPage {
  const base = `/studies/${studyId}/material`
  return {
    view: 'material/kinds',
    page: {
      title: t('material.add'),
      lead: t('facts.kindsLead'),
      kinds: materialKinds.map((kind) => ({
        href: `${base}/new?kind=${kind}`,
        text: t(`material.kind.${kind}`),
        hint: t(`facts.kind.${kind}`),
      })),
      back: base,
    },
  }
}

type FactsPage = Page<
  'material/facts',
  { form: Form; action: string; fields: FactField[]; warning: string; back: string }
>

/** What is known of a text, to mend. */
export function factsPage(
  t: Translate,
  seat: Seat,
  { id, title, kind }: { id: string; title: string; kind: MaterialKind },
  form: Form,
): FactsPage {
  const text = `/studies/${seat.studyId}/material/${id}`
  return {
    view: 'material/facts',
    status: statusOf(form),
    page: {
      title: t('facts.of', { title }),
      form,
      action: `${text}/facts`,
      fields: factFields(t, kind),
      warning: warningOf(t, kind),
      back: text,
    },
  }
}

/** What is said before anything is written down of young people and parents, or of several at once. */
export function warningOf(t: Translate, kind: MaterialKind): string {
  if (kind === 'mirror') return t('facts.mirrorWarning')
  return kind === 'group' ? t('facts.groupWarning') : ''
}
