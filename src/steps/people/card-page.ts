import { contactIn, questionIn } from '../../method/both-languages.ts'
import { shownCardCode } from '../../method/card-codes.ts'
import type { Seat } from '../../access/seat.ts'
import type { Page } from '../../http/page.ts'
import type { QrCode } from '../../http/qr-code.ts'
import type { Language } from '../../method/languages.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import type { NewCard } from './card-queries.ts'
import { stripNames, type CardReach } from './card-rules.ts'
import type { Gap } from './gaps.ts'
import { baseOf } from './page.ts'
import type { Participant } from './queries.ts'

type AskCardsPage = Page<
  'people/ask-cards',
  {
    problem: string | undefined
    people: { value: string; text: string }[]
    hints: string[]
    /** Who gets none though asked for, each with why. */
    left: { title: string; people: string[] } | undefined
    /** Asked from the page of one person. */
    own: boolean
    gaps: Gap[]
    action: string
    make: string | undefined
    back: string
  }
>

type Holder = Participant & { made: number; hasCard: boolean; isShut: boolean }
/** `later` are those for whom there is no place among so many at once. */
type Asking = {
  reach: CardReach<Holder>
  own: boolean
  later: number
  gaps: Gap[]
  problem: string | undefined
}

/** Asks before cards are made: for whom, what is on them, and which stop by it. */
export function askCardsPage(
  t: Translate,
  seat: Seat,
  { reach, own, later, gaps, problem }: Asking,
): AskCardsPage {
  const { gets, left, have } = reach
  const stops = gets.filter(({ hasCard }) => hasCard).length
  const hints = [
    stops > 0 && t('cards.stops', { count: stops }),
    gets.some(({ isShut }) => isShut) && t('revoke.isShut'),
    have > 0 && t('cards.leftOut.have', { count: have }),
    later > 0 && t('cards.later', { count: later }),
  ]
  return {
    view: 'people/ask-cards',
    status: gaps.length > 0 ? 422 : problem === undefined ? 200 : 409,
    page: {
      title: t('cards.askTitle', { count: gets.length }),
      lead: t('cards.askLead'),
      problem,
      people: gets.map((person) => ({ value: `${person.id}:${person.made}`, text: calledIn(person) })),
      hints: hints.filter((hint) => hint !== false),
      left:
        left.length > 0
          ? {
              title: t('cards.left', { count: left.length }),
              people: left.map(({ person, why }) =>
                t('invite.leftOne', { who: calledIn(person), why: t(`cards.leftOut.${why}`) }),
              ),
            }
          : undefined,
      own,
      gaps,
      action: `/studies/${seat.studyId}/cards`,
      make: gets.length > 0 && gaps.length === 0 ? t('cards.make', { count: gets.length }) : undefined,
      back: baseOf(seat),
    },
  }
}

function calledIn({ number, name }: Participant): string {
  return `${written(number)} · ${name ?? ''}`
}

type Card = {
  language: Language
  strip: string
  title: string
  from: string
  /** The study has it in one language, which need not be that of the card. */
  question: { text: string; language: Language }
  scan: string
  qr: { size: number; path: string; text: string }
  type: string
  address: string
  code: string
  until: string
  only: string
  ask: string
}
type CardsPage = Page<'people/cards', { cards: Card[]; loopback: boolean; baseUrl: string; back: string }>

type Sheet = {
  study: Study
  baseUrl: string
  loopback: boolean
  until: string
  /** Speaks the language of whoever gets a card. */
  sayTo: (language: Language) => Translate
  qrOf: (token: string) => QrCode
}

/** Cards to print and cut out, in the language of each person; shown this once. No name stands below the strip. */
export function cardsPage(t: Translate, seat: Seat, made: readonly NewCard[], sheet: Sheet): CardsPage {
  const { study, baseUrl, loopback, until, sayTo, qrOf } = sheet
  const names = stripNames(made.map(({ person }) => person.name ?? written(person.number)))
  const [only] = made.length === 1 ? made : []
  return {
    view: 'people/cards',
    page: {
      title: t('cards.title', { count: made.length }),
      lead: t('cards.lead'),
      cards: made.map(({ person, token, code }, place) => {
        const say = sayTo(person.language)
        return {
          language: person.language,
          strip: say('cards.for', { name: names[place] ?? '' }),
          title: say('cards.card.title'),
          from: say('cards.card.from', { network: study.network_name }),
          question: questionIn(study, person.language),
          scan: say('cards.card.scan'),
          qr: { ...qrOf(token), text: say('cards.card.qr') },
          type: say('cards.card.type'),
          address: `${baseUrl.replace(/^https:\/\//, '')}/p`,
          code: shownCardCode(code),
          until: say('cards.card.until', { date: say.date(until) }),
          only: say('cards.card.only'),
          ask: say('cards.card.ask', { contact: contactIn(study, person.language) }),
        }
      }),
      loopback,
      baseUrl,
      back: only ? `${baseOf(seat)}/${only.person.id}` : baseOf(seat),
    },
  }
}
