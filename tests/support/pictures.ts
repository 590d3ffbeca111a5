import sharp from 'sharp'

/** A JPEG of 640 x 480 in one colour, other for each number up to 255, with a place in it as phones write them. */
export function picture(red: number): Promise<Buffer> {
  return sharp({
    create: { width: 640, height: 480, channels: 3, background: { r: red, g: 120, b: 140 } },
  })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 5/1 0/1' } })
    .jpeg()
    .toBuffer()
}

/** A JPEG as a phone held upright makes it: 800 x 600 on disk, with a mark that says to turn it. */
export function turnedPicture(): Promise<Buffer> {
  return sharp({ create: { width: 800, height: 600, channels: 3, background: 'teal' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** A JPEG of noise, which takes some hundreds of kilobytes. */
export function largePicture(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: 'black', noise } })
    .jpeg()
    .toBuffer()
}
