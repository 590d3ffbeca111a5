import { describe, expect, it } from '@jest/globals'
import { decodeText } from '../../src/files/decode.ts'

describe('the text of a file', () => {
  it('of Windows-1252 has each of its characters', () => {
    const bytes = Uint8Array.from({ length: 0x80 }, (_, place) => 0x80 + place)
    const text = decodeText(bytes)
    const controls = { 0x81: '\u0081', 0x8d: '\u008D', 0x8f: '\u008F', 0x90: '\u0090', 0x9d: '\u009D' }
    const expected = Array.from('€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ').map(
      (letter, place) =>
        Object.entries(controls).find(([byte]) => Number(byte) === 0x80 + place)?.[1] ?? letter,
    )
    expect(text.slice(0, 0x20)).toBe(expected.join(''))
    expect(text.slice(0x20)).toBe(
      Array.from({ length: 0x60 }, (_, place) => String.fromCodePoint(0xa0 + place)).join(''),
    )
  })

  it('of Windows-1252 keeps the apostrophe of a name, and that of UTF-8 and UTF-16 too', () => {
    const name = 'Zoë ’t Hart'
    expect(
      decodeText(Uint8Array.from([0x5a, 0x6f, 0xeb, 0x20, 0x92, 0x74, 0x20, 0x48, 0x61, 0x72, 0x74])),
    ).toBe(name)
    expect(decodeText(Buffer.from(name))).toBe(name)
    expect(decodeText(Buffer.from(`\uFEFF${name}`, 'utf16le'))).toBe(name)
  })
})
