import { z } from 'zod'
import { oneOf, optionalDate, optionalText, wholeNumber } from '../../http/form.ts'
import { mirrorSpeakers, permissionGivers, type MaterialKind } from '../../method/lists.ts'
import { materialFacts, materialForms, type RequiredFact } from '../../method/material-forms.ts'
import type { Key } from '../../text/text.ts'

/** How long each of the facts in free words may be. */
const longest = { place: 200, present: 500, source: 200, permission: 500 } as const

/** How long a fact may be. */
export function longestOf(field: keyof typeof longest): number {
  return longest[field]
}

const empty = z.literal('').transform(() => null)

const All = z.object({
  on_day: optionalDate(),
  minutes: z.union([empty, wholeNumber('facts.minutesWrong', { min: 1, max: 1440 })], {
    error: 'facts.minutesWrong',
  }),
  place: optionalText(longest.place),
  present: optionalText(longest.present),
  present_count: z.union([empty, wholeNumber('facts.countWrong', { min: 2, max: 500 })], {
    error: 'facts.countWrong',
  }),
  source: optionalText(longest.source),
  spoken_by: z.union([empty, oneOf(mirrorSpeakers, 'facts.spokenByRequired')], {
    error: 'facts.spokenByRequired',
  }),
  permitted_by: z.union([empty, oneOf(permissionGivers, 'facts.permittedByRequired')], {
    error: 'facts.permittedByRequired',
  }),
  permission: optionalText(longest.permission),
})
export type Facts = z.infer<typeof All>

const lacking = {
  on_day: 'facts.dayRequired',
  place: 'facts.placeRequired',
  present_count: 'facts.countWrong',
  source: 'facts.sourceRequired',
  spoken_by: 'facts.spokenByRequired',
  permitted_by: 'facts.permittedByRequired',
  permission: 'facts.permissionRequired',
} as const satisfies Record<RequiredFact, Key>

/** What is noted of a text of some kind: what its form does not ask stays empty, whatever was sent. */
export function factsOf(kind: MaterialKind) {
  const { facts, required } = materialForms[kind]
  const asked = z.preprocess((body) => {
    const typed = (body ?? {}) as Record<string, unknown>
    return Object.fromEntries(
      materialFacts.map((name) => [name, facts.includes(name) ? (typed[name] ?? '') : '']),
    )
  }, All)
  return asked.superRefine((given, context) => {
    for (const name of required) {
      if (given[name] === null || given[name] === '')
        context.addIssue({ code: 'custom', path: [name], message: lacking[name] })
    }
  })
}
