import { z } from 'zod'
import { optionalDate, requiredText, someIds, wholeNumber } from '../../http/form.ts'

/** By which day somebody is asked to read back, and the version of what was in view; 0 where nothing was said yet. */
export const ReadingDate = z.object({
  read_by: optionalDate(),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})

/** Which text its person may read whole, and up to and including which day. */
export const Opening = z.object({
  material_id: requiredText('passages.textRequired', 40),
  until_on: optionalDate(),
})

/** What the team wants to use: ids of quotations and photos. */
export const Chosen = z.object({ thing: someIds(1000, 'form.unreadable') })
