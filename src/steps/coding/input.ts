import { z } from 'zod'
import { oneOf, optionalId, optionalText, requiredText, someIds, wholeNumber } from '../../http/form.ts'
import { quotationStandings } from '../../method/lists.ts'

const ids = someIds(500, 'form.unreadable')

const offset = z.preprocess(
  (value) => (value === '' ? undefined : value),
  wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }).optional(),
)

const longestName = 100

const chosen = { codes: ids, name: optionalText(longestName) }

type Chosen = { codes: string[]; name: string }
const hasCode = ({ codes, name }: Chosen) => codes.length > 0 || name !== ''
const asked = { error: 'coding.codeRequired', path: ['name'] }

/** Which codes a quotation gets: those whose boxes are ticked, and one by its name, which may be new. */
export const Codes = z.object(chosen).refine(hasCode, asked)

/** A piece of a text to quote: where it was selected, if a script could tell, and its words. */
export const NewQuotation = z
  .object({
    words: requiredText('coding.wordsRequired', 20_000),
    start: offset,
    end: offset,
    photo_id: optionalId('form.unreadable'),
    ...chosen,
  })
  .refine(hasCode, asked)
  .transform(({ start, end, ...rest }) => ({
    ...rest,
    selected: start === undefined || end === undefined ? undefined : { start, end },
  }))

/** Where a quotation is to stand in its text, as for a new one, and how the text and it stood in view. */
export const NewPlace = z
  .object({
    words: requiredText('coding.wordsRequired', 20_000),
    start: offset,
    end: offset,
    version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
    standing: oneOf(quotationStandings, 'form.unreadable'),
  })
  .transform(({ start, end, ...rest }) => ({
    ...rest,
    selected: start === undefined || end === undefined ? undefined : { start, end },
  }))

/** A code that the team makes. */
export const Code = z.object({
  name: requiredText('coding.nameRequired', longestName),
  explanation: optionalText(1000),
  parents: ids,
})
export type CodeInput = z.infer<typeof Code>

export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }) })

export const Merger = z.object({ into: requiredText('coding.intoRequired', 40) })

export const PhotoTie = z.object({ photo_id: optionalId('form.unreadable') })
