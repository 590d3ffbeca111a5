/** A name that nothing else has: 32 hexadecimal digits. Over plain http there is no crypto.randomUUID. */
export function newMark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
