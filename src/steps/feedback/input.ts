import { z } from 'zod'
import { oneOf, optionalDate, optionalText, text, wholeNumber } from '../../http/form.ts'
import { openRungs, sessionKinds, type OpenRung } from '../../method/lists.ts'
import { inOrder, rungOf } from './rules.ts'

const version = wholeNumber('form.unreadable', { min: 1, max: 999_999_999 })
export const Seen = z.object({ version })

/** A number that may be left open; null then. */
function optionalNumber(key: 'feedback.numberWrong' | 'feedback.placeWrong', max: number) {
  return z
    .union([z.literal('').transform(() => null), wholeNumber(key, { min: 0, max })], { error: key })
    .default(null)
}

const where = {
  held_on: optionalDate(),
  place: optionalText(200),
  present: optionalNumber('feedback.numberWrong', 10_000),
}

/** When and where a session is held, and how many people are there: what may change until it is closed. */
export const Where = z.object(where)

/** A session as it is prepared. Its rung follows from its kind when none is chosen. */
export const Details = z
  .object({
    kind: oneOf(sessionKinds, 'feedback.kindRequired'),
    ...where,
    rung: z.union([z.literal(''), oneOf(openRungs, 'feedback.rungWrong')], { error: 'feedback.rungWrong' }),
    dots: wholeNumber('feedback.dotsWrong', { min: 1, max: 20 }),
  })
  .transform(({ rung, ...rest }) => ({ ...rest, rung: rung === '' ? rungOf(rest.kind) : rung }))
export type DetailsInput = z.infer<typeof Details> & { rung: OpenRung }

/** How the dots of a session are to be placed. */
export const Ballot = z.object({ ballot: oneOf(['open', 'phones'], 'form.unreadable') })

const place = optionalNumber('feedback.placeWrong', 999)

/** What a session shows, and in which order: a field for each finding and each point, with its place. */
export function Contents(findingIds: readonly string[], pointIds: readonly string[]) {
  const places = z.object({
    ...fieldsFor('finding', findingIds, place),
    ...fieldsFor('point', pointIds, place),
  })
  return places.and(Seen).transform(({ version, ...fields }) => {
    const chosen = (kind: Kind, ids: readonly string[]) =>
      inOrder(ids.map((id) => ({ id, place: fields[fieldOf(kind, id)] ?? null })))
    return { version, findings: chosen('finding', findingIds), points: chosen('point', pointIds) }
  })
}

/** What was said, per finding, per point and altogether; and which points need no action. */
export function Said(findingIds: readonly string[], pointIds: readonly string[]) {
  const remark = optionalText(4000)
  const remarks = z.object({
    ...fieldsFor('finding', findingIds, remark),
    ...fieldsFor('point', pointIds, remark),
  })
  return remarks.and(Altogether).transform((all) => {
    const { version, said, discussed } = all as z.infer<typeof Altogether>
    const of = (kind: Kind, id: string) => ({ id, said: all[fieldOf(kind, id)] ?? '' })
    return {
      ...{ version, said },
      findings: findingIds.map((id) => of('finding', id)),
      points: pointIds.map((id) => ({
        ...of('point', id),
        outcome: discussed.includes(id) ? ('discussed' as const) : null,
      })),
    }
  })
}

const Altogether = z.object({
  version,
  said: optionalText(10_000),
  discussed: z.preprocess(
    (value): unknown => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
    z.array(text(40)),
  ),
})

/** How many dots each point got, counted by hand. */
export function Counts(pointIds: readonly string[]) {
  const count = wholeNumber('feedback.countWrong', { min: 0, max: 9999 })
  const counts = z.object(fieldsFor('point', pointIds, count))
  return counts.and(Seen).transform(({ version, ...fields }) => ({
    version,
    counts: pointIds.map((id) => ({ id, dots: fields[fieldOf('point', id)] ?? 0 })),
  }))
}

type Kind = 'finding' | 'point'

/** The name of the field of one finding or point. */
export function fieldOf(kind: Kind, id: string): string {
  return `${kind}-${id}`
}

function fieldsFor<Field extends z.ZodType>(
  kind: Kind,
  ids: readonly string[],
  field: Field,
): Record<string, Field> {
  return Object.fromEntries(ids.map((id) => [fieldOf(kind, id), field]))
}
