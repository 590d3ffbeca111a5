import { grouped } from '../../method/grouped.ts'
import { plain } from '../../method/plain.ts'
import { drawn, type Candidate, type Drawable } from '../../method/mirror.ts'

/** Somebody of a list of names; `person_id` is the participant as whom that colleague is asked. */
export type Colleague = {
  id: string
  name: string
  email: string | null
  organisation_id: string | null
  team_id: string | null
  /** The value of each trait that is known. */
  values: ReadonlyMap<string, string>
  person_id: string | null
}

/** What one line of a list says. What it leaves open, or has no column for, is undefined and stays as it is. */
export type Line = {
  name: string
  email?: string | null | undefined
  organisation_id?: string | null | undefined
  team_id?: string | null | undefined
  /** The value of each trait that it says. */
  values: ReadonlyMap<string, string>
}

/**
 * Finds whom of a list a line is about: who has its address; else who bears its name, in its organisation where both
 * say one, and has no other address. `several` where that could be more than one; undefined where it is nobody.
 */
export function finderIn(known: readonly Colleague[]): (line: Line) => Colleague | 'several' | undefined {
  const byEmail = new Map(known.flatMap((one) => (one.email === null ? [] : [[one.email, one]])))
  const byName = grouped(known, ({ name }) => name.toLowerCase())
  return (line) => {
    const same = typeof line.email === 'string' ? byEmail.get(line.email) : undefined
    if (same) return same
    const [one, other] = (byName.get(line.name.toLowerCase()) ?? []).filter(
      ({ email, organisation_id }) =>
        (email === null || typeof line.email !== 'string') &&
        [undefined, null, organisation_id ?? line.organisation_id].includes(line.organisation_id),
    )
    return other ? 'several' : one
  }
}

/** Of lines whose address may be somebody's new one, what was said, by that address: whose it is, or `other`. */
export type Answers = ReadonlyMap<string, string>
export const other = 'other'

/** Whom a line is about (finderIn). Whose new address it may bring is asked (`perhaps`), and nobody's until it is said. */
export type Match = {
  before: Colleague | 'several' | undefined
  perhaps: Colleague | undefined
  isOpen: boolean
}

/**
 * Finds whom each of these lines is about. One with a new address may be about somebody who has another: the only one
 * of that name, and of that organisation where both say one, whose own address is in none of the lines.
 */
export function matcherIn(
  known: readonly Colleague[],
  lines: readonly Line[],
  answers: Answers,
): (line: Line) => Match {
  const find = finderIn(known)
  const said = new Set(lines.map(({ email }) => email))
  const addressed = known.filter(({ email }) => email !== null && !said.has(email))
  const findPerhaps = finderIn(addressed.map((one) => ({ ...one, email: null })))
  return (line) => {
    const before = find(line)
    const email = line.email ?? ''
    const likely = before === undefined && email !== '' ? findPerhaps(line) : undefined
    if (typeof likely !== 'object') return { before, perhaps: undefined, isOpen: false }
    const perhaps = known.find(({ id }) => id === likely.id)
    const answer = answers.get(email)
    const isSame = answer === likely.id
    return { before: isSame ? perhaps : undefined, perhaps, isOpen: !isSame && answer !== other }
  }
}

/** Somebody as a line changes them: what it does not say stays. */
export function changedBy(before: Colleague | undefined, line: Line): Omit<Colleague, 'id' | 'person_id'> {
  const { name, email, organisation_id, team_id } = line
  return {
    name,
    email: email ?? before?.email ?? null,
    organisation_id: organisation_id ?? before?.organisation_id ?? null,
    team_id: team_id ?? before?.team_id ?? null,
    values: new Map([...(before?.values ?? []), ...line.values]),
  }
}

/** One thing that a line changes of somebody: `what` as a column says it, ids for what has them; null is nothing yet. */
export type Change = { what: string; from: string | null; to: string | null }

/** What a line changes of somebody who is on the list. */
export function changesBy(before: Colleague, line: Line): Change[] {
  const after = changedBy(before, line)
  return [
    { what: 'name', from: before.name, to: after.name },
    { what: 'email', from: before.email, to: after.email },
    { what: 'organisation', from: before.organisation_id, to: after.organisation_id },
    { what: 'team', from: before.team_id, to: after.team_id },
    ...[...after.values].map(([what, to]) => ({ what, from: before.values.get(what) ?? null, to })),
  ].filter(({ from, to }) => from !== to)
}

/** Where somebody stands on the list of names, and where as one who is asked. */
export type Places = {
  person_id: string
  listed_organisation: string | null
  listed_team: string | null
  organisation_id: string | null
  team_id: string | null
}

/** In what the list of names differs from what is kept of one who is asked; where it says nothing, it does not. */
export function differing(
  places: Places,
): { what: 'organisation' | 'team'; listed: string; held: string | null }[] {
  const { listed_organisation, listed_team, organisation_id, team_id } = places
  return [
    { what: 'organisation' as const, listed: listed_organisation, held: organisation_id },
    { what: 'team' as const, listed: listed_team, held: team_id },
  ].flatMap(({ what, listed, held }) => (listed === null || listed === held ? [] : [{ what, listed, held }]))
}

/** What is known of somebody beside the name. */
export type Qualities = Pick<Colleague, 'email' | 'organisation_id' | 'team_id' | 'values'>

/** What the list of names says of somebody where nothing is held of that person. */
export function fillingOf(held: Qualities, listed: Qualities): Qualities {
  return {
    email: held.email === null ? listed.email : null,
    organisation_id: held.organisation_id === null ? listed.organisation_id : null,
    team_id: held.team_id === null ? listed.team_id : null,
    values: new Map([...listed.values].filter(([trait]) => !held.values.has(trait))),
  }
}

/** What of somebody is filled, as a column says it: ids for traits. */
export function filledIn({ email, organisation_id, team_id, values }: Qualities): string[] {
  return [
    ...(email === null ? [] : ['email']),
    ...(organisation_id === null ? [] : ['organisation']),
    ...(team_id === null ? [] : ['team']),
    ...values.keys(),
  ]
}

/** In the order of their names, whatever the capitals and accents. */
export function inOrderOfNames<Who extends Pick<Colleague, 'name'>>(people: readonly Who[]): Who[] {
  const order = new Intl.Collator('nl')
  return people.toSorted((one, other) => order.compare(one.name, other.name))
}

/** Whether each of some words begins one of a person's, whatever the capitals and accents; without words, yes. */
export function isFoundBy(words: string, texts: readonly string[]): boolean {
  const own = texts.flatMap((text) => partsOf(text))
  return partsOf(words).every((word) => own.some((one) => one.startsWith(word)))
}

function partsOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** All values that somebody has: organisation, team and those of traits. */
export function qualitiesOf({ organisation_id, team_id, values }: Colleague): string[] {
  return [organisation_id, team_id, ...values.values()].filter((value) => value !== null)
}

/** What a draw was made from: who could be drawn with the values of then, how many were wanted, which seats were open. */
export type Lot = {
  seed: string
  wanted: number
  pool: readonly { id: string; qualities: readonly string[] }[]
  seats: ReadonlyMap<string, number>
}

/** Draws within the plan (method/mirror.ts): the same lot and ranks give the same people each time, in their order. */
export function drawnFrom(
  { seed, wanted, pool, seats }: Lot,
  rankOf: (seed: string, id: string) => string,
): string[] {
  const people = pool.map(({ id, qualities }): Drawable => ({
    ...{ id, rank: rankOf(seed, id), values: qualities },
  }))
  return drawn(people, seats, wanted)
}

/** Who of a list is not asked yet, by what they have in common; each in the order of their ids, which are random. */
export function alikeAmong(colleagues: readonly Colleague[]): (Candidate & { names: string[] })[] {
  const inOrder = colleagues
    .filter(({ person_id }) => person_id === null)
    .map((one) => ({ ...one, values: qualitiesOf(one) }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return [...grouped(inOrder, ({ values }) => values.toSorted().join(' '))].map(([id, alike]) => ({
    ...{ id, people: alike.length, values: alike[0]?.values ?? [] },
    names: alike.map(({ name }) => name),
  }))
}
