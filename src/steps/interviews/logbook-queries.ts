import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'
import { needWords } from '../people/consent-queries.ts'
import type { LogbookInput } from './input.ts'
import type { Talk } from './queries.ts'

/** What the visitor wrote in the own logbook of one talk; undefined when nothing. Nobody else reads it. */
export function logbookLineOf(db: Db, seat: Seat, interviewId: string) {
  return ownLines(db, seat).where('line.interview_id', '=', interviewId).executeTakeFirst()
}

/** The visitor's own logbook, newest first. Nobody else reads it. */
export function logbookOf(db: Db, seat: Seat) {
  return ownLines(db, seat).orderBy('line.written_at', 'desc').orderBy('line.interview_id').execute()
}

function ownLines(db: Db, seat: Seat) {
  return db
    .selectFrom('logbook_lines_for_researchers as line')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'line.study_id')
        .onRef('participants.person_id', '=', 'line.person_id'),
    )
    .innerJoin('interviews_for_researchers as interview', (join) =>
      join.onRef('interview.study_id', '=', 'line.study_id').onRef('interview.id', '=', 'line.interview_id'),
    )
    .select(['line.interview_id', 'line.touched', 'line.my_part', 'line.written_at', 'line.version'])
    .select(['participants.number', 'interview.held_on'])
    .where('line.study_id', '=', seat.studyId)
    .where('line.written_by', '=', seat.personId)
}

/**
 * Writes the visitor's own line of a talk over the version in view. Throws Conflict when it
 * was changed since, on another device.
 */
export async function writeLogbook(
  tx: Tx,
  seat: Seat,
  talk: Talk,
  { version, touched, my_part }: LogbookInput,
) {
  await needWords(tx, seat, talk.person_id)
  const own = { study_id: seat.studyId, interview_id: talk.id, written_by: seat.personId }
  const line = { touched, my_part, written_at: seat.at, version: version + 1 }
  const told = { id: talk.id, fields: ['logbook'] }
  const overtaken = () => new Conflict('the line was changed meanwhile')
  if (version === 0) {
    await tx
      .insertInto('logbook_lines')
      .values({ ...own, ...line })
      .onConflict((row) => row.columns(['interview_id', 'written_by']).doNothing())
      .returning('version')
      .executeTakeFirstOrThrow(overtaken)
    return told
  }
  await tx
    .updateTable('logbook_lines')
    .set(line)
    .where('study_id', '=', own.study_id)
    .where('interview_id', '=', own.interview_id)
    .where('written_by', '=', own.written_by)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirstOrThrow(overtaken)
  return told
}
