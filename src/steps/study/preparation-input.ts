import { z } from 'zod'
import { optionalDate, optionalText, ticked, wholeNumber } from '../../http/form.ts'

/** What is said of one thing to settle. */
export const Said = z.object({
  note: optionalText(1000),
  is_done: ticked(),
  done_on: optionalDate(),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
