import { z } from 'zod'
import {
  ClientId,
  NewText,
  oneOf,
  optionalDate,
  optionalId,
  optionalText,
  requiredText,
  text,
  wholeNumber,
} from '../../http/form.ts'
import { relations, talkStates } from '../../method/lists.ts'
import type { Key } from '../../text/text.ts'
import { choices, sizeAt, talkKinds } from './rules.ts'

export const Interview = z.object({
  person_id: requiredText('interviews.personRequired', 40),
  held_on: optionalDate(),
  /** The time on the wall, where the house stands. */
  starts: emptyOr(text(5).pipe(z.iso.time({ precision: -1, error: 'appointments.timeWrong' }))),
  minutes: emptyOr(wholeNumber('appointments.minutesWrong', { min: 5, max: 600 })),
  place: optionalText(200),
  online: secureAddress('appointments.onlineWrong'),
  interviewer_id: optionalId('form.unreadable'),
  asks_relation: emptyOr(oneOf(relations, 'form.unreadable')),
  writer_id: optionalId('form.unreadable'),
  writes_relation: emptyOr(oneOf(relations, 'form.unreadable')),
})
export type InterviewInput = z.infer<typeof Interview>

/** From where to where a talk goes. */
export const Move = z.object({
  from: oneOf(talkStates, 'form.unreadable'),
  to: oneOf(talkStates, 'form.unreadable'),
})

/** How it was read back where no answer shows it: in a sentence. */
export const OnPaper = z.object({ words: requiredText('appointments.onPaperRequired', 500) })

/** A note and the version that it was written over; 0 where there was none. */
export const noteAt = (spot: string) =>
  z.object({
    version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
    text: text(sizeAt(spot)),
    /** What names this text where somebody else was first; a form without a script bears none. */
    client_id: ClientId.optional(),
  })

/** Which of two texts in one note is to stay, and the version of the note that the visitor had in view. */
export const Chosen = z.object({
  client_id: ClientId,
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
  choice: oneOf(choices, 'form.unreadable'),
})

/** How long before it was sent something happened, in milliseconds: it may have waited for a connection. */
const ago = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number)
  .default(0)
export const Happened = z.object({ ago })

/** A moment that matters, named by the page it was pressed on. */
export const Mark = z.object({ client_id: ClientId, ago, word: optionalText(200) })

/** A line of one's own logbook, and the version that it was written over; 0 where there was none. */
export const LogbookLine = z.object({
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
  touched: optionalText(4000),
  my_part: optionalText(4000),
})
export type LogbookInput = z.infer<typeof LogbookLine>

/** Where a photo is laid; nowhere, when it is taken up again. */
export const Laying = z.object({ element_id: optionalId('form.unreadable') })

/** Which text a talk gets. */
export const Tie = z.object({ material_id: requiredText('interviews.textRequired', 40) })

/** The version of the talk that the visitor had in view. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })

/** A field that may be left empty or not be sent; null then. */
function emptyOr<Value>(field: z.ZodType<Value>) {
  return z
    .preprocess(
      (value): unknown => (value === undefined || value === '' ? null : value),
      z.union([z.null(), field]),
    )
    .transform((value) => value ?? null)
}

/** An address on the net that is reached safely, without a name or a password in it; empty where there is none. */
function secureAddress(key: Key) {
  const isSafe = (value: string) => {
    const address = URL.canParse(value) ? new URL(value) : undefined
    return address?.protocol === 'https:' && address.username === '' && address.password === ''
  }
  return optionalText(500).refine((value) => value === '' || isSafe(value), { error: key })
}

/** A text of a talk. A mirror conversation is none: it has no person, and takes no file and no names. */
export const TalkText = NewText.extend({ kind: oneOf(talkKinds, 'material.kindRequired') })
