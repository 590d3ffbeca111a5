import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Known } from './colleague-input.ts'
import { cellsOf } from './colleague-page.ts'
import type { drawsOf, KeptDraw } from './draw-queries.ts'
import { missedBy, type DrawHeads, type Missed, type Quality } from './draw-rules.ts'
import { tabsOf, type Tab } from './network-page.ts'
import { goneChoices, languageChoices, type Choice, type Gone } from './fields-page.ts'

type DrawsPage = Page<
  'people/draws',
  {
    tabs: Tab[]
    form: Form
    base: string
    /** What has to be there first. */
    empty: { text: string; href: string } | undefined
    stats: { text: string; value: number }[]
    /** That the plan has no seat open and why nothing can be drawn, where that is so. */
    full: string
    plan: string
    draws: { href: string; text: string; seed: string; by: string }[]
  }
>

type Draws = Awaited<ReturnType<typeof drawsOf>>

/** A form to draw people within the plan, and the draws that were made. */
export function drawsPage(
  t: Translate,
  seat: Seat,
  { draws, pool, open, hasPlan }: { draws: Draws; pool: number; open: number; hasPlan: boolean },
  form: Form,
): DrawsPage {
  const people = `/studies/${seat.studyId}/people`
  const base = `${people}/draws`
  const needs = hasPlan
    ? { text: t('draw.needsList'), href: `${people}/names` }
    : { text: t('draw.needsPlan'), href: `${people}/plan` }
  return {
    view: 'people/draws',
    status: statusOf(form),
    page: {
      title: t('draw.title'),
      lead: t('draw.lead'),
      tabs: tabsOf(t, seat, 'plan'),
      form,
      base,
      empty: hasPlan && pool > 0 ? undefined : needs,
      stats: [
        { text: t('draw.open'), value: open },
        { text: t('draw.pool'), value: pool },
      ],
      full: open === 0 ? t('draw.full') : '',
      plan: `${people}/plan`,
      draws: draws.map(({ id, seed, pool: of, drawn, made_at, by }) => ({
        href: `${base}/${id}`,
        text: t('draw.drawn', { count: Number(drawn), of, day: t.time(made_at) }),
        seed,
        by: by ?? t('draw.byGone'),
      })),
    },
  }
}

type DrawPage = Page<
  'people/draw',
  {
    tabs: Tab[]
    form: Form
    facts: { text: string; value: string }[]
    /** Whether it comes out the same when it is done again now. */
    again: { kind: 'success' | 'attention'; text: string }
    /** Of what there are too few or too many by the plan, in words, and where one sees who fits better. */
    missed: { text: string; mirror: string } | undefined
    seats: { name: string; open: number; drawn: number }[]
    heads: string[]
    rows: { id: string; name: string; cells: { head: string; value: string }[]; asked: string | undefined }[]
    action: string
    languages: Choice[]
    /** In whose place one of them can come. */
    replaceable: Choice[]
    left: number
    /** How many of them are on the list of those who are asked. */
    listed: string
    steps: string[]
    csv: string
    back: string
  }
>

/** One draw: who was drawn, for which seats, and whether it comes out the same again. */
export function drawPage(
  t: Translate,
  seat: Seat,
  draw: KeptDraw,
  { known, names, gone }: { known: Known; names: ReadonlyMap<string, string>; gone: readonly Gone[] },
  form: Form,
): DrawPage {
  const people = `/studies/${seat.studyId}/people`
  const base = `${people}/draws/${draw.id}`
  const { lot, drawn } = draw
  const missed = missedWords(t, draw, { known, names })
  const heads = [t('people.organisation'), t('people.team'), ...known.traits.map(({ name }) => name)]
  const rows = drawn.flatMap((id) => {
    const one = known.colleagues.find((colleague) => colleague.id === id)
    if (!one) return []
    const cells = cellsOf(one, known).map((value, place) => ({ head: heads[place] ?? '', value }))
    return [
      { id, name: one.name, cells, asked: one.person_id === null ? undefined : `${people}/${one.person_id}` },
    ]
  })
  return {
    view: 'people/draw',
    status: statusOf(form),
    page: {
      title: t('draw.oneTitle', { day: t.time(draw.made_at) }),
      lead: t('draw.oneLead', {
        // Who went from the list since was drawn all the same.
        count: Math.min(lot.wanted, lot.pool.length + draw.gone),
        of: lot.pool.length + draw.gone,
      }),
      wide: true,
      tabs: tabsOf(t, seat, 'plan'),
      form,
      facts: [
        { text: t('draw.seed'), value: lot.seed },
        { text: t('draw.wantedHead'), value: String(lot.wanted) },
        { text: t('draw.by'), value: draw.by ?? t('draw.byGone') },
      ],
      again: againIn(t, draw),
      missed: missed === '' ? undefined : { text: missed, mirror: `${people}/mirror` },
      seats: [...lot.seats]
        .map(([value, open]) => ({
          name: names.get(value) ?? t('draw.valueGone'),
          open,
          drawn: lot.pool.filter(({ id, qualities }) => drawn.includes(id) && qualities.includes(value))
            .length,
        }))
        .filter(({ open, drawn: count }) => open > 0 || count > 0),
      heads,
      rows,
      action: `${base}/asked`,
      languages: languageChoices(t),
      replaceable: goneChoices(gone),
      left: rows.filter(({ asked }) => asked === undefined).length,
      listed: t('draw.listed', {
        count: rows.filter(({ asked }) => asked !== undefined).length,
        of: rows.length,
      }),
      steps: [t('draw.step.rank'), t('draw.step.fit'), t('draw.step.near'), t('draw.step.swap')],
      csv: `${base}.csv`,
      back: `${people}/draws`,
    },
  }
}

function againIn(t: Translate, { isSame, gone }: KeptDraw): DrawPage['page']['again'] {
  if (gone > 0) return { kind: 'attention', text: t('draw.goneSince', { count: gone }) }
  return isSame ? { kind: 'success', text: t('draw.same') } : { kind: 'attention', text: t('draw.different') }
}

/** Of what a draw has too few or too many, in words; empty where of nothing, or where that is not known any more. */
function missedWords(
  t: Translate,
  draw: KeptDraw,
  { known, names }: { known: Known; names: ReadonlyMap<string, string> },
): string {
  const { few, many } = missedBy(draw, qualitiesIn(t, known))
  if (draw.gone > 0 || few.length + many.length === 0) return ''
  const named = (missed: readonly Missed[]) =>
    missed.map(({ value, count }) => `${names.get(value) ?? ''} (${count})`).join(', ')
  return [
    t('draw.missed'),
    ...(few.length > 0 ? [t('draw.tooFew', { names: named(few) })] : []),
    ...(many.length > 0 ? [t('draw.tooManyOf', { names: named(many) })] : []),
    t('draw.missedWhy'),
  ].join(' ')
}

/** What a draw tells of people: organisation, team and the traits that the study has. */
export function qualitiesIn(t: Translate, { organisations, teams, traits }: Known): Quality[] {
  return [
    { id: 'organisation', name: t('people.organisation'), values: organisations },
    { id: 'team', name: t('people.team'), values: teams },
    ...traits,
  ]
}

/** What the columns of a draw are called in its file. */
export function drawHeads(t: Translate): DrawHeads {
  return {
    plain: [
      ...[t('draw.isDrawn'), t('people.name'), t('draw.mark'), t('draw.rank')],
      ...[t('draw.seed'), t('draw.wantedHead')],
    ],
    seats: (name) => t('draw.seatsOf', { name }),
    gone: t('draw.valueGone'),
  }
}
