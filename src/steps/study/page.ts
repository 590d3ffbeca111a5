import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { usesIn, type Entries, type TrailEntry } from '../../http/trail.ts'
import { languages, type Language } from '../../method/languages.ts'
import { modelFigure, type ModelFigure } from '../../method/model-figure.ts'
import { memberRoles } from '../../method/roles.ts'
import { placesIn, studyTextKeys, termKeys } from '../../method/template.ts'
import type { Key, Translate } from '../../text/text.ts'
import {
  beginnings,
  explained,
  freeParts,
  groupOf,
  lists,
  textGroups,
  type List,
  type TextGroup,
} from './input.ts'
import type { itemsOf, membersOf, questionsOf, Study, teamsOf } from './queries.ts'
import { sections, type Section } from './sections.ts'

type Choice = { value: string; text: string; hint?: string }
type Link = { href: string; text: string }

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
    lists: (Link & { count: number })[]
    texts: Link[]
    members: Link
    removal: Link | undefined
    mayEdit: boolean
  }
>

/** Where all that was chosen for a study stands, with the ways to change it. */
export function studyPage(t: Translate, seat: Seat, study: Study, counts: Record<string, number>): StudyPage {
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
      lists: lists.map((list) => ({
        href: `${base}/${list}`,
        text: t(`study.${list}.title`),
        count: counts[list] ?? 0,
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
  kind: 'line' | 'area' | 'date' | 'number'
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
  'photos_by',
] as const

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
        hint: (hinted as readonly string[]).includes(field)
          ? t(`study.field.${field}.hint` as Key)
          : undefined,
      })),
      back: baseOf(seat),
    },
  }
}

type Items = Awaited<ReturnType<typeof itemsOf>>
type Teams = Awaited<ReturnType<typeof teamsOf>>
type Row = { name: string; detail: string; uses: string; edit: string | undefined }
type ListPage = Page<
  'study/list',
  {
    list: string
    rows: Row[]
    empty: string
    form: Form
    action: string
    add: string
    hasExplanation: boolean
    isTeams: boolean
    successors: Choice[]
    mayEdit: boolean
    back: string
  }
>

/** One list of the study, each item with what rests on it. */
export function listPage(
  t: Translate,
  seat: Seat,
  list: Exclude<List, 'elements'>,
  { items, teams, uses }: { items: Items; teams: Teams; uses: Entries },
  form: Form,
): ListPage {
  const mayEdit = may(seat.role, 'study.edit')
  return {
    view: 'study/list',
    status: statusOf(form),
    page: {
      title: t(`study.${list}.title`),
      lead: t(`study.${list}.lead`),
      list,
      rows: items.map(({ id, name, explanation }) => ({
        name,
        detail: explanation || timeOf(t, teams, id),
        uses: inWords(t, uses.get(id)),
        edit: mayEdit ? `${baseOf(seat)}/${list}/${id}` : undefined,
      })),
      empty: t(`study.${list}.empty`),
      form,
      action: `${baseOf(seat)}/${list}`,
      add: t(`study.${list}.add`),
      hasExplanation: explained.includes(list),
      isTeams: list === 'teams',
      successors: teams.map(({ id, name }) => ({ value: id, text: name })),
      mayEdit,
      back: baseOf(seat),
    },
  }
}

type ItemPage = Page<
  'study/item',
  {
    form: Form
    action: string
    hasExplanation: boolean
    isTeams: boolean
    successors: Choice[]
    uses: string
    removal: string
    back: string
  }
>

/** One item of a list as a form, with its removal, or what stands in the way of that. */
export function editItemPage(
  t: Translate,
  seat: Seat,
  list: List,
  { id, name, teams, uses }: { id: string; name: string; teams: Teams; uses: TrailEntry[] },
  form: Form,
): ItemPage {
  const action = `${baseOf(seat)}/${list}/${id}`
  return {
    view: 'study/item',
    status: statusOf(form),
    page: {
      title: name,
      lead: t(`study.${list}.title`),
      form,
      action,
      hasExplanation: explained.includes(list),
      isTeams: list === 'teams',
      successors: teams.filter((team) => team.id !== id).map((team) => ({ value: team.id, text: team.name })),
      uses: inWords(t, uses),
      removal: `${action}/removal`,
      back: `${baseOf(seat)}/${list}`,
    },
  }
}

type Questions = Awaited<ReturnType<typeof questionsOf>>
type Asked = { text: string; deeper: string; edit: string | undefined }
type ModelPage = Page<
  'study/model',
  {
    centre: string
    figure: ModelFigure
    elements: {
      id: string
      name: string
      explanation: string
      questions: Asked[]
      edit: string
      ask: string
    }[]
    parts: { name: string; questions: Asked[]; ask: string }[]
    form: Form
    action: string
    mayEdit: boolean
    back: string
  }
>

/** The conversation model: its sides around the experience, and the questions at each. */
export function modelPage(
  t: Translate,
  seat: Seat,
  { study, elements, questions }: { study: Study; elements: Items; questions: Questions },
  form: Form,
): ModelPage {
  const base = baseOf(seat)
  const mayEdit = may(seat.role, 'study.edit')
  const asked = (rows: Questions): Asked[] =>
    rows.map(({ id, text, deeper }) => ({
      text,
      deeper,
      edit: mayEdit ? `${base}/questions/${id}` : undefined,
    }))
  return {
    view: 'study/model',
    status: statusOf(form),
    page: {
      title: t('study.elements.title'),
      lead: t('study.elements.lead', { subject: study.subject || study.name }),
      wide: true,
      centre: t('study.model.centre'),
      figure: modelFigure(elements.map(({ name }) => name)),
      elements: elements.map(({ id, name, explanation }) => ({
        id,
        name,
        explanation,
        questions: asked(questions.filter(({ element_id }) => element_id === id)),
        edit: `${base}/elements/${id}`,
        ask: `${base}/questions/new?part=element&element_id=${id}`,
      })),
      parts: freeParts.map((part) => ({
        name: t(`study.part.${part}`),
        questions: asked(questions.filter((question) => question.part === part)),
        ask: `${base}/questions/new?part=${part}`,
      })),
      form,
      action: `${base}/elements`,
      mayEdit,
      back: base,
    },
  }
}

type Place = { part: string; element_id: string | null }
type QuestionPage = Page<
  'study/question',
  { form: Form; action: string; place: Place; removal: string | undefined; back: string }
>

/** One question as a form. */
export function questionPage(
  t: Translate,
  seat: Seat,
  { place, id, elements }: { place: Place; id: string | undefined; elements: Items },
  form: Form,
): QuestionPage {
  const base = baseOf(seat)
  const element = elements.find((one) => one.id === place.element_id)
  return {
    view: 'study/question',
    status: statusOf(form),
    page: {
      title: id ? t('study.question.change') : t('study.question.new'),
      lead: element?.name ?? t(`study.part.${place.part}` as Key),
      form,
      action: id ? `${base}/questions/${id}` : `${base}/questions`,
      place,
      removal: id && `${base}/questions/${id}/removal`,
      back: `${base}/elements`,
    },
  }
}

type TextsPage = Page<
  'study/texts',
  {
    form: Form
    action: string
    fields: { field: string; label: string; isLine: boolean; places: string }[]
    languages: (Link & { current: boolean })[]
    back: string
  }
>

/** The texts of one group in one language as a form, each with the places that are filled while showing it. */
export function textsPage(
  t: Translate,
  seat: Seat,
  group: TextGroup,
  language: Language,
  form: Form,
): TextsPage {
  const base = baseOf(seat)
  return {
    view: 'study/texts',
    status: statusOf(form),
    page: {
      title: t(`study.texts.${group}`),
      lead: t('study.texts.lead'),
      form,
      action: `${base}/texts/${group}/${language}`,
      fields: studyTextKeys
        .filter((key) => groupOf(key) === group)
        .map((key) => ({
          field: key,
          label: t(`study.text.${key}`),
          isLine: key.endsWith('.subject') || key.endsWith('.title'),
          places: placesIn(String(form.typed[key] ?? ''))
            .map((name) => `{${name}}`)
            .join(' '),
        })),
      languages: languages.map((code) => ({
        href: `${base}/texts/${group}/${code}`,
        text: t(`layout.language.${code}`),
        current: code === language,
      })),
      back: base,
    },
  }
}

type Members = Awaited<ReturnType<typeof membersOf>>
type MembersPage = Page<
  'study/members',
  {
    members: {
      name: string
      email: string
      role: string
      roleName: string
      seesNames: boolean
      readsRaw: boolean
      action: string
      isYourself: boolean
    }[]
    roles: Choice[]
    form: Form
    action: string
    mayEdit: boolean
    back: string
  }
>

/** Who does this study, and who of them may see names and raw text. */
export function membersPage(t: Translate, seat: Seat, members: Members, form: Form): MembersPage {
  const action = `${baseOf(seat)}/members`
  return {
    view: 'study/members',
    status: statusOf(form),
    page: {
      title: t('study.members.title'),
      lead: t('study.members.lead'),
      wide: true,
      members: members.map(({ id, name, email, role, sees_names, reads_raw }) => ({
        name,
        email: email ?? '',
        role,
        roleName: t(`roles.${role}`),
        seesNames: sees_names === 1,
        readsRaw: reads_raw === 1,
        action: `${action}/${id}`,
        isYourself: id === seat.personId,
      })),
      roles: memberRoles.map((value) => ({
        value,
        text: t(`roles.${value}`),
        hint: t(`roles.${value}.hint`),
      })),
      form,
      action,
      mayEdit: may(seat.role, 'members.edit'),
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

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/study`
}

function timeOf(t: Translate, teams: Teams, id: string): string {
  const team = teams.find((one) => one.id === id)
  if (!team) return ''
  const successor = teams.find((one) => one.id === team.successor_id)
  return [
    team.begins_on && t('study.team.since', { date: t.date(team.begins_on) }),
    team.ends_on && t('study.team.until', { date: t.date(team.ends_on) }),
    successor && t('study.team.then', { name: successor.name }),
  ]
    .filter(Boolean)
    .join(', ')
}

function inWords(t: Translate, entries: TrailEntry[] | undefined): string {
  return usesIn(t, entries)
    .map(({ text }) => text)
    .join(', ')
}
