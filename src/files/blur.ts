import { buffer } from 'node:stream/consumers'
import sharp, { type OverlayOptions, type Raw } from 'sharp'
import { maskOf, patchesOf, type Area, type Patch } from './areas.ts'
import { inTurn, jpegWith, keepSizes, type Picture } from './pictures.ts'
import type { Storage } from './storage.ts'

/** What is known of a stored picture: the names of its files, and the size of its master. */
type Stored = { master: string; large: string; width: number; height: number }

/**
 * Makes a new picture of a stored one, in all its sizes, in which areas cannot be recognised; undefined when the stored
 * one is gone by now. Waits for its turn, and works outside the event loop's thread. The old files stay, for the caller
 * to remove. Throws what the disk and the storage throw.
 *
 * A blur is a sum of pixels with known weights: where it is weak, the pixels can be reckoned back from it, and from fine
 * mosaics faces and letters were recognised. So no radius decides here. Of each patch at most 5 x 5 colours are left, each
 * the mean of its cell and then rounded to one of sixteen steps of red, green and blue, whatever the size of the patch:
 * all that differed within a cell is in no file any more, and what is left is too little to tell people by.
 */
export async function blurPicture(
  storage: Storage,
  stored: Stored,
  areas: readonly Area[],
): Promise<Omit<Picture, 'sha256'> | undefined> {
  return inTurn(stored.width * stored.height, async () => {
    const master = await contentOf(storage, stored.master)
    const large = await contentOf(storage, stored.large)
    if (!master || !large) return undefined
    const { chromaSubsampling } = await sharp(master).metadata()
    const encode = jpegWith(chromaSubsampling === '4:4:4' ? '4:4:4' : '4:2:0')
    const covers = await coversOf(large, stored, areas)
    return keepSizes(storage, encode, await encode(sharp(master).composite(covers).keepIccProfile(), 90))
  })
}

async function contentOf(storage: Storage, name: string): Promise<Buffer | undefined> {
  const file = await storage.read(name)
  return file && buffer(file.stream)
}

/** What is laid over the master. Means need not all of its pixels: they are taken from the size below it. */
async function coversOf(large: Buffer, size: Stored, areas: readonly Area[]): Promise<OverlayOptions[]> {
  const { data, info: raw } = await sharp(large).keepIccProfile().raw().toBuffer({ resolveWithObject: true })
  const covers: OverlayOptions[] = []
  for (const patch of patchesOf(areas, size)) {
    const { left, top, width, height } = patch.box
    const cells = await sharp(data, { raw })
      .extract(inSize({ left, top, width, height }, raw.width / size.width, raw))
      .resize(patch.columns, patch.rows, { fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer()
    covers.push({ input: await coverOf(cells, patch), left, top })
  }
  return covers
}

/** A box of the master in a smaller size of it. */
function inSize(box: Patch['box'], scale: number, size: Raw): Patch['box'] {
  const left = Math.min(Math.floor(box.left * scale), size.width - 1)
  const top = Math.min(Math.floor(box.top * scale), size.height - 1)
  return {
    ...{ left, top },
    width: Math.max(1, Math.min(Math.ceil(box.width * scale), size.width - left)),
    height: Math.max(1, Math.min(Math.ceil(box.height * scale), size.height - top)),
  }
}

/** The cells of a patch, as large as it is, in the shape of its areas. */
async function coverOf(cells: Buffer, { box, columns, rows, areas }: Patch): Promise<Buffer> {
  const raw = { width: columns, height: rows, channels: 3 } as const
  const mask = { width: box.width, height: box.height, channels: 1 } as const
  // Not in one pipeline: there the channel would be put on before the cells are as large as the patch.
  const blocks = await sharp(cells.map(coarse), { raw })
    .resize(box.width, box.height, { fit: 'fill', kernel: 'nearest' })
    .png({ compressionLevel: 1 })
    .toBuffer()
  return sharp(blocks)
    .joinChannel(Buffer.from(maskOf({ box, areas }).buffer), { raw: mask })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** The middle of the step, one of sixteen, in which a colour lies. */
function coarse(colour: number): number {
  return Math.floor(colour / 16) * 16 + 8
}
