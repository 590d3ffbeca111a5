import yauzl from 'yauzl'

const mostUnpacked = 30 * 1024 * 1024
const mostEntries = 10_000

/**
 * The parts of an archive that hold XML, by name. They are counted as they are unpacked: what an archive says of itself
 * may be untrue. Undefined when that becomes too much.
 */
export async function xmlPartsOf(content) {
  const archive = await yauzl.fromBufferPromise(content)
  const parts = new Map()
  let [entries, size] = [0, 0]
  for await (const entry of archive.eachEntry()) {
    entries += 1
    if (entries > mostEntries) return undefined
    if (!/\.(?:xml|rels)$/i.test(entry.fileName)) continue
    const chunks = []
    for await (const chunk of await archive.openReadStreamPromise(entry)) {
      size += chunk.length
      if (size > mostUnpacked) return undefined
      chunks.push(chunk)
    }
    parts.set(entry.fileName, Buffer.concat(chunks))
  }
  return parts
}
