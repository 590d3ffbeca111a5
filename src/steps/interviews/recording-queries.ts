import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { deleteFiles, insertFile } from '../../files/rows.ts'
import { keepingOf } from './keeping-queries.ts'
import type { PieceInput } from './recording-input.ts'
import { beginningOf, isShort, isWhole } from './recording-rules.ts'

/** Thrown when there is as much sound already as is kept. */
export class TooMuch extends Error {}

/** Thrown when somebody did not agree to a recording, or does not any more. */
export class NotAgreed extends NotFound {}

/** The parts of the sound of a talk that are in sight, oldest first. */
function partsOf(db: Db, seat: Seat, interviewId: string) {
  return parts(db, seat).where('part.interview_id', '=', interviewId).execute()
}
export type Part = Awaited<ReturnType<typeof partsOf>>[number]

/** One part by its mark; undefined when none of it is in sight. */
export function partMarked(db: Db, seat: Seat, interviewId: string, mark: string): Promise<Part | undefined> {
  return parts(db, seat)
    .where('part.interview_id', '=', interviewId)
    .where('part.mark', '=', mark)
    .executeTakeFirst()
}

function parts(db: Db, seat: Pick<Seat, 'studyId'>) {
  return db
    .selectFrom('recording_parts_for_researchers as part')
    .leftJoin('files', (join) =>
      join.onRef('files.study_id', '=', 'part.study_id').onRef('files.name', '=', 'part.file'),
    )
    .select(['part.id', 'part.interview_id', 'part.mark', 'part.origin', 'part.type', 'part.begun_at'])
    .select(['part.last_at', 'part.pieces', 'part.tried', 'part.file', 'part.milliseconds', 'files.bytes'])
    .where('part.study_id', '=', seat.studyId)
    .orderBy('part.begun_at')
    .orderBy('part.id')
}

/** The pieces of parts that are not one file yet, in order. */
export async function piecesOf(db: Db, studyId: string, partIds: readonly string[]) {
  if (partIds.length === 0) return []
  return db
    .selectFrom('recording_pieces_for_researchers')
    .select(['part_id', 'seq', 'file', 'bytes', 'sha256', 'until_ms'])
    .where('study_id', '=', studyId)
    .where('part_id', 'in', partIds)
    .orderBy('part_id')
    .orderBy('seq')
    .execute()
}
export type StoredPiece = Awaited<ReturnType<typeof piecesOf>>[number]

/** The most sound of one part, and of a talk, in bytes. */
const mostOfPart = 500 * 1024 * 1024
const mostOfTalk = 2 * 1024 * 1024 * 1024

export type NewPiece = { mark: string; seq: number; file: string; sha256: string } & PieceInput

/**
 * Keeps a piece of sound whose file is stored. Undefined when it was there already: then its file is not needed. Throws
 * NotAgreed unless the person agrees to a recording now, Conflict when other sound has its place, or when the part was
 * removed or made whole, TooMuch when it is more than is kept of a part or of a talk.
 */
export async function insertPiece(tx: Tx, seat: Seat, interviewId: string, piece: NewPiece) {
  await needRecording(tx, seat, interviewId)
  const part = await partFor(tx, seat, interviewId, piece)
  const { seq, file, sha256, bytes, until_ms } = piece
  const there = await tx
    .selectFrom('recording_pieces_for_researchers')
    .select((row) => [
      row.fn.sum<number | string | null>('bytes').as('bytes'),
      row.fn.max(row.case().when('seq', '=', seq).then(row.ref('sha256')).end()).as('sha256'),
    ])
    .where('study_id', '=', seat.studyId)
    .where('part_id', '=', part.id)
    .executeTakeFirst()
  if (there?.sha256 === sha256) return undefined
  if (there?.sha256) throw new Conflict('other sound has this place')
  // Of a part that was made whole the pieces are gone: this one was among them.
  if (part.file !== null && part.pieces !== null && seq < part.pieces && !there?.bytes) return undefined
  if (part.pieces !== null && seq >= part.pieces) throw new Conflict('the part has ended')
  if (Number(there?.bytes ?? 0) + bytes > mostOfPart) throw new TooMuch('too much sound in a part')
  if ((await bytesOf(tx, seat, interviewId)) + bytes > mostOfTalk)
    throw new TooMuch('too much sound of a talk')
  await insertFile(tx, { name: file, studyId: seat.studyId, type: 'application/octet-stream', bytes })
  await tx
    .insertInto('recording_pieces')
    .values({
      ...{ study_id: seat.studyId, part_id: part.id, seq, file, bytes, sha256 },
      until_ms: until_ms ?? null,
    })
    .execute()
  await tx
    .updateTable('recording_parts')
    .set({ last_at: seat.at })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', part.id)
    .execute()
  return { id: part.id, ids: [interviewId, part.id], fields: [`piece ${seq}`] }
}

/** How much sound is stored of a talk, in bytes: whole files and pieces. */
async function bytesOf(db: Db, seat: Seat, interviewId: string): Promise<number> {
  const parts = await partsOf(db, seat, interviewId)
  const pieces = await db
    .selectFrom('recording_pieces_for_researchers')
    .select((row) => row.fn.sum<number | string | null>('bytes').as('bytes'))
    .where('study_id', '=', seat.studyId)
    .where(
      'part_id',
      'in',
      parts.map(({ id }) => id),
    )
    .executeTakeFirst()
  return parts.reduce((sum, { bytes }) => sum + (bytes ?? 0), Number(pieces?.bytes ?? 0))
}

/** Throws NotAgreed unless the person of a talk takes part with words and agrees to a recording. */
async function needRecording(tx: Tx, seat: Seat, interviewId: string): Promise<void> {
  await tx
    .selectFrom('interviews_for_researchers as interview')
    .innerJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'interview.study_id')
        .onRef('consents.person_id', '=', 'interview.person_id'),
    )
    .select('interview.id')
    .where('interview.study_id', '=', seat.studyId)
    .where('interview.id', '=', interviewId)
    .where('consents.takes_part', '=', 1)
    .where('consents.may_record', '=', 1)
    .where('consents.words_withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow(() => new NotAgreed('nobody who agrees to a recording'))
}

async function partFor(tx: Tx, seat: Seat, interviewId: string, piece: NewPiece) {
  const { mark, origin, type } = piece
  await tx
    .insertInto('recording_parts')
    .values({
      ...{ id: newId(), study_id: seat.studyId, interview_id: interviewId, mark, origin, type },
      ...{ begun_at: beginningOf(piece, seat.at), last_at: seat.at, made_by: seat.personId },
      ...{ pieces: null, tried: 0, file: null, milliseconds: null, removed_at: null, half_seen_at: null },
    })
    .onConflict((row) => row.columns(['interview_id', 'mark']).doNothing())
    .execute()
  const part = await partMarked(tx, seat, interviewId, mark)
  if (!part) throw new Conflict('the part was removed')
  return part
}

/** Keeps how many pieces a part has, now that no more come. Throws Conflict when there is none by that mark (any more). */
export async function endPart(tx: Tx, seat: Seat, interviewId: string, mark: string, pieces: number) {
  await needRecording(tx, seat, interviewId)
  const part = await partMarked(tx, seat, interviewId, mark)
  if (!part) throw new Conflict('the part was removed')
  if (part.pieces !== null) return undefined
  await tx
    .updateTable('recording_parts')
    .set({ pieces })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', part.id)
    .execute()
  // Made of all of them already, in a silence: then nothing is left to make, and they are not needed.
  const have = await piecesOf(tx, seat.studyId, [part.id])
  const isSpent = part.file !== null && part.tried === have.length && isWhole({ pieces }, have)
  if (isSpent && !isShort(part.milliseconds, have)) await deletePieces(tx, seat.studyId, part.id)
  return { id: part.id, ids: [interviewId, part.id], fields: ['pieces'] }
}

/** Removes the sound of one part. Its row stays, so that what still comes in of it is not taken. */
export async function removePart(tx: Tx, seat: Seat, interviewId: string, mark: string) {
  const part = await partMarked(tx, seat, interviewId, mark)
  if (!part) throw new NotFound('no such part')
  await emptyParts(tx, seat.studyId, [part], seat.at)
  return { id: part.id, ids: [interviewId, part.id], fields: ['removed_at'] }
}

/** Takes the sound out of parts. Of a file that was sent nothing stays: it may be sent again. */
export async function emptyParts(
  tx: Tx,
  studyId: string,
  emptied: readonly Pick<Part, 'id' | 'file' | 'origin'>[],
  at: string,
): Promise<void> {
  for (const { id, file, origin } of emptied) {
    if (origin === 'sent') {
      await tx.deleteFrom('recording_parts').where('study_id', '=', studyId).where('id', '=', id).execute()
      continue
    }
    await tx
      .updateTable('recording_parts')
      .set({ file: null, removed_at: at })
      .where('study_id', '=', studyId)
      .where('id', '=', id)
      .execute()
    await deletePieces(tx, studyId, id)
    await deleteFiles(tx, [file])
  }
}

/** Takes the pieces of a part away; a trigger takes their files. */
export async function deletePieces(tx: Tx, studyId: string, partId: string): Promise<void> {
  await tx
    .deleteFrom('recording_pieces')
    .where('study_id', '=', studyId)
    .where('part_id', '=', partId)
    .execute()
}

/** What the page about a talk shows of its sound. */
export async function recordingAround(db: Db, seat: Seat, interviewId: string) {
  const parts = await partsOf(db, seat, interviewId)
  const pieces = await piecesOf(
    db,
    seat.studyId,
    parts.map(({ id }) => id),
  )
  return { parts, pieces, keeping: await keepingOf(db, seat, interviewId) }
}

/** What the talk itself says of its sound: when the last of it came in, null where there is none, and when it goes. */
export async function recordingInTalk(db: Db, seat: Seat, interviewId: string) {
  const { lastAt } = await db
    .selectFrom('recording_parts_for_researchers')
    .select((row) => row.fn.max<string | null>('last_at').as('lastAt'))
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .executeTakeFirstOrThrow()
  return { lastAt, keeping: await keepingOf(db, seat, interviewId) }
}
