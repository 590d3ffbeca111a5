import { z } from 'zod'
import { optionalText, requiredText, text, wholeNumber } from '../../http/form.ts'

/** The parts of a guide that the team writes, a form each. A field bears the name of its column. */
export const parts = ['opening', 'reflection', 'method', 'makers'] as const
export type Part = (typeof parts)[number]

const long = optionalText(20_000)

export const PartInput = {
  opening: z.object({ title: requiredText('guide.titleRequired'), preface: long }),
  reflection: z.object({
    reflection: long,
    reflection_by: optionalText(),
    new_questions: optionalText(5000),
  }),
  method: z.object({ method: long }),
  makers: z.object({ makers: optionalText(5000) }),
} satisfies Record<Part, z.ZodType>

/** The version of the guide that the visitor had in view; 0 before anything of it was saved. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }) })

const ids = z.preprocess(
  (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
  z.array(text(40)).max(2000),
)

/** The photos that were ticked, and those that were on the photo page when the visitor read it. */
export const PhotoChoice = z.object({ chosen: ids, seen: ids })
export type PhotoChoice = z.infer<typeof PhotoChoice>
