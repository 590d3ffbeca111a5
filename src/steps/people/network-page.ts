import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import type { Translate } from '../../text/text.ts'
import type { Network } from './network-queries.ts'
import {
  differences,
  peopleAt,
  peopleIn,
  peopleInColumn,
  rowsOf,
  type CountTable,
  type EndedTeam,
  type Trait,
} from './network-rules.ts'

export type Tab = { text: string; href: string; current: boolean }

/** The pages of this step, of which one is shown. */
export function tabsOf(t: Translate, seat: Seat, current: 'people' | 'network' | 'plan' | 'mirror'): Tab[] {
  const base = `/studies/${seat.studyId}/people`
  const all = [
    ['people', base, 'people.read'],
    ['network', `${base}/network`, 'sample.read'],
    ['plan', `${base}/plan`, 'sample.read'],
    ['mirror', `${base}/mirror`, 'people.read'],
  ] as const
  return all
    .filter(([, , right]) => may(seat.role, right))
    .map(([tab, href]) => ({ text: t(`network.tab.${tab}`), href, current: tab === current }))
}

type Shown = {
  id: string
  name: string
  heads: string[]
  rows: { name: string; cells: number[]; total: number }[]
  foot: { cells: number[]; total: number }
  notes: string[]
  edit: string | undefined
}
type NetworkPage = Page<
  'people/network',
  {
    tabs: Tab[]
    people: { value: number; text: string }
    tables: Shown[]
    needs: { text: string; href: string }[]
    csv: string | undefined
    traits: string | undefined
    names: string | undefined
  }
>

/** The network in counts: a table by team and one by each trait. */
export function networkPage(t: Translate, seat: Seat, network: Network): NetworkPage {
  const base = `/studies/${seat.studyId}/people`
  const { organisations, teams, tables } = network
  const mayEdit = may(seat.role, 'sample.edit')
  const study = `/studies/${seat.studyId}/study`
  return {
    view: 'people/network',
    page: {
      title: t('people.title'),
      lead: t('network.lead'),
      wide: true,
      tabs: tabsOf(t, seat, 'network'),
      people: { value: peopleIn(teams), text: t('network.peopleIn', { count: peopleIn(teams) }) },
      needs: [
        ...(organisations.length === 0
          ? [{ text: t('network.needsOrganisations'), href: `${study}/organisations` }]
          : []),
        ...(teams.columns.length === 1 ? [{ text: t('network.needsTeams'), href: `${study}/teams` }] : []),
      ],
      tables: [teams, ...tables].map((table) => shownTable(t, network, table, mayEdit ? base : undefined)),
      csv: may(seat.role, 'people.export') && peopleIn(teams) > 0 ? `${base}/network.csv` : undefined,
      traits: mayEdit ? `${base}/traits` : undefined,
      names: mayEdit && seat.seesNames ? `${base}/names` : undefined,
    },
  }
}

/** Since when each team that ended is no more, what came after it, and in words what it still has (`keeps`). */
export function endedWords(
  t: Translate,
  ended: readonly EndedTeam[],
  keeps: (id: string) => string | undefined,
): string[] {
  return ended.map(({ id, name, ends_on, successor }) => {
    const date = t.date(ends_on)
    const end = successor
      ? t('counts.endedInto', { name, date, successor })
      : t('counts.ended', { name, date })
    return [end, keeps(id)].filter(Boolean).join(' ')
  })
}

/** A table without the rows and columns that say nothing. */
function shownTable(t: Translate, network: Network, table: CountTable, base: string | undefined): Shown {
  const { organisations } = network
  const isByOrganisation = peopleIn(table) > peopleIn(table, null)
  const rows = rowsOf(organisations, t('network.notByOrganisation')).filter(({ id }) =>
    id === null ? peopleIn(table, null) > 0 : isByOrganisation,
  )
  const columns = table.columns.filter(({ id }) => id !== null || peopleInColumn(table, null) > 0)
  return {
    id: table.id,
    name: table.name,
    heads: columns.map(({ name }) => name),
    rows:
      peopleIn(table) === 0
        ? []
        : rows.map(({ id, name }) => ({
            name,
            cells: columns.map((column) => peopleAt(table, id, column.id)),
            total: peopleIn(table, id),
          })),
    foot: { cells: columns.map(({ id }) => peopleInColumn(table, id)), total: peopleIn(table) },
    notes: notesOf(t, network, table),
    edit: base && !table.isFromList ? `${base}/network/${table.id}` : undefined,
  }
}

/** What to know of a table: where it comes from, or differs from that of the teams, and which teams are no more. */
function notesOf(t: Translate, { organisations, teams, ended }: Network, table: CountTable): string[] {
  const people = (id: string) => {
    const count = peopleInColumn(table, id)
    return count > 0 ? t('counts.endedPeople', { people: count }) : undefined
  }
  const ofTeams = table === teams ? endedWords(t, ended, people) : []
  if (table.isFromList) return [t('colleagues.counted'), ...ofTeams]
  if (table === teams) return ofTeams
  return differenceWords(t, { organisations, teams }, table)
}

/** Where a table counts other numbers of people than that of the teams; nothing of what comes from the list of names. */
export function differenceWords(
  t: Translate,
  { organisations, teams }: Pick<Network, 'organisations' | 'teams'>,
  table: CountTable,
): string[] {
  if (table === teams || table.isFromList) return []
  return differences(table, teams, organisations).map(({ name, counted, people }) =>
    t('network.differs', { name: name ?? t('network.total'), counted, people }),
  )
}

type TraitsPage = Page<
  'people/traits',
  {
    rows: { name: string; values: string; href: string }[]
    suggestions: { name: string; values: string }[]
    form: Form
    action: string
    back: string
  }
>

/** What the network is counted by beside organisation and team, and a form for one more. */
export function traitsPage(t: Translate, seat: Seat, traits: readonly Trait[], form: Form): TraitsPage {
  const base = `/studies/${seat.studyId}/people`
  const suggestions = (['joined', 'pilot', 'employed'] as const).map((one) => ({
    name: t(`network.suggest.${one}`),
    values: t(`network.suggest.${one}.values`),
  }))
  return {
    view: 'people/traits',
    status: statusOf(form),
    page: {
      title: t('network.traits'),
      lead: t('network.traitsLead'),
      rows: traits.map(({ id, name, values }) => ({
        name,
        values: values.map((value) => value.name).join(', '),
        href: `${base}/traits/${id}`,
      })),
      suggestions: suggestions.filter(({ name }) => !traits.some((trait) => trait.name === name)),
      form,
      action: `${base}/traits`,
      back: `${base}/network`,
    },
  }
}

type TraitPage = Page<
  'people/trait',
  { values: { field: string; label: string }[]; form: Form; action: string; removal: string; back: string }
>

/** One trait, with its values to change. */
export function traitPage(t: Translate, seat: Seat, trait: Trait, form: Form): TraitPage {
  const base = `/studies/${seat.studyId}/people/traits`
  return {
    view: 'people/trait',
    status: statusOf(form),
    page: {
      title: trait.name,
      lead: t('network.traitLead'),
      values: trait.values.map(({ id }, place) => ({
        field: `value.${id}`,
        label: t('network.value', { nth: place + 1 }),
      })),
      form,
      action: `${base}/${trait.id}`,
      removal: `${base}/${trait.id}/removal`,
      back: base,
    },
  }
}
