import { may } from '../../access/policy.ts'
import type { StudyRoute } from '../../http/route.ts'
import { deviationsOf, whoFits } from '../../method/mirror.ts'
import { daysOfTalks } from '../../steps/interviews/held-queries.ts'
import { colleaguesOf, placesOf } from '../../steps/people/listed-queries.ts'
import { alikeAmong, differing } from '../../steps/people/colleague-rules.ts'
import { fullNamesIn, peopleIn } from '../../steps/people/network-rules.ts'
import { formerTeams, replaceable } from '../../steps/people/plan-queries.ts'
import { asMirrored, plannedSeats } from '../../steps/people/plan-rules.ts'
import { plannedOf } from '../../steps/people/planned-queries.ts'
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
    handle: async ({ db, seat, t, query }) => {
      const { network, plan, still, mirrored, planned: sample } = await plannedOf(db, seat, t)
      const former = await formerTeams(db, seat)
      const days = await daysOfTalks(db, seat)
      const talked = still.flatMap((member) => {
        const day = days.get(member.id)
        return day === undefined ? [] : [onDay(member, day, former)]
      })
      const tookPart = plannedSeats(mirrored, plan, talked)
      // Where there is a list, it tells who is left and by what; counts tell that of each attribute apart.
      const listed = may(seat.role, 'sample.read') ? await colleaguesOf(db, seat) : []
      const places = listed.length > 0 ? await placesOf(db, seat) : []
      const asked = new Set(still.map(({ id }) => id))
      const candidates =
        listed.length > 0
          ? alikeAmong(listed).map((one) => ({ ...one, isAtMost: false }))
          : combinationsIn(network, still).map((one) => ({ ...one, names: [] }))
      return mirrorPage(t, seat, {
        sample,
        tookPart,
        counts: { people: peopleIn(network.teams), sample: still.length, tookPart: talked.length },
        differing: places.filter((one) => asked.has(one.person_id) && differing(one).length > 0).length,
        deviations: {
          asked: deviationsOf(asMirrored(sample)),
          tookPart: deviationsOf(asMirrored(tookPart)),
        },
        ranks: plan.size > 0 ? whoFits(asMirrored(sample), candidates) : [],
        hasList: listed.length > 0,
        instead: (await replaceable(db, seat, undefined)).find(({ id }) => id === query('instead')),
        size: plan.size,
        names: fullNamesIn(network),
        threshold: (await studyOf(db, seat)).small_group,
      })
    },
  },
]
