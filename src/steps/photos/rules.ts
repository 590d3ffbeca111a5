/** More than are asked for are welcome, up to what one person can talk about at all. */
export const mostPhotos = 30

/** Ids with one of them a place earlier or later; undefined where it stands first or last already, or is not there. */
export function moved(ids: readonly string[], id: string, to: 'earlier' | 'later'): string[] | undefined {
  const from = ids.indexOf(id)
  const place = to === 'earlier' ? from - 1 : from + 1
  if (from < 0 || place < 0 || place >= ids.length) return undefined
  return ids.toSpliced(from, 1).toSpliced(place, 0, id)
}

/** Whether so many photos are what was asked for, or more than can be taken along. */
export function progressOf(
  count: number,
  { minimum, maximum }: { minimum: number; maximum: number },
): { isEnough: boolean; isFull: boolean } {
  return { isEnough: count >= minimum, isFull: count >= maximum }
}
