import { change } from '../../access/change.ts'
import type { Db, Tx } from '../../db/schema.ts'
import { keptTurns } from '../../method/turns.ts'
import { speakersAt, unitsOf } from './search-rules.ts'

/** The way in which words are read now. One more with each change of it: then all texts are read anew. */
const reading = 1

/** Rows of one statement: SQLite takes 32,766 values in it. */
const together = 2000

/**
 * Makes a text one that is found by the words that it holds, and by no others. The database lets go of what a text was
 * found by as soon as its words change, so that whoever changes them calls this behind it.
 */
export async function indexText(tx: Tx, id: string): Promise<void> {
  const { study_id, text, turns } = await tx
    .selectFrom('materials')
    .select(['study_id', 'text', 'turns'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const own = { study_id, material_id: id }
  await tx.deleteFrom('text_indexes').where('material_id', '=', id).execute()
  await tx
    .insertInto('text_indexes')
    .values({ ...own, reading })
    .execute()
  const units = unitsOf(text)
  const speakers = speakersAt(
    units.map(({ start }) => start),
    keptTurns(turns),
  )
  const rows = units.map(({ start, end, words, stems }, index) => ({
    ...{ ...own, start_offset: start, end_offset: end, words, stems },
    speaker: speakers[index] ?? null,
  }))
  for (let from = 0; from < rows.length; from += together) {
    await tx
      .insertInto('search_units')
      .values(rows.slice(from, from + together))
      .execute()
  }
}

/** Reads the texts that cannot be found yet, of all studies, each in a change of its own. */
export async function indexTexts(db: Db, now: Date): Promise<void> {
  const due = await db
    .selectFrom('materials')
    .leftJoin('text_indexes', (join) =>
      join.onRef('text_indexes.material_id', '=', 'materials.id').on('text_indexes.reading', '=', reading),
    )
    .select('materials.id')
    .where('text_indexes.material_id', 'is', null)
    .orderBy('materials.id')
    .execute()
  const actor = { kind: 'system', action: 'material.index', at: now.toISOString() } as const
  for (const { id } of due) {
    await change(db, actor, async (tx) => {
      const isThere = await tx.selectFrom('materials').select('id').where('id', '=', id).executeTakeFirst()
      if (isThere) await indexText(tx, id)
      return undefined
    })
  }
}
