import { z } from 'zod'
import { optionalDate, text, ticked } from '../../http/form.ts'
import type { Key } from '../../text/text.ts'

/** What was agreed to, however it was said: which text, which boxes, and what was on the page when it was filled in. */
export const Agreed = z.object({
  text: text(100, 'paper.textRequired').pipe(z.string().min(1, { error: 'paper.textRequired' })),
  may_record: ticked(),
  keep_posted: ticked(),
  is_early: ticked(),
  version: text(80),
})

/** A day that must be filled in. */
export function requiredDay(error: Key) {
  return optionalDate().pipe(z.string({ error }))
}

/** A signed paper: when it was signed, which text it was, and which boxes were ticked on it. */
export const Paper = Agreed.extend({ signed_on: requiredDay('paper.dateRequired') })
