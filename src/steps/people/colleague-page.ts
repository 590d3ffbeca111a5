import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import { addressWith } from '../../http/paging.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Known } from './colleague-input.ts'
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
  const base = namesAt(seat)
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

/** Where the list of names stands. */
export function namesAt(seat: Seat): string {
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
    removal: `${namesAt(seat)}/${one.id}/removal`,
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

/** The name of what bears an id; empty where nothing does. */
export function nameOf(items: readonly Named[], id: string | null | undefined): string {
  return items.find((item) => item.id === id)?.name ?? ''
}
