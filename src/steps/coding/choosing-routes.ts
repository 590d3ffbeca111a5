import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { filledForm, refusedField, refusedForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { Chosen } from './reading-input.ts'
import { choosingPage } from './choosing-page.ts'
import { choosable, wishFor } from './choosing-queries.ts'
import { codingsOf } from './queries.ts'
import { readingOf } from './reading-queries.ts'
import { readingAddress } from './shown.ts'

const path = '/studies/:study/coding/reading/:participant/choosing'

/** Choosing what the team wants to use of what one person said and brought. */
export const choosingRoutes: StudyRoute[] = [
  {
    method: 'get',
    path,
    door: 'account',
    may: 'coding.wish',
    handle: (visit) => show(visit, filledForm({})),
  },
  {
    method: 'post',
    path,
    door: 'account',
    may: 'coding.wish',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Chosen.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error))
      const id = param('participant')
      const chosen = await change(db, seat, (tx) => wishFor(tx, seat, id, new Set(input.data.thing)))
      if (!chosen) return show(visit, refusedField(t, body, 'thing', 'choosing.none'))
      return { redirect: readingAddress(seat, id), notice: 'saved' }
    },
  },
]

async function show({ db, seat, t, param }: Visit, form: Form) {
  const reading = await readingOf(db, seat, param('participant'))
  if (!reading) throw new NotFound('this person does not take part')
  const left = await choosable(db, seat, reading.person_id)
  const ids = left.quotations.map(({ id }) => id)
  await noteReading(db, seat, [...ids, ...left.photos.map(({ id }) => id)])
  return choosingPage(t, seat, reading, { choosable: left, codings: await codingsOf(db, seat, ids), form })
}
