import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { sendingHours } from '../../method/sending-hours.ts'
import type { Translate } from '../../text/text.ts'
import type { Gap } from './gaps.ts'
import type { ShownLetter } from './letter-page.ts'
import type { WhyUnreminded } from './unreminded-rules.ts'
import { daysToChoose, reminderCounts, type PlannedDay } from './reminder-rules.ts'

type RemindersPage = Page<
  'people/reminders',
  {
    action: string
    photosBy: { text: string; change: string }
    form: Form
    days: { value: string; text: string }[]
    planned: { when: string; what: string }[]
    now: {
      means: string
      /** How many get none, for which reason; open where that is everybody. */
      left: { title: string; lines: string[]; isOpen: boolean } | undefined
      letters: { title: string; letter: ShownLetter }[]
      people: string[]
      /** When they go, where that is not at once. */
      later: string
      /** Said where no mail leaves the house. */
      unsent: string
      send: string | undefined
    }
    gaps: Gap[]
    texts: { href: string; text: string }
    back: string
  }
>

type ToRemind = { id: string; takes_part: 0 | 1 | null; had: number }
type Around = {
  photosBy: string | null
  isPast: boolean
  people: readonly ToRemind[]
  left: readonly { why: WhyUnreminded; count: number }[]
  planned: readonly PlannedDay[]
  letters: readonly { name: string; letter: ShownLetter }[]
  gaps: Gap[]
  isKept: boolean
  /** The moment at which they would go, where that is not now: its date and hour. */
  later: { date: string; hour: number } | undefined
}

/** Reminders: who gets one now, if somebody presses, and what goes out by itself, before it does. */
export function remindersPage(t: Translate, seat: Seat, form: Form, around: Around): RemindersPage {
  const { photosBy, isPast, people, left, planned, letters, gaps, isKept, later } = around
  const study = `/studies/${seat.studyId}`
  const counts = reminderCounts(people)
  const none = photosBy === null ? 'noDate' : isPast ? 'past' : gaps.length > 0 ? 'gaps' : undefined
  return {
    view: 'people/reminders',
    status: statusOf(form),
    page: {
      title: t('remind.title'),
      lead: t('remind.lead'),
      action: `${study}/reminders`,
      photosBy: {
        text:
          photosBy === null
            ? t('remind.noDate')
            : t(isPast ? 'remind.datePast' : 'remind.date', { date: t.date(photosBy) }),
        change: `${study}/study/photos`,
      },
      form,
      days: daysToChoose.map((days) => ({ value: String(days), text: t('remind.daysBefore', { days }) })),
      planned: planned.map((one) => plannedWords(t, one, gaps.length === 0)),
      now: {
        means:
          none === undefined ? t('remind.now', { count: counts.total, ...counts }) : t(`remind.none.${none}`),
        left: none === undefined ? leftWords(t, left, counts.total === 0) : undefined,
        letters: letters.map(({ name, letter }) => ({ title: t('invite.example', { name }), letter })),
        people: people.map(({ id, had }) => `${id}:${had + 1}`),
        later: later ? t('remind.later', { day: t.weekday(later.date), hour: later.hour }) : '',
        unsent: isKept ? t('letters.noServer') : '',
        send: counts.total > 0 && none === undefined ? t('remind.send', { count: counts.total }) : undefined,
      },
      gaps,
      texts: { href: `${study}/study/texts/mails/${t.language}`, text: t('invite.editText') },
      back: `${study}/people`,
    },
  }
}

/** What goes out on a day, or went. The hour is told while it is to come. */
function plannedWords(
  t: Translate,
  { day, on, state, people: { total, ...each } }: PlannedDay,
  isWhole: boolean,
) {
  const hour = sendingHours.byItself
  const isDue = state === 'soon' || state === 'lateSoon'
  return {
    when:
      state === 'today' || state === 'coming'
        ? t('remind.when', { day: t.weekday(day), hour })
        : t.weekday(day),
    what: t(isDue && !isWhole ? 'remind.held' : `remind.${state}`, {
      count: total,
      on: t.weekday(on),
      hour,
      ...each,
    }),
  }
}

function leftWords(t: Translate, left: Around['left'], isOpen: boolean) {
  if (left.length === 0) return undefined
  const count = left.reduce((sum, one) => sum + one.count, 0)
  const lines = left.map((one) => t(`remind.why.${one.why}`, { count: one.count }))
  return { title: t('remind.left', { count }), lines, isOpen }
}
