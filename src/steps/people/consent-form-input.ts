import { z } from 'zod'
import { optionalText } from '../../http/form.ts'

/** For whom papers are printed: one person, or without one all who have not said yet whether they take part. */
export const ConsentFormsAsked = z.object({ person: optionalText(40) })
