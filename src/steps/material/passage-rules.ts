import type { Difference } from '../../method/alike.ts'
import { reanchor } from '../../method/anchors.ts'
import { imageOf } from '../../method/edits.ts'
import type { Span } from '../../method/letters.ts'

/**
 * Where passages of a text are in what it becomes. Words that stand there as they were are found again; whatever came in
 * the place of others belongs to the passage, however unlike: so a correction is seen, and what is left out stays so.
 */
export function passagesIn(
  old: string,
  next: string,
  spans: readonly Span[],
  differing: readonly Difference[],
): Span[] {
  return reanchor(old, next, spans, differing).map((found, index) => {
    if (found.state === 'unchanged' || found.state === 'moved') return { start: found.start, end: found.end }
    return imageOf(differing, spans[index] ?? { start: 0, end: 0 })
  })
}
