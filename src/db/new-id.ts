import { randomUUID } from 'node:crypto'

let latest = 0
let count = 0

/**
 * Makes a UUID version 7 (RFC 9562). Each sorts after the one before, within a millisecond and when the clock is
 * set back.
 */
export function newId(): string {
  const now = Math.max(Date.now(), latest)
  count = now === latest ? count + 1 : 0
  // A thirteenth bit would spill into the version: borrow the next millisecond instead.
  latest = count > 0xfff ? now + 1 : now
  if (count > 0xfff) count = 0
  const time = latest.toString(16).padStart(12, '0')
  const counter = count.toString(16).padStart(3, '0')
  const [first = 0, ...rest] = crypto.getRandomValues(new Uint8Array(8))
  const random = [(first & 0x3f) | 0x80, ...rest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${random.slice(0, 4)}-${random.slice(4)}`
}

/**
 * Makes a UUID version 4, which tells nothing: for what a number stands in the place of a name. A version 7 would give
 * away who was added first, and which photos came one after another.
 */
export function newRandomId(): string {
  return randomUUID()
}
