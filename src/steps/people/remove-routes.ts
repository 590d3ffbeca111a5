import { change } from '../../access/change.ts'
import type { StudyRoute } from '../../http/route.ts'
import { placesOf } from './listed-queries.ts'
import { deleteParticipant, participantWith } from './queries.ts'
import { removePage } from './remove-page.ts'

const path = '/studies/:study/people/:participant/removal'

/** A participant who said nothing yet is removed, asked on a page of its own first. */
export const removeRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: async ({ db, seat, t, param }) => {
      const person = await participantWith(db, seat, param('participant'))
      if (person.said_yes !== null)
        return { redirect: `/studies/${seat.studyId}/people/${person.id}/erasure` }
      const isListed = (await placesOf(db, seat, person.id)).length > 0
      return removePage(t, seat, person, { isListed })
    },
  },
  {
    method: 'post',
    path,
    door: 'account',
    may: 'people.edit',
    needs: 'names',
    handle: async (visit) => {
      const { db, seat, param } = visit
      const person = await participantWith(db, seat, param('participant'))
      // What was written down wrongly and taken out may have brought something in.
      if (person.said_yes !== null)
        return { redirect: `/studies/${seat.studyId}/people/${person.id}/erasure` }
      await change(db, seat, (tx) => deleteParticipant(tx, seat, person.id))
      return { redirect: `/studies/${seat.studyId}/people`, notice: 'removed' }
    },
  },
]
