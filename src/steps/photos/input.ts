import { z } from 'zod'
import { oneOf, optionalText, requiredText, ticked, wholeNumber } from '../../http/form.ts'
import { angles, readBackAnswers, rungs } from '../../method/lists.ts'

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

export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })

/** What the person says of a photo that the team wants to use. Only "fine" opens it, and as far as was chosen. */
export const ReadBack = z
  .object({
    answer: oneOf(readBackAnswers, 'photos.answerRequired'),
    rung: oneOf(rungs, 'photos.rungRequired').default('researchers'),
    remark: optionalText(1000),
  })
  .transform(({ answer, rung, remark }) => ({
    answer,
    remark,
    rung: answer === 'fine' ? rung : ('researchers' as const),
  }))
export type ReadBack = z.infer<typeof ReadBack>
