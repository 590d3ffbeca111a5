/** The rows of one page, of which one more was asked for: it tells that there is a next. */
export function pageOf<Row>(rows: readonly Row[], size: number): { rows: Row[]; hasNext: boolean } {
  return { rows: rows.slice(0, size), hasNext: rows.length > size }
}

/** An address that says what is given; what is empty is left out. */
export function addressWith(base: string, query: Record<string, string | number | undefined>): string {
  const said = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') said.set(name, String(value))
  }
  return said.size === 0 ? base : `${base}?${said.toString()}`
}
