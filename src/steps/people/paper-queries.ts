import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { deleteFiles, insertFile } from '../../files/rows.ts'
import type { ScanType } from '../../files/scans.ts'
import type { How } from './consent-queries.ts'
import { lastBy, markOf, type Registration } from './paper-rules.ts'
import { saidBy, saveYes, undoSaid, type ChosenText } from './said-queries.ts'

/** The signed paper of a participant, with its scan; undefined when there is none. */
export function paperOf(db: Db, { studyId }: Seat, personId: string) {
  return db
    .selectFrom('paper_agreements as paper')
    .leftJoin('files', (join) =>
      join.onRef('files.study_id', '=', 'paper.study_id').onRef('files.name', '=', 'paper.scan'),
    )
    .select(['paper.signed_on', 'paper.scan', 'paper.version', 'files.type', 'files.bytes'])
    .where('paper.study_id', '=', studyId)
    .where('paper.person_id', '=', personId)
    .executeTakeFirst()
}
export type PaperRow = NonNullable<Awaited<ReturnType<typeof paperOf>>>

type Scan = { name: string; type: ScanType; bytes: number }
type Signed = {
  signed_on: string
  may_record: boolean
  keep_posted: boolean
  /** The mark of what was said and of the paper when the form was opened. */
  version: string
}

/**
 * Registers a signed paper, or corrects it: who signed takes part from then on. A new scan takes the place of the old
 * one; without one it stays. Undefined when all of it was there already. Throws Conflict when something was said or
 * registered since the visitor read it.
 */
export async function savePaper(
  tx: Tx,
  seat: Seat,
  personId: string,
  {
    signed,
    registration,
    chosen,
    scan,
  }: { signed: Signed; registration: Registration; chosen: ChosenText; scan: Scan | undefined },
) {
  const { signed_on, version } = signed
  const own = { study_id: seat.studyId, person_id: personId }
  const old = await paperOf(tx, seat, personId)
  if (markOf(await saidBy(tx, seat, personId), old?.version) !== version)
    throw new Conflict('something was said or registered meanwhile')
  if (old && registration.does === 'nothing' && !scan) return undefined
  if (scan) await insertFile(tx, { ...scan, studyId: seat.studyId })
  const values = {
    signed_on,
    version: (old?.version ?? 0) + 1,
    made_at: seat.at,
    made_by: seat.personId,
  }
  await tx
    .insertInto('paper_agreements')
    .values({ ...own, ...values, scan: scan?.name ?? null })
    .onConflict((row) =>
      row.columns(['study_id', 'person_id']).doUpdateSet(scan ? { ...values, scan: scan.name } : values),
    )
    .execute()
  if (scan && old) await deleteFiles(tx, [old.scan])
  const how: How = { way: 'paper', signed_on }
  const said = await saveYes(tx, seat, personId, { registration, chosen, boxes: signed, how })
  return { id: personId, fields: ['signed_on', ...(scan ? ['scan'] : []), ...(said?.fields ?? [])] }
}

/**
 * Takes out a paper that was registered wrongly, with its scan. Throws NotFound when there is none, and Conflict when
 * something was said or registered since the visitor read it.
 */
export async function undoPaper(tx: Tx, seat: Seat, personId: string, version: string) {
  const all = await saidBy(tx, seat, personId)
  const old = await paperOf(tx, seat, personId)
  const entry = lastBy(all, ['paper'])
  if (!old && !entry) throw new NotFound('no such paper')
  if (markOf(all, old?.version) !== version) throw new Conflict('something was said or registered meanwhile')
  await tx
    .deleteFrom('paper_agreements')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .execute()
  const undone = entry && (await undoSaid(tx, seat, personId, entry.id))
  return { id: personId, fields: ['signed_on', 'scan', ...(undone?.fields ?? [])] }
}
