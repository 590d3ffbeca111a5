import { z } from 'zod'
import type { Flag } from '../../db/schema.ts'
import { optionalDate, optionalText, requiredText, ticked, wholeNumber } from '../../http/form.ts'
import type { OtherWords, WordedField } from '../../method/both-languages.ts'
import type { Language } from '../../method/languages.ts'
import { termKeys, type Terms } from '../../method/template.ts'

/** The parts of a study that are a form each. A field bears the name of its column; a term that of its word. */
export const sections = ['subject', 'network', 'agreements', 'photos'] as const
export type Section = (typeof sections)[number]

/** What the name of a field begins with that is typed in the other language than the study's own. */
const inOther = 'other_'

const terms = z.object(
  Object.fromEntries(termKeys.map((key) => [key, requiredText('study.termRequired', 60)])) as Record<
    keyof Terms,
    ReturnType<typeof requiredText>
  >,
)

export const SectionInput = {
  subject: z.object({
    name: requiredText('study.nameRequired', 120),
    ...inBoth('subject', 200),
    ...inBoth('question', 1000),
    working_definition: optionalText(2000),
  }),
  network: z.object({ network_name: optionalText(120) }).extend(terms.shape),
  agreements: z.object({
    ...inBoth('commissioner', 1000),
    contact_name: optionalText(120),
    ...inBoth('contact', 200),
    ...inBoth('responsible', 200),
    ...inBoth('privacy_officer', 200),
    ...inBoth('key_holder', 200),
    ...inBoth('keep_recording', 200),
    ...inBoth('keep_data', 200),
    with_young: ticked().transform((value): Flag => (value ? 1 : 0)),
  }),
  photos: z
    .object({
      photos_by: optionalDate(),
      min_photos: wholeNumber('study.photoCount', { min: 1, max: 20 }),
      max_photos: wholeNumber('study.photoCount', { min: 1, max: 20 }),
      small_group: wholeNumber('study.smallGroupWrong', { min: 3, max: 20 }),
    })
    .refine(({ min_photos, max_photos }) => min_photos <= max_photos, {
      error: 'study.photoOrder',
      path: ['max_photos'],
    }),
} satisfies Record<Section, z.ZodType>

type InBoth<Field extends WordedField> = Record<
  Field | `${typeof inOther}${Field}`,
  ReturnType<typeof optionalText>
>

/** A field that is said in both languages. */
function inBoth<Field extends WordedField>(field: Field, max: number): InBoth<Field> {
  return { [field]: optionalText(max), [otherFieldOf(field)]: optionalText(max) } as InBoth<Field>
}

/** The name of the field in which words are typed in the other language than the study's own. */
export function otherFieldOf(field: WordedField): string {
  return `${inOther}${field}`
}

/** The name of the field in which a study's words of one language are typed. */
export function fieldIn(study: { language: Language }, field: WordedField, language: Language): string {
  return language === study.language ? field : otherFieldOf(field)
}

/** The words in the other language, as fields of a form. */
export function otherFields(words: OtherWords): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([field, text]) => [`${inOther}${field}`, text]))
}

/** What was typed, with the words in the other language together as they are kept: beside those of other sections. */
export function withOtherWords(input: object, stored: OtherWords) {
  const entries = Object.entries(input) as [string, string][]
  const isOther = ([field]: [string, string]) => field.startsWith(inOther)
  const typed = entries.filter(isOther).map(([field, text]) => [field.slice(inOther.length), text])
  if (typed.length === 0) return input
  const columns = Object.fromEntries(entries.filter((entry) => !isOther(entry)))
  return { ...columns, other_words: { ...stored, ...Object.fromEntries(typed) } as OtherWords }
}
