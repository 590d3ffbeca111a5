import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'

/** The versions that a text had before, newest first, and who corrected each, where that is known. */
export function versionsOf(db: Db, seat: Seat, id: string) {
  return versions(db, seat, id).orderBy('old.version', 'desc').execute()
}
export type Version = Awaited<ReturnType<typeof versionsOf>>[number]

/** One of them, with its words. Throws NotFound when there is none by that number. */
export function versionWith(db: Db, seat: Seat, id: string, version: number) {
  return versions(db, seat, id)
    .select('old.text')
    .where('old.version', '=', version)
    .executeTakeFirstOrThrow(() => new NotFound('no such version'))
}

function versions(db: Db, { studyId }: Seat, id: string) {
  return db
    .selectFrom('material_versions_for_researchers as old')
    .leftJoin('people', (join) =>
      join.onRef('people.study_id', '=', 'old.study_id').onRef('people.id', '=', 'old.until_by'),
    )
    .select(['old.version', 'old.until_at', 'people.name as by'])
    .where('old.study_id', '=', studyId)
    .where('old.material_id', '=', id)
}
