import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { needWords } from '../people/consent-queries.ts'
import { needOwnPhoto } from './laid-queries.ts'
import type { Talk } from './queries.ts'
import { bothNotes, sizeAt, type Choice, type Spot } from './rules.ts'

/** The notes of a talk, each with its spot and version. */
export function notesOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('interview_notes_for_researchers')
    .select(['spot', 'photo_id', 'element_id', 'text', 'version'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .execute()
}

/** What was written beside notes of a talk and waits for a choice, oldest first, each with its writer. */
export function otherNotesOf(db: Db, seat: Seat, interviewId: string) {
  return db
    .selectFrom('other_notes_for_researchers')
    .select(['client_id', 'spot', 'text', 'writer', 'written_at'])
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .orderBy('written_at')
    .orderBy('client_id')
    .execute()
}

type Written = { spot: string; place: Spot; text: string; version: number; client_id: string }

/**
 * Saves a note over the version that its writer had in view. When somebody else was first, what that one wrote stays,
 * and this text is kept beside it, so that nothing hangs on one screen. Who types on, over a note that another
 * changed, goes on in that text. The same text again is no other one. What somebody else wrote beside it is theirs alone
 * to write over.
 */
export async function saveNote(tx: Tx, seat: Seat, interview: Talk, note: Written) {
  const { spot, place, text, version } = note
  await needWords(tx, seat, interview.person_id)
  if (place.photo_id !== null) await needOwnPhoto(tx, seat, interview, place.photo_id)
  const saved = await putNote(tx, seat, interview.id, note)
  const told = { id: interview.id, fields: [spot] }
  if (saved) {
    if (version > 0) await removeOther(tx, seat, interview.id, note.client_id, seat.personId)
    return { ...told, version: saved.version, theirs: undefined }
  }
  const theirs = (await notesOf(tx, seat, interview.id)).find((one) => one.spot === spot)
  const now = { version: theirs?.version ?? 0, theirs: theirs?.text ?? '' }
  if (now.theirs === text) return { ...told, version: now.version, theirs: undefined }
  // Nothing was written: then there is nothing to choose.
  if (text === '') await removeOther(tx, seat, interview.id, note.client_id, seat.personId)
  else await keepOther(tx, seat, interview.id, note)
  return { ...told, ...now }
}

/** One statement that names the version, since reading first and then writing loses an update. */
function putNote(tx: Tx, seat: Seat, interviewId: string, { spot, place, text, version }: Written) {
  const own = { study_id: seat.studyId, interview_id: interviewId, spot }
  return version === 0
    ? tx
        .insertInto('interview_notes')
        .values({ ...own, ...place, text, version: 1 })
        .onConflict((row) => row.columns(['interview_id', 'spot']).doNothing())
        .returning('version')
        .executeTakeFirst()
    : tx
        .updateTable('interview_notes')
        .set({ text, version: version + 1 })
        .where('study_id', '=', seat.studyId)
        .where('interview_id', '=', interviewId)
        .where('spot', '=', spot)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst()
}

async function keepOther(tx: Tx, seat: Seat, interviewId: string, { spot, place, text, client_id }: Written) {
  const written = { text, written_by: seat.personId, written_at: seat.at }
  await tx
    .insertInto('other_notes')
    .values({ study_id: seat.studyId, interview_id: interviewId, client_id, spot, ...place, ...written })
    .onConflict((row) =>
      row
        .columns(['interview_id', 'client_id'])
        .doUpdateSet(written)
        .where('other_notes.written_by', '=', seat.personId)
        .where('other_notes.spot', '=', spot),
    )
    .returning('client_id')
    .executeTakeFirstOrThrow(() => new Conflict('a text of somebody else has this mark'))
}

async function removeOther(tx: Tx, seat: Seat, interviewId: string, clientId: string, writerId?: string) {
  let others = tx
    .deleteFrom('other_notes')
    .where('study_id', '=', seat.studyId)
    .where('interview_id', '=', interviewId)
    .where('client_id', '=', clientId)
  if (writerId !== undefined) others = others.where('written_by', '=', writerId)
  await others.execute()
}

type Chosen = { spot: string; client_id: string; version: number; choice: Choice }

/**
 * Chooses between a note and what was written beside it: one of them, or both under each other. Gives the note as it is
 * then; `isOvertaken` when it was changed since, `isTooLong` when both are more than a note holds: nothing is done then.
 * What somebody else settled meanwhile stays as it is.
 */
export async function settleNote(tx: Tx, seat: Seat, interview: Talk, chosen: Chosen) {
  await needWords(tx, seat, interview.person_id)
  const { spot, client_id, version, choice } = chosen
  const note = (await notesOf(tx, seat, interview.id)).find((one) => one.spot === spot)
  const others = await otherNotesOf(tx, seat, interview.id)
  const other = others.find((one) => one.spot === spot && one.client_id === client_id)
  const told = { id: interview.id, fields: [spot] }
  const now = { version: note?.version ?? 0, text: note?.text ?? '', isOvertaken: false, isTooLong: false }
  if (!other) return { ...told, ...now }
  if (now.version !== version) return { ...told, ...now, isOvertaken: true }
  const text = { note: now.text, other: other.text, both: bothNotes(now.text, other.text) }[choice]
  if (text.length > sizeAt(spot)) return { ...told, ...now, isTooLong: true }
  const place = { photo_id: note?.photo_id ?? null, element_id: note?.element_id ?? null }
  const put =
    text === now.text
      ? { version }
      : await putNote(tx, seat, interview.id, { spot, place, text, version, client_id })
  if (!put) return { ...told, ...now, isOvertaken: true }
  await removeOther(tx, seat, interview.id, client_id)
  return { ...told, ...now, text, version: put.version }
}
