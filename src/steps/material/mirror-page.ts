import { refusedField, typedIn, type Form } from '../../http/form.ts'
import type { Translate } from '../../text/text.ts'

/** How many of them are told at a time. */
const mostTold = 12

/** Of the words in which somebody may be named, those of which nobody said yet that they name nobody. */
export function unseenNames(names: readonly string[], body: unknown): string[] {
  const { not_names: isSaid, seen_names: seen = '' } = typedIn(body)
  if (isSaid === undefined) return [...names]
  const told = new Set([seen].flat().flatMap((one) => one.split('\n')))
  return names.filter((name) => !told.has(name))
}

/** The form that comes back where somebody may be named: nothing is kept until the words go, or are said to be no names. */
export function namedForm(t: Translate, body: unknown, names: readonly string[]): Form {
  const { seen_names: seen = '' } = typedIn(body)
  const told = names.slice(0, mostTold)
  const form = refusedField(t, body, 'not_names', 'facts.namedRefused', { names: told.join(', ') })
  const all = [...[seen].flat().filter((one) => one !== ''), ...told]
  return { ...form, typed: { ...form.typed, not_names: '', seen_names: all.join('\n') } }
}
