/** So many quotations of a finding stand open where others read it; the rest stands behind a word. */
const openWords = 3

/** What stands open, and what one can read further. One more is never kept back. */
export type Words = { first: readonly string[]; further: readonly string[] }
/** Divides what people said for a finding into what stands open and what can be read further. */
export function wordsOf(words: readonly string[]): Words {
  if (words.length <= openWords + 1) return { first: words, further: [] }
  return { first: words.slice(0, openWords), further: words.slice(openWords) }
}
