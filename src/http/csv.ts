import { stringify } from 'csv-stringify/sync'
import type { Language } from '../method/languages.ts'
import type { Download } from './page.ts'

type Rows = readonly (readonly (string | number | null)[])[]

/** A table as a file. */
export function csv(language: Language, fileName: string, header: readonly string[], rows: Rows): Download {
  return { download: csvText(language, header, rows), type: 'text/csv; charset=utf-8', fileName }
}

/**
 * A table as the text of a file. Dutch Excel reads semicolons and wants the mark of UTF-8; everyone else reads commas.
 * What could be taken for a formula is kept from being one.
 */
export function csvText(language: Language, header: readonly string[], rows: Rows): string {
  const safe = (value: string | number | null) =>
    typeof value === 'string' ? value.replaceAll('\0', '') : (value ?? '')
  return stringify(
    [header, ...rows].map((row) => row.map(safe)),
    {
      bom: true,
      delimiter: language === 'nl' ? ';' : ',',
      escape_formulas: true,
      // A lone line feed would end the row for Excel, and what follows could begin as a formula.
      quoted_match: /[\r\n]/,
      record_delimiter: 'windows',
    },
  )
}
