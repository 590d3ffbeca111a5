import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp'
import { Crowded } from '../errors.ts'
import { openGate } from './gate.ts'
import { pixelsOfHeic, withProfile } from './heic.ts'
import type { Storage } from './storage.ts'

/** A picture that was taken in: three upright JPEG files that hold pixels and a colour profile, nothing else. */
export type Picture = {
  /** SHA-256 of the bytes that came in, as 64 hexadecimal digits. */
  sha256: string
  /** Of the master, in pixels. */
  width: number
  height: number
  /** As large as it came in. */
  master: PictureFile
  /** At most 1600 pixels wide and high. */
  large: PictureFile
  /** At most 400 pixels wide and high. */
  thumb: PictureFile
}

/** A file in the storage, its size in bytes and the type to serve it as. */
export type PictureFile = { name: string; bytes: number; type: 'image/jpeg' }

/** Why a file was not taken in: a code for the page to explain. What libvips says of it may hold paths. */
export type Refusal = {
  refused:
    | 'empty'
    | 'tooLarge'
    | 'tooManyPixels'
    | 'notAPicture'
    /** It begins as a picture and then is damaged, cut off, or of a rare kind that cannot be read. */
    | 'broken'
}

/** The largest file in bytes, and the most pixels (width times height), that are taken in. */
export const pictureLimits = { bytes: 25 * 1024 * 1024, pixels: 60_000_000 }

// For the whole process, because memory is: two progressive JPEGs of 60 megapixels at once need 1.2 GB.
const secondsEach = 0.3
const gate = openGate({ jobs: 2, weight: pictureLimits.pixels }, { most: 300, secondsEach })
/** From here on no more are read in. Those that were come through the gate all the same: to send a photo takes long. */
const crowd = 60

// libvips opens many more kinds by itself, SVG among them, which can load other files.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif'].flatMap((kind) => [
    `VipsForeignLoad${kind}File`,
    `VipsForeignLoad${kind}Buffer`,
  ]),
})
// Nothing is read twice, so that a cache would only hold memory and open files.
sharp.cache(false)
// Two pictures at once fill two cores; more threads for each take them from the pages.
sharp.concurrency(1)

/**
 * Makes the three files of a picture that was uploaded, and keeps them in the storage. The type is told by content.
 * Waits for its turn; the work is done outside the event loop's thread. The input must not change meanwhile: libvips
 * maps it, and the process dies when it is overwritten or cut off. It stays where it is, for the caller to remove.
 * A refusal and an error leave nothing in the storage. Throws what the disk and the storage throw, and Crowded when too
 * many wait.
 */
export async function takePicture(input: string, storage: Storage): Promise<Picture | Refusal> {
  const { size, start } = await beginningOf(input)
  if (size === 0) return { refused: 'empty' }
  if (size > pictureLimits.bytes) return { refused: 'tooLarge' }
  if (!isPicture(start)) return { refused: 'notAPicture' }
  const header = await headerOf(input)
  if (header === undefined) return { refused: 'broken' }
  if (!isWithinLimits(header)) return { refused: 'tooManyPixels' }
  return inTurn(weightOf(header), () => workOut(input, header, storage))
}

/** In pixels, for the gate. A HEIC needs four times the memory of a JPEG of its size. */
function weightOf({ width, height, compression }: Metadata): number {
  const pixels = width * height
  return compression === 'hevc' ? Math.min(4 * pixels, pictureLimits.pixels) : pixels
}

/** Does work on so many pixels when its turn has come. Throws what the work throws. */
export function inTurn<T>(pixels: number, work: () => Promise<T>): Promise<T> {
  return gate.run(pixels, work)
}

/** How many pictures wait for their turn. */
export function picturesWaiting(): number {
  return gate.waiting
}

/** Throws Crowded when so many pictures wait that the next one had better come later, before it is read. */
export function needRoomForPicture(): void {
  if (gate.waiting < crowd) return
  throw new Crowded('too many pictures wait', Math.ceil(gate.waiting * secondsEach))
}

async function beginningOf(input: string): Promise<{ size: number; start: Buffer }> {
  const handle = await open(input)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    return { size, start: buffer.subarray(0, bytesRead) }
  } finally {
    await handle.close()
  }
}

/** Tells from a file's first bytes (64 are enough) whether it claims to be of a kind that is taken in. */
function isPicture(start: Buffer): boolean {
  const text = start.toString('latin1')
  if (text.startsWith('\xff\xd8\xff') || text.startsWith('\x89PNG\r\n\x1a\n')) return true
  if (text.startsWith('RIFF')) return text.startsWith('WEBP', 8)
  if (!text.startsWith('ftyp', 4)) return false
  const brands = text.slice(8, start.readUInt32BE(0)).match(/.{4}/gs) ?? []
  return brands.some((brand) => /^(avi[fs]|he(ic|ix|im|is|vc|vx|vm|vs)|mif1|msf1)$/.test(brand))
}

/** What a picture's header tells, read without decoding; undefined when it cannot be read. */
async function headerOf(input: string): Promise<Metadata | undefined> {
  return sharp(input, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
}

function isWithinLimits({ width, height }: Metadata): boolean {
  return width * height <= pictureLimits.pixels && Math.max(width, height) <= longestSideOfJpeg
}

const longestSideOfJpeg = 65_500

async function workOut(input: string, header: Metadata, storage: Storage): Promise<Picture | Refusal> {
  // From a PNG, that may be a drawing or the picture of a screen, colours keep sharp edges.
  const encode = jpegWith(header.format === 'png' ? '4:4:4' : '4:2:0')
  const master = await masterOf(input, header, encode)
  if (master === undefined) return { refused: 'broken' }
  return { sha256: await sha256Of(input), ...(await keepSizes(storage, encode, master)) }
}

/** Makes the smaller sizes of a master, and keeps all three in the storage or none. Throws what the storage throws. */
export async function keepSizes(storage: Storage, encode: Encode, master: Encoded) {
  // Each from the one before it: the input, which may be progressive, turned or slow to decode, is decoded once.
  const large = await encode(within(1600, master), 82)
  const thumb = await encode(within(400, large), 80)
  const { width, height } = master.info
  return { width, height, ...(await keep(storage, { master, large, thumb })) }
}

type Encoded = { data: Buffer; info: OutputInfo }
type Encode = (pixels: Sharp, quality: number) => Promise<Encoded>

/** The master of a picture; undefined when its pixels cannot be read. */
async function masterOf(input: string, header: Metadata, encode: Encode): Promise<Encoded | undefined> {
  if (header.compression !== 'hevc') return encode(uprightPixels(input, header), 90).catch(() => undefined)
  const { width, height, icc } = header
  const pixels = await pixelsOfHeic(input, header)
  if (pixels === undefined) return undefined
  const raw = sharp(pixels, { raw: { width, height, channels: 4 } }).flatten({ background: 'white' })
  const { data, info } = await encode(raw, 90)
  return { data: icc && hasUsableProfile(header) ? withProfile(data, icc) : data, info }
}

/**
 * Gives what makes a JPEG of some quality, with plain Huffman tables: optimised ones spare 3 % and cost a quarter
 * more time. The master is a JPEG whatever came in, made anew even of an upright JPEG, so that surely nothing of what
 * was hidden in it is left.
 */
export function jpegWith(chromaSubsampling: '4:4:4' | '4:2:0'): Encode {
  return (pixels, quality) =>
    pixels
      .jpeg({ quality, chromaSubsampling, optimiseCoding: false })
      .timeout({ seconds: 120 })
      .toBuffer({ resolveWithObject: true })
}

/** The pixels of the first frame, upright, on white where they were transparent. */
function uprightPixels(input: string, header: Metadata): Sharp {
  // Phones write JPEGs at which libvips warns and that are good; 'error' still refuses what is cut off.
  const options = { autoOrient: true, failOn: 'error', limitInputPixels: pictureLimits.pixels } as const
  const pixels = sharp(input, options).flatten({ background: 'white' })
  return hasUsableProfile(header) ? pixels.keepIccProfile() : pixels
}

/**
 * Tells whether the file's own colour profile fits its pixels, so that it can stay: two to three times faster than
 * converting the colours. Any other (CMYK, grey, damaged, huge) is converted to sRGB and left out.
 */
function hasUsableProfile({ space, icc }: Metadata): boolean {
  return (
    (space === 'srgb' || space === 'rgb' || space === 'rgb16') &&
    icc !== undefined &&
    icc.length >= 128 &&
    icc.length <= 65_500 &&
    icc.readUInt32BE(0) === icc.length &&
    icc.toString('latin1', 16, 20) === 'RGB ' &&
    icc.toString('latin1', 36, 40) === 'acsp'
  )
}

function within(side: number, { data }: Encoded): Sharp {
  return sharp(data)
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .keepIccProfile()
}

async function sha256Of(input: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(input), hash)
  return hash.digest('hex')
}

type Files<File> = { master: File; large: File; thumb: File }

/** Keeps all files or none. */
async function keep(storage: Storage, files: Files<Encoded>): Promise<Files<PictureFile>> {
  const written: string[] = []
  try {
    return {
      master: await keepOne(files.master),
      large: await keepOne(files.large),
      thumb: await keepOne(files.thumb),
    }
  } catch (error) {
    for (const name of written) await storage.remove(name)
    throw error
  }

  async function keepOne({ data }: Encoded): Promise<PictureFile> {
    const name = await storage.write(data)
    written.push(name)
    return { name, bytes: data.length, type: 'image/jpeg' }
  }
}

/**
 * Lets a write point to the stored files of a picture, and gives what it gives. Where it writes nothing (undefined, as
 * when the picture was there already) or throws, the files go again.
 */
export async function keepPicture<Written>(
  storage: Storage,
  { master, large, thumb }: Files<PictureFile>,
  write: () => Promise<Written | undefined>,
): Promise<Written | undefined> {
  const names = [master, large, thumb].map(({ name }) => name)
  let written: Written | undefined
  try {
    written = await write()
  } finally {
    if (written === undefined) for (const name of names) await storage.remove(name)
  }
  if (written !== undefined) await storage.settle(names)
  return written
}
