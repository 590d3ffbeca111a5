import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { type Form, statusOf } from '../../http/form.ts'
import type { Page } from '../../http/page.ts'
import { type Entries, type TrailEntry, usesIn } from '../../http/trail.ts'
import type { Translate } from '../../text/text.ts'
import { explained, type List } from './input.ts'
import { baseOf, type Choice } from './page.ts'
import type { itemsOf, teamsOf } from './queries.ts'

export type Items = Awaited<ReturnType<typeof itemsOf>>
export type Teams = Awaited<ReturnType<typeof teamsOf>>
type Row = { name: string; detail: string; uses: string; edit: string | undefined }
type ListPage = Page<
  'study/list',
  {
    list: string
    rows: Row[]
    empty: string
    form: Form
    action: string
    add: string
    label: string
    isSentence: boolean
    hasExplanation: boolean
    isTeams: boolean
    successors: Choice[]
    mayEdit: boolean
    csv: string | undefined
    back: string
  }
>

/** One list of the study, each item with what rests on it. */
export function listPage(
  t: Translate,
  seat: Seat,
  list: Exclude<List, 'elements'>,
  { items, teams, uses }: { items: Items; teams: Teams; uses: Entries },
  form: Form,
): ListPage {
  const mayEdit = may(seat.role, 'study.edit')
  return {
    view: 'study/list',
    status: statusOf(form),
    page: {
      title: t(`study.${list}.title`),
      lead: t(`study.${list}.lead`),
      list,
      rows: items.map(({ id, name, explanation }) => ({
        name,
        detail: explanation || timeOf(t, teams, id),
        uses: inWords(t, uses.get(id)),
        edit: mayEdit ? `${baseOf(seat)}/${list}/${id}` : undefined,
      })),
      empty: t(`study.${list}.empty`),
      form,
      action: `${baseOf(seat)}/${list}`,
      add: t(`study.${list}.add`),
      ...namingOf(t, list),
      hasExplanation: explained.includes(list),
      isTeams: list === 'teams',
      successors: teams.map(({ id, name }) => ({ value: id, text: name })),
      mayEdit,
      csv: csvOf(seat, list, items),
      back: baseOf(seat),
    },
  }
}

/** Where a list leaves as a table, for who may; undefined while it is empty. */
export function csvOf(seat: Seat, list: List, items: Items): string | undefined {
  return may(seat.role, 'study.export') && items.length > 0 ? `${baseOf(seat)}/${list}.csv` : undefined
}

type ItemPage = Page<
  'study/item',
  {
    form: Form
    action: string
    label: string
    isSentence: boolean
    hasExplanation: boolean
    isTeams: boolean
    successors: Choice[]
    uses: string
    removal: string
    back: string
  }
>

/** What the name of an item is called: an issue is a question of a sentence, and longer than a line of a phone. */
function namingOf(t: Translate, list: List): { label: string; isSentence: boolean } {
  const isSentence = list === 'issues'
  return { label: t(isSentence ? 'study.field.issue' : 'study.field.itemName'), isSentence }
}

/** One item of a list as a form, with its removal, or what stands in the way of that. */
export function editItemPage(
  t: Translate,
  seat: Seat,
  list: List,
  { id, name, teams, uses }: { id: string; name: string; teams: Teams; uses: TrailEntry[] },
  form: Form,
): ItemPage {
  const action = `${baseOf(seat)}/${list}/${id}`
  return {
    view: 'study/item',
    status: statusOf(form),
    page: {
      title: name,
      lead: t(`study.${list}.title`),
      form,
      action,
      ...namingOf(t, list),
      hasExplanation: explained.includes(list),
      isTeams: list === 'teams',
      successors: teams.filter((team) => team.id !== id).map((team) => ({ value: team.id, text: team.name })),
      uses: inWords(t, uses),
      removal: `${action}/removal`,
      back: `${baseOf(seat)}/${list}`,
    },
  }
}

function timeOf(t: Translate, teams: Teams, id: string): string {
  const team = teams.find((one) => one.id === id)
  if (!team) return ''
  const successor = teams.find((one) => one.id === team.successor_id)
  return [
    team.begins_on && t('study.team.since', { date: t.date(team.begins_on) }),
    team.ends_on && t('study.team.until', { date: t.date(team.ends_on) }),
    successor && t('study.team.then', { name: successor.name }),
  ]
    .filter(Boolean)
    .join(', ')
}

/** What rests on an item, in words. */
export function inWords(t: Translate, entries: TrailEntry[] | undefined): string {
  return usesIn(t, entries)
    .map(({ text }) => text)
    .join(', ')
}
