import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { addressWith } from '../../http/paging.ts'
import type { Page } from '../../http/page.ts'
import type { Deviation, Fit, Rank } from '../../method/mirror.ts'
import { suppress, type Shown } from '../../method/small-groups.ts'
import { insteadWords, namesAt } from '../../steps/people/colleague-page.ts'
import type { Gone } from '../../steps/people/fields-page.ts'
import { tabsOf, type Tab } from '../../steps/people/network-page.ts'
import type { Planned } from '../../steps/people/plan-rules.ts'
import type { Translate } from '../../text/text.ts'

type Figure = { count: string; share: string; value: number }
type Fitting = {
  who: string
  why: string
  /** By name, each with where that one can be asked; `more` are not named. */
  people: { name: string; href: string }[]
  more: string
}
type MirrorPage = Page<
  'overview/mirror',
  {
    tabs: Tab[]
    stats: { text: string; value: number | string }[]
    empty: { text: string; href: string } | undefined
    notice: string
    /** Where the list of names and the list of those who are asked say another team or organisation. */
    differs: { text: string; href: string } | undefined
    series: string[]
    attributes: { name: string; bars: string; rows: { name: string; figures: Figure[] }[] }[]
    /** How those who are asked, and those who took part, resemble the network, in words. */
    groups: { text: string; lines: string[] }[]
    /** That the plan has no seat left, so that somebody fits only in the place of another. */
    full: string
    /** For whom another is looked for here. */
    instead: string
    /** Where the whole list of names is, for who may choose from it. */
    list: string | undefined
    ranks: { text: string; fits: Fitting[]; more: string }[]
  }
>

type Mirror = {
  /** Those of the sample are counted in `held`. */
  sample: readonly Planned[]
  tookPart: readonly Planned[]
  counts: { people: number; sample: number; tookPart: number }
  /** Of how many who are asked the list of names says another team or organisation. */
  differing: number
  deviations: { asked: readonly Deviation[]; tookPart: readonly Deviation[] }
  /** With names where there is a list of them, in no order. */
  ranks: readonly Rank<Fit & { names: readonly string[]; isAtMost: boolean }>[]
  /** Whether there is a list of names. */
  hasList: boolean
  /** In whose place somebody is looked for. */
  instead: Gone | undefined
  /** Of how many people the plan is. */
  size: number
  threshold: number
  /** Of all values that were counted, also of what is not mirrored; those of a trait with its name. */
  names: ReadonlyMap<string, string>
}

/**
 * How far those who are asked, and those who took part, resemble the network. Researchers see all of it; who is no
 * researcher sees those who took part, and nothing by which one of them could be told.
 */
export function mirrorPage(t: Translate, seat: Seat, mirror: Mirror): MirrorPage {
  const { sample, tookPart, counts, differing, deviations, ranks, size, threshold, names } = mirror
  const isResearcher = may(seat.role, 'sample.read')
  const mayChoose = mirror.hasList && seat.seesNames && may(seat.role, 'sample.edit')
  const asking = mayChoose ? { instead: mirror.instead?.id } : undefined
  const network = `/studies/${seat.studyId}/people/network`
  const shown = tookPart.map((attribute) =>
    suppress(
      attribute.parts.map((part) => ({ ...part, count: part.held, of: part.people })),
      isResearcher ? 0 : threshold,
      'known',
    ),
  )
  const isHidden = !isResearcher && shown.some(({ rows }) => rows.some(({ shows }) => shows === 'few'))
  return {
    view: 'overview/mirror',
    page: {
      title: t('people.title'),
      lead: t('mirror.lead'),
      wide: true,
      tabs: tabsOf(t, seat, 'mirror'),
      stats: [
        { text: t('network.peopleIn', { count: counts.people }), value: counts.people },
        ...(isResearcher ? [{ text: t('plan.count.asked'), value: counts.sample }] : []),
        { text: t('mirror.stat.tookPart'), value: wholeOf(t, counts, isResearcher ? 0 : threshold) },
      ],
      empty:
        sample.length === 0 ? { text: t('plan.needsNetwork'), href: isResearcher ? network : '' } : undefined,
      differs:
        isResearcher && differing > 0
          ? { text: t('differs.mirror', { count: differing }), href: seat.seesNames ? namesAt(seat) : '' }
          : undefined,
      notice: isHidden ? t('mirror.few', { threshold }) : '',
      series: [t('mirror.network'), ...(isResearcher ? [t('mirror.asked')] : []), t('mirror.tookPart')],
      attributes: sample.map((attribute, place) => ({
        name: attribute.name,
        bars: t('mirror.bars', { name: attribute.name }),
        rows: attribute.parts.map((part, index) => ({
          name: part.name,
          figures: [
            figureOf(t, part.people, sumOf(attribute.parts.map(({ people }) => people))),
            ...(isResearcher ? [figureOf(t, part.held, sumOf(attribute.parts.map(({ held }) => held)))] : []),
            shownFigure(
              t,
              shown[place]?.rows[index],
              sumOf(shown[place]?.rows.map(({ count }) => count) ?? []),
            ),
          ],
        })),
      })),
      groups: isResearcher
        ? [
            groupIn(t, 'asked', counts.sample, deviations.asked, sample),
            groupIn(t, 'tookPart', counts.tookPart, deviations.tookPart, sample),
          ]
        : [],
      full:
        isResearcher && size > 0 && counts.sample >= size
          ? t('mirror.planFull', { size, asked: counts.sample, fits: ranks.length })
          : '',
      instead: insteadWords(t, asking && mirror.instead),
      list: asking && addressWith(namesAt(seat), asking),
      ranks: isResearcher ? ranks.map((rank, place) => rankIn(t, seat, rank, { place, names, asking })) : [],
    },
  }
}

const mostDeviations = 5

function groupIn(
  t: Translate,
  group: 'asked' | 'tookPart',
  count: number,
  deviations: readonly Deviation[],
  sample: readonly Planned[],
) {
  if (count === 0) return { text: t(`mirror.${group}Nobody`), lines: [] }
  const more = deviations.length - mostDeviations
  return {
    text: t(deviations.length > 0 ? `mirror.${group}Apart` : `mirror.${group}Alike`, { count }),
    lines: [
      ...deviations.slice(0, mostDeviations).map((deviation) => deviationIn(t, deviation, sample)),
      ...(more > 0 ? [t('mirror.moreApart', { count: more })] : []),
    ],
  }
}

function deviationIn(
  t: Translate,
  { attribute, value, held, low, high, by }: Deviation,
  sample: readonly Planned[],
): string {
  const own = sample.find(({ id }) => id === attribute)
  return t(by < 0 ? 'mirror.tooFew' : 'mirror.tooMany', {
    attribute: own?.name ?? '',
    value: own?.parts.find(({ id }) => id === value)?.name ?? '',
    count: Math.abs(by),
    held,
    fitting: t(low === high ? 'mirror.fitting' : 'mirror.fittingEither', { low, high }),
  })
}

/** How many took part, where they are enough to be told. */
function wholeOf(t: Translate, { tookPart, people }: Mirror['counts'], threshold: number): number | string {
  const [row] = suppress([{ count: tookPart, of: people }], threshold, 'unsaid').rows
  if (!row || row.shows === 'nothing') return t('mirror.nobodyYet')
  return row.shows === 'figure' ? tookPart : t('mirror.fewShort')
}

function figureOf(t: Translate, count: number, all: number): Figure {
  const share = all === 0 ? 0 : count / all
  // Times 100 first: 23 of 40 is 57.5, and 0.575 times 100 a little less, which the words round up and a bar would not.
  const value = all === 0 ? 0 : Math.round((100 * count) / all)
  return { count: String(count), share: t('network.percent', { share }), value }
}

function shownFigure(
  t: Translate,
  row: Shown<{ count: number; of: number }> | undefined,
  all: number,
): Figure {
  if (row?.shows === 'figure') return figureOf(t, row.count, all)
  return { count: t(row?.shows === 'few' ? 'mirror.fewShort' : 'mirror.nothingShort'), share: '', value: 0 }
}

/** Names of values; and for whom is asked, where names are seen and asked. */
type Around = { names: ReadonlyMap<string, string>; asking: { instead: string | undefined } | undefined }

function rankIn(
  t: Translate,
  seat: Seat,
  { fits, more }: Mirror['ranks'][number],
  { place, ...around }: { place: number } & Around,
): MirrorPage['page']['ranks'][number] {
  return {
    text: t(place === 0 ? 'mirror.nearest' : 'mirror.next', { count: fits.length + more }),
    fits: fits.map((fit) => fitIn(t, seat, fit, around)),
    more: more > 0 ? t('mirror.moreFit', { count: more }) : '',
  }
}

const mostNames = 6

function fitIn(
  t: Translate,
  seat: Seat,
  { values, open, full, people, isAtMost, names: who }: Mirror['ranks'][number]['fits'][number],
  { names, asking }: Around,
): Fitting {
  const named = (ids: readonly string[]) => ids.flatMap((id) => names.get(id) ?? []).join(', ')
  const opened = [...open].map(([id, count]) => `${names.get(id) ?? ''} (${count})`)
  const some = asking ? who.slice(0, mostNames) : []
  const more = asking ? who.length - some.length : 0
  return {
    who: named(values),
    why: [
      t(isAtMost ? 'mirror.becauseAtMost' : 'mirror.because', { open: opened.join(', '), people }),
      ...(full.length > 0 ? [t('mirror.isFull', { full: named(full) })] : []),
    ].join(' '),
    people: some.map((name) => ({ name, href: addressWith(namesAt(seat), { q: name, ...asking }) })),
    more: more > 0 ? t('mirror.moreNames', { count: more }) : '',
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
