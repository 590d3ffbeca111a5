import { z } from 'zod'
import type { Area } from '../../files/areas.ts'
import { oneOf, optionalText, typedIn } from '../../http/form.ts'
import type { Key } from '../../text/text.ts'

/** More than anybody lays over one photo, and few enough to send in one form. */
export const mostAreas = 40
/** In the order in which they are typed: from where, and how large, as a percentage of the photo. */
export const edges = ['left', 'top', 'width', 'height'] as const
export const areaShapes = ['rectangle', 'ellipse'] as const satisfies readonly Area['shape'][]

const places = Array.from({ length: mostAreas }, (_, index) => index + 1)
const shape = oneOf(areaShapes, 'blur.shapeRequired').default('rectangle')
const fields = Object.fromEntries(
  places.flatMap((place) => [
    [`shape-${place}`, shape],
    ...edges.map((edge) => [`${edge}-${place}`, optionalText(20)]),
  ]),
) as Record<string, z.ZodType<string>>

/**
 * The areas that are to be made unrecognisable, from fields left-1, top-1, width-1, height-1, shape-1 and so on. A row
 * that is left empty is none.
 */
export const Areas = z.object(fields).transform((row, context) =>
  areasIn(row, (field, message) => {
    context.addIssue({ code: 'custom', path: [field], message })
  }),
)

function areasIn(row: Record<string, string>, refuse: (field: string, message: Key) => void): Area[] {
  const filled = places.filter((place) => edges.some((edge) => row[`${edge}-${place}`] !== ''))
  if (filled.length === 0) refuse('', 'blur.areaRequired')
  return filled.map((place) => {
    const [left, top, width, height] = edges.map((edge) => {
      const share = shareIn(row[`${edge}-${place}`] ?? '')
      const isTooSmall = share === 0 && (edge === 'width' || edge === 'height')
      if (share === undefined || isTooSmall) refuse(`${edge}-${place}`, 'blur.percentageRequired')
      return share ?? 0
    }) as [number, number, number, number]
    return { shape: row[`shape-${place}`] === 'ellipse' ? 'ellipse' : 'rectangle', left, top, width, height }
  })
}

/** A percentage as it is typed, with a comma or a point, as a share; undefined when it is none. */
function shareIn(typed: string): number | undefined {
  if (!/^\d{1,3}([.,]\d{1,6})?$/.test(typed)) return undefined
  const share = Number(typed.replace(',', '.')) / 100
  return share <= 1 ? share : undefined
}

/** How many rows of a form there are to show again: those that were filled, and no fewer than a page begins with. */
export function rowsTyped(body: unknown): number {
  const typed = typedIn(body)
  const last = places.findLast((place) => edges.some((edge) => typed[`${edge}-${place}`])) ?? 0
  return Math.max(last, firstRows)
}
const firstRows = 3

/** Why the researchers ask a participant to make something unrecognisable. */
export const BlurRequest = z.object({ reason: optionalText(200) })
