import { z } from 'zod'
import { ticked } from '../../http/form.ts'

/** The boxes of "Doe je mee?". Taking part is asked for, the others are free. */
export const Agreement = z.object({
  takes_part: ticked().refine((value) => value, { error: 'consent.takesPartRequired' }),
  may_record: ticked(),
  keep_posted: ticked(),
  /** The checksum of the text that the person had in view. */
  seen: z.string({ error: 'form.unreadable' }).max(100),
})
