/** Crockford's base 32 (crockford.com/base32.html): no letter that looks like a digit, and no U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** How many characters a code has: 60 bits. */
export const cardCodeLength = 12

/** The code that random bytes make, five bits of each. */
export function cardCodeOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, cardCodeLength), (byte) => alphabet.charAt(byte & 31)).join('')
}

const isCode = new RegExp(`^[${alphabet}]{${cardCodeLength}}$`)

/**
 * A code as somebody typed it from paper: capitals or not, with or without hyphens and blanks, an O for 0, an I or L
 * for 1. Undefined when it cannot be one.
 */
export function cardCodeIn(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\-‐‑–—._]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  return isCode.test(code) ? code : undefined
}

/** A code as it is printed: in three groups of four. */
export function shownCardCode(code: string): string {
  return code.replaceAll(/(....)(?=.)/g, '$1-')
}
