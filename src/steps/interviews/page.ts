import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { addressWith } from '../../http/paging.ts'
import type { Use, Way } from '../../http/trail.ts'
import { relations } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Interview } from './queries.ts'
import type { NoMail } from './appointment-queries.ts'
import { plannedParts, stateChip, whenOf, type PlannedParts } from './plan-page.ts'
import { talkFilters, type TalkFilter } from './plan-rules.ts'
import { recordingSection, type RecordingSection } from './recording-page.ts'
import { baseOf, givesWords, seesPlaces, writtenKey } from './rules.ts'
import type { talkFacts, talkHistory } from './state-queries.ts'
import type { looseTextsOf, textsOf } from './text-queries.ts'

type Choice = { value: string; text: string }
type Person = { id: string; number: number; name: string | null }
type Member = { id: string; name: string }

type InterviewsPage = Page<
  'interviews/index',
  {
    rows: {
      href: string
      number: string
      when: string
      place: string
      interviewer: string
      writer: string
      states: Chip[]
    }[]
    filters: { text: string; href: string; isNow: boolean }[]
    relations: Choice[]
    seesPlaces: boolean
    form: Form
    action: string
    people: Choice[]
    interviewers: Choice[]
    mayPlan: boolean
    total: number
    csv: string | undefined
    next: string | undefined
    first: string | undefined
  }
>

type AroundList = {
  people: readonly Person[]
  members: readonly Member[]
  isFirst: boolean
  hasNext: boolean
  /** How many talks there are, on all pages, and how many by each filter. */
  total: number
  by: Record<TalkFilter, number>
  filter: TalkFilter | undefined
  today: string
}

/** The talks of the study, a page at a time, and a form to plan one. */
export function interviewsPage(
  t: Translate,
  seat: Seat,
  interviews: readonly Interview[],
  { people, members, isFirst, hasNext, total, by, filter, today }: AroundList,
  form: Form,
): InterviewsPage {
  const base = baseOf(seat)
  const last = interviews.at(-1)
  return {
    view: 'interviews/index',
    status: statusOf(form),
    page: {
      title: t('interviews.title'),
      lead: t('interviews.lead'),
      wide: true,
      rows: interviews.map((interview) => ({
        href: `${base}/${interview.id}`,
        number: written(interview.number),
        when: whenOf(t, interview),
        place: [interview.place, interview.online].filter(Boolean).join(' '),
        interviewer: interview.interviewer ?? '',
        writer: interview.writer ?? '',
        states: [
          stateChip(t, interview, seat.at, today),
          ...(interview.state === 'planned' && interview.unsuited_at !== null
            ? [{ text: t('appointments.unsuited'), kind: 'attention' as const }]
            : []),
        ],
      })),
      filters: [
        { text: `${t('appointments.all')} (${total})`, href: base, isNow: filter === undefined },
        ...talkFilters
          .filter((one) => by[one] > 0 || one === filter)
          .map((one) => ({
            text: `${t(`appointments.filter.${one}`)} (${by[one]})`,
            href: addressWith(base, { state: one }),
            isNow: one === filter,
          })),
      ],
      relations: relationChoices(t),
      seesPlaces: seesPlaces(seat),
      form,
      action: base,
      people: people.map(personChoice),
      interviewers: members.map(({ id, name }) => ({ value: id, text: name })),
      mayPlan: may(seat.role, 'interviews.edit'),
      total,
      csv: may(seat.role, 'interviews.export') && total > 0 ? `${base}.csv` : undefined,
      next:
        last && hasNext
          ? addressWith(base, { ...(filter && { state: filter }), after: writtenKey(last) })
          : undefined,
      first: isFirst ? undefined : filter ? addressWith(base, { state: filter }) : base,
    },
  }
}

type InterviewPage = Page<
  'interviews/interview',
  {
    form: Form
    /** Of the two forms, the one that was refused. */
    refused: Form
    action: string
    talk: string | undefined
    card: string
    logbook: string | undefined
    texts: { title: string; href: string | undefined; about: string; removal: string }[]
    adding: string | undefined
    typing: { text: string; href: string } | undefined
    notes: string | undefined
    tie: { action: string; form: Form; choices: Choice[] } | undefined
    /** Where its person reads back, and how much is open there. */
    reading: Use | undefined
    way: Way
    plan: PlannedParts
    relations: Choice[]
    recording: string
    sound: RecordingSection
    noConsent: boolean
    interviewers: Choice[]
    removeMeans: string
    mayEdit: boolean
    back: string
  }
>
type Around = {
  members: readonly Member[]
  /** The places of the talk that hold notes. */
  noted: readonly string[]
  texts: Awaited<ReturnType<typeof textsOf>>
  /** Texts of the person that are of no talk. */
  loose: Awaited<ReturnType<typeof looseTextsOf>>
  reading: Use | undefined
  way: Way
  today: string
  facts: Awaited<ReturnType<typeof talkFacts>>
  noMail: NoMail | undefined
  history: Awaited<ReturnType<typeof talkHistory>>
  recording: Parameters<typeof recordingSection>[3]
}

/** One talk: when, where and by whom, with the way to the conversation, and its texts. */
export function interviewPage(
  t: Translate,
  seat: Seat,
  interview: Interview,
  { members, noted, texts, loose, reading, way, today, facts, noMail, history, recording }: Around,
  forms: { edit: Form; tie: Form; sound: Form; paper: Form },
): InterviewPage {
  const base = baseOf(seat)
  const action = `${base}/${interview.id}`
  const mayEdit = may(seat.role, 'interviews.edit')
  const mayAdd = mayEdit && seat.readsRaw && givesWords(interview)
  const refused = [forms.tie, forms.sound, forms.paper].find((form) => statusOf(form) !== 200) ?? forms.edit
  return {
    view: 'interviews/interview',
    status: statusOf(refused),
    page: {
      title: t('interviews.with', { number: written(interview.number) }),
      lead: t('interviews.oneLead'),
      form: forms.edit,
      refused,
      action,
      talk: seat.readsRaw ? `${action}/talk` : undefined,
      card: `${action}/talk/card`,
      logbook: seat.readsRaw ? `${action}/logbook` : undefined,
      texts: texts.map(({ id, kind, title, length }) => ({
        title,
        href: seat.readsRaw ? `/studies/${seat.studyId}/material/${id}` : undefined,
        about: `${t(`material.kind.${kind}`)} · ${t('material.length', { count: length })}`,
        removal: `${action}/ties/${id}/removal`,
      })),
      typing: mayAdd
        ? { href: `${action}/typing`, text: t(noted.includes('typed') ? 'typing.goOn' : 'typing.title') }
        : undefined,
      adding: mayAdd ? `${action}/texts/new` : undefined,
      notes: mayAdd && noted.some((spot) => spot !== 'typed') ? `${action}/notes-as-text` : undefined,
      tie:
        mayEdit && loose.length > 0
          ? {
              action: `${action}/ties`,
              form: forms.tie,
              choices: loose.map(({ id, kind, title }) => ({
                value: id,
                text: `${title} · ${t(`material.kind.${kind}`)}`,
              })),
            }
          : undefined,
      reading,
      way,
      plan: plannedParts(t, seat, interview, { today, facts, noMail, history }, forms.paper),
      relations: relationChoices(t),
      recording: t(interview.may_record === 1 ? 'interviews.mayRecord' : 'interviews.mayNotRecord'),
      sound: recordingSection(t, seat, interview, recording, texts.length > 0, forms.sound),
      noConsent: !givesWords(interview),
      interviewers: members.map(({ id, name }) => ({ value: id, text: name })),
      removeMeans: t('interviews.removeMeans', { count: texts.length }),
      mayEdit,
      back: base,
    },
  }
}

function relationChoices(t: Translate): Choice[] {
  return relations.map((value) => ({ value, text: t(`appointments.relation.${value}`) }))
}

function personChoice({ id, number, name }: Person): Choice {
  return { value: id, text: name === null ? written(number) : `${written(number)} · ${name}` }
}
