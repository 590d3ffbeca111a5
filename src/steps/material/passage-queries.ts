import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import type { Span } from '../../method/letters.ts'

/**
 * Moves what people said of passages of a text along with it, by `placesOf`: where the passages are in what it becomes.
 * Where nothing is left of one, that is noted. `worded` gives words as they are written from now on.
 */
export async function movePassages(
  tx: Tx,
  { studyId }: Seat,
  materialId: string,
  placesOf: (spans: readonly Span[]) => readonly Span[],
  worded: (words: string) => string = (words) => words,
): Promise<void> {
  const rows = await tx
    .selectFrom('passages')
    .select(['id', 'start_offset', 'end_offset', 'words', 'remark', 'answer'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', materialId)
    .where('is_gone', '=', 0)
    .execute()
  const places = placesOf(
    rows.map(({ start_offset, end_offset }) => ({ start: start_offset, end: end_offset })),
  )
  for (const [index, { id, words, remark, answer }] of rows.entries()) {
    const { start = 0, end = 0 } = places[index] ?? {}
    await tx
      .updateTable('passages')
      .set({ start_offset: start, end_offset: end, is_gone: end > start ? 0 : 1 })
      .set({ words: worded(words), remark: worded(remark), answer: worded(answer) })
      .where('study_id', '=', studyId)
      .where('id', '=', id)
      .execute()
  }
}
