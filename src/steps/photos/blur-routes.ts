import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import { Conflict } from '../../errors.ts'
import { blurPicture } from '../../files/blur.ts'
import { keepPicture } from '../../files/pictures.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { filledForm, refusedForm, shownForm, type Form } from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { Areas, BlurRequest } from './blur-input.ts'
import { blurPage } from './blur-page.ts'
import { askForBlur, askForNoBlur, pictureWith, replaceByBlurred } from './blur-queries.ts'
import { Seen } from './input.ts'
import { isMarked } from './rules.ts'
import { ownBase } from './shown.ts'

/** Making parts of a photo unrecognisable, each page with an address below that of the photos. */
function blurring(photos: string, door: 'participant' | 'account'): StudyRoute[] {
  const row = { path: `${photos}/:photo/blur`, door, may: 'photos.blur' } as const
  return [
    { ...row, method: 'get', handle: (visit) => showPhoto(visit, undefined) },
    { ...row, method: 'post', handle: blur },
  ]
}

const all = '/studies/:study/photos'

/** What participants do about what can be recognised on their own photos. */
export const ownBlurRoutes: StudyRoute[] = blurring(
  '/studies/:study/participants/:person/photos',
  'participant',
)

/** What researchers do about it: the same, or asking the person to. */
export const blurRoutes: StudyRoute[] = [
  ...blurring(all, 'account'),
  {
    method: 'post',
    path: `${all}/:photo/blur-request`,
    door: 'account',
    may: 'photos.askBlur',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = BlurRequest.safeParse(body)
      if (!input.success) return showPhoto(visit, refusedForm(t, body, input.error))
      await change(db, seat, (tx) => askForBlur(tx, seat, param('photo'), input.data.reason))
      return { redirect: `/studies/${seat.studyId}/photos/${param('photo')}`, notice: 'sent' }
    },
  },
  {
    method: 'post',
    path: `${all}/:photo/blur-request/removal`,
    door: 'account',
    may: 'photos.askBlur',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => askForNoBlur(tx, seat, param('photo')))
      return { redirect: `/studies/${seat.studyId}/photos/${param('photo')}`, notice: 'saved' }
    },
  },
]

async function blur(visit: Visit): Promise<Answer> {
  const { db, seat, t, body, param, deps } = visit
  const seen = Seen.safeParse(body)
  if (!seen.success) return showPhoto(visit, refusedForm(t, body, seen.error))
  const areas = Areas.safeParse(body)
  if (!areas.success) return showPhoto(visit, refusedForm(t, body, areas.error))
  const photo = await pictureWith(db, seat, param('photo'))
  // Whether somebody can still be recognised only its person knows.
  const asksWho = seat.scope === 'own' && isMarked(photo)
  return unlessOvertaken(
    visit,
    async () => {
      // Where areas were laid over another picture, they cover nothing of this one.
      if (photo.version !== seen.data.version) throw new Conflict('the photo was changed meanwhile')
      const picture = await blurPicture(deps.storage, photo, areas.data)
      if (!picture) throw new Conflict('the photo was changed meanwhile')
      await keepPicture(deps.storage, picture, () =>
        change(db, seat, (tx) => replaceByBlurred(tx, seat, photo, picture)),
      )
      await unlinkRemoved(db, deps.storage)
    },
    (form) => showPhoto(visit, form),
    { redirect: `${baseOf(visit)}/${photo.id}${asksWho ? '/people?blurred=yes' : ''}`, notice: 'blurred' },
  )
}

async function showPhoto(visit: Visit, form: Form | undefined): Promise<Answer> {
  const { db, seat, t, param } = visit
  const photo = await pictureWith(db, seat, param('photo'))
  if (seat.scope === 'study') await noteReading(db, seat, [photo.id])
  const stored = filledForm({ version: photo.version, reason: photo.blur_reason })
  return blurPage(t, seat, baseOf(visit), photo, shownForm(stored, form))
}

function baseOf({ seat }: Visit): string {
  return seat.scope === 'own' ? `${ownBase(seat)}/photos` : `/studies/${seat.studyId}/photos`
}
