/** More than are asked for are welcome, up to what one person can talk about at all. */
export const mostPhotos = 30

/** Whether so many photos are what was asked for, or more than can be taken along. */
export function progressOf(
  count: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): { isEnough: boolean; isFull: boolean } {
  return { isEnough: count >= minimum, isFull: count >= maximum }
}
