export const shapes = ['rectangle', 'ellipse'] as const
type Shape = (typeof shapes)[number]

/** A part of a picture, in shares of its width and its height: 0 is its left or top, 1 its right or bottom. */
export type Area = { shape: Shape; left: number; top: number; width: number; height: number }

type Size = { width: number; height: number }
/** A part of a picture in whole pixels. */
type Box = Size & { left: number; top: number }
/** A part that is to be made unrecognisable as one: the box around its areas, and how few colours are left of it. */
export type Patch = { box: Box; columns: number; rows: number; areas: (Box & { shape: Shape })[] }

/** How many colours stay side by side along the longer side of a patch, whatever its size. */
const cellsAlong = 5
/** A cell is never smaller, in pixels: it would be the picture itself. */
const smallestCell = 8

/**
 * The patches that cover these areas of a picture, none of which touches another. What lies outside the picture is cut
 * off. Areas that touch are one patch with one grid: somebody who covers a face bit by bit would otherwise leave so
 * many cells that it can be made out again.
 */
export function patchesOf(areas: readonly Area[], picture: Size): Patch[] {
  const boxes = areas.map((area) => ({ ...inPixels(area, picture), shape: area.shape }))
  return boxes
    .filter(({ width, height }) => width > 0 && height > 0)
    .map((box) => ({ box, areas: [box] }))
    .reduce<Group[]>(joined, [])
    .map(({ box, areas: own }) => ({ box: sizeOf(box), areas: own, ...gridOf(box) }))
}

type Group = Pick<Patch, 'box' | 'areas'>

/** Rounded outward: of what was pointed at nothing stays. */
function inPixels({ left, top, width, height }: Area, picture: Size): Box {
  const [first, last] = [
    within(Math.floor(left * picture.width), picture.width),
    (left + width) * picture.width,
  ]
  const [upper, lower] = [
    within(Math.floor(top * picture.height), picture.height),
    (top + height) * picture.height,
  ]
  return {
    left: first,
    top: upper,
    width: within(Math.ceil(last), picture.width) - first,
    height: within(Math.ceil(lower), picture.height) - upper,
  }
}

function within(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length)
}

/** The groups with one more. A box around two may touch a third, so that the new one is laid in again. */
function joined(groups: Group[], group: Group): Group[] {
  const other = groups.find(({ box }) => doTouch(box, group.box))
  if (!other) return [...groups, group]
  const rest = groups.filter((one) => one !== other)
  return joined(rest, { box: around(other.box, group.box), areas: [...other.areas, ...group.areas] })
}

function doTouch(one: Box, other: Box): boolean {
  return (
    one.left <= other.left + other.width &&
    other.left <= one.left + one.width &&
    one.top <= other.top + other.height &&
    other.top <= one.top + one.height
  )
}

function around(one: Box, other: Box): Box {
  const left = Math.min(one.left, other.left)
  const top = Math.min(one.top, other.top)
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  }
}

function sizeOf({ left, top, width, height }: Box): Box {
  return { left, top, width, height }
}

function gridOf({ width, height }: Size): { columns: number; rows: number } {
  const cell = Math.max(width, height) / cellsAlong
  const cells = (length: number) =>
    Math.max(1, Math.min(Math.round(length / cell), Math.floor(length / smallestCell)))
  return { columns: cells(width), rows: cells(height) }
}

/** Which pixels of a patch are covered, row by row: 255 where they are, 0 where the picture stays. */
export function maskOf({ box, areas }: Pick<Patch, 'box' | 'areas'>): Uint8Array {
  const mask = new Uint8Array(box.width * box.height)
  for (const area of areas) {
    for (let row = 0; row < area.height; row += 1) {
      const start = (area.top - box.top + row) * box.width + (area.left - box.left)
      const { from, to } = spanOf(area, row)
      mask.fill(255, start + from, start + to)
    }
  }
  return mask
}

/** Which pixels of one of its rows an area covers: those that it touches at all. */
function spanOf(
  { shape, width, height }: Size & { shape: Shape },
  row: number,
): { from: number; to: number } {
  if (shape === 'rectangle') return { from: 0, to: width }
  const middle = height / 2
  const nearest = Math.max(row, Math.min(middle, row + 1))
  const half = (width / 2) * Math.sqrt(Math.max(0, 1 - ((nearest - middle) / middle) ** 2))
  return { from: Math.floor(width / 2 - half), to: Math.ceil(width / 2 + half) }
}
