import type { Form } from './form.ts'

/** What is wrong in a line of a list, with the words of the line, by which one finds it in a field without numbers. */
export type WrongLine = { text: string; words: string }

const most = 80

/** The words of a line of the list that was typed in a field, shortened; empty where it has no such line. */
export function wordsOfLine({ typed }: Form, field: string, line: number): string {
  const list = [typed[field] ?? ''].flat().join('\n')
  const words = (list.split('\n')[line - 1] ?? '').replaceAll(/\s+/g, ' ').trim()
  const letters = [...words]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words
}
