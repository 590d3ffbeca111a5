import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'

/** What others would see of photos and quotations, by their ids, if the person in this seat says that it is fine. */
export async function ifGiven(
  db: Db,
  { studyId }: Seat,
  { photos, quotations }: { photos: readonly string[]; quotations: readonly string[] },
) {
  const ofPhotos = await db
    .selectFrom('photos_if_given')
    .select(['id', 'kind', 'words', 'width', 'height', 'most_place'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ['', ...photos])
    .execute()
  const ofQuotations = await db
    .selectFrom('quotations_if_given')
    .select(['id', 'words'])
    .where('study_id', '=', studyId)
    .where('id', 'in', ['', ...quotations])
    .execute()
  return { photos: ofPhotos, quotations: ofQuotations }
}
export type IfGiven = Awaited<ReturnType<typeof ifGiven>>
