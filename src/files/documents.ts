import mammoth from 'mammoth'
import yauzl from 'yauzl'
import { decodeText } from './decode.ts'

export type Document = { text: string } | { refused: 'kind' | 'broken' }

/**
 * The text of a document: a .docx, or a text file however a phone or Word wrote it. The kind is told by content.
 * Paragraphs are parted by an empty line, line ends are LF.
 */
export async function readDocument({ content }: { content: Buffer }): Promise<Document> {
  if (content.subarray(0, 4).equals(zip)) return readDocx(content)
  if (isBinary(content)) return { refused: 'kind' }
  return { text: tidy(decodeText(content)) }
}

const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04])

async function readDocx(content: Buffer): Promise<Document> {
  try {
    if ((await unpackedSize(content)) > mostUnpacked) return { refused: 'broken' }
    const { value } = await mammoth.extractRawText({ buffer: content })
    return { text: tidy(value) }
  } catch {
    // Another kind of archive, or a damaged one: mammoth says which in words that are not for visitors.
    return { refused: 'broken' }
  }
}

const mostUnpacked = 60 * 1024 * 1024

/** How large an archive says that it becomes, in bytes; endless for one of too many parts. Throws on a damaged one. */
function unpackedSize(content: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(content, { lazyEntries: true }, (error, archive) => {
      if (error) {
        reject(error)
        return
      }
      let size = archive.entryCount > 2000 ? Infinity : 0
      archive.on('entry', ({ uncompressedSize }: yauzl.Entry) => {
        size += uncompressedSize
        archive.readEntry()
      })
      archive.once('end', () => {
        resolve(size)
      })
      archive.once('error', reject)
      archive.readEntry()
    })
  })
}

/** A text file holds no zero bytes, unless it says by its mark that it is UTF-16. */
function isBinary(content: Buffer): boolean {
  const mark = content.length > 1 ? content.readUInt16BE(0) : 0
  return mark !== 0xfffe && mark !== 0xfeff && content.includes(0)
}

function tidy(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
