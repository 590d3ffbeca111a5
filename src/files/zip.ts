import { finished } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file of an archive: a text, or what is read while it is packed. Its name may hold folders. */
export type Packed = { name: string; content: string | Readable }

/**
 * Packs files into a zip while it is read: one at a time, the next asked for when the last is through, and never faster
 * than the reader takes them. When the reader leaves, the file in hand is closed and no other is asked for. What goes
 * wrong with a file ends the archive in the middle, so that a half one cannot be taken for a whole one.
 */
export function zipOf(files: AsyncIterable<Packed>): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const fail = (error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  pack(zip, output, files).catch(fail)
  return output
}

async function pack(zip: ZipFile, output: Readable, files: AsyncIterable<Packed>): Promise<void> {
  for await (const { name, content } of files) {
    if (typeof content === 'string') zip.addBuffer(Buffer.from(content), name)
    else await packStream(zip, output, { name, content })
    if (output.destroyed) return
  }
  zip.end()
}

async function packStream(
  zip: ZipFile,
  output: Readable,
  { name, content }: { name: string; content: Readable },
): Promise<void> {
  const close = () => content.destroy()
  if (output.destroyed) close()
  output.once('close', close)
  try {
    // Pictures are as small as they get: packing them once more would cost time and spare nothing.
    zip.addReadStream(content, name, { compress: false })
    await finished(content)
  } finally {
    output.off('close', close)
  }
}
