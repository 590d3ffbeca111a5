import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import type { Language } from '../../method/languages.ts'

/** The languages of those in a study who get its mails and pages by a personal link. */
export async function languagesReadIn(db: Db, seat: Seat): Promise<Language[]> {
  const rows = await db
    .selectFrom('people')
    .select('language')
    .distinct()
    .where('study_id', '=', seat.studyId)
    .where('account_id', 'is', null)
    .orderBy('language')
    .execute()
  return rows.map(({ language }) => language)
}
