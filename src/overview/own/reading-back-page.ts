import type { Seat } from '../../access/seat.ts'
import { readBackChip, readBackChoices, type Asked } from '../../http/form.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import { paperSaid } from '../../http/signed.ts'
import { openRungs, readBackAnswers, type OpenRung } from '../../method/lists.ts'
import { isPast } from '../../method/past.ts'
import type { ownOpenedTexts } from '../../steps/coding/opened-queries.ts'
import { askedQuotation, type AskedQuotation } from '../../steps/coding/permission-page.ts'
import type { Quotation } from '../../steps/coding/queries.ts'
import type { PapersBehind } from '../../steps/people/answer-paper-queries.ts'
import { askedPhoto, type AskedPhoto } from '../../steps/photos/permission-page.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import type { Translate } from '../../text/text.ts'
import { previewOfPhoto, previewOfQuotation, type Preview } from './preview.ts'
import { proposedRung } from './proposed-rules.ts'
import type { IfGiven } from './queries.ts'

type ReadBackPage = Page<
  'own/reading-back',
  ReturnType<typeof readBackChoices> & {
    /** How much is answered, by which day, and what silence means, while something is open. */
    standing: string
    /** What each answer means; open until the first is given. */
    meanings: { answers: { name: string; means: string }[]; isOpen: boolean } | undefined
    quotations: (AskedQuotation & Around)[]
    photos: (AskedPhoto & Around & { name: string })[]
    /** The first one without an answer, once some have one. */
    toNext: { text: string; href: string } | undefined
    isDone: boolean
    /** The talk as a whole: where it can be read, or how to ask for that; none once the own words are taken back. */
    whole: (WholeWish & { opened: OpenedText[] }) | undefined
    back: string
  }
>

/** What stands with each: `said` is what was answered, `paper` that it was on one, `proposed` that a rung was filled in. */
type Around = { preview: Preview; said: string; paper: string; proposed: string }

/** After the talk: whether the team may use one's sentences and photos, one by one, and how far. Silence means no. */
export function readBackPage(
  t: Translate,
  seat: Seat,
  {
    quotations,
    photos,
    nths,
    given,
    papers,
    versions,
    readBy,
    whole,
  }: {
    quotations: readonly Quotation[]
    photos: readonly Photo[]
    nths: ReadonlyMap<string, number>
    given: IfGiven
    papers: PapersBehind
    /** Of each answer, by the id of what it is about. */
    versions: ReadonlyMap<string, string>
    /** The last day on which the team awaits an answer. */
    readBy: string | undefined
    whole: { opened: OwnOpenedTexts; wishedAt: string | undefined; hasWords: boolean }
  },
): ReadBackPage {
  const asked = [...quotations, ...photos.filter((photo) => photo.most_place > 0)]
  const isOpen = asked.some(({ answer }) => answer === null)
  const rung = proposedRung(asked)
  return {
    view: 'own/reading-back',
    page: {
      title: t('photos.readBack'),
      lead: asked.length > 0 ? t('photos.readBackLead') : '',
      standing: [
        answeredOf(t, asked),
        ...(isOpen ? [readBy === undefined ? t('reading.ownSilent') : readByWords(t, seat, readBy)] : []),
      ].join(' '),
      meanings: isOpen ? meaningsOf(t, asked) : undefined,
      quotations: quotations.map((quotation) => ({
        ...proposing(t, askedQuotation(t, seat, quotation, versions.get(quotation.id) ?? ''), rung),
        preview: previewOfQuotation(t, seat.personName, given, quotation.id),
        paper: paperSaid(t, quotation, papers.get(quotation.id)),
        said: saidOf(t, quotation),
      })),
      photos: photos.map((photo) => ({
        ...proposing(t, askedPhoto(t, seat, photo, versions.get(photo.id) ?? ''), rung, photo.most_place),
        name: t('photos.nth', { kind: photo.kind, nth: nths.get(photo.id) ?? 0 }),
        preview: previewOfPhoto(t, { base: homeOf(seat), name: seat.personName }, given, photo.id),
        paper: paperSaid(t, photo, papers.get(photo.id)),
        said: saidOf(t, photo),
      })),
      toNext: nextOpen(t, quotations, photos),
      isDone: asked.length > 0 && !isOpen,
      ...readBackChoices(t),
      whole: whole.hasWords
        ? {
            opened: whole.opened.map((text) => openedText(t, seat, text)),
            ...wholeWish(t, seat, whole.wishedAt),
          }
        : undefined,
      back: homeOf(seat),
    },
  }
}

/** Fills in how far something may go that has no yes yet: that is a proposal, and no answer until it is saved. */
function proposing<One extends { answer: string; rung: string }>(
  t: Translate,
  one: One,
  rung: OpenRung | undefined,
  mostPlace: number = openRungs.length,
): One & { proposed: string } {
  const isOffered = rung !== undefined && openRungs.indexOf(rung) < mostPlace
  if (one.answer === 'fine' || !isOffered) return { ...one, proposed: '' }
  return { ...one, rung, proposed: t('reading.proposed') }
}

function meaningsOf(t: Translate, asked: readonly Asked[]) {
  return {
    answers: readBackAnswers.map((answer) => ({
      name: t(`photos.answer.${answer}`),
      means: t(`reading.means.${answer}`),
    })),
    isOpen: asked.every(({ answer }) => answer === null),
  }
}

export type OwnOpenedTexts = Awaited<ReturnType<typeof ownOpenedTexts>>
export type OpenedText = { text: string; until: string; href: string }

/** A text of the own talk that can be read whole now: where, and until when. */
export function openedText(
  t: Translate,
  seat: Seat,
  { id, kind, until_on }: OwnOpenedTexts[number],
): OpenedText {
  return {
    text: t(`passages.read.${kind === 'transcript' ? 'transcript' : 'other'}`),
    until: t('passages.openUntil', { day: t.weekday(until_on) }),
    href: `${homeOf(seat)}/texts/${id}`,
  }
}

/** Where one asks to read the whole talk or takes that back, and since when it was asked. */
export type WholeWish = { wish: string; wished: string }

/** How one asks to read the whole talk. */
export function wholeWish(t: Translate, seat: Seat, wishedAt: string | undefined): WholeWish {
  return {
    wish: `${homeOf(seat)}/text-wish`,
    wished: wishedAt === undefined ? '' : t('passages.youWished', { date: t.date(wishedAt) }),
  }
}

/** By which day answers are awaited, and what silence means. */
export function readByWords(t: Translate, seat: Seat, readBy: string): string {
  return t(isPast(readBy, t.day(seat.at)) ? 'reading.ownLate' : 'reading.ownBy', { day: t.weekday(readBy) })
}

/** What was answered, in a line; empty where nothing was. */
function saidOf(t: Translate, asked: Asked): string {
  return asked.answer === null ? '' : t('reading.yourAnswer', { answer: readBackChip(t, asked)?.text ?? '' })
}

/** Where to go on: none before the first answer, nor once all are there. */
function nextOpen(t: Translate, quotations: readonly Quotation[], photos: readonly Photo[]) {
  const all = [
    ...quotations.map(({ id, answer }) => ({ href: `#quotation-${id}`, answer })),
    ...photos
      .filter(({ most_place }) => most_place > 0)
      .map(({ id, answer }) => ({ href: `#photo-${id}`, answer })),
  ]
  const open = all.filter(({ answer }) => answer === null)
  const [first] = open
  if (!first || open.length === all.length) return undefined
  return { text: t('reading.goOn', { count: open.length }), href: first.href }
}

/** Of how many things that are asked there is an answer. */
function answeredOf(t: Translate, asked: readonly { answer: string | null }[]): string {
  const answered = asked.filter(({ answer }) => answer !== null).length
  return asked.length < 2 ? '' : t('own.answered', { answered, total: asked.length })
}
