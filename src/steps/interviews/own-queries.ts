import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict } from '../../errors.ts'

/** The appointments of the participant in this seat that are still to come, the first one first. `today` is that of the house. */
export function ownAppointments(db: Db, { studyId, personId }: Seat, today: string) {
  return db
    .selectFrom('interviews_for_researchers as talk')
    .leftJoin('people as interviewer', (join) =>
      join
        .onRef('interviewer.study_id', '=', 'talk.study_id')
        .onRef('interviewer.id', '=', 'talk.interviewer_id'),
    )
    .leftJoin('interview_writers as writes', (join) =>
      join.onRef('writes.study_id', '=', 'talk.study_id').onRef('writes.interview_id', '=', 'talk.id'),
    )
    .leftJoin('people as writer', (join) =>
      join.onRef('writer.study_id', '=', 'writes.study_id').onRef('writer.id', '=', 'writes.person_id'),
    )
    .select(['talk.id', 'talk.held_on', 'talk.starts_at', 'talk.minutes', 'talk.place', 'talk.online'])
    .select(['talk.sequence', 'talk.unsuited_at', 'talk.unsuited_words', 'talk.made_at'])
    .select(['interviewer.name as interviewer', 'writer.name as writer'])
    .where('talk.study_id', '=', studyId)
    .where('talk.person_id', '=', personId)
    .where('talk.state', '=', 'planned')
    .where('talk.held_on', '>=', today)
    .orderBy('talk.held_on')
    .orderBy('talk.starts_at')
    .execute()
}
export type OwnAppointment = Awaited<ReturnType<typeof ownAppointments>>[number]

/**
 * Writes down that an appointment does not suit, with what would; null takes that back. Throws Conflict where the
 * appointment is another by now than the one that was in view, or is none any more.
 */
export async function sayUnsuited(
  tx: Tx,
  seat: Seat,
  { id, sequence }: { id: string; sequence: number },
  words: string | null,
) {
  await tx
    .updateTable('interviews')
    .set({ unsuited_at: words === null ? null : seat.at, unsuited_words: words ?? '' })
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .where('id', '=', id)
    .where('sequence', '=', sequence)
    .where('state', '=', 'planned')
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('it is another appointment by now'))
  return { id, fields: ['unsuited_at', 'unsuited_words'] }
}
