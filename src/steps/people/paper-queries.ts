import type { Seat } from '../../access/seat.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { deleteFiles, insertFile } from '../../files/rows.ts'
import type { ScanType } from '../../files/scans.ts'
import type { Language } from '../../method/languages.ts'
import type { AgreementText } from './agreement.ts'
import { agreementTextWith } from './agreement-queries.ts'
import { keepText, setConsent } from './consent-queries.ts'

/** The signed paper of a participant, with its scan; undefined when there is none. */
export function paperOf(db: Db, { studyId }: Seat, personId: string) {
  return db
    .selectFrom('paper_agreements as paper')
    .leftJoin('files', (join) =>
      join.onRef('files.study_id', '=', 'paper.study_id').onRef('files.name', '=', 'paper.scan'),
    )
    .leftJoin('consents', (join) =>
      join
        .onRef('consents.study_id', '=', 'paper.study_id')
        .onRef('consents.person_id', '=', 'paper.person_id'),
    )
    .select(['paper.signed_on', 'paper.scan', 'paper.version', 'files.type', 'files.bytes'])
    .select(['consents.text_id', 'consents.may_record', 'consents.keep_posted'])
    .where('paper.study_id', '=', studyId)
    .where('paper.person_id', '=', personId)
    .executeTakeFirst()
}
export type PaperRow = NonNullable<Awaited<ReturnType<typeof paperOf>>>

type Scan = { name: string; type: ScanType; bytes: number }
type Signed = { signed_on: string; may_record: boolean; keep_posted: boolean; version: number }
/** A text of then by its id, or one of now that is kept with it. */
type Chosen = { id: string } | { text: AgreementText; language: Language }

/**
 * Registers a signed paper, or corrects it: who signed takes part from then on. A new scan takes the place of the old
 * one; without one it stays. Throws Conflict when somebody else did since the visitor read it.
 */
export async function savePaper(
  tx: Tx,
  seat: Seat,
  personId: string,
  { signed, chosen, scan }: { signed: Signed; chosen: Chosen; scan: Scan | undefined },
) {
  const { studyId } = seat
  const { signed_on, version } = signed
  const own = { study_id: studyId, person_id: personId }
  const old = await paperOf(tx, seat, personId)
  if ((old?.version ?? 0) !== version) throw new Conflict('the paper was changed meanwhile')
  if (scan) await insertFile(tx, { ...scan, studyId })
  const values = { signed_on, version: version + 1, made_at: seat.at, made_by: seat.personId }
  await tx
    .insertInto('paper_agreements')
    .values({ ...own, ...values, scan: scan?.name ?? null })
    .onConflict((row) =>
      row
        .columns(['study_id', 'person_id'])
        .doUpdateSet(scan ? { ...values, scan: scan.name } : values)
        .where('paper_agreements.version', '=', version),
    )
    .execute()
  if (scan && old) await deleteFiles(tx, [old.scan])
  const text_id =
    'id' in chosen
      ? (await agreementTextWith(tx, seat, chosen.id)).id
      : await keepText(tx, seat, chosen.text, chosen.language)
  await setConsent(tx, seat, personId, {
    ...{ text_id, takes_part: 1 },
    may_record: signed.may_record ? 1 : 0,
    keep_posted: signed.keep_posted ? 1 : 0,
  })
  return {
    id: personId,
    fields: ['signed_on', 'text_id', 'may_record', 'keep_posted', ...(scan ? ['scan'] : [])],
  }
}

/** Takes a signed paper back: its scan goes, and who signed does not take part any more. */
export async function withdrawPaper(tx: Tx, seat: Seat, personId: string) {
  await tx
    .deleteFrom('paper_agreements')
    .where('study_id', '=', seat.studyId)
    .where('person_id', '=', personId)
    .returning('person_id')
    .executeTakeFirstOrThrow(() => new NotFound('no such paper'))
  const nothing = { text_id: null, takes_part: 0, may_record: 0, keep_posted: 0 } as const
  return setConsent(tx, seat, personId, nothing)
}
