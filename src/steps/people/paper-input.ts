import { z } from 'zod'
import { optionalDate, text, ticked, wholeNumber } from '../../http/form.ts'

/** A signed paper: when it was signed, which text it was, and which boxes were ticked on it. */
export const Paper = z.object({
  signed_on: optionalDate().refine((day) => day !== null, { error: 'paper.dateRequired' }),
  text: text(60, 'paper.textRequired').pipe(z.string().min(1, { error: 'paper.textRequired' })),
  may_record: ticked(),
  keep_posted: ticked(),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
