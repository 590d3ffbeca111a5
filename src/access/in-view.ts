import { Conflict } from '../errors.ts'
import { hashOf } from './tokens.ts'

/** The version of what bears none of its own: changed values have another one, whatever order their names come in. */
export function versionOf(values: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return hashOf(JSON.stringify(sorted))
}

/** Throws Conflict unless these are the values that the visitor had in view, by their version. */
export function needInView(values: Readonly<Record<string, unknown>>, version: string): void {
  if (versionOf(values) !== version) throw new Conflict('it was changed meanwhile')
}
