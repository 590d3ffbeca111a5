import { noteReading } from '../../access/audit.ts'
import { change } from '../../access/change.ts'
import type { Seat } from '../../access/seat.ts'
import { hashOf } from '../../access/tokens.ts'
import { Forbidden, NotFound } from '../../errors.ts'
import { keepPicture, takePicture, type Refusal } from '../../files/pictures.ts'
import { unlinkRemoved } from '../../files/rows.ts'
import { csv } from '../../http/csv.ts'
import {
  blankForm,
  ClientId,
  filledForm,
  ReadBack,
  refusedField,
  refusedForm,
  typedIn,
  type Form,
  shownForm,
} from '../../http/form.ts'
import { unlessOvertaken } from '../../http/overtaken.ts'
import type { Answer } from '../../http/page.ts'
import { storedPicture } from '../../http/stored-picture.ts'
import type { StudyRoute, Visit } from '../../http/route.ts'
import { usesIn } from '../../http/trail.ts'
import { angles, type ImageKind } from '../../method/lists.ts'
import { written } from '../../method/numbers.ts'
import type { Key } from '../../text/text.ts'
import { linesFor } from '../people/own-queries.ts'
import { ownConsent } from '../people/consent-queries.ts'
import { AboutPhoto, Seen, TextPhoto } from './input.ts'
import {
  drawingPage,
  ownPhotoPage,
  ownPhotosPage,
  permissionPage,
  photoPage,
  textPage,
  wallPage,
} from './page.ts'
import {
  insertPicture,
  insertText,
  movePhoto,
  peopleOnWall,
  photoCounts,
  photosOf,
  photosOnWall,
  photoWith,
  replacePicture,
  setReadBack,
  setWish,
  updatePhoto,
  withdrawPhoto,
  type Photo,
} from './queries.ts'
import { mostPhotos, onPage } from './rules.ts'

const own = '/studies/:study/participants/:person/photos'
const all = '/studies/:study/photos'
const sizes = ['master', 'large', 'thumb'] as const

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
      return { redirect: `${ownBase(seat)}/photos`, notice: 'added' }
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
        { redirect: `${ownBase(seat)}/photos`, notice: 'saved' },
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
    handle: async ({ db, seat, t, param }) =>
      drawingPage(t, seat, blankForm, await photoWith(db, seat, param('photo'))),
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
    path: `${own}/:photo/position`,
    door: 'participant',
    may: 'photos.edit',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => movePhoto(tx, seat, param('photo')))
      return { redirect: `${ownBase(seat)}/photos`, notice: 'saved' }
    },
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
  ...sizes.map((size): StudyRoute => ({
    method: 'get',
    path: `${own}/:photo/${size}`,
    door: 'participant',
    may: 'photos.read',
    handle: (visit) => sendPicture(visit, size),
  })),
]

const readingBack: StudyRoute[] = [
  {
    method: 'post',
    path: `${own}/:photo/permission`,
    door: 'participant',
    may: 'photos.answer',
    handle: async ({ db, seat, t, body, param }) => {
      const input = ReadBack.safeParse(body)
      if (!input.success) {
        const photo = await photoWith(db, seat, param('photo'))
        if (photo.wished_at === null) throw new NotFound('nobody asked for this photo')
        return permissionPage(t, seat, photo, refusedForm(t, body, input.error))
      }
      await change(db, seat, (tx) => setReadBack(tx, seat, param('photo'), input.data))
      return { redirect: `${ownBase(seat)}/reading-back#photo-${param('photo')}`, notice: 'saved' }
    },
  },
]

const looking: StudyRoute[] = [
  {
    method: 'get',
    path: all,
    door: 'account',
    may: 'photos.read',
    handle: showWall,
  },
  {
    method: 'get',
    path: `${all}.csv`,
    door: 'account',
    may: 'photos.export',
    handle: async ({ db, seat, t }) => {
      const photos = await photosOf(db, seat)
      await noteReading(
        db,
        seat,
        photos.map(({ id }) => id),
      )
      const header = [
        'number',
        'kind',
        'words',
        'angle',
        'ownPicture',
        'recognisable',
        'answer',
        'rung',
      ] as const
      const rows = photos.map((photo) => [
        written(photo.number),
        t(`photos.kind.${photo.kind}`),
        photo.words,
        photo.angle ? t(`angles.${photo.angle}`) : '',
        t(photo.is_own ? 'form.yes' : 'form.no'),
        t(photo.is_recognisable ? 'form.yes' : 'form.no'),
        photo.answer ? t(`photos.answer.${photo.answer}`) : '',
        t(`rungs.${photo.rung}`),
      ])
      return csv(
        t.language,
        t('photos.csvName'),
        header.map((column) => t(`photos.column.${column}`)),
        rows,
      )
    },
  },
  {
    method: 'get',
    path: `${all}/:photo`,
    door: 'account',
    may: 'photos.read',
    handle: async ({ db, seat, t, param, trail, way }) => {
      const photo = await photoWith(db, seat, param('photo'))
      await noteReading(db, seat, [photo.id])
      const uses = usesIn(t, (await trail('photo', [photo.id])).get(photo.id))
      return photoPage(t, seat, photo, { uses, way: await way('photo', photo.id) })
    },
  },
  ...sizes.map((size): StudyRoute => ({
    method: 'get',
    path: `${all}/:photo/${size}`,
    door: 'account',
    may: 'photos.read',
    handle: (visit) => sendPicture(visit, size),
  })),
  ...(['wish', 'wish/removal'] as const).map((noun): StudyRoute => ({
    method: 'post',
    path: `${all}/:photo/${noun}`,
    door: 'account',
    may: 'photos.wish',
    handle: async ({ db, seat, param }) => {
      await change(db, seat, (tx) => setWish(tx, seat, param('photo'), noun === 'wish'))
      return { redirect: `/studies/${seat.studyId}/photos/${param('photo')}`, notice: 'saved' }
    },
  })),
  {
    method: 'post',
    path: `${all}/:photo/removal`,
    door: 'account',
    may: 'photos.remove',
    handle: async ({ db, seat, param, deps }) => {
      await change(db, seat, (tx) => withdrawPhoto(tx, seat, param('photo')))
      await unlinkRemoved(db, deps.storage)
      return { redirect: `/studies/${seat.studyId}/photos`, notice: 'removed' }
    },
  },
]

export const routes: StudyRoute[] = [...bringing, ...readingBack, ...looking]

async function showWall({ db, seat, t, query }: Visit) {
  const angle = angles.find((one) => one === query('angle'))
  const after = /^\d{1,6}$/.test(query('after')) ? Number(query('after')) : 0
  const shown = onPage(await peopleOnWall(db, seat, angle), { after, person: query('person') })
  const photos = await photosOnWall(db, seat, shown.people, angle)
  await noteReading(
    db,
    seat,
    photos.map(({ id }) => id),
  )
  const { total } = await photoCounts(db, seat)
  return wallPage(t, seat, photos, { ...shown, angle, total })
}

/** Nobody brings a photo before saying to take part, nor after stopping. */
async function needConsent({ db, seat }: Visit): Promise<void> {
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
  if ((await photosOf(db, seat)).length >= mostPhotos) {
    return show(refusedField(t, body, 'picture', 'photos.tooMany'))
  }
  if (!upload) return show(refusedField(t, body, 'picture', `photos.${kind}Required`))
  const picture = await takePicture(upload.path, deps.storage)
  if ('refused' in picture) return show(refusedField(t, body, 'picture', refusalKey(picture)))
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
    return ownPhotoPage(t, seat, photo, { typed: { ...typed, version: String(photo.version) }, problems })
  }
  return { redirect: `${ownBase(seat)}/photos`, notice: noticeOf[kind] }
}

/** Puts a picture or a drawing in the place of a photo. When that cannot be, `show` says why. */
async function replace(
  { db, seat, t, param, upload, deps }: Visit,
  kind: ImageKind,
  show: (form: Form, photo: Photo) => Promise<Answer> | Answer,
): Promise<Answer> {
  const photo = await photoWith(db, seat, param('photo'))
  if (!upload) return show(refusedField(t, {}, 'picture', `photos.${kind}Required`), photo)
  const picture = await takePicture(upload.path, deps.storage)
  if ('refused' in picture) return show(refusedField(t, {}, 'picture', refusalKey(picture)), photo)
  const clientId = `replaced-${photo.id}-${photo.version}`
  const sent = { personId: seat.personId, clientId, checksum: picture.sha256 }
  await keepPicture(deps.storage, picture, () =>
    change(db, seat, (tx) => replacePicture(tx, seat, photo.id, sent, { kind, picture })),
  )
  await unlinkRemoved(db, deps.storage)
  return { redirect: `${ownBase(seat)}/photos/${photo.id}`, notice: noticeOf[kind] }
}

const noticeOf = { picture: 'photoIn', drawing: 'drawingIn' } as const

function refusalKey({ refused }: Refusal): Key {
  return `photos.refused.${refused}`
}

async function showOwn(visit: Visit, form: Form): Promise<Answer> {
  const { db, seat, t } = visit
  const consent = await ownConsent(db, seat)
  if (consent?.takes_part !== 1) return { redirect: `${ownBase(seat)}/consent` }
  const photos = await photosOf(db, seat)
  const lines = await linesFor(db, seat, t, { photosIn: String(photos.length) })
  return ownPhotosPage(t, seat, photos, lines, form)
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
  return ownPhotoPage(t, seat, photo, shownForm(stored, form))
}

async function sendPicture({ db, seat, param, deps }: Visit, size: (typeof sizes)[number]): Promise<Answer> {
  const photo: Photo = await photoWith(db, seat, param('photo'))
  if (seat.scope === 'study') await noteReading(db, seat, [photo.id])
  return storedPicture(deps.storage, photo[size])
}

function ownBase({ studyId, personId }: Seat): string {
  return `/studies/${studyId}/participants/${personId}`
}
