import { change } from '../../access/change.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { deleteFiles, insertFile, removeUnnamed } from '../../files/rows.ts'
import { makeSound, type Bounds, type Sound } from '../../files/sound.ts'
import type { Storage } from '../../files/storage.ts'
import { deletePieces, emptyParts, piecesOf, type StoredPiece } from './recording-queries.ts'
import {
  dueAt,
  halfGoesAt,
  isShort,
  isToMake,
  isWhole,
  retryAt,
  runOf,
  sightings,
} from './recording-rules.ts'

/** Where sound is kept, where it is while it is worked on, and what that may take where it is not the usual. */
type Place = { db: Db; storage: Storage; uploadFolder: string; bounds?: Bounds }

/**
 * Makes one file of each part whose time has come. What goes wrong with one does not hold up the others, and is tried
 * again after a while that gets longer.
 */
export async function makeDueParts(
  place: Place,
  now: Date,
  onError: (error: unknown) => void,
): Promise<void> {
  const { db } = place
  const open = await unmade(db).execute()
  for (const part of open) {
    const pieces = await piecesOf(db, part.study_id, [part.id])
    if (!isToMake(part, pieces, now)) continue
    try {
      await make(place, part, pieces, now)
    } catch (error) {
      onError(error)
    }
  }
}

/** Makes one file of a part, when it is whole. Tells what became of it; undefined when it is not whole yet, or was made. */
export async function makePart(place: Place, partId: string, now: Date): Promise<Outcome | undefined> {
  const part = await unmade(place.db).where('part.id', '=', partId).executeTakeFirst()
  const pieces = part ? await piecesOf(place.db, part.study_id, [partId]) : []
  if (!part || !isWhole(part, pieces) || !isToMake(part, pieces, now)) return undefined
  return make(place, part, pieces, now)
}

/** Of what has pieces still something is to be made, or comes after. */
function unmade(db: Db) {
  return db
    .selectFrom('recording_parts_for_researchers as part')
    .select(['part.id', 'part.study_id', 'part.interview_id', 'part.origin', 'part.last_at'])
    .select(['part.pieces', 'part.tried', 'part.file'])
    .where((row) =>
      row.exists(
        row
          .selectFrom('recording_pieces_for_researchers as piece')
          .select('piece.seq')
          .whereRef('piece.study_id', '=', 'part.study_id')
          .whereRef('piece.part_id', '=', 'part.id'),
      ),
    )
    .orderBy('part.id')
}
type Unmade = Awaited<ReturnType<ReturnType<typeof unmade>['execute']>>[number]

type Outcome = 'made' | 'refused' | 'later'

/** What is being made, by the id of its part: asked for again meanwhile, it is not made twice. */
const underway = new Map<string, Promise<Outcome>>()
/**
 * What could not be made, since the disk refused it or since it took too long or too much memory: how often, and when
 * last. Forgotten at a start: somebody may have mended it.
 */
const failures = new Map<string, { count: number; last: Date }>()

async function make(place: Place, part: Unmade, pieces: readonly StoredPiece[], now: Date): Promise<Outcome> {
  const { id } = part
  const failed = failures.get(id)
  if (failed && now < retryAt(failed)) return 'later'
  const work = underway.get(id) ?? counted(id, now, makeOnce(place, part, pieces, now))
  underway.set(id, work)
  return work
}

async function counted(id: string, now: Date, work: Promise<Outcome>): Promise<Outcome> {
  let outcome: Outcome = 'later'
  try {
    outcome = await work
    return outcome
  } finally {
    if (outcome === 'later') failures.set(id, { count: (failures.get(id)?.count ?? 0) + 1, last: now })
    else failures.delete(id)
    underway.delete(id)
  }
}

async function makeOnce(
  { db, storage, uploadFolder, bounds }: Place,
  part: Unmade,
  pieces: readonly StoredPiece[],
  now: Date,
): Promise<Outcome> {
  const sound = await makeSound(storage, uploadFolder, runOf(pieces), bounds)
  if ('refused' in sound && sound.refused === 'later') return 'later'
  try {
    const isKept = await keepMade(db, part, pieces, sound, now)
    if (!('refused' in sound) && isKept) await storage.settle([sound.file])
  } catch (error) {
    if (!('refused' in sound)) await removeUnnamed(db, storage, sound.file)
    throw error
  }
  return 'refused' in sound ? 'refused' : 'made'
}

/** Keeps what became of a part. Tells whether it is kept: the part may have been removed or made meanwhile. */
async function keepMade(
  db: Db,
  part: Unmade,
  pieces: readonly StoredPiece[],
  sound: Sound | { refused: string },
  now: Date,
): Promise<boolean> {
  const at = now.toISOString()
  const { study_id: studyId, id } = part
  const actor = { kind: 'system', action: 'recordings.make', at, studyId } as const
  const isMade = await change(db, actor, async (tx) => {
    if (!('refused' in sound)) await insertFile(tx, rowOf(studyId, sound))
    const values = 'refused' in sound ? {} : madeOf(sound)
    const updated = await tx
      .updateTable('recording_parts')
      .set({ ...values, tried: pieces.length })
      .where('study_id', '=', studyId)
      .where('id', '=', id)
      .where('tried', '=', part.tried)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!updated) {
      // Removed, or made elsewhere, in the meantime.
      if (!('refused' in sound)) await deleteFiles(tx, [sound.file])
      return undefined
    }
    if ('refused' in sound) {
      // A file that is no sound is not kept. What was recorded here is: somebody may make something of it yet.
      if (part.origin === 'sent') await emptyParts(tx, studyId, [part], at)
      return { id, ids: [part.interview_id, id], fields: ['tried'] }
    }
    await deleteFiles(tx, [part.file])
    // As long as a piece is missing, it may come, and the file is made anew. What a file lacks is in its pieces alone.
    const isAllIn = !sound.isCut && !isShort(sound.milliseconds, pieces)
    if (isWhole(part, pieces) && isAllIn) await deletePieces(tx, studyId, id)
    return { id, ids: [part.interview_id, id], fields: ['file'] }
  })
  return isMade !== undefined
}

function rowOf(studyId: string, { file, type, bytes }: Sound) {
  return { name: file, studyId, type, bytes }
}

function madeOf({ file, type, milliseconds }: Sound) {
  return { file, type, milliseconds }
}

/**
 * Removes files that were sent by half, and of which nothing came for days: so much of them can never be heard. Each must
 * have been seen so twice, an hour apart: a jump of the clock deletes nothing.
 */
export async function removeHalfFiles(db: Db, now: Date): Promise<void> {
  const at = now.toISOString()
  await change(db, { kind: 'system', action: 'recordings.remove', at }, async (tx) => {
    const parts = await tx
      .selectFrom('recording_parts')
      .select(['id', 'study_id', 'file', 'origin', 'last_at', 'half_seen_at'])
      .where('origin', '=', 'sent')
      // One that was sent to its end waits for the server, and not for its sender.
      .where('pieces', 'is', null)
      .where('file', 'is', null)
      .execute()
    const due = parts.filter(({ last_at }) => halfGoesAt(last_at) < at).map(({ id }) => id)
    const seen = parts.flatMap(({ id, half_seen_at }) =>
      half_seen_at === null ? [] : [{ id, seen_at: half_seen_at }],
    )
    const { first, again, over } = sightings(due, seen, now)
    await noteHalf(tx, first, at)
    await noteHalf(tx, over, null)
    for (const part of parts.filter(({ id }) => again.includes(id)))
      await emptyParts(tx, part.study_id, [part], at)
    return again.length === 0 ? undefined : { id: '', ids: again, fields: ['removed_at'] }
  })
}

async function noteHalf(tx: Tx, ids: readonly string[], half_seen_at: string | null): Promise<void> {
  if (ids.length === 0) return
  await tx.updateTable('recording_parts').set({ half_seen_at }).where('id', 'in', ids).execute()
}

/**
 * Removes recordings that have had their time, or whose person does not agree to them any more. Each must have been seen
 * so twice, as well.
 */
export async function removeDueRecordings(db: Db, now: Date): Promise<void> {
  const at = now.toISOString()
  await change(db, { kind: 'system', action: 'recordings.remove', at }, async (tx) => {
    // In one with what it leads to: what is said otherwise in between holds.
    const kept = await tx.selectFrom('recordings_kept').selectAll().execute()
    const due = kept.filter((one) => (dueAt(one) ?? at) < at)
    const seen = await tx.selectFrom('recordings_due').select(['interview_id as id', 'seen_at']).execute()
    const { first, again, over } = sightings(
      due.map(({ interview_id }) => interview_id),
      seen,
      now,
    )
    for (const id of [...again, ...over])
      await tx.deleteFrom('recordings_due').where('interview_id', '=', id).execute()
    for (const { interview_id, study_id } of due.filter((one) => first.includes(one.interview_id)))
      await tx
        .insertInto('recordings_due')
        .values({ interview_id, study_id, seen_at: at })
        .onConflict((row) => row.doNothing())
        .execute()
    for (const { interview_id, study_id } of due.filter((one) => again.includes(one.interview_id))) {
      const parts = await tx
        .selectFrom('recording_parts')
        .select(['id', 'file', 'origin'])
        .where('study_id', '=', study_id)
        .where('interview_id', '=', interview_id)
        .where('removed_at', 'is', null)
        .execute()
      await emptyParts(tx, study_id, parts, at)
    }
    return again.length === 0 ? undefined : { id: '', ids: again, fields: ['removed_at'] }
  })
}
