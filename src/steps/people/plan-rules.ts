import { grouped } from '../../method/grouped.ts'
import type { Attribute as Mirrored } from '../../method/mirror.ts'
import { crossedSeats, seatsOf } from '../../method/seats.ts'
import { metTogether, type Together } from '../../method/together.ts'
import type { Colleague } from './colleague-rules.ts'
import type { Network } from './network-queries.ts'
import { columnParts, crossingsOf, organisationParts, type Attribute, type Trait } from './network-rules.ts'

type Choices = { by_organisation: 0 | 1; by_team: 0 | 1 }

/** What a sample can mirror: what was counted, and of which more than one value has people. */
export function attributesIn(
  { organisations, teams, tables }: Network,
  words: { organisation: string },
): Attribute[] {
  return [
    { id: 'organisation', name: words.organisation, parts: organisationParts(organisations, teams) },
    ...[teams, ...tables].map((table) => ({ id: table.id, name: table.name, parts: columnParts(table) })),
  ].filter(({ parts }) => parts.filter(({ people }) => people > 0).length > 1)
}

/** Those of them that the plan mirrors. */
export function mirroredIn(
  attributes: readonly Attribute[],
  plan: Choices,
  traits: readonly Trait[],
): Attribute[] {
  const chosen: Record<string, boolean> = {
    organisation: plan.by_organisation === 1,
    teams: plan.by_team === 1,
    ...Object.fromEntries(traits.map(({ id, is_mirrored }) => [id, is_mirrored === 1])),
  }
  return attributes.filter(({ id }) => chosen[id])
}

/** An attribute with the seats of each value, and how many people are in them already. */
export type Planned = Omit<Attribute, 'parts'> & {
  parts: (Attribute['parts'][number] & { seats: number; held: number })[]
  /** How many seats each value was to have at least. */
  least: number
}

type Member = { organisation_id: string | null; team_id: string | null; values: readonly string[] }

/** Divides the seats of a sample over the values of each attribute, beside how many of these people have them. */
export function plannedSeats(
  attributes: readonly Attribute[],
  { size, two_each }: { size: number; two_each: 0 | 1 },
  members: readonly Member[],
): Planned[] {
  return attributes.map(({ parts, ...attribute }) => {
    const least = attribute.id === 'organisation' && two_each === 1 ? 2 : 0
    const { seats } = seatsOf(parts, size, least)
    return {
      ...attribute,
      least,
      parts: parts.map((part) => ({
        ...part,
        seats: seats.get(part.id) ?? 0,
        held: members.filter((member) => valuesOf(member).includes(part.id)).length,
      })),
    }
  })
}

/** Where organisations were to have two seats: who has fewer though more people work there, and how many all would take. */
export function shortOfTwo(parts: readonly { name: string; people: number; seats: number }[]) {
  const twoOrAll = ({ people }: { people: number }) => Math.min(2, people)
  return {
    short: parts.filter((part) => part.seats < twoOrAll(part)).map(({ name }) => name),
    needed: parts.reduce((sum, part) => sum + twoOrAll(part), 0),
    /** Where one person works, who has a seat. */
    single: parts.filter(({ people, seats }) => people === 1 && seats === 1).map(({ name }) => name),
  }
}

type Gone = Member & { takes_part: 0 | 1 | null; isReplaced: boolean }

/** Who said no or stopped, and has nobody who is noted in their place. */
export function goneFrom<Who extends Pick<Gone, 'takes_part' | 'isReplaced'>>(
  members: readonly Who[],
): Who[] {
  return members.filter(({ takes_part, isReplaced }) => takes_part === 0 && !isReplaced)
}

/**
 * Who is still to be replaced: of those who are gone, no more than the plan has seats open, for who was asked since may
 * have come in their place without a note of it. First those of whose values most have a seat open, then in their order.
 */
export function toReplace<Who extends Gone>(
  members: readonly Who[],
  size: number,
  planned: readonly Planned[],
): Who[] {
  const still = members.filter(({ takes_part }) => takes_part !== 0)
  const withSeat = new Set(
    planned.flatMap(({ parts }) => parts.flatMap((part) => (part.seats > part.held ? [part.id] : []))),
  )
  const openFor = (who: Who) => valuesOf(who).filter((value) => withSeat.has(value)).length
  return goneFrom(members)
    .toSorted((one, other) => openFor(other) - openFor(one))
    .slice(0, size === 0 ? undefined : Math.max(0, size - still.length))
}

/** All values that somebody has. */
function valuesOf({ organisation_id, team_id, values }: Member): string[] {
  return [organisation_id, team_id, ...values].filter((value) => value !== null)
}

/** As the mirror takes it. */
export function asMirrored(planned: readonly Planned[]): Mirrored[] {
  return planned.map(({ id, least, parts }) => ({ id, least, values: parts }))
}

/** How seats by organisation and by another attribute go together, where both were counted at once. */
export type Crossing = {
  id: string
  name: string
  /** How many seats fit both plans, of how many. */
  met: number
  size: number
  /** By organisation and by value, where there is a seat. */
  seats: { row: string; column: string; seats: number }[]
}

/**
 * How far the seats of each attribute can be met together with those of the organisations. Left out where it was not
 * counted by organisation, or counts fewer people in one than it has seats.
 */
export function crossingsIn(planned: readonly Planned[], { teams, tables }: Network): Crossing[] {
  const organisations = planned.find(({ id }) => id === 'organisation')
  if (!organisations) return []
  const rows = new Map(organisations.parts.map(({ id, seats }) => [id, seats]))
  return [teams, ...tables].flatMap((table) => {
    const attribute = planned.find(({ id }) => id === table.id)
    const crossings = crossingsOf(table)
    const hasPeople = [...rows].every(
      ([row, seats]) =>
        crossings.filter((cell) => cell.row === row).reduce((sum, { people }) => sum + people, 0) >= seats,
    )
    if (!attribute || !hasPeople) return []
    const columns = new Map(attribute.parts.map(({ id, seats }) => [id, seats]))
    const { cells, met } = crossedSeats(crossings, rows, columns)
    const size = [...rows.values()].reduce((sum, seats) => sum + seats, 0)
    const seats = [...cells].flatMap(([{ row, column }, count]) =>
      count > 0 ? [{ row, column, seats: count }] : [],
    )
    return [{ id: table.id, name: table.name, met, size, seats }]
  })
}

/** How far the seats of several attributes can be met together with the people of a list. */
export type TogetherPlanned = Together & {
  attributes: { id: string; name: string }[]
  size: number
  /** Of how many people on the list not all of these attributes are known. */
  unknown: number
}

/**
 * How far the seats of all attributes that a list of names tells of can be met together. Undefined where it tells of
 * fewer than two, or of two that are crossed already.
 */
export function togetherIn(
  planned: readonly Planned[],
  { teams, tables }: Network,
  listed: readonly Colleague[],
): TogetherPlanned | undefined {
  const fromList = new Set([teams, ...tables].flatMap(({ id, isFromList }) => (isFromList ? [id] : [])))
  const attributes = planned.filter(({ id }) => fromList.has(id === 'organisation' ? 'teams' : id))
  const crossed = attributes.some(({ id }) => id === 'organisation') ? 2 : 1
  if (attributes.length <= crossed) return undefined
  const known = listed
    .map((one) => attributes.flatMap(({ id }) => valueOf(one, id) ?? []))
    .filter((values) => values.length === attributes.length)
  const alike = [...grouped(known, (values) => values.join(' '))].map(([, same]) => ({
    ...{ values: same[0] ?? [], people: same.length },
  }))
  const seats = attributes.map(({ parts }) => new Map(parts.map((part) => [part.id, part.seats])))
  const sizes = seats.map((values) => [...values.values()].reduce((sum, own) => sum + own, 0))
  return {
    ...metTogether(alike, seats),
    attributes: attributes.map(({ id, name }) => ({ id, name })),
    size: Math.max(...sizes),
    unknown: listed.length - known.length,
  }
}

function valueOf({ organisation_id, team_id, values }: Colleague, attribute: string) {
  if (attribute === 'organisation') return organisation_id
  return attribute === 'teams' ? team_id : values.get(attribute)
}
