import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import type { Chip, Form } from '../../http/form.ts'
import type { TalkState } from '../../method/lists.ts'
import { talkChangeBetween, talkChangesFrom } from '../../method/talk-changes.ts'
import { talkStates } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { NoMail } from './appointment-queries.ts'
import { hasPassed, warningsFor } from './plan-rules.ts'
import type { Interview } from './queries.ts'
import { baseOf } from './rules.ts'
import type { talkFacts, talkHistory } from './state-queries.ts'

/** Of a talk: when, where and with whom for the study, where it stands and where it can go. */
export type PlannedParts = {
  state: Chip
  facts: { name: string; value: string; href?: string }[]
  /** Why somebody should rather not have this talk: for the team only. */
  warnings: { kind: 'info' | 'attention'; text: string }[]
  unsuited: { text: string; words: string } | undefined
  /** Its time is past, and nobody said yet that it was held. */
  isPast: boolean
  moves: { from: TalkState; to: TalkState; text: string; isBack: boolean }[]
  /** From where a talk goes to read back by what somebody tells of it. */
  onPaper: { from: TalkState; form: Form } | undefined
  action: string
  history: string[]
  /** Whether the participant gets the appointment by mail; the button that sends it, where it can go. */
  mail: { text: string; action: string | undefined } | undefined
}
type Around = {
  today: string
  facts: Awaited<ReturnType<typeof talkFacts>>
  noMail: NoMail | undefined
  history: Awaited<ReturnType<typeof talkHistory>>
}

/** What the page of a talk tells of its planning. */
export function plannedParts(
  t: Translate,
  seat: Seat,
  talk: Interview,
  { today, facts, noMail, history }: Around,
  paper: Form,
): PlannedParts {
  const mayEdit = may(seat.role, 'interviews.edit')
  return {
    state: stateChip(t, talk, seat.at, today),
    facts: factsOf(t, talk),
    warnings: mayEdit
      ? warningsFor(talk).map(({ part, relation }) => ({
          kind: relation === 'judges' ? 'attention' : 'info',
          text: t(`appointments.warn.${relation}`, {
            name: (part === 'asks' ? talk.interviewer : talk.writer) ?? '',
          }),
        }))
      : [],
    unsuited:
      mayEdit && talk.state === 'planned' && talk.unsuited_at !== null
        ? {
            text: t('appointments.unsuitedAt', { time: t.time(talk.unsuited_at) }),
            words: talk.unsuited_words,
          }
        : undefined,
    isPast: talk.state === 'planned' && hasPassed(talk, seat.at, today),
    moves: mayEdit
      ? talkChangesFrom(talk.state, facts).map(({ from, to }) => ({
          ...{ from, to },
          text: t('appointments.move', { to: t(`appointments.state.${to}`) }),
          isBack: talkStates.indexOf(to) < talkStates.indexOf(from),
        }))
      : [],
    onPaper:
      mayEdit && !facts.was_read_back && talkChangeBetween(talk.state, 'read_back')?.needs === 'was_read_back'
        ? { from: talk.state, form: paper }
        : undefined,
    action: `${baseOf(seat)}/${talk.id}/state`,
    mail: mayEdit ? mailOf(t, seat, talk, noMail) : undefined,
    history: history.map(({ at, by, from_state, to_state, words }) => {
      const line = t('appointments.moved', {
        ...{ time: t.time(at), by: by ?? '–' },
        from: t(`appointments.state.${from_state}`),
        to: t(`appointments.state.${to_state}`),
      })
      return words === '' ? line : `${line}. ${words}`
    }),
  }
}

function mailOf(t: Translate, seat: Seat, talk: Interview, why: NoMail | undefined): PlannedParts['mail'] {
  if (why === 'over') return undefined
  if (why !== undefined) return { text: t(`appointments.noMail.${why}`), action: undefined }
  const text =
    talk.mailed_at === null
      ? t('appointments.notMailed')
      : t('appointments.mailed', { time: t.time(talk.mailed_at) })
  return { text, action: `${baseOf(seat)}/${talk.id}/appointment` }
}

function factsOf(t: Translate, talk: Interview): PlannedParts['facts'] {
  const facts = [
    { name: t('interviews.date'), value: whenOf(t, talk) },
    { name: t('appointments.long'), value: talk.minutes === null ? '' : t.duration(talk.minutes) },
    { name: t('interviews.place'), value: talk.place ?? '' },
    ...(talk.online ? [{ name: t('appointments.online'), value: talk.online, href: talk.online }] : []),
    { name: t('interviews.interviewer'), value: talk.interviewer ?? '' },
    { name: t('appointments.writer'), value: talk.writer ?? '' },
  ]
  return facts.filter(({ value }) => value !== '')
}

/** Where a talk stands, in a word: one without a day is still to be planned, one whose time is past was not held by that. */
export function stateChip(
  t: Translate,
  talk: Pick<Interview, 'state' | 'held_on' | 'starts_at' | 'minutes'>,
  at: string,
  today: string,
): Chip {
  if (talk.state !== 'planned') return { text: t(`appointments.state.${talk.state}`), kind: 'good' }
  if (talk.held_on === null) return { text: t('interviews.state.open'), kind: 'neutral' }
  return hasPassed(talk, at, today)
    ? { text: t('appointments.past'), kind: 'attention' }
    : { text: t('appointments.state.planned'), kind: 'info' }
}

/** When a talk is, in words: its day, and the time where that is known. */
export function whenOf(
  t: Translate,
  { held_on, starts_at }: Pick<Interview, 'held_on' | 'starts_at'>,
): string {
  if (starts_at !== null) return t.time(starts_at)
  return held_on === null ? t('interviews.noDate') : t.date(held_on)
}
