import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import type { Span } from '../../method/letters.ts'
import type { PassageKind } from '../../method/lists.ts'
import { wordsWithout } from './passage-rules.ts'
import { blottedOut } from './taken-back-rules.ts'

/**
 * The quotations of a text that are out of sight since words of theirs are left out. They come back when their person
 * puts these words back, so whatever else becomes of their words holds for them too.
 */
export function hiddenQuotationsOf(tx: Tx, { studyId }: Seat, materialId: string) {
  return tx
    .selectFrom('quotations')
    .select(['id', 'words', 'standing', 'start_offset', 'end_offset', 'proposed_start', 'proposed_end'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', materialId)
    .where('id', 'in', tx.selectFrom('left_out_quotations').select('quotation_id'))
    .orderBy('id')
    .execute()
}
export type Hidden = Awaited<ReturnType<typeof hiddenQuotationsOf>>[number]

/** Lets quotations be out of sight as long as a passage is left out. */
export async function hideFor(
  tx: Tx,
  { studyId: study_id }: Seat,
  passage_id: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .insertInto('left_out_quotations')
    .values(ids.map((quotation_id) => ({ study_id, passage_id, quotation_id })))
    .execute()
}

/** Lets quotations never come back, whatever is put back. */
export async function hideForGood(tx: Tx, { studyId }: Seat, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .deleteFrom('left_out_quotations')
    .where('study_id', '=', studyId)
    .where('quotation_id', 'in', ids)
    .execute()
}

/**
 * Blots words out in what was said of passages of a text: where their places meet, and wherever these wordings stand.
 * What is left out itself keeps its words where that can be undone, for its person alone.
 */
export async function blotPassages(
  tx: Tx,
  { studyId }: Seat,
  materialId: string,
  {
    spans,
    telling,
    kinds,
  }: { spans: readonly Span[]; telling: readonly string[]; kinds: readonly PassageKind[] },
): Promise<void> {
  const rows = await tx
    .selectFrom('passages_for_researchers')
    .select(['id', 'kind', 'start_offset', 'end_offset', 'is_gone', 'words', 'remark', 'answer'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', materialId)
    .where('kind', 'in', kinds)
    .execute()
  for (const passage of rows) {
    const words = blottedOut(wordsWithout(passage, spans), telling)
    const [remark, answer] = [blottedOut(passage.remark, telling), blottedOut(passage.answer, telling)]
    if (words === passage.words && remark === passage.remark && answer === passage.answer) continue
    await tx
      .updateTable('passages')
      .set({ words, remark, answer })
      .where('study_id', '=', studyId)
      .where('id', '=', passage.id)
      .execute()
  }
}
