/** Ids with one of them a place earlier or later; undefined where it stands first or last already, or is not there. */
export function moved(ids: readonly string[], id: string, to: 'earlier' | 'later'): string[] | undefined {
  const from = ids.indexOf(id)
  const place = to === 'earlier' ? from - 1 : from + 1
  if (from < 0 || place < 0 || place >= ids.length) return undefined
  return ids.toSpliced(from, 1).toSpliced(place, 0, id)
}

/** Ids with one of them before another, or last where that is null; undefined where one of them is not there. */
export function movedBefore(ids: readonly string[], id: string, before: string | null): string[] | undefined {
  if (!ids.includes(id) || (before !== null && !ids.includes(before))) return undefined
  if (id === before) return [...ids]
  const others = ids.filter((one) => one !== id)
  return others.toSpliced(before === null ? others.length : others.indexOf(before), 0, id)
}
