import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'

/** Whether the participant in this seat said that all photos are in. */
export async function isReady(db: Db, seat: Seat): Promise<boolean> {
  const own = await db
    .selectFrom('participants')
    .select('ready_at')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .executeTakeFirst()
  return typeof own?.ready_at === 'string'
}

/** Keeps that the participant in this seat says that all photos are in, or says so no more. */
export async function setReady(tx: Tx, seat: Seat, ready: boolean) {
  await tx
    .updateTable('participants')
    .set({ ready_at: ready ? seat.at : null })
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', seat.personId)
    .execute()
  return { id: seat.personId, fields: ['ready_at'] }
}
