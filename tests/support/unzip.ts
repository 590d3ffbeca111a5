import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'

/** The files of a zip by name, in their order, as any program would unpack them. Throws when it is no whole zip. */
export async function unzipped(zip: Buffer): Promise<Map<string, Buffer>> {
  const archive = await yauzl.fromBufferPromise(zip)
  const files = new Map<string, Buffer>()
  for await (const entry of archive.eachEntry()) {
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)))
  }
  return files
}
