import { z } from 'zod'
import { optionalText, wholeNumber } from '../../http/form.ts'

/** What browsers record in. It is served as it came in: what is not on the list might be taken for a page. */
const types = /^audio\/(?:webm|mp4|ogg|mpeg|aac|wav|unknown)(?:;\s*codecs=[\w.,"+-]{1,40})?$/

/**
 * What is told with a piece of sound. Its times are by the clock of its browser, and `sent_at` tells how wrong that is;
 * `bytes` is how many its sender meant to send.
 */
export const Piece = z.object({
  origin: z.enum(['recorded', 'sent'], { error: 'form.unreadable' }),
  type: z.string().regex(types, { error: 'form.unreadable' }),
  begun_at: optionalText(40),
  sent_at: optionalText(40),
  bytes: wholeNumber('form.unreadable', { min: 1, max: 8 * 1024 * 1024 }),
  until_ms: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }).optional(),
})
export type PieceInput = z.infer<typeof Piece>

/** In pieces of three seconds that is more than a day. */
export const mostPieces = 30_000

/** How many pieces a part has, now that no more come. */
export const Ending = z.object({ pieces: wholeNumber('form.unreadable', { min: 1, max: mostPieces }) })

/** For how many days sound is kept after its text was confirmed; empty for as long as nobody removes it. */
export const Term = z.object({
  days: z.union(
    [z.literal('').transform(() => null), wholeNumber('recordings.daysWrong', { min: 1, max: 3650 })],
    { error: 'recordings.daysWrong' },
  ),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
