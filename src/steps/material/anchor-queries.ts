import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import type { Difference } from '../../method/alike.ts'
import { placesIn, type Move } from './anchor-rules.ts'

type Text = { id: string; text: string }

/**
 * Moves the quotations of a text to where they stand in what it becomes. Those whose words are not there as they were
 * keep them and are to be looked at: their ids. Also moves what its person took back, so that it stays blotted out.
 */
export async function moveQuotations(
  tx: Tx,
  { studyId }: Seat,
  old: Text,
  next: { text: string; version: number; differing: readonly Difference[] },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('quotations')
    .select(['id', 'start_offset', 'end_offset', 'words', 'standing', 'proposed_start', 'proposed_end'])
    .select('withdrawn_at')
    .where('study_id', '=', studyId)
    .where('material_id', '=', old.id)
    .orderBy('start_offset')
    .execute()
  if (rows.length === 0) return []
  const moves = placesIn(old.text, next.text, rows, next.differing)
  await stepAside(tx, studyId, old.id, next.version)
  for (const [by, ids] of alikeMoves(moves)) await moveTogether(tx, studyId, ids, by)
  for (const { id, standing, start, end, proposed } of moves.filter(({ isOther }) => isOther)) {
    await tx
      .updateTable('quotations')
      .set({ standing, start_offset: start, end_offset: end })
      .set({ proposed_start: proposed?.start ?? null, proposed_end: proposed?.end ?? null })
      .where('study_id', '=', studyId)
      .where('id', '=', id)
      .execute()
  }
  return moves.filter(({ isNew }) => isNew).map(({ id }) => id)
}

/** How far quotations step aside while they move. */
const aside = 1_000_000_000

/**
 * Lets all quotations of a text step aside, before the first one goes to its place in another version: no two may stand
 * in the same place, at no moment.
 */
export async function stepAside(tx: Tx, studyId: string, materialId: string, version: number): Promise<void> {
  await tx
    .updateTable('quotations')
    .set((row) => ({
      start_offset: row('start_offset', '+', aside),
      end_offset: row('end_offset', '+', aside),
      placed_for: version,
    }))
    .where('study_id', '=', studyId)
    .where('material_id', '=', materialId)
    .execute()
}

const mostIds = 1000

function alikeMoves(moves: readonly Move[]): [number, string[]][] {
  const all = new Map<number, string[]>()
  for (const { id, by, isOther } of moves) if (!isOther) all.set(by, [...(all.get(by) ?? []), id])
  return [...all].flatMap(([by, ids]) =>
    Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, index): [number, string[]] => [
      by,
      ids.slice(index * mostIds, (index + 1) * mostIds),
    ]),
  )
}

async function moveTogether(tx: Tx, studyId: string, ids: readonly string[], by: number): Promise<void> {
  await tx
    .updateTable('quotations')
    .set((row) => ({
      start_offset: row('start_offset', '+', by - aside),
      end_offset: row('end_offset', '+', by - aside),
    }))
    .where('study_id', '=', studyId)
    .where('id', 'in', ids)
    .execute()
}
