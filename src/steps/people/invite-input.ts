import { z } from 'zod'
import { ticked, wholeNumber } from '../../http/form.ts'

/** Whom to invite, with how many invitations were written to that person when it was asked: `ID:0`. */
const asked = z
  .string()
  .regex(/^[\w-]{1,40}(:\d{1,4})?$/, { error: 'form.unreadable' })
  .transform((value) => {
    const [id = '', had = '0'] = value.split(':')
    return { id, had: Number(had) }
  })

/** Those who stood on the page that asked; none means all who were not asked yet. */
export const Chosen = z.object({
  /** Whether those who got one before get one more. */
  again: ticked(),
  person: z.preprocess((value): unknown => [value ?? []].flat(), z.array(asked).max(5000)),
})

/** One person, where the page of that person says how many invitations there were. */
export const Again = z.object({ had: wholeNumber('form.unreadable', { min: 0, max: 9999 }).optional() })
