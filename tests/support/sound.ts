/** A tone as a .wav, of so many seconds: 8000 samples a second of one byte each. */
export function tone(seconds: number): Buffer {
  const samples = 8000 * seconds
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples, 40)
  const wave = Buffer.from(
    Array.from({ length: samples }, (_, at) => 128 + Math.round(60 * Math.sin(at / 3))),
  )
  return Buffer.concat([header, wave])
}

/** Cuts bytes into so many pieces. */
export function cut(content: Buffer, count: number): Buffer[] {
  const size = Math.ceil(content.length / count)
  return Array.from({ length: count }, (_, index) => content.subarray(index * size, (index + 1) * size))
}
