import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import type { OpenRung } from '../../method/lists.ts'

/** The photos that a rung may see. Their ids are random, and so is this order: it tells of nobody, nor of what is whose. */
export function photosForRung(db: Db, seat: Seat, rung: OpenRung) {
  return db
    .selectFrom(`photos_for_${rung}`)
    .select(['id', 'kind', 'words', 'large', 'name'])
    .where('study_id', '=', seat.studyId)
    .orderBy('id')
    .execute()
}
