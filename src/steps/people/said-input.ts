import { z } from 'zod'
import { oneOf, text, ticked } from '../../http/form.ts'
import { saidWays } from '../../method/lists.ts'
import { Agreed, requiredDay } from './paper-input.ts'

const heard = {
  way: oneOf(saidWays, 'said.wayRequired'),
  signed_on: requiredDay('said.dayRequired'),
}

/** "I take part", as a researcher heard it. */
export const SaidYes = Agreed.extend(heard)

/** "I do not take part", the same. */
export const SaidNo = z.object({ ...heard, version: text(80) })

/** "I stop", the same, of whom the researcher has made sure. */
export const SaidStop = SaidNo.extend({
  sure: ticked().refine((value) => value, { error: 'said.sureRequired' }),
})

/** Taking out what was written down wrongly. */
export const Undoing = z.object({
  sure: ticked().refine((value) => value, { error: 'said.sureRequired' }),
  version: text(80),
})
