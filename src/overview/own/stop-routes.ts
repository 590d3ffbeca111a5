import { filledForm, shownForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { usesIn } from '../../http/trail.ts'
import { paperOf } from '../../steps/people/paper-queries.ts'
import { markOf } from '../../steps/people/paper-rules.ts'
import { participantWith } from '../../steps/people/queries.ts'
import { SaidStop } from '../../steps/people/said-input.ts'
import { heardOf, keepNo } from '../../steps/people/said-routes.ts'
import { stopPage } from '../../steps/people/stop-page.ts'
import { placesShown } from '../shown/page.ts'
import { shownOf } from '../shown/queries.ts'

const path = '/studies/:study/people/:participant/withdrawal'

/** Somebody told a researcher to stop. It does what the button on the own page does. */
export const stopRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'people.stop',
    needs: 'names',
    handle: async (visit) => (await elsewhere(visit)) ?? show(visit, undefined),
  },
  { method: 'post', path, door: 'account', may: 'people.stop', needs: 'names', handle: stop },
]

async function stop(visit: Visit) {
  const { db, seat, param } = visit
  const away = await elsewhere(visit)
  if (away) return away
  const person = await participantWith(db, seat, param('participant'))
  return keepNo(visit, person, SaidStop, (form) => show(visit, form))
}

/** Who said nothing yet can say no; who does not take part any more has stopped already. */
async function elsewhere({ db, seat, param }: Visit) {
  const { id, takes_part } = await participantWith(db, seat, param('participant'))
  const person = `/studies/${seat.studyId}/people/${id}`
  if (takes_part === 1) return undefined
  return { redirect: takes_part === null ? `${person}/refusal` : person }
}

async function show(visit: Visit, form: Form | undefined) {
  const { db, seat, t, param, trail } = visit
  const person = await participantWith(db, seat, param('participant'))
  const version = markOf(await heardOf(visit, person.id))
  const stored = filledForm({ way: '', signed_on: t.day(seat.at), version })
  const around = {
    brought: usesIn(t, (await trail('participant', [person.id])).get(person.id)),
    shown: placesShown(t, await shownOf(db, seat, person.id)),
    hasPaper: (await paperOf(db, seat, person.id)) !== undefined,
  }
  return stopPage(t, seat, person, around, shownForm(stored, form))
}
