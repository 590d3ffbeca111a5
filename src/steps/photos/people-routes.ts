import { change } from '../../access/change.ts'
import { NotFound } from '../../errors.ts'
import { blankForm, refusedField, refusedForm, type Form } from '../../http/form.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { textsOf } from '../study/queries.ts'
import { Depicted, goneBox, lookedAgain, nobodyBox, Permission } from './people-input.ts'
import { peopleOnPhotoPage } from './people-page.ts'
import {
  allowsYoung,
  deleteDepicted,
  depictedOn,
  insertDepicted,
  setNobody,
  updateDepicted,
} from './people-queries.ts'
import { photoWith } from './queries.ts'
import { ownBase } from './shown.ts'

const photo = '/studies/:study/participants/:person/photos/:photo'
const people = `${photo}/people`

/** Who can be recognised on a photo: its person names them in a word, and keeps what each of them said. */
export const peopleOnPhotoRoutes: StudyRoute[] = [
  {
    method: 'get',
    path: people,
    door: 'participant',
    may: 'photos.read',
    handle: (visit) => show(visit, blankForm),
  },
  {
    method: 'post',
    path: people,
    door: 'participant',
    may: 'photos.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Depicted.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, body, input.error))
      await change(db, seat, (tx) => insertDepicted(tx, seat, param('photo'), input.data))
      return { redirect: addressOf(visit), notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${people}/:depicted`,
    door: 'participant',
    may: 'photos.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = Permission.safeParse(body)
      if (!input.success) return show(visit, refusedForm(t, {}, input.error))
      const place = { photoId: param('photo'), id: param('depicted') }
      await change(db, seat, (tx) => updateDepicted(tx, seat, place, input.data))
      return { redirect: addressOf(visit), notice: 'saved' }
    },
  },
  {
    method: 'post',
    path: `${people}/:depicted/removal`,
    door: 'participant',
    may: 'photos.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const box = goneBox(param('depicted'))
      if (!lookedAgain(body, box)) return show(visit, refusedField(t, {}, box, 'recognised.goneRequired'))
      await change(db, seat, (tx) => deleteDepicted(tx, seat, param('photo'), param('depicted')))
      return { redirect: addressOf(visit), notice: 'removed' }
    },
  },
  {
    method: 'post',
    path: `${photo}/recognisability/removal`,
    door: 'participant',
    may: 'photos.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      if (!lookedAgain(body, nobodyBox)) {
        return show(visit, refusedField(t, {}, nobodyBox, 'recognised.goneRequired'))
      }
      await change(db, seat, (tx) => setNobody(tx, seat, param('photo')))
      return { redirect: `${ownBase(seat)}/photos/${param('photo')}`, notice: 'saved' }
    },
  },
]

function addressOf({ seat, param }: Visit): string {
  return `${ownBase(seat)}/photos/${param('photo')}/people`
}

async function show({ db, seat, t, param, query }: Visit, form: Form) {
  const shown = await photoWith(db, seat, param('photo'))
  if (shown.kind !== 'picture') throw new NotFound('nobody can be recognised on this')
  const texts = await textsOf(db, seat, t.language)
  const around = {
    people: await depictedOn(db, seat, shown.id),
    withYoung: await allowsYoung(db, seat),
    untilYes: texts['consent.peopleInPhoto'],
    isBlurred: query('blurred') === 'yes',
  }
  return peopleOnPhotoPage(t, seat, shown, around, form)
}
