import { z } from 'zod'
import { oneOf, optionalId, requiredText, text, wholeNumber } from '../../http/form.ts'
import { materialKinds } from '../../method/lists.ts'

/** The longest text, in UTF-16 code units: five hours of talk. */
const longest = 300_000

/** A text that comes in; its words come pasted, or from a file. */
export const NewMaterial = z.object({
  kind: oneOf(materialKinds, 'material.kindRequired'),
  title: requiredText('material.titleRequired', 200),
  person_id: optionalId('form.unreadable'),
})

export const Words = text(longest).pipe(z.string().min(1, { error: 'material.textRequired' }))

export const ChangedMaterial = z.object({
  title: requiredText('material.titleRequired', 200),
  text: Words,
  version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
})
