import type { Seat } from '../../access/seat.ts'
import { readBackChoices } from '../../http/form.ts'
import { homeOf } from '../../http/frame.ts'
import type { Page } from '../../http/page.ts'
import { askedQuotation, type AskedQuotation } from '../../steps/coding/page.ts'
import type { Quotation } from '../../steps/coding/queries.ts'
import type { Consent } from '../../steps/people/consent-queries.ts'
import type { linesFor } from '../../steps/people/own-queries.ts'
import { askedPhoto, type AskedPhoto } from '../../steps/photos/page.ts'
import type { Photo } from '../../steps/photos/queries.ts'
import type { Translate } from '../../text/text.ts'

type Lines = Awaited<ReturnType<typeof linesFor>>
type Counts = { total: number; asked: number; answered: number }
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
    next: { text: string; href: string } | undefined
    consent: string
    stop: string
  }
>

/** A participant's own page: before agreeing the assignment and who asks; after it how far one is, and what is next. */
export function ownPage(
  t: Translate,
  seat: Seat,
  { lines, consent, counts }: { lines: Lines; consent: Consent | undefined; counts: Counts },
): OwnPage {
  const base = homeOf(seat)
  const takesPart = consent?.takes_part === 1
  const { minimum, maximum } = lines
  const isEnough = counts.total >= minimum
  const isAsked = counts.asked > 0
  const facts = [
    { name: t('own.whoAsks'), value: lines.researcher },
    { name: t('own.time'), value: lines.totalTime },
    { name: t('own.deadline'), value: lines.deadline },
    { name: t('own.call'), value: lines.contact },
  ]
  const photos = { text: t('own.step.photos'), href: `${base}/photos` }
  return {
    view: 'own/index',
    page: {
      title: takesPart ? t('own.title', { name: seat.personName.split(' ')[0] ?? '' }) : lines.title,
      takesPart,
      opening: lines.lead,
      task: lines.task,
      example: lines.example,
      tips: lines.tips,
      doNot: lines.doNot,
      noTime: lines.noTime,
      facts: facts.filter(({ value }) => value !== ''),
      steps: [
        { text: t('own.step.consent'), href: `${base}/consent`, state: takesPart ? 'done' : 'now' },
        {
          ...photos,
          state: isEnough ? 'done' : 'now',
          count: t('photos.progress', { count: counts.total, minimum, maximum }),
        },
        { text: t('own.step.talk'), state: isAsked ? 'done' : isEnough ? 'now' : 'todo' },
        {
          text: t('own.step.readBack'),
          ...(isAsked ? { href: `${base}/reading-back` } : {}),
          state: !isAsked ? 'todo' : counts.answered === counts.asked ? 'done' : 'now',
        },
        {
          text: t('own.became'),
          ...(isAsked ? { href: `${base}/trail` } : {}),
          state: isAsked && counts.answered === counts.asked ? 'now' : 'todo',
        },
      ],
      next: takesPart
        ? nextOf(t, base, { isAsked: counts.asked > counts.answered, isEnough, has: counts.total > 0 })
        : { text: t('own.begin'), href: `${base}/consent` },
      consent: `${base}/consent`,
      stop: `${base}/withdrawal`,
    },
  }
}

function nextOf(
  t: Translate,
  base: string,
  { isAsked, isEnough, has }: { isAsked: boolean; isEnough: boolean; has: boolean },
) {
  if (isAsked) return { text: t('own.next.readBack'), href: `${base}/reading-back` }
  const key = isEnough ? 'own.next.look' : has ? 'own.next.more' : 'own.next.first'
  return { text: t(key), href: `${base}/photos` }
}

type ReadBackPage = Page<
  'own/reading-back',
  ReturnType<typeof readBackChoices> & {
    quotations: AskedQuotation[]
    photos: AskedPhoto[]
    back: string
  }
>

/** After the talk: whether the team may use one's sentences and photos, one by one, and how far. Silence means no. */
export function readBackPage(
  t: Translate,
  seat: Seat,
  { quotations, photos }: { quotations: readonly Quotation[]; photos: readonly Photo[] },
): ReadBackPage {
  return {
    view: 'own/reading-back',
    page: {
      title: t('photos.readBack'),
      lead: t('photos.readBackLead'),
      quotations: quotations.map((quotation) => askedQuotation(t, seat, quotation)),
      photos: photos.filter(({ wished_at }) => wished_at !== null).map((photo) => askedPhoto(t, seat, photo)),
      ...readBackChoices(t),
      back: homeOf(seat),
    },
  }
}
