import { z } from 'zod'
import { oneOf, optionalText, requiredText, wholeNumber } from '../../http/form.ts'
import { passageKinds, passageOutcomes } from '../../method/lists.ts'

const version = wholeNumber('form.unreadable', { min: 1, max: 999_999_999 })
const offset = wholeNumber('form.unreadable', { min: 0, max: 999_999_999 })

/** Where in a text something is said: as an address tells it. */
export const Piece = z.object({ from: offset, to: offset }).refine(({ from, to }) => from < to)

/** What somebody says of a passage of the own text: of these words within a piece, as the text stood in view. */
export const NewPassage = z
  .object({
    kind: oneOf(passageKinds, 'passages.kindRequired'),
    words: requiredText('passages.wordsRequired', 20_000),
    remark: optionalText(2000),
    from: offset,
    to: offset,
    version,
  })
  .refine(({ kind, remark }) => kind === 'leave_out' || remark !== '', {
    path: ['remark'],
    error: 'passages.remarkRequired',
  })

/** What a researcher did with what was said, and what its person reads of that. */
export const Handled = z.object({
  outcome: oneOf(passageOutcomes, 'passages.outcomeRequired'),
  answer: optionalText(1000),
  version,
})
