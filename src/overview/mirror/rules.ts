import type { Candidate } from '../../method/mirror.ts'
import { peopleAt, peopleIn, type CountTable, type Named } from '../../steps/people/network-rules.ts'

type Former = { person_id: string; team_id: string | null; until_on: string }
type Member = { id: string; organisation_id: string | null; team_id: string | null; values: string[] }

/** Somebody with the team of a day: that of now, or the one that the person was in until after that day. */
export function onDay<Who extends Member>(member: Who, day: string, former: readonly Former[]): Who {
  const then = former
    .filter(({ person_id, until_on }) => person_id === member.id && day < until_on)
    .toSorted((one, other) => (one.until_on < other.until_on ? -1 : 1))[0]
  return then ? { ...member, team_id: then.team_id } : member
}

type Network = { organisations: readonly Named[]; teams: CountTable; tables: readonly CountTable[] }

/**
 * Who could still be asked, as combinations: the people of an organisation in a team, less those who were asked; with of
 * each trait that was counted by organisation the value of which most are left there. How many have all of that at once
 * was not counted where there is such a trait: `people` are then no more than the fewest that have part of it.
 */
export function combinationsIn(
  { organisations, teams, tables }: Network,
  asked: readonly Member[],
): (Candidate & { isAtMost: boolean })[] {
  return organisations.flatMap((organisation) =>
    teams.columns.map((team) => {
      const here = asked.filter(({ organisation_id }) => organisation_id === organisation.id)
      const people = peopleAt(teams, organisation.id, team.id)
      const taken = here.filter(({ team_id }) => team_id === team.id).length
      const traits = tables
        .filter((table) => peopleIn(table, organisation.id) > 0)
        .flatMap((table) => mostLeft(table, organisation.id, here))
      const values = [organisation.id, ...(team.id === null ? [] : [team.id]), ...traits.map(({ id }) => id)]
      const fewest = Math.min(people - taken, ...traits.map((trait) => trait.people))
      return {
        id: values.join(' '),
        people: Math.max(0, fewest),
        values,
        isAtMost: traits.length > 0,
      }
    }),
  )
}

function mostLeft(table: CountTable, organisation: string, asked: readonly Member[]) {
  const left = table.columns.flatMap(({ id }) => {
    if (id === null) return []
    const taken = asked.filter(({ values }) => values.includes(id)).length
    return [{ id, people: peopleAt(table, organisation, id) - taken }]
  })
  const best = left.toSorted((one, other) => other.people - one.people)[0]
  return best && best.people > 0 ? [best] : []
}
