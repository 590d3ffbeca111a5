import { newId } from '../../db/new-id.ts'
import type { Schema } from '../../db/schema.ts'
import type { Draft, Rows } from '../draft.ts'
import { facts } from '../facts.ts'

const answers = ['yes', 'no'] as const
const named = { yes: 'ja', no: 'nee' }

/** The network in counts, the plan of the sample, and what is counted of who takes part. */
export function networkRows({ studyId: study_id, id, randomId }: Draft): Rows {
  const { population, participants } = facts
  const valueOf = (trait: string, answer: (typeof answers)[number]) => id(`value:${trait}:${answer}`)
  const byTeam = Object.entries(population.byOrganisation).flatMap(([organisation, teams]) =>
    Object.entries(teams).map(([team, people]): Schema['network_counts'] => ({
      ...{ id: newId(), study_id, organisation_id: id(`organisation:${organisation}`), people },
      ...{ team_id: id(`team:${team}`), trait_id: null, value_id: null },
    })),
  )
  const byTrait = population.traits.flatMap((trait) =>
    answers.map((answer): Schema['network_counts'] => ({
      ...{ id: newId(), study_id, organisation_id: null, team_id: null, people: trait[answer] },
      ...{ trait_id: id(`trait:${trait.key}`), value_id: valueOf(trait.key, answer) },
    })),
  )
  return {
    traits: population.traits.map(({ key, name }, position) => ({
      ...{ id: id(`trait:${key}`), study_id, name, position, is_mirrored: 1 },
    })),
    trait_values: population.traits.flatMap(({ key }) =>
      answers.map((answer, position) => ({
        ...{ id: valueOf(key, answer), study_id, trait_id: id(`trait:${key}`) },
        ...{ name: named[answer], position },
      })),
    ),
    network_counts: [...byTeam, ...byTrait],
    sample_plans: [
      { study_id, size: population.size, by_organisation: 1, by_team: 1, two_each: 1, version: 1 },
    ],
    participant_values: participants.flatMap(({ number, traits }) =>
      population.traits.map(({ key }) => ({
        ...{ study_id, person_id: randomId(`P${number}`), trait_id: id(`trait:${key}`) },
        value_id: valueOf(key, traits.includes(key) ? 'yes' : 'no'),
      })),
    ),
  }
}
