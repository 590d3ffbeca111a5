import { z } from 'zod'
import { oneOf, optionalText, requiredText, text, ticked, wholeNumber } from '../../http/form.ts'
import { angles } from '../../method/lists.ts'

const angle = z
  .union([z.literal('').transform(() => null), oneOf(angles, 'photos.angleWrong')], {
    error: 'photos.angleWrong',
  })
  .default(null)

/** What is said with a picture: all of it is welcome, none of it is required. */
export const AboutPhoto = z.object({
  words: optionalText(500),
  angle,
  not_own: ticked(),
  recognisable: ticked(),
})
export type AboutPhoto = z.infer<typeof AboutPhoto>

/** A few sentences in the place of a picture. */
export const TextPhoto = z.object({ words: requiredText('photos.wordsRequired', 2000), angle })

/** Where a photo goes among those of its person: a place on, as the buttons say, or before another one; null is last. */
export const Place = z.union([
  z.object({ to: oneOf(['earlier', 'later'], 'form.unreadable') }),
  z.object({ before: text(40).transform((id) => id || null) }),
])
export type Place = z.infer<typeof Place>

export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })
