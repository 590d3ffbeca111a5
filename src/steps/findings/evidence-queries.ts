import { sql } from 'kysely'
import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import type { OpenRung } from '../../method/lists.ts'
import { evidenceViews } from './queries.ts'
import { tallies, type Tally } from './rules.ts'

/** The quotations and photos that a finding rests on, as far as they are in sight of the researchers. */
export async function evidenceOf(db: Db, seat: Seat, findingId: string) {
  const quotations = await quotationsIn(db, seat)
    .where('quotation.id', 'in', (row) =>
      row
        .selectFrom('finding_quotations_for_researchers')
        .select('id')
        .where('study_id', '=', seat.studyId)
        .where('finding_id', '=', findingId),
    )
    .execute()
  const photos = await evidencePhotos(db, seat).where('photo.finding_id', '=', findingId).execute()
  return { quotations, photos }
}
export type EvidenceInSight = Awaited<ReturnType<typeof evidenceOf>>

/** All evidence of all findings that is in sight, with the finding of each. */
export async function allEvidence(db: Db, seat: Seat) {
  const quotations = await db
    .selectFrom('finding_quotations_for_researchers as quotation')
    .leftJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'quotation.study_id')
        .onRef('participants.person_id', '=', 'quotation.person_id'),
    )
    .select(['quotation.finding_id', 'quotation.id', 'quotation.words', 'quotation.rung'])
    .select(['quotation.answer', 'participants.number'])
    .where('quotation.study_id', '=', seat.studyId)
    .orderBy('quotation.id')
    .execute()
  return { quotations, photos: await evidencePhotos(db, seat).execute() }
}

function evidencePhotos(db: Db, seat: Seat) {
  return db
    .selectFrom('finding_photos_for_researchers as photo')
    .innerJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'photo.study_id')
        .onRef('participants.person_id', '=', 'photo.person_id'),
    )
    .selectAll('photo')
    .select('participants.number')
    .where('photo.study_id', '=', seat.studyId)
    .orderBy('participants.number')
    .orderBy('photo.position')
    .orderBy('photo.id')
}

/** The quotations in sight with these ids. */
export function quotationsWith(db: Db, seat: Seat, ids: readonly string[]) {
  return quotationsIn(db, seat)
    .where('quotation.id', 'in', ids.length > 0 ? ids : [''])
    .execute()
}
export type Quotation = Awaited<ReturnType<typeof quotationsWith>>[number]

/** The newest quotations in sight that bear one of these codes, as many as the limit says. */
export function quotationsUnder(db: Db, seat: Seat, codeIds: readonly string[], limit: number) {
  return quotationsIn(db, seat)
    .where('quotation.id', 'in', (row) =>
      row
        .selectFrom('codings_for_researchers')
        .select('quotation_id')
        .where('study_id', '=', seat.studyId)
        .where('code_id', 'in', codeIds),
    )
    .limit(limit)
    .execute()
}

/** The newest quotations in sight, whatever they bear. */
export function newestQuotations(db: Db, seat: Seat, limit: number): Promise<Quotation[]> {
  return quotationsIn(db, seat).limit(limit).execute()
}

function quotationsIn(db: Db, seat: Seat) {
  return db
    .selectFrom('quotations_for_researchers as quotation')
    .leftJoin('participants', (join) =>
      join
        .onRef('participants.study_id', '=', 'quotation.study_id')
        .onRef('participants.person_id', '=', 'quotation.person_id'),
    )
    .leftJoin('photos_for_researchers as photo', (join) =>
      join.onRef('photo.study_id', '=', 'quotation.study_id').onRef('photo.id', '=', 'quotation.photo_id'),
    )
    .select(['quotation.id', 'quotation.words', 'quotation.title', 'quotation.standing'])
    .select(['quotation.person_id', 'participants.number'])
    .select(['quotation.answer', 'quotation.rung', 'quotation.wished_at', 'quotation.with_name'])
    .select(['quotation.photo_id', 'photo.kind as photo_kind', 'photo.words as photo_words'])
    .where('quotation.study_id', '=', seat.studyId)
    .orderBy('quotation.id', 'desc')
}

/** How much evidence in sight each finding has, by its id, and how many people stand behind it. */
export async function evidenceTallies(db: Db, seat: Seat): Promise<Map<string, Tally>> {
  const quotations = db
    .selectFrom('finding_quotations_for_researchers')
    .select(['finding_id', 'person_id', sql<Kind>`'quotation'`.as('kind')])
    .where('study_id', '=', seat.studyId)
  const photos = db
    .selectFrom('finding_photos_for_researchers')
    .select(['finding_id', 'person_id', sql<Kind>`'photo'`.as('kind')])
    .where('study_id', '=', seat.studyId)
  return tallies(await quotations.unionAll(photos).execute())
}
type Kind = 'quotation' | 'photo'

/** How much of a finding's evidence each rung beyond the researchers may see. */
export async function shownOf(db: Db, seat: Seat, findingId: string) {
  const pieces = (rung: OpenRung) =>
    quotationsShown(db, seat, findingId, rung).unionAll(photosShown(db, seat, findingId, rung))
  const rows = await pieces('participants').unionAll(pieces('leaders')).unionAll(pieces('everyone')).execute()
  const countOf = (rung: OpenRung, kind: Kind) =>
    rows.filter((row) => row.rung === rung && row.kind === kind).length
  return (['participants', 'leaders', 'everyone'] as const).map((rung) => ({
    rung,
    quotations: countOf(rung, 'quotation'),
    photos: countOf(rung, 'photo'),
  }))
}
export type Shown = Awaited<ReturnType<typeof shownOf>>

function quotationsShown(db: Db, seat: Seat, findingId: string, rung: OpenRung) {
  return db
    .selectFrom(evidenceViews[rung].quotations)
    .select([sql<OpenRung>`${sql.lit(rung)}`.as('rung'), sql<Kind>`'quotation'`.as('kind')])
    .where('study_id', '=', seat.studyId)
    .where('finding_id', '=', findingId)
}

function photosShown(db: Db, seat: Seat, findingId: string, rung: OpenRung) {
  return db
    .selectFrom(evidenceViews[rung].photos)
    .select([sql<OpenRung>`${sql.lit(rung)}`.as('rung'), sql<Kind>`'photo'`.as('kind')])
    .where('study_id', '=', seat.studyId)
    .where('finding_id', '=', findingId)
}

/**
 * How much evidence fell away since somebody last looked, by finding; none where nothing did. What went for good is
 * counted with the finding, what only went out of sight by its row.
 */
export async function fallenEvidence(db: Db, seat: Seat): Promise<Map<string, number>> {
  const gone = db
    .selectFrom('findings')
    .select((row) => ['id', row.ref('fallen').$castTo<Count>().as('count')])
    .where('study_id', '=', seat.studyId)
    .where('fallen', '>', 0)
  const rows = await gone
    .unionAll(quotationsOutOfSight(db, seat))
    .unionAll(photosOutOfSight(db, seat))
    .execute()
  const fallen = new Map<string, number>()
  for (const { id, count } of rows) fallen.set(id, (fallen.get(id) ?? 0) + Number(count))
  return fallen
}

/** PostgreSQL gives sums as text. */
type Count = number | string

function quotationsOutOfSight(db: Db, seat: Seat) {
  return db
    .selectFrom('finding_quotations as edge')
    .leftJoin('finding_quotations_for_researchers as seen', (join) =>
      join
        .onRef('seen.study_id', '=', 'edge.study_id')
        .onRef('seen.finding_id', '=', 'edge.finding_id')
        .onRef('seen.id', '=', 'edge.quotation_id'),
    )
    .select((row) => ['edge.finding_id as id', row.fn.countAll<Count>().as('count')])
    .where('edge.study_id', '=', seat.studyId)
    .where('seen.id', 'is', null)
    .groupBy('edge.finding_id')
}

function photosOutOfSight(db: Db, seat: Seat) {
  return db
    .selectFrom('finding_photos as edge')
    .leftJoin('finding_photos_for_researchers as seen', (join) =>
      join
        .onRef('seen.study_id', '=', 'edge.study_id')
        .onRef('seen.finding_id', '=', 'edge.finding_id')
        .onRef('seen.id', '=', 'edge.photo_id'),
    )
    .select((row) => ['edge.finding_id as id', row.fn.countAll<Count>().as('count')])
    .where('edge.study_id', '=', seat.studyId)
    .where('seen.id', 'is', null)
    .groupBy('edge.finding_id')
}
