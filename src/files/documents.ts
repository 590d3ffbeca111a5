import path from 'node:path'
import { Worker } from 'node:worker_threads'
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
    await weigh(content)
    return { text: tidy(await wordsOf(content)) }
  } catch {
    // Another kind of archive, a damaged or a hostile one: what it is called is not for visitors.
    return { refused: 'broken' }
  }
}

const mostUnpacked = 30 * 1024 * 1024

/** Unpacks an archive to count it, and throws when it becomes too large: what it says of itself may be untrue. */
function weigh(content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(content, { lazyEntries: true }, (error, archive) => {
      if (error) {
        reject(error)
        return
      }
      let size = 0
      archive.on('entry', (entry: yauzl.Entry) => {
        archive.openReadStream(entry, (problem, stream) => {
          if (problem) {
            reject(problem)
            return
          }
          stream.on('data', (chunk: Buffer) => {
            size += chunk.length
            if (size > mostUnpacked) stream.destroy(new Error('too large'))
          })
          stream.once('error', reject)
          stream.once('end', () => {
            archive.readEntry()
          })
        })
      })
      archive.once('end', resolve)
      archive.once('error', reject)
      archive.readEntry()
    })
  })
}

/** The text of a .docx, worked out beside the event loop, within ten seconds and a bounded memory. */
function wordsOf(content: Buffer): Promise<string> {
  const worker = new Worker(docxWorker, {
    workerData: content,
    resourceLimits: { maxOldGenerationSizeMb: 384 },
  })
  const timer = setTimeout(() => void worker.terminate(), 10_000)
  return new Promise<string>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      reject(new Error('ended without an answer'))
    })
  }).finally(() => {
    clearTimeout(timer)
  })
}

// Plain JavaScript in src, so that the same file serves the sources and the build.
const docxWorker = path.join(import.meta.dirname, '../../src/files/docx-worker.js')

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
