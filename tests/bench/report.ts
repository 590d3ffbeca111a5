/** One line of what was measured. `bar` is what it has to hold, in words; `holds` whether it did, where there is a bar. */
export type Line = { what: string; value: string; bar?: string; holds?: boolean }
/** What one benchmark gave: lines to read, and the same as figures for machines. */
export type Report = { name: string; about: string; lines: Line[]; figures: Record<string, unknown> }

/** The value below which so large a part of the values lies; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? 0
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** A line with a bar: the value in words, and whether it is within. */
export function within(what: string, value: number, most: number, unit: string): Line {
  const bar = `at most ${most} ${unit}`
  // Where it cannot be measured nothing is claimed.
  if (Number.isNaN(value)) return { what, value: 'not measured here', bar }
  return { what, value: `${rounded(value)} ${unit}`, bar, holds: value <= most }
}

/** A line that has to be none. */
export function none(what: string, count: number): Line {
  return { what, value: String(count), bar: 'none', holds: count === 0 }
}

export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100
}

/** A report as text, its columns under each other. */
export function written({ name, about, lines }: Report): string {
  const rows = lines.map(({ what, value, bar = '', holds }) => [
    ...[what, value, bar],
    holds === undefined ? '' : holds ? 'holds' : 'MISSED',
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [`${name}: ${about}`, ...table.map((line) => `  ${line}`)].join('\n')
}
