import type { Seat } from '../../access/seat.ts'
import type { Tx } from '../../db/schema.ts'
import { replacedPlaces, type Edit } from '../../method/edits.ts'
import { beyondText, spanOf } from '../../method/quoted.ts'
import { stepAside } from './anchor-queries.ts'
import { longestOf } from './facts-input.ts'
import { replacedIn, type NamingFact } from './pseudonym-naming-rules.ts'
import type { Material } from './queries.ts'

/** Gives what is known of a text beside its words the words with the names taken out. */
export async function replaceInFacts(
  tx: Tx,
  { studyId }: Seat,
  id: string,
  facts: readonly NamingFact[],
  next: readonly NamingFact[],
): Promise<void> {
  const changed = next.filter(({ words }, index) => words !== facts[index]?.words)
  if (changed.length === 0) return
  // No longer than the form takes, so that it can be mended there.
  const values = changed.map(({ field, words }) => [field, words.slice(0, longestOf(field))] as const)
  await tx
    .updateTable('material_facts')
    .set((row) => ({ ...Object.fromEntries(values), version: row('version', '+', 1) }))
    .where('study_id', '=', studyId)
    .where('material_id', '=', id)
    .execute()
}

type Next = { text: string; edits: readonly Edit[]; everywhere: readonly [string, string][]; version: number }

/**
 * Gives the quotations of a text their words with the names taken out, at once: nobody has to look at them. What their
 * person answered stays: it was given for more than is shown now.
 */
export async function replaceInQuotations(
  tx: Tx,
  { studyId }: Seat,
  material: Material,
  next: Next,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('quotations')
    .select(['id', 'start_offset', 'end_offset', 'words', 'standing', 'proposed_start', 'proposed_end'])
    .where('study_id', '=', studyId)
    .where('material_id', '=', material.id)
    .orderBy('start_offset')
    .execute()
  if (rows.length === 0) return []
  await stepAside(tx, studyId, material.id, next.version)
  let free = rows.reduce((most, { start_offset }) => Math.max(most, start_offset), beyondText)
  const isTaken = new Set<string>()
  const changed: string[] = []
  const spans = rows.map((one) => spanOf(one))
  const places = replacedPlaces(
    next.edits,
    spans.map((span) => span ?? { start: 0, end: 0 }),
  )
  for (const [index, one] of rows.entries()) {
    const place = spans[index] && places[index]
    const words =
      one.standing === 'anchored' && place
        ? next.text.slice(place.start, place.end)
        : replacedIn(one.words, next.everywhere)
    if (words !== one.words) changed.push(one.id)
    // "Ans" and "Ans de Boer" become the same words in the same place: the second is to be looked at.
    const isSecond = one.standing === 'anchored' && place && isTaken.has(`${place.start} ${place.end}`)
    if (place) isTaken.add(`${place.start} ${place.end}`)
    const stands = one.standing === 'anchored' && !isSecond
    const away = isSecond ? (free += 2) : one.start_offset
    await tx
      .updateTable('quotations')
      .set({
        words,
        ...(stands
          ? { start_offset: place?.start ?? 0, end_offset: place?.end ?? 0 }
          : { start_offset: away, end_offset: isSecond ? away + 1 : one.end_offset }),
        ...(isSecond ? { standing: 'review' as const } : {}),
        ...(stands ? {} : { proposed_start: place?.start ?? null, proposed_end: place?.end ?? null }),
      })
      .where('study_id', '=', studyId)
      .where('id', '=', one.id)
      .execute()
  }
  return changed
}
