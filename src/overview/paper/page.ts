import type { Seat } from '../../access/seat.ts'
import { readBackChip, statusOf, type Chip, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { altOf, hasImage } from '../../http/photos.ts'
import { paperChips } from '../../http/signed.ts'
import { staysChips } from '../../http/stays.ts'
import { written } from '../../method/numbers.ts'
import type { AnswerPaper } from '../../steps/people/answer-paper-queries.ts'
import type { Participant } from '../../steps/people/queries.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import type { Translate } from '../../text/text.ts'
import { previewOfPhoto, previewOfQuotation, type Preview } from '../own/preview.ts'
import type { IfGiven } from '../own/queries.ts'
import { fieldsOf } from './input.ts'
import type { AskedOf } from './queries.ts'
import { marksFor, type Asked } from './rules.ts'

type Choice = { value: string; text: string; hint?: string }
type Figure = { image: string; alt: string; words: string; isText: boolean }
type Thing = {
  name: string
  /** What it is: a photo, or words. */
  figure: Figure | undefined
  words: string
  chips: Chip[]
  fields: ReturnType<typeof fieldsOf>
  marks: Choice[]
  recognised: Choice[]
  /** Whether a name can stand there, which it does only where leaders or everyone see it. */
  mayBeNamed: boolean
  preview: Preview
  /** What was written with it before, which stays where nothing is written now. */
  before: string
}
type Registered = { id: string; text: string; by: string; scan: string | undefined; action: string }
type PaperAnswersPage = Page<
  'paper/answers',
  {
    things: Thing[]
    stays: (Figure & { why: string })[]
    papers: Registered[]
    form: Form
    /** What stands in front of a problem: which thing it is about. */
    names: Record<string, string>
    /** The name that may stand there. */
    named: string
    action: string
    print: string | undefined
    wall: string
    back: string
  }
>

type Around = { asked: AskedOf; given: IfGiven; papers: readonly AnswerPaper[] }

/** What somebody answered on paper after the talk, each thing by itself, with the papers that are registered. */
export function paperAnswersPage(
  t: Translate,
  seat: Seat,
  { id, number, name }: Participant,
  { asked, given, papers }: Around,
  form: Form,
): PaperAnswersPage {
  const study = `/studies/${seat.studyId}`
  const back = `${study}/people/${id}`
  const action = `${back}/paper-answers`
  const named = name ?? ''
  const around = { base: study, name: named }
  const things = namedIn(t, asked).map(({ one, called }) => ({
    ...{ name: called, fields: fieldsOf(one), marks: markChoices(t, one) },
    ...shownIn(t, study, one, asked),
    chips: chipsOf(t, one, asked),
    recognised: one.asksRecognised ? recognisedChoices(t) : [],
    mayBeNamed: one.most > 1,
    before: one.remark === '' ? '' : t('signed.remarkBefore', { remark: one.remark }),
    preview:
      one.kind === 'photo'
        ? previewOfPhoto(t, around, given, one.id)
        : previewOfQuotation(t, named, given, one.id),
  }))
  return {
    view: 'paper/answers',
    status: statusOf(form),
    page: {
      title: t('signed.of', { number: written(number) }),
      lead: t('signed.lead'),
      things,
      stays: asked.stays.map((photo) => ({ ...figureOf(t, study, photo), why: whyOf(t, photo) })),
      papers: papers.map((paper) => registered(t, action, paper)),
      form,
      names: Object.fromEntries(
        things.flatMap(({ fields, name }) => Object.values(fields).map((field) => [field, name])),
      ),
      named,
      action,
      print: things.length > 0 ? `${action}/form` : undefined,
      wall: `${study}/photos?person=${id}#p-${id}`,
      back,
    },
  }
}

/**
 * Each thing with what it is called: a photo by its number among all of its person, which it has on the own page too, and
 * sentences by their place among those that were asked for.
 */
export function namedIn(
  t: Translate,
  { asked, photos, quotations, nths }: AskedOf,
): { one: Asked; called: string }[] {
  return asked.map((one) => {
    const photo = photos.find(({ id }) => id === one.id)
    const called = photo
      ? t('photos.nth', { kind: photo.kind, nth: nths.get(one.id) ?? 0 })
      : t('signed.sentences', { nth: quotations.findIndex(({ id }) => id === one.id) + 1 })
    return { one, called }
  })
}

/** What a thing is, on paper as on the page. */
export function shownIn(t: Translate, study: string, { id }: Asked, { photos, quotations }: AskedOf) {
  const photo = photos.find((one) => one.id === id)
  const quotation = quotations.find((one) => one.id === id)
  return { figure: photo && figureOf(t, study, photo), words: photo?.words ?? quotation?.words ?? '' }
}

function chipsOf(t: Translate, one: Asked, asked: AskedOf): Chip[] {
  const chip = answerChip(t, one, asked)
  return [...(chip ? [chip] : []), ...paperChips(t, one, asked.papers.get(one.id))]
}

/** What holds of a thing now; that nothing was answered yet, too. */
export function answerChip(t: Translate, { id }: Asked, { photos, quotations }: AskedOf): Chip | undefined {
  const asked = [...photos, ...quotations].find((one) => one.id === id)
  return asked && readBackChip(t, asked)
}

function markChoices(t: Translate, one: Asked): Choice[] {
  return marksFor(one).map((value) => ({
    value,
    text: t(value === 'none' && one.answer !== null ? 'signed.mark.kept' : `signed.mark.${value}`),
  }))
}

function recognisedChoices(t: Translate): Choice[] {
  return (['no', 'yes'] as const).map((value) => ({ value, text: t(`recognised.${value}`) }))
}

function registered(
  t: Translate,
  action: string,
  { id, signed_on, made_at, by, scan }: AnswerPaper,
): Registered {
  return {
    id,
    text: t('signed.signedOn', { day: t.date(signed_on) }),
    by: t('signed.registered', { by, day: t.date(t.day(made_at)) }),
    scan: scan ? `${action}/${id}/scan` : undefined,
    action: `${action}/${id}`,
  }
}

/** A photo as it stands on paper: small, with its words. */
export function figureOf(t: Translate, study: string, { id, kind, words }: Photo): Figure {
  const image = `${study}/photos/${id}/large`
  return { image, alt: altOf(t, kind, words), words, isText: !hasImage(kind) }
}

/** Why a photo stays in the talk, whatever is crossed on paper. */
export function whyOf(t: Translate, photo: Photo): string {
  return staysChips(t, photo)
    .map(({ text }) => text)
    .join('. ')
}

type RemovalPage = Page<'paper/removal', { answers: string[]; action: string; scan: boolean; back: string }>

/** Asks before a registered paper is taken away: which answers fall with it. */
export function paperRemovalPage(
  t: Translate,
  seat: Seat,
  { id, number }: Participant,
  { paper, asked }: { paper: AnswerPaper; asked: AskedOf },
): RemovalPage {
  const back = `/studies/${seat.studyId}/people/${id}/paper-answers`
  const on = namedIn(t, asked).filter(
    ({ one }) => one.answer !== null && asked.papers.get(one.id)?.id === paper.id,
  )
  return {
    view: 'paper/removal',
    page: {
      title: t('signed.removalOf', { number: written(number), day: t.date(paper.signed_on) }),
      lead: t('signed.removalMeans', { count: on.length }),
      answers: on.map(({ called }) => called),
      scan: paper.scan !== null,
      action: `${back}/${paper.id}/removal`,
      back,
    },
  }
}

type ScanPage = Page<'paper/scan', { form: Form; action: string; back: string }>

/** The scan of a registered paper, when what came was none. */
export function paperScanPage(
  t: Translate,
  seat: Seat,
  { id, number }: Participant,
  paper: AnswerPaper,
  form: Form,
): ScanPage {
  const back = `/studies/${seat.studyId}/people/${id}/paper-answers`
  return {
    view: 'paper/scan',
    status: statusOf(form),
    page: {
      title: t('signed.scanOf', { number: written(number), day: t.date(paper.signed_on) }),
      form,
      action: `${back}/${paper.id}/scan`,
      back,
    },
  }
}
