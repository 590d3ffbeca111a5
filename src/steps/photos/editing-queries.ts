import type { Updateable } from 'kysely'
import type { Seat } from '../../access/seat.ts'
import { newRandomId } from '../../db/new-id.ts'
import type { Db, Flag, Schema, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import type { Picture } from '../../files/pictures.ts'
import { deleteFiles, insertFile } from '../../files/rows.ts'
import type { ImageKind } from '../../method/lists.ts'
import { needParticipation } from '../people/consent-queries.ts'
import { notingTaken } from '../people/taken-queries.ts'
import { studyOf } from '../study/queries.ts'
import { deleteAnnounced } from './announced-queries.ts'
import type { AboutPhoto } from './input.ts'
import { isInUse, photosOfPerson, photoWith } from './queries.ts'
import { isMarked } from './rules.ts'

/** Whose photo it is, and the mark and the content under which it was sent; `isAtTable` where the talk is held already. */
type Sent = { personId: string; clientId: string; checksum: string; isAtTable?: boolean }

/** The photo that was sent before under the same mark with the same content: it is one photo, sent again. */
function photoSentAs(db: Db, seat: Seat, { personId, clientId, checksum }: Sent) {
  return db
    .selectFrom('photos')
    .select('id')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .where('client_id', '=', clientId)
    .where('checksum', '=', checksum)
    .executeTakeFirst()
}

/** A picture whose files are stored, and whether it was taken or drawn. */
type Image = { kind: ImageKind; picture: Picture }

/** Adds a picture or a drawing. Undefined when it was sent before: its files are then nobody's. */
export async function insertPicture(tx: Tx, seat: Seat, sent: Sent, image: Image, about: AboutPhoto) {
  await needParticipation(tx, seat, sent.personId)
  await deleteAnnounced(tx, seat, sent.personId, sent.clientId)
  if (await photoSentAs(tx, seat, sent)) return undefined
  return insertRow(tx, seat, sent, { ...(await insertImage(tx, seat, image)), ...columnsOf(about) })
}

/** Adds the files of an image, and gives the columns that tell of it. */
async function insertImage(tx: Tx, seat: Seat, { kind, picture }: Image) {
  const files = await insertFiles(tx, seat, picture)
  return { kind: 'picture', is_drawing: kind === 'drawing' ? 1 : 0, ...files } as const
}

/** Adds the files of a picture, and gives the columns that name them. */
export async function insertFiles(tx: Tx, { studyId }: Seat, picture: Omit<Picture, 'sha256'>) {
  const { master, large, thumb, width, height } = picture
  for (const { name, type, bytes } of [master, large, thumb]) {
    await insertFile(tx, { name, type, bytes, studyId })
  }
  return { master: master.name, large: large.name, thumb: thumb.name, width, height }
}

/** Adds a few sentences in the place of a picture. Undefined when they were sent before. */
export async function insertText(tx: Tx, seat: Seat, sent: Sent, about: AboutPhoto) {
  await needParticipation(tx, seat, sent.personId)
  if (await photoSentAs(tx, seat, sent)) return undefined
  const files = { master: null, large: null, thumb: null, width: null, height: null }
  return insertRow(tx, seat, sent, { kind: 'text', is_drawing: 0, ...files, ...columnsOf(about) })
}

type Content = ReturnType<typeof columnsOf> & {
  kind: 'picture' | 'text'
  is_drawing: Flag
  master: string | null
  large: string | null
  thumb: string | null
  width: number | null
  height: number | null
}

async function insertRow(tx: Tx, seat: Seat, sent: Sent, content: Content) {
  const { personId, clientId, checksum, isAtTable } = sent
  const { last } = await tx
    .selectFrom('photos')
    .select((row) => row.fn.max<number | null>('position').as('last'))
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  const id = newRandomId()
  await tx
    .insertInto('photos')
    .values({
      id,
      study_id: seat.studyId,
      person_id: personId,
      client_id: clientId,
      checksum,
      ...content,
      position: (last ?? -1) + 1,
      // What is laid on the table is in the talk, however many were chosen before.
      is_brought: isAtTable || (await hasRoom(tx, seat, personId)) ? 1 : 0,
      added_at: seat.at,
      by_team: seat.scope === 'own' ? 0 : 1,
      ...untouched,
      version: 1,
    })
    .execute()
  return { id }
}

/** Tells whether fewer photos are taken to the talk than the study asks for at most. */
async function hasRoom(tx: Tx, seat: Seat, personId: string): Promise<boolean> {
  const { max_photos } = await studyOf(tx, seat)
  const own = await photosOfPerson(tx, seat, personId)
  return own.filter(({ is_brought }) => is_brought === 1).length < max_photos
}

/** What a photo says of its use as long as nobody asked for it. */
export const untouched = {
  withdrawn_at: null,
  wished_at: null,
  answer: null,
  rung: 'researchers',
  remark: '',
  with_name: 0,
} as const

/**
 * Puts another picture, or a drawing, in the place of one. What was agreed about the old one does not hold for the new;
 * and whether somebody can be recognised is not asked of a drawing. Throws Conflict when something rests on the old one.
 */
export async function replacePicture(tx: Tx, seat: Seat, id: string, sent: Sent, image: Image) {
  const old = await photoWith(tx, seat, id)
  if (await isInUse(tx, seat, id)) throw new Conflict('something rests on this photo')
  const columns = await insertImage(tx, seat, image)
  await notingTaken(tx, seat, { ids: [id] }, 'replaced', () =>
    setColumns(tx, seat, id, {
      ...columns,
      client_id: sent.clientId,
      checksum: sent.checksum,
      ...(image.kind === 'drawing' ? { is_recognisable: 0 } : {}),
      ...untouched,
      version: old.version + 1,
    }),
  )
  await deleteFiles(tx, [old.master, old.large, old.thumb])
  await deleteBlurRequest(tx, seat, id)
  return { id, fields: ['is_drawing', 'master', 'large', 'thumb', ...Object.keys(untouched)] }
}

/**
 * Changes what is said with a photo; that somebody can be recognised is unsaid by setNobody only. Throws Conflict when it
 * changed since the visitor read it.
 */
export async function updatePhoto(tx: Tx, seat: Seat, id: string, version: number, about: AboutPhoto) {
  const recognisable = about.recognisable || isMarked(await photoWith(tx, seat, id))
  const columns = columnsOf({ ...about, recognisable })
  const changed = await notingTaken(tx, seat, { ids: [id] }, 'limits', () =>
    tx
      .updateTable('photos')
      .set({ ...columns, version: version + 1 })
      .where('study_id', '=', seat.studyId)
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!changed) throw new Conflict('the photo was changed meanwhile')
  return { id, fields: Object.keys(columns) }
}

/**
 * Takes a photo away: its files and words are gone at once; what rested on it can say that it was taken away, and how
 * far it could be seen stays known.
 */
export async function withdrawPhoto(tx: Tx, seat: Seat, id: string) {
  const photo = await photoWith(tx, seat, id)
  const why = seat.scope === 'own' ? 'removed' : 'team'
  await notingTaken(tx, seat, { ids: [id] }, why, () =>
    setColumns(tx, seat, id, {
      withdrawn_at: seat.at,
      words: '',
      remark: '',
      with_name: 0,
      // A checksum of few words gives them away, and the same ones may be brought again.
      ...{ client_id: id, checksum: '' },
      angle: null,
      ...{ master: null, large: null, thumb: null, width: null, height: null },
      version: photo.version + 1,
    }),
  )
  await deleteFiles(tx, [photo.master, photo.large, photo.thumb])
  await deleteBlurRequest(tx, seat, id)
  return { id, fields: ['withdrawn_at', 'words', 'remark', 'with_name', 'master', 'large', 'thumb'] }
}

/** Sets columns of a photo. */
export async function setColumns(
  tx: Tx,
  { studyId }: Seat,
  id: string,
  columns: Updateable<Schema['photos']>,
) {
  await tx.updateTable('photos').set(columns).where('study_id', '=', studyId).where('id', '=', id).execute()
}

/** Forgets that the team asked to make something on a photo unrecognisable. */
export async function deleteBlurRequest(tx: Tx, { studyId }: Seat, id: string) {
  await tx.deleteFrom('blur_requests').where('study_id', '=', studyId).where('photo_id', '=', id).execute()
}

function columnsOf({ words, angle, not_own, recognisable }: AboutPhoto) {
  return { words, angle, is_own: not_own ? 0 : 1, is_recognisable: recognisable ? 1 : 0 } as const
}
