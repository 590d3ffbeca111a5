/** A tone as a .wav, of so many seconds: 8000 samples a second of one byte each. It may say another rate. */
export function tone(seconds: number, rate = 8000): Buffer {
  const samples = 8000 * seconds
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
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

const holders = ['moov', 'trak', 'mdia', 'minf', 'stbl']

/** An .m4a made of another, whose sound is the same zeros over and over: so many times as many bytes as it holds. */
export function repeating(m4a: Buffer, times: number, bytes: number): Buffer {
  const boxes = boxesIn(m4a)
  const bodyOf = (name: string) => boxes.find((one) => one.name === name)?.body ?? Buffer.of()
  const head = box('ftyp', bodyOf('ftyp'))
  const tables: Record<string, Buffer> = {
    stts: words(0, 1, times, 1024),
    stsc: words(0, 1, 1, 1, 1),
    stsz: words(0, bytes, times),
    stco: words(0, times, ...Array<number>(times).fill(head.length + 8)),
  }
  const rewritten = (body: Buffer): Buffer =>
    Buffer.concat(
      boxesIn(body)
        .filter(({ name }) => !['sgpd', 'sbgp', 'udta'].includes(name))
        .map((one) =>
          box(one.name, holders.includes(one.name) ? rewritten(one.body) : (tables[one.name] ?? one.body)),
        ),
    )
  return Buffer.concat([head, box('mdat', Buffer.alloc(bytes)), box('moov', rewritten(bodyOf('moov')))])
}

function boxesIn(content: Buffer): { name: string; body: Buffer }[] {
  const boxes: { name: string; body: Buffer }[] = []
  for (let at = 0; at < content.length; at += content.readUInt32BE(at))
    boxes.push({
      name: content.toString('latin1', at + 4, at + 8),
      body: content.subarray(at + 8, at + content.readUInt32BE(at)),
    })
  return boxes
}

function box(name: string, body: Buffer): Buffer {
  return Buffer.concat([words(body.length + 8), Buffer.from(name, 'latin1'), body])
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}
