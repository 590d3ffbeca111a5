/** Up to this part of the longer one may differ in words that are still like each other. */
const mostUnlike = 0.6
/** Up to how many letters words are compared by letters; longer ones word by word. */
const mostLetters = 400
/** Of very long ones the first words tell. */
const mostWords = 400

/**
 * Whether words are like other words: the edit distance between them (V. I. Levenshtein, 1966), by letters or for long
 * ones by words, is at most 0.6 of the length of the longer. Sentences that have nothing to do with each other differ
 * in 0.7 and more.
 */
export function isLike(one: string, other: string): boolean {
  if (other.trim() === '') return false
  const [fewer, more] = one.length < other.length ? [one, other] : [other, one]
  const [a, b] = more.length > mostLetters ? wordsOf(fewer, more) : [Array.from(fewer), Array.from(more)]
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  const most = Math.floor(mostUnlike * longer.length)
  // So much longer that the length alone tells: and so two very long ones are never compared in vain.
  if (longer.length - shorter.length > most) return false
  return (
    distance(shorter.slice(0, mostWords), longer.slice(0, mostWords)) <=
    mostUnlike * Math.min(longer.length, mostWords)
  )
}

/** The words of two texts; of the second no more than it takes to tell that it has too many to be like the first. */
function wordsOf(fewer: string, more: string): [string[], string[]] {
  const words = fewer.split(/\s+/)
  return [words, more.split(/\s+/, Math.ceil((words.length + 1) / (1 - mostUnlike)))]
}

function distance(a: readonly string[], b: readonly string[]): number {
  let above = Uint16Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of a.entries()) {
    const line = new Uint16Array(b.length + 1)
    line[0] = row + 1
    for (let at = 0; at < b.length; at += 1) {
      const one = (line[at] ?? 0) + 1
      const other = (above[at + 1] ?? 0) + 1
      const both = (above[at] ?? 0) + (letter === b[at] ? 0 : 1)
      const less = one < other ? one : other
      line[at + 1] = both < less ? both : less
    }
    above = line
  }
  return above[b.length] ?? 0
}
