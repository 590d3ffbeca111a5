import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import sharp from 'sharp'
import { maskOf, patchesOf, shapes, type Area } from '../../src/files/areas.ts'
import { blurPicture } from '../../src/files/blur.ts'
import { takePicture, type Picture } from '../../src/files/pictures.ts'
import { openStorage, type Storage } from '../../src/files/storage.ts'

const share = fc.double({ min: -0.5, max: 1.2, noNaN: true })
const length = fc.double({ min: 0, max: 1, noNaN: true })
const area = fc.record({
  shape: fc.constantFrom(...shapes),
  left: share,
  top: share,
  width: length,
  height: length,
})
const areas = fc.array(area, { maxLength: 12 })
const size = fc.record({ width: fc.integer({ min: 1, max: 300 }), height: fc.integer({ min: 1, max: 300 }) })
const rectangle = (left: number, top: number, width: number, height: number): Area => ({
  ...{ shape: 'rectangle', left, top, width, height },
})

describe('the patches of some areas', () => {
  it('lie in the picture, touch no other, and have few cells, however large they are', () => {
    const rule = fc.property(areas, size, (given, picture) => {
      const patches = patchesOf(given, picture)
      for (const [place, { box, columns, rows }] of patches.entries()) {
        expect(box.left >= 0 && box.top >= 0 && box.width > 0 && box.height > 0).toBe(true)
        expect(box.left + box.width <= picture.width && box.top + box.height <= picture.height).toBe(true)
        expect(columns >= 1 && columns <= 5 && rows >= 1 && rows <= 5).toBe(true)
        for (const { box: other } of patches.slice(place + 1)) {
          const apart =
            box.left + box.width < other.left ||
            other.left + other.width < box.left ||
            box.top + box.height < other.top ||
            other.top + other.height < box.top
          expect(apart).toBe(true)
        }
      }
    })
    fc.assert(rule, { numRuns: 60 })
  })

  it('cover every pixel in an area, and none that lies outside all', () => {
    const rule = fc.property(areas, size, (given, picture) => {
      const covered = coveredIn(given, picture)
      for (let y = 0; y < picture.height; y += 7) {
        for (let x = 0; x < picture.width; x += 5) {
          const isIn = given.some((one) => holds(one, (x + 0.5) / picture.width, (y + 0.5) / picture.height))
          if (isIn) expect(covered(x, y)).toBe(true)
          // Rounded outward, by less than two pixels.
          const isNear = given.some((one) =>
            holds(grown(one, picture), (x + 0.5) / picture.width, (y + 0.5) / picture.height),
          )
          if (!isNear) expect(covered(x, y)).toBe(false)
        }
      }
    })
    fc.assert(rule, { numRuns: 40 })
  })

  it('are one patch with one grid where somebody covered a face bit by bit', () => {
    const bits = Array.from({ length: 36 }, (_, place) =>
      rectangle((place % 6) * 0.1, Math.floor(place / 6) * 0.1, 0.1, 0.1),
    )
    const [patch, ...others] = patchesOf(bits, { width: 1000, height: 1000 })
    expect(others).toEqual([])
    expect(patch).toMatchObject({ box: { left: 0, top: 0, width: 600, height: 600 }, columns: 5, rows: 5 })
  })

  it('leave the corners of an ellipse', () => {
    const whole: Area = { ...rectangle(0, 0, 1, 1), shape: 'ellipse' }
    const [mask = new Uint8Array()] = patchesOf([whole], { width: 100, height: 60 }).map(maskOf)
    expect([mask[0], mask[99], mask[59 * 100], mask[59 * 100 + 99]]).toEqual([0, 0, 0, 0])
    const share = mask.filter((value) => value === 255).length / mask.length
    expect(share).toBeGreaterThan(Math.PI / 4)
    expect(share).toBeLessThan(Math.PI / 4 + 0.04)
  })
})

function coveredIn(given: readonly Area[], picture: { width: number; height: number }) {
  const masks = patchesOf(given, picture).map((patch) => ({ box: patch.box, mask: maskOf(patch) }))
  return (x: number, y: number) =>
    masks.some(({ box, mask }) => {
      const isInBox = x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height
      return isInBox && mask[(y - box.top) * box.width + (x - box.left)] === 255
    })
}

/** Tells whether a place, in shares, lies in an area: that of an ellipse ends where the picture ends, as its box does. */
function holds({ shape, left, top, width, height }: Area, x: number, y: number): boolean {
  const [right, bottom] = [Math.min(left + width, 1), Math.min(top + height, 1)]
  const [from, upper] = [Math.max(left, 0), Math.max(top, 0)]
  if (x < from || x >= right || y < upper || y >= bottom) return false
  const across = (2 * x - from - right) / (right - from)
  const down = (2 * y - upper - bottom) / (bottom - upper)
  return shape === 'rectangle' || across ** 2 + down ** 2 <= 1
}

/** The box around an area, two pixels wider on each side. */
function grown({ left, top, width, height }: Area, picture: { width: number; height: number }): Area {
  const [across, down] = [2 / picture.width, 2 / picture.height]
  return rectangle(left - across, top - down, width + 2 * across, height + 2 * down)
}

let folder: string
let storage: Storage
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-'))
  storage = await openStorage(path.join(folder, 'stored'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Stripes of four pixels, as letters and faces have them, in a picture with a wide profile when that is asked for. */
async function stripes(profile?: 'p3'): Promise<Picture> {
  const [width, height] = [1800, 1200]
  const pixels = Buffer.alloc(width * height * 3)
  for (let x = 0; x < width; x += 1) {
    if (Math.floor(x / 24) % 2 === 0) pixels.fill(Buffer.from([230, 200, 40]), x * 3, x * 3 + 3)
    else pixels.fill(Buffer.from([40, 60, 90]), x * 3, x * 3 + 3)
  }
  for (let y = 1; y < height; y += 1) pixels.copy(pixels, y * width * 3, 0, width * 3)
  const image = sharp(pixels, { raw: { width, height, channels: 3 } })
  const input = path.join(folder, 'upload')
  await writeFile(
    input,
    await (profile ? image.withIccProfile(profile) : image).jpeg({ quality: 95 }).toBuffer(),
  )
  const picture = await takePicture(input, storage)
  if ('refused' in picture) throw new Error(picture.refused)
  return picture
}

async function pixelsOf({ name }: { name: string }) {
  const file = await storage.read(name)
  if (!file) throw new Error('the file is missing')
  const { data, info } = await sharp(await buffer(file.stream))
    .keepIccProfile()
    .raw()
    .toBuffer({ resolveWithObject: true })
  /** The largest difference of two neighbours, or of a pixel from that of another picture, within a part in shares. */
  const walk = (part: Area, look: (offset: number) => number) => {
    let most = 0
    for (let y = Math.ceil(part.top * info.height); y < (part.top + part.height) * info.height; y += 1) {
      for (let x = Math.ceil(part.left * info.width); x < (part.left + part.width) * info.width; x += 1) {
        most = Math.max(most, look((y * info.width + x) * 3))
      }
    }
    return most
  }
  return { data, walk }
}

describe('a picture in which something is made unrecognisable', () => {
  it.each(shapes)('keeps nothing of it in any size, and all the rest: %s', async (shape) => {
    const before = await stripes()
    const stored = { ...before, master: before.master.name, large: before.large.name }
    const after = await blurPicture(storage, stored, [
      { shape, left: 0.2, top: 0.2, width: 0.4, height: 0.4 },
    ])
    if (!after) throw new Error('the picture is missing')
    expect([after.width, after.height]).toEqual([1800, 1200])
    for (const size of ['master', 'large', 'thumb'] as const) {
      expect(after[size].name).not.toBe(before[size].name)
      const [old, made] = [await pixelsOf(before[size]), await pixelsOf(after[size])]
      const changeIn = (part: Area) =>
        made.walk(part, (at) => Math.abs((made.data[at] ?? 0) - (old.data[at] ?? 0)))
      // Well within the middle cell, of five by three: one colour.
      const cell = rectangle(0.37, 0.36, 0.06, 0.08)
      const [first = 0] = made.data.subarray(firstOf(cell, made), firstOf(cell, made) + 1)
      expect(made.walk(cell, (at) => Math.abs((made.data[at] ?? 0) - first))).toBeLessThanOrEqual(6)
      expect(old.walk(cell, (at) => Math.abs((old.data[at] ?? 0) - first))).toBeGreaterThan(60)
      for (const outside of [
        rectangle(0, 0, 1, 0.17),
        rectangle(0.63, 0, 0.37, 1),
        rectangle(0, 0.63, 1, 0.37),
      ]) {
        expect(changeIn(outside)).toBeLessThanOrEqual(size === 'thumb' ? 24 : 16)
      }
      const corner = rectangle(0.205, 0.205, 0.02, 0.02)
      if (shape === 'ellipse') expect(changeIn(corner)).toBeLessThanOrEqual(24)
      else expect(changeIn(corner)).toBeGreaterThan(60)
    }

    function firstOf(part: Area, { walk }: Awaited<ReturnType<typeof pixelsOf>>): number {
      let first: number | undefined
      walk(part, (at) => {
        first ??= at
        return 0
      })
      return first ?? 0
    }
  })

  it('keeps its colours where it has a profile of its own', async () => {
    const before = await stripes('p3')
    const stored = { ...before, master: before.master.name, large: before.large.name }
    const after = await blurPicture(storage, stored, [rectangle(0, 0, 0.1, 0.1)])
    const [old, made] = [await pixelsOf(before.master), await pixelsOf(after?.master ?? { name: '' })]
    const rest = rectangle(0.2, 0.2, 0.7, 0.7)
    expect(made.walk(rest, (at) => Math.abs((made.data[at] ?? 0) - (old.data[at] ?? 0)))).toBeLessThanOrEqual(
      12,
    )
  })

  it('is not made of one that is gone', async () => {
    const before = await stripes()
    await storage.remove(before.large.name)
    const stored = { ...before, master: before.master.name, large: before.large.name }
    expect(await blurPicture(storage, stored, [rectangle(0, 0, 1, 1)])).toBeUndefined()
  })
})
