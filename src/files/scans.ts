/** The kinds of file that a scan of a paper may be. */
export type ScanType = 'application/pdf' | 'image/jpeg' | 'image/png'

/** How the name of each ends. */
export const scanEndings: Record<ScanType, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

/** What kind of scan this is, by its first bytes and never by its name; undefined for anything else. */
export function scanTypeOf(content: Buffer): ScanType | undefined {
  const start = content.subarray(0, 8).toString('latin1')
  if (start.startsWith('%PDF-')) return 'application/pdf'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  return start === '\x89PNG\r\n\x1a\n' ? 'image/png' : undefined
}
