/**
 * Reads the text of a document in a thread of its own: the packages work on the event loop, and some files take minutes.
 * Answers with a text, with cues of a transcription program, or with why there is neither.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { cuesOfJson } from './json-cues.js'
import { odtWords } from './odt-words.js'
import { pdfWords } from './pdf-words.js'
import { rtfWords } from './rtf-words.js'

const readers = {
  docx: async (content) => {
    const { default: mammoth } = await import('mammoth')
    return { text: (await mammoth.extractRawText({ buffer: content })).value }
  },
  odt: async (content) => ({ text: await odtWords(content) }),
  pdf: async (content) => pdfWords(content),
  rtf: (content) => ({ text: rtfWords(content.toString('latin1')) }),
  json: (content) => cuesOfJson(content.toString('utf8')),
}

const { kind, content } = workerData
parentPort.postMessage(await readers[kind](Buffer.from(content)))
