import { languages } from '../../method/languages.ts'
import { written } from '../../method/numbers.ts'
import type { Translate } from '../../text/text.ts'
import type { Trait } from './network-rules.ts'

export type Choice = { value: string; text: string }
/** Somebody in whose place another can come. */
export type Gone = { id: string; number: number }
export type Named = { id: string; name: string }
/** What a person is told by: lists of the study, its traits, and whose place the person may take. */
export type Lists = {
  organisations: Named[]
  teams: Named[]
  traits: Trait[]
  replaceable: Gone[]
}
/** The choices among which a person is told. */
export type Fields = {
  languages: Choice[]
  organisations: Choice[]
  teams: Choice[]
  traits: { field: string; name: string; values: Choice[] }[]
  replaceable: Choice[]
}

/** The choices of these lists. */
export function choicesOf(t: Translate, { organisations, teams, traits, replaceable }: Lists): Fields {
  return {
    languages: languageChoices(t),
    organisations: choices(organisations),
    teams: choices(teams),
    traits: traits.map(({ id, name, values }) => ({ field: `trait.${id}`, name, values: choices(values) })),
    replaceable: goneChoices(replaceable),
  }
}

/** In whose place somebody can come. */
export function goneChoices(gone: readonly Gone[]): Choice[] {
  return gone.map(({ id, number }) => ({ value: id, text: written(number) }))
}

function choices(items: readonly Named[]): Choice[] {
  return items.map(({ id, name }) => ({ value: id, text: name }))
}

/** The languages in which somebody can be written to. */
export function languageChoices(t: Translate): Choice[] {
  return languages.map((value) => ({ value, text: t(`layout.language.${value}`) }))
}
