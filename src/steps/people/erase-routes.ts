import { change } from '../../access/change.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { blankForm, refusedForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { removeMessages } from '../../mail/deliver.ts'
import { contactIn } from '../../method/both-languages.ts'
import { studyOf } from '../study/queries.ts'
import { Erasure, OwnErasure } from './erase-input.ts'
import { erasePage, ownErasePage, type Keeping } from './erase-page.ts'
import { erasePerson, erasuresOf, purgeErased } from './erase-queries.ts'
import { participantWith } from './queries.ts'

const own = '/studies/:study/participants/:person/erasure'
const asked = '/studies/:study/people/:participant/erasure'

/** Erasing everything of a person: by the person, or by the lead to whom the person wrote. */
export const eraseRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: own,
    door: 'participant',
    may: 'own.read',
    needs: 'code',
    handle: (visit) => showOwn(visit, blankForm),
  },
  {
    method: 'post',
    path: own,
    door: 'participant',
    may: 'own.erase',
    needs: 'code',
    handle: async (visit) => {
      const { seat, t, body } = visit
      const input = OwnErasure.safeParse(body)
      if (!input.success) return showOwn(visit, refusedForm(t, body, input.error))
      await erase(visit, seat.personId, '')
      return { redirect: '/erased' }
    },
  },
  {
    method: 'get',
    path: asked,
    door: 'account',
    may: 'people.erase',
    needs: 'names',
    handle: (visit) => showAsked(visit, blankForm),
  },
  {
    method: 'post',
    path: asked,
    door: 'account',
    may: 'people.erase',
    needs: 'names',
    handle: async (visit) => {
      const { t, body, seat, param } = visit
      const input = Erasure.safeParse(body)
      if (!input.success) return showAsked(visit, refusedForm(t, body, input.error))
      await erase(visit, param('participant'), input.data.reason)
      return { redirect: `/studies/${seat.studyId}/people`, notice: 'removed' }
    },
  },
]

async function erase({ db, seat, now, deps }: Visit, personId: string, reason: string): Promise<void> {
  const { mails } = await change(db, seat, (tx) => erasePerson(tx, seat, personId, reason))
  await unlinkRemoved(db, deps.storage)
  if (deps.mailFolder !== undefined) await removeMessages(deps.mailFolder, mails)
  await purgeErased(db, now)
}

async function showOwn(visit: Visit, form: Form) {
  return ownErasePage(visit.t, visit.seat, await keepingOf(visit), form)
}

async function showAsked(visit: Visit, form: Form) {
  const { db, seat, t, param } = visit
  const person = await participantWith(db, seat, param('participant'))
  const around = { keeping: await keepingOf(visit), erasures: await erasuresOf(db, seat) }
  return erasePage(t, seat, person, around, form)
}

async function keepingOf({ db, seat, t, deps }: Visit): Promise<Keeping> {
  const { engine, backupDays } = deps
  return { engine, backupDays, contact: contactIn(await studyOf(db, seat), t.language) }
}
