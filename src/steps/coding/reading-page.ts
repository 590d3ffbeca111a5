import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { isPast } from '../../method/past.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { textsToOpen } from './opened-queries.ts'
import { handledChip, passageAddress } from './passage-page.ts'
import type { Passage } from './passage-queries.ts'
import type { Reading } from './reading-queries.ts'
import { reminderDay, readingState } from './reading-rules.ts'
import { baseOf, readingAddress, shortened } from './shown.ts'

type ReadingsPage = Page<
  'coding/readings',
  { rows: { href: string; number: string; answered: string; by: string; chips: Chip[] }[]; back: string }
>

/** Who reads back: how far each is, and by which day. */
export function readingsPage(
  t: Translate,
  seat: Seat,
  readings: readonly Reading[],
  { wishes, toHandle }: Waiting,
): ReadingsPage {
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
        chips: [
          chipOf(t, reading, today),
          ...(wishes.has(reading.person_id)
            ? [{ text: t('passages.wishChip'), kind: 'attention' as const }]
            : []),
          ...(toHandle.has(reading.person_id)
            ? [
                {
                  text: t('passages.toHandle', { count: toHandle.get(reading.person_id) ?? 0 }),
                  kind: 'attention' as const,
                },
              ]
            : []),
        ],
      })),
      back: base,
    },
  }
}

/** Who wants to read the whole talk, since when, and of whom how much that was said waits. */
type Waiting = { wishes: ReadonlyMap<string, string>; toHandle: ReadonlyMap<string, number> }

type ReadingPage = Page<
  'coding/reading',
  {
    facts: { name: string; value: string }[]
    chip: Chip
    isNothing: boolean
    choosing: string | undefined
    /** The form to say a day, or another one; none where nothing is left to answer. */
    ask: { action: string; means: string; button: string } | undefined
    form: Form
    /** That the person wants to read the whole talk, while that is not open. */
    wish: string
    texts: { title: string; until: string; shut: string }[]
    open: { action: string; form: Form; choices: { value: string; text: string }[] } | undefined
    /** What was said of passages: how much waits, and for who reads whole talks, each. */
    passages: { count: string; rows: { text: string; href: string; chips: Chip[] }[] }
    back: string
  }
>

/** How one person reads back. */
export function readingPage(
  t: Translate,
  seat: Seat,
  reading: Reading,
  { wish, texts, passages, form, opening }: AroundReading,
): ReadingPage {
  const today = t.day(seat.at)
  const isOpen = reading.answered < reading.asked
  const isAsked = reading.read_by !== null
  return {
    view: 'coding/reading',
    status: Math.max(statusOf(form), statusOf(opening)),
    page: {
      title: t('reading.of', { number: written(reading.number) }),
      lead: t('reading.ofLead'),
      facts: factsOf(t, reading),
      chip: chipOf(t, reading, today),
      isNothing: reading.asked === 0,
      choosing: may(seat.role, 'coding.wish')
        ? `${readingAddress(seat, reading.person_id)}/choosing`
        : undefined,
      ask:
        isOpen && may(seat.role, 'coding.wish')
          ? {
              action: readingAddress(seat, reading.person_id),
              means: t(reading.has_address === 1 ? 'reading.mailMeans' : 'reading.noAddress'),
              button: t(isAsked ? 'reading.askAnew' : 'reading.ask'),
            }
          : undefined,
      form: statusOf(opening) === 200 ? form : opening,
      wish: wish === undefined ? '' : t('passages.wished', { date: t.date(wish) }),
      texts: texts
        .filter(({ until_on }) => until_on !== null)
        .map(({ id, title, until_on }) => ({
          title,
          until: t(isPast(until_on, today) ? 'passages.wasOpen' : 'passages.isOpen', {
            date: t.date(until_on ?? today),
          }),
          shut: `${readingAddress(seat, reading.person_id)}/texts/${id}/removal`,
        })),
      open:
        may(seat.role, 'coding.wish') && texts.length > 0
          ? {
              action: `${readingAddress(seat, reading.person_id)}/texts`,
              form: opening,
              choices: texts.map(({ id, kind, title }) => ({
                value: id,
                text: `${title} · ${t(`material.kind.${kind}`)}`,
              })),
            }
          : undefined,
      passages: {
        count: t('passages.count', {
          count: passages.length,
          open: passages.filter(({ handled_at }) => handled_at === null).length,
        }),
        rows: seat.readsRaw ? passages.map((one) => rowOf(t, seat, one)) : [],
      },
      back: `${baseOf(seat)}/reading`,
    },
  }
}

type AroundReading = {
  wish: string | undefined
  texts: Awaited<ReturnType<typeof textsToOpen>>
  passages: readonly Passage[]
  form: Form
  opening: Form
}

/** What is left out is told of without its words. */
function rowOf(t: Translate, seat: Seat, passage: Passage) {
  const { id, kind, words, remark } = passage
  return {
    text: kind === 'leave_out' ? t('passages.leftOutOnAsking') : shortened(remark || words),
    href: passageAddress(seat, id),
    chips: [{ text: t(`passages.kind.${kind}`), kind: 'info' as const }, handledChip(t, passage)],
  }
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
