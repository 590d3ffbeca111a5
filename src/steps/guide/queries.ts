import type { Guest, Seat } from '../../access/seat.ts'
import type { Db, Schema, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { entriesOf, type Entries, type TrailKind } from '../../http/trail.ts'
import { evidencePhotoWith } from '../findings/queries.ts'
import type { PhotoChoice } from './input.ts'
import { moved } from '../../method/order.ts'
import { changesIn, withoutFew } from './rules.ts'

/** Who reads what is for everyone: a member of the study, or anyone once it is published. */
type Reader = Seat | Guest

type Texts = Omit<Schema['guides'], 'study_id' | 'published_at' | 'figures' | 'version'>
const textColumns = [
  'title',
  'preface',
  'reflection',
  'reflection_by',
  'new_questions',
  'method',
  'makers',
] as const satisfies readonly (keyof Texts)[]

/** The guide of a study with what the study says of itself; empty and of version 0 before anything of it was saved. */
export function guideOf(db: Db, reader: Reader) {
  return db
    .selectFrom('studies')
    .leftJoin('guides', 'guides.study_id', 'studies.id')
    .select(['studies.network_name', 'studies.language', 'studies.is_example', 'guides.published_at'])
    .select((row) => textColumns.map((column) => row.fn.coalesce(`guides.${column}`, row.val('')).as(column)))
    .select((row) => row.fn.coalesce('guides.version', row.lit(0)).as('version'))
    .where('studies.id', '=', reader.studyId)
    .executeTakeFirstOrThrow(() => new NotFound('no such study'))
}
export type Guide = Awaited<ReturnType<typeof guideOf>>

/** Whether the guide of a study was begun, and published. */
export async function guideState(db: Db, seat: Seat): Promise<'none' | 'begun' | 'published'> {
  const guide = await db
    .selectFrom('guides')
    .select('published_at')
    .where('study_id', '=', seat.studyId)
    .executeTakeFirst()
  if (!guide) return 'none'
  return guide.published_at === null ? 'begun' : 'published'
}

/**
 * What a guide counts of its study: while it is published what was counted then, otherwise what there is up to a day
 * (YYYY-MM-DD). Where few people take part, without how many.
 */
export async function figuresOf(db: Db, reader: Reader): Promise<Figures> {
  const kept = await db
    .selectFrom('guides')
    .select('figures')
    .where('study_id', '=', reader.studyId)
    .executeTakeFirst()
  if (!kept?.figures) return countFigures(db, reader.studyId)
  // What was kept before small groups were left out may count one.
  const figures = JSON.parse(kept.figures) as Figures
  return withoutFew(figures, await smallGroupOf(db, reader.studyId))
}

/**
 * Counts a study: totals only; a talk that is planned is no talk. Where few people take part, without how many.
 */
async function countFigures(db: Db, studyId: string): Promise<Figures> {
  return withoutFew(await countAll(db, studyId), await smallGroupOf(db, studyId))
}

async function smallGroupOf(db: Db, studyId: string): Promise<number> {
  const { small_group } = await db
    .selectFrom('studies')
    .select('small_group')
    .where('id', '=', studyId)
    .executeTakeFirstOrThrow(() => new NotFound('no such study'))
  return small_group
}

async function countAll(db: Db, studyId: string) {
  const count = db.fn.countAll().as('count')
  const all = (table: Counted) => db.selectFrom(table).select(count).where('study_id', '=', studyId)
  const counts = await db
    .selectNoFrom([
      db
        .selectFrom('consents')
        .select(count)
        .where('study_id', '=', studyId)
        .where('takes_part', '=', 1)
        .as('people'),
      all('organisations').as('organisations'),
      // A team and what came after it are one.
      db
        .selectFrom('teams')
        .select(count)
        .where('study_id', '=', studyId)
        .where('successor_id', 'is', null)
        .as('teams'),
      all('photos_for_researchers').as('photos'),
      db
        .selectFrom('interviews_for_researchers')
        .select(count)
        .where('study_id', '=', studyId)
        .where('state', '<>', 'planned')
        .as('talks'),
      all('materials_for_researchers').as('texts'),
      db
        .selectFrom('finding_quotations_for_everyone as quotation')
        .innerJoin('findings as finding', 'finding.id', 'quotation.finding_id')
        .select((row) => row.fn.count('quotation.id').distinct().as('count'))
        .where('quotation.study_id', '=', studyId)
        .where('finding.state', '=', 'ready')
        .as('quotations'),
      db
        .selectFrom('findings')
        .select(count)
        .where('study_id', '=', studyId)
        .where('state', '=', 'ready')
        .as('findings'),
      all('recommendations').as('recommendations'),
      db
        .selectFrom('feedback_sessions')
        .select(count)
        .where('study_id', '=', studyId)
        .where('state', 'in', ['revealed', 'closed'])
        .as('sessions'),
      db
        .selectFrom('action_points')
        .select(count)
        .where('study_id', '=', studyId)
        .where('agreed_on', 'is not', null)
        .as('actions'),
    ])
    .executeTakeFirstOrThrow()
  const numbers = Object.entries(counts).map(([what, total]) => [what, Number(total)])
  return Object.fromEntries(numbers) as Record<keyof typeof counts, number>
}
type Counted = 'organisations' | 'photos_for_researchers' | 'materials_for_researchers' | 'recommendations'
export type Figures = Awaited<ReturnType<typeof countAll>>

/**
 * The photos that everyone may see: those of the photo page in its order, and then the others, whose `position` is
 * null. Ids of photos are random, so that their order tells nothing of whose they are.
 */
export function openPhotosOf(db: Db, reader: Reader) {
  return openPhotos(db, reader).execute()
}
export type OpenPhoto = Awaited<ReturnType<typeof openPhotosOf>>[number]

/** One photo that everyone may see. Throws NotFound when there is none by that id. */
export function openPhotoWith(db: Db, seat: Seat, id: string): Promise<OpenPhoto> {
  return openPhotos(db, seat)
    .where('photo.id', '=', id)
    .executeTakeFirstOrThrow(() => new NotFound('no such photo for everyone'))
}

/** One photo that stands in the guide. Throws NotFound when it does not, or not any more. */
export async function guidePhotoWith(db: Db, guest: Guest, id: string) {
  const photo = await openPhotos(db, guest)
    .where('photo.id', '=', id)
    .where('chosen.position', 'is not', null)
    .executeTakeFirst()
  return photo ?? evidencePhotoWith(db, guest, 'everyone', id)
}

function openPhotos(db: Db, { studyId }: Reader) {
  return db
    .selectFrom('photos_for_everyone as photo')
    .leftJoin('guide_photos as chosen', (join) =>
      join.onRef('chosen.study_id', '=', 'photo.study_id').onRef('chosen.photo_id', '=', 'photo.id'),
    )
    .select(['photo.id', 'photo.kind', 'photo.words', 'photo.width', 'photo.height', 'photo.name'])
    .select(['photo.large', 'photo.thumb', 'chosen.position'])
    .where('photo.study_id', '=', studyId)
    .orderBy((row) => row.fn.coalesce('chosen.position', row.lit(999_999)))
    .orderBy('photo.id')
}

/**
 * Writes texts of the guide, which begins with the first. Throws Conflict when somebody else wrote in it since the
 * visitor read it.
 */
export async function saveGuide(tx: Tx, seat: Seat, version: number, texts: Partial<Texts>) {
  const saved = await (version === 0
    ? tx
        .insertInto('guides')
        .values({ study_id: seat.studyId, ...blank, ...texts, published_at: null, figures: null, version: 1 })
        .onConflict((row) => row.column('study_id').doNothing())
        .returning('study_id')
        .executeTakeFirst()
    : tx
        .updateTable('guides')
        .set({ ...texts, version: version + 1 })
        .where('study_id', '=', seat.studyId)
        .where('version', '=', version)
        .returning('study_id')
        .executeTakeFirst())
  if (!saved) throw new Conflict('the guide was changed meanwhile')
  return { id: seat.studyId, fields: Object.keys(texts) }
}

const blank: Texts = {
  ...{ title: '', preface: '', reflection: '', reflection_by: '', new_questions: '' },
  ...{ method: '', makers: '' },
}

/**
 * Publishes the guide with its figures as they are, or withdraws it. Undefined when it was so already, or has no title
 * to be published with.
 */
export async function setPublished(tx: Tx, seat: Seat, published: boolean) {
  const figures = published ? await countFigures(tx, seat.studyId) : null
  const changed = await tx
    .updateTable('guides')
    .set({ published_at: published ? seat.at : null, figures: figures && JSON.stringify(figures) })
    .where('study_id', '=', seat.studyId)
    .where('published_at', published ? 'is' : 'is not', null)
    .$if(published, (query) => query.where('title', '!=', ''))
    .returning('study_id')
    .executeTakeFirst()
  return changed && { id: seat.studyId, fields: ['published_at', 'figures'] }
}

/** Keeps the figures of a guide that is published already. */
export async function keepFigures(tx: Tx, studyId: string): Promise<void> {
  const figures = JSON.stringify(await countFigures(tx, studyId))
  await tx.updateTable('guides').set({ figures }).where('study_id', '=', studyId).execute()
}

/**
 * Puts photos on the photo page, behind those that are there, and takes others from it. Undefined when nothing was
 * changed. Throws NotFound for one that is not for everyone.
 */
export async function choosePhotos(tx: Tx, seat: Seat, choice: PhotoChoice) {
  const { added, removed } = changesIn(choice)
  if (added.length + removed.length === 0) return undefined
  const open = await openPhotosOf(tx, seat)
  if (added.some((id) => !open.some((photo) => photo.id === id)))
    throw new NotFound('no such photo for everyone')
  if (removed.length > 0) {
    await tx
      .deleteFrom('guide_photos')
      .where('study_id', '=', seat.studyId)
      .where('photo_id', 'in', removed)
      .execute()
  }
  const last = Math.max(-1, ...open.map(({ position }) => position ?? -1))
  for (const [index, photo_id] of added.entries()) {
    await tx
      .insertInto('guide_photos')
      .values({ study_id: seat.studyId, photo_id, position: last + 1 + index })
      .onConflict((row) => row.columns(['study_id', 'photo_id']).doNothing())
      .execute()
  }
  return { id: seat.studyId, ids: [...added, ...removed], fields: ['guide_photos'] }
}

/** Puts a photo one place earlier on the photo page. Undefined when it is the first. Throws NotFound when not there. */
export async function movePhoto(tx: Tx, seat: Seat, id: string) {
  const chosen = (await openPhotosOf(tx, seat)).filter(({ position }) => position !== null)
  if (!chosen.some((photo) => photo.id === id)) throw new NotFound('no such photo on the photo page')
  const order = moved(
    chosen.map((photo) => photo.id),
    id,
    'earlier',
  )
  for (const [position, photo_id] of order?.entries() ?? []) {
    await tx
      .updateTable('guide_photos')
      .set({ position })
      .where('study_id', '=', seat.studyId)
      .where('photo_id', '=', photo_id)
      .execute()
  }
  return order && { id, fields: ['position'] }
}

/** What of this step rests on things of earlier ones: the photos of the photo page. */
export async function trailOf(db: Db, seat: Seat, kind: TrailKind, ids: readonly string[]): Promise<Entries> {
  if (kind !== 'photo' || ids.length === 0) return new Map()
  const rows = await openPhotos(db, seat)
    .where('photo.id', 'in', ids)
    .where('chosen.position', 'is not', null)
    .execute()
  const used = rows.map(({ id }) => ({ id, count: 1 }))
  return entriesOf(used, 'guide', () => `/studies/${seat.studyId}/guide/photos`)
}
