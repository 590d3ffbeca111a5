import type { Seat } from '../../access/seat.ts'
import { blankForm, filledForm, statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { missingIn, otherThan } from '../../method/both-languages.ts'
import { firstName } from '../../method/person-names.ts'
import { languages, type Language } from '../../method/languages.ts'
import { written } from '../../method/numbers.ts'
import { isPlace, letters, type Letter } from '../../method/template.ts'
import type { Translate } from '../../text/text.ts'
import type { Study } from '../study/queries.ts'
import { gapsIn, type Gap, type Late, type Missing } from './gaps.ts'
import type { Participant } from './queries.ts'
import type { Reach } from './invite-rules.ts'

/** A mail as it is shown: paragraphs of words, some of which stand for what is missing or comes while sending. */
export type ShownLetter = { subject: Piece[]; paragraphs: Piece[][]; gaps: Gap[]; language: Language }
type Piece = { text: string; kind: 'words' | 'link' | 'missing' }

type Drafted = { subject: string; body: string; missing: Missing[] }

/** Makes a mail ready to show. `say` speaks the language of the mail, `t` that of who looks at it. Without a count of photos, it says that there was one. */
export function shownLetter(
  t: Translate,
  say: Translate,
  seat: Seat,
  { subject, body, missing }: Drafted,
  photos: number | undefined,
): ShownLetter {
  const counted = (text: string) =>
    photos === undefined ? text : text.replaceAll('{photosIn}', String(photos))
  const filled = (text: string) => piecesOf(say, counted(text))
  return {
    subject: filled(subject),
    paragraphs: body.split(/\n\s*\n/).map(filled),
    gaps: gapsIn(t, seat, missing),
    language: say.language,
  }
}

/** The words of a text and its empty places, in their order. */
function piecesOf(t: Translate, text: string): Piece[] {
  return text
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1]
      if (name === undefined) return { text: piece, kind: 'words' }
      if (name === 'link' || name === 'declineLink' || name === 'photosIn')
        return { text: t(`invite.${name}Here`), kind: 'link' }
      const words = isPlace(name) ? t(`place.${name}`) : name
      return { text: t('invite.missingHere', { name: words }), kind: 'missing' }
    })
}

type Choice = { value: string; text: string }
type PreviewPage = Page<
  'people/preview',
  {
    letter: ShownLetter
    letters: { href: string; text: string; current: boolean }[]
    form: Form
    action: string
    late: Late | undefined
    people: Choice[]
    languages: Choice[]
    edit: string
    back: string
  }
>

type Looked = {
  letter: Letter
  language: Language
  person: Participant | undefined
  late: Late | undefined
}

/** A mail as somebody would get it, somebody of the study or made up. Nothing is sent. */
export function previewPage(
  t: Translate,
  seat: Seat,
  shown: ShownLetter,
  people: readonly Participant[],
  { letter, language, person, late }: Looked,
): PreviewPage {
  const study = `/studies/${seat.studyId}`
  const query = new URLSearchParams({ language, ...(person ? { person: person.id } : {}) }).toString()
  return {
    view: 'people/preview',
    page: {
      title: t(`invite.letter.${letter}`),
      lead: t('invite.previewLead'),
      letter: shown,
      letters: letters.map((one) => ({
        href: `${study}/previews/${one}?${query}`,
        text: t(`invite.letter.${one}`),
        current: one === letter,
      })),
      form: filledForm({ language, person: person?.id ?? '' }),
      action: `${study}/previews/${letter}`,
      late,
      people: [
        { value: '', text: t('invite.madeUp') },
        ...people.map((one) => ({ value: one.id, text: calledIn(one) })),
      ],
      languages: languages.map((value) => ({ value, text: t(`layout.language.${value}`) })),
      edit: `${study}/study/texts/mails/${language}`,
      back: person ? `${study}/people/${person.id}` : `${study}/people`,
    },
  }
}

type AskPage = Page<
  'people/ask',
  {
    problem: string | undefined
    /** Said where no mail leaves the house. */
    unsent: string | undefined
    late: Late | undefined
    people: { value: string; text: string; address: string }[]
    /** Asked where somebody got one before. */
    again: { label: string; form: Form } | undefined
    joined: string | undefined
    /** What some of them read in the other language, with where that is filled in. */
    halves: { text: string; href: string }[]
    /** Who gets none though asked for, each with why. */
    left: { title: string; people: string[] } | undefined
    letters: { title: string; letter: ShownLetter }[]
    gaps: Gap[]
    action: string
    send: string | undefined
    back: string
  }
>

type Asking = {
  reach: Reach<Participant & { written: number }>
  problem: string | undefined
  form: Form | undefined
  study: Study
  isKept: boolean
  late: Late | undefined
  letters: readonly { person: Participant; letter: ShownLetter }[]
  gaps: Gap[]
}

/** Asks before mails go: to how many, to whom, to whom not, and what they say. */
export function askPage(t: Translate, seat: Seat, asking: Asking): AskPage {
  const { reach, problem, form = blankForm, study, isKept, late, letters, gaps } = asking
  const { gets, again, joined, left } = reach
  const isWhole = gaps.length === 0 && late === undefined
  return {
    view: 'people/ask',
    status: isWhole ? statusOf(form) : 422,
    page: {
      title:
        isWhole || gets.length === 0 ? t('invite.askTitle', { count: gets.length }) : t('invite.askNotYet'),
      lead: t('invite.askLead'),
      problem,
      unsent: isKept && gets.length > 0 ? t('letters.noServer') : undefined,
      late,
      people: gets.map((person) => ({
        value: `${person.id}:${person.written}`,
        text: calledIn(person),
        address: person.email ?? '',
      })),
      again: again > 0 ? { label: t('invite.again', { count: again, all: gets.length }), form } : undefined,
      halves: halvesFor(t, seat, study, gets),
      joined: joined > 0 ? t('letters.joined', { count: joined, sentence: t('letters.saidYes') }) : undefined,
      left:
        left.length > 0
          ? {
              title: t('invite.left', { count: left.length }),
              people: left.map(({ person, why }) =>
                t('invite.leftOne', { who: calledIn(person), why: t(`invite.why.${why}`) }),
              ),
            }
          : undefined,
      letters: letters.map(({ person, letter }) => ({
        title: t('invite.example', { name: firstName(person.name ?? '') }),
        letter,
      })),
      gaps,
      action: `/studies/${seat.studyId}/invitations`,
      send: gets.length > 0 && isWhole ? t('invite.send', { count: gets.length }) : undefined,
      back: `/studies/${seat.studyId}/people`,
    },
  }
}

function calledIn({ number, name }: Participant): string {
  return `${written(number)} · ${name ?? ''}`
}

/** For whom the agreement is said in two languages at once, as words are missing in the one. */
function halvesFor(t: Translate, seat: Seat, study: Study, people: readonly Participant[]) {
  const read = new Set(people.map(({ language }) => language))
  return [...read].flatMap((language) => {
    if (missingIn(study, language).length === 0) return []
    const names = { language: t(`worded.name.${language}`), other: t(`worded.name.${otherThan(language)}`) }
    return [{ text: t('invite.halves', names), href: `/studies/${seat.studyId}/study` }]
  })
}
