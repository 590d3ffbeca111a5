/** More than are asked for are welcome, up to what one person can talk about at all. */
export const mostPhotos = 30

/** Whether so many photos are what was asked for, or more than can be taken along. */
export function progressOf(
  count: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): { isEnough: boolean; isFull: boolean } {
  return { isEnough: count >= minimum, isFull: count >= maximum }
}

/** What is to be said to somebody who says to be ready with so many photos to take along; undefined when nothing is. */
export function unreadyOf(
  count: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): 'none' | 'tooFew' | 'tooMany' | undefined {
  if (count === 0) return 'none'
  if (count > maximum) return 'tooMany'
  return count < minimum ? 'tooFew' : undefined
}
