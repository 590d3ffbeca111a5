import type { Format } from '../files/documents.ts'
import { speakerName, type Speaker } from '../method/turns.ts'
import type { Typed } from './form.ts'

const formats: readonly Format[] = ['text', 'docx', 'odt', 'rtf', 'pdf', 'subtitles', 'json']

/** What a text was recognised as, by the form that shows it. */
export function formatIn(typed: Typed): Format {
  return formats.find((one) => one === typed.format) ?? 'text'
}

/** Names that stand in one field, a line each: at most twenty. */
export function namesIn(typed: Typed, field: string): string[] {
  const names = said(typed, field)
    .split(/\r\n?|\n/)
    .map(speakerName)
  return names.filter((name) => name !== '').slice(0, 20)
}

/** Names as speakers, numbered from 1 in their order. */
export function numbered(names: readonly string[]): Speaker[] {
  return names.map((name, index) => ({ number: index + 1, name, role: 'unknown' }))
}

/** What was typed in a field; empty where there is none. */
export function said(typed: Typed, field: string): string {
  return [typed[field] ?? ''].flat()[0] ?? ''
}
