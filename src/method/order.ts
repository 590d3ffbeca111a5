/** Ids with one of them a place earlier or later; undefined where it stands first or last already, or is not there. */
export function moved(ids: readonly string[], id: string, to: 'earlier' | 'later'): string[] | undefined {
  const from = ids.indexOf(id)
  const place = to === 'earlier' ? from - 1 : from + 1
  if (from < 0 || place < 0 || place >= ids.length) return undefined
  return ids.toSpliced(from, 1).toSpliced(place, 0, id)
}
