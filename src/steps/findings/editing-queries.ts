import type { Seat } from '../../access/seat.ts'
import { newId } from '../../db/new-id.ts'
import type { Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { EvidenceInput, FindingInput } from './input.ts'
import { evidenceOf } from './evidence-queries.ts'
import { findingWith } from './queries.ts'

/** Makes a finding, as a draft, with what it rests on. Throws NotFound when a piece of that is out of sight. */
export async function insertFinding(tx: Tx, seat: Seat, input: FindingInput, evidence: EvidenceInput) {
  const id = newId()
  await tx
    .insertInto('findings')
    .values({
      ...{ id, study_id: seat.studyId, ...input },
      ...{ state: 'draft', fallen: 0, made_at: seat.at, version: 1 },
    })
    .execute()
  await addEvidence(tx, seat, id, evidence)
  return { id, ids: [id, ...evidence.quotation, ...evidence.photo] }
}

/** Changes what a finding says. Throws Conflict when it was changed meanwhile. */
export async function updateFinding(tx: Tx, seat: Seat, id: string, version: number, input: FindingInput) {
  await findingWith(tx, seat, id)
  await changeVersion(tx, seat, id, version)
  await tx
    .updateTable('findings')
    .set(input)
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: Object.keys(input) }
}

/**
 * Puts other evidence in the place of what a finding rests on. What fell out of sight stays noted until somebody has
 * looked. Throws Conflict when the finding was changed meanwhile, NotFound when a chosen piece is out of sight.
 */
export async function replaceEvidence(
  tx: Tx,
  seat: Seat,
  id: string,
  version: number,
  evidence: EvidenceInput,
) {
  await findingWith(tx, seat, id)
  await changeVersion(tx, seat, id, version)
  await tx
    .deleteFrom('finding_quotations')
    .where('study_id', '=', seat.studyId)
    .where('finding_id', '=', id)
    .where('quotation_id', 'in', (row) =>
      row.selectFrom('quotations_for_researchers').select('id').where('study_id', '=', seat.studyId),
    )
    .execute()
  await tx
    .deleteFrom('finding_photos')
    .where('study_id', '=', seat.studyId)
    .where('finding_id', '=', id)
    .where('photo_id', 'in', (row) =>
      row.selectFrom('photos_for_researchers').select('id').where('study_id', '=', seat.studyId),
    )
    .execute()
  await addEvidence(tx, seat, id, evidence)
  return { id, ids: [id, ...evidence.quotation, ...evidence.photo], fields: ['evidence'] }
}

async function changeVersion(tx: Tx, seat: Seat, id: string, version: number): Promise<void> {
  await tx
    .updateTable('findings')
    .set({ version: version + 1 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .executeTakeFirstOrThrow(() => new Conflict('the finding was changed meanwhile'))
}

async function addEvidence(
  tx: Tx,
  { studyId: study_id }: Seat,
  finding_id: string,
  { quotation, photo }: EvidenceInput,
): Promise<void> {
  const quotations = [...new Set(quotation)].map((quotation_id) => ({ study_id, finding_id, quotation_id }))
  const photos = [...new Set(photo)].map((photo_id) => ({ study_id, finding_id, photo_id }))
  await needInSight(tx, study_id, 'quotations_for_researchers', new Set(quotation))
  await needInSight(tx, study_id, 'photos_for_researchers', new Set(photo))
  if (quotations.length > 0) await tx.insertInto('finding_quotations').values(quotations).execute()
  if (photos.length > 0) await tx.insertInto('finding_photos').values(photos).execute()
}

async function needInSight(
  tx: Tx,
  studyId: string,
  view: 'quotations_for_researchers' | 'photos_for_researchers',
  ids: ReadonlySet<string>,
): Promise<void> {
  if (ids.size === 0) return
  const rows = await tx
    .selectFrom(view)
    .select('id')
    .where('study_id', '=', studyId)
    .where('id', 'in', [...ids])
    .execute()
  if (rows.length < ids.size) throw new NotFound('evidence out of sight')
}

/**
 * Says that a finding is ready, or that it is a draft again. Undefined when it was so already. Throws Conflict when it
 * says something else than the visitor read, or would be ready with nothing in sight that it rests on.
 */
export async function setState(
  tx: Tx,
  seat: Seat,
  { id, version }: { id: string; version: number },
  state: 'draft' | 'ready',
) {
  const finding = await findingWith(tx, seat, id)
  if (finding.version !== version) throw new Conflict('the finding was changed meanwhile')
  if (finding.state === state) return undefined
  if (state === 'ready' && !(await hasEvidence(tx, seat, id)))
    throw new Conflict('the finding rests on nothing')
  await tx
    .updateTable('findings')
    .set({ state })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: ['state'] }
}

async function hasEvidence(tx: Tx, seat: Seat, id: string): Promise<boolean> {
  const { quotations, photos } = await evidenceOf(tx, seat, id)
  return quotations.length + photos.length > 0
}

/** Forgets evidence that fell away, once somebody has looked at the finding without it. */
export async function forgetFallen(tx: Tx, seat: Seat, id: string) {
  await findingWith(tx, seat, id)
  await tx
    .deleteFrom('finding_quotations')
    .where('study_id', '=', seat.studyId)
    .where('finding_id', '=', id)
    .where('quotation_id', 'not in', (row) =>
      row.selectFrom('quotations_for_researchers').select('id').where('study_id', '=', seat.studyId),
    )
    .execute()
  await tx
    .deleteFrom('finding_photos')
    .where('study_id', '=', seat.studyId)
    .where('finding_id', '=', id)
    .where('photo_id', 'not in', (row) =>
      row.selectFrom('photos_for_researchers').select('id').where('study_id', '=', seat.studyId),
    )
    .execute()
  await tx
    .updateTable('findings')
    .set({ fallen: 0 })
    .where('study_id', '=', seat.studyId)
    .where('id', '=', id)
    .execute()
  return { id, fields: ['fallen'] }
}

/** Removes a finding. The database refuses it while something is made from it. */
export async function deleteFinding(tx: Tx, seat: Seat, id: string) {
  await findingWith(tx, seat, id)
  await tx.deleteFrom('findings').where('study_id', '=', seat.studyId).where('id', '=', id).execute()
  return { id }
}
