import { change } from '../../access/change.ts'
import { hashOf } from '../../access/tokens.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { keepPicture, pictureLimits, takePicture, type Refusal } from '../../files/pictures.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import {
  blankForm,
  ClientId,
  filledForm,
  refusedField,
  refusedForm,
  typedIn,
  type Form,
  shownForm,
} from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import type { ImageKind } from '../../method/lists.ts'
import type { Key } from '../../text/text.ts'
import { linesFor } from '../people/own-queries.ts'
import { ownConsent } from '../people/consent-queries.ts'
import { isReady } from '../people/ready-queries.ts'
import { hadTalk } from '../people/talk-queries.ts'
import { announcedPhotos, arrivedMarks, dropAnnounced } from './announced-queries.ts'
import { AboutPhoto, Seen, TextPhoto } from './input.ts'
import { drawingPage, textPage } from './instead-page.ts'
import { ownPhotosPage } from './own-page.ts'
import { ownPhotoPage } from './own-photo-page.ts'
import { insertPicture, insertText, replacePicture, updatePhoto, withdrawPhoto } from './editing-queries.ts'
import { permissionRoutes } from './permission-routes.ts'
import { isInUse, photosOf, photoWith, type Photo } from './queries.ts'
import type { Lack } from './ready-rules.ts'
import { mostPhotos } from './rules.ts'
import { sizeRoutes } from './size-routes.ts'
import { ownBase } from './shown.ts'

const own = '/studies/:study/participants/:person/photos'

const bringing: StudyRoute[] = [
  {
    method: 'get',
    path: own,
    door: 'participant',
    may: 'photos.read',
    handle: (visit) => showOwn(visit, blankForm),
  },
  {
    method: 'post',
    path: own,
    door: 'participant',
    may: 'photos.add',
    body: 'picture',
    handle: (visit) => bring(visit, 'picture', (form) => showOwn(visit, form)),
  },
  {
    method: 'get',
    path: `${own}/drawing`,
    door: 'participant',
    may: 'photos.read',
    handle: async (visit) => {
      await needConsent(visit)
      return drawingPage(visit.t, visit.seat, blankForm)
    },
  },
  {
    method: 'post',
    path: `${own}/drawing`,
    door: 'participant',
    may: 'photos.add',
    body: 'picture',
    handle: (visit) => bring(visit, 'drawing', (form) => drawingPage(visit.t, visit.seat, form)),
  },
  {
    method: 'get',
    path: `${own}/text`,
    door: 'participant',
    may: 'photos.read',
    handle: async (visit) => {
      await needConsent(visit)
      return textPage(visit.t, visit.seat, blankForm)
    },
  },
  {
    method: 'post',
    path: `${own}/text`,
    door: 'participant',
    may: 'photos.add',
    handle: async (visit) => {
      const { db, seat, t, body } = visit
      await needConsent(visit)
      const input = TextPhoto.safeParse(body)
      if (!input.success) return textPage(t, seat, refusedForm(t, body, input.error))
      if ((await photosOf(db, seat)).length >= mostPhotos) {
        return textPage(t, seat, refusedField(t, body, 'words', 'photos.tooMany'))
      }
      const sent = { personId: seat.personId, clientId: 'text', checksum: hashOf(input.data.words) }
      const about = { ...input.data, not_own: false, recognisable: false }
      await change(db, seat, (tx) => insertText(tx, seat, sent, about))
      return { redirect: `${ownBase(seat)}/photos`, notice: 'textIn' }
    },
  },
  {
    method: 'get',
    path: `${own}/:photo`,
    door: 'participant',
    may: 'photos.read',
    handle: async (visit) => showOwnPhoto(visit, undefined),
  },
  {
    method: 'post',
    path: `${own}/:photo`,
    door: 'participant',
    may: 'photos.edit',
    handle: async (visit) => {
      const { db, seat, t, body, param } = visit
      const input = AboutPhoto.safeParse(body)
      const seen = Seen.safeParse(body)
      if (!input.success) return showOwnPhoto(visit, refusedForm(t, body, input.error))
      if (!seen.success) return showOwnPhoto(visit, refusedForm(t, body, seen.error))
      return unlessOvertaken(
        visit,
        () => change(db, seat, (tx) => updatePhoto(tx, seat, param('photo'), seen.data.version, input.data)),
        (form) => showOwnPhoto(visit, form),
        { redirect: `${ownBase(seat)}/photos#photo-${param('photo')}`, notice: 'saved' },
      )
    },
  },
  {
    method: 'post',
    path: `${own}/:photo/picture`,
    door: 'participant',
    may: 'photos.edit',
    body: 'picture',
    handle: (visit) => replace(visit, 'picture', (form) => showOwnPhoto(visit, form)),
  },
  {
    method: 'get',
    path: `${own}/:photo/drawing`,
    door: 'participant',
    may: 'photos.read',
    handle: async ({ db, seat, t, param }) => {
      const photo = await photoWith(db, seat, param('photo'))
      if (await isInUse(db, seat, photo.id)) return { redirect: `${ownBase(seat)}/photos/${photo.id}` }
      return drawingPage(t, seat, blankForm, photo)
    },
  },
  {
    method: 'post',
    path: `${own}/:photo/drawing`,
    door: 'participant',
    may: 'photos.edit',
    body: 'picture',
    handle: (visit) =>
      replace(visit, 'drawing', (form, photo) => drawingPage(visit.t, visit.seat, form, photo)),
  },
  {
    method: 'post',
    path: `${own}/:photo/removal`,
    door: 'participant',
    may: 'photos.remove',
    handle: async ({ db, seat, param, deps }) => {
      await change(db, seat, (tx) => withdrawPhoto(tx, seat, param('photo')))
      await unlinkRemoved(db, deps.storage)
      return { redirect: `${ownBase(seat)}/photos`, notice: 'removed' }
    },
  },
  ...sizeRoutes(own, 'participant'),
]

/** What participants do with their own photos. */
export const ownRoutes: StudyRoute[] = [...bringing, ...permissionRoutes]

/** Nobody brings a photo before saying to take part, nor after stopping. */
export async function needConsent({ db, seat }: Visit): Promise<void> {
  if ((await ownConsent(db, seat))?.takes_part !== 1) throw new Forbidden('photos need consent')
}

/** Takes in a picture or a drawing, with what is said of it. When that cannot be, `show` says why. */
async function bring(
  visit: Visit,
  kind: ImageKind,
  show: (form: Form) => Promise<Answer> | Answer,
): Promise<Answer> {
  const { db, seat, t, body, upload, deps } = visit
  await needConsent(visit)
  const clientId = ClientId.safeParse(typedIn(body).client_id)
  if (!clientId.success) return show(refusedForm(t, body, clientId.error))
  const refuse = async (key: Key) => {
    await change(db, seat, (tx) => dropAnnounced(tx, seat, clientId.data))
    return show(refusedField(t, body, 'picture', key))
  }
  if ((await photosOf(db, seat)).length >= mostPhotos) return refuse('photos.tooMany')
  if (!upload) return show(refusedField(t, body, 'picture', `photos.${kind}Required`))
  const picture = await takePicture(upload.path, deps.storage)
  if ('refused' in picture) return refuse(refusalKey(picture))
  // The picture is good, so it is kept, whatever is still wrong with the words.
  const about = AboutPhoto.safeParse(body)
  const kept = about.success ? about.data : { words: '', angle: null, not_own: false, recognisable: false }
  const sent = { personId: seat.personId, clientId: clientId.data, checksum: picture.sha256 }
  const added = await keepPicture(deps.storage, picture, () =>
    change(db, seat, (tx) => insertPicture(tx, seat, sent, { kind, picture }, kept)),
  )
  if (added && !about.success) {
    const photo = await photoWith(db, seat, added.id)
    const { typed, problems } = refusedForm(t, body, about.error)
    return ownPhotoPage(
      t,
      seat,
      photo,
      { typed: { ...typed, version: String(photo.version) }, problems },
      false,
    )
  }
  return { redirect: `${ownBase(seat)}/photos`, notice: noticeOf[kind] }
}

/** Puts a picture or a drawing in the place of a photo. When that cannot be, `show` says why. */
async function replace(
  visit: Visit,
  kind: ImageKind,
  show: (form: Form, photo: Photo) => Promise<Answer> | Answer,
): Promise<Answer> {
  const { db, seat, t, param, upload, deps } = visit
  const photo = await photoWith(db, seat, param('photo'))
  const refuse = async () => ({
    ...(await showOwnPhoto(visit, refusedField(t, {}, 'picture', 'photos.fixed'))),
    status: 409,
  })
  if (await isInUse(db, seat, photo.id)) return refuse()
  if (!upload) return show(refusedField(t, {}, 'picture', `photos.${kind}Required`), photo)
  const picture = await takePicture(upload.path, deps.storage)
  if ('refused' in picture) return show(refusedField(t, {}, 'picture', refusalKey(picture)), photo)
  const clientId = `replaced-${photo.id}-${photo.version}`
  const sent = { personId: seat.personId, clientId, checksum: picture.sha256 }
  try {
    await keepPicture(deps.storage, picture, () =>
      change(db, seat, (tx) => replacePicture(tx, seat, photo.id, sent, { kind, picture })),
    )
  } catch (error) {
    // Somebody made something of it while the picture was on its way.
    if (!(error instanceof Conflict)) throw error
    return refuse()
  }
  await unlinkRemoved(db, deps.storage)
  return { redirect: `${ownBase(seat)}/photos/${photo.id}`, notice: noticeOf[kind] }
}

const noticeOf = { picture: 'photoIn', drawing: 'drawingIn' } as const

function refusalKey({ refused }: Refusal): Key {
  return `photos.refused.${refused}`
}

/** One's own photos, or the way to the agreement; `lacks` is what is missing for who says to be ready. */
export async function showOwn(visit: Visit, form: Form, lacks: readonly Lack[] = []): Promise<Answer> {
  const { db, seat, t } = visit
  const consent = await ownConsent(db, seat)
  if (consent?.takes_part !== 1) return { redirect: `${ownBase(seat)}/consent` }
  const photos = await photosOf(db, seat)
  const lines = await linesFor(db, seat, t, { photosIn: String(photos.length) })
  const brought = {
    photos,
    announced: await announcedPhotos(db, seat),
    marks: await arrivedMarks(db, seat),
    mostBytes: pictureLimits.bytes,
    isReady: await isReady(db, seat),
    hadTalk: await hadTalk(db, seat, seat.personId),
    lacks,
  }
  return ownPhotosPage(t, seat, brought, lines, form)
}

async function showOwnPhoto({ db, seat, t, param }: Visit, form: Form | undefined) {
  const photo = await photoWith(db, seat, param('photo'))
  const stored = filledForm({
    words: photo.words,
    angle: photo.angle,
    not_own: photo.is_own ? '' : 'yes',
    recognisable: photo.is_recognisable ? 'yes' : '',
    version: photo.version,
  })
  return ownPhotoPage(t, seat, photo, shownForm(stored, form), await isInUse(db, seat, photo.id))
}
