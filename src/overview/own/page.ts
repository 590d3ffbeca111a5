import type { KeyState } from '../../access/second-key.ts'
import type { Seat } from '../../access/seat.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import { altOf } from '../../http/photos.ts'
import { firstName } from '../../method/person-names.ts'
import type { Consent } from '../../steps/people/consent-queries.ts'
import type { linesFor } from '../../steps/people/own-queries.ts'
import type { OwnAppointment } from '../../steps/interviews/own-queries.ts'
import { askedWords } from '../../steps/photos/blur-page.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import type { Translate } from '../../text/text.ts'
import type { OwnRecording } from '../../steps/interviews/recording-own-queries.ts'
import { shownAppointment, type ShownAppointment } from './appointment-page.ts'
import {
  openedText,
  readByWords,
  wholeWish,
  type OpenedText,
  type OwnOpenedTexts,
  type WholeWish,
} from './reading-back-page.ts'
import { recordingFact } from './recording-page.ts'
import { standingOf, stateIn, type Stage } from './stage-rules.ts'

type Lines = Awaited<ReturnType<typeof linesFor>>
type Counts = { total: number; brought: number; asked: number; answered: number }
type Stop = { text: string; href?: string; state: 'done' | 'now' | 'todo'; count?: string }
type OwnPage = Page<
  'own/index',
  {
    takesPart: boolean
    opening: string[]
    task: string[]
    example: string[]
    tips: string[]
    doNot: string[]
    noTime: string
    facts: { name: string; value: string }[]
    steps: Stop[]
    next: { text: string; href: string }
    /** Photos on which the team asks to make something unrecognisable: that comes first. */
    toBlur: { words: string; href: string; image: string; alt: string }[]
    appointments: ShownAppointment[]
    /** Texts of the own talk that can be read whole now. */
    opened: OpenedText[]
    /** How to ask for that, after the talk, where no page of reading back offers it. */
    whole: WholeWish | undefined
    photos: string
    /** Where it is told that somebody reads this. */
    arrival: string
    consent: string
    /** The text was changed, and the team asks to read it. */
    isAskedAnew: boolean
    stop: string
    kept: string
    code: string
    offersCode: boolean
  }
>

/** A participant's own page: before agreeing the assignment and who asks; after it how far one is, and what is next. */
export function ownPage(
  t: Translate,
  seat: Seat,
  {
    lines,
    consent,
    counts,
    isReady,
    isHeld,
    isAskedAnew,
    key,
    toBlur,
    appointments,
    recordings,
    readBy,
    opened,
    wishedAt,
  }: {
    lines: Lines
    consent: Consent | undefined
    counts: Counts
    isReady: boolean
    isHeld: boolean
    isAskedAnew: boolean
    key: KeyState
    toBlur: readonly Photo[]
    appointments: readonly OwnAppointment[]
    recordings: readonly OwnRecording[]
    readBy: string | undefined
    opened: OwnOpenedTexts
    /** Since when this person wants to read the whole talk. */
    wishedAt: string | undefined
  },
): OwnPage {
  const base = homeOf(seat)
  const takesPart = consent?.takes_part === 1
  const { minimum, maximum } = lines
  const { current, isAsked } = standingOf({ ...counts, takesPart, isReady, isHeld })
  const stateOf = (stage: Stage) => stateIn(current, stage)
  const facts = [
    { name: t('own.whoAsks'), value: lines.researcher },
    { name: t('own.time'), value: lines.totalTime },
    deadlineOf(t, lines, isHeld),
    { name: t('own.call'), value: lines.contact },
    ...(isAsked && counts.answered < counts.asked && readBy !== undefined
      ? [{ name: t('reading.own'), value: readByWords(t, seat, readBy) }]
      : []),
    ...recordings.map((recording) => recordingFact(t, recording)),
  ]
  const photos = { text: t('own.step.photos'), href: `${base}/photos` }
  return {
    view: 'own/index',
    page: {
      title: takesPart ? t('own.title', { name: firstName(seat.personName) }) : lines.title,
      takesPart,
      opening: lines.lead,
      task: lines.task,
      example: lines.example,
      tips: lines.tips,
      doNot: lines.doNot,
      noTime: lines.noTime,
      facts: facts.filter(({ value }) => value !== ''),
      steps: [
        { text: t('own.step.consent'), href: `${base}/consent`, state: stateOf('consent') },
        {
          ...photos,
          state: stateOf('photos'),
          count: t('photos.progress', { count: counts.brought, minimum, maximum, span: maximum - minimum }),
        },
        { text: t('own.step.talk'), state: stateOf('talk') },
        {
          text: t('own.step.readBack'),
          ...(isAsked ? { href: `${base}/reading-back` } : {}),
          state: stateOf('readBack'),
        },
        {
          text: t('own.became'),
          ...(isAsked ? { href: `${base}/trail` } : {}),
          state: stateOf('became'),
        },
      ],
      next: nextOf(t, base, current, {
        isAsked,
        brings: counts.brought >= minimum ? 'enough' : counts.total > 0 ? 'some' : 'none',
      }),
      toBlur: toBlur.map((photo) => ({
        words: askedWords(t, photo),
        href: `${base}/photos/${photo.id}/blur`,
        image: `${base}/photos/${photo.id}/thumb`,
        alt: altOf(t, photo.kind, photo.words),
      })),
      appointments: appointments.map((talk) => shownAppointment(t, seat, talk)),
      opened: opened.map((text) => openedText(t, seat, text)),
      whole:
        isHeld && !isAsked && opened.length === 0 && consent?.words_withdrawn_at === null
          ? wholeWish(t, seat, wishedAt)
          : undefined,
      photos: `${base}/photos`,
      arrival: `${base}/arrival`,
      consent: `${base}/consent`,
      isAskedAnew,
      stop: `${base}/withdrawal`,
      kept: `${base}/kept`,
      code: `${base}/code`,
      offersCode: key.mayChoose && !key.hasCode,
    },
  }
}

/** By when photos are wanted: once that is past, that they may still come; after the talk, nothing. */
function deadlineOf(t: Translate, { deadline, isLate }: Lines, isHeld: boolean) {
  if (isHeld) return { name: '', value: '' }
  if (isLate) return { name: t('own.photosLate'), value: t('own.photosLateMeans') }
  return { name: t('own.deadline'), value: deadline }
}

/** The one thing to do in the current step; while it waits for the team, a look at what is there. */
function nextOf(t: Translate, base: string, current: Stage, { isAsked, brings }: Standing) {
  const look = { text: t('own.next.look'), href: `${base}/photos` }
  return {
    consent: { text: t('own.begin'), href: `${base}/consent` },
    photos: {
      text: t(`own.next.${brings}`),
      href: brings === 'enough' ? `${base}/photos#chosen` : `${base}/photos`,
    },
    talk: look,
    readBack: isAsked ? { text: t('own.next.readBack'), href: `${base}/reading-back` } : look,
    became: { text: t('own.became'), href: `${base}/trail` },
  }[current]
}
type Standing = { isAsked: boolean; brings: 'none' | 'some' | 'enough' }
