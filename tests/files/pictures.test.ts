import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import sharp, { type Sharp } from 'sharp'
import {
  pictureLimits,
  picturesWaiting,
  takePicture,
  type Picture,
  type PictureFile,
} from '../../src/files/pictures.ts'
import { openStorage, type Storage } from '../../src/files/storage.ts'
import { bomb, chunk } from '../support/hostile.ts'

let folder: string
let storage: Storage
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'voetspoor-'))
  storage = await openStorage(path.join(folder, 'stored'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Hands in bytes as a browser does, under a name that says nothing. */
async function handIn(bytes: Uint8Array) {
  const input = path.join(folder, 'upload')
  await writeFile(input, bytes)
  return takePicture(input, storage)
}

async function takenIn(bytes: Uint8Array): Promise<Picture> {
  const picture = await handIn(bytes)
  if ('refused' in picture) throw new Error(`refused: ${picture.refused}`)
  return picture
}

async function bytesOf({ name }: PictureFile): Promise<Buffer> {
  const file = await storage.read(name)
  if (!file) throw new Error('the file is missing')
  return buffer(file.stream)
}

function filesOf({ master, large, thumb }: Picture): Promise<Buffer[]> {
  return Promise.all([master, large, thumb].map(bytesOf))
}

const stored = () => readdir(path.join(folder, 'stored'))

type Colour = [red: number, green: number, blue: number]
const red: Colour = [220, 30, 30]
const green: Colour = [30, 200, 30]
const blue: Colour = [30, 30, 220]
const yellow: Colour = [230, 220, 30]

/** Four quarters of one colour each: which is where tells how a picture is turned and whether it is mirrored. */
function quarters(width = 96, height = 64, colours = [red, green, blue, yellow]): Sharp {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const quarter = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)
      pixels.set(colours[quarter] ?? red, (y * width + x) * 3)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

async function coloursOf(bytes: Buffer): Promise<number[][]> {
  const { data, info } = await sharp(bytes).keepIccProfile().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => {
    const place = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
    return [...data.subarray(place, place + 3)]
  }
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]
}

async function expectColours(bytes: Buffer, colours: Colour[], tolerance = 12): Promise<void> {
  const found = (await coloursOf(bytes)).flat()
  const distance = Math.max(...colours.flat().map((value, place) => Math.abs(value - (found[place] ?? NaN))))
  expect(distance).toBeLessThanOrEqual(tolerance)
}

describe('a picture', () => {
  it('becomes a master, one of at most 1600 pixels and one of at most 400', async () => {
    const input = await quarters(2400, 1800).jpeg().toBuffer()
    const picture = await takenIn(input)
    expect(picture).toMatchObject({ width: 2400, height: 1800 })
    expect(picture.sha256).toBe(createHash('sha256').update(input).digest('hex'))
    const sizes = [
      [2400, 1800],
      [1600, 1200],
      [400, 300],
    ]
    for (const [place, file] of [picture.master, picture.large, picture.thumb].entries()) {
      const bytes = await bytesOf(file)
      const { format, width, height } = await sharp(bytes).metadata()
      expect([width, height]).toEqual(sizes[place])
      expect(file).toEqual({ name: file.name, bytes: bytes.length, type: `image/${format}` })
      await expectColours(bytes, [red, green, blue, yellow])
    }
    expect((await stored()).sort()).toEqual(
      [picture.master.name, picture.large.name, picture.thumb.name].sort(),
    )
  })

  it('is never enlarged', async () => {
    const picture = await takenIn(await quarters(96, 64).png().toBuffer())
    for (const bytes of await filesOf(picture)) {
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 96, height: 64 })
    }
  })

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('may be %s', async (format) => {
    const picture = await takenIn(await quarters().toFormat(format).toBuffer())
    for (const bytes of await filesOf(picture)) await expectColours(bytes, [red, green, blue, yellow], 20)
  })

  // Where the colours of the upright picture are in the file, for each orientation that Exif knows.
  it.each([
    [1, [red, green, blue, yellow]],
    [2, [green, red, yellow, blue]],
    [3, [yellow, blue, green, red]],
    [4, [blue, yellow, red, green]],
    [5, [red, blue, green, yellow]],
    [6, [green, yellow, red, blue]],
    [7, [yellow, green, blue, red]],
    [8, [blue, red, yellow, green]],
  ] as const)('is turned upright from orientation %i', async (orientation, colours) => {
    const [width, height] = orientation < 5 ? [96, 64] : [64, 96]
    const turned = quarters(width, height, [...colours]).withMetadata({ orientation })
    for (const input of [await turned.clone().jpeg().toBuffer(), await turned.clone().webp().toBuffer()]) {
      const picture = await takenIn(input)
      expect(picture).toMatchObject({ width: 96, height: 64 })
      for (const bytes of await filesOf(picture)) {
        const metadata = await sharp(bytes).metadata()
        expect(metadata).toMatchObject({ width: 96, height: 64 })
        expect(metadata.orientation).toBeUndefined()
        await expectColours(bytes, [red, green, blue, yellow], 20)
      }
    }
  })

  it('of AVIF is not turned twice', async () => {
    const turned = quarters(64, 96, [green, yellow, red, blue]).withMetadata({ orientation: 6 })
    const picture = await takenIn(await turned.avif().toBuffer())
    expect(picture).toMatchObject({ width: 96, height: 64 })
    await expectColours(await bytesOf(picture.master), [red, green, blue, yellow], 20)
  })

  it('is on white where it was transparent', async () => {
    const clear = sharp({ create: { width: 9, height: 9, channels: 4, background: '#f000' } })
    for (const input of [await clear.clone().png().toBuffer(), await clear.clone().webp().toBuffer()]) {
      const white: Colour = [255, 255, 255]
      await expectColours(await bytesOf((await takenIn(input)).thumb), [white, white, white, white], 2)
    }
  })

  it('may have 16 bits a colour, or only grey', async () => {
    const deep = await quarters().toColourspace('rgb16').png().toBuffer()
    await expectColours(await bytesOf((await takenIn(deep)).master), [red, green, blue, yellow])
    const flat = sharp({ create: { width: 9, height: 9, channels: 3, background: '#777' } })
    const grey: Colour = [119, 119, 119]
    for (const input of [
      await flat.clone().toColourspace('b-w').jpeg().toBuffer(),
      await flat.clone().toColourspace('grey16').png().toBuffer(),
    ]) {
      await expectColours(await bytesOf((await takenIn(input)).master), [grey, grey, grey, grey])
    }
  })

  it('made for print comes out in the colours of a screen', async () => {
    const printable: Colour[] = [
      [160, 70, 70],
      [70, 140, 70],
      [70, 70, 140],
      [160, 150, 70],
    ]
    const printed = quarters(96, 64, printable).toColourspace('cmyk')
    const { master } = await takenIn(await printed.withIccProfile('cmyk').jpeg().toBuffer())
    const bytes = await bytesOf(master)
    expect(await sharp(bytes).metadata()).toMatchObject({ space: 'srgb', hasProfile: false })
    await expectColours(bytes, printable, 30)
  })

  it('that moves gives its first frame', async () => {
    const frames = Buffer.concat([0, 120, 240].map((value) => Buffer.alloc(20 * 10 * 3, value)))
    const moving = sharp(frames, { raw: { width: 20, height: 30, channels: 3, pageHeight: 10 } })
    const picture = await takenIn(await moving.webp({ loop: 0, delay: [100, 100, 100] }).toBuffer())
    expect(picture).toMatchObject({ width: 20, height: 10 })
    const black: Colour = [0, 0, 0]
    await expectColours(await bytesOf(picture.master), [black, black, black, black])
  })

  it('from a phone that writes a sloppy header is taken in', async () => {
    const input = await quarters().jpeg().toBuffer()
    const scan = input.indexOf(Buffer.from([0xff, 0xda]))
    input.set([5, 7, 0x12], scan + 2 + input.readUInt16BE(scan + 2) - 3)
    await expect(sharp(input).toBuffer()).rejects.toThrow('Invalid SOS parameters')
    await expectColours(await bytesOf((await takenIn(input)).master), [red, green, blue, yellow])
  })
})

describe('what a file says about its maker', () => {
  const secret = 'GEHEIM'
  const exif = {
    IFD0: { Make: secret, Artist: secret },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 5/1 24/1', GPSDateStamp: secret },
  }
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- ${secret} --></x:xmpmeta>`

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('is not kept from %s', async (format) => {
    const input = await quarters().withExif(exif).withXmp(xmp).toFormat(format).toBuffer()
    expect(input.includes(secret)).toBe(true)
    await expectNothingButPixels(await takenIn(input))
  })

  it('is not kept from any segment of a JPEG, nor from behind its end', async () => {
    const plain = await quarters().withExif(exif).withXmp(xmp).jpeg().toBuffer()
    const small = await quarters(16, 16).withExif(exif).jpeg().toBuffer()
    const input = Buffer.concat([
      plain.subarray(0, 2),
      segment(0xe0, 'JFXX\0\x10', small),
      segment(0xe2, 'MPF\0', Buffer.from(secret)),
      segment(0xed, 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x06', Buffer.from(secret)),
      segment(0xee, 'Adobe-like', Buffer.from(secret)),
      segment(0xfe, secret, Buffer.from('a comment')),
      plain.subarray(2),
      small,
      Buffer.from(`PK\x03\x04<script>${secret}</script>`),
    ])
    await expectNothingButPixels(await takenIn(input))
  })

  it('is not kept from the comments of a PNG', async () => {
    const plain = await quarters().png().toBuffer()
    const header = 8 + 25
    const input = Buffer.concat([
      plain.subarray(0, header),
      chunk('tEXt', Buffer.from(`Comment\0${secret}`)),
      plain.subarray(header),
      Buffer.from(secret),
    ])
    await expectNothingButPixels(await takenIn(input))
  })

  async function expectNothingButPixels(picture: Picture): Promise<void> {
    for (const bytes of await filesOf(picture)) {
      for (const mark of [secret, 'Exif', 'GPS', 'xmp', 'http', '8BIM', 'JFXX', 'MPF', 'script']) {
        expect(bytes.includes(mark)).toBe(false)
      }
      expect(segmentsOf(bytes).filter((marker) => marker >= 0xe0 && marker <= 0xef)).toEqual([])
      expect(segmentsOf(bytes)).not.toContain(0xfe)
      expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
      await expectColours(bytes, [red, green, blue, yellow], 20)
    }
  }
})

describe('a colour profile', () => {
  it('stays as it is, and so do the colours that it explains', async () => {
    const input = await quarters().withIccProfile('p3').jpeg({ quality: 100 }).toBuffer()
    const { icc } = await sharp(input).metadata()
    const colours = (await coloursOf(input)) as Colour[]
    for (const bytes of await filesOf(await takenIn(input))) {
      expect((await sharp(bytes).metadata()).icc).toEqual(icc)
      await expectColours(bytes, colours, 6)
    }
  })

  it('that is none is left out', async () => {
    const plain = await quarters().jpeg().toBuffer()
    const fake = segment(0xe2, 'ICC_PROFILE\0\x01\x01', Buffer.from('<script>'.repeat(40)))
    const input = Buffer.concat([plain.subarray(0, 2), fake, plain.subarray(2)])
    for (const bytes of await filesOf(await takenIn(input))) {
      expect((await sharp(bytes).metadata()).icc).toBeUndefined()
      await expectColours(bytes, [red, green, blue, yellow])
    }
  })
})

describe('refused, with nothing left behind, is', () => {
  afterEach(async () => {
    expect(await stored()).toEqual([])
    expect(picturesWaiting()).toBe(0)
  })

  it('an empty file', async () => {
    expect(await handIn(Buffer.alloc(0))).toEqual({ refused: 'empty' })
  })

  it('a file of more than 25 MB', async () => {
    const picture = await quarters().jpeg().toBuffer()
    const filled = Buffer.concat([picture, Buffer.alloc(pictureLimits.bytes + 1 - picture.length)])
    expect(await handIn(filled)).toEqual({ refused: 'tooLarge' })
  })

  it.each([
    ['30000 x 30000', 30_000, 30_000],
    ['one row above 60 megapixels', 6000, 10_001],
    ['a thread too long for JPEG', 1, 66_000],
  ])('a picture of %s, told from its header', async (_, width, height) => {
    expect(await handIn(bomb(width, height))).toEqual({ refused: 'tooManyPixels' })
  })

  it.each([
    [
      'an SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>',
    ],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a PDF', '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'],
    [
      'a GIF',
      'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
    ],
    ['a TIFF', 'II*\0\x08\0\0\0\0\0\0\0\0\0'],
    ['a film', '\0\0\0\x18ftypisom\0\0\x02\0isomiso2'],
    ['an archive', 'PK\x03\x04\x14\0'],
    ['a single byte', '\xff'],
    ['the beginning of a box', '\0\0\0\x18ftyp'],
  ])('%s, whatever its name', async (_, content) => {
    expect(await handIn(Buffer.from(content, 'latin1'))).toEqual({ refused: 'notAPicture' })
  })

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('half a %s', async (format) => {
    const whole = await quarters(640, 480).toFormat(format).toBuffer()
    expect(await handIn(whole.subarray(0, whole.length / 2))).toEqual({ refused: 'broken' })
  })

  it('half a progressive JPEG', async () => {
    const whole = await quarters(640, 480).jpeg({ progressive: true }).toBuffer()
    expect(await handIn(whole.subarray(0, whole.length / 2))).toEqual({ refused: 'broken' })
  })

  it.each([
    ['JPEG', '\xff\xd8\xff'],
    ['PNG', '\x89PNG\r\n\x1a\n'],
    ['WebP', 'RIFF\x04\0\0\0WEBP'],
    ['AVIF', '\0\0\0\x18ftypavif\0\0\0\0mif1avif'],
    ['HEIC of a phone', '\0\0\0\x24ftypheic\0\0\0\0mif1MiHEMiPrmiafheic'],
    ['HEIC of another program', '\0\0\0\x18ftypmif1\0\0\0\0mif1heic'],
  ])('a %s of which there is only the beginning', async (_, content) => {
    expect(await handIn(Buffer.from(content, 'latin1'))).toEqual({ refused: 'broken' })
  })

  it('a picture for which there is no room, with the error of the disk', async () => {
    let room = 2
    const narrow: Storage = {
      ...storage,
      write: (content) => (room-- > 0 ? storage.write(content) : Promise.reject(new Error('ENOSPC'))),
    }
    const input = path.join(folder, 'upload')
    await writeFile(input, await quarters().jpeg().toBuffer())
    await expect(takePicture(input, narrow)).rejects.toThrow('ENOSPC')
  })

  it('a file that is not there, with the error of the disk', async () => {
    await expect(takePicture(path.join(folder, 'none'), storage)).rejects.toThrow('ENOENT')
  })
})

it('many pictures at once all come in', async () => {
  const input = await quarters(1200, 900).jpeg().toBuffer()
  const paths = Array.from({ length: 12 }, (_, place) => path.join(folder, `upload-${place}`))
  await Promise.all(paths.map((file) => writeFile(file, input)))
  const pictures = await Promise.all(paths.map((file) => takePicture(file, storage)))
  expect(pictures.filter((picture) => !('refused' in picture))).toHaveLength(12)
  expect(await stored()).toHaveLength(36)
  expect(picturesWaiting()).toBe(0)
})

it('no picture can make sharp open another kind of file, in this whole process', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  await expect(sharp(svg).png().toBuffer()).rejects.toThrow('unsupported image format')
  const tiff = await quarters().tiff().toBuffer()
  await expect(sharp(tiff).png().toBuffer()).rejects.toThrow('unsupported image format')
})

function segment(marker: number, label: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(label, 'latin1'), content])
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

/** The markers of a JPEG's segments up to its pixels. */
function segmentsOf(bytes: Buffer): number[] {
  const markers: number[] = []
  for (let place = 2; bytes[place + 1] !== 0xda; place += 2 + bytes.readUInt16BE(place + 2)) {
    markers.push(bytes[place + 1] ?? NaN)
  }
  return markers
}
