import { z } from 'zod'
import { someOf, text } from '../../http/form.ts'
import { daysToChoose, mostReminders } from './reminder-rules.ts'

const days = daysToChoose.map(String)

/** On which days before the date people are reminded: as many as there are reminders. */
export const Days = z.object({
  days: someOf(days, 'form.unreadable')
    .refine((chosen) => chosen.length <= mostReminders, { error: 'remind.tooManyDays' })
    .transform((chosen) => chosen.map(Number)),
  version: text(60),
})

/** Who stood on the page, each with the number of the reminder that it would be: `ID:1`. */
export const Asked = z.object({
  person: z.preprocess(
    (value): unknown => [value ?? []].flat(),
    z.array(z.string().regex(/^[\w-]{1,40}:[12]$/, { error: 'form.unreadable' })).max(5000),
  ),
})
