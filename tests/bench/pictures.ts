import sharp from 'sharp'

const size = { width: 4000, height: 3000 }

/**
 * Makes a JPEG of 12 megapixels as a phone takes it, of 3 to 5 MB: large shapes, smaller ones, and the grain of a
 * sensor, with a colour profile, a camera and a place in it. Each time another one; `turned` as of a phone held upright.
 */
export async function photoOfPhone(turned: boolean): Promise<Buffer> {
  const shapes = await inColour(8, 6, 70)
  const things = await inColour(250, 188, 40)
  return sharp(await enlarged(shapes))
    .composite([
      { input: await enlarged(things), blend: 'overlay' },
      { input: await enlarged(await grey(2000, 1500, 25)), blend: 'soft-light' },
      { input: await grey(size.width, size.height, 22), blend: 'soft-light' },
    ])
    .removeAlpha()
    .withExif({
      IFD0: { Make: 'Voetspoor', Model: 'Bench' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 5/1 0/1' },
    })
    .withMetadata({ orientation: turned ? 6 : 1 })
    .withIccProfile('p3')
    .jpeg({ quality: 90 })
    .toBuffer()
}

function enlarged(picture: Buffer): Promise<Buffer> {
  return sharp(picture)
    .resize({ ...size, fit: 'fill', kernel: 'cubic' })
    .png(plain)
    .toBuffer()
}

async function inColour(width: number, height: number, sigma: number): Promise<Buffer> {
  const [red = Buffer.alloc(0), ...others] = await Promise.all(
    [1, 2, 3].map(() => noise(width, height, sigma).raw().toBuffer()),
  )
  const raw = { width, height, channels: 1 } as const
  return sharp(red, { raw }).joinChannel(others, { raw }).toColourspace('srgb').png(plain).toBuffer()
}

function grey(width: number, height: number, sigma: number): Promise<Buffer> {
  return noise(width, height, sigma).png(plain).toBuffer()
}

function noise(width: number, height: number, sigma: number) {
  const gaussian = { type: 'gaussian', mean: 128, sigma } as const
  return sharp({
    create: { width, height, channels: 3, background: 'black', noise: gaussian },
  }).extractChannel(0)
}

const plain = { compressionLevel: 0 }
