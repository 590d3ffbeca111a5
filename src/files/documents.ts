import path from 'node:path'
import { Worker } from 'node:worker_threads'
import yauzl from 'yauzl'
import type { Spoken } from '../method/turns.ts'
import { cuesOf, isSubtitles, joinedCues, type Cue } from './cues.ts'
import { bareUtf16, decodeText, inWindows1252 } from './decode.ts'
import { recognised } from './recognise.ts'

export type Format = 'text' | 'docx' | 'odt' | 'rtf' | 'pdf' | 'subtitles' | 'json'
/** A text with who speaks in it, and until when, as far as that was recognised. */
export type Recognised = Spoken & { names: string[]; until: number; format: Format }
type Refusal = 'kind' | 'broken' | 'empty' | 'long' | 'locked'
export type Document = Recognised | { refused: Refusal }

/** Longer than any text that is taken, with the times and marks that programs put around its words. */
const longest = 3_000_000

/**
 * The text of a document, and who speaks in it: of a word processor, a PDF, what a transcription program writes, or a
 * text file however a phone or Word wrote it. The kind is told by content. Line ends are LF.
 */
export async function readDocument({ content }: { content: Buffer }): Promise<Document> {
  const kind = kindOf(content)
  if (kind === undefined) return { refused: 'kind' }
  if (kind === 'text') return readText(tidy(decodeText(content)), 'text')
  try {
    const format = kind === 'archive' ? await kindOfArchive(content) : kind
    const found = await foundBy(format, kind === 'json' ? Buffer.from(decodeText(content)) : content)
    if ('refused' in found) return found
    if ('cues' in found) return spokenIn(joinedCues(found.cues.map(clean).filter(isSaid)), 'json')
    const text = tidy(kind === 'rtf' ? inWindows1252(found.text) : found.text)
    return readText(text, format)
  } catch {
    // Another kind of archive, a damaged or a hostile one: what it is called is not for visitors.
    return { refused: 'broken' }
  }
}

/** A text that was pasted, and who speaks in it. */
export function readPasted(text: string): Recognised {
  const read = readText(tidy(text), 'text')
  return 'refused' in read ? { text, turns: [], names: [], until: 0, format: 'text' } : read
}

function readText(text: string, format: Format): Document {
  if (text === '') return { refused: 'empty' }
  if (text.length > longest) return { refused: 'long' }
  if (isSubtitles(text)) return spokenIn(joinedCues(cuesOf(text)), 'subtitles')
  const found = recognised(text)
  const hasTurns = found.turns.length > 1
  return hasTurns ? { ...found, format } : { text, turns: [], names: [], until: 0, format }
}

function spokenIn(found: Omit<Recognised, 'format'>, format: Format): Document {
  return found.text === '' ? { refused: 'empty' } : { ...found, format }
}

function clean({ speaker, text, start, end }: Cue): Cue {
  const plain = (words: string) =>
    words
      .toWellFormed()
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
  return { start, end, speaker: plain(speaker), text: plain(text) }
}

function isSaid({ text }: Cue): boolean {
  return text !== ''
}

type WorkedKind = Exclude<Format, 'text' | 'subtitles'>

function kindOf(content: Buffer): 'archive' | 'pdf' | 'rtf' | 'json' | 'text' | undefined {
  if (begins(content, 'PK\u0003\u0004')) return 'archive'
  if (begins(content, '%PDF-')) return 'pdf'
  if (begins(content, '{\\rtf')) return 'rtf'
  if (isBinary(content)) return undefined
  return /^\uFEFF?\s*[[{]\s*["{]/.test(decodeText(content.subarray(0, 2000))) ? jsonOrText(content) : 'text'
}

function begins(content: Buffer, mark: string): boolean {
  return content.subarray(0, mark.length).toString('latin1') === mark
}

/** A text may begin with a bracket too, as in `[“Hello”]`. */
function jsonOrText(content: Buffer): 'json' | 'text' {
  return /[}\]]\s*$/.test(content.subarray(-200).toString('latin1')) ? 'json' : 'text'
}

type Found = { text: string } | { cues: Cue[] } | { refused: Refusal }

/** OpenDocument keeps its words where Word does not. */
async function kindOfArchive(content: Buffer): Promise<'docx' | 'odt'> {
  const names = await weigh(content)
  return names.has('content.xml') && !names.has('word/document.xml') ? 'odt' : 'docx'
}

const mostUnpacked = 30 * 1024 * 1024

/**
 * The names of what is in an archive, which is unpacked to count it: what it says of itself may be untrue. Throws when it
 * becomes too large.
 */
function weigh(content: Buffer): Promise<Set<string>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(content, { lazyEntries: true }, (error, archive) => {
      if (error) {
        reject(error)
        return
      }
      let size = 0
      const names = new Set<string>()
      archive.on('entry', (entry: yauzl.Entry) => {
        names.add(entry.fileName)
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
      archive.once('end', () => {
        resolve(names)
      })
      archive.once('error', reject)
      archive.readEntry()
    })
  })
}

/** What is in a document, worked out beside the event loop, within twenty seconds and a bounded memory. */
function foundBy(kind: WorkedKind, content: Buffer): Promise<Found> {
  const worker = new Worker(documentWorker, {
    workerData: { kind, content },
    resourceLimits: { maxOldGenerationSizeMb: 384 },
    // What packages say of a broken file is not for the log.
    stdout: true,
    stderr: true,
  })
  const timer = setTimeout(() => void worker.terminate(), 20_000)
  return new Promise<Found>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      reject(new Error('ended without an answer'))
    })
  }).finally(() => {
    clearTimeout(timer)
    void worker.terminate()
  })
}

// Plain JavaScript in src, so that the same file serves the sources and the build.
const documentWorker = path.join(import.meta.dirname, '../../src/files/document-worker.js')

/** A text file holds no zero bytes, unless it is in UTF-16. */
function isBinary(content: Buffer): boolean {
  const mark = content.length > 1 ? content.readUInt16BE(0) : 0
  return mark !== 0xfffe && mark !== 0xfeff && content.includes(0) && !bareUtf16(content)
}

function tidy(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
