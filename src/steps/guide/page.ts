import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { PhotoKind } from '../../method/lists.ts'
import type { Translate } from '../../text/text.ts'
import type { Part } from './input.ts'
import type { Guide, OpenPhoto } from './queries.ts'
import { gapsIn, type Gap } from './rules.ts'

type Named = { id: string; title: string }
type Counts = { recommendations: number; findings: number; unquoted: readonly Named[]; photos: number }
/** What a guide lacks, and where that is mended when one would have to look for it. */
type Lack = { text: string; ways: { href: string; text: string }[] }
type Row = {
  text: string
  href: string | undefined
  count: string
  chip: { text: string; kind: 'good' | 'attention' }
  lacks: Lack[]
}
type OverviewPage = Page<
  'guide/index',
  {
    isNew: boolean
    mayEdit: boolean
    rows: Row[]
    chip: { text: string; kind: 'good' | 'neutral' }
    since: string | null
    means: string
    address: string | undefined
    open: string
    loopback: string | undefined
    lacks: Lack[]
    publish: string | undefined
    withdraw: string | undefined
    preview: string
    begin: string
    problem: string
  }
>

/** What the guide will hold and what it lacks yet, and who can read it. */
export function overviewPage(
  t: Translate,
  seat: Seat,
  guide: Guide,
  counts: Counts,
  { baseUrl, isLoopback, problem = '' }: { baseUrl: string; isLoopback: boolean; problem?: string },
): OverviewPage {
  const base = baseOf(seat)
  const mayEdit = may(seat.role, 'guide.edit')
  const isPublished = guide.published_at !== null
  const gaps = lacksIn(t, seat, guide, counts)
  const lacks = (some: readonly Gap[]) => gaps.filter(({ gap }) => some.includes(gap))
  return {
    view: 'guide/index',
    status: problem === '' ? 200 : 422,
    page: {
      title: t('guide.title'),
      lead: t('guide.lead'),
      isNew: guide.version === 0,
      mayEdit,
      rows: rowsOf(t, seat, counts, lacks),
      chip: guide.published_at
        ? { text: t('home.guide.published'), kind: 'good' }
        : { text: t('guide.notPublished'), kind: 'neutral' },
      since: guide.published_at && t('guide.publishedOn', { date: t.date(guide.published_at) }),
      means: t(isPublished ? 'guide.publishedMeans' : 'guide.publishMeans'),
      address: isPublished ? `${baseUrl}/guides/${seat.studyId}` : undefined,
      open: `/guides/${seat.studyId}`,
      loopback: isPublished && isLoopback ? t('people.loopback', { baseUrl }) : undefined,
      lacks: gaps,
      publish: mayEdit && isPublishable(guide) ? `${base}/publication` : undefined,
      withdraw: mayEdit && isPublished ? `${base}/publication/removal` : undefined,
      preview: `${base}/preview`,
      begin: `${base}/opening`,
      problem,
    },
  }
}

function isPublishable({ title, published_at }: Guide): boolean {
  return published_at === null && title !== ''
}

function lacksIn(t: Translate, { studyId }: Seat, guide: Guide, counts: Counts): (Lack & { gap: Gap })[] {
  const unquoted = counts.unquoted.map(({ id, title }) => ({
    href: `/studies/${studyId}/findings/${id}`,
    text: title,
  }))
  return gapsIn(guide, { ...counts, unquoted: unquoted.length }).map(({ gap, count }) => ({
    gap,
    text: t(`guide.lacks.${gap}`, { count }),
    ways: gap === 'quotations' ? unquoted : [],
  }))
}

type PublicationPage = Page<'guide/publication', { lacks: Lack[]; publish: string; back: string }>

/** What the guide lacks, before it is published all the same. Back to the guide when it cannot be published now. */
export function publicationPage(
  t: Translate,
  seat: Seat,
  guide: Guide,
  counts: Counts,
): PublicationPage | { redirect: string } {
  const back = baseOf(seat)
  if (!isPublishable(guide)) return { redirect: back }
  const lacks = lacksIn(t, seat, guide, counts)
  return {
    view: 'guide/publication',
    page: {
      title: t('guide.publishTitle'),
      lead: t('guide.publishMeans'),
      lacks,
      publish: `${back}/publication`,
      back,
    },
  }
}

/** The parts in their order, each with where it is made. */
function rowsOf(
  t: Translate,
  seat: Seat,
  { recommendations, findings, photos }: Counts,
  lacksOf: (gaps: readonly Gap[]) => Lack[],
): Row[] {
  const base = baseOf(seat)
  const found = `/studies/${seat.studyId}/findings`
  const mayEdit = may(seat.role, 'guide.edit')
  const row = (key: keyof typeof gapsOfRow, href: string | undefined, count = ''): Row => {
    const lacks = lacksOf(gapsOfRow[key])
    return {
      text: t(`guide.part.${key}`),
      href,
      count,
      chip:
        lacks.length === 0
          ? { text: t('guide.isReady'), kind: 'good' }
          : { text: t('guide.isLacking'), kind: 'attention' },
      lacks,
    }
  }
  const form = (part: Part | 'photos') => (mayEdit ? `${base}/${part}` : undefined)
  return [
    row('opening', form('opening')),
    row('recommendations', found, t('guide.count.recommendations', { count: recommendations })),
    row('findings', found, t('guide.count.findings', { count: findings })),
    row('reflection', form('reflection')),
    row('method', form('method')),
    row('photos', form('photos'), t('trail.photos', { count: photos })),
    row('makers', form('makers')),
  ]
}

const gapsOfRow = {
  opening: ['title', 'preface'],
  recommendations: ['recommendations'],
  findings: ['findings', 'quotations'],
  reflection: ['reflection', 'questions'],
  method: ['method'],
  photos: ['photos'],
  makers: ['makers'],
} as const satisfies Record<string, readonly Gap[]>

type Field = { field: string; label: string; hint: string; rows: number; required: boolean }
type PartPage = Page<
  'guide/part',
  {
    form: Form
    action: string
    fields: Field[]
    figures: string[]
    /** How it is now, where somebody else wrote in it after the visitor read it. */
    isPublished: boolean
    back: string
  }
>

/** One part of the guide as a form; the method with its figures beside it. */
export function partPage(
  t: Translate,
  seat: Seat,
  part: Part,
  { guide, figures }: { guide: Guide; figures: string[] },
  form: Form,
): PartPage {
  const shown = fields[part].map(([field, rows]) => ({
    field,
    rows,
    label: t(`guide.field.${field}`),
    hint: t(`guide.field.${field}.hint`),
    required: field === 'title',
  }))
  return {
    view: 'guide/part',
    status: statusOf(form),
    page: {
      title: t(`guide.part.${part}`),
      lead: t(`guide.part.${part}.lead`),
      form,
      action: `${baseOf(seat)}/${part}`,
      fields: shown,
      figures,
      isPublished: guide.published_at !== null,
      back: baseOf(seat),
    },
  }
}

/** The fields of each part, with the lines that they show; one of a single line has 1. */
const fields = {
  opening: [
    ['title', 1],
    ['preface', 10],
  ],
  reflection: [
    ['reflection', 10],
    ['reflection_by', 1],
    ['new_questions', 5],
  ],
  method: [['method', 10]],
  makers: [['makers', 5]],
} as const satisfies Record<Part, readonly (readonly [keyof Guide, number])[]>

type Choice = {
  id: string
  kind: PhotoKind
  words: string
  alt: string
  image: string
  isChosen: boolean
  earlier: string | undefined
}
type PhotosPage = Page<
  'guide/photos',
  {
    chosen: Choice[]
    photos: Choice[]
    seen: string[]
    action: string
    toPhotos: string
    form: Form
    back: string
  }
>

/** The photos that everyone may see: those of the photo page in its order, and all of them to choose from. */
export function photosPage(t: Translate, seat: Seat, photos: readonly OpenPhoto[], form: Form): PhotosPage {
  const base = `${baseOf(seat)}/photos`
  const typed = form.typed.chosen === undefined ? undefined : [form.typed.chosen].flat()
  const choices = photos.map(({ id, kind, words, position }, index) => ({
    id,
    kind,
    words,
    alt: t('guide.photoAlt', { kind }),
    image: `${base}/${id}/thumb`,
    isChosen: typed?.includes(id) ?? position !== null,
    earlier: position !== null && index > 0 ? `${base}/${id}/position` : undefined,
  }))
  return {
    view: 'guide/photos',
    status: statusOf(form),
    page: {
      title: t('guide.part.photos'),
      lead: t('guide.part.photos.lead'),
      wide: true,
      chosen: choices.filter((_, index) => photos[index]?.position !== null),
      photos: choices.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      seen: photos.filter(({ position }) => position !== null).map(({ id }) => id),
      action: base,
      toPhotos: `/studies/${seat.studyId}/photos`,
      form,
      back: baseOf(seat),
    },
  }
}

function baseOf({ studyId }: Seat): string {
  return `/studies/${studyId}/guide`
}
