import sharp from 'sharp'
import * as first from './pictures/p01-to-p07.ts'
import * as second from './pictures/p08-to-p14.ts'

/** What each draws: the inside of an SVG. */
const drawings: Record<string, () => string> = { ...first.pictures, ...second.pictures }
/** Those that stand upright. */
const portraits = [...first.portraits, ...second.portraits]

// SVG is shut out for the whole process, since one from outside can load other files; these are our own.
const loader = { operation: ['VipsForeignLoadSvgBuffer'] }

/**
 * Draws pictures as JPEGs of 1200 by 900 pixels or upright, and hands each on by its key, two at a time. Throws when
 * there is no drawing of a key, and what `take` throws.
 */
export async function drawEach(
  keys: readonly string[],
  take: (key: string, jpeg: Buffer) => Promise<void>,
): Promise<void> {
  sharp.unblock(loader)
  try {
    for (let first = 0; first < keys.length; first += 2) {
      await Promise.all(keys.slice(first, first + 2).map(async (key) => take(key, await draw(key))))
    }
  } finally {
    sharp.block(loader)
  }
}

function draw(key: string): Promise<Buffer> {
  const drawing = drawings[key]
  if (!drawing) throw new Error(`There is no drawing ${key}.`)
  const [width, height] = portraits.includes(key) ? [900, 1200] : [1200, 900]
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${drawing()}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer()
}
