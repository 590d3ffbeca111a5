import { z } from 'zod'
import { materialForms } from '../../method/material-forms.ts'
import {
  NewText,
  optionalId,
  optionalText,
  requiredText,
  text,
  ticked,
  wholeNumber,
  Words,
} from '../../http/form.ts'

/** A text that is nobody's own belongs to nobody, whatever was sent. */
export const NewMaterial = NewText.extend({ person_id: optionalId('form.unreadable') }).transform((text) => ({
  ...text,
  person_id: materialForms[text.kind].isOfPerson ? text.person_id : null,
}))

/** Notes of a mirror conversation, of which somebody says that they name nobody. */
export const NewMirror = NewText.extend({
  no_names: ticked().refine((isTicked) => isTicked, { error: 'facts.noNamesRequired' }),
}).transform(({ kind, title, text }) => ({ kind, title, text, person_id: null }))

/** The version of what is known of a text that was in view, 0 where nothing was. */
export const Seen = z.object({ version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }) })

/** A text with who speaks and when before its lines, which may be longer than its words. */
export const ChangedNotation = z.object({
  text: text(900_000),
  speakers: text(20_000).catch(''),
  new_speaker: optionalText(80),
})

export const ChangedMaterial = z.object({
  title: requiredText('material.titleRequired', 200),
  text: Words,
  version: wholeNumber('form.unreadable', { min: 1, max: 999_999_999 }),
})

/** Whether texts are kept as they were before names were taken out; `count` is how many were said to go. */
export const KeepsOriginals = z.object({
  keeps: z.enum(['yes', 'no'], { error: 'form.unreadable' }).transform((value) => value === 'yes'),
  sure: ticked(),
  count: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
  version: wholeNumber('form.unreadable', { min: 0, max: 999_999_999 }),
})
