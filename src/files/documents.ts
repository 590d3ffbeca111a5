import { fork } from 'node:child_process'
import path from 'node:path'
import { Crowded } from '../errors.ts'
import { speakerName, type Spoken } from '../method/turns.ts'
import { cuesOf, isSubtitles, joinedCues, type Cue } from './cues.ts'
import { bareUtf16, decodeText, inWindows1252 } from './decode.ts'
import { openGate } from './gate.ts'
import { htmlWords, isHtml } from './html-words.ts'
import { recognised } from './recognise.ts'

export type Format = 'text' | 'docx' | 'odt' | 'rtf' | 'pdf' | 'subtitles' | 'json'
/** A text with who speaks in it, and until when, as far as that was recognised. */
export type Recognised = Spoken & { names: string[]; until: number; format: Format }
type Refusal = 'kind' | 'broken' | 'empty' | 'long' | 'locked' | 'heavy' | 'crowded'
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
  if (kind === 'text') {
    const text = decodeText(content)
    return readText(tidy(isHtml(text) ? htmlWords(text) : text), 'text')
  }
  const found = await foundBy(kind, kind === 'json' ? Buffer.from(decodeText(content)) : content)
  if ('refused' in found) return found
  if ('cues' in found) return spokenIn(joinedCues(found.cues.map(clean).filter(isSaid)), 'json')
  return readText(tidy(kind === 'rtf' ? inWindows1252(found.text) : found.text), found.format)
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
  return { start, end, speaker: speakerName(plain(speaker)), text: plain(text) }
}

function isSaid({ text }: Cue): boolean {
  return text !== ''
}

type WorkedKind = 'archive' | 'pdf' | 'rtf' | 'json'

function kindOf(content: Buffer): WorkedKind | 'text' | undefined {
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

type Found = { text: string; format: Format } | { cues: Cue[] } | { refused: Refusal }

// Of those in work each may take some hundreds of megabytes, and of those that wait each has its file in memory.
const gate = openGate({ jobs: 2, weight: 2 }, { most: 8, secondsEach: 10 })

/** What is in a document, or why that cannot be read. */
async function foundBy(kind: WorkedKind, content: Buffer): Promise<Found> {
  try {
    return await gate.run(1, () => worked(kind, content))
  } catch (error) {
    if (error instanceof Crowded) return { refused: 'crowded' }
    throw error
  }
}

/** Worked out in a process of its own, within twenty seconds and a bounded memory. Throws when there can be none. */
function worked(kind: WorkedKind, content: Buffer): Promise<Found> {
  // Nothing of this process goes along, and what packages say of a broken file is not for the log.
  const child = fork(documentWorker, [], {
    ...{ execArgv: [], env: {}, serialization: 'advanced' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  return new Promise<Found>((resolve, reject) => {
    child.once('message', (found) => {
      resolve(found as Found)
    })
    // A process that could not be started fails twice: once by itself, and once as nobody takes what is sent to it.
    child.on('error', reject)
    // Behind what was said, unlike its exit, which can be told of before that is read.
    child.once('disconnect', () => {
      resolve({ refused: 'heavy' })
    })
    child.send({ kind, content, longest })
  }).finally(() => {
    clearTimeout(timer)
    child.kill('SIGKILL')
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
