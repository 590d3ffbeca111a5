import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import { addressWith } from '../../http/paging.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import { columnField, plainColumns, type Known, type ListProblem, type ReadLine } from './colleague-input.ts'
import type { Colleague } from './colleague-rules.ts'
import { tabsOf, type Tab } from './network-page.ts'
import { languageChoices } from './page.ts'
import type { Named } from './network-rules.ts'

/** How many of a list of names a page holds. */
const listSize = 100

type Row = {
  id: string
  name: string
  email: string
  cells: { head: string; value: string }[]
  /** Where the person is asked. */
  asked: string | undefined
  removal: string
}
type NamesPage = Page<
  'people/names',
  {
    tabs: Tab[]
    base: string
    hasList: boolean
    form: Form
    stats: { text: string; value: number }[]
    rows: Row[]
    heads: string[]
    languages: { value: string; text: string }[]
    draws: string
    next: string | undefined
    first: string | undefined
  }
>

type Shown = { form: Form; hasList: boolean; known: Known; from: number }

/** The list of names, a page at a time; where none is held, why not, and a form to say why this study needs one. */
export function namesPage(t: Translate, seat: Seat, { form, hasList, known, from }: Shown): NamesPage {
  const base = baseOf(seat)
  const { colleagues, traits } = known
  const shown = colleagues.slice(from, from + listSize)
  return {
    view: 'people/names',
    status: statusOf(form),
    page: {
      title: t('colleagues.title'),
      lead: t('colleagues.lead'),
      wide: true,
      tabs: tabsOf(t, seat, 'network'),
      base,
      hasList,
      form,
      stats: [
        { text: t('colleagues.count.all'), value: colleagues.length },
        { text: t('colleagues.count.asked'), value: colleagues.filter(isAsked).length },
      ],
      rows: shown.map((one) => rowOf(t, seat, one, known)),
      heads: [t('people.organisation'), t('people.team'), ...traits.map(({ name }) => name)],
      languages: languageChoices(t),
      draws: `/studies/${seat.studyId}/people/draws`,
      next: from + listSize < colleagues.length ? addressWith(base, { from: from + listSize }) : undefined,
      first: from > 0 ? base : undefined,
    },
  }
}

function isAsked({ person_id }: Colleague): boolean {
  return person_id !== null
}

function baseOf(seat: Seat): string {
  return `/studies/${seat.studyId}/people/names`
}

function rowOf(t: Translate, seat: Seat, one: Colleague, known: Known): Row {
  const cells = cellsOf(one, known)
  return {
    id: one.id,
    name: one.name,
    email: one.email ?? '',
    cells: [t('people.organisation'), t('people.team'), ...known.traits.map(({ name }) => name)].map(
      (head, place) => ({ head, value: cells[place] ?? '' }),
    ),
    asked: one.person_id === null ? undefined : `/studies/${seat.studyId}/people/${one.person_id}`,
    removal: `${baseOf(seat)}/${one.id}/removal`,
  }
}

/** Organisation, team and the value of each trait, by their names. */
export function cellsOf(
  { organisation_id, team_id, values }: Pick<Colleague, 'organisation_id' | 'team_id' | 'values'>,
  { organisations, teams, traits }: Omit<Known, 'colleagues'>,
): string[] {
  return [
    nameOf(organisations, organisation_id),
    nameOf(teams, team_id),
    ...traits.map((trait) => nameOf(trait.values, values.get(trait.id))),
  ]
}

function nameOf(items: readonly Named[], id: string | null | undefined): string {
  return items.find((item) => item.id === id)?.name ?? ''
}

type PreviewPage = Page<
  'people/names-preview',
  {
    form: Form
    base: string
    columns: { field: string; head: string; samples: string }[]
    choices: { value: string; text: string }[]
    problems: string[]
    /** What taking in would do; not known while something is wrong. */
    outcome: { text: string; value: number }[]
    /** What the network counts from then on. */
    counts: string
    isReady: boolean
  }
>

type Reading = {
  heads: readonly string[]
  first: readonly (readonly string[])[]
  read: readonly ReadLine[]
  problems: readonly ListProblem[]
}

/** How many wrong lines are told at once. */
const mostProblems = 50

/** A list that was read: which column says what, and what would happen. Nothing is kept yet. */
export function previewPage(
  t: Translate,
  seat: Seat,
  { traits, colleagues }: Known,
  { heads, first, read, problems }: Reading,
  form: Form,
): PreviewPage {
  const counts = {
    new: read.filter(({ before }) => before === undefined).length,
    changed: read.filter(({ isChange }) => isChange).length,
    same: read.filter(({ before, isChange }) => before !== undefined && !isChange).length,
  }
  const told = problems.slice(0, mostProblems)
  return {
    view: 'people/names-preview',
    status: problems.length > 0 ? 422 : statusOf(form),
    page: {
      title: t('colleagues.previewTitle'),
      lead: t('colleagues.previewLead'),
      wide: true,
      form,
      base: baseOf(seat),
      columns: heads.map((head, place) => ({
        field: columnField(place),
        head: head || t('colleagues.column', { nth: place + 1 }),
        samples: first.flatMap((cells) => cells[place] ?? []).join(', '),
      })),
      choices: [
        { value: '', text: t('colleagues.columnUnused') },
        ...plainColumns.map((value) => ({ value, text: t(`people.${value}`) })),
        ...traits.map(({ id, name }) => ({ value: id, text: name })),
      ],
      problems: [
        ...told.map(({ line, key, value }) => t('people.line', { line, problem: t(key, { value }) })),
        ...(problems.length > told.length
          ? [t('colleagues.moreProblems', { count: problems.length - told.length })]
          : []),
      ],
      outcome: (['new', 'changed', 'same'] as const).map((one) => ({
        text: t(`colleagues.outcome.${one}`),
        value: counts[one],
      })),
      counts: t('colleagues.willCount', { count: colleagues.length + counts.new }),
      isReady: read.length > 0,
    },
  }
}
