/**
 * The text of a file, however a phone, Word or Excel wrote it: UTF-8 or UTF-16 with a mark, UTF-8 without one, else
 * Windows-1252, in which every byte is a letter.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const bare = bareUtf16(bytes)
  if (bare) return new TextDecoder(bare).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return isMac(bytes)
      ? new TextDecoder('macintosh').decode(bytes)
      : inWindows1252(Buffer.from(bytes).toString('latin1'))
  }
}

/** Which UTF-16 a text is in that does not say so: most letters here have a zero byte on one side. */
export function bareUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 4000)
  if (length < 4 || bytes.length % 2 === 1) return undefined
  const zeros = [0, 0]
  for (let index = 0; index < length; index += 1) {
    if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  if (odd > length * 0.35 && even === 0) return 'utf-16le'
  return even > length * 0.35 && odd === 0 ? 'utf-16be' : undefined
}

/**
 * A text of Windows-1252 that was read as Latin-1, and so has controls where there are quotation marks and the euro.
 * TextDecoder of Node 20 reads it so too.
 */
export function inWindows1252(text: string): string {
  return text.replaceAll(/[\u0080-\u009F]/g, (control) => upper[control.charCodeAt(0) - 0x80] ?? control)
}

/** Tells an old file of a Mac by its letters with accents: inside words, where Windows would have signs. */
function isMac(bytes: Uint8Array): boolean {
  const isLetter = (byte = 0) => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
  const isSmall = (byte = 0) => byte >= 0x61 && byte <= 0x7a
  let mac = 0
  let windows = 0
  for (let index = 0; index < Math.min(bytes.length, 200_000); index += 1) {
    const byte = bytes[index] ?? 0
    if (byte < 0x80 || !isLetter(bytes[index - 1])) continue
    // An accent at 0x80 to 0x9F, and not an apostrophe or a closing quotation mark, which end words too. What are an é, an
    // apostrophe and quotation marks there are capitals on Windows: none of those ends a word, or stands within.
    if (byte < 0xa0 && isLetter(bytes[index + 1]) && byte !== 0x92) mac += 1
    else if (byte === 0x8e || (byte >= 0xd2 && byte <= 0xd5 && isSmall(bytes[index - 1]))) mac += 1
    else if (byte >= 0xe0) windows += 1
  }
  return mac > windows
}

/**
 * The characters 0x80 to 0x9F of Windows-1252 in the WHATWG encoding standard; five places have none and stay as they are.
 */
const upper =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178'
