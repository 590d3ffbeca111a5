import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { PointInput, RecommendationInput } from './input.ts'
import { pointsOf, recommendationsOf, type Point, type Recommendation } from './queries.ts'

/** One recommendation. Throws NotFound when there is none by that id. */
export async function recommendationWith(db: Db, seat: Seat, id: string): Promise<Recommendation> {
  const recommendation = (await recommendationsOf(db, seat)).find((one) => one.id === id)
  if (!recommendation) throw new NotFound('no such recommendation')
  return recommendation
}

/** Makes a recommendation. The database refuses a finding or a category that is not there. */
export async function insertRecommendation(tx: Tx, seat: Seat, { finding, ...columns }: RecommendationInput) {
  const id = newId()
  await tx
    .insertInto('recommendations')
    .values({ id, study_id: seat.studyId, ...columns, made_at: seat.at, version: 1 })
    .execute()
  await putFindingsUnderRecommendation(tx, seat, id, finding)
  return { id }
}

/** Changes a recommendation. Throws Conflict when it was changed meanwhile. */
export async function updateRecommendation(
  tx: Tx,
  seat: Seat,
  id: string,
  version: number,
  { finding, ...columns }: RecommendationInput,
) {
  await recommendationWith(tx, seat, id)
  await tx
    .updateTable('recommendations')
    .set({ ...columns, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the recommendation was changed meanwhile'))
  await putFindingsUnderRecommendation(tx, seat, id, finding)
  return { id, fields: [...Object.keys(columns), 'findings'] }
}

async function putFindingsUnderRecommendation(tx: Tx, seat: Seat, id: string, findings: readonly string[]) {
  const own = { study_id: seat.studyId, recommendation_id: id }
  await tx
    .deleteFrom('recommendation_findings')
    .where('study_id', '=', seat.studyId)
    .where('recommendation_id', '=', id)
    .execute()
  const rows = [...new Set(findings)].map((finding_id) => ({ ...own, finding_id }))
  if (rows.length > 0) await tx.insertInto('recommendation_findings').values(rows).execute()
}

/** Removes a recommendation. The database refuses it while something rests on it. */
export async function deleteRecommendation(tx: Tx, seat: Seat, id: string) {
  await recommendationWith(tx, seat, id)
  await tx.deleteFrom('recommendations').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}

/** One development point. Throws NotFound when there is none by that id. */
export async function pointWith(db: Db, seat: Seat, id: string): Promise<Point> {
  const point = (await pointsOf(db, seat)).find((one) => one.id === id)
  if (!point) throw new NotFound('no such development point')
  return point
}

/** Makes a development point. The database refuses a finding that is not there. */
export async function insertPoint(tx: Tx, seat: Seat, { finding, text }: PointInput) {
  const id = newId()
  await tx
    .insertInto('development_points')
    .values({ id, study_id: seat.studyId, text, made_at: seat.at, version: 1 })
    .execute()
  await putFindingsUnderPoint(tx, seat, id, finding)
  return { id }
}

/** Changes a development point. Throws Conflict when it was changed meanwhile. */
export async function updatePoint(
  tx: Tx,
  seat: Seat,
  id: string,
  version: number,
  { finding, text }: PointInput,
) {
  await pointWith(tx, seat, id)
  await tx
    .updateTable('development_points')
    .set({ text, version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the development point was changed meanwhile'))
  await putFindingsUnderPoint(tx, seat, id, finding)
  return { id, fields: ['text', 'findings'] }
}

async function putFindingsUnderPoint(tx: Tx, seat: Seat, id: string, findings: readonly string[]) {
  const own = { study_id: seat.studyId, point_id: id }
  await tx
    .deleteFrom('point_findings')
    .where('study_id', '=', seat.studyId)
    .where('point_id', '=', id)
    .execute()
  const rows = [...new Set(findings)].map((finding_id) => ({ ...own, finding_id }))
  if (rows.length > 0) await tx.insertInto('point_findings').values(rows).execute()
}

/** Removes a development point. The database refuses it while a session or an action point uses it. */
export async function deletePoint(tx: Tx, seat: Seat, id: string) {
  await pointWith(tx, seat, id)
  await tx
    .deleteFrom('development_points')
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id }
}
