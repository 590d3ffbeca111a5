import { z } from 'zod'
import { NewText, optionalId, requiredText, wholeNumber, Words } from '../../http/form.ts'

export const NewMaterial = NewText.extend({ person_id: optionalId('form.unreadable') })

export const ChangedMaterial = z.object({
  title: requiredText('material.titleRequired', 200),
  text: Words,
  version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
})
