import type { Seat } from '../../access/seat.ts'
import type { Db } from '../../db/schema.ts'
import { NotFound } from '../../errors.ts'
import { entriesOf, together, type Entries, type TrailKind } from '../../http/trail.ts'
import type { Said } from '../../method/evidence.ts'
import type { OpenRung } from '../../method/lists.ts'

/** All findings, drafts too, by category and then as they were made. */
export function findingsOf(db: Db, seat: Seat) {
  return findings(db, seat).execute()
}
export type Finding = Awaited<ReturnType<typeof findingsOf>>[number]

/** The findings that are ready, by category and then as they were made: what leaves the researchers. */
export function readyFindingsOf(db: Db, seat: Pick<Seat, 'studyId'>): Promise<Finding[]> {
  return findings(db, seat).where('finding.state', '=', 'ready').execute()
}

/** One finding. Throws NotFound when there is none by that id. */
export function findingWith(db: Db, seat: Seat, id: string): Promise<Finding> {
  return findings(db, seat)
    .where('finding.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such finding'))
}

function findings(db: Db, seat: Pick<Seat, 'studyId'>) {
  return db
    .selectFrom('findings as finding')
    .leftJoin('categories as category', (join) =>
      join
        .onRef('category.study_id', '=', 'finding.study_id')
        .onRef('category.id', '=', 'finding.category_id'),
    )
    .selectAll('finding')
    .select('category.name as category')
    .where('finding.study_id', '=', seat.studyId)
    .orderBy((row) => row.fn.coalesce('category.position', row.lit(999_999)))
    .orderBy('finding.id')
}

/** How many findings there are, and how many of them are ready. */
export async function findingCounts(db: Db, seat: Seat) {
  const { total, ready } = await db
    .selectFrom('findings')
    .select((row) => [
      row.fn.countAll().as('total'),
      row.fn.count(row.case().when('state', '=', 'ready').then(row.lit(1)).end()).as('ready'),
    ])
    .where('study_id', '=', seat.studyId)
    .executeTakeFirstOrThrow()
  return { total: Number(total), ready: Number(ready) }
}

/** What of findings' evidence each rung beyond the researchers may see. */
export const evidenceViews = {
  participants: {
    quotations: 'finding_quotations_for_participants',
    photos: 'finding_photos_for_participants',
  },
  leaders: { quotations: 'finding_quotations_for_leaders', photos: 'finding_photos_for_leaders' },
  everyone: { quotations: 'finding_quotations_for_everyone', photos: 'finding_photos_for_everyone' },
} as const

/** A photo of the evidence, or words in the place of one, as a rung beyond the researchers may see it. */
export type EvidencePhoto = Pick<SharedPhotoRow, 'id' | 'kind' | 'words' | 'width' | 'height' | 'name'>
type SharedPhotoRow = Awaited<ReturnType<typeof sharedPhotos>>[number]

/** What a finding rests on as far as a rung may see it: words and photos, without whose they are unless asked for. */
export type Evidence = { quotations: Said[]; photos: EvidencePhoto[] }

/**
 * The evidence of ready findings as far as a rung may see it, by the finding's id. Sorted by its own words, since the
 * order in which it came in would tell what is of one person; for the same reason quotations have no id here.
 */
export async function evidenceFor(
  db: Db,
  seat: Pick<Seat, 'studyId' | 'language'>,
  rung: OpenRung,
): Promise<Map<string, Evidence>> {
  const evidence = new Map<string, Evidence>()
  const of = (id: string) => {
    const known = evidence.get(id) ?? { quotations: [], photos: [] }
    evidence.set(id, known)
    return known
  }
  const quotations = await db
    .selectFrom(`${evidenceViews[rung].quotations} as quotation`)
    .innerJoin('findings as finding', (join) =>
      join
        .onRef('finding.study_id', '=', 'quotation.study_id')
        .onRef('finding.id', '=', 'quotation.finding_id'),
    )
    .select(['quotation.finding_id', 'quotation.words', 'quotation.name'])
    .where('quotation.study_id', '=', seat.studyId)
    .where('finding.state', '=', 'ready')
    .execute()
  const order = new Intl.Collator(seat.language)
  for (const { finding_id, words, name } of quotations.sort((a, b) => order.compare(a.words, b.words))) {
    of(finding_id).quotations.push({ words, name })
  }
  for (const { finding_id, id, kind, words, width, height, name } of await sharedPhotos(db, seat, rung)) {
    of(finding_id).photos.push({ id, kind, words, width, height, name })
  }
  return evidence
}

function sharedPhotos(db: Db, { studyId }: Pick<Seat, 'studyId'>, rung: OpenRung) {
  return db
    .selectFrom(`${evidenceViews[rung].photos} as photo`)
    .innerJoin('findings as finding', (join) =>
      join.onRef('finding.study_id', '=', 'photo.study_id').onRef('finding.id', '=', 'photo.finding_id'),
    )
    .selectAll('photo')
    .where('photo.study_id', '=', studyId)
    .where('finding.state', '=', 'ready')
    .orderBy('photo.id')
    .execute()
}

/** A photo that is evidence of a ready finding for a rung. Throws NotFound when it is not, or not any more. */
export async function evidencePhotoWith(
  db: Db,
  seat: Pick<Seat, 'studyId'>,
  rung: OpenRung,
  photoId: string,
): Promise<SharedPhotoRow> {
  const photo = (await sharedPhotos(db, seat, rung)).find(({ id }) => id === photoId)
  if (!photo) throw new NotFound('no such photo for this rung')
  return photo
}

/** The development points as they were made, each with the findings that it was made from. */
export async function pointsOf(db: Db, seat: Seat) {
  const points = await db
    .selectFrom('development_points')
    .selectAll()
    .where('study_id', '=', seat.studyId)
    .orderBy('id')
    .execute()
  const edges = await db
    .selectFrom('point_findings as edge')
    .innerJoin('findings as finding', (join) =>
      join.onRef('finding.study_id', '=', 'edge.study_id').onRef('finding.id', '=', 'edge.finding_id'),
    )
    .select(['edge.point_id', 'finding.id', 'finding.title'])
    .where('edge.study_id', '=', seat.studyId)
    .orderBy('finding.id')
    .execute()
  return points.map((point) => ({
    ...point,
    findings: edges.filter(({ point_id }) => point_id === point.id).map(({ id, title }) => ({ id, title })),
  }))
}
export type Point = Awaited<ReturnType<typeof pointsOf>>[number]

/** The recommendations by category and then as they were made, each with the findings that it rests on. */
export async function recommendationsOf(db: Db, seat: Pick<Seat, 'studyId'>) {
  const recommendations = await db
    .selectFrom('recommendations as recommendation')
    .leftJoin('categories as category', (join) =>
      join
        .onRef('category.study_id', '=', 'recommendation.study_id')
        .onRef('category.id', '=', 'recommendation.category_id'),
    )
    .selectAll('recommendation')
    .select('category.name as category')
    .where('recommendation.study_id', '=', seat.studyId)
    .orderBy((row) => row.fn.coalesce('category.position', row.lit(999_999)))
    .orderBy('recommendation.id')
    .execute()
  const edges = await db
    .selectFrom('recommendation_findings as edge')
    .innerJoin('findings as finding', (join) =>
      join.onRef('finding.study_id', '=', 'edge.study_id').onRef('finding.id', '=', 'edge.finding_id'),
    )
    .select(['edge.recommendation_id', 'finding.id', 'finding.title'])
    .where('edge.study_id', '=', seat.studyId)
    .orderBy('finding.id')
    .execute()
  return recommendations.map((recommendation) => ({
    ...recommendation,
    findings: edges
      .filter(({ recommendation_id }) => recommendation_id === recommendation.id)
      .map(({ id, title }) => ({ id, title })),
  }))
}
export type Recommendation = Awaited<ReturnType<typeof recommendationsOf>>[number]

/** What of this step rests on things of earlier ones; and of findings, what rests on them. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (ids.length === 0) return new Map()
  const base = `/studies/${seat.studyId}/findings`
  const toFinding = (_id: string, { count, first }: Resting) => (isOne(count) ? `${base}/${first}` : base)
  const toPart =
    (part: string) =>
    (_id: string, { count, first }: Resting) =>
      isOne(count) ? `${base}/${part}#${first}` : `${base}/${part}`
  const [toRecommendation, toPoint] = [toPart('recommendations'), toPart('points')]
  switch (kind) {
    case 'quotation':
    case 'photo':
      return entriesOf(await restingOn(db, seat, kind, ids), 'findings', toFinding)
    case 'category':
      return together(
        entriesOf(await inCategories(db, seat, 'findings', ids), 'findings', toFinding),
        entriesOf(await inCategories(db, seat, 'recommendations', ids), 'recommendations', toRecommendation),
      )
    case 'finding':
      return together(
        entriesOf(await recommendationsOn(db, seat, ids), 'recommendations', toRecommendation),
        entriesOf(await pointsOn(db, seat, ids), 'points', toPoint),
      )
    default:
      return new Map()
  }
}

type Resting = { id: string | null; count: string | number | bigint; first: string }

function isOne(count: Resting['count']): boolean {
  return Number(count) === 1
}

function restingOn(
  db: Db,
  seat: Seat,
  kind: 'quotation' | 'photo',
  ids: readonly string[],
): Promise<Resting[]> {
  return db
    .selectFrom(`finding_${kind}s_for_researchers`)
    .select((row) => ['id', row.fn.countAll().as('count'), row.fn.min<string>('finding_id').as('first')])
    .where('study_id', '=', seat.studyId)
    .where('id', 'in', ids)
    .groupBy('id')
    .execute()
}

function inCategories(
  db: Db,
  seat: Seat,
  table: 'findings' | 'recommendations',
  ids: readonly string[],
): Promise<Resting[]> {
  return db
    .selectFrom(table)
    .select((row) => [
      'category_id as id',
      row.fn.countAll().as('count'),
      row.fn.min<string>('id').as('first'),
    ])
    .where('study_id', '=', seat.studyId)
    .where('category_id', 'in', ids)
    .groupBy('category_id')
    .execute()
}

function recommendationsOn(db: Db, seat: Seat, ids: readonly string[]): Promise<Resting[]> {
  return db
    .selectFrom('recommendation_findings')
    .select((row) => [
      'finding_id as id',
      row.fn.countAll().as('count'),
      row.fn.min<string>('recommendation_id').as('first'),
    ])
    .where('study_id', '=', seat.studyId)
    .where('finding_id', 'in', ids)
    .groupBy('finding_id')
    .execute()
}

function pointsOn(db: Db, seat: Seat, ids: readonly string[]): Promise<Resting[]> {
  return db
    .selectFrom('point_findings')
    .select((row) => [
      'finding_id as id',
      row.fn.countAll().as('count'),
      row.fn.min<string>('point_id').as('first'),
    ])
    .where('study_id', '=', seat.studyId)
    .where('finding_id', 'in', ids)
    .groupBy('finding_id')
    .execute()
}
