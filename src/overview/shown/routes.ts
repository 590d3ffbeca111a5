import { noteReading } from '../../access/audit.ts'
import type { StudyRoute } from '../../http/route.ts'
import { usesIn } from '../../http/trail.ts'
import { codingsOf, quotationsAmong, quotationWith } from '../../steps/coding/queries.ts'
import { photosAmong, photoWith } from '../../steps/photos/queries.ts'
import { ownTakenPage, photoRemovalPage, quotationRemovalPage, takenPage } from './page.ts'
import { shownOf, shownOfThing, stillTaken } from './queries.ts'

const study = '/studies/:study'

/** What stands before a removal by the team, and what went out of sight after others could see it. */
export const shownRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: `${study}/taken`,
    door: 'account',
    may: 'taken.read',
    handle: async ({ db, seat, t }) => {
      const taken = await stillTaken(db, seat)
      const ids = taken.flatMap(({ thing_id }) => thing_id ?? [])
      const photos = await photosAmong(db, seat, ids)
      const quotations = await quotationsAmong(db, seat, ids)
      await noteReading(
        db,
        seat,
        [...photos, ...quotations].map(({ id }) => id),
      )
      return takenPage(t, seat, taken, { photos, quotations })
    },
  },
  {
    method: 'get',
    path: `${study}/photos/:photo/removal`,
    door: 'account',
    may: 'photos.remove',
    handle: async ({ db, seat, t, param, trail }) => {
      const photo = await photoWith(db, seat, param('photo'))
      await noteReading(db, seat, [photo.id])
      const uses = usesIn(t, (await trail('photo', [photo.id])).get(photo.id))
      const places = await shownOf(db, seat, photo.person_id, photo.id)
      return photoRemovalPage(t, seat, photo, { uses, places })
    },
  },
  {
    method: 'get',
    path: `${study}/coding/quotations/:quotation/removal`,
    door: 'account',
    may: 'coding.edit',
    handle: async ({ db, seat, t, param, trail }) => {
      const quotation = await quotationWith(db, seat, param('quotation'))
      await noteReading(db, seat, [quotation.id])
      const { id, person_id, answer } = quotation
      const uses = usesIn(t, (await trail('quotation', [id])).get(id))
      const hanging = [
        t('trail.codes', { count: (await codingsOf(db, seat, [id])).length }),
        ...(answer === null ? [] : [t('coding.answered')]),
        ...uses.map(({ text }) => text),
      ]
      const places =
        person_id === null ? await shownOfThing(db, seat, id) : await shownOf(db, seat, person_id, id)
      return quotationRemovalPage(t, seat, quotation, { hanging, places })
    },
  },
  {
    method: 'get',
    path: `${study}/participants/:person/taken`,
    door: 'participant',
    may: 'own.read',
    needs: 'code',
    handle: async ({ db, seat, t }) => ownTakenPage(t, seat, await stillTaken(db, seat, seat.personId)),
  },
]
