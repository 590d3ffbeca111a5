import type { Page } from '../../http/page.ts'
import type { Evidence, EvidencePhoto, Finding, Recommendation } from '../findings/queries.ts'
import { wordsOf, type Words } from '../../method/evidence.ts'
import type { Translate } from '../../text/text.ts'
import type { Figures, Guide, OpenPhoto } from './queries.ts'
import { byCategory, linesOf, paragraphsOf, widthWithin } from './rules.ts'

/** All that a guide is made of: what was written in it, and what of the findings everyone may see. */
export type Parts = {
  guide: Guide
  findings: readonly Finding[]
  evidence: ReadonlyMap<string, Evidence>
  recommendations: readonly Recommendation[]
  photos: readonly OpenPhoto[]
  figures: Figures
}

type Link = { href: string; text: string }
type Photo = {
  isText: boolean
  words: string
  name: string | null
  alt: string
  image: string
  widths: string
  width: number
  height: number
}
type GuidePage = Page<
  'guide/guide',
  {
    language: string
    isExample: boolean
    preview: { text: string; back: string } | undefined
    contents: Link[]
    preface: string[]
    recommendations: {
      category: string
      items: { text: string[]; facts: { name: string; value: string }[]; restsOn: Link[] }[]
    }[]
    findings: {
      category: string
      items: { id: string; title: string; text: string[]; quotations: Words; photos: Photo[] }[]
    }[]
    reflection: string[]
    reflectionBy: string
    newQuestions: string[]
    method: string[]
    figures: string[]
    photos: Photo[]
    makers: string[]
  }
>

/**
 * The guide as everyone reads it: at its own address once it is published, and for members in the study before. It
 * holds nothing of who said or brought what, and nothing that leads there: findings are numbered anew for their anchors.
 */
export function guidePage(
  t: Translate,
  { guide, findings, evidence, recommendations, photos, figures }: Parts,
  { base, today, back }: { base: string; today: string; back?: string },
): GuidePage {
  const anchors = new Map(findings.map(({ id }, index) => [id, `finding-${index + 1}`]))
  const shown = (photo: EvidencePhoto) => shownPhoto(t, base, photo)
  const chosen = photos.filter(({ position }) => position !== null).map(shown)
  const page = {
    title: guide.title || t('guide.untitled'),
    lead: [guide.network_name && t('guide.of', { network: guide.network_name }), dayOf(t, guide, today)]
      .filter(Boolean)
      .join(' · '),
    language: guide.language,
    isExample: guide.is_example === 1,
    preview: back === undefined ? undefined : { text: previewText(t, guide), back },
    preface: paragraphsOf(guide.preface),
    recommendations: byCategory(recommendations).map(({ category, rows }) => ({
      category,
      items: rows.map((row) => shownRecommendation(t, row, anchors)),
    })),
    findings: byCategory(findings).map(({ category, rows }) => ({
      category,
      items: rows.map(({ id, title, text }) => ({
        id: anchors.get(id) ?? '',
        title,
        text: paragraphsOf(text),
        quotations: wordsOf(evidence.get(id)?.quotations ?? []),
        photos: evidence.get(id)?.photos.map(shown) ?? [],
      })),
    })),
    reflection: paragraphsOf(guide.reflection),
    reflectionBy: guide.reflection_by,
    newQuestions: linesOf(guide.new_questions),
    method: paragraphsOf(guide.method),
    figures: figureLines(t, figures),
    photos: chosen,
    makers: linesOf(guide.makers),
  }
  return { view: 'guide/guide', page: { ...page, contents: contentsOf(t, page) } }
}

function dayOf(t: Translate, { published_at }: Guide, today: string): string {
  return published_at === null
    ? t('guide.draftOf', { date: t.date(today) })
    : t('guide.publishedOn', { date: t.date(published_at) })
}

function previewText(t: Translate, { published_at }: Guide): string {
  return t(published_at === null ? 'guide.previewMeans' : 'guide.previewPublished')
}

/** The chapters that have something in them, in the order of the guide. */
function contentsOf(
  t: Translate,
  page: Pick<GuidePage['page'], Chapter | 'newQuestions' | 'figures'>,
): Link[] {
  const filled: Record<Chapter, number> = {
    preface: page.preface.length,
    recommendations: page.recommendations.length,
    findings: page.findings.length,
    reflection: page.reflection.length + page.newQuestions.length,
    method: page.method.length + page.figures.length,
    photos: page.photos.length,
    makers: page.makers.length,
  }
  return chapters
    .filter((chapter) => filled[chapter] > 0)
    .map((chapter) => ({ href: `#${chapter}`, text: t(`guide.chapter.${chapter}`) }))
}

const chapters = [
  ...(['preface', 'recommendations', 'findings', 'reflection', 'method', 'photos', 'makers'] as const),
]
type Chapter = (typeof chapters)[number]

function shownRecommendation(
  t: Translate,
  { text, by_whom, to_whom, timing, findings }: Recommendation,
  anchors: ReadonlyMap<string, string>,
) {
  const facts = [
    { name: t('guide.byWhom'), value: by_whom },
    { name: t('guide.toWhom'), value: to_whom },
    { name: t('guide.timing'), value: timing },
  ]
  return {
    text: paragraphsOf(text),
    facts: facts.filter(({ value }) => value !== ''),
    // A finding that is a draft still is not in the guide.
    restsOn: findings.flatMap(({ id, title }) => {
      const anchor = anchors.get(id)
      return anchor ? [{ href: `#${anchor}`, text: title }] : []
    }),
  }
}

function shownPhoto(
  t: Translate,
  base: string,
  { id, kind, words, width, height, name }: EvidencePhoto,
): Photo {
  const image = `${base}/photos/${id}`
  const [across, upright] = [width ?? 0, height ?? 0]
  const within = (side: number) => widthWithin(side, across, upright)
  return {
    isText: kind === 'text',
    words,
    name,
    alt: t('guide.photoAlt', { kind }),
    image: `${image}/large`,
    widths: `${image}/thumb ${within(400)}w, ${image}/large ${within(1600)}w`,
    width: across,
    height: upright,
  }
}

/** The figures of a study as sentences: totals of the whole, and nothing of a part of it. */
export function figureLines(t: Translate, figures: Figures): string[] {
  const { people, photos, talks, texts, quotations, sessions, actions } = figures
  const places = listed(t, figures, ['organisations', 'teams'])
  const found = listed(t, figures, ['findings', 'recommendations'])
  const lines = [
    people > 0 && t('guide.figures.people', { count: people, known: places ? 'yes' : 'no', places }),
    photos > 0 && people > 0 && t('guide.figures.photos', { count: photos, talks }),
    photos > 0 && people === 0 && t('guide.figures.photosOnly', { count: photos }),
    photos === 0 && talks > 0 && t('guide.figures.talks', { count: talks }),
    texts > 0 && t('guide.figures.texts', { count: texts }),
    found !== '' && t('guide.figures.found', { what: found }),
    quotations > 0 && t('guide.figures.quotations', { count: quotations }),
    sessions > 0 && t('guide.figures.sessions', { count: sessions }),
    actions > 0 && t('guide.figures.actions', { count: actions }),
  ]
  return lines.filter((line) => line !== false)
}

type Counted = 'organisations' | 'teams' | 'findings' | 'recommendations'

/** What there is of some things, such as "5 organisations and 5 teams". */
function listed(t: Translate, figures: Figures, what: readonly Counted[]): string {
  const there = what.filter((one) => figures[one] > 0)
  const words = there.map((one) => t(`guide.count.${one}`, { count: figures[one] }))
  return new Intl.ListFormat(t.language, { type: 'conjunction' }).format(words)
}
