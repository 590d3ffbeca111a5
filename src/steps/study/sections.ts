import { z } from 'zod'
import type { Flag } from '../../db/schema.ts'
import { optionalDate, optionalText, requiredText, ticked, wholeNumber } from '../../http/form.ts'
import { termKeys, type Terms } from '../../method/template.ts'

/** The parts of a study that are a form each. A field bears the name of its column; a term that of its word. */
export const sections = ['subject', 'network', 'agreements', 'photos'] as const
export type Section = (typeof sections)[number]

const terms = z.object(
  Object.fromEntries(termKeys.map((key) => [key, requiredText('study.termRequired', 60)])) as Record<
    keyof Terms,
    ReturnType<typeof requiredText>
  >,
)

export const SectionInput = {
  subject: z.object({
    name: requiredText('study.nameRequired', 120),
    subject: optionalText(200),
    question: optionalText(1000),
    working_definition: optionalText(2000),
  }),
  network: z.object({ network_name: optionalText(120) }).extend(terms.shape),
  agreements: z.object({
    commissioner: optionalText(1000),
    contact_name: optionalText(120),
    contact: optionalText(200),
    responsible: optionalText(200),
    privacy_officer: optionalText(200),
    key_holder: optionalText(200),
    keep_recording: optionalText(200),
    keep_data: optionalText(200),
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
