import { z } from 'zod'
import { oneOf, optionalDate, optionalText, text, ticked } from '../../http/form.ts'
import { marksFor, problemIn, type Asked, type Said } from './rules.ts'

/** The names of the fields of one thing. */
export function fieldsOf({ id }: { id: string }) {
  return { mark: `mark-${id}`, recognised: `recognised-${id}`, named: `named-${id}`, remark: `remark-${id}` }
}

/** What a signed paper says of each thing that was asked, by its id; and the day of signing, not later than today. */
export function paperWith(asked: readonly Asked[], today: string) {
  const fields = asked.flatMap((one): [string, z.ZodType][] => {
    const { mark, recognised, named, remark } = fieldsOf(one)
    return [
      [mark, oneOf(marksFor(one), 'signed.markUnreadable').default('none')],
      [recognised, oneOf(['no', 'yes'], 'signed.markUnreadable').optional()],
      [named, ticked()],
      [remark, optionalText(1000)],
    ]
  })
  const signed_on = optionalDate()
    .transform((day) => day ?? '')
    .refine((day) => day !== '', { error: 'paper.dateRequired', abort: true })
    .refine((day) => day <= today, { error: 'signed.future' })
  return z
    .object({ signed_on, version: text(200), ...(Object.fromEntries(fields) as Record<string, z.ZodType>) })
    .superRefine((typed, context) => {
      for (const one of asked) {
        const problem = problemIn(one, saidIn(typed, one), typed.signed_on)
        const { mark, recognised } = fieldsOf(one)
        if (problem === 'recognised')
          context.addIssue({ code: 'custom', path: [recognised], message: 'signed.recognisedRequired' })
        if (problem === 'later') context.addIssue({ code: 'custom', path: [mark], message: 'signed.later' })
      }
    })
    .transform(({ signed_on, version, ...typed }) => ({
      signed_on,
      version,
      said: new Map(asked.map((one) => [one.id, saidIn(typed, one)])),
    }))
}

function saidIn(typed: Record<string, unknown>, one: Asked): Said {
  const { mark, recognised, named, remark } = fieldsOf(one)
  return {
    mark: typed[mark] as Said['mark'],
    recognised: typed[recognised] as Said['recognised'],
    named: typed[named] as boolean,
    remark: typed[remark] as string,
  }
}
