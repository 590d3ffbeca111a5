/** So many quotations of a finding stand open where others read it; the rest stands behind a word. */
const openWords = 3

/** What somebody said, with the name of who did where that person asked for it. */
export type Said = { words: string; name: string | null }

/** What stands open, and what one can read further. One more is never kept back. */
export type Words = { first: readonly Said[]; further: readonly Said[] }
/** Divides what people said for a finding into what stands open and what can be read further. */
export function wordsOf(said: readonly Said[]): Words {
  if (said.length <= openWords + 1) return { first: said, further: [] }
  return { first: said.slice(0, openWords), further: said.slice(openWords) }
}
