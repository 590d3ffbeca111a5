import { may } from '../../access/policy.ts'
import type { Seat } from '../../access/seat.ts'
import { statusOf, type Form } from '../../http/form.ts'
import { addressWith } from '../../http/paging.ts'
import type { Page } from '../../http/page.ts'
import { minutesOfAll } from '../../method/asked-time.ts'
import { openOf } from '../../method/mirror.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Network } from './network-queries.ts'
import { differenceWords, endedWords, tabsOf, type Tab } from './network-page.ts'
import type { Attribute, EndedTeam, Named } from './network-rules.ts'
import { shortOfTwo, toReplace, type Crossing, type Planned, type TogetherPlanned } from './plan-rules.ts'

type Member = Parameters<typeof toReplace>[0][number] & { id: string; number: number; volunteered: boolean }
type Seats = {
  id: string
  name: string
  rows: { name: string; people: number; share: string; seats: number; held: number; open: string }[]
  unknown: string
  /** Of teams that are no more. */
  ended: string[]
  /** Where fewer or more people were counted by it than by team, of which the shares follow. */
  differs: { text: string; href: string } | undefined
}
type Crossed = { text: string; heads: string[]; rows: { name: string; cells: (number | '')[] }[] }

type PlanPage = Page<
  'people/plan',
  {
    tabs: Tab[]
    people: number
    network: string
    form: Form
    action: string | undefined
    choices: { field: string; text: string }[]
    hasOrganisations: boolean
    size: number
    counts: { text: string; value: number }[]
    hours: string
    notes: string[]
    attributes: Seats[]
    /** What can be said of all attributes at once. */
    together: string[]
    crossed: Crossed[]
    waiting: { text: string; href: string | undefined }[]
    /** Where to draw, once there is the list of names that it takes; and where that is. */
    draws: string | undefined
    names: { href: string; text: string } | undefined
  }
>

type Plan = { size: number; two_each: 0 | 1 }

/** The plan of the sample: how many seats each value should have, how many are taken, and how far all can be met. */
export function planPage(
  t: Translate,
  seat: Seat,
  {
    plan,
    people,
    attributes,
    planned,
    crossings,
    members,
    network,
    minutes,
    hasList,
    together,
    names,
  }: {
    plan: Plan
    people: number
    attributes: readonly Attribute[]
    planned: readonly Planned[]
    crossings: readonly Crossing[]
    members: readonly Member[]
    network: Network
    /** What taking part asks of one person. */
    minutes: number
    /** Whether there is a list of names. */
    hasList: boolean
    together: TogetherPlanned | undefined
    /** Of all values that were counted; those of a trait with its name. */
    names: ReadonlyMap<string, string>
  },
  form: Form,
): PlanPage {
  const base = `/studies/${seat.studyId}/people`
  const still = members.filter(({ takes_part }) => takes_part !== 0)
  const mayDraw = may(seat.role, 'sample.edit') && seat.seesNames && plan.size > 0
  // Where there is a list of names, that is where one chooses from; the mirror says who of them fits.
  const finding = !hasList ? `${base}/new` : plan.size > 0 ? `${base}/mirror` : `${base}/names`
  const waiting = toReplace(members, plan.size, planned)
  return {
    view: 'people/plan',
    status: statusOf(form),
    page: {
      title: t('people.title'),
      lead: t('plan.lead'),
      wide: true,
      tabs: tabsOf(t, seat, 'plan'),
      people,
      network: `${base}/network`,
      form,
      action: may(seat.role, 'sample.edit') ? `${base}/plan` : undefined,
      choices: attributes.map(({ id, name }) => ({ field: fieldOf(id), text: name })),
      hasOrganisations: attributes.some(({ id }) => id === 'organisation'),
      size: plan.size,
      counts: [
        { text: t('plan.count.seats'), value: plan.size },
        { text: t('plan.count.asked'), value: still.length },
        { text: t('plan.count.agreed'), value: still.filter(({ takes_part }) => takes_part === 1).length },
        { text: t('plan.count.volunteered'), value: still.filter(({ volunteered }) => volunteered).length },
        { text: t('plan.count.toReplace'), value: waiting.length },
      ],
      hours: hoursOfNetwork(t, minutes, plan.size),
      notes: notesOf(t, plan, people, planned),
      attributes:
        plan.size === 0
          ? []
          : planned.map((attribute) => ({
              ...seatsIn(t, attribute, still.length, network.ended),
              differs: differsOf(t, network, attribute.id, `${base}/network`),
            })),
      together: plan.size === 0 ? [] : togetherWords(t, together, { names, planned, crossings }),
      crossed:
        plan.size === 0
          ? []
          : crossings.map((crossing) => crossedIn(t, crossing, planned, network.organisations)),
      draws: mayDraw && hasList ? `${base}/draws` : undefined,
      names: mayDraw
        ? { href: `${base}/names`, text: t(hasList ? 'colleagues.open' : 'plan.needsList') }
        : undefined,
      waiting: waiting.map(({ id, number }) => ({
        text: t('plan.replace', { number: written(number) }),
        href: seat.seesNames ? `${addressWith(finding, { instead: id })}#fits` : undefined,
      })),
    },
  }
}

/** What taking part asks of all who are asked together, in words; nothing while there is no plan or no time. */
export function hoursOfNetwork(t: Translate, minutes: number, people: number): string {
  if (minutes === 0 || people === 0) return ''
  return t('plan.hours', {
    people,
    each: t.duration(minutes),
    all: t.duration(minutesOfAll(minutes, people)),
  })
}

/** The name of the box that says whether something is mirrored. */
export function fieldOf(attribute: string): string {
  return attribute === 'organisation' ? attribute : attribute === 'teams' ? 'team' : `trait.${attribute}`
}

/** What the plan cannot do, in words. */
function notesOf(t: Translate, plan: Plan, people: number, planned: readonly Planned[]): string[] {
  if (plan.size === 0) return []
  if (plan.size === 1) return [t('plan.onePerson')]
  const organisations = planned.find(({ id }) => id === 'organisation')?.parts ?? []
  const { short, needed, single } = shortOfTwo(plan.two_each === 1 ? organisations : [])
  return [
    ...(plan.size > people ? [t('plan.tooMany', { size: plan.size, people })] : []),
    ...(short.length > 0 ? [t('plan.tooFewForTwo', { needed, names: short.join(', ') })] : []),
    ...single.map((names) => t('plan.oneWorksThere', { names })),
  ]
}

function seatsIn(
  t: Translate,
  { id, name, parts }: Planned,
  members: number,
  ended: readonly EndedTeam[],
): Omit<Seats, 'differs'> {
  const seats = (team: string) => {
    const count = parts.find((part) => part.id === team)?.seats ?? 0
    return count > 0 ? t('counts.endedSeats', { seats: count }) : undefined
  }
  const all = parts.reduce((sum, { people }) => sum + people, 0)
  const held = parts.reduce((sum, part) => sum + part.held, 0)
  return {
    id,
    name,
    rows: parts.map((part) => ({
      name: part.name,
      people: part.people,
      share: t('network.percent', { share: all === 0 ? 0 : part.people / all }),
      seats: part.seats,
      held: part.held,
      open: openWords(t, part),
    })),
    unknown: members > held ? t('plan.unknown', { count: members - held }) : '',
    ended: id === 'teams' ? endedWords(t, ended, seats) : [],
  }
}

function differsOf(t: Translate, network: Network, id: string, base: string): Seats['differs'] {
  const table = network.tables.find((one) => one.id === id)
  const words = table ? differenceWords(t, network, table) : []
  return words.length === 0 ? undefined : { text: words.join(' '), href: `${base}#${id}` }
}

function openWords(t: Translate, part: { seats: number; held: number }): string {
  const open = openOf(part)
  if (open === 0) return t(part.seats === 0 ? 'plan.noSeats' : 'plan.full')
  return open > 0 ? t('plan.open', { count: open }) : t('plan.over', { count: -open })
}

function togetherWords(
  t: Translate,
  together: TogetherPlanned | undefined,
  {
    names,
    planned,
    crossings,
  }: { names: ReadonlyMap<string, string>; planned: readonly Planned[]; crossings: readonly Crossing[] },
): string[] {
  if (!together) return planned.length > 2 && crossings.length > 0 ? [t('plan.togetherPairs')] : []
  const { met, atMost, size, open, unknown, attributes } = together
  const words = { names: attributes.map(({ name }) => name).join(', '), met, atMost, size }
  const some = met === atMost ? t('plan.togetherSome', words) : t('plan.togetherFound', words)
  const left = [...open].map(([value, count]) => `${names.get(value) ?? ''} (${count})`)
  return [
    met === size ? t('plan.togetherAll', words) : some,
    ...(met < size ? [t('plan.togetherOpen', { count: left.length, open: left.join(', ') })] : []),
    ...(unknown > 0 ? [t('plan.togetherUnknown', { count: unknown })] : []),
    t('plan.togetherOfPlan'),
    t('plan.togetherDraw'),
  ]
}

function crossedIn(
  t: Translate,
  { id, name, met, size, seats }: Crossing,
  planned: readonly Planned[],
  organisations: readonly Named[],
): Crossed {
  const columns = planned.find((attribute) => attribute.id === id)?.parts ?? []
  const at = (row: string, column: string) =>
    seats.find((cell) => cell.row === row && cell.column === column)?.seats ?? ''
  return {
    text: t(met === size ? 'plan.allMet' : 'plan.someMet', { name, met, size }),
    heads: columns.map((column) => column.name),
    rows: organisations.map((row) => ({
      name: row.name,
      cells: columns.map((column) => at(row.id, column.id)),
    })),
  }
}
