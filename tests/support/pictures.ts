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
