/** What is wrong in a line of a list, with the words of the line, by which one finds it in a field without numbers. */
export type WrongLine = { text: string; words: string }

/** The words of a line of a list that was typed, shortened to 80 characters; empty where it has no such line. */
export function wordsOfLine(list: string | string[] | undefined, line: number): string {
  const words = ([list ?? ''].flat().join('\n').split('\n')[line - 1] ?? '').replaceAll(/\s+/g, ' ').trim()
  const [begin] = /^.{79}(?=..)/u.exec(words) ?? []
  return begin === undefined ? words : `${begin}…`
}
