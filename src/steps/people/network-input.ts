import { z } from 'zod'
import { optionalDate, optionalId, requiredText, text, ticked, wholeNumber } from '../../http/form.ts'
import { plain } from '../../method/plain.ts'
import type { Key } from '../../text/text.ts'

/** Reads a version of what bears none of its own. */
export const SeenPart = z.object({ version: requiredText('form.unreadable', 100) })

/** Names, each once: capitals and accents make no other name. */
function firstOfEach(all: readonly string[]): string[] {
  return all.filter((name, place) => all.findIndex((one) => plain(one) === plain(name)) === place)
}

/** The lines of a field that lists names, each once, without the empty ones. */
const names = text(2000)
  .default('')
  .transform((list) => firstOfEach(list.split('\n').flatMap((line) => line.trim() || [])))
  .pipe(
    z
      .array(z.string().max(80, { error: 'form.tooLong' }))
      .max(20, { error: 'network.valuesTooMany' satisfies Key }),
  )

/** A new trait with its values, one a line: two at least. */
export const NewTrait = z.object({
  name: requiredText('network.traitRequired', 80),
  values: names.pipe(z.array(z.string()).min(2, { error: 'network.valuesTwo' satisfies Key })),
})
export type NewTrait = z.infer<typeof NewTrait>

/** What a trait is changed to: the new name of each value it had (empty where it goes), and values that come to it. */
export type TraitChange = { name: string; names: Map<string, string>; added: string[] }

/** Reads the change of a trait that has these values. */
export function traitChange(values: readonly { id: string }[]) {
  const own = Object.fromEntries(values.map(({ id }) => [`value.${id}`, text(80).default('')]))
  return z
    .object({ name: requiredText('network.traitRequired', 80), values: names, ...own })
    .superRefine(({ name: _name, values: added, ...rest }, context) => {
      const kept = Object.entries(rest).flatMap(([field, value]) =>
        value === '' ? [] : [{ field, name: plain(String(value)) }],
      )
      const refuse = (field: string) => {
        context.addIssue({ code: 'custom', path: [field], message: 'study.itemTaken' satisfies Key })
      }
      for (const [place, { field, name }] of kept.entries())
        if (kept.slice(0, place).some((one) => one.name === name)) refuse(field)
      if (added.some((value) => kept.some(({ name }) => name === plain(value)))) refuse('values')
    })
    .transform(({ name, values: added, ...rest }): TraitChange => ({
      name,
      added,
      names: new Map(
        Object.entries(rest).map(([field, value]) => [field.slice('value.'.length), String(value)]),
      ),
    }))
}

/** What the sample counts of a participant beside organisation and team. */
export type SampleFacts = {
  volunteered: boolean
  /** The participant in whose place this one came. */
  replaces: string | null
  /** Since when in another team than before; null where it was always so. */
  team_since: string | null
  /** Of each trait the value, null where it is not known. */
  values: Map<string, string | null>
}

/** Reads what the sample counts of a participant, in a study with these traits. */
export function sampleFacts(traits: readonly { id: string }[]) {
  const own = Object.fromEntries(traits.map(({ id }) => [`trait.${id}`, optionalId('form.unreadable')]))
  return z
    .object({
      volunteered: ticked(),
      replaces: optionalId('form.unreadable'),
      team_since: optionalDate(),
      ...own,
    })
    .transform(({ volunteered, replaces, team_since, ...rest }): SampleFacts => ({
      ...{ volunteered, replaces, team_since },
      values: new Map(
        Object.entries(rest).map(([field, value]) => [
          field.slice('trait.'.length),
          typeof value === 'string' ? value : null,
        ]),
      ),
    }))
}

/** The plan of a sample: how many people, what it mirrors, and two seats for each organisation unless switched off. */
export const Plan = z.object({
  size: wholeNumber('plan.sizeWrong', { min: 1, max: 9999 }),
  organisation: ticked(),
  team: ticked(),
  two_each: ticked(),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
export type Plan = z.infer<typeof Plan>
