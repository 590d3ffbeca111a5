import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** By which day this person was asked to read back, which texts could be read whole, and what was said of passages. */
export async function keptReading(db: Db, { studyId, personId }: Seat) {
  const readingDate = await db
    .selectFrom('reading_dates')
    .select(['read_by', 'asked_at', 'mailed_at', 'reminded_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const textWish = await db
    .selectFrom('text_wishes')
    .select('wished_at')
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const openedTexts = await db
    .selectFrom('opened_texts')
    .select(['material_id', 'until_on', 'opened_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('material_id')
    .execute()
  const passages = await db
    .selectFrom('passages')
    .select(['material_id', 'kind', 'words', 'remark', 'said_at', 'outcome', 'answer', 'handled_at'])
    .where('study_id', '=', studyId)
    .where('person_id', '=', personId)
    .orderBy('material_id')
    .orderBy('start_offset')
    .orderBy('id')
    .execute()
  return { readingDate, textWish, openedTexts, passages }
}
