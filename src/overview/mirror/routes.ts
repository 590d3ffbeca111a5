import type { StudyRoute } from '../../http/route.ts'
import { deviationsOf, whoFits } from '../../method/mirror.ts'
import { daysOfTalks } from '../../steps/interviews/held-queries.ts'
import { networkOf, type Network } from '../../steps/people/network-queries.ts'
import { peopleIn } from '../../steps/people/network-rules.ts'
import { formerTeams, membersOf, planOf } from '../../steps/people/plan-queries.ts'
import { asMirrored, attributesIn, mirroredIn, plannedSeats } from '../../steps/people/plan-rules.ts'
import { studyOf } from '../../steps/study/queries.ts'
import { mirrorPage } from './page.ts'
import { combinationsIn, onDay } from './rules.ts'

/** How far those who are asked, and those who took part, resemble the network. */
export const routes: StudyRoute[] = [
  {
    method: 'get',
    path: '/studies/:study/people/mirror',
    door: 'account',
    may: 'people.read',
    handle: async ({ db, seat, t, at }) => {
      const network = await networkOf(db, seat, t)
      const plan = await planOf(db, seat)
      const still = (await membersOf(db, seat)).filter(({ takes_part }) => takes_part !== 0)
      const former = await formerTeams(db, seat)
      const days = await daysOfTalks(db, seat, t.day(at))
      const talked = still.flatMap((member) => {
        const day = days.get(member.id)
        return day === undefined ? [] : [onDay(member, day, former)]
      })
      const attributes = attributesIn(network, { organisation: t('people.organisation') })
      const mirrored = mirroredIn(attributes, plan, network.traits)
      const sample = plannedSeats(mirrored, plan, still)
      const tookPart = plannedSeats(mirrored, plan, talked)
      const furthest = asMirrored(talked.length > 0 ? tookPart : sample)
      return mirrorPage(t, seat, {
        sample,
        tookPart,
        counts: { people: peopleIn(network.teams), sample: still.length, tookPart: talked.length },
        deviations: deviationsOf(furthest),
        fits: plan.size > 0 ? whoFits(asMirrored(sample), combinationsIn(network, still)) : [],
        names: namesIn(network),
        threshold: (await studyOf(db, seat)).small_group,
      })
    },
  },
]

/** The names of all organisations, teams and values. */
function namesIn({ organisations, teams, tables }: Network): Map<string, string> {
  const columns = [teams, ...tables].flatMap((table) => table.columns)
  return new Map([...organisations, ...columns].flatMap(({ id, name }) => (id === null ? [] : [[id, name]])))
}
