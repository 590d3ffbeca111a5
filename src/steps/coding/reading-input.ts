import { z } from 'zod'
import { optionalDate, wholeNumber } from '../../http/form.ts'

/** By which day somebody is asked to read back, and the version of what was in view; 0 where nothing was said yet. */
export const ReadingDate = z.object({
  read_by: optionalDate(),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
