/**
 * The text of a file, however a phone, Word or Excel wrote it: UTF-8 or UTF-16 with a mark, UTF-8 without one, else
 * Windows-1252, in which every byte is a letter.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // TextDecoder of Node 20 reads 0x80 to 0x9F as controls, where Windows-1252 has its quotation marks and the euro.
    const text = Buffer.from(bytes).toString('latin1')
    return text.replaceAll(/[\u0080-\u009F]/g, (control) => upper[control.charCodeAt(0) - 0x80] ?? control)
  }
}

/**
 * The characters 0x80 to 0x9F of Windows-1252 in the WHATWG encoding standard; five places have none and stay as they are.
 */
const upper =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178'
