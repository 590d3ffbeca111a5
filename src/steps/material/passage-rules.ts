import type { Difference } from '../../method/alike.ts'
import { reanchor, replacedPlaces } from '../../method/anchors.ts'
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
  const edits = differing.map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    ...{ start: oldStart, end: oldEnd, text: next.slice(newStart, newEnd) },
  }))
  const images = replacedPlaces(edits, spans)
  return reanchor(old, next, spans, differing).map((found, index) => {
    const image = images[index] ?? { start: 0, end: 0 }
    if (found.state !== 'unchanged' && found.state !== 'moved') return image
    return { start: found.start, end: found.end }
  })
}
