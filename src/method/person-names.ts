import { plain } from './plain.ts'

/** The name one is called by: the first word of a name. */
export function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}

/** A name in the order in which it is said, where a list turned it: "Vries, Omar de" is Omar de Vries. */
export function turnedName(name: string): string {
  const [, last, first] = /^([^,]+),\s*([^,]+)$/.exec(name) ?? []
  return last === undefined || first === undefined ? name : `${first.trim()} ${last.trim()}`
}

/** A name as names are compared: without capitals, accents and blanks that are there twice. */
export function bareName(name: string): string {
  return plain(name).replaceAll(/\s+/g, ' ')
}
