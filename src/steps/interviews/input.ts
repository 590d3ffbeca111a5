import { z } from 'zod'
import { optionalDate, optionalId, optionalText, requiredText, text, wholeNumber } from '../../http/form.ts'

export const Interview = z.object({
  person_id: requiredText('interviews.personRequired', 40),
  held_on: optionalDate(),
  place: optionalText(200),
  interviewer_id: optionalId('form.unreadable'),
})
export type InterviewInput = z.infer<typeof Interview>

/** A note and the version that it was written over; 0 where there was none. */
export const Note = z.object({
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
  text: text(20_000),
})

/** Where a photo is laid; nowhere, when it is taken up again. */
export const Laying = z.object({ element_id: optionalId('form.unreadable') })

/** Which text a talk gets. */
export const Tie = z.object({ material_id: requiredText('interviews.textRequired', 40) })

/** The version of the talk that the visitor had in view. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })
