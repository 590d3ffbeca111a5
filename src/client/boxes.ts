/** A part of a photo, in percent of its width and height. */
export type Box = { left: number; top: number; width: number; height: number }
export type Place = { x: number; y: number }

export const edges = ['left', 'top', 'width', 'height'] as const
/** The smallest side of a box: less is a slip of the finger. */
export const smallest = 1

/** The box between two places, as far as it lies on the photo. */
export function between(one: Place, other: Place): Box {
  const [left, right] = [within(Math.min(one.x, other.x), 100), within(Math.max(one.x, other.x), 100)]
  const [top, bottom] = [within(Math.min(one.y, other.y), 100), within(Math.max(one.y, other.y), 100)]
  return { left, top, width: right - left, height: bottom - top }
}

/** The box elsewhere on the photo. */
export function moved(box: Box, { x, y }: Place): Box {
  return { ...box, left: within(box.left + x, 100 - box.width), top: within(box.top + y, 100 - box.height) }
}

/** The box wider and higher by so much, as far as the photo goes. */
export function grown(box: Box, { x, y }: Place): Box {
  const width = Math.max(smallest, within(box.width + x, 100 - box.left))
  return { ...box, width, height: Math.max(smallest, within(box.height + y, 100 - box.top)) }
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, most))
}
