import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Reading } from './reading-queries.ts'
import { reminderDay, readingState } from './reading-rules.ts'
import { baseOf } from './shown.ts'

type ReadingsPage = Page<
  'coding/readings',
  { rows: { href: string; number: string; answered: string; by: string; chip: Chip }[]; back: string }
>

/** Who reads back: how far each is, and by which day. */
export function readingsPage(t: Translate, seat: Seat, readings: readonly Reading[]): ReadingsPage {
  const base = baseOf(seat)
  const today = t.day(seat.at)
  return {
    view: 'coding/readings',
    page: {
      title: t('reading.title'),
      lead: t('reading.lead'),
      rows: readings.map((reading) => ({
        href: readingAddress(seat, reading.person_id),
        number: written(reading.number),
        answered: answeredOf(t, reading),
        by: reading.read_by === null ? '' : t.date(reading.read_by),
        chip: chipOf(t, reading, today),
      })),
      back: base,
    },
  }
}

type ReadingPage = Page<
  'coding/reading',
  {
    facts: { name: string; value: string }[]
    chip: Chip
    isNothing: boolean
    /** The form to say a day, or another one; none where nothing is left to answer. */
    ask: { action: string; means: string; button: string } | undefined
    form: Form
    back: string
  }
>

/** How one person reads back. */
export function readingPage(t: Translate, seat: Seat, reading: Reading, form: Form): ReadingPage {
  const today = t.day(seat.at)
  const isOpen = reading.answered < reading.asked
  const isAsked = reading.read_by !== null
  return {
    view: 'coding/reading',
    status: statusOf(form),
    page: {
      title: t('reading.of', { number: written(reading.number) }),
      lead: t('reading.ofLead'),
      facts: factsOf(t, reading),
      chip: chipOf(t, reading, today),
      isNothing: reading.asked === 0,
      ask:
        isOpen && may(seat.role, 'coding.wish')
          ? {
              action: readingAddress(seat, reading.person_id),
              means: t(reading.has_address === 1 ? 'reading.mailMeans' : 'reading.noAddress'),
              button: t(isAsked ? 'reading.askAnew' : 'reading.ask'),
            }
          : undefined,
      form,
      back: `${baseOf(seat)}/reading`,
    },
  }
}

/** Where it stands how one person reads back. */
export function readingAddress(seat: Seat, personId: string): string {
  return `${baseOf(seat)}/reading/${personId}`
}

function factsOf(t: Translate, reading: Reading) {
  const { read_by, asked_at, mailed_at, reminded_at } = reading
  const facts = [{ name: t('reading.answered'), value: answeredOf(t, reading) }]
  if (read_by === null || asked_at === null) return facts
  const remindsOn = reminderDay({ readBy: read_by, askedOn: t.day(asked_at) })
  const isOpen = reading.answered < reading.asked
  return [
    ...facts,
    { name: t('reading.by'), value: t.date(read_by) },
    { name: t('reading.askedOn'), value: t.date(asked_at) },
    ...(mailed_at === null ? [{ name: t('reading.mail'), value: t('reading.notMailed') }] : []),
    ...(reminded_at !== null
      ? [{ name: t('reading.reminder'), value: t.date(reminded_at) }]
      : mailed_at !== null && isOpen && remindsOn !== undefined
        ? [{ name: t('reading.reminder'), value: t('reading.remindsOn', { date: t.date(remindsOn) }) }]
        : []),
  ]
}

function answeredOf(t: Translate, { asked, answered }: Reading): string {
  return asked === 0 ? t('reading.nothing') : t('reading.count', { answered, asked })
}

function chipOf(t: Translate, reading: Reading, today: string): Chip {
  const state = readingState(reading, today)
  const kinds = {
    none: 'neutral',
    unsaid: 'attention',
    waiting: 'neutral',
    late: 'attention',
    answered: 'good',
  } as const
  return { text: t(`reading.state.${state}`), kind: kinds[state] }
}
